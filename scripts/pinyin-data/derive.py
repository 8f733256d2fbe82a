#!/usr/bin/env python3
"""Derives the tables in src/reading/pinyin/data/ from published packages.

    pip install numpy jieba pypinyin==0.55.0 pypinyin-dict==0.9.0 opencc-python-reimplemented==0.1.7 g2pM==0.1.2.5
    scripts/pinyin-data/derive.py

Needed only to renew the tables; building and running newscaster needs none of it.
"""
import collections
import importlib
import importlib.util
import pathlib
import pickle
import re
import struct
import unicodedata

HERE = pathlib.Path(__file__).parent
DATA = HERE.parents[1] / "src/reading/pinyin/data"
SYLLABLE = re.compile(r"[a-z]+[1-5]$")
MARKS = {"\u0304": 1, "\u0301": 2, "\u030c": 3, "\u0300": 4}


def numbered(syllable):
    """lǜ -> lv4"""
    tone, letters = 5, ""
    for char in unicodedata.normalize("NFD", syllable.replace("ü", "v").replace("ǖ", "v̄").replace("ǘ", "v́")
                                      .replace("ǚ", "v̌").replace("ǜ", "v̀")):
        if char in MARKS:
            tone = MARKS[char]
        elif char.isalpha():
            letters += char
    return f"{letters}{tone}"


def package(name):
    spec = importlib.util.find_spec(name)
    return pathlib.Path(spec.submodule_search_locations[0])


def phrase_lists():
    """Word lists of phrase-pinyin-data (MIT), the most careful first."""
    lists = {}
    for name in ["large_pinyin", "pinyin", "zdic_cibs", "zdic_cybs"]:
        words = {}
        for path in sorted((package("pypinyin_dict") / "phrase_pinyin_data").glob(f"{name}*.py")):
            module = importlib.import_module(f"pypinyin_dict.phrase_pinyin_data.{path.stem}")
            for word, reading in getattr(module, "phrases_dict").items():
                words[word] = [numbered(options[0]) for options in reading]
        lists[name] = words
    from pypinyin import phrases_dict
    lists["pinyin"] = {w: [numbered(o[0]) for o in r] for w, r in phrases_dict.phrases_dict.items()}
    return lists


def common_words():
    """jieba's dictionary (MIT): word -> count."""
    rows = (line.split(" ") for line in open(package("jieba") / "dict.txt", encoding="utf-8"))
    return {row[0]: int(row[1]) for row in rows}


def table(path):
    rows = (line.rstrip("\n") for line in open(path, encoding="utf-8") if not line.startswith("#"))
    return dict(row.split("\t") for row in rows if "\t" in row)


def write(name, head, rows):
    with open(DATA / name, "w", encoding="utf-8") as out:
        out.writelines(f"# {line}\n" for line in head)
        out.writelines(f"{key}\t{value}\n" for key, value in rows)


def syllables():
    """All syllables of the table, without tones: 兙 is no shike."""
    words = (HERE.parents[1] / "src/reading/lexicon/syllables.txt").read_text(encoding="utf-8")
    return set(re.findall(r"[a-z]+", words))


def readings(network):
    """Character -> readings; several only where the network was taught to choose."""
    from pypinyin import pinyin_dict
    from pypinyin_dict.pinyin_data import kmandarin_8105, zdic
    standard = kmandarin_8105.pinyin_dict
    found = {}
    for code, text in pinyin_dict.pinyin_dict.items():
        char = chr(code)
        if not unicodedata.name(char, "").startswith("CJK ") and char != "〇":
            continue
        every = [r for r in dict.fromkeys(map(numbered, text.split(","))) if SYLLABLE.match(r)]
        first = [r for r in map(numbered, standard.get(code, "").split(",")) if SYLLABLE.match(r)]
        choices = network.get(char, [])
        if len(choices) > 1:
            first = next((r for r in first + every if r in choices), choices[0])
            found[char] = [first] + [r for r in choices if r != first]
        elif every or first:
            found[char] = (first or every)[:1]
    for code, text in zdic.pinyin_dict.items():  # rare characters that the others leave out
        first = numbered(text.split(",")[0])
        rare = 0x3400 <= code < 0x4DC0 or 0x4E00 <= code < 0x9FA6
        if rare and chr(code) not in found and SYLLABLE.match(first) and first[:-1] in syllables():
            found[chr(code)] = [first]
    found["谁"], found["誰"], found["〇"] = ["shei2"], ["shei2"], ["ling2"]
    found["浆"], found["阚"], found["嚼"] = ["jiang1"], ["kan4"], ["jiao2"]
    return found


