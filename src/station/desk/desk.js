// The desk's forms without leaving the page: the answer takes the place of what is shown, the focus stays where it was,
// and what was done is told to screen readers. Without this script every form works as it stands.
"use strict";

const root = () => new URL(document.body.dataset.root, location.href);
const live = document.getElementById("live");
const player = document.getElementById("player");

const tell = (text) => {
  live.textContent = "";
  // Told anew also where the words are the same as before.
  setTimeout(() => { live.textContent = text; }, 50);
};

const show = () => {
  for (const one of document.querySelectorAll(".only-script")) one.hidden = false;
};

// Where the focus is, in words that hold for the next page.
const placeOf = (element) => ({
  story: element?.closest("[data-story]")?.dataset.story,
  value: element?.value,
  key: element?.dataset?.key ?? element?.closest("[data-key]")?.dataset.key,
});

const focusOn = ({ story, value, key }) => {
  const own = story ? document.querySelector(`[data-story="${CSS.escape(story)}"]`) : null;
  const usable = (list) => [...(list ?? [])].filter((one) => !one.disabled);
  const buttons = usable(own?.querySelectorAll("button"));
  const keyed = key ? usable(document.querySelectorAll(`button[data-key="${key}"], [data-key="${key}"] button`)) : [];
  const target = buttons.find((one) => one.value === value) ?? buttons[0] ?? keyed.find((one) => one.value === value) ?? keyed[0];
  (target ?? document.getElementById("main")).focus({ preventScroll: Boolean(target) });
  (own ?? target)?.scrollIntoView({ block: "nearest" });
};

const take = async (response, place) => {
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const sound = page.querySelector("main audio");
  if (sound) {
    const heard = document.createElement("audio");
    heard.controls = true;
    heard.src = new URL(sound.getAttribute("src"), response.url);
    player.replaceChildren(heard);
    heard.play().catch(() => {});
    return;
  }
  const fresh = page.querySelector("main");
  if (!fresh) { location.reload(); return; }
  document.title = page.title;
  const address = response.url + (place.hash ?? "");
  if (address !== location.href) history.pushState(null, "", address);
  document.body.dataset.root = page.body.dataset.root ?? "./";
  document.querySelector("header")?.replaceWith(page.querySelector("header") ?? "");
  document.getElementById("main").replaceWith(document.adoptNode(fresh));
  show();
  const said = fresh.querySelector(".said[role=status], [role=alert]");
  if (said) tell(said.textContent.trim());
  focusOn(response.redirected ? place : {});
  watch();
};

const send = async (form, button) => {
  const body = new URLSearchParams(new FormData(form, button));
  const place = placeOf(button);
  try {
    const response = await fetch(form.getAttribute("action"), { method: "POST", body, credentials: "same-origin" });
    await take(response, place);
  } catch {
    form.submit();
  }
};

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || form.enctype === "multipart/form-data") return;
  event.preventDefault();
  send(form, event.submitter);
});

window.addEventListener("popstate", () => location.reload());

// Alt with an arrow moves the story that the focus is in.
document.addEventListener("keydown", (event) => {
  const value = { ArrowUp: "up", ArrowDown: "down" }[event.key];
  const button = event.altKey && value && event.target.closest?.(".story")?.querySelector(`button[value="${value}"]`);
  if (!button || button.disabled) return;
  event.preventDefault();
  button.form.requestSubmit(button);
});

// A story is dragged by its handle to the place of another.
let dragged = null;
const storyAt = (event) => event.target.closest?.(".story");
document.addEventListener("dragstart", (event) => {
  dragged = event.target.classList?.contains("handle") ? storyAt(event) : null;
  if (dragged) event.dataTransfer.setData("text/plain", dragged.dataset.story);
});
document.addEventListener("dragover", (event) => {
  const over = storyAt(event);
  for (const one of document.querySelectorAll(".story.over")) if (one !== over) one.classList.remove("over");
  if (!dragged || !over || over === dragged) return;
  event.preventDefault();
  over.classList.add("over");
});
document.addEventListener("drop", (event) => {
  const over = storyAt(event);
  if (dragged && over && over !== dragged) {
    event.preventDefault();
    const form = dragged.querySelector("form.to");
    form.querySelector("input[name=place]").value = over.dataset.number;
    form.requestSubmit(form.querySelector("button[value=place]"));
  }
  dragged = null;
});
document.addEventListener("dragend", () => {
  dragged = null;
  for (const one of document.querySelectorAll(".story.over")) one.classList.remove("over");
});

// Files that are dropped anywhere on a page go into its form; where there is none, they do not take the page's place.
const bringsFiles = (event) => event.dataTransfer?.types.includes("Files") && !event.target.matches?.("input[type=file]");
document.addEventListener("dragover", (event) => { if (bringsFiles(event)) event.preventDefault(); });
document.addEventListener("drop", (event) => {
  if (!bringsFiles(event)) return;
  event.preventDefault();
  const form = document.querySelector("form.drop");
  if (!form) return;
  form.querySelector("input[type=file]").files = event.dataTransfer.files;
  form.querySelector("button").focus();
  tell([...event.dataTransfer.files].map((file) => file.name).join(", "));
});

// While an edition is made, how far it is.
const names = ["begin", "read", "write", "speak", "stitch", "publish", "verify"];
let watching = 0;
const watch = () => {
  clearTimeout(watching);
  if (!document.querySelector("[data-working]")) return;
  watching = setTimeout(async () => {
    try {
      const work = await (await fetch(new URL("work", root()), { credentials: "same-origin" })).json();
      if (!work || work.is_over) {
        const response = await fetch(location.href, { credentials: "same-origin" });
        const heading = new DOMParser().parseFromString(await response.clone().text(), "text/html").querySelector(".work h2");
        await take(response, {});
        if (heading) tell(heading.textContent);
        return;
      }
      const stage = document.getElementById("stage");
      const words = stage.dataset.stages.split("|")[names.indexOf(work.stage)];
      if (stage.textContent !== words) { stage.textContent = words; tell(words); }
      const share = document.getElementById("share");
      share.max = work.total || 1;
      share.value = work.done;
      document.getElementById("count").textContent = `${work.done}/${work.total}`;
    } catch { /* asked again */ }
    watch();
  }, 700);
};

// The picture of the page is looked for again when the address changes.
const icon = document.querySelector("link[rel=icon]");
if (icon) icon.setAttribute("href", icon.href);
show();
watch();
