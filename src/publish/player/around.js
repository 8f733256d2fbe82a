// Around listening: what was heard, sleep, sharing, one sound at a time, and the next edition.
(() => {
  "use strict";
  const app = window.newscaster;
  const { $, sound, words, parts, stories, lastBefore, memory, say } = app;

  // Heard marks: a story whose end was heard, and most of it before.
  const key = `${memory.key}:heard`;
  const heard = new Set((memory.read(key) ?? "").split(",").filter(Boolean));
  const spent = new Map();
  const tick = (part) => {
    const number = part.element.dataset.part;
    const flag = part.element.querySelector(".heard");
    if (flag) flag.hidden = !heard.has(number);
  };
  parts.forEach(tick);
  let last = 0;
  app.hooks.push(({ time }) => {
    const step = time - last;
    last = time;
    const story = stories[lastBefore(stories, time)];
    if (!story || sound.paused || step <= 0 || step > 2 * sound.playbackRate) return;
    const number = story.element.dataset.part;
    spent.set(number, (spent.get(number) ?? 0) + step);
    if (!heard.has(number) && spent.get(number) > 0.8 * (story.end - story.start)) {
      heard.add(number);
      memory.write(key, [...heard].join(","));
      tick(story);
    }
  });

  // Sleep: after minutes, or at the end of the story or the section.
  let stopAt = null;
  let timer = 0;
  const endOf = (isEnd) => {
    const next = parts.find((part) => part.start > sound.currentTime + 0.1 && isEnd(part));
    return next ? next.start : app.length;
  };
  $("sleep").addEventListener("change", () => {
    clearTimeout(timer);
    stopAt = null;
    const wish = $("sleep").value;
    if (wish === "story") stopAt = endOf((part) => part.isStory);
    else if (wish === "section") stopAt = endOf((part) => part.element.dataset.level === "1");
    else if (wish) timer = setTimeout(sleep, Number(wish) * 60000);
    say(wish ? words.sleep_on.replace("WHEN", $("sleep").selectedOptions[0].textContent) : words.sleep_off);
  });
  const sleep = () => {
    const place = stopAt;
    stopAt = null;
    sound.pause();
    // Tomorrow it goes on with what comes next, not with a stray syllable of it.
    if (place !== null) app.seek(place);
    $("sleep").value = "";
    say(words.sleep_done);
  };
  app.hooks.push(({ time, asked }) => {
    if (stopAt === null) return;
    // Who jumps to another story means the end of that one.
    if (asked && !sound.paused && time < stopAt - 1 && $("sleep").value === "story") stopAt = endOf((part) => part.isStory);
    // The sound may end a little before the last story does by the list.
    if (sound.ended || (!sound.paused && time >= stopAt - 0.05)) sleep();
  });

  // Sharing: the device's own way, else the address is copied.
  const share = async (title, time) => {
    const address = new URL(location.href);
    address.hash = `t=${Math.floor(time)}`;
    try {
      if (navigator.share) return await navigator.share({ title, url: address.href });
      await navigator.clipboard.writeText(address.href);
      say(words.copied);
    } catch (error) {
      if (error.name !== "AbortError") say(address.href);
    }
  };
  $("share-story").addEventListener("click", () => {
    const story = stories[Math.max(lastBefore(stories, sound.currentTime), 0)];
    share(story.title, story.start);
  });
  $("share-now").addEventListener("click", () => share(app.name, sound.currentTime));

  // One sound at a time, over all pages.
  try {
    const channel = new BroadcastChannel("newscaster");
    const self = Math.random();
    sound.addEventListener("play", () => channel.postMessage(self));
    channel.onmessage = ({ data }) => { if (data !== self) sound.pause(); };
  } catch { /* a browser without channels */ }

  // The next edition, where the feed above can be read.
  sound.addEventListener("ended", async () => {
    try {
      const answer = await fetch("../feed.xml");
      if (!answer.ok) return;
      const feed = new DOMParser().parseFromString(await answer.text(), "text/xml");
      const folder = (path) => decodeURIComponent(path.split("/").at(-2) ?? "");
      const items = [...feed.querySelectorAll("item")].map((item) => ({
        title: item.querySelector("title").textContent,
        folder: folder(item.querySelector("link").textContent),
      }));
      const here = items.findIndex((item) => item.folder === folder(location.pathname));
      const next = items[here - 1];
      if (here < 1 || !next) return;
      const link = $("next-edition");
      link.href = `../${encodeURIComponent(next.folder)}/index.html`;
      link.querySelector("span").textContent = next.title;
      link.hidden = false;
      say(words.next_edition.replace("TITLE", next.title));
    } catch { /* nothing is known of other editions */ }
  });

  // A long list of stories scrolls in a part of the screen; the story that is heard stays in sight there. It is looked for
  // once the page is laid out anyway.
  const list = $("stories");
  let listed = null;
  const showEntry = () => {
    const [entry, frame] = [listed.element.getBoundingClientRect(), list.getBoundingClientRect()];
    if (entry.top < frame.top || entry.bottom > frame.bottom) {
      list.scrollTop += entry.top - frame.top - frame.height / 3;
    }
  };
  app.hooks.push(({ part }) => {
    if (!part || part === listed) return;
    listed = part;
    requestAnimationFrame(showEntry);
  });
  app.start();
})();