def known_readings():
    """Character -> every reading that a list of characters gives it."""
    from pypinyin import pinyin_dict
    names = ["zdic", "kxhc1983", "ktghz2013", "khanyupinyin", "kmandarin_8105"]
    lists = [importlib.import_module(f"pypinyin_dict.pinyin_data.{name}").pinyin_dict for name in names]
    known = collections.defaultdict(set)
    for code, text in (item for found in [pinyin_dict.pinyin_dict, *lists] for item in found.items()):
        known[chr(code)].update(map(numbered, text.split(",")))
    return known


def is_slip(word, at, reading, known):
    """Whether a word list gives a character a reading that it never has: 一览无余 lai3. 好好儿 changes its tone."""
    char = word[at]
    open_to_change = char in "一不儿" or reading.endswith("5") or word == "好好儿"
    return not open_to_change and reading not in known[char]


def phrase(word, lists, count, single, known):
    """The syllables of a word, each with ? where only likely, or a lone ? where the lists differ."""
    found = [words[word] for words in lists.values() if len(words.get(word, [])) == len(word)]
    careful = len(lists["pinyin"].get(word, [])) == len(word)
    said = []
    for at, char in enumerate(word):
        votes = collections.Counter(reading[at] for reading in found if not is_slip(word, at, reading[at], known))
        votes = votes or collections.Counter([single[char][0] if len(single[char]) == 1 else "?"])
        for fixed, tone in (("一", "yi1"), ("不", "bu4")):
            if char == fixed:
                votes = collections.Counter([tone])
        neutral = [r for r in votes if r.endswith("5")]
        if len(votes) == 2 and neutral and len({r[:-1] for r in votes}) == 1:
            votes = collections.Counter({neutral[0]: len(found)})
        (best, most), *rest = votes.most_common()
        best = "r5" if char == "儿" and best == "er5" else best
        if len(single[char]) == 1 or best == "?":
            said.append(best)
        elif char == "儿" and best == "er2" and at == len(word) - 1 and not careful:
            said.append("?")
        elif rest and most == rest[0][1]:
            said.append("?")
        elif careful and not rest and len(found) > 2 and (count >= 60 or len(word) > 3):
            said.append(best)
        else:
            said.append(f"{best}?")
    return said


def phrases(single):
    lists, counts, known_syllables = phrase_lists(), common_words(), known_readings()
    neutral = set(" ".join(line for line in open(HERE / "neutral.txt", encoding="utf-8")
                           if not line.startswith("#")).split())
    corrections = table(HERE / "corrections.tsv")
    known = set(lists["pinyin"]) | (set(counts) & set(lists["large_pinyin"])) | neutral
    rows = {}
    for word in known:
        if len(word) < 2 or any(char not in single for char in word):
            continue
        found = [words[word] for words in lists.values() if len(words.get(word, [])) == len(word)]
        if not found or not all(SYLLABLE.match(s) for reading in found for s in reading):
            continue
        said = phrase(word, lists, counts.get(word, 0), single, known_syllables)
        if word in neutral and len(said) > 1:
            said[-1] = said[-1].rstrip("?")[:-1] + "5" if said[-1] != "?" else said[-1]
        open_or_default = all(s == "?" or s == single[c][0] and len(single[c]) == 1 for s, c in zip(said, word))
        if not open_or_default:
            rows[word] = " ".join(said)
    rows.update(corrections)
    return sorted(rows.items())


