// serve.mjs ODP FOLDER: `odp serve` of FOLDER/plans as an author sees it in Chromium.
//
// The plan is edited on the disk: the frame shows it, and keeps its page and its place. It is broken: the panel tells, the last good page
// stays; it is mended. The server ends and comes back. axe-core finds nothing at WCAG 2.2 AA, with and without errors, by day and by night,
// on a telephone and a desk, in English and Chinese. A page of another origin can neither frame, read nor load anything. Then the shell is
// spoilt on purpose, and each fault has to be found. Exit 1 on any fault.
import { spawn } from "node:child_process";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const load = createRequire(join(process.env.MODULES, "package.json"));
const { chromium } = load("playwright-core");
const AXE = readFileSync(load.resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const ARGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const SIZES = [[320, 700], [1280, 800]];

const [odp, folder] = process.argv.slice(2).map((path) => resolve(path));
const file = join(folder, "plans/itib-2026.odp");
const source = readFileSync(file, "utf8");
const broken = source.replace("target:      2026-01", "target:      01/2026").replace("frequency:   quarterly", "frequency:   quaterly");
const PAGE = "itib-2026/dataset-cyberport-community.html";

let wrong = 0;
const say = (text) => (wrong++, console.log(text));
const expect = (is, text) => is || say(text);

// as editors save
function save(text) {
  writeFileSync(`${file}.part`, text);
  renameSync(`${file}.part`, file);
}

async function serve(...more) {
  const child = spawn(odp, ["serve", "plans", ...more], { cwd: folder, stdio: ["ignore", "pipe", "ignore"] });
  const address = await new Promise((done, fail) => {
    child.stdout.once("data", (data) => done(String(data).trim()));
    child.once("exit", (code) => fail(new Error(`odp serve ended with ${code}`)));
  });
  const end = () => new Promise((done) => (child.once("exit", done), child.kill("SIGINT")));
  return { address, port: Number(new URL(address).port), end };
}

async function opened(browser, address, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  const told = [];
  page.on("console", (message) => told.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => told.push(`error: ${error.message}`));
  page.on("request", (request) => request.url().startsWith("http://127.0.0.1") || told.push(`loads ${request.url()}`));
  await page.goto(address);
  return { context, page, told };
}

// Evaluates outside of the page's policy.
async function run(session, expression) {
  const { result, exceptionDetails } = await session.send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return result.value;
}

// Whether an expression is true sooner or later.
async function until(session, expression) {
  for (const end = Date.now() + 30_000; Date.now() < end; await new Promise((done) => setTimeout(done, 20))) {
    if (await run(session, expression)) return true;
  }
  return false;
}

async function judged(browser, address, sizes = SIZES, spoil = null) {
  const found = new Set();
  for (const [width, height] of sizes) {
    const { context, page, told } = await opened(browser, "about:blank", { viewport: { width, height } });
    if (spoil) await page.route(...spoil);
    const session = await context.newCDPSession(page);
    await page.goto(address);
    if (!(await until(session, "!document.querySelector('#toggle').textContent.includes('…')"))) found.add("no event comes");
    if (!(await until(session, "document.querySelector('#site').hidden || document.querySelector('#site').contentDocument?.readyState === 'complete'"))) found.add("no page comes");
    await run(session, AXE);
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      const options = JSON.stringify({ runOnly: { type: "tag", values: TAGS }, resultTypes: ["violations"], preload: false, iframes: false });
      const faults = await run(session, `axe.run(document, ${options}).then(r => r.violations.map(v => v.id + ": " + v.help + ": " + v.nodes[0].html.slice(0, 120)))`);
      faults.forEach((fault) => found.add(`${width} px, ${colorScheme}: axe: ${fault}`));
    }
    const over = await run(session, "document.documentElement.scrollWidth - document.documentElement.clientWidth");
    if (over > 0) found.add(`${width} px: the page is ${over} px too wide`);
    told.forEach((line) => found.add(line));
    await context.close();
  }
  return [...found];
}

const TEXT = "document.querySelector('#site').contentDocument?.body?.textContent";
const VIEW = "document.querySelector('#site').contentWindow";

