// Drives a published page with a real browser: node page.mjs EDITION_FOLDER [SCREENSHOT_FOLDER]
//
// ONLY names a part of the names of the tests that are run.
// Needs playwright-core and axe-core (see package.json) and a Chromium: CHROMIUM or /usr/bin/chromium.
import assert from "node:assert/strict";
import { createReadStream, existsSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { basename, dirname, extname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, pictures] = process.argv.slice(2);
const modules = process.env.NEWSCASTER_NODE_MODULES ?? join(import.meta.dirname, "node_modules");
const require = createRequire(join(resolve(modules), "x.js"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const report = JSON.parse(readFileSync(join(folder, "report.json"), "utf8"));

// A small server with byte ranges, as any web server has; players need them to jump.
const types = { ".html": "text/html", ".mp3": "audio/mpeg", ".wav": "audio/wav", ".png": "image/png", ".js": "text/javascript",
  ".webmanifest": "application/manifest+json", ".xml": "application/rss+xml" };
const server = createServer((request, response) => {
  const path = join(dirname(resolve(folder)), decodeURIComponent(new URL(request.url, "http://x").pathname));
  if (!existsSync(path) || statSync(path).isDirectory()) return response.writeHead(404).end();
  const size = statSync(path).size;
  const range = /bytes=(\d+)-(\d*)/.exec(request.headers.range ?? "");
  const [start, end] = range ? [Number(range[1]), range[2] ? Number(range[2]) : size - 1] : [0, size - 1];
  response.writeHead(range ? 206 : 200, {
    "Content-Type": types[extname(path)] ?? "application/octet-stream",
    "Content-Length": end - start + 1,
    "Accept-Ranges": "bytes",
    ...(range && { "Content-Range": `bytes ${start}-${end}/${size}` }),
  });
  // A long sound is never sent at once: a player that jumps asks for another range.
  const most = range && isHeld ? Math.min(end, start + 65_535) : end;
  createReadStream(path, { start, end: most }).pipe(response, { end: most === end });
});
let isHeld = false;
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const root = `http://127.0.0.1:${server.address().port}`;
const origin = `${root}/${basename(resolve(folder))}`;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--mute-audio"],
});
let failures = 0;
const test = async (name, options, body) => {
  if (!name.includes(process.env.ONLY ?? "")) return;
  const { address = `${origin}/index.html`, ...context } = options;
  const session = await browser.newContext({ viewport: { width: 1100, height: 1000 }, ...context });
  const page = await session.newPage();
  const trouble = [];
  page.on("console", (message) => message.type() === "error" && trouble.push(message.text()));
  page.on("pageerror", (error) => trouble.push(String(error)));
  page.on("request", (request) => {
    const local = request.url().startsWith(root) || /^(file|data|blob):/.test(request.url());
    if (!local) trouble.push(`a request left the page: ${request.url()}`);
  });
  try {
    await page.goto(address);
    await body(page);
    assert.deepEqual(trouble, []);
    console.log(`ok ${name}`);
  } catch (error) {
    failures += 1;
    console.log(`FAILED ${name}\n${error.stack}`);
  }
  await session.close();
};
const picture = async (page, name) => {
  if (!pictures) return;
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
};
const time = (page) => page.evaluate(() => document.getElementById("sound").currentTime);
const paused = (page) => page.evaluate(() => document.getElementById("sound").paused);
const until = (page, what, argument) => page.waitForFunction(what, argument, { timeout: 8000 });
const audit = async (page) => {
  await page.evaluate(axe);
  const tags = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag21aaa", "wcag22aa", "best-practice"];
  const { violations } = await page.evaluate((values) => axe.run({ runOnly: { type: "tag", values } }), tags);
  assert.deepEqual(violations.map((v) => [v.id, v.nodes.map((n) => n.html)]), []);
};
const narrow = { viewport: { width: 320, height: 740 } };
const stories = report.chapters.filter((chapter) => chapter.level === 2);
const near = (found, expected) => assert.ok(Math.abs(found - expected) < 0.15, `${found} is not near ${expected}`);

for (const colorScheme of ["light", "dark"]) {
  await test(`nothing for axe to find, ${colorScheme}`, { colorScheme }, async (page) => {
    await page.locator("#keys summary").click();
    await picture(page, colorScheme);
    await audit(page);
  });
  await test(`nothing for axe to find, ${colorScheme} and narrow`, { colorScheme, ...narrow }, async (page) => {
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= 320, `the page is ${wide} px wide`);
    await picture(page, `${colorScheme}-narrow`);
    await audit(page);
  });
}

