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
    // A correction is newer than what is kept.
    const fresh = await fetch(request).catch(() => null);
    if (!fresh) return await (await caches.open(STORE)).match(file) ?? Response.error();
    // A full disk keeps nobody from reading.
    const keep = async (answer) => (await caches.open(STORE)).put(file, answer);
    if (fresh.ok) await keep(fresh.clone()).catch(() => {});
    return fresh;
  };
  event.respondWith(answer());
});
