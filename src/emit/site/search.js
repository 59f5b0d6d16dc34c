/* Search over all datasets, in all languages at once. The index is loaded when it is first needed. */
"use strict";
(() => {
  const form = document.getElementById("search");
  const status = document.getElementById("found");
  const list = document.getElementById("results");
  const more = document.getElementById("more");
  const words = form.dataset;
  const selects = [...form.querySelectorAll("select")];
  const PAGE = 50, FILTERS = ["plan", "category", "half", "state", "format", "year"];
  let index, fold, shown = PAGE, hits = [];

  /* what is indexed was folded so, too: compatible forms, small letters, Simplified characters */
  const folded = (text) => [...text.normalize("NFKC").toLowerCase()].map((c) => fold.get(c) ?? c).join("");

  function load() {
    if (load.asked) return;
    load.asked = true;
    const script = document.createElement("script");
    script.src = words.index;
    script.onload = () => {
      index = globalThis.odpIndex;
      const from = [...index.from], to = [...index.to];
      fold = new Map(from.map((c, at) => [c, to[at]]));
      search();
    };
    script.onerror = () => { load.asked = false; status.textContent = words.failed; };
    status.textContent = words.loading;
    document.head.append(script);
  }

  /* a row: path, name, language of the name, how it stands, then what the filters take, then the words */
  function matching() {
    const terms = folded(form.q.value).split(/\s+/u).filter(Boolean);
    const wanted = selects.filter((select) => select.value).map((select) => [FILTERS.indexOf(select.name), select.value]);
    const found = [];
    for (const row of index.rows) {
      const filters = row[4], text = row[5];
      if (wanted.some(([at, value]) => !filters[at].split(" ").includes(value))) continue;
      if (!terms.every((term) => text.includes(term))) continue;
      /* names stand first in the words: the earlier a term comes, the better */
      found.push([terms.length ? text.indexOf(terms[0]) : 0, row]);
    }
    return (terms.length ? found.sort((a, b) => a[0] - b[0]) : found).map((hit) => hit[1]);
  }

  function search() {
    if (!index) return load();
    const begin = performance.now();
    hits = matching();
    form.dataset.took = performance.now() - begin;
    shown = PAGE;
    status.textContent = (hits.length === 1 ? words.one : words.many).replace("{n}", hits.length);
    show(0);
    remember();
  }

  function show(from) {
    const items = hits.slice(from, shown).map(([path, name, lang, state]) => {
      const item = document.createElement("li"), link = document.createElement("a"), told = document.createElement("span");
      link.href = path;
      link.textContent = name;
      if (lang) link.lang = lang;
      told.className = "state";
      told.textContent = state;
      item.append(link, " ", told);
      return item;
    });
    if (from === 0) list.replaceChildren(...items); else list.append(...items);
    more.hidden = shown >= hits.length;
    return items[0];
  }

  /* the question stands in the address, so that it can be kept, and goes along to the other languages */
  function remember() {
    const all = new URLSearchParams();
    for (const field of [form.q, ...selects]) if (field.value) all.set(field.name, field.value);
    const hash = all.size ? "#" + all : "";
    try { history.replaceState(null, "", hash || location.pathname); } catch { location.hash = hash; }
    for (const link of document.querySelectorAll(".languages a")) link.hash = hash;
  }

  function recall() {
    const all = new URLSearchParams(location.hash.slice(1));
    for (const field of [form.q, ...selects]) field.value = all.get(field.name) ?? "";
    if (all.size) search();
  }

  let waiting;
  form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(search, 60); });
  form.addEventListener("focusin", load, { once: true });
  form.addEventListener("submit", (event) => { event.preventDefault(); clearTimeout(waiting); search(); });
  form.addEventListener("reset", () => setTimeout(search));
  more.addEventListener("click", () => {
    const from = shown;
    shown += PAGE;
    show(from)?.querySelector("a").focus();
  });
  window.addEventListener("hashchange", recall);
  form.hidden = false;
  recall();
})();
