// Keeps an edition's page, so that it opens without a network; what keeps the sound is the page itself.
"use strict";
// Another script for every change of the edition, so that browsers keep it anew: EDITION.
const STORE = `newscaster ${new URL("./", self.location).href}`;
const PAGE = ["index.html", "app.webmanifest", "COVER"].filter((file) => file);

self.addEventListener("install", (event) => {
  const keep = async () => {
    const store = await caches.open(STORE);
    await store.addAll(PAGE.map((file) => new Request(file, { cache: "no-cache" })));
    await self.skipWaiting();
  };
  event.waitUntil(keep());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  // The folder itself is its page.
  const file = pathname.split("/").at(-1) || "index.html";
  if (request.method !== "GET" || origin !== self.location.origin || !PAGE.includes(file)) return;
  const answer = async () => {
    const store = await caches.open(STORE);
    // A correction is newer than what is kept.
    const fresh = await fetch(request).catch(() => null);
    if (fresh?.ok) await store.put(file, fresh.clone());
    return fresh ?? await store.match(file) ?? Response.error();
  };
  event.respondWith(answer());
});
