// Looks at pages on the disk with axe-core, light and wide, dark and narrow: node audit.mjs PAGE…
//
// Needs playwright-core and axe-core (see package.json) and a Chromium: CHROMIUM or /usr/bin/chromium.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const modules = process.env.NEWSCASTER_NODE_MODULES ?? join(import.meta.dirname, "node_modules");
const require = createRequire(join(resolve(modules), "x.js"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const tags = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag21aaa", "wcag22aa", "best-practice"];

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
const findings = [];
for (const file of process.argv.slice(2)) {
  for (const [colorScheme, width] of [["light", 1100], ["dark", 320]]) {
    const page = await browser.newPage({ colorScheme, viewport: { width, height: 800 } });
    const say = (what) => findings.push(`${file}, ${colorScheme}, ${width} px: ${what}`);
    page.on("request", (request) => /^(file|data):/.test(request.url()) || say(`asks for ${request.url()}`));
    await page.goto(pathToFileURL(resolve(file)).href);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    if (wide > width) say(`is ${wide} px wide`);
    await page.evaluate(axe);
    const { violations } = await page.evaluate((values) => axe.run({ runOnly: { type: "tag", values } }), tags);
    for (const { id, nodes } of violations) say(`${id}: ${nodes.slice(0, 3).map((node) => node.html).join(" ")}`);
    await page.close();
  }
}
await browser.close();
console.log(findings.join("\n"));
process.exit(findings.length ? 1 : 0);
