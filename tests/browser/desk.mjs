// Drives the desk of a running station with a real browser: node desk.mjs DESK_ADDRESS LANGUAGE PAGE FEED [SCREENSHOT_FOLDER]
//
// The station has one edition that is out, of three stories; PAGE is a file to drop, joined.md beside it one whose stories are
// put together of pieces, FEED an address to give. Needs what page.mjs needs.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";

const [address, language, dropped, feed, pictures] = process.argv.slice(2);
const modules = process.env.NEWSCASTER_NODE_MODULES ?? join(import.meta.dirname, "node_modules");
const require = createRequire(join(resolve(modules), "x.js"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const root = new URL("../", address).href;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--mute-audio"],
});
let failures = 0;
const locale = language === "zh" ? "zh-CN" : "en-GB";
const test = async (name, options, body) => {
  if (options.only && options.only !== language) return;
  const { only, ...context } = options;
  const session = await browser.newContext({ viewport: { width: 1100, height: 900 }, locale, ...context });
  const page = await session.newPage();
  const trouble = [];
  page.on("console", (message) => message.type() === "error" && trouble.push(`${message.text()} ${message.location().url}`));
  page.on("pageerror", (error) => trouble.push(String(error)));
  try {
    await page.goto(address);
    await page.waitForURL(root);
    await body(page, session);
    assert.deepEqual(trouble.filter((line) => !/409|422/.test(line)), []);
    console.log(`ok ${name}`);
  } catch (error) {
    failures += 1;
    console.log(`FAILED ${name}\n${error.stack}\n${trouble.join("\n")}`);
    await picture(page, `failed-${failures}`);
  }
  await session.close();
};
const picture = async (page, name) => {
  if (!pictures) return;
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
};
const audit = async (page) => {
  await page.evaluate(axe);
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const { violations } = await page.evaluate((values) => axe.run({ runOnly: { type: "tag", values } }), tags);
  assert.deepEqual(violations.map((v) => [v.id, v.nodes.map((n) => n.html)]), []);
};
const fits = async (page, width) => {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= width, `${page.url()} is ${wide} px wide`);
};
const edition = async (page) => {
  await page.goto(root);
  await page.locator("a.big").last().click();
  await page.locator(".story").first().waitFor();
};
const order = (page) => page.locator(".story").evaluateAll((all) => all.map((one) => one.dataset.story));
const becomes = async (page, wanted) => {
  await page.waitForFunction((wanted) => [...document.querySelectorAll(".story")].map((one) => one.dataset.story).join() === wanted,
    wanted.join(), { timeout: 8000 });
};
const story = (page, id) => page.locator(`.story[data-story="${id}"]`);
const press = (page, id, value) => story(page, id).locator(`button[value="${value}"]`).click();
const told = async (page) => {
  await page.locator("main .said[role=status]").waitFor();
  return page.locator("main .said[role=status]").textContent();
};

const looks = [["wide", {}], ["dark", { colorScheme: "dark" }], ["narrow", { viewport: { width: 320, height: 700 } }]];
for (const [look, options] of looks) {
  await test(`nothing for axe to find, ${look}`, options, async (page) => {
    const width = options.viewport?.width ?? 1100;
    const see = async (name) => { await picture(page, `${name}-${look}`); await fits(page, width); await audit(page); };
    await see("list");
    await edition(page);
    await see("sheet");
    await page.locator(".story a.button").first().click();
    await page.locator(".line summary").first().click();
    await see("words");
    await edition(page);
    await page.locator("a[href=versions]").click();
    await see("versions");
    await edition(page);
    await page.locator("a[href=pages]").click();
    await see("pages");
    await edition(page);
    await page.locator("a[href=voices]").click();
    await page.locator("#now-anchor").waitFor();
    await see("voices");
  });
}

