//! A script that an editor changed, and one that was written anew meanwhile: both changes in one.

use super::blocks::{Block, blocks, script_of};
use super::presenter;
use super::reasons::is_by_editor;
use super::renamed::{renamed, renames};
use crate::model::{Language, Script, Segment};
use crate::reading::Reader;

/// Two changed scripts in one.
#[derive(Clone, Debug)]
pub struct Merged {
    /// Both changes; where they clash, the editor's words.
    pub script: Script,
    /// Stories that are new, by title.
    pub came: Vec<String>,
    /// Where both changed the same, in lines for the editor.
    pub clashes: Vec<String>,
}

/// Brings the changes from `base` to `mine`, an editor's, and from `base` to `theirs`, made of the pages, together.
pub fn merge(
    base: &Script,
    mine: &Script,
    theirs: &Script,
    reader: &Reader,
    pace: &dyn Fn(&Segment) -> f64,
) -> Merged {
    let names = renames(base, theirs);
    let (base, mine) = (&renamed(base, &names), &renamed(mine, &names));
    let (old, own, new) = (blocks(base), blocks(mine), blocks(theirs));
    let words = Words(theirs.language);
    let mut clashes = Vec::new();
    let rows = Rows { base: &old, mine: &own, theirs: &new };
    let parts = rows.merged(
        &|block| key(block),
        &|a, b| is_same_block(a, b),
        &mut |base, mine, theirs| together(base, mine, theirs, words, &mut clashes),
        &|_| true,
    );
    for block in &own {
        let is_told = new.iter().any(|other| key(other) == key(block));
        let before = old.iter().find(|other| key(other) == key(block));
        if !is_told && before.is_some_and(|before| !is_same_block(before, block)) {
            clashes.push(words.gone(&block.chapter.title));
        }
    }
    let came = new
        .iter()
        .filter(|block| block.story().is_some() && old.iter().all(|other| other.story() != block.story()))
        .map(|block| block.chapter.title.clone())
        .collect();
    let mut script = script_of(theirs, parts);
    script.title = if mine.title == base.title { theirs.title.clone() } else { mine.title.clone() };
    script.left_out.extend(mine.left_out.iter().filter(|item| is_by_editor(&item.reason)).cloned());
    presenter::follow(theirs, &mut script, reader, pace);
    Merged { script, came, clashes }
}

/// A story is known by its name from run to run, a section by its title.
fn key(block: &Block) -> String {
    block.story().map_or_else(|| format!("§{}", block.chapter.title), |story| story.0.clone())
}

fn is_same_block(a: &Block, b: &Block) -> bool {
    a.chapter.title == b.chapter.title
        && a.segments.len() == b.segments.len()
        && a.segments.iter().zip(&b.segments).all(|(a, b)| a.id == b.id && is_same(a, b))
}

fn is_same(a: &Segment, b: &Segment) -> bool {
    a.written == b.written && a.voice == b.voice && a.spoken.text() == b.spoken.text()
}

