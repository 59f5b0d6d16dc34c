// page.mjs FOLDER: every page of an output folder as Chromium shows and prints it, without JavaScript.
//
// At several widths nothing overflows, no Chinese column holds fewer than four characters a line, no word breaks, and no line
// begins with a stop (page.measure.js). axe-core finds nothing at WCAG 2.2 AA, by day and by night. Nothing is loaded, nothing
// stands in the console. In print, table heads are repeated, none stands alone at a page's foot, rows are whole. Then samples
// are spoilt on purpose, and each fault has to be found for its own reason. Exit 1 on any fault, 2 where there is no page.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const load = createRequire(join(process.env.MODULES, "package.json"));
const { chromium } = load("playwright-core");
const AXE = readFileSync(load.resolve("axe-core/axe.min.js"), "utf8");
const MEASURE = readFileSync(new URL("page.measure.js", import.meta.url), "utf8").replace(/^\/\/.*\n/, "").replace(/;\s*$/, "");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const WIDTHS = [320, 360, 768, 1024, 1280];
const JUDGED = [360, 1280];
const ARGS = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync";

// Evaluates outside of the page's policy and scripts.
async function run(session, expression) {
  const { result, exceptionDetails } = await session.send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return result.value;
}

async function accessible(session) {
  const options = { runOnly: { type: "tag", values: TAGS }, resultTypes: ["violations"] };
  const found = await run(session, `axe.run(document, ${JSON.stringify(options)}).then(r => r.violations.map(v => ({ id: v.id, help: v.help, at: v.nodes[0].html })))`);
  return found.map(({ id, help, at }) => `axe: ${id}: ${help}: ${at.slice(0, 90)}`);
}

// The words of each page of a PDF, with their places in points.
function words(pdf) {
  const text = execFileSync("pdftotext", ["-bbox", pdf, "-"], { encoding: "utf8", maxBuffer: 1 << 28 });
  const unescape = (word) => word.replace(/&(lt|gt|quot|amp);/g, (_, name) => ({ lt: "<", gt: ">", quot: '"', amp: "&" })[name]);
  const word = /<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">(.*)<\/word>/g;
  return text.split("<page ").slice(1).map((page) => {
    const height = Number(page.match(/height="([\d.]+)"/)[1]);
    const all = [...page.matchAll(word)].map(([, x, top, bottom, text]) => ({ x: +x, top: +top, bottom: +bottom, text: unescape(text).normalize("NFKC") }));
    // below stands the number of the page
    return all.filter(({ bottom }) => bottom < height - 40);
  });
}

// What is wrong with the tables of a printed page; `heads` are the texts of its table heads, that of the numbers first.
function printed(pages, heads) {
  const [first] = heads[0].normalize("NFKC").split(" ");
  const known = heads.join("").normalize("NFKC").replace(/\s+/g, "");
  const faults = [];
  const marks = pages.map((page) => page.filter(({ text }) => text === first));
  const left = Math.min(...marks.flat().map(({ x }) => x));
  pages.forEach((page, index) => {
    const numbers = page.filter(({ x, text }) => /^\d+$/.test(text) && Math.abs(x - left) < 3);
    const [head, last] = [marks[index][0], marks[index].at(-1)];
    if (numbers.some(({ top }) => !head || top < head.top)) faults.push(`print: page ${index + 1} has rows without a head above`);
    const isRepeated = (at) => marks[at]?.[0] && marks[at][0].top <= Math.min(...pages[at].map(({ top }) => top)) + 4;
    if (last && !numbers.some(({ top }) => top > last.top) && isRepeated(index + 1)) faults.push(`print: a head alone at the foot of page ${index + 1}`);
    if (!isRepeated(index) || index === 0) return;
    const begin = Math.min(...numbers.map(({ top }) => top));
    const torn = page.find(({ top, text }) => top > head.top - 2 && top < begin - 6 && !known.includes(text));
    if (torn) faults.push(`print: a row is broken before page ${index + 1}: ${torn.text}`);
  });
  return faults;
}

// A page as one kind of reader opens it; what the console tells or the page asks for goes to `found`.
async function opened(browser, url, javaScriptEnabled, found) {
  const context = await browser.newContext({ javaScriptEnabled });
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  page.on("console", (message) => found.add(`console: ${message.text()}`));
  page.on("pageerror", (error) => found.add(`console: ${error}`));
  page.on("request", (request) => request.url() !== url && !request.url().startsWith("data:") && found.add(`it asks for ${request.url()}`));
  await page.goto(url);
  return { context, page, session: await context.newCDPSession(page) };
}

