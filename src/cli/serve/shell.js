// The page around the preview: shows the site in a frame, and reloads it when the server says that there is another version.
"use strict";

const byId = (id) => document.getElementById(id);
const frame = byId("site");
const panel = byId("panel");
const toggle = byId("toggle");
const findings = byId("findings");
const words = document.body.dataset;
const SITE = "/site/";

let state = null;
let ended = "";
// what the reader asked of the panel, until there are no errors any more
let isClosed = false;
// whether the panel is open because the reader opened it
let wasAsked = false;
// where the frame was, to be taken up once it is loaded anew
let kept = null;

/* the frame and the address */

// The page that our address names: a path of plain names, with its fragment.
const asked = () => /^#\/((?!.*\.\.)[\w.%-]+(\/[\w.%-]+)*(#.*)?)$/.exec(location.hash)?.[1] ?? "";

// The page in the frame with its fragment, such as tc/search.html#q=…; nothing where the frame shows no page of the site.
function shown() {
  try {
    const { pathname, hash } = frame.contentWindow.location;
    return pathname.startsWith(SITE) ? pathname.slice(SITE.length) + hash : "";
  } catch {
    return "";
  }
}

function go(page) {
  if (page !== shown()) frame.contentWindow.location.replace(SITE + page);
}

// The first page of the folder that a page is in; of that, the one above.
function above(page) {
  const folders = page.split("#")[0].split("/");
  if (folders.pop() === "index.html") folders.pop();
  return [...folders, "index.html"].join("/");
}

// The page, or the nearest one above it that is there.
async function nearest(page) {
  for (let path = page; path !== "index.html"; path = above(path)) {
    const answer = await fetch(SITE + path.split("#")[0], { method: "HEAD" });
    if (answer.ok) return path;
  }
  return state.start;
}

async function reload() {
  const page = shown() || asked() || state.start;
  const there = await nearest(page);
  const view = frame.contentWindow;
  if (there !== page) {
    kept = null;
    tell(words.moved);
    return go(there);
  }
  if (!shown()) return go(there);
  const open = [...view.document.querySelectorAll("details")].map((details) => details.open);
  kept = { page, left: view.scrollX, top: view.scrollY, open, focused: document.activeElement === frame };
  view.location.reload();
}

function settle() {
  const view = frame.contentWindow;
  if (kept && kept.page === shown()) {
    view.document.querySelectorAll("details").forEach((details, at) => (details.open = kept.open[at] ?? details.open));
    view.scrollTo({ left: kept.left, top: kept.top, behavior: "instant" });
    if (kept.focused) view.focus();
  }
  kept = null;
}

// A frame cannot show what is not ours: that opens beside.
function leave(event) {
  const link = event.target.closest?.("a[href]");
  if (!link || event.defaultPrevented || link.origin === location.origin || !/^https?:$/.test(link.protocol)) return;
  event.preventDefault();
  open(link.href, "_blank", "noopener,noreferrer");
}

frame.addEventListener("load", () => {
  if (!shown()) return;
  frame.contentDocument.addEventListener("click", leave);
  frame.contentWindow.addEventListener("hashchange", follow);
  settle();
  follow();
});

// What the frame shows is said in our address and title, so that the browser comes back to it.
function follow() {
  const page = shown();
  if (page && page !== asked()) history.replaceState(null, "", `#/${page}`);
  entitle();
  locate(page.split("#")[0]);
}

addEventListener("hashchange", () => asked() && state?.version && go(asked()));

function entitle() {
  const title = (shown() && frame.contentDocument.title) || words.title;
  document.title = state?.errors ? `${state.found} – ${title}` : title;
}

// Where the dataset of a page is written.
async function locate(page) {
  let place = null;
  try {
    place = await (await fetch(`/source?page=${encodeURIComponent(page)}`)).json();
  } catch {
    // the server has ended, and the bar says so
  }
  if (page !== shown().split("#")[0]) return;
  byId("place").hidden = !place;
  byId("where").textContent = place ?? "";
}

byId("copy").addEventListener("click", async () => {
  await navigator.clipboard.writeText(byId("where").textContent);
  tell(words.copied);
});

/* the bar */

function tell(text) {
  byId("status").textContent = text;
}

function alarm(text) {
  if (byId("alert").textContent !== text) byId("alert").textContent = text;
}

