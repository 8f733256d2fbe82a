#!/usr/bin/env python3
"""Derives src/articles/features/pairs.{zh,en}.bin, which say how much likelier two neighbours are than chance.

    pip download --no-deps --no-binary :all: Pinyin2Hanzi==0.1.1; pip install symspellpy==6.10.1
    scripts/pair-data/derive.py Pinyin2Hanzi-0.1.1.tar.gz

Needed only to renew the tables; building and running newscaster needs none of it.

Form, little-endian: eight values and the one of pairs that are not there, as signed tenths of the logarithm of the odds
(nine i8); how many tokens (u16); the length of their text (u32); the tokens, the commonest first, a line each; for each
token the length in bytes of its row (u16); the rows: for each token that follows it often, in the order of tokens, a
varint of (its distance from the one before) * 8 + its level.
"""
import bisect
import importlib.util
import json
import math
import pathlib
import struct
import sys
import tarfile

OUT = pathlib.Path(__file__).parents[2] / "src/articles/features"
LEVELS = 8
FEWEST = 1e-12
# How many neighbours in running English are among the listed pairs: 74 of 100 in 14,000 of newscaster's own docs and fixtures.
COVERED = 0.74


def write(name, order, pairs, absent, edges):
    """pairs: {(left, right): (probability of the pair, of the two by chance)}; edges: seven, between the levels."""
    index = {token: number for number, token in enumerate(order)}
    mass = [[FEWEST, FEWEST] for _ in range(LEVELS)]
    rows = [[] for _ in order]
    for (left, right), (joint, chance) in pairs.items():
        level = bisect.bisect_right(edges, math.log(joint / chance))
        mass[level][0] += joint
        mass[level][1] += chance
        rows[index[left]].append((index[right], level))
    values = [max(-127, min(127, round(10 * math.log(joint / chance)))) for joint, chance in mass]
    data = []
    for row in rows:
        out, last = bytearray(), 0
        for right, level in sorted(row):
            rest = (right - last) * LEVELS + level
            last = right
            while rest >= 128:
                out.append(rest & 127 | 128)
                rest >>= 7
            out.append(rest)
        data.append(bytes(out))
    tokens = "\n".join(order).encode()
    head = struct.pack("<9b", *values, round(10 * absent)) + struct.pack("<HI", len(order), len(tokens))
    blob = head + tokens + b"".join(struct.pack("<H", len(row)) for row in data) + b"".join(data)
    (OUT / f"pairs.{name}.bin").write_bytes(blob)
    print(name, len(order), "tokens", len(pairs), "pairs", len(blob), "bytes", [v / 10 for v in values], absent)


def chinese(archive):
    """Characters: Pinyin2Hanzi's chain says how likely each follows each; its own long run says how common they are."""
    with tarfile.open(archive) as files:
        member = next(m for m in files.getmembers() if m.name.endswith("data/hmm_transition.json"))
        chain = json.load(files.extractfile(member))["data"]
    chars = sorted(chain)
    share = dict.fromkeys(chars, 1 / len(chars))
    for _ in range(8):
        step = dict.fromkeys(chars, 0.0)
        for left in chars:
            for right, odds in chain[left].items():
                if right in step:
                    step[right] += share[left] * odds
        total = sum(step.values())
        share = {c: 0.95 * step[c] / total + 0.05 / len(chars) for c in chars}
    order = sorted(chars, key=lambda c: (-share[c], c))
    pairs = {(left, right): (share[left] * odds, share[left] * share[right])
             for left in order for right, odds in chain[left].items() if right in share}
    write("zh", order, pairs, -5.0, [-6, -4.5, -3, -1.5, 0, 2, 4])


def english():
    """Words: the counts of symspellpy's lists, which come from Google Books."""
    folder = pathlib.Path(importlib.util.find_spec("symspellpy").submodule_search_locations[0])
    lines = (line.split() for line in open(folder / "frequency_dictionary_en_82_765.txt", encoding="utf-8-sig"))
    counts = {word.lower(): int(count) for word, count in lines}
    order = sorted(counts, key=lambda word: (-counts[word], word))[:8000]
    known, total = set(order), sum(counts.values())
    both = 0
    lines = (line.split() for line in open(folder / "frequency_bigramdictionary_en_243_342.txt", encoding="utf-8-sig"))
    counted = {}
    for left, right, count in lines:
        left, right, both = left.lower(), right.lower(), both + int(count)
        if left in known and right in known:
            counted[left, right] = counted.get((left, right), 0) + int(count)
    pairs = {(left, right): (COVERED * count / both, counts[left] / total * counts[right] / total)
             for (left, right), count in counted.items()}
    absent = math.log((1 - COVERED) / (1 - sum(chance for _, chance in pairs.values())))
    write("en", order, pairs, absent, [-0.5, 0.5, 1.5, 2.5, 3.5, 4.5, 6])


chinese(sys.argv[1])
english()
