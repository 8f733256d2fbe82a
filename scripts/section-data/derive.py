#!/usr/bin/env python3
"""Derives src/script/order/sure.toml: the words that prove a section, measured on labelled headlines.

    pip install jieba==0.42.1
    scripts/section-data/derive.py LABELLED.tsv … > src/script/order/sure.toml

Each line of a labelled file: the sections that are right for it (`economy|people`), a tab, the headline, a tab, the opening
(may be empty). Measured on the development halves of three public collections: THUCNews headlines (10,000, as in
Chinese-Text-Classification-Pytorch), AG News (3,800) and BBC News articles of 2004 and 2005 (1,047). The words alone are
kept, none of the texts. Needed only to renew the table; building and running newscaster needs none of it.

A word of sections.toml stays sure where at least 92 of 100 headlines with it are of its section, or where the collections
know it from fewer than four and nothing speaks against it and it is a strong one. A word of the headlines is sure where at least 93 of
100 with it, of eight Chinese or ten English ones at least, are of one section.
"""
import collections
import pathlib
import re
import sys
import tomllib

import jieba

HERE = pathlib.Path(__file__).parent
TABLE = HERE.parents[1] / "src/script/order/sections.toml"
# Sections that articles get by their form, or by the name of their column alone.
FORMS = {"interview", "brief", "picture", "notice", "letters", "obituaries", "corrections", "opinion", "general"}
# Sections that the collections label on their own, and how many others may share the label.
LABELLED = {"economy": 2, "sports": 2, "science": 2, "culture": 2, "politics": 3, "world": 9}
STOP = set("""the and for with from that this was are has have had after says said will not but they their new more two who his her
out over into about than first year years could would been also were one she which""".split())
HAN = re.compile("[\u4e00-\u9fff]")


def is_chinese(text):
    return bool(HAN.search(text))


def main(files):
    sections = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    texts = []
    for file in files:
        for line in pathlib.Path(file).read_text(encoding="utf-8").splitlines():
            right, title, text = line.split("\t")
            texts.append((set(right.split("|")), f"{title} {text}".lower()))
    words = collections.defaultdict(list)
    for name, section in sections.items():
        for weight in ("strong", "clear"):
            for word in section.get(weight, []):
                words[word].append((name, weight))
    stems = {word[:-1]: word for word in words if word.endswith("*")}
    phrases = [word for word in words if not is_chinese(word) and re.search(r"[ \-.']", word)]

    def found(text):
        if is_chinese(text):
            pieces = (text[at:at + n] for at in range(len(text)) for n in range(1, 11))
            return {piece for piece in pieces if piece in words}
        hits = {word for word in phrases if word.rstrip("*") in text}
        for token in re.findall(r"[a-z0-9]+", text):
            hits.update([token] if token in words else [])
            hits.update(stems[token[:n]] for n in range(2, len(token) + 1) if token[:n] in stems)
        return hits

    tally = collections.defaultdict(lambda: [0, 0])
    tokens = collections.defaultdict(collections.Counter)
    for right, text in texts:
        for word in found(text):
            for name, _ in words[word]:
                tally[name, word][0] += name in right
                tally[name, word][1] += 1
        if is_chinese(text):
            seen = {token for token in jieba.cut(text) if re.fullmatch("[\u4e00-\u9fff]{2,}", token)}
        else:
            seen = {token for token in re.findall(r"[a-z]{3,}", text) if token not in STOP}
        for token in seen:
            tokens[token][frozenset(right)] += 1
    sure = collections.defaultdict(set)
    for word, places in words.items():
        for name, weight in places:
            right, all_ = tally[name, word]
            long = len(word) > 1 if is_chinese(word) else len(word.rstrip("*")) > 3
            measured = all_ >= 4 and right >= 0.92 * all_
            unknown = all_ < 4 and right == all_ and weight == "strong" and long
            if name not in FORMS and (not is_chinese(word) or len(word) > 1) and (measured or unknown):
                sure[name].add(word)
    learned = collections.defaultdict(set)
    for token, labels in tokens.items():
        all_ = sum(labels.values())
        if all_ < (8 if is_chinese(token) else 10):
            continue
        for name, shared in LABELLED.items():
            right = sum(count for label, count in labels.items() if name in label and len(label) <= shared)
            if right and (right + 0.5) / (all_ + 1) >= 0.93:
                learned[token].add(name)
    taken = {word: name for name, own in sure.items() for word in own}
    for token, names in learned.items():
        if len(names) == 1 and taken.get(token, *names) in names:
            sure[next(iter(names))].add(token)
    print("# The words that prove a section by themselves, two of them where it is said aloud.")
    print("# Derived by scripts/section-data/derive.py, which tells from what; sections.toml says what a word looks like.")
    for name in sections:
        if sure[name]:
            print(f"\n{name} = [")
            line = "   "
            for word in sorted(sure[name]):
                if len(line.encode()) + len(word.encode()) > 116:
                    print(line)
                    line = "   "
                line += f' "{word}",'
            print(line + "\n]")


main(sys.argv[1:])
