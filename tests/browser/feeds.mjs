// What three feed readers of npm make of the feed at an address: a line an episode and reader, with its title and its sound.
import { createRequire } from "node:module";

const need = createRequire(`${process.env.NEWSCASTER_NODE_MODULES}/`);
const address = process.argv[2];
const text = await (await fetch(address)).text();

const RssParser = need("rss-parser");
const readers = {
  "rss-parser": (await new RssParser().parseURL(address)).items.map((item) => [item.title, item.enclosure.url]),
  "podcast-partytime": need("podcast-partytime").parseFeed(text).items.map((item) => {
    if (!item.podcastChapters || !item.podcastTranscripts.length) throw new Error(`no chapters or transcript: ${item.title}`);
    return [item.title, item.enclosure.url];
  }),
  "feed-parser": need("@rowanmanning/feed-parser").parseFeed(text).items.map((item) => [item.title, item.media[0].url]),
};
for (const [reader, items] of Object.entries(readers)) {
  for (const item of items) console.log([reader, ...item].join("\t"));
}
