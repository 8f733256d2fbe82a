//! The running order: which story comes when, in which section, and how much of it is spoken.

mod block;
pub(super) mod columns;
pub(super) mod headlines;
pub(super) mod length;
mod lexicon;
pub mod profiles;
pub(super) mod section;
pub(super) mod sections;
mod sure;
mod zones;

use std::collections::BTreeSet;

pub(super) use block::{Block, Bridge, Item, Treatment};
use lexicon::stands_in;
pub(super) use profiles::Grouping;
use profiles::{Placing, Profile};
use section::Section;
use sections::{Judgement, Sections};
use zones::plain;

use super::story;
use super::words::lists;
use crate::model::{Article, Kind, Language, Nature, Paper};

/// Of four stories so many must say for sure where they belong, if a document without sections is to be sorted.
const SURE_OF_FOUR: usize = 3;
/// The same of one that is called as newspapers are, which are sorted sooner.
const SURE_OF_A_NEWSPAPER: usize = 1;

/// True for a paper that is one document made for screens, whose writer has put it into an order: a single text; sections that
/// stand each in one place; or none, in what is no newspaper by its name nor by stories that say for sure where they belong.
pub(super) fn has_own_order(paper: &Paper, sections: &Sections) -> bool {
    let articles = &paper.articles;
    let [first, ..] = &articles[..] else { return false };
    let is_one = |article: &Article| article.nature == Nature::Written && article.source == first.source;
    if !articles.iter().all(is_one) {
        return false;
    }
    if articles.len() == 1 {
        return true;
    }
    let mut runs: Vec<&str> = articles.iter().filter_map(|article| article.section.as_deref()).collect();
    runs.dedup();
    if !runs.is_empty() {
        return are_nested(&runs);
    }
    let name = paper.name.as_deref().map(plain).unwrap_or_default();
    if lists().journals.iter().any(|word| stands_in(&name, word)) {
        return true;
    }
    let is_newspaper = lists().newspapers.iter().any(|word| stands_in(&name, word));
    let sure = sections.judge_all(articles).filter(|(_, judgement)| judgement.is_sure).count();
    sure * 4 < articles.len() * if is_newspaper { SURE_OF_A_NEWSPAPER } else { SURE_OF_FOUR }
}

/// True for sections of which each stands in one place, or goes on behind those that stand within it.
fn are_nested(runs: &[&str]) -> bool {
    let (mut open, mut closed) = (Vec::new(), BTreeSet::new());
    runs.iter().all(|run| {
        match open.iter().position(|name| name == run) {
            Some(at) => closed.extend(open.drain(at + 1..)),
            None => open.push(*run),
        }
        !closed.contains(run)
    })
}

/// Puts the stories into the order of the profile. Every story is in it once.
pub(super) fn running_order<'a>(
    articles: &'a [Article],
    language: Language,
    sections: &Sections,
    profile: &Profile,
) -> Vec<Block<'a>> {
    let mut blocks = match profile.grouping {
        Grouping::Print => by_page(articles, language, sections),
        Grouping::Sections => by_section(articles, language, sections, profile),
    };
    let items = blocks.iter_mut().flat_map(|block| &mut block.items);
    for (number, item) in items.enumerate() {
        item.number = number;
    }
    blocks
}

fn item<'a>(article: &'a Article, judgement: Judgement<'_>, sections: &Sections) -> Item<'a> {
    let column = article.label.as_deref().map(columns::without_marks);
    // What a section opens with is called as the section is.
    let is_opening = article.section.as_deref() == Some(article.title.as_str());
    let is_story =
        !judgement.beside && !is_opening && !columns::is_verse(article) && !sections.is_name(&article.title);
    Item {
        article,
        text: story::text(article),
        number: 0,
        topic: judgement.section.id.clone(),
        column: column.filter(|name| !sections.is_name(name)),
        announced: is_story && judgement.section.announced != Some(false),
        beside: judgement.beside,
        treatment: Treatment::Full,
    }
}

/// The paper's own order, in runs of the printed pages.
fn by_page<'a>(articles: &'a [Article], language: Language, sections: &Sections) -> Vec<Block<'a>> {
    /// So many stories under no name are sections of their own; more are other news.
    const FEW: usize = 2;
    let mut blocks: Vec<Block<'a>> = Vec::new();
    let general = sections.general();
    let mut nameless = 0;
    for (at, (article, judgement)) in sections.judge_all(articles).enumerate() {
        if at == 0 || articles[at - 1].section.is_some() {
            nameless = articles[at..].iter().take_while(|article| article.section.is_none()).count();
        }
        let (id, name, bridge) = match article.section.as_deref() {
            Some(page) => match sections.named(page) {
                Some(section) => (section.id.as_str(), section.name(language), Bridge::Section),
                None => (page, page, Bridge::Page),
            },
            None if blocks.iter().all(|block| block.bridge == Bridge::Details) => {
                ("print", "", Bridge::Details)
            }
            // What stands under no name ends the section before it.
            None if nameless <= FEW => (article.title.as_str(), article.title.as_str(), Bridge::Page),
            None => (general.id.as_str(), general.name(language), Bridge::Section),
        };
        let item = item(article, judgement, sections);
        match blocks.last_mut() {
            Some(block) if block.id == id => block.items.push(item),
            _ => blocks.push(Block {
                id: id.to_owned(),
                name: name.to_owned(),
                bridge,
                form: None,
                announced: true,
                items: vec![item],
            }),
        }
    }
    blocks
}

