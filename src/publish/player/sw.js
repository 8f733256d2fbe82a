// Keeps an edition's page and its sound, so that they work without a network.
"use strict";
const STORE = "newscaster-EDITION";
const PAGE = ["index.html", "app.webmanifest", "COVER"].filter((file) => file);

self.addEventListener("install", (event) => {
  const keep = async () => {
    const store = await caches.open(STORE);
    await store.addAll(PAGE);
    await self.skipWaiting();
  };
  event.waitUntil(keep());
});

self.addEventListener("activate", (event) => {
  const begin = async () => {
    await self.clients.claim();
    // Who saves data gets the sound when it is played.
    if (!self.navigator.connection?.saveData) await sound();
  };
  event.waitUntil(begin());
});

// The whole sound, from the store or from the network.
const sound = async () => {
  const store = await caches.open(STORE);
  const kept = await store.match("SOUND");
  if (kept) return kept;
  const answer = await fetch("SOUND").catch(() => null);
  if (answer?.status === 200) await store.put("SOUND", answer.clone());
  return answer;
};

// A stretch of what is kept: players ask for ranges.
const stretch = async (request, answer) => {
  const range = /bytes=(\d+)-(\d*)/.exec(request.headers.get("Range") ?? "");
  if (!range) return answer;
  const blob = await answer.blob();
  const [start, end] = [Number(range[1]), range[2] ? Number(range[2]) : blob.size - 1];
  return new Response(blob.slice(start, end + 1), {
    status: 206,
    headers: {
      "Content-Type": answer.headers.get("Content-Type") ?? "audio/mpeg",
      "Content-Range": `bytes ${start}-${end}/${blob.size}`,
      "Content-Length": String(end - start + 1),
      "Accept-Ranges": "bytes",
    },
  });
};

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== self.location.origin) return;
  const answer = async () => {
    const store = await caches.open(STORE);
    // The folder itself is its page.
    const name = request.mode === "navigate" && request.url.endsWith("/") ? "index.html" : request;
    const kept = await store.match(name, { ignoreVary: true, ignoreSearch: true });
    const isSound = request.url.endsWith("/SOUND");
    if (isSound) return kept ? stretch(request, kept) : fetch(request);
    // A correction is newer than what is kept.
    const fresh = await fetch(request).catch(() => null);
    if (fresh?.ok && kept) await store.put(request, fresh.clone());
    return fresh ?? kept ?? Response.error();
  };
  event.respondWith(answer());
});
