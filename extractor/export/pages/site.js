"use strict";
// Search over the words that words.js lists, and what is pointed at inside a closed part is opened.
(() => {
  const opened = () => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let part = target; part; part = part.parentElement) if (part.tagName === "DETAILS") part.open = true;
    target.scrollIntoView();
  };
  addEventListener("hashchange", opened);
  opened();

  const words = window.siteWords;
  const form = document.querySelector(".search");
  const found = document.getElementById("found");
  if (!words || !form) return;
  form.hidden = false;
  const fold = (text) => text.toLowerCase().replaceAll("ё", "е");
  // A Russian word is known by its beginning: its last letters are its form.
  const stem = (word) => (word.length > 4 ? word.slice(0, Math.max(4, word.length - 3)) : word);
  const cut = (text) => fold(text).match(/[\p{L}\p{N}]+(?:[-.][\p{L}\p{N}]+)*/gu) || [];
  let entries;
  const field = form.querySelector("input");
  const show = () => {
    entries = entries || words.entries.map((entry) => cut(entry[2]));
    const asked = cut(field.value).map(stem);
    found.hidden = !asked.length;
    if (!asked.length) { found.replaceChildren(); return; }
    const list = document.createElement("ul");
    list.className = "found";
    for (let at = 0; at < entries.length && list.children.length < 100; at += 1) {
      if (!asked.every((begin) => entries[at].some((word) => word.startsWith(begin)))) continue;
      const [kind, address, text] = words.entries[at];
      const link = Object.assign(document.createElement("a"), { href: document.body.dataset.root + address, textContent: text });
      const name = Object.assign(document.createElement("span"), { className: "kind", textContent: words.kinds[kind] });
      const item = document.createElement("li");
      item.append(name, " ", link);
      list.append(item);
    }
    found.replaceChildren(list.children.length ? list : document.createTextNode(found.dataset.none));
  };
  form.addEventListener("submit", (event) => { event.preventDefault(); show(); });
  field.addEventListener("input", show);
})();
