"use strict";
// Tables are sorted by a click on a head.
(() => {
  const order = new Intl.Collator(document.documentElement.lang, { numeric: true });
  for (const table of document.querySelectorAll("table.sortable")) {
    const heads = [...table.querySelectorAll("thead th")];
    heads.forEach((head, at) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        heads.forEach((one) => one.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const rows = [...table.tBodies[0].rows];
        const said = (cell) => cell.dataset.sort ?? cell.textContent;
        const text = (row) => said(row.cells[at]).replace(/[\s\u00a0]+(?=\d)/g, "").trim();
        rows.sort((one, other) => (down ? -1 : 1) * order.compare(text(one), text(other)));
        table.tBodies[0].append(...rows);
      });
    });
  }
})();
