"""A page of a seed: stories, what is printed around them, and what a reader should make of it.

Seeds below 50,000 are to fit on: without the kinds of papers that are held back, with every second template and a third of the
stories. Those from 50,000 report, those from 90,000 report for good; each have all habits and their own third.
"""
import pathlib
import random
import tomllib

from fields import Fields
from story import Block, Setter

HERE = pathlib.Path(__file__).parent
HABITS = tomllib.loads((HERE / "habits.toml").read_text("utf-8"))
USUAL = HABITS.pop("usual")
FURNITURE = {language: tomllib.loads((HERE / f"furniture.{language}.toml").read_text("utf-8")) for language in ("zh", "en")}
REPORT, FINAL = 50_000, 90_000


class Page:
    """`name` is the kind of paper; `text` the page in Markdown; `golds` and `furniture` what it is made of."""

    def __init__(self, stories, seed):
        self.seed, self.chance = seed, random.Random(seed)
        self.fit = seed < REPORT
        names = [name for name, habits in HABITS.items() if not (self.fit and habits.get("held_back"))]
        self.name = names[seed % len(names)]
        self.habits = USUAL | HABITS[self.name]
        self.language = self.habits["language"]
        share = 0 if self.fit else 1 if seed < FINAL else 2
        mine = [story for story in stories if story.language == self.language and story.share == share]
        self.stories = [story for story in mine if story.kind == "story"]
        self.briefs = [story for story in mine if story.kind == "brief"] or self.stories
        self.fields = Fields(self.chance, lambda: self.chance.choice(self.stories).headline)
        self.words = self.fields.zh if self.language == "zh" else self.fields.en
        self.setter = Setter(self.habits, self.chance, self.fields, self.words)
        self.golds, self.furniture = [], []
        self.text = self.render([block for unit in self.around(self.interleaved()) for block in unit])

    def gold(self):
        return {"language": self.language, "articles": [gold.as_json() for gold in self.golds], "furniture": self.furniture}

    def happens(self, habit):
        return self.chance.random() < self.habits[habit]

    def interleaved(self):
        """Lists of blocks: the stories in order, some of them with their rest behind the next one."""
        units = [self.story() for _ in range(self.chance.randint(*self.habits["stories"]))]
        if self.happens("briefs"):
            units.insert(self.chance.randint(0, len(units)), self.column_of_briefs())
        line = list(units)
        for unit in units:
            place = next(at for at, other in enumerate(line) if other is unit)
            if unit[0].role == "label" or not self.happens("cut"):
                continue
            parts = self.parted(unit, "cut")
            if parts and place + 1 < len(line):
                line[place] = parts[0]
                line.insert(min(len(line), place + 2 + (self.chance.random() < 0.25)), parts[1])
        return line

    def around(self, line):
        """The stories with mastheads, labels, notices, advertisements and credits between them."""
        if self.chance.random() < 0.85:
            yield [self.item("masthead")]
        if self.chance.random() < 0.35:
            yield [self.item("folio")]
        for unit in line:
            parts = self.parted(unit, "noise") if unit[0].story is not None and self.happens("noise") else None
            if parts:
                yield from (parts[0], [self.item()], parts[1])
                continue
            if unit[0].role in ("head", "kicker") and self.happens("label"):
                yield [self.label(self.setter.printed(self.chance.choice(self.words["labels"])))]
            yield unit
            while self.chance.random() < 0.45 * self.habits["furniture"]:
                yield [self.item()]
        if self.chance.random() < 0.5:
            yield [self.item("editors" if self.language == "zh" else "imprint_en")]

    def story(self):
        blocks, gold = self.setter.story(self.chance.choice(self.stories), len(self.golds))
        self.golds.append(gold)
        return blocks

    def column_of_briefs(self):
        """A label and three to five stories of one paragraph, all in one form."""
        blocks = [self.label(self.setter.printed(self.chance.choice(self.words["brief_columns"])))]
        form = self.chance.choice(self.words["briefs"])
        for _ in range(self.chance.randint(3, 5)):
            number, gold = len(self.golds), self.setter.brief(self.chance.choice(self.briefs), len(self.golds))
            title, first = gold.headline, gold.paragraphs[0]
            if len(title) > 60:
                continue
            self.golds.append(gold)
            for part in form.format(title=title, TITLE=title.upper(), first=first).split("\n\n"):
                blocks.append(Block("body" if first in part else "head", part, number))
        return blocks

    def label(self, text):
        self.furniture.append({"kind": "label", "text": text})
        return Block("label", self.setter.marked(text)[0])

    def item(self, kind=None):
        """A line or box that belongs to no story, of a kind or of any but mastheads."""
        kinds = FURNITURE[self.language]
        kind = kind or self.chance.choice([kind for kind in kinds if kind != "masthead"])
        templates = kinds[kind][::2] if self.fit else kinds[kind]
        text = self.setter.printed(self.fields.fill(self.chance.choice(templates)))
        self.furniture.append({"kind": kind, "text": text})
        return Block("furniture", text)

    def parted(self, blocks, tag):
        """Both parts of a story that a column's end or a notice cuts, mostly inside a paragraph; None where it is too short."""
        places = [at for at, block in enumerate(blocks) if block.role == "body" and len(block.text) > 60]
        if not places or blocks[0].story is None:
            return None
        at = self.chance.choice(places)
        block, tags = blocks[at], self.golds[blocks[at].story].tags
        if self.chance.random() < 0.3 and at + 1 < len(blocks):
            tags.add(tag + "_whole")
            return blocks[: at + 1], blocks[at + 1 :]
        cut = self.chance.randint(len(block.text) // 2, len(block.text) - 8)
        cut = cut if self.language == "zh" else block.text.find(" ", cut)
        if not 0 < cut <= len(block.text) - 5:
            return None
        tags.add(tag)
        ahead, behind = Block("body", block.text[:cut], block.story), Block("body", block.text[cut:].strip(), block.story)
        return blocks[:at] + [ahead], [behind] + blocks[at + 1 :]

    def render(self, blocks):
        """The page as text: paragraphs broken into lines, or indented without blank lines between them."""
        indent = "　　" if self.language == "zh" else "    "
        texts = []
        for block in blocks:
            text = self.lines(block.text) if self.habits["wrap"] and block.role == "body" else block.text
            texts.append(indent + text if self.habits["tight"] and block.role == "body" else text)
        return ("\n" if self.habits["tight"] else "\n\n").join(texts) + "\n"

    def lines(self, text):
        """A paragraph in lines of the paper's measure, long English words hyphenated."""
        width = self.habits["wrap"]
        if self.language == "zh":
            return "\n".join(text[at : at + width] for at in range(0, len(text), width))
        lines, line = [], ""
        for word in text.split(" "):
            room = width - len(line) - 2
            if len(line) + len(word) + 1 <= width:
                line = f"{line} {word}".strip()
            elif len(word) > 7 and 3 <= room < len(word) - 3 and word.isalpha():
                lines.append(f"{line} {word[:room]}-")
                line = word[room:]
            else:
                lines.append(line)
                line = word
        return "\n".join([*lines, line])
