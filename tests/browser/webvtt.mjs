// Judges WebVTT files with the W3C's parser: node webvtt.mjs FILE…
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const modules = process.env.NEWSCASTER_NODE_MODULES ?? join(import.meta.dirname, "node_modules");
const require = createRequire(join(resolve(modules), "x.js"));
const { WebVTTParser } = require("webvtt-parser");
const entities = require("webvtt-parser/html-entities.json");

let failures = 0;
for (const file of process.argv.slice(2)) {
  const { cues, errors } = new WebVTTParser(entities).parse(readFileSync(file, "utf8"), "metadata");
  const ids = new Set(cues.map((cue) => cue.id));
  const told = errors.map((error) => `${file}:${error.line}: ${error.message}`);
  if (ids.size !== cues.length) told.push(`${file}: two cues have the same name`);
  if (cues.some((cue) => cue.text.split("\n").length > 2)) told.push(`${file}: a cue has more than two lines`);
  if (cues.length === 0) told.push(`${file}: no cues`);
  for (const line of told) console.log(line);
  failures += told.length;
}
process.exit(failures ? 1 : 0);