await test("nothing plays by itself", {}, async (page) => {
  await page.waitForTimeout(300);
  assert.equal(await paused(page), true);
  assert.equal(await time(page), 0);
});

await test("plays, shows the sentence, and pauses", {}, async (page) => {
  await page.click("#play");
  await until(page, () => document.getElementById("sound").currentTime > 0.6);
  const [shown, now] = await page.evaluate(() =>
    [document.querySelector(".s.on").textContent, document.getElementById("now-text").textContent]);
  assert.equal(now, shown);
  await page.click("#play");
  assert.equal(await paused(page), true);
});

await test("jumps to a story from the list and marks it", {}, async (page) => {
  const story = stories[0];
  await page.locator("a[data-level='2']").first().click();
  await until(page, () => !document.getElementById("sound").paused);
  assert.ok((await time(page)) >= story.start_s - 0.1);
  assert.equal(await page.locator("a[aria-current] > span:first-child").textContent(), story.title);
});

await test("a sentence of the transcript plays from its place", {}, async (page) => {
  const sentence = page.locator(".s").nth(3);
  const start = Number(await sentence.getAttribute("data-start"));
  // Where the sound goes on from is noted in the page: asking from here takes time, in which it plays on.
  await page.evaluate(() => {
    const sound = document.getElementById("sound");
    sound.addEventListener("seeking", () => { window.landed = sound.currentTime; }, { once: true });
  });
  await sentence.click();
  await until(page, (start) => document.getElementById("sound").currentTime > start, start);
  near(await page.evaluate(() => window.landed), start);
});

await test("works from the keyboard alone", {}, async (page) => {
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
  await page.keyboard.press("n");
  const next = await page.evaluate(() => [...document.querySelectorAll("nav a")].slice(1)
    .find((link) => !link.parentElement.querySelector("ol")).dataset.start);
  near(await time(page), Number(next));
  await page.keyboard.press("Space");
  await page.keyboard.press("p");
  await page.keyboard.press("p");
  await page.keyboard.press("ArrowRight");
  near(await time(page), 10);
  await page.keyboard.press("ArrowLeft");
  near(await time(page), 0);
  await page.keyboard.press(".");
  await page.keyboard.press(".");
  near(await time(page), report.segments[1].start_s);
  await page.keyboard.press("+");
  assert.equal(await page.inputValue("#speed"), "1.25");
  assert.equal(await page.evaluate(() => document.getElementById("sound").playbackRate), 1.25);
  await page.locator("#play").focus();
  await page.keyboard.press("Enter");
  await until(page, () => !document.getElementById("sound").paused);
  await page.keyboard.press("k");
  assert.equal(await paused(page), true);
});

await test("shortcuts can be switched off, and stay off", {}, async (page) => {
  await page.locator("#keys summary").click();
  await page.uncheck("#keys-on");
  await page.locator("h1").click();
  await page.keyboard.press("k");
  assert.equal(await paused(page), true);
  await page.reload();
  assert.equal(await page.isChecked("#keys-on"), false);
  // What has the focus is still obeyed: Enter on a sentence is no shortcut.
  await page.locator("#transcript .s[tabindex='0']").focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await until(page, (start) => document.getElementById("sound").currentTime > start, report.segments[1].start_s);
});

await test("remembers the position and the speed", {}, async (page) => {
  await page.selectOption("#speed", "2");
  await page.evaluate(() => { document.getElementById("seek").value = 7; document.getElementById("seek").dispatchEvent(new Event("input")); });
  near(await time(page), 7);
  await page.reload();
  near(await time(page), 7);
  assert.equal(await paused(page), true);
  assert.ok((await page.locator("#status").textContent()).includes("0:07"));
  assert.equal(await page.inputValue("#speed"), "2");
});