/// A chapter that both have.
fn together(
    base: Option<&Block>,
    mine: &Block,
    theirs: &Block,
    words: Words,
    clashes: &mut Vec<String>,
) -> Block {
    let Some(base) = base else { return mine.clone() };
    if is_same_block(base, mine) {
        return theirs.clone();
    }
    let mut chapter = theirs.chapter.clone();
    if mine.chapter.title != base.chapter.title {
        chapter.title.clone_from(&mine.chapter.title);
    }
    let is_cut = mine.segments.len() < base.segments.len()
        && mine.segments.iter().zip(&base.segments).all(|(a, b)| a.id == b.id);
    let rows = Rows { base: &base.segments, mine: &mine.segments, theirs: &theirs.segments };
    let mut both = |base: Option<&Segment>, mine: &Segment, theirs: &Segment| match base {
        Some(base) if is_same(base, mine) => theirs.clone(),
        // Counted lines of the presenter's stand for other stories in another script.
        _ if mine.article.is_none() && base.is_none_or(|base| !is_same(base, theirs)) => theirs.clone(),
        Some(base) if !is_same(base, theirs) && !is_same(mine, theirs) => {
            clashes.push(words.both(&mine.written, &theirs.written));
            mine.clone()
        }
        _ => mine.clone(),
    };
    // Stories that the editor joined may have come joined from the pages, too, under other names.
    let is_had = |new: &Segment| {
        let is_gone = |own: &&Segment| theirs.segments.iter().all(|other| other.id != own.id);
        mine.segments.iter().filter(is_gone).any(|own| own.written == new.written)
    };
    let is_welcome = |new: &Segment| !is_cut && !is_had(new);
    let segments = rows.merged(&|segment| segment.id.0.clone(), &is_same, &mut both, &is_welcome);
    Block { chapter, segments }
}

/// Three states of a row of things with names.
struct Rows<'a, T> {
    base: &'a [T],
    mine: &'a [T],
    theirs: &'a [T],
}

impl<T: Clone> Rows<'_, T> {
    /// The things in the order of whoever changed the order, mine before theirs. What one side took away is gone where the
    /// other left it as it was; `is_welcome` says whether something new of theirs comes in.
    fn merged(
        &self,
        key: &dyn Fn(&T) -> String,
        is_same: &dyn Fn(&T, &T) -> bool,
        both: &mut dyn FnMut(Option<&T>, &T, &T) -> T,
        is_welcome: &dyn Fn(&T) -> bool,
    ) -> Vec<T> {
        let find = |row: &'_ [T], name: &str| row.iter().position(|thing| key(thing) == name);
        let names = |row: &[T]| row.iter().map(key).collect::<Vec<String>>();
        let common = |row: &[T], other: &[T]| -> Vec<String> {
            names(row).into_iter().filter(|name| find(other, name).is_some()).collect()
        };
        let is_moved = common(self.base, self.mine) != common(self.mine, self.base);
        let (lead, guest) = if is_moved { (self.mine, self.theirs) } else { (self.theirs, self.mine) };
        let mut order = names(lead);
        for (at, name) in names(guest).into_iter().enumerate() {
            if order.contains(&name) {
                continue;
            }
            let before = guest[..at].iter().rev().find_map(|thing| {
                let wanted = key(thing);
                order.iter().position(|name| *name == wanted)
            });
            order.insert(before.map_or(0, |place| place + 1), name);
        }
        let state = |name: &str| {
            let of = |row| find(row, name);
            (
                of(self.base).map(|at| &self.base[at]),
                of(self.mine).map(|at| &self.mine[at]),
                of(self.theirs).map(|at| &self.theirs[at]),
            )
        };
        order
            .iter()
            .filter_map(|name| match state(name) {
                (base, Some(mine), Some(theirs)) => Some(both(base, mine, theirs)),
                (Some(base), Some(mine), None) => (!is_same(base, mine)).then(|| mine.clone()),
                (None, Some(mine), None) => Some(mine.clone()),
                (None, None, Some(theirs)) => is_welcome(theirs).then(|| theirs.clone()),
                (_, None, _) => None,
            })
            .collect()
    }
}

/// Lines for the editor.
#[derive(Clone, Copy)]
struct Words(Language);

impl Words {
    fn both(self, mine: &str, theirs: &str) -> String {
        match self.0 {
            Language::Zh => format!("版面改成“{theirs}”，仍用您的“{mine}”"),
            Language::En => format!("the page has now “{theirs}”; yours stays: “{mine}”"),
        }
    }

    fn gone(self, title: &str) -> String {
        match self.0 {
            Language::Zh => format!("版面上已没有《{title}》，您改过的稿子保留"),
            Language::En => format!("the pages have “{title}” no more; what you changed in it stays"),
        }
    }
}
