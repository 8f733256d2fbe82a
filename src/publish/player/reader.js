// The transcript: it follows the sound and yields to the reader, shows the word, can be searched, marked and walked
// through by keyboard.
(() => {
  "use strict";
  const app = window.newscaster;
  const { $, sound, words, sentences, lastBefore, memory, say, clock } = app;
  const make = (tag, attributes = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), attributes);
    element.append(...children);
    return element;
  };

  // Following: the text moves with the sound until the reader moves it.
  let following = memory.read("newscaster:follow") !== "off";
  let yielded = false;
  let current = null;
  // What is far is jumped to: gliding there would lay out all that lies between, and end where it was reckoned to be.
  const show = (element) => {
    const isFar = Math.abs(element.getBoundingClientRect().top) > 2 * innerHeight;
    element.scrollIntoView({ block: "center", behavior: isFar || app.calm() ? "instant" : "smooth" });
  };
  const bring = () => { if (current) show(current.element); };
  const setYield = (on) => {
    yielded = on;
    $("to-now").hidden = !on;
  };
  const yieldToReader = () => { if (following && !sound.paused) setYield(true); };
  for (const type of ["wheel", "touchmove"]) addEventListener(type, yieldToReader, { passive: true });
  addEventListener("keydown", (event) => {
    if (["PageUp", "PageDown", "Home", "End", "ArrowUp", "ArrowDown"].includes(event.key)
      && !event.target.closest("input, select, .player")) yieldToReader();
  });
  $("to-now").addEventListener("click", () => { setYield(false); bring(); });
  const setFollow = (on) => {
    following = on;
    memory.write("newscaster:follow", on ? "on" : "off");
    $("follow").setAttribute("aria-pressed", on);
    setYield(false);
    if (on && !sound.paused) bring();
  };
  const toggleFollow = () => { setFollow(!following); say(following ? words.follow_on : words.follow_off); };
  $("follow").addEventListener("click", toggleFollow);
  app.keys.t = toggleFollow;
  setFollow(following);

  // The word: `data-w` holds where words begin, as steps of characters (1 where none is told) and of hundredths of a
  // second in base 36. The browser paints it without a change to the page.
  const painter = window.Highlight && CSS.highlights ? new Highlight() : null;
  if (painter) {
    CSS.highlights.set("word", painter);
    // Here and not in the page's style: a browser that cannot paint would not know it, nor do checkers of styles.
    const style = document.styleSheets[0];
    style.insertRule("::highlight(word) { background-color: var(--word); color: var(--ink); }", style.cssRules.length);
    style.insertRule(
      "@media (forced-colors: active) { ::highlight(word) { background-color: Highlight; color: HighlightText; } }",
      style.cssRules.length,
    );
  }
  let byWord = painter && memory.read("newscaster:highlight") === "word";
  const places = (sentence) => {
    if (sentence.words) return sentence.words;
    let [at, time] = [-1, 0];
    sentence.words = (sentence.element.dataset.w ?? "").split(" ").filter(Boolean).map((step) => {
      const [places, delay] = step.includes(":") ? step.split(":") : ["1", step];
      at += parseInt(places, 36);
      time += parseInt(delay, 36) / 100;
      return { at, start: sentence.start + time };
    });
    return sentence.words;
  };
  const paint = (sentence, time) => {
    if (!painter) return;
    painter.clear();
    const text = sentence?.element.firstChild;
    if (!byWord || !text || sound.paused && time === 0) return;
    const list = places(sentence);
    const index = lastBefore(list, time + 0.05);
    if (index < 0) return;
    const range = document.createRange();
    range.setStart(text, list[index].at);
    range.setEnd(text, Math.min(list[index + 1]?.at ?? text.length, text.length));
    painter.add(range);
  };
  const setHighlight = (word) => {
    byWord = word;
    document.documentElement.classList.toggle("by-word", word);
    $("highlight").value = word ? "word" : "sentence";
    memory.write("newscaster:highlight", word ? "word" : "sentence");
    paint(current, sound.currentTime);
  };
  $("highlight").closest("label").hidden = !painter;
  $("highlight").addEventListener("change", () => setHighlight($("highlight").value === "word"));
  setHighlight(byWord);

  app.hooks.push(({ time, sentence, isNew }) => {
    current = sentence;
    paint(sentence, time);
    if (isNew && sentence && !$("transcript").contains(document.activeElement)) rove(sentence.element);
    if (isNew && sentence && following && !yielded && !sound.paused) bring();
  });

  // One sentence of the text has a stop for the Tab key; arrows walk on from it, Enter plays.
  let roving = null;
  const rove = (element) => {
    if (roving) for (const name of ["tabindex", "role", "aria-label"]) roving.removeAttribute(name);
    roving = element;
    if (!roving) return;
    roving.tabIndex = 0;
    roving.setAttribute("role", "button");
    roving.setAttribute("aria-label", words.play_from.replace("TEXT", roving.textContent));
  };
  $("transcript").addEventListener("keydown", (event) => {
    const here = sentences.findIndex((sentence) => sentence.element === event.target);
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (here < 0 || !step || !sentences[here + step]) return;
    event.preventDefault();
    event.stopPropagation();
    rove(sentences[here + step].element);
    roving.focus();
    roving.scrollIntoView({ block: "nearest" });
  });
  if (sentences.length) rove(sentences[0].element);

  // Search: sentences that hold the words, each a link to its place.
  const MOST = 50;
  const search = () => {
    const wanted = $("search").value.trim().toLowerCase();
    const found = wanted ? sentences.filter(({ element }) => element.textContent.toLowerCase().includes(wanted)) : [];
    const row = ({ element, start }) => {
      const link = make("a", { href: `#${element.id}` }, make("span", { textContent: element.textContent }), " ",
        make("time", { textContent: clock(start) }));
      link.addEventListener("click", (event) => {
        event.preventDefault();
        setYield(true);
        app.seek(start);
        rove(element);
        element.focus({ preventScroll: true });
        show(element);
      });
      return make("li", {}, link);
    };
    $("results").replaceChildren(...found.slice(0, MOST).map(row));
    const count = words.found.replace("COUNT", found.length);
    $("found").textContent = wanted ? (found.length ? count : words.found_none) : "";
  };
  $("search").addEventListener("input", search);
  app.keys["/"] = () => { $("finder").open = true; $("search").focus(); };

  // Bookmarks: sentences, remembered for this edition.
  const key = `${memory.key}:marks`;
  const load = () => { try { return JSON.parse(memory.read(key)) ?? []; } catch { return []; } };
  let marks = load().filter((id) => document.getElementById(id));
  const showMarks = () => {
    memory.write(key, JSON.stringify(marks));
    const row = (id) => {
      const element = document.getElementById(id);
      const link = make("a", { href: `#${id}` }, make("span", { textContent: element.textContent }), " ",
        make("time", { textContent: clock(Number(element.dataset.start)) }));
      link.addEventListener("click", (event) => { event.preventDefault(); app.playFrom(Number(element.dataset.start)); });
      const remove = make("button", { type: "button", textContent: words.mark_remove });
      remove.setAttribute("aria-label", `${words.mark_remove}: ${element.textContent}`);
      remove.addEventListener("click", () => {
        marks = marks.filter((other) => other !== id);
        showMarks();
        $("mark").focus();
      });
      return make("li", { className: "marked" }, link, remove);
    };
    const ordered = [...marks].sort((a, b) => Number(a.slice(1)) - Number(b.slice(1)));
    $("marks").replaceChildren(...ordered.map(row));
    $("marks-box").hidden = !marks.length;
  };
  const mark = () => {
    const here = current ?? sentences[0];
    if (!here) return;
    if (!marks.includes(here.element.id)) marks.push(here.element.id);
    showMarks();
    say(words.mark_added);
  };
  $("mark").addEventListener("click", mark);
  app.keys.b = mark;
  showMarks();

  // Text size.
  const sizes = $("size");
  const setSize = (value) => {
    document.documentElement.style.setProperty("--size", value);
    memory.write("newscaster:size", value);
  };
  sizes.addEventListener("change", () => setSize(sizes.value));
  const size = memory.read("newscaster:size");
  if (size && [...sizes.options].some((option) => option.value === size)) { sizes.value = size; setSize(size); }
})();