await test("headlines only: from headline to headline", {}, async (page) => {
  await page.selectOption("#speed", "1.5");
  await page.click("#skim");
  const places = new Set();
  const patience = 400 + 100 * stories.length;
  for (let i = 0; i < patience && !(i > 10 && await paused(page)); i += 1) {
    places.add(await page.locator(".s.on").getAttribute("id").catch(() => null));
    await page.waitForTimeout(50);
  }
  assert.equal(await page.getAttribute("#skim", "aria-pressed"), "false");
  assert.ok(places.size <= stories.length, [...places].join());
});

await test("the device's keys know the story", {}, async (page) => {
  await page.locator("a[data-level='2']").first().click();
  await until(page, (title) => navigator.mediaSession.metadata?.title === title, stories[0].title);
});

await test("every target is at least 24 px high and wide", narrow, async (page) => {
  const small = await page.evaluate(() => [...document.querySelectorAll("button, select, input, summary, nav a, footer a")]
    .filter((e) => e.offsetParent).map((e) => [e.outerHTML.slice(0, 60), e.getBoundingClientRect()])
    .filter(([, box]) => box.width < 24 || box.height < 24).map(([html]) => html));
  assert.deepEqual(small, []);
});

await test("what has the focus is not under the controls", { ...narrow, reducedMotion: "reduce" }, async (page) => {
  const links = await page.locator("nav a").count();
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  for (let i = links - 1; i >= 0; i -= 1) {
    const link = page.locator("nav a").nth(i);
    await link.focus();
    const hidden = await link.evaluate((e) => {
      const bar = document.getElementById("player");
      if (getComputedStyle(bar).position !== "sticky") return false;
      const [box, cover] = [e.getBoundingClientRect(), bar.getBoundingClientRect()];
      return !bar.contains(e) && box.bottom <= cover.bottom && box.top >= cover.top;
    });
    assert.equal(hidden, false);
  }
});

await test("on a telephone the controls leave room for the text", { viewport: { width: 360, height: 640 } }, async (page) => {
  const high = await page.evaluate(() => document.getElementById("player").offsetHeight);
  assert.ok(high < 200, `${high} px of 640`);
  assert.equal(await page.locator("#speed").isVisible(), false);
  await page.locator("#more summary").focus();
  await page.keyboard.press("Enter");
  assert.ok(await page.locator("#speed").isVisible());
  await audit(page);
});

await test("nothing is lost at 400 % zoom", { viewport: { width: 320, height: 256 } }, async (page) => {
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= 320);
  const length = page.locator("a[data-level='2'] .lasts").first();
  assert.ok(await length.isVisible());
  assert.match(await length.innerText(), /^\D+ \d+:\d\d$/, "a length that nothing heads says what it is");
  const broken = await page.evaluate(() => [...document.querySelectorAll(".buttons button")].flatMap((button) => {
    const text = button.firstChild;
    return [...text.data.matchAll(/\w+/g)].filter(({ 0: word, index }) => {
      const range = document.createRange();
      range.setStart(text, index);
      range.setEnd(text, index + word.length);
      return range.getClientRects().length > 1;
    }).map(([word]) => word);
  }));
  assert.deepEqual(broken, [], "no word of a button is broken");
  assert.equal(await page.evaluate(() => getComputedStyle(document.getElementById("player")).position), "static");
  await page.locator("#play").scrollIntoViewIfNeeded();
  assert.ok(await page.locator("#play").isVisible());
});

await test("forced colours show what is pressed and where the sound is", { forcedColors: "active" }, async (page) => {
  await page.click("#play");
  await until(page, () => document.getElementById("sound").currentTime > 0.4);
  await picture(page, "forced-colors");
  const [pressed, plain, outline, ...entry] = await page.evaluate(() => [
    getComputedStyle(document.getElementById("follow")).backgroundColor,
    getComputedStyle(document.getElementById("skim")).backgroundColor,
    getComputedStyle(document.querySelector(".s.on")).outlineStyle,
    getComputedStyle(document.querySelector("a[aria-current]")).outlineStyle,
    parseFloat(getComputedStyle(document.querySelector("a[aria-current]")).outlineOffset),
  ]);
  assert.notEqual(pressed, plain);
  assert.equal(outline, "solid");
  // The list scrolls, so it cuts what stands outside of its entries.
  assert.deepEqual(entry, ["solid", -2]);
});

