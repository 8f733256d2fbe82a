//! Saved web pages of one article: linked data says first what it is, then Readability which text is its own, then the
//! names of the page's elements. What else stands on the page is boilerplate.

mod choice;
mod flat;
mod gather;
mod head;
mod issue;
mod linked;
mod main_text;
mod names;
mod once;
mod walls;

use self::choice::{Choice, is_prose, length};
use self::gather::{LONGEST_CREDIT, Page, start, texts};
use self::head::{Head, Label};
use self::linked::Linked;
use super::mapped::Mapped;
use super::offsets::Offsets;
use super::{bodies, stamps};
use crate::articles::contents::{Contents, Item, SourceArticle};
use crate::articles::document::{Block, Document, Loose};
use crate::articles::features::dates;
use crate::articles::input::Input;
use crate::articles::text::{Text, is_han, is_letter};
use crate::articles::weights::weights;
use crate::model::SkipReason;

/// Less text than this behind a barrier is not all of it, in characters of English; of Chinese a third of it.
const SHORT: usize = 1_500;

/// Reads a page; `None` where nothing says that it is one article.
pub fn read(input: &Input, base: u32) -> Option<Contents> {
    let html = &input.text;
    // A site's own source, with front matter.
    if html.trim_start().starts_with("---") || html.trim_start().starts_with("+++") {
        return None;
    }
    let offsets = Offsets::new(html);
    let mut head = head::read(html);
    let linked = head
        .linked_data
        .iter()
        .find_map(|script| linked::read(html.get(script.clone())?, script.start, base, &offsets));
    head.count_in_characters(base, &offsets);
    let (blocks, loose) = bodies::markup(html, 0..html.len(), base, &offsets);
    let blocks = flat::flat(blocks);
    if let Some(wall) = walls::of(&head, &blocks, linked.is_some()) {
        return Some(walls::contents(wall, &blocks, loose));
    }
    if linked.is_none() && !is_article(&head) {
        return unnamed(html, &head, blocks, loose);
    }
    let linked = linked.unwrap_or_else(|| Linked { is_free: true, ..Linked::default() });
    let mut contents = Contents { loose, language: head.language, ..Contents::of("html") };
    let (kept, body) = choose(html, &blocks, &head, &linked);
    if !kept.contains(&true) && body.is_none() {
        if head.asks_password {
            contents.problems.push(
                "no article stands on this page, and it asks for a password; save it when you are signed in"
                    .to_owned(),
            );
        }
        contents.doubts.push("no text stands out on this page, so all of it was read".to_owned());
        contents.items.push(Item::Document(Box::new(Document { blocks, ..Document::default() })));
        return Some(contents);
    }
    contents.name = head.first(&["og:site_name", "application-name"]).or(linked.publisher.as_ref()).cloned();
    let mut told = fields(&head, &linked, input);
    let items = body.is_none().then(|| issue::kept(&blocks, &kept, &head, told.title.as_ref())).flatten();
    if let Some(kept) = items {
        contents.items.push(Item::Document(Box::new(document(blocks, &kept, told, &mut contents.skipped))));
        return Some(contents);
    }
    let kept = once::kept(&blocks, kept);
    Page { head: &head, told: &mut told, contents: &mut contents }.gather(blocks, &kept);
    if told.blocks.is_empty()
        && let Some((blocks, loose)) = body
    {
        told.blocks = blocks;
        contents.loose.extend(loose);
    }
    told.is_teaser = !linked.is_free && is_short(&told.blocks);
    contents.items.push(Item::Article(Box::new(told)));
    Some(contents)
}

/// What a page keeps, as a document with the title that its data gives.
fn document(
    blocks: Vec<Block>,
    kept: &[bool],
    told: SourceArticle,
    skipped: &mut Vec<(SkipReason, Text)>,
) -> Document {
    let mut document = Document { published: told.published, url: told.url, ..Document::default() };
    let tops =
        blocks.iter().zip(kept).filter(|(block, kept)| **kept && matches!(block, Block::Heading(1, _)));
    let has_title = tops.count() == 1;
    document.front.title = told.title.filter(|_| !has_title);
    for (block, kept) in blocks.into_iter().zip(kept) {
        if *kept {
            document.blocks.push(block);
        } else {
            skipped.extend(texts(&block).into_iter().map(|text| (SkipReason::Boilerplate, text)));
        }
    }
    document
}

