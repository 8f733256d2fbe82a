//! Which heading is the headline, and what the others are: kicker, subtitle, label.

use super::two_lines::are_one;
use crate::articles::bylines::begins_as_name;
use crate::articles::features::labels::names_column;
use crate::articles::text::{Text, is_blank, is_han};
use crate::articles::words::lists;

pub use super::two_lines::Line;

/// The lines above a story, each in its place.
#[derive(Clone, Debug, Default)]
pub struct Headlines {
    /// 引题.
    pub kicker: Option<Text>,
    /// 主题.
    pub headline: Option<Text>,
    /// 副题.
    pub subtitle: Option<Text>,
    /// 栏目.
    pub label: Option<Text>,
}

/// Sorts a run of headings.
pub fn sort(mut lines: Vec<Line>) -> Headlines {
    let mut found = Headlines::default();
    take_subtitle(&mut lines, &mut found);
    let second = lines.get(1).map(|line| &line.text);
    if lines.first().is_some_and(|line| names_column(&line.text, second) || stands_over(&line.text, second)) {
        found.label = Some(lines.remove(0).text);
    }
    join_lines(&mut lines);
    let Some(main) = main_line(&lines) else { return found };
    let after = lines.split_off(main + 1);
    let Some(headline) = lines.pop() else { return found };
    for line in lines {
        add(
            if found.label.is_none() && found.kicker.is_none() && is_short(&line.text) {
                &mut found.label
            } else {
                &mut found.kicker
            },
            line.text,
        );
    }
    let subtitle = found.subtitle.take();
    for line in after {
        add(&mut found.subtitle, line.text);
    }
    if let Some(subtitle) = subtitle {
        add(&mut found.subtitle, subtitle);
    }
    split_kicker(headline.text, &mut found);
    found
}

/// 以企业感受为第一感受 / 以群众评价为第一评价: the lines of one headline become one.
fn join_lines(lines: &mut Vec<Line>) {
    let mut at = 0;
    while at + 1 < lines.len() {
        if are_one(&lines[at], &lines[at + 1]) {
            let below = lines.remove(at + 1);
            let line = &mut lines[at];
            line.text.push_unprinted(' ');
            line.text.append(below.text);
            line.level = line.level.min(below.level);
            line.at = below.at;
        } else {
            at += 1;
        }
    }
}

/// 文明之光: a word or two of Chinese above a headline are no part of it, whatever their rank.
fn stands_over(first: &Text, second: Option<&Text>) -> bool {
    const LONGEST: usize = 6;
    const LONGER: usize = 10;
    let is_word = (1..=LONGEST).contains(&first.len()) && first.chars().iter().all(|&c| is_han(c));
    is_word && second.is_some_and(|second| second.len() >= LONGER)
}

/// A line that begins with a dash is the subtitle, with all below it; alone above the headline it is too.
fn take_subtitle(lines: &mut Vec<Line>, found: &mut Headlines) {
    let is_dashed = |line: &Line| line.text.string().trim_start().starts_with(['—', '―', '－', '–']);
    let below = lines.iter().skip(1).position(is_dashed);
    if let Some(at) = below {
        for line in lines.split_off(at + 1) {
            add(&mut found.subtitle, line.text);
        }
    } else if lines.len() >= 2 && is_dashed(&lines[0]) {
        found.subtitle = Some(lines.remove(0).text);
    }
}

/// The headline among several: the one of the highest rank. Among equals it is the last but the label in Chinese,
/// where the kicker stands above, and the first but the kicker in English, where the deck stands below.
fn main_line(lines: &[Line]) -> Option<usize> {
    let top = lines.iter().map(|line| line.level).min()?;
    let of_top: Vec<usize> = (0..lines.len()).filter(|&i| lines[i].level == top).collect();
    let english = of_top.iter().all(|&i| !lines[i].text.chars().iter().any(|&c| is_han(c)));
    match of_top.as_slice() {
        [only] => Some(*only),
        [first, second, ..] if english => {
            Some(if is_kicker(lines, *first, *second) { *second } else { *first })
        }
        [first, second] if in_column(&lines[*first].text) && !in_column(&lines[*second].text) => Some(*first),
        [0, 1, 2] if lines.len() == 3 => Some(1),
        [first, second] if tells_more(&lines[*first].text, &lines[*second].text) => Some(*first),
        several => several.last().copied(),
    }
}

/// A word or two, or a short line in capitals above one in small letters.
fn is_kicker(lines: &[Line], first: usize, second: usize) -> bool {
    // Miller Loses a Bet and Keeps the Lady.: what ends with a full stop is the deck of the line above it.
    if lines[second].text.chars().last() == Some(&'.') {
        return false;
    }
    let print = lines[first].text.string();
    let capitals = !print.chars().any(char::is_lowercase);
    let small = lines[second].text.chars().iter().any(|c| c.is_lowercase());
    print.split_whitespace().count() <= 2 || capitals && small && print.len() < 24
}

/// A line that lists what the one above it does not say (全长四百米 总投资三千万元 设坡道两处) is its subtitle.
fn tells_more(first: &Text, second: &Text) -> bool {
    let parts = second.string().split_whitespace().count();
    (7..=20).contains(&first.len()) && second.len() * 2 >= first.len() * 3 && parts >= 3
}

/// 外贸“成绩单”出炉（经济聚焦）: the headline names its column in brackets.
fn in_column(line: &Text) -> bool {
    let folded = line.folded_head(60);
    let name = folded.trim().strip_suffix(')').and_then(|line| line.rsplit_once('('));
    name.is_some_and(|(_, name)| (2..=8).contains(&name.chars().count()) && name.chars().all(is_han))
}

fn is_short(text: &Text) -> bool {
    let folded = text.folded_head(40);
    folded.trim().chars().count() <= 9 && !folded.trim().contains([' ', ',', ':', '，'])
}

fn add(slot: &mut Option<Text>, text: Text) {
    match slot {
        Some(above) => {
            above.join(text);
        }
        None => *slot = Some(text),
    }
}

/// 市水务局局长林远: an office and behind it a name.
fn names_an_officer(kicker: &[char]) -> bool {
    let print: String = kicker.iter().collect();
    lists().offices.iter().any(|office| {
        print.rfind(office).is_some_and(|at| {
            let name = &print[at + office.len()..];
            (2..=4).contains(&name.chars().count()) && begins_as_name(name)
        })
    })
}

/// 厅长某某： 主题: a name and a colon before a blank are the kicker.
fn split_kicker(mut headline: Text, found: &mut Headlines) {
    let colon = headline.chars().iter().position(|&c| c == '：' || c == ':');
    if let Some(colon) = colon {
        let rest = &headline.chars()[colon + 1..];
        let parted = rest.first().is_some_and(|&c| is_blank(c)) && rest.iter().any(|&c| !is_blank(c));
        let parted = parted || names_an_officer(&headline.chars()[..colon]);
        let titled = headline.chars()[..colon].iter().any(|&c| is_han(c)) && colon >= 3;
        if found.kicker.is_none() && parted && titled {
            let kicker = headline.take_front(colon + 1);
            headline.trim();
            found.kicker = Some(kicker);
            // Nothing but who will speak: the headline is lost.
            if headline.len() == 0 {
                return;
            }
        }
    }
    found.headline = Some(headline);
}