await test("moves by button, and the focus stays", { only: "zh" }, async (page) => {
  await edition(page);
  const [a, b, c] = await order(page);
  await press(page, c, "up");
  await becomes(page, [a, c, b]);
  const focus = await page.evaluate(() => [document.activeElement.closest(".story")?.dataset.story, document.activeElement.value]);
  assert.deepEqual(focus, [c, "up"]);
  await page.waitForFunction(() => document.getElementById("live").textContent.length > 0);
  await press(page, c, "down");
  await becomes(page, [a, b, c]);
});

await test("moves by keyboard alone", { only: "zh" }, async (page) => {
  await edition(page);
  const [a, b, c] = await order(page);
  await story(page, c).locator("button:not([disabled])").first().focus();
  await page.keyboard.press("Alt+ArrowUp");
  await becomes(page, [a, c, b]);
  await page.keyboard.press("Alt+ArrowUp");
  await becomes(page, [c, a, b]);
  await story(page, c).locator("input[name=place]").fill("3");
  await page.keyboard.press("Enter");
  await becomes(page, [a, b, c]);
});

await test("moves by pointer", { only: "zh" }, async (page) => {
  await edition(page);
  const [a, b, c] = await order(page);
  await story(page, c).locator(".handle").dragTo(story(page, a).locator("h3"));
  await becomes(page, [c, a, b]);
  await story(page, c).locator(".handle").dragTo(story(page, b).locator("h3"));
  await becomes(page, [a, b, c]);
});

await test("drops, shortens and restores", { only: "zh" }, async (page) => {
  await edition(page);
  const [a, b, c] = await order(page);
  const sentences = () => story(page, b).locator("p.soft").first().textContent();
  const whole = await sentences();
  await press(page, b, "shorten");
  await story(page, b).locator("button[value=restore]").waitFor();
  assert.notEqual(await sentences(), whole);
  await press(page, b, "restore");
  await page.waitForFunction(([id, whole]) => document.querySelector(`.story[data-story="${id}"] p.soft`).textContent === whole, [b, whole]);
  await press(page, b, "drop");
  await becomes(page, [a, c]);
  await page.locator(`li[data-story="${b}"] button[value=restore]`).click();
  await becomes(page, [a, b, c]);
});

await test("joins and parts, and goes back one version", { only: "zh" }, async (page) => {
  await edition(page);
  const [a, b, c] = await order(page);
  const back = async () => {
    await page.locator("a[href=versions]").click();
    await page.locator("button[name=number]").first().click();
    await becomes(page, [a, b, c]);
  };
  await press(page, b, "join");
  await becomes(page, [a, c]);
  await back();
  await story(page, b).locator("a.button").click();
  await page.locator("button[value=part]").last().click();
  await told(page);
  await page.locator("header a").nth(1).click();
  await page.locator(".story").nth(3).waitFor();
  await back();
});

await test("works without any script", { only: "zh", javaScriptEnabled: false }, async (page) => {
  await edition(page);
  const [a, b, c] = await order(page);
  await press(page, c, "up");
  assert.deepEqual(await order(page), [a, c, b]);
  assert.ok((await told(page)).length > 3);
  await story(page, c).locator("input[name=place]").fill("3");
  await press(page, c, "place");
  assert.deepEqual(await order(page), [a, b, c]);
  await press(page, a, "hear");
  assert.equal(await page.locator("main audio").count(), 1);
});

const reword = async (page, index, words) => {
  await page.locator("textarea[name=written]").nth(index).fill(words);
  await page.locator("button[value=reword]").nth(index).click();
};
await test("changes words, and tells two editors of each other", {}, async (page, session) => {
  await edition(page);
  await page.locator(".story a.button").first().click();
  const other = await session.newPage();
  await other.goto(page.url());
  const lines = page.locator("textarea[name=written]");
  const [first, last] = [0, (await lines.count()) - 1];
  const words = language === "zh" ? ["新的标题第一句", "第二位编辑的话。", "又是另外的话。"] : ["A new title here", "Words of the second editor.", "Other words again."];
  await reword(page, first, words[0]);
  await told(page);
  // Another sentence: both changes are kept, and the later one is told of the other.
  await reword(other, last, words[1]);
  await told(other);
  assert.equal(await other.locator("textarea[name=written]").nth(first).inputValue(), words[0]);
  assert.ok((await other.locator("main .said p").count()) >= 2, "the later save is told what was changed");
  // The same sentence: nothing is written, and both are shown.
  await reword(page, last, words[2]);
  await page.locator("[role=alert]").waitFor();
  const shown = await page.locator("main").textContent();
  assert.ok(shown.includes(words[1]), shown);
  assert.equal(await page.locator("textarea[name=written]").inputValue(), words[2]);
  await picture(page, "clash");
  await audit(page);
  await page.locator("main form button").click();
  await page.waitForFunction((words) => [...document.querySelectorAll("textarea[name=written]")].some((one) => one.value === words), words[2]);
});

