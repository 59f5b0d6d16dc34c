/* Search over all datasets, in all languages at once. What it looks in is loaded when it is first needed. */
"use strict";
(() => {
  const form = document.getElementById("search");
  const status = document.getElementById("found");
  const list = document.getElementById("results");
  const more = document.getElementById("more");
  const words = form.dataset;
  const selects = [...form.querySelectorAll("select")];
  const PAGE = 50, FILTERS = ["plan", "category", "half", "state", "format", "year"];
  let rows, fold, plans, shown = PAGE, hits = [];

  /* what is indexed was folded so, too: compatible forms, small letters, Simplified characters */
  const folded = (text) => [...text.normalize("NFKC").toLowerCase()].map((c) => fold.get(c) ?? c).join("");

  const loaded = (src) => new Promise((done, failed) => {
    const script = document.createElement("script");
    Object.assign(script, { src, onload: done, onerror: failed });
    document.head.append(script);
  });

  function load() {
    if (load.asked) return;
    load.asked = true;
    status.textContent = words.loading;
    Promise.all([words.words, words.index].map(loaded)).then(join, () => { load.asked = false; status.textContent = words.failed; });
  }

  /* what is alike in all languages, and what is of this one: row by row the same datasets */
  function join() {
    const shared = globalThis.odpWords, own = globalThis.odpIndex;
    const from = [...shared.from], to = [...shared.to];
    fold = new Map(from.map((c, at) => [c, to[at]]));
    plans = own.plans;
    const text = (all) => all.map((one) => typeof one === "number" ? shared.texts[one] : one).join("\n");
    rows = shared.rows.map(([id, plan, values, ranks], at) => {
      const [name, state, lang] = own.rows[at];
      const filters = [[String(plan)], ...values.map((value) => shared.values[value].split(" "))];
      return { path: `${shared.folders[plan]}/dataset-${id}.html`, name, lang, plan, state: own.states[state], filters, ranks: ranks.map(text) };
    });
    search();
  }

  /* all terms have to be there; what has them in its names comes first, then by keyword, owner and category, then by description */
  function rank(row, terms) {
    let worst = 0;
    for (const term of terms) {
      const at = row.ranks.findIndex((text) => text.includes(term));
      if (at < 0) return -1;
      worst = Math.max(worst, at);
    }
    return worst * 1e6 + Math.max(0, terms.length ? row.ranks[0].indexOf(terms[0]) : 0);
  }

  function matching() {
    const terms = folded(form.q.value).split(/\s+/u).filter(Boolean);
    const wanted = selects.filter((select) => select.value).map((select) => [FILTERS.indexOf(select.name), select.value]);
    const found = [];
    for (const row of rows) {
      if (!wanted.every(([at, value]) => row.filters[at].includes(value))) continue;
      const at = rank(row, terms);
      if (at >= 0) found.push([at, row]);
    }
    return found.sort((a, b) => a[0] - b[0]).map((hit) => hit[1]);
  }

  function search() {
    if (!rows) return load();
    const begin = performance.now();
    hits = matching();
    shown = PAGE;
    status.textContent = (hits.length === 1 ? words.one : words.many).replace("{n}", hits.length);
    document.getElementById("none").hidden = hits.length > 0;
    show(0);
    form.dataset.took = performance.now() - begin;
    remember();
  }

  function show(from) {
    const items = hits.slice(from, shown).map((hit) => {
      const item = document.createElement("li"), link = document.createElement("a");
      link.href = hit.path;
      link.textContent = hit.name;
      if (hit.lang) link.lang = hit.lang;
      item.append(link);
      for (const [kind, text] of [[`state ${hit.filters[3]}`, hit.state], ["who", plans[hit.plan]]]) {
        const told = document.createElement("span");
        told.className = kind;
        told.textContent = text;
        item.append(" ", told);
      }
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
