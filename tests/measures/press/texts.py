"""The stories that pages are made of: a list of Story, read from public repositories or from a file of JSON lines.

A line of such a file: {"language": "zh"|"en", "kind": "story"|"brief", "headline": "...", "paragraphs": ["...", ...]}.
"""
import csv
import html
import json
import pathlib
import re
import subprocess
from dataclasses import dataclass

HERE = pathlib.Path(__file__).parent


@dataclass
class Story:
    language: str
    kind: str
    headline: str
    paragraphs: list
    # 0, 1 or 2: stories of pages to fit on, to report and to report once never meet.
    share: int = 0


def sources():
    """The rows of sources.tsv."""
    rows = [line for line in open(HERE / "sources.tsv", encoding="utf-8") if not line.startswith("#")]
    return list(csv.DictReader(rows, ["name", "address", "folder", "reader", "language"], delimiter="\t"))


def cloned(source, folder):
    """The git directory of a source below `folder`, cloned on first use; an error of git goes to the caller."""
    target = pathlib.Path(folder) / source["name"]
    if not target.exists():
        subprocess.run(["git", "clone", "--quiet", "--bare", "--depth", "1", source["address"], target], check=True)
    return target


def mirrored(source, folder):
    """The git directory of a source in a folder of mirrors, OWNER+NAME/repo."""
    return pathlib.Path(folder) / source["address"].removeprefix("https://github.com/").replace("/", "+") / "repo"


def files(repository, folder):
    """Name and bytes of each file of the newest commit below a folder."""
    def git(*arguments, **more):
        return subprocess.run(["git", "--git-dir", repository, *arguments], check=True, stdout=subprocess.PIPE, **more).stdout

    names = git("-c", "core.quotepath=off", "ls-tree", "-r", "--name-only", "HEAD", folder).decode().splitlines()
    blob = git("cat-file", "--batch", input="".join(f"HEAD:{name}\n" for name in names).encode())
    place = 0
    for name in names:
        end = blob.index(b"\n", place)
        head, place = blob[place:end].split(), end + 1
        if head[-1] != b"missing":
            size = int(head[2])
            yield name, blob[place : place + size]
            place += size + 1


def evening_news(data):
    """Stories of an evening's news in Markdown: a heading each, its paragraphs as HTML; short news under bold titles."""
    details = data.decode("utf8", "replace").split("## 详细新闻", 1)[-1]
    for part in re.split(r"^### ", details, flags=re.M)[1:]:
        title, _, rest = part.partition("\n")
        title = re.sub(r"^【[^】]*】", "", title.strip()).strip()
        lines = [line for line in map(spoken_line, re.findall(r"<p>(.*?)</p>", rest)) if line[1]]
        if "快讯" in title:
            yield from short_news(lines)
        elif not any(bold for bold, _ in lines) and 8 <= len(title) <= 34:
            whole = [text for _, text in lines if len(text) > 15 and text[-1] in "。！？”"]
            if len(whole) >= max(2, len(lines) - 1) and sum(map(len, whole)) > 150:
                yield Story("zh", "story", title, whole)


def spoken_line(paragraph):
    """Whether a paragraph is wholly bold, and its text without tags and without the programme's own opening."""
    bold = re.fullmatch(r"\s*<strong>[^<]*</strong>\s*(?:<br>)?\s*", paragraph) is not None
    text = re.sub(r"<[^>]*>", "", html.unescape(paragraph)).strip().replace("\u3000", "")
    return bold, re.sub(r"^央视网消息\s*（[^）]*）[：:]\s*", "", text)


def short_news(lines):
    title = None
    for bold, text in lines:
        if bold:
            title = text
        elif title:
            yield Story("zh", "brief", title, [text])
            title = None


def plain_articles(data):
    """The one story of a text file: its first line is the headline; sentences are joined to paragraphs of a paper's length."""
    lines = data.decode("latin1").replace("Â£", "£").split("\n")
    lines = [line for line in (re.sub(r"\s+", " ", line).strip() for line in lines) if line]
    paragraphs = []
    for line in lines[1:]:
        sentences = re.split(r'(?<=[.!?"])\s+(?=["A-Z])', line)
        while sentences:
            count = 1 + (len(sentences[0]) < 110)
            paragraphs.append(" ".join(sentences[:count]))
            del sentences[:count]
    if len(paragraphs) >= 4 and all(re.search(r"[.!?\"')]$", text) and len(text) > 40 for text in paragraphs[:6]):
        yield Story("en", "story", lines[0], paragraphs)


READERS = {"evening_news": evening_news, "plain_articles": plain_articles}


def of_sources(repository_of):
    """All stories of all sources, each headline and each beginning once, with their shares."""
    stories, seen = [], set()
    for source in sources():
        for name, data in files(repository_of(source), source["folder"]):
            if pathlib.Path(name).suffix not in (".md", ".txt"):
                continue
            for story in READERS[source["reader"]](data):
                marks = {story.headline, story.paragraphs[0][:30]}
                if not marks & seen:
                    seen |= marks
                    stories.append(story)
    return shared(stories)


def of_file(path):
    """The stories of a file of JSON lines, with their shares."""
    with open(path, encoding="utf-8") as lines:
        return shared([Story(**json.loads(line)) for line in lines])


def shared(stories):
    for number, story in enumerate(stories):
        story.share = number % 3
    return stories