await test("a screen reader hears where a jump leads while nothing plays, and is left alone while it plays", {}, async (page) => {
  const said = () => page.locator("#status").textContent();
  await page.keyboard.press("n");
  assert.ok(report.chapters.map((chapter) => chapter.title).includes(await said()));
  await page.keyboard.press("ArrowRight");
  assert.match(await said(), /^\d+:\d\d/);
  await page.keyboard.press("t");
  assert.equal(await page.getAttribute("#follow", "aria-pressed"), "false");
  assert.ok((await said()).length > 0);
  await page.locator("#seek").focus();
  await page.evaluate(() => {
    const sound = document.getElementById("sound");
    sound.currentTime = 0;
    return sound.play();
  });
  const before = await page.getAttribute("#seek", "aria-valuetext");
  await page.waitForTimeout(1300);
  assert.equal(await page.getAttribute("#seek", "aria-valuetext"), before);
});

// A sound that the page opens anew meanwhile plays on by itself.
const begin = (page, time) => page.evaluate((at) => {
  const sound = document.getElementById("sound");
  sound.currentTime = at;
  return sound.play().catch((error) => { if (error.name !== "AbortError") throw error; });
}, time);

await test("following yields to the reader, and comes back when asked", {}, async (page) => {
  await begin(page, 1);
  await page.mouse.move(500, 700);
  await page.mouse.wheel(0, 400);
  await until(page, () => !document.getElementById("to-now").hidden);
  await page.click("#to-now");
  assert.equal(await page.locator("#to-now").isVisible(), false);
});

await test("following lays the page out once a sentence", {}, async (page) => {
  const client = await page.context().newCDPSession(page);
  await client.send("Performance.enable");
  const layouts = async () => (await client.send("Performance.getMetrics")).metrics.find(({ name }) => name === "LayoutCount").value;
  // Sentences one by one, as if they were heard; a frame between them.
  await page.evaluate(() => {
    const sound = document.getElementById("sound");
    window.now = 0;
    Object.defineProperty(sound, "currentTime", { get: () => window.now });
    Object.defineProperty(sound, "paused", { get: () => false });
    window.step = async (number) => {
      window.now = window.newscaster.sentences[number].start + 0.01;
      sound.dispatchEvent(new Event("timeupdate"));
      for (let frame = 0; frame < 30; frame += 1) await new Promise(requestAnimationFrame);
    };
    return window.step(0);
  });
  const before = await layouts();
  for (const number of [1, 2, 3, 4]) await page.evaluate((number) => window.step(number), number);
  const each = (await layouts() - before) / 4;
  assert.ok(each <= 4, `${each} a sentence`);
});

await test("while it plays, the controls change once a second", {}, async (page) => {
  const changes = await page.evaluate(async () => {
    const sound = document.getElementById("sound");
    let now = 4.01;
    Object.defineProperty(sound, "currentTime", { get: () => now });
    Object.defineProperty(sound, "paused", { get: () => false });
    sound.dispatchEvent(new Event("timeupdate"));
    const seen = [];
    const observer = new MutationObserver((records) => seen.push(...records));
    for (const id of ["time", "left", "played-part", "seek"]) {
      observer.observe(document.getElementById(id), { childList: true, attributes: true });
    }
    for (; now < 4.95; now += 0.05) sound.dispatchEvent(new Event("timeupdate"));
    seen.push(...observer.takeRecords());
    const within = seen.length;
    now = 5.1;
    sound.dispatchEvent(new Event("timeupdate"));
    return [within, observer.takeRecords().length > 0];
  });
  assert.deepEqual(changes, [0, true]);
});

await test("on a long page no entry of the list lies under another one", { viewport: { width: 320, height: 256 } }, async (page) => {
  await page.evaluate(() => document.querySelector("main").classList.add("long"));
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  const tops = await page.evaluate(() => [...document.querySelectorAll(".parts a")].map((link) => link.getBoundingClientRect().top));
  const steps = tops.slice(1).map((top, index) => top - tops[index]);
  assert.ok(Math.min(...steps) >= 24, `${steps}`);
});