function bar() {
  const { classList } = document.body;
  classList.toggle("errors", !ended && !!state?.errors);
  classList.toggle("warnings", !ended && !!state && !state.errors && state.findings.length > 0);
  classList.toggle("ended", !!ended);
  classList.toggle("empty", !!state && !state.version);
  if (state) {
    toggle.textContent = state.found;
    toggle.disabled = state.findings.length === 0 || !state.version;
  }
  const fault = state && !state.current && (state.version ? words.kept : words.none);
  if (ended || fault) tell("");
  alarm(ended || fault || "");
}

/* the panel */

function element(name, className, ...content) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...content.filter((part) => part !== null && part !== undefined));
  return made;
}

// A text in which what is written in a source stands between backticks.
function prose(text) {
  const parts = text.split("`");
  return parts.length % 2 ? parts.map((part, at) => (at % 2 ? element("code", "", part) : part)) : [text];
}

function source({ file, number, parts, says }) {
  const line = element("span", "number", file ? `${file}:${number}  ` : `${number}  `);
  line.prepend(element("span", "aside", `${words.line} `));
  const text = parts.map((part, at) => (at % 2 ? element("mark", "", part) : part));
  return [line, ...text, "\n", ...says.map((said) => element("span", "says", "↳ ", ...prose(said)))];
}

function finding({ weight, word, code, name, message, help, place, lines, page }) {
  const at = place && element("code", "", `${place.file}:${place.line}:${place.column}`);
  const link = page && element("a", "", words.show);
  if (link) link.href = `#/${page}`;
  return element(
    "li",
    weight,
    element("h3", "", element("span", "weight", word), element("span", "", `${code} ${name}`)),
    element("p", "message", ...prose(message)),
    at && element("p", "at", at, link),
    lines.length > 0 ? element("pre", "", ...lines.flatMap(source)) : null,
    help && element("p", "help", element("b", "", `${words.help}${document.documentElement.lang === "en" ? ": " : "："}`), ...prose(help)),
  );
}

function show(isOpen) {
  const had = panel.contains(document.activeElement);
  panel.hidden = !isOpen;
  toggle.setAttribute("aria-expanded", String(isOpen));
  if (!isOpen && had) toggle.focus();
}

function list(before) {
  const text = JSON.stringify(state.findings);
  if (before !== text) {
    const had = findings.contains(document.activeElement);
    findings.replaceChildren(...state.findings.map(finding));
    if (had) byId("panel-title").focus();
  }
  byId("more").hidden = !state.more;
  byId("more").textContent = state.more ?? "";
  byId("close").hidden = !state.version;
  if (state.errors === 0) isClosed = false;
  if (!state.version) show(true);
  else if (state.findings.length === 0) show(false);
  else if (state.errors > 0 && !isClosed) show(true);
  else if (!wasAsked) show(false);
}

toggle.addEventListener("click", () => {
  wasAsked = panel.hidden;
  isClosed = !panel.hidden;
  show(panel.hidden);
  if (!panel.hidden) byId("panel-title").focus();
});
byId("close").addEventListener("click", () => {
  wasAsked = false;
  isClosed = true;
  show(false);
  toggle.focus();
});
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !panel.hidden && !byId("close").hidden) byId("close").click();
});

/* the events */

let events = null;

function receive({ data }) {
  const before = state;
  state = JSON.parse(data);
  ended = "";
  bar();
  list(before && JSON.stringify(before.findings));
  frame.hidden = !state.version;
  if (!state.version) return entitle();
  if (!before?.version) return nearest(asked() || state.start).then(go);
  if (before.version === state.version) {
    locate(shown().split("#")[0]);
    return entitle();
  }
  tell(words.updated.replace("{time}", new Date().toLocaleTimeString(document.documentElement.lang)));
  reload();
}

// A browser asks again by itself where it lost the server, and not where it was refused.
async function lose() {
  const isRefused = events.readyState === EventSource.CLOSED;
  const isThere = isRefused && (await fetch("/source").then(() => true, () => false));
  ended = isThere ? words.busy : words.ended;
  bar();
  if (isRefused) setTimeout(() => document.hidden || listen(), 2000);
}

function listen() {
  events?.close();
  events = new EventSource("/events");
  events.addEventListener("message", receive);
  events.addEventListener("error", lose);
}

// A browser has six connections to a server: what nobody sees keeps none of them.
document.addEventListener("visibilitychange", () => (document.hidden ? events?.close() : listen()));
addEventListener("pagehide", () => events?.close());
listen();
