// Plays an edition's EPUB with foliate-js, a reader that many programs build on: node foliate.mjs EDITION_FOLDER
//
// Needs foliate-js and playwright-core (see package.json) and a Chromium: CHROMIUM or /usr/bin/chromium.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const [folder] = process.argv.slice(2);
const modules = resolve(process.env.NEWSCASTER_NODE_MODULES ?? join(import.meta.dirname, "node_modules"));
const { chromium } = createRequire(join(modules, "x.js"))("playwright-core");
const report = JSON.parse(readFileSync(join(folder, "report.json"), "utf8"));

const page = `<!doctype html><meta charset="utf-8"><body><script type="module">
import "/foliate-js/view.js";
const view = document.createElement("foliate-view");
view.style.cssText = "display: block; width: 800px; height: 600px";
document.body.append(view);
const answer = await fetch("/edition.epub");
await view.open(new File([await answer.blob()], "edition.epub", { type: "application/epub+zip" }));
// The first page that is read aloud, but for page 0: foliate-js 1.0.1 takes its number for "none" and marks nothing there.
// Before the page is there, nothing can be shown on it.
const first = view.book.sections.findIndex((section, at) => at > 0 && section.mediaOverlay);
await view.renderer.goTo({ index: first });
window.view = Object.assign(view, { first });
</script>`;
const server = createServer((request, response) => {
  const path = decodeURIComponent(new URL(request.url, "http://x").pathname);
  const send = (kind, body) => response.writeHead(200, { "Content-Type": kind }).end(body);
  try {
    if (path === "/") send("text/html", page);
    else if (path === "/edition.epub") send("application/epub+zip", readFileSync(join(folder, "edition.epub")));
    else if (/^\/foliate-js\/[\w/.-]+\.js$/.test(path) && !path.includes("..")) send("text/javascript", readFileSync(join(modules, path)));
    else response.writeHead(404).end();
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--mute-audio", "--autoplay-policy=no-user-gesture-required"],
});
const tab = await browser.newPage();
const trouble = [];
tab.on("pageerror", (error) => trouble.push(String(error)));
await tab.goto(`http://127.0.0.1:${server.address().port}/`);
await tab.waitForFunction(() => window.view?.renderer.getContents().length, null, { timeout: 20000 });

// What the overlay says is heard, and what the book's page shows at that time.
await tab.evaluate(() => {
  window.heard = [];
  const { view } = window;
  const mark = view.book.media.activeClass;
  view.mediaOverlay.setRate(2);
  view.mediaOverlay.addEventListener("highlight", ({ detail }) => setTimeout(() => {
    const contents = view.renderer.getContents();
    const shown = contents.flatMap(({ doc }) => [...doc.querySelectorAll(`.${CSS.escape(mark)}`)]);
    window.heard.push({ text: detail.text, begin: detail.begin, shown: shown.map((element) => element.textContent) });
  }, 150));
  view.mediaOverlay.start(view.first);
});
const wanted = Math.min(report.segments.length, 6);
let failure = null;
try {
  await tab.waitForFunction((wanted) => new Set(window.heard.map(({ begin }) => begin)).size >= wanted, wanted, { timeout: 60000 });
  const heard = await tab.evaluate(() => window.heard);
  const seen = [...new Map(heard.filter(({ shown }) => shown.length).map((step) => [step.begin, step])).values()];
  assert.ok(seen.length >= wanted - 1, `of ${wanted} sentences ${seen.length} were shown: ${JSON.stringify(heard)}`);
  for (const { begin, shown } of seen) {
    const segment = report.segments.find(({ start_s }) => Math.abs(start_s - begin) < 0.01);
    assert.ok(segment, `no sentence begins at ${begin}`);
    assert.equal(shown.length, 1, `one sentence is shown: ${shown}`);
  }
  const begins = seen.map(({ begin }) => begin);
  assert.deepEqual(begins, [...begins].sort((a, b) => a - b), "in the order of the edition");
  assert.deepEqual(trouble, []);
  console.log(seen.map(({ begin, shown }) => `${begin} ${shown[0]}`).join("\n"));
} catch (error) {
  failure = error;
  console.log(`FAILED ${error.stack}\n${trouble.join("\n")}`);
}
await browser.close();
server.close();
process.exit(failure ? 1 : 0);