await test("goes back to an earlier version", { only: "zh" }, async (page) => {
  await edition(page);
  const before = await page.locator(".story h3").first().textContent();
  await page.locator("a[href=versions]").click();
  await page.locator("button[name=number][value='1']").click();
  await told(page);
  assert.notEqual(await page.locator(".story h3").first().textContent(), before);
});

const plays = async (page) => {
  await page.waitForFunction(() => document.querySelector("#player audio")?.duration > 0.2, null, { timeout: 20000 });
  await page.evaluate(() => document.querySelector("#player").replaceChildren());
};
await test("a sentence, a story and the headlines are heard", { only: "zh" }, async (page) => {
  await edition(page);
  await page.locator("button[data-key=headlines]").click();
  await plays(page);
  await page.locator(".story button[value=hear]").first().click();
  await plays(page);
  await page.locator(".story a.button").first().click();
  await page.locator(".line button[value=hear]").first().click();
  await plays(page);
});

await test("voices are heard and chosen by ear, paid ones with their price", { only: "zh" }, async (page) => {
  await edition(page);
  await page.locator("a[href=voices]").click();
  const voice = (name) => page.locator(`li[data-story="${name}"]`);
  await voice("second").locator("button[value=hear]").click();
  await plays(page);
  await voice("second").locator("button[value=anchor]").click();
  await told(page);
  assert.equal(await page.locator("#now-anchor").textContent(), "second");
  assert.equal(await page.locator("#now-reporter").textContent(), "main");
  assert.equal(await page.evaluate(() => document.activeElement.closest("li")?.dataset.story), "second");
  await voice("dear").locator("button[value=hear]").click();
  await page.locator("#price").waitFor();
  await audit(page);
  await page.locator("main form a.button").click();
  await voice("dear").locator("button[value=reporter]").click();
  await page.locator("#price").waitFor();
  await picture(page, "voice-price");
  await audit(page);
  await page.locator("main form button").click();
  await told(page);
  assert.equal(await page.locator("#now-reporter").textContent(), "dear");
  for (const part of ["anchor", "reporter"]) {
    await voice("main").locator(`button[value=${part}]`).click();
    await page.waitForFunction((part) => document.getElementById(`now-${part}`)?.textContent === "main", part);
  }
  await audit(page);
});

await test("a pronunciation is heard and kept", {}, async (page) => {
  await edition(page);
  await page.locator(".story a.button").first().click();
  const [word, said, wrong] = language === "zh" ? ["图书馆", "tu2 shu1 guan3", "tu2 shu1"] : ["library", "lie berry", "."];
  const fill = async (said) => {
    await page.locator("input[name=word]").fill(word);
    await page.locator("input[name=said]").fill(said);
  };
  await fill(said);
  await page.locator("form[data-key=pronounce] button[value=hear]").click();
  await plays(page);
  await page.locator("form[data-key=pronounce] button[value=keep]").click();
  assert.ok((await told(page)).includes(said));
  if (language === "zh") {
    await fill(wrong);
    await page.locator("form[data-key=pronounce] button[value=keep]").click();
    await page.locator("[role=alert]").waitFor();
    await audit(page);
  }
});

