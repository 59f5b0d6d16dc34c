// site.mjs FOLDER: the web site in a folder as Chromium shows it from the disk.
//
// axe-core finds nothing at WCAG 2.2 AA on any kind of page, in each language, by day and by night, on a telephone and a desk. Nothing
// overflows, nothing stands in the console, nothing is loaded from elsewhere. Search finds the same in three scripts, within 50 ms, by
// keyboard alone; filters narrow; the switch of languages keeps the question. Without JavaScript all else is there. In print the menu
// is gone and the rest is there. Then pages are spoilt on purpose, and each fault has to be found. Exit 1 on any fault.
import { mkdtempSync, cpSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { judged, opened, watched } from "./browser.mjs";

const SLOWEST = 50;

const folder = process.argv[2];
const all = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".html") && !name.includes("/plan."));
const plan = all.find((name) => /^tc\/itib-2026\/index\.html$/.test(name))?.split("/")[1];
if (!plan) {
  console.error(`site.mjs: no site with the plan of ITIB in ${folder}`);
  process.exit(2);
}
const address = (name) => pathToFileURL(join(folder, name)).href;
const datasets = all.filter((name) => name.startsWith("tc/") && name.includes("/dataset-")).map((name) => name.slice(3));
// the first of each kind, and the longest and shortest dataset
const sized = datasets.map((name) => [readFileSync(join(folder, "tc", name)).length, name]).sort((a, b) => a[0] - b[0]);
const months = all.filter((name) => /^tc\/calendar-/.test(name)).map((name) => name.slice(3)).slice(0, 1);
const changes = all.filter((name) => /^tc\/.+\/changes\.html$/.test(name)).map((name) => name.slice(3)).slice(0, 1);
const kinds = ["index.html", "search.html", "calendar.html", "changes.html", `${plan}/index.html`, sized[0][1], sized.at(-1)[1], ...months, ...changes];

let wrong = 0;
const say = (text) => (wrong++, console.log(text));
const expect = (is, text) => is || say(text);

async function search(browser) {
  const { context, page, told } = await watched(browser, { viewport: { width: 1280, height: 900 } });
  await page.goto(address("tc/search.html"));
  const box = page.locator("input[name=q]");
  const found = page.locator("#found");
  const links = page.locator("#results a");
  const first = {};
  for (const words of ["數碼港", "数码港", "cyberport", "CYBERPORT"]) {
    await box.fill(words);
    await page.waitForFunction((words) => decodeURIComponent(location.hash).includes(words), words);
    first[words] = [await found.textContent(), await links.first().getAttribute("href")].join(" ");
    const took = Number(await page.locator("#search").getAttribute("data-took"));
    expect(took <= SLOWEST, `search for ${words} took ${took} ms`);
  }
  expect(await links.count() > 0, "search finds nothing");
  // names come first, in whatever script; those found by owner only follow
  expect(new Set([first["數碼港"], first["数码港"]]).size === 1, `scripts differ: ${JSON.stringify(first)}`);
  expect(new Set([first.cyberport, first.CYBERPORT]).size === 1, `capitals differ: ${JSON.stringify(first)}`);
  // the switch keeps the question
  const before = await links.count();
  await page.locator(".languages a[hreflang=en]").click();
  await page.waitForURL(/\/en\/search\.html#/);
  await page.waitForFunction((count) => document.querySelectorAll("#results a").length === count, before);
  expect(await box.inputValue() === "CYBERPORT", "the switch of languages loses the question");
  // filters narrow
  await box.fill("");
  await page.waitForFunction(() => location.hash === "");
  const whole = await found.textContent();
  await page.locator("select[name=state]").selectOption("out");
  await page.waitForFunction(() => location.hash === "#state=out");
  const narrowed = await found.textContent();
  expect(parseInt(narrowed) > 0 && parseInt(narrowed) < parseInt(whole), `a filter does not narrow: ${whole}, ${narrowed}`);
  await page.locator("button[type=reset]").click();
  await page.waitForFunction(() => location.hash === "");
  expect(await found.textContent() === whole, "what was cleared stays");
  told.forEach((line) => say(`search: ${line}`));
  await context.close();
}

// From the top of the page to a dataset without a mouse.
async function keyboard(browser) {
  const { context, page } = await watched(browser, { viewport: { width: 1280, height: 900 } });
  await page.goto(address("tc/search.html"));
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement.className) === "skip", "the first stop is not the way to the content");
  let steps = 0;
  while (steps++ < 30 && (await page.evaluate(() => document.activeElement.name)) !== "q") await page.keyboard.press("Tab");
  await page.keyboard.type("數碼港");
  await page.keyboard.press("Enter");
  await page.waitForSelector("#results a");
  while (steps++ < 60 && !(await page.evaluate(() => document.activeElement.closest("#results")))) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/dataset-/);
  await context.close();
}

