// Listens to a served edition as somebody who was sent its address: node listen.mjs ADDRESS WORD
//
// The page shows WORD, asks for nothing elsewhere, has no error, and its sound plays.
// Needs playwright-core (see package.json) and a Chromium: CHROMIUM or /usr/bin/chromium.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const [address, word] = process.argv.slice(2);
const modules = process.env.NEWSCASTER_NODE_MODULES ?? join(import.meta.dirname, "node_modules");
const { chromium } = createRequire(join(resolve(modules), "x.js"))("playwright-core");
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--mute-audio"],
});
try {
  const page = await browser.newPage();
  const trouble = [];
  page.on("console", (message) => message.type() === "error" && trouble.push(message.text()));
  page.on("pageerror", (error) => trouble.push(String(error)));
  page.on("request", (request) => {
    const stays = /^(data|blob):/.test(request.url()) || new URL(request.url()).host === new URL(address).host;
    if (!stays) trouble.push(`a request left the page: ${request.url()}`);
  });
  await page.goto(address);
  assert.ok((await page.locator("body").innerText()).includes(word), `the page does not say ${word}`);
  await page.click("#play");
  await page.waitForFunction(() => document.getElementById("sound").currentTime > 1);
  assert.deepEqual(trouble, []);
  const heard = await page.evaluate(() => document.getElementById("sound").currentTime);
  console.log(`the page shows ${word} and plays: ${heard.toFixed(1)} s were heard`);
} finally {
  await browser.close();
}
