//! Stories over several pages: 下转第4版 on one, 上接第1版 on another, merged and read once.

use std::collections::{BTreeSet, HashSet};

use crate::articles::features::endings::is_finished;
use crate::articles::features::jump_lines;
use crate::articles::features::topics::{Terms, add, share};
use crate::articles::stories::Story;
use crate::articles::text::Text;
use crate::articles::weights::weights;
use crate::model::Confidence;

/// Merges every rest with its beginning. A rest that fits two beginnings equally well stays alone; the second list
/// says so.
pub fn merge(mut stories: Vec<Story>) -> (Vec<Story>, Vec<String>) {
    let mut doubts = Vec::new();
    let headlines: HashSet<String> = stories
        .iter()
        .filter(|story| story.onward.is_some())
        .filter_map(|story| story.article.headline.clone())
        .collect();
    let mut rests: Vec<usize> = (0..stories.len()).filter(|&i| is_rest(&stories[i], &headlines)).collect();
    let mut broken: BTreeSet<usize> = (0..stories.len()).filter(|&i| stories[i].onward.is_some()).collect();
    let mut gone: HashSet<usize> = HashSet::new();
    // Where one rest has found its beginning, another may be left with a single one.
    for _ in 0..PASSES {
        let before = rests.len();
        rests.retain(|&rest| {
            let Some(start) = beginning(&stories, &broken, rest) else { return true };
            let taken = std::mem::take(&mut stories[rest]);
            append(&mut stories[start], taken);
            gone.insert(rest);
            broken.remove(&rest);
            if stories[start].onward.is_none() {
                broken.remove(&start);
            }
            false
        });
        if rests.len() == before {
            break;
        }
    }
    for rest in rests.into_iter().filter(|&rest| stories[rest].from.is_some()) {
        doubts.push(format!(
            "\"{}\" goes on from another page, and its beginning was not found",
            stories[rest].article.title
        ));
    }
    let mut index = 0;
    stories.retain(|_| {
        index += 1;
        !gone.contains(&(index - 1))
    });
    (stories, doubts)
}

/// The broken story near a rest that it goes on from.
fn beginning(stories: &[Story], broken: &BTreeSet<usize>, rest: usize) -> Option<usize> {
    let first = broken.range(..rest).rev().take(REACH).last().copied().unwrap_or(rest);
    let near = broken.range(first..rest).chain(broken.range(rest..).take(REACH)).copied();
    let leads = |&i: &usize| i != rest && leads_to(&stories[i], &stories[rest]);
    let begun: Vec<usize> = near.filter(leads).take(CANDIDATES + 1).collect();
    choose(stories, &begun, rest)
}

/// A story that says so, or one under the headline of a story that is broken off.
fn is_rest(story: &Story, broken: &HashSet<String>) -> bool {
    let repeats = || story.article.headline.as_ref().is_some_and(|headline| broken.contains(headline));
    story.from.is_some() || (story.onward.is_none() && repeats())
}

/// The signs and the page numbers agree, as far as both are known.
fn leads_to(begun: &Story, rest: &Story) -> bool {
    if let Some(same) = same_keyword(begun, rest) {
        return same;
    }
    let same_page = (begun.page, &begun.number) == (rest.page, &rest.number);
    let same_headline = begun.article.headline.is_some() && begun.article.headline == rest.article.headline;
    if same_page && begun.number.is_some() || rest.from.is_none() && (same_page || !same_headline) {
        return false;
    }
    let there = begun
        .onward
        .as_ref()
        .zip(rest.number.as_ref())
        .is_none_or(|(sign, number)| jump_lines::same_page(&sign.page, number));
    let back = rest
        .from
        .as_ref()
        .zip(begun.number.as_ref())
        .is_none_or(|(sign, number)| jump_lines::same_page(&sign.page, number));
    there && back
}

/// See BRIDGE, Page A6 and BRIDGE, from Page A1: whether one word stands on both ends; `None` where one has none.
fn same_keyword(begun: &Story, rest: &Story) -> Option<bool> {
    let onward = begun.onward.as_ref()?.keyword.as_ref()?;
    let from = rest.from.as_ref()?.keyword.clone().or_else(|| heading_keyword(rest))?;
    Some(onward.eq_ignore_ascii_case(&from))
}