await test("what is far from the screen is not laid out on a long page, and is there all the same", narrow, async (page) => {
  await page.evaluate(() => document.querySelector("main").classList.add("long"));
  const last = page.locator("#transcript article .s").last();
  const seen = () => last.evaluate((e) => e.checkVisibility({ contentVisibilityAuto: true }));
  const far = await last.evaluate((e) => e.closest("article").getBoundingClientRect().top > 8 * innerHeight);
  if (far) assert.equal(await seen(), false);
  assert.equal(await last.evaluate((e) => getComputedStyle(e.closest("article")).contentVisibility), "auto");
  const text = await last.textContent();
  await page.locator("#finder summary").click();
  await page.fill("#search", text.slice(0, 6));
  await until(page, () => document.querySelectorAll("#results li").length > 0);
  await page.locator("#results a").last().click();
  assert.equal(await page.evaluate(() => document.activeElement.textContent), text);
  await until(page, () => {
    const box = document.activeElement.getBoundingClientRect();
    return box.top >= 0 && box.bottom <= innerHeight;
  });
});

await test("nothing moves while the page opens", narrow, async (page) => {
  const moved = await page.evaluate(() => new Promise((done) => {
    let sum = 0;
    new PerformanceObserver((list) => { for (const { value } of list.getEntries()) sum += value; }).observe({ type: "layout-shift", buffered: true });
    setTimeout(() => done(sum), 500);
  }));
  assert.ok(moved < 0.02, `by ${moved}`);
});

await test("a place in the address is obeyed while the page is open", {}, async (page) => {
  await page.evaluate(() => { location.hash = "t=9"; });
  await until(page, () => Math.abs(document.getElementById("sound").currentTime - 9) < 0.2);
  await page.evaluate(() => { location.hash = "s2"; });
  await until(page, (start) => Math.abs(document.getElementById("sound").currentTime - start) < 0.2, report.segments[1].start_s);
});

await test("the slider's arrows jump ten seconds, pages a minute", {}, async (page) => {
  await page.locator("#seek").focus();
  await page.keyboard.press("ArrowRight");
  near(await time(page), Math.min(10, report.duration_s));
  await page.keyboard.press("ArrowLeft");
  near(await time(page), 0);
});

await test("the time that is left is told at the chosen speed", {}, async (page) => {
  const left = () => page.locator("#left").textContent();
  const plain = await left();
  await page.selectOption("#speed", "2");
  await page.evaluate(() => { document.getElementById("seek").value = 0.1; document.getElementById("seek").dispatchEvent(new Event("input")); });
  assert.notEqual(await left(), plain);
  const half = Math.floor((report.duration_s - 0.1) / 2);
  assert.ok((await left()).includes(`${Math.floor(half / 60)}:${String(half % 60).padStart(2, "0")}`), await left());
});

await test("a sentence is reached and played from the keyboard", {}, async (page) => {
  await page.locator("#transcript .s[tabindex='0']").focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  const role = await page.evaluate(() => [document.activeElement.id, document.activeElement.getAttribute("role"), document.activeElement.getAttribute("aria-label")]);
  assert.equal(role[0], "s3");
  assert.equal(role[1], "button");
  assert.ok(role[2].length > 5);
  await page.keyboard.press("Enter");
  await until(page, (start) => document.getElementById("sound").currentTime > start, report.segments[2].start_s);
  await audit(page);
});

await test("search finds sentences and leads to them", {}, async (page) => {
  await page.locator("#finder summary").click();
  const word = (await page.locator("#s5").textContent()).slice(0, 4);
  await page.fill("#search", word);
  await until(page, () => document.querySelectorAll("#results li").length > 0);
  assert.match(await page.locator("#found").textContent(), /\d/);
  await picture(page, "search");
  await audit(page);
  await page.locator("#results a").first().click();
  assert.equal(await page.evaluate(() => document.activeElement.classList.contains("s")), true);
  await page.fill("#search", "没有这样的字zz");
  assert.equal(await page.locator("#results li").count(), 0);
  assert.ok((await page.locator("#found").textContent()).length > 0);
});

