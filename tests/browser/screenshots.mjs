// Pictures of a published page for the README: node screenshots.mjs EDITION_FOLDER PICTURES_FOLDER EXPLAINED_PAGE
//
// Needs playwright-core (see package.json) and a Chromium: CHROMIUM or /usr/bin/chromium.
import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, pictures, explained] = process.argv.slice(2);
const modules = process.env.NEWSCASTER_NODE_MODULES ?? join(import.meta.dirname, "node_modules");
const { chromium } = createRequire(join(resolve(modules), "x.js"))("playwright-core");

const shots = [
  ["page", { viewport: { width: 960, height: 720 } }],
  ["page-dark", { viewport: { width: 960, height: 720 }, colorScheme: "dark" }],
  ["phone", { viewport: { width: 360, height: 720 }, deviceScaleFactor: 1.5, hasTouch: true, isMobile: true }],
];
mkdirSync(pictures, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--autoplay-policy=no-user-gesture-required"],
});
for (const [name, options] of shots) {
  const context = await browser.newContext({ reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  await page.goto(pathToFileURL(join(resolve(folder), "index.html")).href);
  // In the midst of a story, with the words that are heard just now.
  await page.evaluate(async () => {
    const sound = document.getElementById("sound");
    const story = document.querySelector('[data-level="2"]');
    sound.currentTime = Number(story.dataset.said) + 8;
    await new Promise((sought) => sound.addEventListener("seeked", sought, { once: true }));
  });
  await page.waitForTimeout(800);
  await page.screenshot({ path: join(pictures, `${name}.png`) });
  await context.close();
}
// How the page was read: its drawing, below the list of its stories.
const context = await browser.newContext({ viewport: { width: 960, height: 720 } });
const page = await context.newPage();
await page.goto(pathToFileURL(resolve(explained)).href);
await page.evaluate(() => scrollTo(0, document.querySelector("h2").offsetTop - 8));
await page.screenshot({ path: join(pictures, "explain.png") });
await browser.close();
