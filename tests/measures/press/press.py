"""The measure of pages put together at run time; README.md says what it is.

    scripts/press --seeds 50000 50096 [--texts FILE | --mirrors FOLDER | --clones FOLDER] [--out FOLDER] [--show KIND]
    scripts/press --pages FOLDER [--show KIND]
"""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

import texts
from page import Page
from score import Score, score

ROOT = pathlib.Path(__file__).parents[3]


def arguments():
    parser = argparse.ArgumentParser(description="How well printed pages are read whose habits are those of 16 kinds of papers.")
    parser.add_argument("--seeds", nargs=2, type=int, metavar=("FROM", "TO"), help="make a page of each seed, TO not included")
    parser.add_argument("--pages", type=pathlib.Path, help="measure the pages of a folder (PAGE.md, PAGE.gold.json) instead")
    parser.add_argument("--texts", help="a file of JSON lines with stories (see texts.py)")
    parser.add_argument("--mirrors", help="a folder with the repositories of sources.tsv, OWNER+NAME/repo")
    parser.add_argument("--clones", default=ROOT / "target/press", type=pathlib.Path, help="where they are cloned to (target/press)")
    parser.add_argument("--out", type=pathlib.Path, help="keep the pages in this folder")
    parser.add_argument("--only-make", action="store_true", help="make the pages and measure nothing")
    parser.add_argument("--show", default="none", help="list the errors whose kind begins so: headline, story, leak, article, or all")
    parser.add_argument("--newscaster", default=ROOT / "target/debug/newscaster", help="the program that reads them")
    return parser.parse_args()


def stories(given):
    if given.texts:
        return texts.of_file(given.texts)
    if given.mirrors:
        return texts.of_sources(lambda source: texts.mirrored(source, given.mirrors))
    given.clones.mkdir(parents=True, exist_ok=True)
    return texts.of_sources(lambda source: texts.cloned(source, given.clones))


def make(given, folder):
    folder.mkdir(parents=True, exist_ok=True)
    pool = stories(given)
    for seed in range(*given.seeds):
        page = Page(pool, seed)
        name = folder / f"{seed:05d}-{page.name}"
        name.with_suffix(".md").write_text(page.text, "utf-8")
        name.with_suffix(".gold.json").write_text(json.dumps(page.gold(), ensure_ascii=False, indent=1), "utf-8")


def measured(newscaster, path):
    """The language of a page, its kind and its score."""
    gold = json.loads(path.with_suffix(".gold.json").read_text("utf-8"))
    run = subprocess.run([newscaster, "articles", path, "--json", "--as", "printed"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if not run.stdout:
        sys.exit(f"{path}: {newscaster} read nothing: {run.stderr.decode()}")
    kind = path.stem.split("-", 1)[-1]
    language = gold.get("language") or ("en" if sum(c.isascii() for c in json.dumps(gold, ensure_ascii=False)) > 0.6 * path.stat().st_size else "zh")
    return path, language, kind, score(gold, json.loads(run.stdout))


def tell(name, found):
    shares = "  ".join(f"{key} {value:6.2f}" for key, value in found.shares().items())
    print(f"{name:14} pages {found.pages:3}  {shares} % of {found.furniture.total()}")


def total(results):
    found = Score()
    for result in results:
        found += result[3]
    return found


def report(results, show):
    everything = total(results)
    tell("all", everything)
    for place in (1, 2):
        for name in sorted({result[place] for result in results}):
            tell(name, total(result for result in results if result[place] == name))
    print("\nby kind of difficulty: letters in the right story, headlines that are right, of how many")
    for kind, (letters, placed, headlines, headed) in sorted(everything.kinds.items()):
        print(f"  {kind:14} {100 * placed / max(1, letters):6.2f} {100 * headed / max(1, headlines):6.2f} of {headlines}")
    print("\nfurniture that was read out, of how much")
    for kind, count in sorted(everything.furniture.items(), key=lambda item: -everything.leaks[item[0]]):
        print(f"  {kind:14} {everything.leaks[kind]:3} of {count}")
    print("\nerrors")
    kinds = [error[0] for error in everything.errors if not error[0].startswith("leak")]
    for kind in sorted(set(kinds), key=lambda kind: -kinds.count(kind)):
        print(f"  {kind:28} {kinds.count(kind)}")
    for path, _, _, found in results:
        for kind, wanted, read in found.errors:
            if show == "all" or kind.startswith(show):
                print(f"{path.stem}\t{kind}\t{wanted!r}\t{read!r}"[:260])


def main():
    given = arguments()
    if bool(given.seeds) == bool(given.pages):
        sys.exit("say which pages: --seeds FROM TO, or --pages FOLDER")
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.pages or given.out or pathlib.Path(scratch)
        if given.seeds:
            make(given, folder)
        if given.only_make:
            return
        pages = sorted(path for path in folder.glob("*.md") if path.with_suffix(".gold.json").exists())
        with ThreadPoolExecutor(2) as at_once:
            report(list(at_once.map(lambda path: measured(given.newscaster, path), pages)), given.show)


main()