def network():
    """g2pM's network (Apache-2.0): choices a character, vocabulary, classes, weights."""
    folder = package("g2pM")
    load = lambda name: pickle.load(open(folder / name, "rb"))
    fix = lambda reading: reading.replace("u:", "v")
    choices = {c: list(map(fix, r)) for c, r in load("digest_cedict.pkl").items() if len(r) > 1}
    vocabulary = sorted(load("char2idx.pkl").items(), key=lambda item: item[1])
    classes = sorted(load("class2idx.pkl").items(), key=lambda item: item[1])
    return choices, [c for c, _ in vocabulary], [fix(r) for r, _ in classes], load("np_ckpt.pkl")


def write_network(vocabulary, classes, weights):
    import numpy as np

    # Gate biases fold into one; rows of a matrix share a scale and are kept as signed bytes.
    def matrix(values):
        scale = np.maximum(np.abs(values).max(axis=1), 1e-8) / 127
        rounded = np.round(values / scale[:, None]).astype(np.int8)
        return scale.astype("<f4").tobytes() + rounded.tobytes()

    def vector(values):
        return values.astype("<f4").tobytes()

    with open(DATA / "network.bin", "wb") as out:
        out.write(matrix(weights["embedding.weight"]))
        for way in ("", "_reverse"):
            out.write(matrix(weights[f"lstm.weight_ih_l0{way}"]))
            out.write(matrix(weights[f"lstm.weight_hh_l0{way}"]))
            out.write(vector(weights[f"lstm.bias_ih_l0{way}"] + weights[f"lstm.bias_hh_l0{way}"]))
        for layer in (0, 2):
            out.write(matrix(weights[f"logit_layer.{layer}.weight"]))
            out.write(vector(weights[f"logit_layer.{layer}.bias"]))
    (DATA / "network-characters.txt").write_text("".join(c if len(c) == 1 else "\ufffd" for c in vocabulary))
    (DATA / "network-readings.txt").write_text(" ".join(classes) + "\n")


def simplified(single, vocabulary):
    """Traditional character -> simplified (OpenCC, Apache-2.0), but for those that simplified text uses too."""
    both = set("乾著於藉瞭徵夥讎麼麽餘摺剋")
    rows = table(package("opencc") / "dictionary/TSCharacters.txt")
    pairs = ((t, s.split(" ")[0]) for t, s in rows.items())
    both |= {char for char in vocabulary if len(single.get(char, [])) > 1}
    found = {t: s for t, s in pairs if t not in both and t != s and len(t) == len(s) == 1 and s in single}
    for code in (*range(0xF900, 0xFB00), *range(0x2F800, 0x2FA20)):  # compatibility characters
        plain = unicodedata.normalize("NFC", chr(code))
        if plain != chr(code):
            found[chr(code)] = found.get(plain, plain)
    return sorted(found.items())


def main():
    DATA.mkdir(exist_ok=True)
    choices, vocabulary, classes, weights = network()
    single = readings(choices)
    write("readings.tsv", ["Readings of each character; the sentence chooses among several.",
                           "From pinyin-data (MIT); see README.md."], sorted((c, " ".join(r)) for c, r in single.items()))
    write("phrases.tsv", ["Readings of words: fixed, likely (reading?), or left to the sentence (?).",
                          "From phrase-pinyin-data (MIT) and the project's corrections; see README.md."], phrases(single))
    write("../../../text/data/simplified.tsv", ["Traditional characters and their simplified forms, for looking words up.",
                             "From OpenCC (Apache-2.0); compatibility characters from Unicode; see README.md."], simplified(single, vocabulary))
    write_network(vocabulary, classes, weights)


if __name__ == "__main__":
    main()