async function edited(browser) {
  let server = await serve("--port", "0", "--lang", "en");
  const { context, page, told } = await opened(browser, `${server.address}#/en/${PAGE}`, { viewport: { width: 700, height: 400 } });
  const session = await context.newCDPSession(page);
  const holds = async (expression, text) => expect(await until(session, expression), text);
  await holds(`${TEXT}?.includes("Cyberport community companies")`, "the page of the address is not shown");
  await holds(`document.querySelector("#where").textContent.startsWith("plans/itib-2026.odp:")`, "the place in the source is not told");
  await holds(`document.title.startsWith("Cyberport community companies")`, "the title is not that of the page");

  await run(session, `${VIEW}.scrollTo(0, 150)`);
  save(source.replaceAll("Cyberport community companies", "Companies of the community 𨋢"));
  await holds(`${TEXT}?.includes("Companies of the community 𨋢")`, "an edit is not shown");
  await holds(`${VIEW}.scrollY === 150`, `the place on the page is lost: ${await run(session, `${VIEW}.scrollY`)}`);
  expect(page.url().endsWith(`#/en/${PAGE}`), `the page is lost: ${page.url()}`);
  await holds(`document.querySelector("[role=status]").textContent.startsWith("Updated at ")`, "an update is not told");

  save(broken);
  await holds(`!document.querySelector("#panel").hidden && document.querySelectorAll("#findings > li.error").length === 2`, "the panel does not tell errors");
  await holds(`${TEXT}?.includes("Companies of the community 𨋢")`, "the last good page is lost");
  const panel = await run(session, `document.querySelector("#panel").textContent`);
  for (const words of ["Error", "ODP104 malformed-date", "01/2026", "plans/itib-2026.odp:", "means 2026-01", "What to do"]) expect(panel.includes(words), `the panel does not say ${words}`);
  expect((await run(session, `document.querySelector("[role=alert]").textContent`)) === "The page shows the last version without errors.", "that the page is old is not told");
  expect((await page.title()).startsWith("2 errors – "), `the title does not tell errors: ${await page.title()}`);
  // by keyboard: closed, and the focus is where it was opened from
  await run(session, `document.querySelector("#close").focus()`);
  await page.keyboard.press("Escape");
  await holds(`document.querySelector("#panel").hidden && document.activeElement.id === "toggle"`, "Escape does not close the panel");
  await page.keyboard.press("Enter");
  await holds(`!document.querySelector("#panel").hidden && document.activeElement.id === "panel-title"`, "Enter does not open the panel");

  save(source);
  await holds(`document.querySelector("#panel").hidden && ${TEXT}?.includes("Cyberport community companies")`, "what was mended is not shown");
  await holds(`document.querySelector("[role=alert]").textContent === ""`, "an alarm stays");

  // a page that goes leads to its plan
  save(source.replaceAll("cyberport-community", "cyberport-companies"));
  await holds(`${VIEW}.location.pathname === "/site/en/itib-2026/index.html"`, "a page that is gone leads nowhere");
  save(source);
  await holds(`fetch("/source?page=en/${PAGE}").then((answer) => answer.json())`, "a page that comes back is not there");
  await page.goto(`${server.address}?at=plans/itib-2026.odp:${source.slice(0, source.indexOf("dataset cyberport-community")).split("\n").length}`);
  await holds(`${VIEW}.location.pathname === "/site/en/${PAGE}"`, "a line does not lead to its dataset");
  await run(session, `${VIEW}.document.querySelector("a[href='../search.html']").click()`);
  await page.waitForURL(/#\/en\/search\.html$/);
  await page.reload();
  await holds(`${VIEW}.location.pathname === "/site/en/search.html"`, "a reload loses the page");
  await page.goBack();
  // that a page is gone is found out by asking for it
  const faults = told.filter((line) => !line.includes("status of 404"));
  expect(faults.length === 0, faults.join("; "));

  // the server ends, and comes back where it was
  await page.goto(`${server.address}#/en/${PAGE}`);
  await holds(`${TEXT}?.includes("Cyberport community companies")`, "the page is not shown again");
  expect((await server.end()) === 0, "the end is not clean");
  await holds(`document.querySelector("[role=alert]").textContent.startsWith("odp serve has ended")`, "the end is not told");
  server = await serve("--port", String(server.port), "--lang", "en");
  await holds(`document.querySelector("[role=alert]").textContent === ""`, "the page does not go on");
  save(source.replaceAll("Cyberport community companies", "Companies once more"));
  await holds(`${TEXT}?.includes("Companies once more")`, "an edit after that is not shown");
  save(source);
  await context.close();
  await server.end();
}

// What a page of another origin gets of ours.
async function foreign(browser) {
  const server = await serve("--port", "0");
  const other = createServer((_, answer) => answer.setHeader("content-type", "text/html").end("<!doctype html><title>other</title>"));
  await new Promise((done) => other.listen(0, "127.0.0.1", done));
  const page = await (await browser.newContext()).newPage();
  await page.goto(`http://127.0.0.1:${other.address().port}/`);
  const got = await page.evaluate(async (ours) => {
    const fetched = async (address, options) => fetch(ours + address, options).then((answer) => (answer.type === "opaque" ? "opaque" : answer.status), () => "refused");
    const framed = (address) =>
      new Promise((done) => {
        const frame = document.createElement("iframe");
        frame.onload = () => done(Boolean(frame.contentDocument));
        frame.src = ours + address;
        document.body.append(frame);
      });
    const loaded = (name, address) =>
      new Promise((done) => {
        const element = document.createElement(name);
        element.onload = () => done("loaded");
        element.onerror = () => done("refused");
        element.src = ours + address;
        document.body.append(element);
      });
    const events = new Promise((done) => {
      const stream = new EventSource(`${ours}events`);
      stream.onmessage = () => done("told");
      stream.onerror = () => done("refused");
    });
    return {
      read: await fetched("site/en/index.html"),
      blind: await fetched("site/en/index.html", { mode: "no-cors" }),
      script: await loaded("script", "site/site/index.en.js"),
      picture: await loaded("img", "shell/icon.svg"),
      events: await events,
      shell: await framed(""),
      site: await framed("site/en/index.html"),
    };
  }, server.address);
  const { shell, site, ...rest } = got;
  for (const [what, how] of Object.entries(rest)) expect(how === "refused", `another origin: ${what} is ${how}`);
  const inside = await Promise.all(page.frames().slice(1).map((frame) => frame.evaluate(() => document.body?.textContent ?? "").catch(() => "")));
  expect(!inside.some((text) => /open data plan|Preview/i.test(text)), `another origin frames us: ${inside}`);
  expect(!shell && !site, "a frame of ours can be read");
  await page.context().close();
  other.close();
  await server.end();
}

const answered = (pattern, change) => [pattern, async (route) => {
  const answer = await route.fetch();
  await route.fulfill({ response: answer, body: change(await answer.text()) });
}];
const SPOILT = [
  ["grey text", answered("**/shell/shell.css", (text) => text.replace("--soft: #57616a", "--soft: #b0b0b0")), "color-contrast"],
  ["a frame without a name", answered(/\/$/, (text) => text.replace(/(<iframe id="site") title="[^"]*"/, "$1")), "frame-title"],
  ["a style of its own", answered(/\/$/, (text) => text.replace("<h1 ", '<h1 style="color: red" ')), "console: "],
  ["a wide bar", answered("**/shell/shell.css", (text) => `${text} #bar { width: 140vw; }`), "too wide"],
];

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ARGS });
try {
  await edited(browser);
  await foreign(browser);
  for (const lang of ["en", "tc"]) {
    const server = await serve("--port", "0", "--lang", lang);
    const states = { "clean": source, "with a warning": source.replace(/en "Cyberport community companies"/, ""), "with errors": broken };
    for (const [what, text] of Object.entries(states)) {
      save(text);
      (await judged(browser, server.address)).forEach((fault) => say(`${lang}, ${what}: ${fault}`));
    }
    if (lang === "en") {
      for (const [what, spoil, expected] of SPOILT) {
        const found = await judged(browser, server.address, SIZES.slice(0, 1), spoil);
        expect(found.some((fault) => fault.includes(expected)), `${what}: not found: ${found.join("; ") || "nothing"}`);
      }
    }
    await server.end();
    // never good: the panel is the page
    const never = await serve("--port", "0", "--lang", lang);
    (await judged(browser, never.address)).forEach((fault) => say(`${lang}, never good: ${fault}`));
    await never.end();
    save(source);
  }
  if (wrong === 0) console.log(`edits, errors, ends, another origin, ${SIZES.length} sizes by day and night: nothing found; ${SPOILT.length} spoilt ones are found`);
} finally {
  save(source);
  await browser.close();
}
process.exit(wrong > 0 ? 1 : 0);
