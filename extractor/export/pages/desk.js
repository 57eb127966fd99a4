"use strict";
// Keys of a question, progress of what is read, files dropped on the page.
(() => {
  const click = (key) => {
    const found = document.querySelector(`[data-key="${key}"]`);
    if (found) { found.click(); return true; }
    return false;
  };
  const focus = (id) => {
    const field = document.getElementById(id);
    if (!field) return false;
    field.focus();
    if (field.select) field.select();
    return true;
  };
  const layout = { "с": "c", "ф": "a", "у": "e", "ы": "s", "г": "u", "т": "n", "в": "d", "ч": "x" };
  document.addEventListener("keydown", (event) => {
    const field = event.target.closest("input, select, textarea");
    if (event.key === "Escape" && field) { field.blur(); return; }
    if (field || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    if (event.key === "Enter" && event.target.closest("a, button, summary")) return;
    const key = layout[event.key.toLowerCase()] || event.key.toLowerCase();
    const done = key === "c" ? focus("correct") : key === "e" ? focus("explain")
      : key === "d" ? focus("district")
      : key === "enter" || key === "a" ? click("1") : /^[0-9sunx]$/.test(key) && click(key);
    if (done) event.preventDefault();
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    setTimeout(() => delete form.dataset.sent, 4000);
  });

  const work = document.getElementById("work");
  const progress = document.getElementById("progress");
  const log = document.getElementById("log");
  const told = (state) => {
    if (progress) { progress.max = state.files.length || 1; progress.value = state.done; }
    if (log && state.lines.length !== log.children.length) {
      log.replaceChildren(...state.lines.map((line) => Object.assign(document.createElement("li"), { textContent: line })));
    }
    if (state.running) work.textContent = `${work.dataset.reading}: ${state.done} / ${state.files.length} ${state.page}`;
    else work.textContent = state.checking ? work.dataset.checking : "";
  };
  let busy = Boolean(progress) || work.textContent.trim() !== "";
  const poll = async () => {
    try {
      const state = await (await fetch("/status")).json();
      told(state);
      const was = busy;
      busy = state.running || state.checking;
      if (was && !busy && log) log.append(Object.assign(document.createElement("li"), { textContent: log.dataset.done }));
    } catch { busy = true; }
    if (busy) setTimeout(poll, 1000);
  };
  if (busy) poll();

  const drop = document.getElementById("drop");
  if (drop) {
    const files = drop.querySelector("input[type=file]");
    for (const name of ["dragover", "dragenter"]) {
      document.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
    }
    document.addEventListener("dragleave", () => drop.classList.remove("over"));
    document.addEventListener("drop", (event) => {
      event.preventDefault();
      drop.classList.remove("over");
      if (event.dataTransfer.files.length) { files.files = event.dataTransfer.files; drop.requestSubmit(); }
    });
  }
})();