/// A page that does not say what it is. Where Readability finds a text that is much less than the page and most of its
/// prose, that is the document, and its outline is believed; `None` where all of the page is.
fn unnamed(html: &str, head: &Head, blocks: Vec<Block>, loose: Vec<Loose>) -> Option<Contents> {
    /// Of all prose, the least that the chosen text must be, and of all print, the most; in tenths.
    const LEAST: usize = 5;
    const MOST: usize = 9;
    const FEWEST: usize = 300;
    /// So many blocks above the text may say when it was published, where no title stands there.
    const ABOVE: usize = 12;
    let kept = readable(html, head, &head.title, &blocks)?;
    let prose: Vec<bool> = blocks.iter().map(is_prose).collect();
    let both: Vec<bool> = kept.iter().zip(&prose).map(|(kept, prose)| *kept && *prose).collect();
    let all = vec![true; blocks.len()];
    let found = length(&blocks, &kept);
    let stands_out = length(&blocks, &both) * 10 >= length(&blocks, &prose) * LEAST
        && found * 10 <= length(&blocks, &all) * MOST
        && found >= FEWEST;
    if !stands_out {
        return None;
    }
    let mut contents = Contents { loose, language: head.language, ..Contents::of("html") };
    contents.doubts.push(
        "nothing on this page says which text is its article; what stands out as one was read".to_owned(),
    );
    let first = kept.iter().position(|&kept| kept).unwrap_or(0);
    // The last heading of the first rank above the text is its own.
    let title = blocks[..first].iter().rposition(|block| matches!(block, Block::Heading(1, _)));
    let below_title = title.map_or(first.saturating_sub(ABOVE), |title| title + 1);
    let mut document = Document::default();
    for (at, block) in blocks.into_iter().enumerate() {
        if kept[at] || title == Some(at) || (below_title..first).contains(&at) && is_stamp(&block) {
            document.blocks.push(block);
        } else {
            for text in texts(&block) {
                contents.skip(SkipReason::Boilerplate, text);
            }
        }
    }
    contents.items.push(Item::Document(Box::new(document)));
    Some(contents)
}

/// A line that says when the article was published: 2026-03-05 11:38 来源：…
fn is_stamp(block: &Block) -> bool {
    let Block::Paragraph(line) = block else { return false };
    line.text.len() <= LONGEST_CREDIT && dates::date(&line.text.folded_head(LONGEST_CREDIT)).is_some()
}

/// What else makes a page one of an article.
fn is_article(head: &Head) -> bool {
    head.meta.get("og:type").is_some_and(|kind| kind.eq_ignore_ascii_case("article"))
        || head.first(&["article:published_time", "pubdate", "publishdate", "datepublished"]).is_some()
        || head.articles == 1
        || head.labels.iter().filter(|(_, label)| *label == Label::Body).count() == 1
}

/// Marks the blocks that are the article's own; a text of linked data that the page does not print is its body.
fn choose(html: &str, blocks: &[Block], head: &Head, linked: &Linked) -> (Vec<bool>, Option<bodies::Body>) {
    let title = linked.headline.as_ref().unwrap_or(&head.title);
    let readable = readable(html, head, title, blocks);
    if let Some(body) = &linked.body {
        let Choice { mut kept, share } = Choice::of(&body.text, blocks);
        if share >= weights().linked_text {
            // Subheads, tables and captions stand between the paragraphs that linked data has.
            let first = kept.iter().position(|&kept| kept).unwrap_or(0);
            let last = kept.iter().rposition(|&kept| kept).unwrap_or(0);
            for (at, readable) in readable.iter().flatten().enumerate().take(last).skip(first) {
                kept[at] |= readable;
            }
            // A text that the page's own goes on from says nothing of the rest.
            if is_beginning(body, blocks)
                && let Some(whole) = readable
                && length(blocks, &whole) > length(blocks, &kept)
            {
                kept.iter_mut().zip(whole).for_each(|(kept, whole)| *kept |= whole);
            }
            return (kept, None);
        }
        if readable.as_ref().is_none_or(|kept| length(blocks, kept) * 2 < body.text.len()) {
            return (vec![false; blocks.len()], Some(bodies::html_or_lines(body)));
        }
    }
    let named: Vec<bool> = blocks
        .iter()
        .map(|block| {
            let at = start(block);
            at.is_some_and(|at| head.is_in_body(at))
        })
        .collect();
    match readable {
        Some(kept) if length(blocks, &kept) * 5 >= length(blocks, &named) => (kept, None),
        _ => (named, None),
    }
}

/// The blocks that Readability chooses, else the prose below the page's headline.
fn readable(html: &str, head: &Head, title: &str, blocks: &[Block]) -> Option<Vec<bool>> {
    let chosen = main_text::chosen(html, head).map(|text| Choice::of(&text, blocks).kept);
    chosen.filter(|kept| kept.contains(&true)).or_else(|| below_headline(title, blocks))
}

