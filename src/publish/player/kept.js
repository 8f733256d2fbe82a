// The sound, kept in the browser, so that the page plays without a network. Keeping it is for the page and not for its
// worker: players give up a sound of which a piece came from the network and the next one from elsewhere.
(() => {
  "use strict";
  const { $, sound, reopen } = window.newscaster;
  if (!/^https?:$/.test(location.protocol) || !navigator.serviceWorker || !window.caches) return;
  const MOST = 8;
  const BEGIN = "newscaster ";
  const file = sound.getAttribute("src");
  // A correction has another sound.
  const key = `${file}?${$("player").dataset.modified}`;
  const open = () => caches.open(BEGIN + new URL("./", location).href);

  let plays = false;
  const playKept = async () => {
    if (plays) return true;
    const answer = await (await open()).match(key);
    if (!answer) return false;
    const source = URL.createObjectURL(await answer.blob());
    if (!plays) reopen(source);
    return plays = true;
  };

  const keep = async () => {
    const answer = await fetch(file, { cache: "no-cache", priority: "low" });
    if (answer.status !== 200) return;
    const store = await open();
    for (const { url } of await store.keys()) if (url.includes(`/${file}?`)) await store.delete(url);
    await store.put(key, answer);
    const stores = (await caches.keys()).filter((name) => name.startsWith(BEGIN));
    for (const name of stores.slice(0, -MOST)) await caches.delete(name);
  };

  const start = async () => {
    navigator.serviceWorker.register("sw.js").catch(() => { /* then the page needs the network */ });
    // Who saves data hears it from the network.
    if (!await playKept() && !navigator.connection?.saveData) await keep();
  };
  start().catch(() => { /* then it needs the network */ });
  for (const type of ["error", "stalled"]) {
    sound.addEventListener(type, () => playKept().catch(() => { /* an error was told, and after a stall it may go on */ }));
  }
})();
