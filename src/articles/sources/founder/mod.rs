//! Chinese e-papers as Founder's systems publish them (数字报), of both generations: the saved pages of an issue, each
//! article a file, and pages that list them. A listing's links give the articles their pages' numbers and names.

mod scan;

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use self::scan::Scan;
use super::offsets::Offsets;
use super::{bodies, stamps};
use crate::articles::contents::{Contents, Item, Listing, SourceArticle};
use crate::articles::document::{Block, Line};
use crate::articles::input::Input;
use crate::articles::rule::rule;
use crate::articles::text::{self, Text, is_han, is_letter};
use crate::model::SkipReason;

/// True for a page of such a paper.
pub fn is_so(text: &str) -> bool {
    if !text.trim_start_matches('\u{feff}').trim_start().starts_with('<') {
        return false;
    }
    let has = |sign: &str| text.contains(sign);
    is_article(text)
        || ["id=\"pageLink\"", "id=pageLink", "id='pageLink'"].into_iter().any(has)
        || has("node_") && (has("news-list") || has("swiper-slide") && has("版"))
}

fn is_article(text: &str) -> bool {
    ["enpproperty", "<founder-content", "<!--enpcontent", "id=\"ozoom\"", "id=ozoom", "id='ozoom'"]
        .into_iter()
        .any(|sign| text.contains(sign))
}

/// Reads a page.
pub fn read(input: &Input, base: u32) -> Contents {
    let html = &input.text;
    let offsets = Offsets::new(html);
    let scan = scan::read(html);
    let (blocks, loose) = bodies::markup(html, 0..html.len(), base, &offsets);
    let mut contents = Contents { loose, ..Contents::of("founder") };
    contents.listing = listing(&scan);
    let place = |range: &Range<usize>| base + offsets.of(range.start)..base + offsets.of(range.end);
    match scan.body.as_ref().filter(|_| is_article(html)) {
        Some(body) => {
            let range = |name: &str| scan.range(name).map(|range| place(&range));
            let places = Places { body: place(body), article: range("article"), byline: range("sec") };
            article(blocks, &scan, &places, input, &mut contents);
        }
        None => {
            for block in &blocks {
                block.each_text(&mut |text| contents.skip(SkipReason::Boilerplate, text.clone()));
            }
        }
    }
    contents
}

/// As the rules' patterns want it.
fn fold(print: &str) -> String {
    print.chars().map(text::fold).collect()
}

/// 第02版：要闻, 02版：要闻, A02版 要闻: a page's number and name.
fn page_of(words: &str) -> Option<(String, Option<String>)> {
    static PAGE: LazyLock<Regex> = LazyLock::new(|| {
        rule(
            r"^ *第? *(?P<number>[A-Za-z]{0,2}\d{1,3}) *版 *[:·・ -]* *(?P<name>[\p{Han}A-Za-z0-9 ·/、]{1,20})?",
        )
    });
    let folded = fold(words);
    let found = PAGE.captures(&folded)?;
    let name = found.name("name").map(|name| name.as_str().trim().to_owned()).filter(|name| !name.is_empty());
    Some((found["number"].to_owned(), name))
}

/// What a page lists: other pages with their numbers and names, and articles.
fn listing(scan: &Scan) -> Listing {
    let mut listing = Listing::default();
    for link in &scan.links {
        let file = link.href.split(['?', '#']).next().unwrap_or_default();
        let name = file.rsplit('/').next().unwrap_or_default();
        if name.starts_with("node_")
            && let Some((number, section)) = page_of(&link.words)
        {
            listing.pages.push((file.to_owned(), number, section));
        } else if name.starts_with("content_") || name.starts_with('c') && file.contains("/content/") {
            listing.articles.push(file.to_owned());
        }
    }
    listing.articles.dedup();
    listing
}

/// Where the parts of an article stand.
struct Places {
    body: Range<u32>,
    article: Option<Range<u32>>,
    byline: Option<Range<u32>>,
}

fn start(block: &Block) -> u32 {
    let mut start = None;
    block.each_text(&mut |text| start = start.or(text.start()));
    start.unwrap_or(u32::MAX)
}

fn letters(print: &str) -> String {
    print.chars().filter(|&c| is_letter(c)).collect()
}

fn article(blocks: Vec<Block>, scan: &Scan, places: &Places, input: &Input, contents: &mut Contents) {
    let said = |names: &[&str]| names.iter().find_map(|name| scan.properties.get(*name)).map(String::as_str);
    let unprinted = |names: &[&str]| said(names).map(Text::unprinted);
    let mut told = SourceArticle {
        title: unprinted(&["title"]),
        kicker: unprinted(&["introtitle", "pretitle", "leadtitle"]),
        subtitle: unprinted(&["subtitle", "sub-title"]),
        authors: unprinted(&["author"]).into_iter().collect(),
        section: unprinted(&["nodename"]),
        published: said(&["date"]).and_then(stamps::read),
        url: input.address().map(str::to_owned),
        ..SourceArticle::default()
    };
    for block in blocks {
        let at = start(&block);
        let is_in = |range: &Option<Range<u32>>| range.as_ref().is_some_and(|range| range.contains(&at));
        if places.body.contains(&at) {
            told.blocks.push(block);
            continue;
        }
        let line = match &block {
            Block::Heading(_, line) | Block::Paragraph(line) => line.text.clone(),
            block => {
                block.each_text(&mut |text| contents.skip(SkipReason::Boilerplate, text.clone()));
                continue;
            }
        };
        if is_in(&places.byline) {
            byline(line, &mut told);
        } else if !take(&line, &block, is_in(&places.article), &mut told) {
            if told.page.is_none()
                && let Some((number, section)) = page_of(&line.string())
            {
                told.page = Some(number);
                told.section = told.section.take().or_else(|| section.as_deref().map(Text::unprinted));
            }
            contents.skip(SkipReason::Boilerplate, line);
        }
    }
    close(told, contents);
}