await test("text size and highlight are chosen and remembered", {}, async (page) => {
  const size = () => page.evaluate(() => parseFloat(getComputedStyle(document.getElementById("transcript")).fontSize));
  const before = await size();
  await page.selectOption("#size", "1.6");
  assert.ok((await size()) > before * 1.5);
  await page.selectOption("#highlight", "word");
  await page.reload();
  assert.ok((await size()) > before * 1.5);
  assert.equal(await page.inputValue("#highlight"), "word");
  await begin(page, report.segments[4].start_s + 0.4);
  // Between words nothing is painted, so both are asked for at once.
  const painted = await (await until(page, () => {
    const [range] = CSS.highlights.get("word");
    return range && [String(range), document.querySelector(".s.on").textContent];
  })).jsonValue();
  assert.ok(painted[0].length > 0 && painted[0].length < painted[1].length && painted[1].includes(painted[0]), painted.join("|"));
  await picture(page, "word");
  await page.selectOption("#size", "1");
});

await test("the sleep timer stops at the end of the story", {}, async (page) => {
  await page.evaluate((at) => { document.getElementById("sound").currentTime = at; }, stories[0].end_s - 1.2);
  await page.selectOption("#sleep", "story");
  // It plays for a second only, which a busy machine may not see.
  await page.evaluate(() => document.getElementById("sound").addEventListener("play", () => { window.played = true; }));
  await page.click("#play");
  await until(page, () => window.played && document.getElementById("sound").paused);
  near(await time(page), stories[0].end_s);
  await until(page, () => document.getElementById("sleep").value === "");
});

await test("bookmarks are kept and removed", {}, async (page) => {
  await page.evaluate(() => { location.hash = "s3"; });
  await until(page, () => document.getElementById("sound").currentTime > 1);
  await page.keyboard.press("b");
  await page.reload();
  await page.locator("#marks-box summary").click();
  assert.equal(await page.locator("#marks li").count(), 1);
  await picture(page, "bookmarks");
  await audit(page);
  await page.locator("#marks button").click();
  assert.equal(await page.locator("#marks-box").isVisible(), false);
});

await test("a story that was heard is marked, and stays so", {}, async (page) => {
  const story = stories.at(-1);
  await page.selectOption("#speed", "1.5");
  await begin(page, story.start_s);
  await until(page, (part) => !document.querySelector(`[data-part='${part}'] .heard`).hidden,
    report.chapters.indexOf(story) + 1);
  await page.reload();
  assert.equal(await page.locator(`[data-part='${report.chapters.indexOf(story) + 1}'] .heard`).isVisible(), true);
});

await test("a moment is shared as a copied link", { permissions: ["clipboard-read", "clipboard-write"] }, async (page) => {
  await page.evaluate(() => { navigator.share = undefined; location.hash = "t=9"; });
  await until(page, () => document.getElementById("sound").currentTime > 8);
  await page.click("#share-now");
  await until(page, () => document.getElementById("status").textContent.length > 0);
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /index\.html#t=9$/);
});

if (existsSync(join(folder, "../later/index.html"))) {
  await test("at the end it leads to the next edition", {}, async (page) => {
    await begin(page, report.duration_s - 1);
    await until(page, () => document.getElementById("sound").ended);
    const left = await page.locator("#left").textContent();
    assert.ok(left.includes("0:00") && !left.includes("-"), left);
    await page.click("#next-edition");
    await page.waitForURL("**/later/index.html");
    await begin(page, report.duration_s - 1);
    await until(page, () => document.getElementById("sound").ended);
    assert.equal(await page.locator("#next-edition").isVisible(), false);
  });
}

await test("one sound at a time, over two pages", {}, async (page) => {
  await begin(page, 1);
  const other = await page.context().newPage();
  await other.goto(`${origin}/index.html`);
  await begin(other, 1);
  await until(page, () => document.getElementById("sound").paused);
  assert.equal(await paused(other), false);
});

// Asked again and again from here: a page's own waiting takes a promise for a yes.
const kept = async (page) => {
  const isKept = () => page.evaluate(async () => {
    const stores = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
    const files = (await Promise.all(stores.map((store) => store.keys()))).flat();
    return files.some(({ url }) => /edition\.(mp3|wav)\?/.test(url));
  });
  for (let i = 0; i < 80 && !await isKept(); i += 1) await page.waitForTimeout(100);
  assert.ok(await isKept(), "the sound was not kept");
};