await test("pages are dropped, made with progress, and published", { only: "zh" }, async (page) => {
  await page.locator("input[type=file]").setInputFiles(dropped);
  await page.locator("form.drop button").click();
  await page.locator(".story").first().waitFor();
  await page.locator("a[href=pages]").click();
  const read = await page.locator("main").textContent();
  assert.ok(read.includes("dropped.md"), read);
  await page.frameLocator("iframe").locator("h1").first().waitFor();
  await picture(page, "pages-dropped");
  await audit(page);
  await page.locator("header a").nth(1).click();
  await page.locator("button[data-key=make]").click();
  await page.locator("[data-working]").waitFor();
  await picture(page, "working");
  await audit(page);
  await page.locator("button[data-key=publish]").waitFor({ timeout: 60000 });
  await audit(page);
  await page.locator("button[data-key=publish]").click();
  await page.locator("button[data-key=publish]").waitFor({ state: "detached" });
  await picture(page, "published");
});

await test("pages are read beside their drawing, and a wrong join is parted", {}, async (page) => {
  await page.locator("input[type=file]").setInputFiles(join(dirname(dropped), "joined.md"));
  await page.locator("form.drop button").click();
  await page.locator(".story").first().waitFor();
  const before = (await order(page)).length;
  await page.locator("a[href=pages]").click();
  const card = page.locator("details.card").first();
  await card.locator("summary").press("Enter");
  const [text, drawing] = [await card.boundingBox(), await page.locator("iframe").boundingBox()];
  assert.ok(drawing.x >= text.x + text.width && drawing.y < text.y, "the drawing stands beside the text");
  await card.locator("a[target=drawing]").press("Enter");
  const block = page.frameLocator("iframe").locator(".block:target");
  await block.waitFor();
  const shown = await block.boundingBox();
  assert.ok(shown.y >= drawing.y && shown.y < drawing.y + drawing.height, "it shows where the story begins");
  await picture(page, "beside");
  await fits(page, 1100);
  await audit(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await audit(page);
  await page.setViewportSize({ width: 320, height: 700 });
  await fits(page, 320);
  await audit(page);
  await picture(page, "beside-narrow");
  await card.locator("a.only-narrow").click();
  // Nothing can be asked of a page in which no script may run, but where it is.
  await page.waitForURL(/drawing#story-\w+$/);
  await page.goBack();
  await card.locator("summary").click();
  await card.locator("a[href^=words]").click();
  await page.locator("button[value=part]").last().press("Enter");
  await told(page);
  await page.locator("header a").nth(1).click();
  await page.locator(".story").nth(before).waitFor();
});

await test("an address is given, and what is not there is told", {}, async (page) => {
  const give = async (address) => {
    await page.locator("input[name=address]").fill(address);
    await page.keyboard.press("Enter");
  };
  await give(`${feed}.gone`);
  await page.locator("[role=alert]").waitFor();
  await audit(page);
  await page.goto(root);
  await give(feed);
  await page.locator(".story").nth(1).waitFor();
  assert.equal((await order(page)).length, 2);
});

await test("a late page is brought in", { only: "zh" }, async (page) => {
  await edition(page);
  const before = await order(page);
  await page.locator("input[type=file]").setInputFiles(dropped);
  await page.locator("form.drop button").click();
  await told(page);
  const after = await order(page);
  assert.ok(after.length > before.length);
  // Dropped somewhere else on the page, it is taken by its form.
  const files = await page.evaluateHandle(() => {
    const data = new DataTransfer();
    data.items.add(new File(["# 球赛改期\n\n本报讯（记者 高山）球赛改到周日下午三点，地点不变。\n"], "match.md"));
    return data;
  });
  for (const event of ["dragover", "drop"]) await page.dispatchEvent("h1", event, { dataTransfer: files });
  await page.waitForFunction(() => document.getElementById("live").textContent === "match.md");
  await page.keyboard.press("Enter");
  await told(page);
  assert.equal((await order(page)).length, after.length + 1);
});

await browser.close();
process.exit(failures ? 1 : 0);
