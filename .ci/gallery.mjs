// gallery.mjs ADDRESS PICTURE: the preview of a plan with mistakes, once it shows both page and findings.
import { createRequire } from "node:module";
import { join } from "node:path";

const { chromium } = createRequire(join(process.env.MODULES, "package.json"))("playwright-core");
const [address, path] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu", "--disable-quic"] });
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
await page.goto(address);
await page.frameLocator("#site").locator("h1").waitFor();
await page.locator("#findings > li.error").first().waitFor();
await page.screenshot({ path });
await browser.close();