/// What stands below the heading that says what the page is called, up to the next heading, list or menu.
fn below_headline(title: &str, blocks: &[Block]) -> Option<Vec<bool>> {
    const SHORTEST: usize = 12;
    const FEWEST: usize = 300;
    let title = choice::letters(title);
    let is_headline = |block: &Block| match block {
        Block::Heading(_, line) => {
            let print = choice::letters(&line.text.string());
            print.len() >= SHORTEST && title.starts_with(&print)
        }
        _ => false,
    };
    let headline = blocks.iter().position(is_headline)?;
    let first = headline + blocks[headline..].iter().position(is_prose)?;
    let is_end = |block: &Block| {
        matches!(block, Block::Heading(..) | Block::List(_) | Block::Table(_) | Block::Furniture(_))
    };
    let end = blocks[first..].iter().position(is_end).map_or(blocks.len(), |end| first + end);
    let last = first + blocks[first..end].iter().rposition(is_prose)?;
    let kept: Vec<bool> = (0..blocks.len()).map(|at| (first..=last).contains(&at)).collect();
    (length(blocks, &kept) >= FEWEST).then_some(kept)
}

/// True for a text that breaks off within one of the page's blocks.
fn is_beginning(body: &Mapped, blocks: &[Block]) -> bool {
    const TAIL: usize = 16;
    let letters: String = bodies::html_or_lines(body).0.iter().map(choice::of_block).collect();
    let Some((at, _)) = letters.char_indices().rev().nth(TAIL) else { return false };
    let tail = &letters[at..];
    let prints = || blocks.iter().map(choice::of_block);
    prints().any(|print| print.contains(tail)) && !prints().any(|print| print.ends_with(tail))
}

fn is_short(blocks: &[Block]) -> bool {
    let (mut all, mut han) = (0, 0);
    for text in blocks.iter().flat_map(texts) {
        all += text.chars().iter().filter(|&&c| is_letter(c)).count();
        han += text.chars().iter().filter(|&&c| is_han(c)).count();
    }
    all + 2 * han < SHORT
}

/// What metadata call a page's picture.
const PICTURES: &[&str] = &["og:image:secure_url", "og:image", "og:image:url", "twitter:image"];

/// What metadata and linked data say.
fn fields(head: &Head, linked: &Linked, input: &Input) -> SourceArticle {
    let site = head.meta.get("og:site_name").or_else(|| head.meta.get("application-name"));
    let titled = head.first(&["og:title", "twitter:title"]).map(|title| without_site(title, site));
    let unprinted = |said: &Option<String>| said.as_deref().map(Text::unprinted);
    let url = linked
        .url
        .clone()
        .or_else(|| head.canonical.clone())
        .or_else(|| head.meta.get("og:url").filter(|url| url.starts_with("http")).cloned())
        .or_else(|| input.address().map(str::to_owned));
    let house = names::House { site: site.or(linked.publisher.as_ref()), url: url.as_deref() };
    let author = head.first(&["author", "article:author", "byl"]);
    let said =
        if linked.authors.is_empty() { author.map(std::slice::from_ref) } else { Some(&*linked.authors) };
    let authors = said.unwrap_or_default().iter().filter_map(|name| house.person(name)).map(Text::unprinted);
    let published = linked.published.as_ref().or_else(|| {
        head.first(&["article:published_time", "pubdate", "publishdate", "datepublished", "date", "dc.date"])
            .or(head.time.as_ref())
    });
    let section = linked.section.as_ref().or_else(|| head.first(&["article:section", "section"]));
    SourceArticle {
        title: linked.headline.clone().or(titled).map(|title| Text::unprinted(&title)),
        subtitle: unprinted(&linked.alternative),
        authors: authors.collect(),
        section: section.map(|name| Text::unprinted(name)),
        place: unprinted(&linked.dateline),
        page: linked.page.clone(),
        published: published.and_then(|print| stamps::read(print)),
        picture: linked.picture.clone().or_else(|| head.first(PICTURES).cloned()),
        url,
        ..SourceArticle::default()
    }
}

/// `Lock reopens - Valley Post` without what the site adds.
fn without_site(title: &str, site: Option<&String>) -> String {
    let plain = site.and_then(|site| title.trim().strip_suffix(site.as_str()));
    let plain =
        plain.map(|title| title.trim_end_matches(|c: char| c.is_whitespace() || "-–—|_·".contains(c)));
    plain.filter(|title| !title.is_empty()).unwrap_or(title).to_owned()
}
