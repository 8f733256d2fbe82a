"""How a paper sets a story: a list of blocks, and the gold that says what the story is."""
import pathlib
import re
from dataclasses import dataclass, field

SIMPLIFIED = pathlib.Path(__file__).parents[3] / "src/text/data/simplified.tsv"
MISREAD = {"e": "c", "h": "b", "l": "1", "o": "0", "i": "l", "u": "n", "a": "n"}
SMALL_WORDS = {"a", "an", "the", "of", "in", "on", "to", "for", "and", "at", "by", "as", "with"}


@dataclass
class Block:
    role: str
    text: str
    # The number of the story it belongs to; None for what is printed around stories.
    story: int | None = None


@dataclass
class Gold:
    """What a reader should find. `accept`: headlines that are right, HEADLINE|KICKER where a line may be either's; `free`: texts of
    the story that may stand anywhere or nowhere, such as captions; `tags`: kinds of difficulty."""
    headline: str | None
    paragraphs: list
    accept: list = field(default_factory=list)
    kicker: str | None = None
    free: list = field(default_factory=list)
    tags: set = field(default_factory=set)

    def as_json(self):
        return self.__dict__ | {"tags": sorted(self.tags), "paragraphs": [{"text": text} for text in self.paragraphs]}


def traditional_characters():
    rows = [line.rstrip("\n").split("\t") for line in open(SIMPLIFIED, encoding="utf-8") if not line.startswith("#")]
    table = {}
    for row in rows:
        table.setdefault(row[1], row[0])
    return str.maketrans(table | {"“": "「", "”": "」"})