await test("a sound that is kept while it plays goes on playing", { address: "about:blank" }, async (page) => {
  isHeld = true;
  await page.goto(`${origin}/index.html`);
  await begin(page, 1);
  await kept(page);
  for (const at of [report.duration_s - 4, 2, report.duration_s / 2]) {
    await page.evaluate((at) => window.newscaster.playFrom(at), at);
    await until(page, (at) => document.getElementById("sound").currentTime > at + 0.3, at);
  }
  isHeld = false;
  assert.equal(await page.evaluate(() => document.getElementById("sound").error), null);
});

await test("once opened, it works without a network", {}, async (page) => {
  await page.evaluate(() => navigator.serviceWorker.ready);
  await kept(page);
  await page.context().setOffline(true);
  // The browser tells of the network that it misses first; the page must not.
  page.removeAllListeners("console");
  await page.reload();
  await until(page, () => document.getElementById("sound").src.startsWith("blob:"));
  assert.equal(await page.locator("#status").textContent(), "");
  await begin(page, 2);
  await until(page, () => document.getElementById("sound").currentTime > 2.3);
  await page.context().setOffline(false);
});

await test("headings skip no level, and landmarks are few and named", {}, async (page) => {
  const levels = await page.evaluate(() => [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].map((h) => Number(h.tagName[1])));
  assert.equal(levels[0], 1);
  assert.ok(levels.every((level, i) => i === 0 || level <= levels[i - 1] + 1), levels.join());
  assert.equal(levels.filter((level) => level === 1).length, 1);
  const regions = await page.evaluate(() => document.querySelectorAll("main section[aria-labelledby], nav").length);
  assert.equal(regions, 3);
});

await test("without JavaScript: a list of stories and an audio element", { javaScriptEnabled: false }, async (page) => {
  assert.equal(await page.locator("audio[controls]").count(), 1);
  assert.equal(await page.locator("#controls").isVisible(), false);
  assert.equal(await page.locator("nav a").count(), report.chapters.length);
  assert.match(await page.locator("nav a").first().getAttribute("href"), /^edition\.(mp3|wav)#t=/);
  await picture(page, "no-script");
});

await test("works from the disk", { address: pathToFileURL(join(resolve(folder), "index.html")).href }, async (page) => {
  await page.click("#play");
  await until(page, () => document.getElementById("sound").currentTime > 0.3);
});

await test("the cover is a picture for directories", {}, async (page) => {
  const width = await page.evaluate(async () => {
    const cover = new Image();
    cover.src = "cover.png";
    await cover.decode();
    return cover.naturalWidth;
  });
  assert.equal(width, 3000);
});

await test("where the script fails, there is the audio element", { address: "about:blank" }, async (page) => {
  await page.addInitScript(() => { JSON.parse = () => { throw new Error("as if"); }; });
  page.removeAllListeners("pageerror");
  await page.goto(`${origin}/index.html`);
  assert.ok(await page.locator("#sound").isVisible());
  assert.equal(await page.locator("#controls").isVisible(), false);
});

if (existsSync(join(folder, "../index.html"))) {
  await test("the page over all editions shows a small cover", { address: `${root}/index.html` }, async (page) => {
    const [width, shown] = await page.evaluate(async () => {
      const [cover] = document.images;
      await cover.decode();
      return [cover.naturalWidth, [cover.width, cover.height]];
    });
    assert.ok(width <= 600, `${width} px`);
    assert.equal(shown[0], shown[1]);
  });
}

for (const name of ["transcript.html", "report.html", "../index.html"].filter((name) => existsSync(join(folder, name)))) {
  for (const [label, options] of [["light", {}], ["dark-narrow", { colorScheme: "dark", ...narrow }]]) {
    await test(`nothing for axe to find on ${name}, ${label}`, { address: `${origin}/${name}`, ...options }, async (page) => {
      await picture(page, `${name.replace(".html", "").replace("../index", "editions")}-${label}`);
      await audit(page);
      const [wide, view] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      assert.ok(wide <= view, `the page is ${wide} px wide`);
    });
  }
}

await browser.close();
server.close();
process.exit(failures ? 1 : 0);
