// Pages in Chromium, driven by playwright-core and judged by axe-core, which lie below $MODULES.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const load = createRequire(join(process.env.MODULES, "package.json"));
const { chromium } = load("playwright-core");
const AXE = readFileSync(load.resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const SIZES = [[320, 700], [390, 800], [1280, 900]];
const ARGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

export const opened = () => chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ARGS });

export async function watched(browser, options) {
  const context = await browser.newContext({ reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  const told = [];
  page.on("console", (message) => told.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => told.push(`error: ${error.message}`));
  page.on("request", (request) => request.url().startsWith("file:") || request.url().startsWith("data:") || told.push(`loads ${request.url()}`));
  return { context, page, told };
}

// Evaluates outside of the page's policy.
async function run(session, expression) {
  const { result, exceptionDetails } = await session.send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return result.value;
}

export async function judged(browser, href) {
  const found = new Set();
  for (const [width, height] of SIZES) {
    const { context, page, told } = await watched(browser, { viewport: { width, height } });
    const session = await context.newCDPSession(page);
    await page.goto(href);
    await run(session, AXE);
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      const options = JSON.stringify({ runOnly: { type: "tag", values: TAGS }, resultTypes: ["violations"], preload: false });
      const faults = await run(session, `axe.run(document, ${options}).then(r => r.violations.map(v => v.id + ": " + v.help + ": " + v.nodes[0].html.slice(0, 120)))`);
      faults.forEach((fault) => found.add(`${width} px, ${colorScheme}: axe: ${fault}`));
    }
    const over = await run(session, "document.documentElement.scrollWidth - document.documentElement.clientWidth");
    if (over > 0) found.add(`${width} px: the page is ${over} px too wide`);
    const styled = await run(session, "getComputedStyle(document.body).maxWidth");
    if (styled === "none") found.add("the style is not loaded");
    told.forEach((line) => found.add(line));
    await context.close();
  }
  return [...found];
}