class Setter:
    """Sets stories by a paper's habits."""

    def __init__(self, habits, chance, fields, words):
        self.habits, self.chance, self.fields, self.words = habits, chance, fields, words
        self.chinese = habits["language"] == "zh"
        self.forms = [chance.choice(["md", "bold", "plain", "md"]) for _ in range(3)]
        self.table = traditional_characters() if habits["traditional"] else {}

    def happens(self, habit):
        return self.chance.random() < self.habits[habit]

    def printed(self, text):
        return text.translate(self.table)

    def filled(self, name):
        """One of the templates of a name, its fields filled."""
        return self.printed(self.fields.fill(self.chance.choice(self.words[name])))

    def misread(self, text):
        share = self.habits["misread"]
        return "".join(MISREAD.get(c, c) if self.chance.random() < share else c for c in text) if share else text

    def capitals(self, title):
        if self.chinese or self.habits["capitals"] == "sentence":
            return title
        if self.habits["capitals"] == "caps":
            return title.upper() + self.chance.choice(["", "."])
        words = title.split()
        return " ".join(word if at and word in SMALL_WORDS else word[:1].upper() + word[1:] for at, word in enumerate(words))

    def title(self, story):
        return self.printed(self.capitals(story.headline))

    def marked(self, text, level="##"):
        """Each line of a heading as the paper's form marks it, and whether it is marked at all."""
        form = self.habits["heading"]
        if form == "mixed":
            form = self.chance.choice(self.forms)
        around = {"plain": "{}", "bold": "**{}**", "md": level + " {}"}[form]
        return "\n".join(around.format(line) for line in text.split("\n")), form != "plain"

    def clause(self, paragraph):
        """A clause of a paragraph that could stand alone; None where there is none of its length."""
        ends, low, high = (r"[，。；：]", 8, 24) if self.chinese else (r"(?<=[a-z]), |\. ", 35, 90)
        clauses = [clause.strip() for clause in re.split(ends, re.sub(r'["“”]', "", paragraph))]
        return next((clause.rstrip(".") for clause in clauses if low <= len(clause) <= high), None)

    def brief(self, story, number):
        """A gold of a story of one paragraph; the form of its column says how it is printed."""
        title = self.title(story)
        return Gold(title, [self.misread(self.printed(story.paragraphs[0]))], [title], tags={"brief"})

    def story(self, story, number):
        """The blocks of a story and its gold."""
        title, length = self.title(story), self.chance.randint(*self.habits["length"])
        gold = Gold(title, [self.misread(self.printed(text)) for text in story.paragraphs[:length]], [title])
        head = self.head_form(gold)
        blocks = self.head(story, gold) if head == "line" else []
        bylined = self.happens("byline")
        if bylined:
            blocks.append(Block("byline", self.filled("bylines")))
        blocks += [Block("body", text) for text in gold.paragraphs]
        first = next(block for block in blocks if block.role == "body")
        if head == "none" or not bylined and self.happens("dateline"):
            traditional = "datelines_traditional" if self.habits["traditional"] else "datelines"
            first.text = self.filled(traditional) + first.text
        if head == "run_in":
            first.text = self.chance.choice(self.words["run_in"]).format(title=title, TITLE=title.upper(), first=first.text)
        self.late_head(blocks, gold)
        self.caption(blocks, gold)
        self.jump(blocks, gold)
        for block in blocks:
            block.story = number
        return blocks, gold

    def head_form(self, gold):
        if self.happens("headless"):
            gold.headline = None
            gold.accept = []
            gold.tags.add("headless")
            return "none"
        if self.happens("run_in") and len(gold.headline) < 60:
            gold.tags.add("run_in")
            return "run_in"
        return "line"

    def head(self, story, gold):
        """The headline in one line, in two or under a kicker, and a deck."""
        level, title = self.chance.choice(["#", "##", "###"]), gold.headline
        long = len(title) > 14 if self.chinese else len(title.split()) > 4
        parts = title.split(" ") if self.chinese else []
        marked = False
        if len(parts) == 2 and min(map(len, parts)) > 5 and self.chance.random() < 2 * self.habits["kicker"]:
            text, marked = self.marked(parts[1], level)
            blocks = [Block("kicker", self.marked(parts[0], "####")[0]), Block("head", text)]
            gold.headline, gold.accept, gold.kicker = parts[1], [parts[1]], parts[0]
            gold.free.append(parts[0])
            gold.tags.add("kicker")
        elif long and self.happens("two_lines"):
            lines = self.two_lines(title)
            gold.accept.append("|".join(reversed(lines)))
            gold.tags.add("two_line")
            apart = self.chance.random() < 0.5
            headings = [self.marked(text, level) for text in (lines if apart else ["\n".join(lines)])]
            blocks, marked = [Block("head", text) for text, _ in headings], headings[-1][1]
        else:
            text, marked = self.marked(title, level)
            blocks = [Block("head", text)]
        if not marked:
            gold.tags.add("unmarked")
        return blocks + self.deck(story, gold)

    def two_lines(self, title):
        """Both lines of a headline, cut at its blank or about its middle."""
        if self.chinese:
            at = title.index(" ") if " " in title else self.chance.randint(len(title) // 3, 2 * len(title) // 3)
            return [title[:at], title[at:].strip()]
        words = title.split()
        at = self.chance.randint(len(words) // 3 + 1, min(len(words) - 1, 2 * len(words) // 3 + 1))
        return [" ".join(words[:at]), " ".join(words[at:])]

    def deck(self, story, gold):
        text = self.clause(story.paragraphs[min(1, len(gold.paragraphs) - 1)]) if self.happens("deck") else None
        if text is None:
            return []
        dash = "——" if self.chinese and self.chance.random() < 0.5 else ""
        text = self.printed(dash + text)
        gold.free.append(text)
        gold.tags.add("deck")
        return [Block("deck", text if self.chance.random() < 0.6 else self.marked(text, "####")[0])]

    def late_head(self, blocks, gold):
        """Puts a simple headline above the last paragraph instead of the first."""
        simple = not gold.tags & {"headless", "run_in", "two_line", "deck", "kicker"}
        if simple and len(gold.paragraphs) > 2 and self.happens("late"):
            head = next(at for at, block in enumerate(blocks) if block.role == "head")
            blocks.insert(len(blocks) - 1, blocks.pop(head))
            gold.tags.add("late_head")

    def caption(self, blocks, gold):
        if self.happens("caption"):
            words = self.clause(gold.paragraphs[-1]) or ("图片说明" if self.chinese else "The scene on Tuesday")
            text = self.filled("captions").replace("{words}", words)
            blocks.insert(len(blocks) - (self.chance.random() < 1 / 3), Block("caption", text))
            gold.free.append(text)

    def jump(self, blocks, gold):
        """Breaks off the last paragraph and says where it goes on."""
        last = gold.paragraphs[-1]
        if len(gold.paragraphs) < 3 or not self.happens("jump"):
            return
        at = self.chance.randint(len(last) // 3, 2 * len(last) // 3)
        at = at if self.chinese else last.find(" ", at)
        if at > 0:
            place = max(at for at, block in enumerate(blocks) if block.role == "body")
            block = blocks[place]
            block.text = block.text[: len(block.text) - (len(last) - at)]
            gold.paragraphs[-1] = last[:at]
            blocks.insert(place + 1, Block("jump", self.filled("jump_lines")))
            gold.tags.add("jump")
