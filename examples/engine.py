#!/usr/bin/env python3
"""A speech engine for newscaster in one page: it sings every syllable as a tone.

newscaster starts it, writes one JSON request a line to its standard input, and reads framed sound from its
standard output; docs/engines.md describes both. Replace `speak` with a real voice and you have an engine.
Anything for people to read belongs on standard error.
"""

import array
import json
import math
import sys

RATE = 24_000
# Hertz for tone 1, 2, 3, 4 and the neutral tone of Mandarin; everything else sounds like the neutral tone.
PITCH = {"1": 294, "2": 262, "3": 196, "4": 247, "5": 220}


def speak(request):
    """The request's text as signed 16-bit samples, and the seconds at which each of its words begins."""
    speed = request.get("speed", 1.0)
    length = int(RATE * request.get("options", {}).get("syllable_ms", 220) / 1_000 / speed)
    samples, starts = array.array("h"), []
    for word in request["words"]:
        starts.append(len(samples) / RATE)
        syllables = word["pinyin"].split() if "pinyin" in word else [c for c in word["text"] if c.isalnum()]
        for syllable in syllables or [None]:
            samples.extend(tone(syllable, length))
    return samples, starts


def tone(syllable, length):
    """One syllable, swelling and fading; a mark of punctuation is a pause."""
    if syllable is None:
        return [0] * length
    step = 2 * math.pi * PITCH.get(syllable[-1], PITCH["5"]) / RATE
    return [int(9_000 * math.sin(math.pi * n / length) * math.sin(step * n)) for n in range(length)]


def answer(header, sound=b""):
    """One frame: a line of JSON, then the bytes that it announces."""
    sys.stdout.buffer.write(json.dumps(header, ensure_ascii=False).encode() + b"\n" + sound)
    sys.stdout.buffer.flush()


def main():
    # Load the model here, then say so. newscaster waits for this line without counting it as speaking.
    answer({"ready": True})
    for line in sys.stdin.buffer:
        request = json.loads(line)
        try:
            samples, starts = speak(request)
            if sys.byteorder == "big":
                samples.byteswap()
            sound = samples.tobytes()
            header = {"id": request["id"], "bytes": len(sound), "format": "s16le", "rate": RATE, "starts": starts}
            answer(header, sound)
        except Exception as error:  # One bad sentence must not end the engine.
            answer({"id": request["id"], "error": str(error), "again": False})


if __name__ == "__main__":
    main()