// All faults of a page, and how many pages it has in print. Where JavaScript is off, axe-core does not run either.
async function faults(browser, path, work) {
  const url = pathToFileURL(path).href;
  const found = new Set();
  const [read, judged] = [await opened(browser, url, false, found), await opened(browser, url, true, found)];
  for (const width of WIDTHS) {
    await read.page.setViewportSize({ width, height: 800 });
    for (const fault of await run(read.session, `(${MEASURE})()`)) found.add(`${width} px: ${fault}`);
  }
  await run(judged.session, `${AXE};0`);
  for (const width of JUDGED) {
    await judged.page.setViewportSize({ width, height: 800 });
    for (const colorScheme of ["light", "dark"]) {
      await judged.page.emulateMedia({ colorScheme });
      for (const fault of await accessible(judged.session)) found.add(`${width} px, ${colorScheme}: ${fault}`);
    }
  }
  const heads = await run(read.session, `[...document.querySelectorAll("main thead th")].map(head => head.textContent)`);
  const pdf = join(work, `${++pdfs}.pdf`);
  await read.page.emulateMedia({ colorScheme: "dark" });
  await read.page.pdf({ path: pdf, preferCSSPageSize: true, printBackground: true });
  const pages = words(pdf);
  // rows are known by their numbers, which only plans have
  if (/\bplan\.[^/]*$/.test(path) || path.startsWith(work)) printed(pages, heads).forEach((fault) => found.add(fault));
  await read.context.close();
  await judged.context.close();
  return { found: [...found], pages: pages.length };
}

// A page with another style, which its policy knows.
function restyled(html, ...changes) {
  const style = html.match(/<style>([^]*?)<\/style>/)[1];
  const changed = changes.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`the style has no ${from}`);
    return text.replaceAll(from, to);
  }, style);
  const hash = (text) => createHash("sha256").update(text).digest("base64");
  return html.replace(style, () => changed).replace(hash(style), hash(changed));
}

// Each sample: what is done to a good page, and what is to be found in it.
const SPOILT = [
  ["grey text", (html) => restyled(html, ["--ink: #1d2327", "--ink: #a0a0a0"]), "color-contrast"],
  ["grey text by night", (html) => restyled(html, ["--ink: #e4e8e8", "--ink: #50585c"]), "dark: axe: color-contrast"],
  ["a thin column", (html) => restyled(html, ["th.category { width: 9rem; }", "th.category { width: 3.4rem; }"]), "1280 px: a column holds 2"],
  ["a wide section", (html) => restyled(html, ["main > section {", "main > section { width: 140%;"]), "360 px: the page is"],
  ["words broken anywhere", (html) => restyled(html, ["html {", "html { word-break: break-all;"]), "a word is broken"],
  ["lines broken anywhere", (html) => restyled(html, ["line-break: strict", "line-break: anywhere"]), "a line begins with"],
  ["no fonts", (html) => restyled(html, ["font-family:", "font-familie:"]), "the fonts are not ours"],
  ["heads that are not repeated", (html) => restyled(html, ["thead { display: table-header-group; }", "thead { display: table-row-group; }"]), "without a head above"],
  ["lone heads", (html) => restyled(html, ["  tbody, tbody tr:first-child { break-before: avoid; }", ""]), "a head alone"],
  ["torn rows", (html) => restyled(html, ["  tr, nav,", "  nav,"], ["li + li { margin-top: .2rem", "li + li { margin-top: 6rem"]), "a row is broken"],
  ["no language", (html) => html.replace(/<html lang="[^"]*">/, "<html>"), "html-has-lang"],
  ["a style of its own", (html) => html.replace("<h1>", '<h1 style="color: red">'), "console: "],
  ["a picture from elsewhere", (html) => html.replace("<h1>", '<img src="absent.png" alt="x"><h1>'), "console: "],
];

// Two at a time.
async function inLanes(jobs) {
  const lane = async () => {
    for (let job = jobs.shift(); job; job = jobs.shift()) await job();
  };
  await Promise.all([lane(), lane()]);
}

const folder = process.argv[2];
const files = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".html")).sort();
const sample = files.find((name) => name.endsWith("itib-2026/plan.tc.html"));
if (!sample) {
  console.error(`page.mjs: no page of ITIB in ${folder}`);
  process.exit(2);
}
const work = mkdtempSync(join(tmpdir(), "page-"));
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ARGS.split(" ") });
let [wrong, printedPages, pdfs] = [0, 0, 0];
const say = (text) => (wrong++, console.log(text));
const good = files.map((name) => async () => {
  const { found, pages } = await faults(browser, join(folder, name), work);
  found.forEach((fault) => say(`${name}: ${fault}`));
  printedPages += pages;
});
const bad = SPOILT.map(([what, spoil, expected], index) => async () => {
  const path = join(work, `${index}.html`);
  writeFileSync(path, spoil(readFileSync(join(folder, sample), "utf8")));
  const { found } = await faults(browser, path, work);
  if (!found.some((fault) => fault.includes(expected))) say(`${what}: not found: ${found.join("; ") || "nothing"}`);
});
try {
  await inLanes([...good, ...bad]);
} finally {
  await browser.close();
  rmSync(work, { recursive: true, force: true });
}
if (wrong === 0) console.log(`${files.length} pages, ${printedPages} in print: nothing found; ${SPOILT.length} spoilt ones are found`);
process.exit(wrong > 0 ? 1 : 0);
