// The player: everything here is a comfort. Without it the page is a list of stories and an audio element.
(() => {
  "use strict";
  const $ = (id) => document.getElementById(id);
  const player = $("player");
  const sound = $("sound");
  const words = JSON.parse(player.dataset.words);
  const length = Number(player.dataset.length);
  const timed = (element) => ({
    element,
    start: Number(element.dataset.start),
    end: Number(element.dataset.end),
  });
  const parts = [...document.querySelectorAll("a[data-part]")].map((link) => ({
    ...timed(link),
    title: link.firstElementChild.textContent,
    said: Number(link.dataset.said),
    skim: Number(link.dataset.skim),
    // A section with stories is a heading of theirs; alone (the opening, the sign-off) it counts as a story.
    isStory: link.dataset.level === "2" || !link.parentElement.querySelector("ol"),
    isHeadline: link.dataset.level === "2",
  }));
  const stories = parts.filter((part) => part.isStory);
  const sentences = [...document.querySelectorAll(".s")].map(timed);

  // The last of a sorted list that begins at or before a time.
  const lastBefore = (list, time) => {
    let [low, high] = [0, list.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (list[middle].start <= time + 0.001) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  };
  const clock = (time) => {
    // A sound may last a little longer than its list says.
    const whole = Math.floor(Math.max(time, 0));
    const [hours, minutes, seconds] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
    const two = (number) => String(number).padStart(2, "0");
    return hours ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`;
  };
  const say = (text) => { $("status").textContent = text; };

  // What is remembered; a browser may forbid it for files.
  const memory = {
    key: `newscaster:${player.dataset.date}:${player.dataset.title}`,
    read(key) { try { return localStorage.getItem(key); } catch { return null; } },
    write(key, value) { try { localStorage.setItem(key, value); } catch { /* not remembered */ } },
  };

  // What the rest of the page builds on; its hooks hear where the sound is.
  const app = window.newscaster = {
    $, sound, words, length, parts, stories, sentences, lastBefore, clock, say, memory, hooks: [], keys: {},
    name: player.dataset.title,
    calm: () => calm(), seek: (time) => seek(time), playFrom: (time) => playFrom(time),
    reopen: (source) => reopen(source),
  };

  let skimming = false;
  let shown = { part: null, sentence: null };
  let saved = -1;

  const seek = (time) => {
    sound.currentTime = Math.min(Math.max(time, 0), length);
    show(true);
  };
  const position = () =>
    words.position_text.replace("NOW", clock(sound.currentTime)).replace("LENGTH", clock(length));
  // Opens a sound, another or the same anew, where this one is.
  const reopen = (source) => {
    const [time, plays] = [sound.currentTime, !sound.paused];
    if (sound.error) say("");
    sound.src = source;
    sound.currentTime = time;
    if (plays) play();
  };
  const play = () => {
    // A sound that broke off stays silent until it is opened anew.
    if (sound.error) reopen(sound.src);
    sound.play().catch(() => { /* why is told by the event of the error */ });
  };
  const playFrom = (time) => { seek(time); play(); };
  const toggle = () => { if (sound.paused || sound.error) play(); else sound.pause(); };

  const toStory = (step) => {
    const here = lastBefore(stories, sound.currentTime);
    const restart = step < 0 && here >= 0 && sound.currentTime > stories[here].start + 3;
    const target = stories[restart ? here : here + step];
    if (target) seek(target.start);
    else if (step < 0) seek(0);
    if (target && sound.paused) say(target.title);
  };
  const by = (seconds) => {
    seek(sound.currentTime + seconds);
    if (sound.paused) say(position());
  };
  const toSentence = (step) => {
    const here = lastBefore(sentences, sound.currentTime);
    const restart = step < 0 && here >= 0 && sound.currentTime > sentences[here].start + 1.5;
    const target = sentences[restart ? here : here + step];
    if (target) seek(target.start);
  };
  const setSpeed = (value) => {
    $("speed").value = value;
    // The first is for this sound, the second for one that is opened later.
    sound.playbackRate = sound.defaultPlaybackRate = Number(value);
    memory.write("newscaster:speed", value);
  };
  const changeSpeed = (step) => {
    const options = $("speed").options;
    const option = options[$("speed").selectedIndex + step];
    if (!option) return;
    setSpeed(option.value);
    say(option.textContent);
  };
  // Headlines only: each story's first sentence, then the next story.
  const setSkim = (on, message) => {
    skimming = on;
    $("skim").setAttribute("aria-pressed", on);
    say(message);
  };
  const toggleSkim = () => {
    if (skimming) return setSkim(false, words.skim_off);
    setSkim(true, words.skim_on);
    const here = stories[lastBefore(stories, sound.currentTime)];
    const inHeadline = here && here.isHeadline && sound.currentTime < here.skim && sound.currentTime >= here.said - 0.3;
    if (!inHeadline) nextHeadline();
    play();
  };
  const nextHeadline = () => {
    const target = stories.find((story) => story.isHeadline && story.said > sound.currentTime + 0.3);
    // The bridge that leads to a story is no part of its headline.
    if (target) return seek(target.said - 0.1);
    sound.pause();
    setSkim(false, words.skim_end);
  };

  const mark = (element, on) => {
    if (element.classList.contains("s")) element.classList.toggle("on", on);
    else if (on) element.setAttribute("aria-current", "true");
    else element.removeAttribute("aria-current");
  };
  const swap = (kind, next) => {
    if (shown[kind] === next) return false;
    if (shown[kind]) mark(shown[kind].element, false);
    if (next) mark(next.element, true);
    shown[kind] = next;
    return true;
  };

  // Shows where the sound is. A chapter's mark stands shortly before its first sentence, and a caption
  // may come early, so the sentence is looked for a little ahead.
  const show = (asked = false) => {
    const time = sound.currentTime;
    const part = parts[lastBefore(parts, time)] ?? null;
    const sentence = sentences[lastBefore(sentences, time + 0.2)] ?? null;
    if (swap("part", part) && part) {
      $("now-title").textContent = part.title;
      announce(part);
    }
    const isNew = swap("sentence", sentence);
    if (isNew) $("now-text").textContent = sentence ? sentence.element.textContent : "";
    // Once a second: each change has the browser draw the page anew, which takes its time where that is long.
    const now = clock(time);
    if (asked || sound.paused || $("time").textContent !== now) {
      $("time").textContent = now;
      $("left").textContent = words.left.replace("TIME", clock((length - time) / sound.playbackRate));
      $("played-part").setAttribute("width", (time / length) * $("wave").viewBox.baseVal.width);
      // A screen reader would read out every change of a slider that has the focus.
      if (asked || sound.paused || document.activeElement !== $("seek")) {
        $("seek").value = time;
        $("seek").setAttribute("aria-valuetext", position());
      }
    }
    // Last, as one of them asks where things stand: the page is laid out once for it.
    app.hooks.forEach((hook) => hook({ time, part, sentence, isNew, asked }));
    if (Math.abs(time - saved) > 2) remember();
  };
  const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
  const remember = () => {
    saved = sound.currentTime;
    memory.write(memory.key, sound.ended ? "0" : saved.toFixed(1));
  };
  const tick = () => {
    const story = stories[lastBefore(stories, sound.currentTime)];
    if (skimming && story && sound.currentTime >= story.skim) nextHeadline();
    show();
  };

  // The keys and the screen of the device.
  const session = navigator.mediaSession;
  const announce = (part) => {
    if (!session || !window.MediaMetadata) return;
    const cover = player.dataset.cover;
    session.metadata = new MediaMetadata({
      title: part.title,
      artist: player.dataset.publisher,
      album: player.dataset.title,
      artwork: cover ? [{ src: cover }] : [],
    });
  };
  const listen = (action, handler) => {
    try { session?.setActionHandler(action, handler); } catch { /* unknown to this browser */ }
  };
  listen("play", play);
  listen("pause", () => sound.pause());
  listen("seekbackward", (detail) => seek(sound.currentTime - (detail.seekOffset ?? 10)));
  listen("seekforward", (detail) => seek(sound.currentTime + (detail.seekOffset ?? 10)));
  listen("seekto", (detail) => seek(detail.seekTime));
  listen("previoustrack", () => toStory(-1));
  listen("nexttrack", () => toStory(1));

  // Keyboard: single keys, so they can be switched off.
  const keys = {
    " ": toggle, k: toggle,
    ArrowLeft: () => by(-10), ArrowRight: () => by(10),
    p: () => toStory(-1), n: () => toStory(1),
    ",": () => toSentence(-1), ".": () => toSentence(1),
    "-": () => changeSpeed(-1), "+": () => changeSpeed(1), "=": () => changeSpeed(1),
    s: toggleSkim,
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const sentence = event.target.closest(".s");
    if (sentence && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      return playFrom(Number(sentence.dataset.start));
    }
    if (!$("keys-on").checked) return;
    const own = event.target.closest("input, select, textarea, button, a, summary");
    const taken = own && (own.matches("input, select, textarea") || event.key === " " || event.key === "Enter");
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const action = keys[key] ?? app.keys[key];
    if (!action || taken) return;
    event.preventDefault();
    action();
  });
  $("keys-on").addEventListener("change", () => memory.write("newscaster:keys", $("keys-on").checked ? "on" : "off"));

  const onClick = (id, action) => $(id).addEventListener("click", action);
  onClick("play", toggle);
  onClick("back", () => by(-10));
  onClick("forward", () => by(10));
  onClick("previous", () => toStory(-1));
  onClick("next", () => toStory(1));
  onClick("skim", toggleSkim);
  $("speed").addEventListener("change", () => setSpeed($("speed").value));
  // Arrows jump as far as the buttons do, and pages a minute.
  $("seek").addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -10, ArrowDown: -10, ArrowRight: 10, ArrowUp: 10, PageDown: -60, PageUp: 60 }[event.key];
    if (!step || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    by(step);
  });
  $("seek").addEventListener("input", () => seek(Number($("seek").value)));
  $("wave").addEventListener("click", (event) => {
    const box = $("wave").getBoundingClientRect();
    seek(((event.clientX - box.left) / box.width) * length);
  });
  for (const part of parts) {
    part.element.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      playFrom(part.start);
    });
  }
  $("transcript").addEventListener("click", (event) => {
    const sentence = event.target.closest(".s");
    if (sentence && !String(getSelection())) playFrom(Number(sentence.dataset.start));
  });

  let timer = 0;
  sound.addEventListener("play", () => {
    say(skimming ? words.skim_on : "");
    $("play").textContent = words.pause;
    clearInterval(timer);
    timer = setInterval(tick, 100);
  });
  sound.addEventListener("pause", () => {
    $("play").textContent = words.play;
    clearInterval(timer);
    remember();
  });
  sound.addEventListener("timeupdate", tick);
  sound.addEventListener("ratechange", () => show(true));
  sound.addEventListener("ended", remember);
  const file = sound.getAttribute("src");
  sound.addEventListener("error", () => {
    const isCut = sound.error.code === MediaError.MEDIA_ERR_NETWORK;
    $("play").textContent = words.play;
    say(isCut ? words.cut : words.failed.replace("FILE", file));
  });
  addEventListener("pagehide", remember);

  // Where there is little room the controls that are seldom used are folded away.
  const small = matchMedia("(max-width: 30rem), (max-height: 60rem)");
  small.addEventListener("change", () => { $("more").open = !small.matches; });

  // The controls stick to the top, but in low windows; what scrolls into view stays clear of them. An observer is told of
  // heights that are known; who asks for one has the page laid out for it.
  const low = matchMedia("(max-height: 34rem)");
  let high = 0;
  const room = () => {
    document.documentElement.style.scrollPaddingTop = low.matches ? "" : `${Math.ceil(high) + 16}px`;
  };
  new ResizeObserver(([{ borderBoxSize: [box] }]) => { high = box.blockSize; room(); }).observe(player);
  low.addEventListener("change", room);
  sound.controls = false;
  $("keys").hidden = false;
  $("keys-on").checked = memory.read("newscaster:keys") !== "off";
  const speed = memory.read("newscaster:speed");
  if (speed && [...$("speed").options].some((option) => option.value === speed)) setSpeed(speed);
  // A place in the address: #t=95, or #s12 for a sentence.
  const asked = () => {
    const sentence = /^#s\d+$/.test(location.hash) && document.querySelector(location.hash);
    return sentence ? Number(sentence.dataset.start) : Number(new URLSearchParams(location.hash.slice(1)).get("t"));
  };
  addEventListener("hashchange", () => { if (asked() > 0) seek(asked()); });
  const from = asked() || Number(memory.read(memory.key));
  if (from > 0 && from < length - 1) {
    seek(from);
    if (!asked()) say(words.resume.replace("NOW", clock(from)));
  }
  app.start = () => show(true);
})();
