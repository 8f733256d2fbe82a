//! What a late correction changed, told for the report.

use std::collections::BTreeMap;

use crate::model::{ArticleId, Language, Script};

/// A story as a script tells it.
struct Story<'a> {
    title: &'a str,
    sentences: Vec<&'a str>,
}

/// Which stories came, went or changed from one script of a date to the next, a line each, in the order of the new
/// script; nothing where both say the same.
pub fn changes(old: &Script, new: &Script) -> Vec<String> {
    let words = Words(new.language);
    let (before, after) = (stories(old), stories(new));
    let mut gone: Vec<&ArticleId> = order(old).into_iter().filter(|id| !after.contains_key(*id)).collect();
    let mut lines = Vec::new();
    for id in order(new) {
        let told = &after[id];
        // The same page under another file name gives its stories other ids.
        let renamed = || gone.iter().position(|id| is_same_story(&before[*id], told));
        let (is_known, earlier) = match before.get(id) {
            Some(earlier) => (true, Some(earlier)),
            None => (false, renamed().map(|at| &before[gone.remove(at)])),
        };
        match earlier {
            Some(earlier) if is_known || earlier.title == told.title => {
                let (added, dropped) = difference(&earlier.sentences, &told.sentences);
                if added + dropped > 0 {
                    lines.push(words.changed(told.title, added, dropped));
                }
            }
            Some(earlier) => lines.push(words.retitled(earlier.title, told.title)),
            None => lines.push(words.came(told.title)),
        }
    }
    lines.extend(gone.into_iter().map(|id| words.went(before[id].title)));
    let kept = |script, others: &BTreeMap<_, _>| {
        order(script).into_iter().filter(|id| others.contains_key(*id)).cloned().collect::<Vec<_>>()
    };
    if kept(old, &after) != kept(new, &before) {
        lines.push(words.reordered());
    }
    let (added, dropped) = difference(&links(old), &links(new));
    if added + dropped > 0 {
        lines.push(words.links(added.max(dropped)));
    }
    lines
}

/// Whether two scripts of a date are of two papers: neither a title nor a story is the same.
pub fn is_another_paper(old: &Script, new: &Script) -> bool {
    let (before, after) = (stories(old), stories(new));
    let shared = after
        .iter()
        .any(|(id, told)| before.contains_key(id) || before.values().any(|old| is_same_story(old, told)));
    old.title != new.title && !before.is_empty() && !after.is_empty() && !shared
}

fn stories(script: &Script) -> BTreeMap<&ArticleId, Story<'_>> {
    let mut stories: BTreeMap<&ArticleId, Story<'_>> = BTreeMap::new();
    for segment in &script.segments {
        let Some(article) = &segment.article else { continue };
        let title = script.chapters.get(segment.chapter).map_or("", |chapter| chapter.title.as_str());
        let told = stories.entry(article).or_insert_with(|| Story { title, sentences: Vec::new() });
        told.sentences.push(&segment.written);
    }
    stories
}

/// The stories in the order of speaking.
fn order(script: &Script) -> Vec<&ArticleId> {
    let mut ids: Vec<&ArticleId> = Vec::new();
    for article in script.segments.iter().filter_map(|segment| segment.article.as_ref()) {
        if ids.last() != Some(&article) && !ids.contains(&article) {
            ids.push(article);
        }
    }
    ids
}

/// The presenter's words between the stories.
fn links(script: &Script) -> Vec<&str> {
    let links = script.segments.iter().filter(|segment| segment.article.is_none());
    links.map(|segment| segment.written.as_str()).collect()
}

/// How many sentences are only in the new text, and how many only in the old.
fn difference(old: &[&str], new: &[&str]) -> (usize, usize) {
    let mut counts: BTreeMap<&str, isize> = BTreeMap::new();
    for sentence in new {
        *counts.entry(sentence).or_default() += 1;
    }
    for sentence in old {
        *counts.entry(sentence).or_default() -= 1;
    }
    let sum = |sign: isize| counts.values().map(|count| (count * sign).max(0).unsigned_abs()).sum();
    (sum(1), sum(-1))
}

/// Whether two stories under different headlines share most of their sentences.
fn is_same_story(old: &Story<'_>, new: &Story<'_>) -> bool {
    let (added, _) = difference(&old.sentences, &new.sentences);
    let same = new.sentences.len() - added;
    same >= 2 && 2 * same >= old.sentences.len().min(new.sentences.len())
}

/// The lines in the language of the report.
struct Words(Language);

impl Words {
    fn came(&self, title: &str) -> String {
        match self.0 {
            Language::Zh => format!("新增：{title}"),
            Language::En => format!("New: {title}"),
        }
    }

    fn went(&self, title: &str) -> String {
        match self.0 {
            Language::Zh => format!("撤下：{title}"),
            Language::En => format!("Dropped: {title}"),
        }
    }

    fn changed(&self, title: &str, added: usize, dropped: usize) -> String {
        match self.0 {
            Language::Zh => format!("更正：{title}（新{added}句，去{dropped}句）"),
            Language::En => {
                let sentences = if added == 1 { "sentence" } else { "sentences" };
                format!("Corrected: {title} ({added} {sentences} new, {dropped} gone)")
            }
        }
    }

    fn retitled(&self, old: &str, new: &str) -> String {
        match self.0 {
            Language::Zh => format!("改题：{old} → {new}"),
            Language::En => format!("New headline: {old} → {new}"),
        }
    }

    fn reordered(&self) -> String {
        match self.0 {
            Language::Zh => "播出次序有变".to_owned(),
            Language::En => "The running order has changed".to_owned(),
        }
    }

    fn links(&self, count: usize) -> String {
        match self.0 {
            Language::Zh => format!("主播串联词改动{count}句"),
            Language::En if count == 1 => "The presenter's own words: 1 line changed".to_owned(),
            Language::En => format!("The presenter's own words: {count} lines changed"),
        }
    }
}
