#!/usr/bin/env python3
"""A worker for newscaster's farm in one page: worker.py nats://HOST:4222 STORE_FOLDER VOICE

It makes the sound of sentences, puts it into the clip store and says so, as docs/farm.md describes. Replace `speak` with
a real voice, and `put` with boto3's put_object(IfNoneMatch="*") for S3. It needs: pip install nats-py blake3"""
import array, asyncio, datetime, json, math, pathlib, sys, tempfile

import nats
from blake3 import blake3
RATE = 24_000


def speak(order):
    """Samples of 16 bits: a hum as long as a newsreader takes for the syllables."""
    length = sum(len(token.get("pinyin", [0])) for token in order["tokens"]) * RATE * 60 / order["pace"]
    return array.array("h", (int(9_000 * math.sin(n * 0.06)) for n in range(int(length))))


def packed(order, samples):
    """A clip as the store holds it: a hash of the rest, a line of JSON, a WAV file of one channel and 16 bits."""
    size = [number.to_bytes(4, "little") for number in (36 + 2 * len(samples), 16, RATE, 2 * RATE, 2 * len(samples))]
    wav = b"RIFF" + size[0] + b"WAVEfmt " + size[1] + bytes([1, 0, 1, 0]) + size[2] + size[3] + bytes([2, 0, 16, 0])
    wav += b"data" + size[4] + samples.tobytes()
    header = {"version": 1, "key": order["key"], "hash": blake3(wav).hexdigest(), "rate": RATE, "samples": len(samples),
              "voice": order["voice"], "engine": order["fingerprint"], "words": order["text"]}
    body = json.dumps(header).encode() + b"\n" + wav
    return blake3(body).hexdigest().encode() + b"\n" + body


def put(store, key, clip):
    """Puts a clip only if none is there: whoever is first has made it."""
    place = pathlib.Path(store, "clips", key[:2], key)
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=store) as draft:
        draft.write(clip), draft.flush()
        if not place.exists():
            place.hardlink_to(draft.name)


async def main(queue, store, voice):
    client = await nats.connect(queue)
    work = await client.jetstream().pull_subscribe_bind(voice, "NC_V1_SPEAK")
    while True:
        try:
            [message] = await work.fetch(1, timeout=2)
        except Exception:  # nothing waits, or no master has asked for this voice yet
            await asyncio.sleep(0.2)
            continue
        order = json.loads(message.data)
        if order["version"] != 1 or order["deadline"] < datetime.datetime.now(datetime.timezone.utc).isoformat():
            await message.term()
            continue
        put(store, order["key"], packed(order, speak(order)))
        report = {"version": 1, "key": order["key"], "voice": voice, "status": "spoken", "attempts": 1}
        await client.publish("nc.v1.done." + order["edition"], json.dumps(report).encode())
        await message.ack_sync()
        print("spoken:", order["text"], file=sys.stderr, flush=True)


asyncio.run(main(*sys.argv[1:4]))
