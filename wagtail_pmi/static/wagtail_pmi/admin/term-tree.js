// Narrows a tree of terms to what is typed. Without it the whole tree is there.
(() => {
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  document.addEventListener("input", (event) => {
    const tree = event.target.closest("[data-pmi-term-search]")?.closest("[data-pmi-term-tree]");
    if (!tree) return;
    const wanted = plain(event.target.value.trim());
    for (const term of tree.querySelectorAll("[data-pmi-term]")) {
      const group = term.closest("[data-pmi-term-group]")?.querySelector("legend").textContent ?? "";
      term.hidden = !plain(`${group} ${term.textContent}`).includes(wanted);
    }
    for (const group of tree.querySelectorAll("[data-pmi-term-group]")) {
      group.hidden = !group.querySelector("[data-pmi-term]:not([hidden])");
    }
  });

  document.addEventListener("DOMContentLoaded", () => {
    for (const search of document.querySelectorAll("[data-pmi-term-search]")) search.hidden = false;
  });
})();
