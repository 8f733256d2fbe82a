"""How well a page was read: what `newscaster articles --json` gives, held against the page's gold.

Texts are compared by their letters and digits alone, and by the runs of six of them (`runs`). Each story is held against
the article that has most of its runs, each article taken once.
"""
from collections import Counter, defaultdict
from dataclasses import dataclass, field

RUN = 6


def plain(text):
    return "".join(c for c in (text or "").lower() if c.isalnum())


def runs(text):
    return {text[at : at + RUN] for at in range(len(text) - RUN + 1)} or {text}


class Told:
    """An article that was read."""

    def __init__(self, article):
        self.headline, self.kicker = plain(article.get("headline")), plain(article.get("kicker"))
        self.shown = article.get("headline") or article["title"]
        self.paragraphs = [plain(paragraph["text"]) for paragraph in article["paragraphs"]]
        self.text = "".join(self.paragraphs)
        self.runs = runs(self.text) if self.text else set()


class Wanted:
    """A story of the gold."""

    def __init__(self, story):
        self.headline, self.accept, self.kicker = story["headline"], story["accept"], story.get("kicker")
        self.paragraphs = [plain(paragraph["text"]) for paragraph in story["paragraphs"]]
        self.text = "".join(self.paragraphs)
        self.runs = runs(self.text)
        self.free = [plain(text) for text in story.get("free", [])]
        self.tags = story.get("tags") or []

    def is_headed(self, article):
        """Whether the article has this story's headline."""
        one_line = {plain(text) for text in self.accept if "|" not in text} | {plain(self.headline)}
        pairs = {tuple(map(plain, text.split("|"))) for text in self.accept if "|" in text}
        return (article.headline in one_line or (article.headline, article.kicker) in pairs
                or article.kicker + article.headline in one_line)