async function withoutScript(browser) {
  const { context, page, told } = await watched(browser, { viewport: { width: 390, height: 800 }, javaScriptEnabled: false });
  await page.goto(address("en/search.html"));
  expect(await page.locator("noscript a").first().isVisible(), "without JavaScript the page of search leads nowhere");
  expect(!(await page.locator("form").isVisible()), "a form that does nothing is shown");
  await page.locator("noscript a").first().click();
  await page.locator("table.plans a").first().click();
  await page.locator("th.name a").first().click();
  expect(/\/dataset-/.test(page.url()), "without JavaScript no dataset is reached");
  told.filter((line) => !/blocked script/i.test(line)).forEach((line) => say(`without JavaScript: ${line}`));
  await context.close();
}

async function printed(browser) {
  const { context, page } = await watched(browser, { viewport: { width: 800, height: 1000 } });
  await page.emulateMedia({ media: "print" });
  for (const name of ["index.html", `${plan}/index.html`, sized.at(-1)[1]]) {
    await page.goto(address(`tc/${name}`));
    expect(!(await page.locator("header nav").first().isVisible()), `${name}: the menu is printed`);
    expect(await page.locator("h1").isVisible(), `${name}: no title in print`);
  }
  await context.close();
}

const SPOILT = [
  ["grey text", "site/style.css", (text) => text.replaceAll("--ink: #1d2327", "--ink: #a0a0a0"), "color-contrast"],
  ["no language", "tc/index.html", (text) => text.replace(/<html lang="[^"]*">/, "<html>"), "html-has-lang"],
  ["a plot without words", "tc/index.html", (text) => text.replace(/ aria-labelledby="bar-title bar-parts"/, "").replace(/<title id="bar-title">.*?<\/title>/, ""), "svg-img-alt"],
  ["a style of its own", "tc/index.html", (text) => text.replace("<h1>", '<h1 style="color: red">'), "console: "],
  ["a picture from elsewhere", "tc/index.html", (text) => text.replace("<h1>", '<img src="absent.png" alt="x"><h1>'), "console: "],
  ["a wide section", "site/style.css", (text) => text + ".site main > section { width: 140%; }", "too wide"],
];

const browser = await opened();
const work = mkdtempSync(join(tmpdir(), "site-"));
try {
  const pages = ["index.html", ...["tc", "sc", "en"].flatMap((lang) => kinds.map((name) => `${lang}/${name}`))];
  for (const name of pages) (await judged(browser, address(name))).forEach((fault) => say(`${name}: ${fault}`));
  await search(browser);
  await keyboard(browser);
  await withoutScript(browser);
  await printed(browser);
  for (const [what, file, spoil, expected] of SPOILT) {
    cpSync(join(folder, "site"), join(work, "site"), { recursive: true });
    cpSync(join(folder, "tc/index.html"), join(work, "tc/index.html"));
    writeFileSync(join(work, file), spoil(readFileSync(join(work, file), "utf8")));
    const found = await judged(browser, pathToFileURL(join(work, "tc/index.html")).href);
    expect(found.some((fault) => fault.includes(expected)), `${what}: not found: ${found.join("; ") || "nothing"}`);
  }
  if (wrong === 0) console.log(`${pages.length} pages, search, keyboard, no JavaScript, print: nothing found; ${SPOILT.length} spoilt ones are found`);
} finally {
  await browser.close();
  rmSync(work, { recursive: true, force: true });
}
process.exit(wrong > 0 ? 1 : 0);
