//! The presenter's own words follow the stories: headlines, how many stories there are, and how long it takes.

use super::blocks::Block;
use super::rewording::read;
use crate::model::{ArticleId, Chapter, Script, Segment};
use crate::reading::Reader;
use crate::script::estimate;

/// The fewest letters by which a headline is known.
const LEAST: usize = 4;

/// Brings the presenter's words of a changed script in line with it.
pub fn follow(old: &Script, new: &mut Script, reader: &Reader, pace: &dyn Fn(&Segment) -> f64) {
    for prefix in ["headline-", "recap-headline-"] {
        headlines(old, new, prefix, reader);
    }
    let count = told(new).len();
    if told(old).len() != count {
        for segment in new.segments.iter_mut().filter(|segment| segment.id.0 == "contents") {
            renumber(segment, &[count], reader);
        }
    }
    numbers(new, count, reader);
    let minutes =
        |script: &Script| (estimate::length(script, pace).seconds() / 60.0).round().max(1.0) as usize;
    let length = minutes(new);
    if minutes(old) != length {
        for segment in new.segments.iter_mut().filter(|segment| segment.id.0 == "length") {
            renumber(segment, &[length], reader);
        }
    }
}

/// The stories' chapters.
fn told(script: &Script) -> Vec<&Chapter> {
    script.chapters.iter().filter(|chapter| chapter.article.is_some()).collect()
}

/// Which of the chapters a headline announces.
fn announced(headline: &Segment, chapters: &[&Chapter]) -> Option<usize> {
    let said = letters(&headline.written);
    let without = |lead: &str| said.strip_prefix(lead).map(str::to_owned);
    let said = without("专访").or_else(|| without("Aninterview")).unwrap_or_else(|| said.clone());
    let is_it = |chapter: &&Chapter| {
        let title = letters(&chapter.title);
        title.starts_with(&said) || said.starts_with(&title) && title.chars().count() >= LEAST
    };
    let found = chapters.iter().position(is_it);
    found.filter(|_| said.chars().count() >= LEAST)
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Drops the headlines of stories that are gone, and puts the others into the order of the stories.
fn headlines(old: &Script, new: &mut Script, prefix: &str, reader: &Reader) {
    let (before, after) = (told(old), told(new));
    let is_headline = |segment: &&Segment| segment.article.is_none() && segment.id.0.starts_with(prefix);
    let own: Vec<(Segment, Option<usize>)> = new
        .segments
        .iter()
        .filter(is_headline)
        .filter(|segment| announced(segment, &after).is_some() || announced(segment, &before).is_none())
        .map(|segment| (segment.clone(), announced(segment, &after)))
        .collect();
    let Some(first) = new.segments.iter().position(|segment| is_headline(&segment)) else { return };
    let mut order = own;
    if order.iter().all(|(_, place)| place.is_some()) {
        order.sort_by_key(|(_, place)| *place);
    }
    let mut lines: Vec<Segment> = order.into_iter().map(|(segment, _)| segment).collect();
    let last_pause = new.segments.iter().rfind(is_headline).map(|segment| segment.pause_after);
    if let (Some(last), Some(pause)) = (lines.last().map(|line| line.pause_after), last_pause)
        && last != pause
    {
        for line in &mut lines {
            if line.pause_after == pause {
                line.pause_after = last;
            }
        }
        if let Some(line) = lines.last_mut() {
            line.pause_after = pause;
        }
    }
    marks(&mut lines, reader);
    new.segments.retain(|segment| !is_headline(&segment));
    new.segments.splice(first..first, lines);
}

/// A row of Chinese headlines has a semicolon behind each and a stop behind the last.
fn marks(lines: &mut [Segment], reader: &Reader) {
    let count = lines.len();
    for (at, line) in lines.iter_mut().enumerate() {
        let (wrong, right) = if at + 1 == count { ('；', '。') } else { ('。', '；') };
        if let Some(words) = line.written.strip_suffix(wrong) {
            line.written = format!("{words}{right}");
            line.spoken = read(reader, &line.written, line.language, false);
        }
    }
}

/// Takes the headline of a story from an older version, where that announced it and none does now.
pub fn bring_back_headline(blocks: &mut [Block], old: &[Block], story: &ArticleId) {
    let Some(chapter) = old.iter().find(|block| block.story() == Some(story)) else { return };
    let chapter = [&chapter.chapter];
    for prefix in ["headline-", "recap-headline-"] {
        let is_own = |segment: &Segment| {
            segment.article.is_none()
                && segment.id.0.starts_with(prefix)
                && announced(segment, &chapter).is_some()
        };
        let line = old.iter().flat_map(|block| &block.segments).find(|segment| is_own(segment));
        let Some(line) = line else { continue };
        if blocks.iter().flat_map(|block| &block.segments).any(|segment| segment.id == line.id) {
            continue;
        }
        for block in blocks.iter_mut() {
            let place = block.segments.iter().position(|segment| segment.id.0.starts_with(prefix));
            if let Some(place) = place {
                block.segments.insert(place, line.clone());
                break;
            }
        }
    }
}

/// The numbers before stories, where they are said.
fn numbers(script: &mut Script, count: usize, reader: &Reader) {
    let mut number = 0;
    for chapter in 0..script.chapters.len() {
        if script.chapters[chapter].article.is_none() {
            continue;
        }
        number += 1;
        let own = script.segments.iter_mut().filter(|segment| segment.chapter == chapter);
        for segment in own.filter(|segment| segment.id.0.ends_with("-number")) {
            renumber(segment, &[number, count], reader);
        }
    }
}

/// Puts other numbers into a line, where it has exactly as many as are given.
fn renumber(segment: &mut Segment, numbers: &[usize], reader: &Reader) {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (at, _) in segment.written.char_indices().filter(|(_, c)| c.is_ascii_digit()) {
        match runs.last_mut() {
            Some(run) if run.1 == at => run.1 = at + 1,
            _ => runs.push((at, at + 1)),
        }
    }
    if runs.len() != numbers.len() {
        return;
    }
    let mut written = segment.written.clone();
    for (run, number) in runs.into_iter().zip(numbers).rev() {
        written.replace_range(run.0..run.1, &number.to_string());
    }
    for (many, one) in [("minutes", "minute"), ("stories", "story")] {
        let right = |number: usize| format!("{number} {}", if number == 1 { one } else { many });
        if let [number] = numbers {
            for wrong in [format!("{number} {many}"), format!("{number} {one}")] {
                if let Some(at) = written.find(&wrong) {
                    written.replace_range(at..at + wrong.len(), &right(*number));
                    break;
                }
            }
        }
    }
    if written != segment.written {
        segment.spoken = read(reader, &written, segment.language, false);
        segment.written = written;
    }
}
