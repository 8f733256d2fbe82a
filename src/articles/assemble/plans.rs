//! Issues of which a library says which blocks of which pages make up each article: these are believed.

use std::collections::HashMap;

use super::listings::{plain, target};
use super::sheet::{Content, Sheet};
use crate::articles::contents::{Area, Contents, Item, Plan, Planned, SourceArticle};
use crate::articles::document::{Block, Line};
use crate::articles::input::Input;
use crate::articles::markdown::{Printed, Shape};
use crate::articles::text::{Text, is_letter};
use crate::model::SkipReason;

/// An article without a title has at least so many letters.
const FEWEST: usize = 12;

/// Takes the blocks that plans name out of their pages and makes articles of them.
pub fn follow<'a>(sheets: &mut [Option<Sheet>], inputs: impl Iterator<Item = &'a Input>) {
    let names: Vec<String> = inputs.map(|input| plain(&input.name)).collect();
    let by_name: HashMap<&str, usize> =
        names.iter().enumerate().map(|(at, name)| (name.as_str(), at)).collect();
    for (at, name) in names.iter().enumerate() {
        let Some(plan) = contents(sheets, at).and_then(|contents| contents.plan.take()) else { continue };
        let Plan { files, articles } = *plan;
        // Issues are often handed on in one folder, whatever the folders were called.
        let alone = |file: &String| {
            let file = last(file);
            let mut same = names.iter().enumerate().filter(|(_, name)| last(name).eq_ignore_ascii_case(file));
            same.next().filter(|_| same.next().is_none()).map(|(at, _)| at)
        };
        let place = |file: &String| by_name.get(target(name, file).as_str()).copied().or_else(|| alone(file));
        let missing: Vec<&str> =
            files.iter().filter(|file| place(file).is_none()).map(String::as_str).collect();
        let mut pages = Pages { sheets, files: &files, taken: HashMap::new() };
        let told: Vec<Item> = articles
            .into_iter()
            .filter_map(|planned| pages.article(planned, &place))
            .map(|told| Item::Article(Box::new(told)))
            .collect();
        pages.skip_rest();
        let Some(own) = contents(sheets, at) else { continue };
        if !missing.is_empty() {
            own.problems.push(format!("its pages {} are missing; give them with it", missing.join(", ")));
        }
        own.items.extend(told);
    }
}

/// A file's name without its folders.
fn last(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

fn contents(sheets: &mut [Option<Sheet>], at: usize) -> Option<&mut Contents> {
    match &mut sheets.get_mut(at)?.as_mut()?.body {
        Content::Source(contents) => Some(contents),
        _ => None,
    }
}

/// The pages of an issue, and how much was taken off each.
struct Pages<'s> {
    sheets: &'s mut [Option<Sheet>],
    /// The pages' files in order.
    files: &'s [String],
    /// Characters of articles by the sheets they stood on.
    taken: HashMap<usize, usize>,
}

impl Pages<'_> {
    /// An article of the blocks in its areas; `None` for adverts, for specks that a scanner took for letters, and for what
    /// stands on missing pages alone.
    fn article(
        &mut self,
        planned: Planned,
        place: &dyn Fn(&String) -> Option<usize>,
    ) -> Option<SourceArticle> {
        let Planned { title, is_advert, areas } = planned;
        let mut told = SourceArticle { title, ..SourceArticle::default() };
        let mut blocks = Vec::new();
        for area in &areas {
            let Some(sheet) = place(&area.file) else {
                told.is_teaser = true;
                continue;
            };
            let (mut found, number) = self.take(sheet, area);
            // A page that does not say its number has the one of its file.
            let count = || Some((self.files.iter().position(|file| *file == area.file)? + 1).to_string());
            told.page = told.page.take().or(number).or_else(count);
            *self.taken.entry(sheet).or_default() +=
                found.iter().map(|block| block.text.len()).sum::<usize>();
            blocks.append(&mut found);
        }
        let letters = |block: &Printed| block.text.chars().iter().filter(|c| is_letter(**c)).count();
        let is_noise = told.title.is_none() && blocks.iter().map(letters).sum::<usize>() < FEWEST;
        if is_advert || is_noise || blocks.is_empty() {
            let texts = blocks.into_iter().map(|block| block.text).chain(told.title.take());
            let reason = if is_advert { SkipReason::Advert } else { SkipReason::Unassigned };
            let skipped: Vec<(SkipReason, Text)> = texts.map(|text| (reason, text)).collect();
            if let Some(first) =
                areas.iter().find_map(|area| place(&area.file)).and_then(|at| contents(self.sheets, at))
            {
                for (reason, text) in skipped {
                    first.skip(reason, text);
                }
            }
            return None;
        }
        told.blocks = blocks
            .into_iter()
            .map(|Printed { shape, text, .. }| {
                let line = Line { text, ..Line::default() };
                if matches!(shape, Shape::Heading(_)) {
                    Block::Heading(3, line)
                } else {
                    Block::Paragraph(line)
                }
            })
            .collect();
        Some(told)
    }

    /// The blocks of a page that begin in an area, in its own order, and the page's number.
    fn take(&mut self, sheet: usize, area: &Area) -> (Vec<Printed>, Option<String>) {
        let Some(contents) = contents(self.sheets, sheet) else { return (Vec::new(), None) };
        let Some(begin) = contents.marks.get(&area.begin).cloned() else { return (Vec::new(), None) };
        let end = area.end.as_ref().and_then(|end| contents.marks.get(end)).map_or(begin.end, |end| end.end);
        let places = begin.start..end.max(begin.end);
        let (mut found, mut number) = (Vec::new(), None);
        for item in &mut contents.items {
            let Item::Page(page) = item else { continue };
            let within = |block: &Printed| block.text.start().is_some_and(|start| places.contains(&start));
            let (mine, others): (Vec<Printed>, Vec<Printed>) =
                std::mem::take(&mut page.blocks).into_iter().partition(within);
            page.blocks = others;
            if !mine.is_empty() {
                number = number.or(page.number.clone());
            }
            found.extend(mine);
        }
        found.sort_by_key(|block| block.text.start());
        (found, number)
    }

    /// What no article claims is left out where articles claim most of a page: running heads, lines, small adverts.
    fn skip_rest(&mut self) {
        for (&sheet, &taken) in &self.taken {
            let Some(contents) = contents(self.sheets, sheet) else { continue };
            let mut rest = Vec::new();
            for item in &mut contents.items {
                if let Item::Page(page) = item {
                    rest.append(&mut page.blocks);
                }
            }
            if rest.iter().map(|block| block.text.len()).sum::<usize>() > taken {
                if let Some(Item::Page(page)) =
                    contents.items.iter_mut().find(|item| matches!(item, Item::Page(_)))
                {
                    page.blocks = rest;
                }
                continue;
            }
            for block in rest {
                contents.skip(SkipReason::Unassigned, block.text);
            }
        }
    }
}