fn by_section<'a>(
    articles: &'a [Article],
    language: Language,
    sections: &Sections,
    profile: &Profile,
) -> Vec<Block<'a>> {
    let mut blocks: Vec<Block<'a>> = Vec::new();
    let mut host: Option<&Section> = None;
    for (article, judgement) in sections.judge_all(articles) {
        // What is not sure is not said: such stories stand together under no name of their own.
        let topic = if judgement.is_sure { judgement.section } else { sections.general() };
        let own = || own_block(article.kind, sections, profile).unwrap_or(topic);
        let section = host.filter(|_| judgement.beside).unwrap_or_else(own);
        if columns::has_sidebars(article.kind) {
            host = Some(section);
        }
        let item = item(article, judgement, sections);
        match blocks.iter_mut().find(|block| block.id == section.id) {
            Some(block) => block.items.push(item),
            None => blocks.push(Block {
                id: section.id.clone(),
                name: section.name(language).to_owned(),
                bridge: Bridge::Section,
                form: section.form,
                announced: section.announced != Some(false),
                items: vec![item],
            }),
        }
    }
    for block in &mut blocks {
        let is_mixed = block.id == sections.general().id;
        by_weight(&mut block.items, |item| match item.article.nature {
            // A text made for screens has an order of its own.
            Nature::Printed if is_mixed => profile.place(sections, &item.topic),
            _ => 0,
        });
    }
    blocks.sort_by_key(|block| profile.place(sections, &block.id));
    lead(&mut blocks, sections, profile);
    if profile.interviews == Placing::Middle {
        into_the_middle(&mut blocks, sections);
    }
    blocks
}

/// The section that an article's form puts it into, where the profile wants such a block.
fn own_block<'s>(kind: Kind, sections: &'s Sections, profile: &Profile) -> Option<&'s Section> {
    let placing = match kind {
        Kind::Interview => profile.interviews,
        Kind::Photo => profile.pictures,
        Kind::Brief => profile.briefs,
        Kind::Notice => Placing::Section,
        Kind::News | Kind::Feature => Placing::Topic,
    };
    if placing == Placing::Topic { None } else { sections.of_form(kind) }
}

/// Sorts the stories of a block by what they look like, each with what stands beside it.
fn by_weight<P: Ord>(items: &mut Vec<Item<'_>>, place: impl Fn(&Item<'_>) -> P) {
    let mut groups: Vec<Vec<Item<'_>>> = Vec::new();
    for item in items.drain(..) {
        match groups.last_mut() {
            Some(group) if item.beside => group.push(item),
            _ => groups.push(vec![item]),
        }
    }
    groups.sort_by_key(|group| group.first().map(|item| (place(item), weight(item.article))));
    items.extend(groups.into_iter().flatten());
}

/// Within a block: complete before cut, news before features, pictures and briefs last; else print order.
fn weight(article: &Article) -> (bool, u8) {
    let form = match article.kind {
        Kind::News => 0,
        Kind::Interview | Kind::Feature => 1,
        Kind::Photo => 2,
        Kind::Brief => 3,
        Kind::Notice => 4,
    };
    (!block::is_whole(article), form)
}

/// Puts the story that leads at the top, and its block with it: a full report of the paper's front page where one may
/// lead, else any full one, else one of a sentence, else a story without a dateline, else whatever report there is.
fn lead(blocks: &mut [Block<'_>], sections: &Sections, profile: &Profile) {
    type Demand<'d> = &'d dyn Fn(&Block<'_>, &Item<'_>) -> bool;
    let fit = |item: &Item, kind| {
        item.announced && item.is_whole() && item.article.kind == kind && item.article.headline.is_some()
    };
    let report = |item: &Item| fit(item, Kind::News);
    let front = |item: &Item| item.article.section.as_deref().is_some_and(|page| profile.is_front(page));
    let full =
        |item: &Item| item.text.passages.iter().map(|passage| passage.sentences.len()).sum::<usize>() > 1;
    let general = &sections.general().id;
    let may = |block: &Block, item: &Item| {
        let topic = if block.id == *general { &item.topic } else { &block.id };
        profile.may_lead(sections, topic)
    };
    let demands: [Demand<'_>; 5] = [
        &|block, item| may(block, item) && report(item) && full(item) && front(item),
        &|block, item| may(block, item) && report(item) && full(item),
        &|block, item| may(block, item) && report(item),
        &|block, item| may(block, item) && fit(item, Kind::Feature),
        &|_, item| report(item),
    ];
    let found = demands.iter().find_map(|demand| {
        blocks
            .iter()
            .enumerate()
            .find_map(|(at, block)| Some((at, block.items.iter().position(|item| demand(block, item))?)))
    });
    if let Some((block, item)) = found {
        blocks[..=block].rotate_right(1);
        let items = &mut blocks[0].items;
        let beside = items[item + 1..].iter().take_while(|item| item.beside).count();
        items[..=item + beside].rotate_right(beside + 1);
    }
}

/// Moves the block of interviews to where half of the stories are told, never among the first two.
fn into_the_middle(blocks: &mut Vec<Block<'_>>, sections: &Sections) {
    let Some(id) = sections.of_form(Kind::Interview).map(|section| section.id.as_str()) else { return };
    let Some(at) = blocks.iter().position(|block| block.id == id) else { return };
    let interviews = blocks.remove(at);
    let others: usize = blocks.iter().map(|block| block.items.len()).sum();
    let mut told = 0;
    let mut best = (usize::MAX, blocks.len());
    for (index, block) in blocks.iter().enumerate() {
        told += block.items.len();
        let distance = (2 * told).abs_diff(others);
        if told >= 2 && distance <= best.0 {
            best = (distance, index + 1);
        }
    }
    blocks.insert(best.1, interviews);
}