/// BRIDGE: Inspectors found cracks; or BRIDGE alone.
fn heading_keyword(story: &Story) -> Option<String> {
    let headline = story.article.headline.as_deref()?;
    let word = headline.split(':').next()?.trim();
    let short = word.split_whitespace().count() <= 2 && !word.contains(char::is_lowercase);
    (short && word.starts_with(|c: char| c.is_ascii_uppercase())).then(|| word.to_owned())
}

/// The only beginning, or the one that is clearly more alike.
fn choose(stories: &[Story], begun: &[usize], rest: usize) -> Option<usize> {
    if let [only] = begun {
        return Some(*only);
    }
    if begun.is_empty() || begun.len() > CANDIDATES {
        return None;
    }
    let about = gist(&stories[rest]);
    let mut ranked: Vec<(f32, usize)> =
        begun.iter().map(|&i| (fit(&stories[i], &stories[rest], &about), i)).collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
    match ranked.as_slice() {
        [best, second, ..] if best.0 - second.0 > weights().jump_leads => Some(best.1),
        _ => None,
    }
}

/// How often the rests that stay alone are looked at again.
const PASSES: usize = 4;
/// Among more beginnings than this a rest is not looked for: no page is printed so.
const CANDIDATES: usize = 24;
/// How many broken stories before and after a rest are looked at: more than any day's paper has.
const REACH: usize = 500;

/// What a story is about, its headline with it.
fn gist(story: &Story) -> Terms {
    let mut gist = Terms::default();
    for para in &story.paragraphs {
        add(&mut gist, &para.text);
    }
    let mut headline = Text::default();
    story.article.headline.iter().flat_map(|print| print.chars()).for_each(|c| headline.push_unprinted(c));
    add(&mut gist, &headline);
    gist
}

/// How well a rest, whose terms are given, goes with a beginning.
fn fit(begun: &Story, rest: &Story, about: &Terms) -> f32 {
    let keyword = [&rest.from, &begun.onward].into_iter().flatten().filter_map(|sign| sign.keyword.as_ref());
    let headline = |story: &Story| story.article.headline.clone().unwrap_or_default().to_lowercase();
    let quoted = keyword.clone().any(|word| headline(begun).contains(&word.to_lowercase()));
    let same = begun.article.headline.is_some() && begun.article.headline == rest.article.headline;
    share(about, &gist(begun))
        + if same_keyword(begun, rest) == Some(true) { weights().jump_keyword } else { 0.0 }
        + if quoted { weights().jump_quoted } else { 0.0 }
        + if same { weights().jump_headline } else { 0.0 }
}

fn append(start: &mut Story, mut rest: Story) {
    let broken = start.paragraphs.last().is_some_and(|last| !is_finished(&last.text));
    let most = Confidence::of(weights().sure_over_pages);
    for para in &mut rest.paragraphs {
        para.confidence = para.confidence.min(most);
    }
    let mut paragraphs = rest.paragraphs.drain(..);
    if broken && let Some(first) = paragraphs.next() {
        match start.paragraphs.last_mut() {
            Some(last) if first.speaker.is_none() => {
                last.confidence = last.confidence.min(first.confidence);
                start.furniture.extend(last.text.join(first.text));
            }
            _ => start.paragraphs.push(first),
        }
    }
    start.paragraphs.extend(paragraphs);
    start.furniture.append(&mut rest.furniture);
    start.skipped.append(&mut rest.skipped);
    for name in rest.article.reporters {
        if !start.article.reporters.contains(&name) {
            start.article.reporters.push(name);
        }
    }
    start.article.complete = rest.article.complete;
    start.article.confidence = start.article.confidence.min(most).min(rest.article.confidence);
    start.onward = rest.onward;
}

/// A sign to another page that stands below a finished story belongs to the only broken one of its page.
pub fn lend_signs(stories: &mut [Story]) {
    let broken: Vec<usize> =
        (0..stories.len()).filter(|&i| !stories[i].article.complete && stories[i].onward.is_none()).collect();
    let lenders: Vec<usize> = (0..stories.len())
        .filter(|&i| stories[i].article.complete && stories[i].onward.is_some() && !stories[i].own_sign)
        .collect();
    for lender in lenders {
        if let [only] = broken.as_slice() {
            let sign = stories[lender].onward.take();
            stories[lender].article.continued_on = None;
            stories[*only].article.continued_on = sign.as_ref().map(|sign| sign.page.clone());
            stories[*only].onward = sign;
        } else {
            stories[lender].article.complete =
                stories[lender].onward.as_ref().is_none_or(|sign| sign.only_points);
        }
    }
}