@dataclass
class Score:
    """Counts of one page or of several: letters, paragraphs, headlines and furniture, and how many of each came out right."""
    pages: int = 0
    letters: int = 0
    placed: float = 0
    read: int = 0
    fitting: int = 0
    paragraphs: int = 0
    exact: int = 0
    headlines: int = 0
    headed: int = 0
    furniture: Counter = field(default_factory=Counter)
    leaks: Counter = field(default_factory=Counter)
    # By kind of difficulty: letters, letters placed, headlines, headlines right.
    kinds: dict = field(default_factory=lambda: defaultdict(lambda: [0, 0.0, 0, 0]))
    # (kind, what the gold says, what was read instead)
    errors: list = field(default_factory=list)

    def __iadd__(self, other):
        for name in ("pages", "letters", "placed", "read", "fitting", "paragraphs", "exact", "headlines", "headed"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.furniture += other.furniture
        self.leaks += other.leaks
        for kind, counts in other.kinds.items():
            self.kinds[kind] = [a + b for a, b in zip(self.kinds[kind], counts)]
        self.errors += other.errors
        return self

    def shares(self):
        """In percent: letters in the right story; of what was read, how much belongs there; both in one (their harmonic mean);
        exact paragraphs; headlines; furniture that was read out."""
        def percent(part, whole):
            return 100 * part / max(1, whole)

        placed, pure = percent(self.placed, self.letters), percent(self.fitting, self.read)
        return {"measure": 2 * placed * pure / max(1, placed + pure), "placed": placed, "pure": pure,
                "paragraphs": percent(self.exact, self.paragraphs), "headlines": percent(self.headed, self.headlines),
                "leaks": percent(self.leaks.total(), self.furniture.total())}


def score(gold, read):
    """The score of one page: `gold` beside it, `read` what the program gives for it."""
    articles = [Told(article) for article in read["articles"]]
    stories = [Wanted(story) for story in gold["articles"]]
    skipped = [plain(piece["text"]) for piece in read["skipped"]]
    matched = matching(stories, articles)
    found = Score(pages=1)
    for number, story in enumerate(stories):
        score_story(found, story, matched.get(number), articles, skipped)
    score_reading(found, stories, matched, articles)
    for item in gold["furniture"]:
        score_furniture(found, item, stories, articles)
    return found


def matching(stories, articles):
    """Number of a story -> its article: the pairs that have most in common first."""
    common = sorted(((-len(story.runs & article.runs), i, j) for i, story in enumerate(stories) for j, article in enumerate(articles)))
    matched, taken = {}, set()
    for count, i, j in common:
        if count and i not in matched and j not in taken:
            matched[i] = articles[j]
            taken.add(j)
    return matched


def score_story(found, story, article, articles, skipped):
    placed = len(story.runs & article.runs) / len(story.runs) if article else 0
    headed = bool(article) and story.is_headed(article)
    found.letters += len(story.text)
    found.placed += placed * len(story.text)
    found.paragraphs += len(story.paragraphs)
    found.exact += sum(text in article.paragraphs for text in story.paragraphs) if article else 0
    if story.headline:
        found.headlines += 1
        found.headed += headed
        if not headed:
            found.errors.append((f"headline {where_headline_went(story, article, articles, skipped)}", story.headline, article and article.shown))
    if placed < 0.9:
        found.errors.append((f"story {where_story_went(story, article, articles, skipped)}", story.headline, f"{placed:.0%}"))
    for tag in story.tags or ["none"]:
        counts = (len(story.text), placed * len(story.text), bool(story.headline), bool(story.headline) and headed)
        found.kinds[tag] = [a + b for a, b in zip(found.kinds[tag], counts)]


def where_headline_went(story, article, articles, skipped):
    headline = plain(story.headline)
    if article and article.headline and article.headline in headline:
        return "in part"
    if article and headline in article.headline:
        return "with more"
    if any(headline in other.text for other in articles):
        return "in a text"
    if any(headline in other.headline for other in articles):
        return "of another story"
    if article and any(text and text in article.headline for text in story.free):
        return "is a deck or caption"
    if any(headline in text for text in skipped):
        return "skipped"
    return "lost"


def where_story_went(story, article, articles, skipped):
    if not article:
        swallowed = any(len(story.runs & other.runs) > len(story.runs) / 2 for other in articles)
        return "swallowed" if swallowed else "lost"
    rest = story.runs - article.runs
    elsewhere = max((len(rest & other.runs) for other in articles if other is not article), default=0)
    left_out = len(rest & set().union(*map(runs, skipped)))
    return "skipped in part" if left_out > elsewhere else "in parts"


def score_reading(found, stories, matched, articles):
    """How much of what is read belongs where it is read; an article that is a caption alone does not count."""
    free = [text for story in stories for text in story.free if len(text) >= 4]
    owner = {id(article): stories[number] for number, article in matched.items()}
    for article in articles:
        story = owner.get(id(article))
        if story is None and any(is_mostly(text, article.text) for text in free):
            continue
        found.read += len(article.text)
        if story is None:
            found.errors.append(("article of its own", None, article.shown))
            continue
        own = story.runs.union(*(runs(text) for text in story.free if text))
        found.fitting += sum(article.text[at : at + RUN] in own for at in range(max(1, len(article.text) - RUN + 1)))


def is_mostly(free, text):
    return bool(text) and (text in free or free in text and len(free) > 0.8 * len(text))


def is_begun(text, headline):
    """A headline that is a part of a notice; the name of a village that a table has, too, is none."""
    return headline in text and len(headline) > max(3, 0.25 * len(text))


def score_furniture(found, item, stories, articles):
    """Counts a leak where more than half of a notice is read out, or it is taken for a headline; a list of headlines is none where
    stories have them, and a label may head a story."""
    text, kind = plain(item["text"]), item["kind"]
    found.furniture[kind] += 1
    mine = runs(text)
    if kind in ("index", "index_en", "lists") and len(mine & set().union(*(story.runs for story in stories))) > 0.3 * len(mine):
        return
    for article in articles:
        spoken = len(mine & article.runs) > len(mine) / 2 if len(text) >= RUN else text in article.paragraphs
        heads = kind != "label" and len(text) >= RUN and (text in article.headline or is_begun(text, article.headline))
        if spoken or heads:
            found.leaks[kind] += 1
            found.errors.append((f"leak of {kind}", item["text"], article.shown))
            return