/// Takes a line above the text for a field: the one whose words the properties give, or the one that its rank names.
fn take(line: &Text, block: &Block, in_article: bool, told: &mut SourceArticle) -> bool {
    let print = letters(&line.string());
    let free = |field: &Option<Text>| field.as_ref().is_none_or(|text| text.start().is_none());
    let same = |field: &Option<Text>| {
        field.as_ref().is_some_and(|text| text.start().is_none() && letters(&text.string()) == print)
    };
    let SourceArticle { title, kicker, subtitle, authors, .. } = told;
    for field in [&mut *title, &mut *kicker, &mut *subtitle] {
        if same(field) {
            *field = Some(line.clone());
            return true;
        }
    }
    if let Some(author) =
        authors.iter_mut().find(|text| text.start().is_none() && letters(&text.string()) == print)
    {
        *author = line.clone();
        return true;
    }
    let field = match block {
        Block::Heading(1, _) => title,
        Block::Heading(2, _) => subtitle,
        Block::Heading(3, _) => kicker,
        _ => return false,
    };
    let takes = in_article && free(field);
    if takes {
        *field = Some(line.clone());
    }
    takes
}

/// `本报记者 林 远 《河谷日报》（2026年03月05日 第 05 版）`: who wrote it, the day and the page.
fn byline(mut line: Text, told: &mut SourceArticle) {
    static DAY: LazyLock<Regex> = LazyLock::new(|| {
        rule(
            r"(?:《[^》]{1,20}》)? *[(（]? *(?P<day>\d{4}年\d{1,2}月\d{1,2}日)(?: *第? *(?P<page>[A-Za-z]?\d{1,3}) *版)?",
        )
    });
    let print = line.string();
    if let Some(found) = DAY.captures(&print) {
        let at = print[..found.get_match().start()].chars().count();
        told.published = told.published.take().or_else(|| stamps::read(&found["day"]));
        told.page = told.page.take().or_else(|| found.name("page").map(|page| page.as_str().to_owned()));
        told.lifted.push(line.take_back(at));
        line.trim();
    }
    if line.is_blank() {
        return;
    }
    if told.authors.iter().all(|author| author.start().is_none()) {
        told.authors = vec![line];
    } else {
        told.skip(SkipReason::Boilerplate, line);
    }
}

/// Keeps an article, unless it only names the page's editors or sells something.
fn close(mut told: SourceArticle, contents: &mut Contents) {
    static STAFF: LazyLock<Regex> = LazyLock::new(|| {
        rule(
            r"^[\[【(]?(?:本版|今日|版面|值班)?(?:责任)?(?:责编|编辑|美编|校对|主编|版式|制图|设计|统筹|邮箱|联系)",
        )
    });
    const SHORT: usize = 80;
    let title = told.title.as_ref().map(Text::string).unwrap_or_default();
    let mut print = String::new();
    told.blocks.iter().for_each(|block| block.each_text(&mut |text| print.push_str(&text.string())));
    let head = fold(print.trim_start());
    let is_staff =
        print.chars().count() <= SHORT && (STAFF.is_match(&fold(title.trim())) || STAFF.is_match(&head));
    let reason = if is_staff {
        Some(SkipReason::Masthead)
    } else {
        matches!(title.trim(), "广告" | "公益广告").then_some(SkipReason::Advert)
    };
    if let Some(reason) = reason {
        contents.skipped.extend(told.into_skipped(reason));
        return;
    }
    told.blocks = std::mem::take(&mut told.blocks).into_iter().map(caption).collect();
    contents.items.push(Item::Article(Box::new(told)));
}

/// A line below a picture that names who took it is what the picture shows.
fn caption(block: Block) -> Block {
    static CREDIT: LazyLock<Regex> =
        LazyLock::new(|| rule(r"[\p{Han}]{2,6} ?摄(?:[）)].{0,12})?$|^图(?:为|①|片说明)"));
    match block {
        Block::Paragraph(line) if is_caption(&line) && CREDIT.is_match(line.text.string().trim()) => {
            Block::Picture(line)
        }
        block => block,
    }
}

fn is_caption(line: &Line) -> bool {
    const LONGEST: usize = 160;
    line.text.len() <= LONGEST && line.text.chars().iter().any(|&c| is_han(c))
}
