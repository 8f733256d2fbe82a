//! Which stories are announced at the beginning, and in which words.

use std::collections::BTreeSet;

use super::block::{Block, Item};
use crate::model::{Kind, Language};
use crate::script::file::with_commas;

/// A headline shorter than this says too little when it is only a part of the printed one.
const LEAST: usize = 8;
/// A Chinese headline of fewer characters, or an English one of a single word, is the name of a column at best.
const FEWEST: usize = 4;

/// The headlines in the order of the programme: its item, and the words that are announced.
///
/// Every block gives its first story before any gives its second, so that each topic is heard of. A story that
/// breaks off, a picture, a brief, a notice, a letter or a poem is never announced, nor one without a printed headline
/// or of which only the headline is spoken.
pub(in crate::script) fn headlines<'a, 'b>(
    blocks: &'b [Block<'a>],
    count: usize,
    characters: usize,
) -> Vec<(&'b Item<'a>, String)> {
    let eligible = |item: &&Item| {
        let printed = item.is_whole() && item.article.headline.is_some();
        printed && item.announced && item.is_told() && announced_kind(item.article.kind)
    };
    let candidates: Vec<Vec<&Item>> =
        blocks.iter().map(|block| block.items.iter().filter(eligible).collect()).collect();
    let deepest = candidates.iter().map(Vec::len).max().unwrap_or(0);
    let by_rank = (0..deepest).flat_map(|rank| candidates.iter().filter_map(move |items| items.get(rank)));
    let mut chosen: Vec<(&Item, String)> = Vec::new();
    let mut texts = BTreeSet::new();
    for item in by_rank {
        if chosen.len() == count {
            break;
        }
        let room = characters.saturating_sub(if item.article.kind == Kind::Interview { 4 } else { 1 });
        let words = announced(&item.article.title, room, item.article.language);
        if let Some(words) = words.filter(|words| texts.insert(words.clone())) {
            chosen.push((item, words));
        }
    }
    chosen.sort_by_key(|(item, _)| item.number);
    chosen
}

fn announced_kind(kind: Kind) -> bool {
    matches!(kind, Kind::News | Kind::Interview | Kind::Feature)
}

/// The printed headline with its spaces as commas, without the column in brackets behind it（经济聚焦）; where it is too
/// long its first parts and an ellipsis, never other words.
fn announced(title: &str, room: usize, language: Language) -> Option<String> {
    let count = |text: &str| text.chars().count();
    let whole = match language {
        Language::Zh => closed_up(&with_commas(without_bracket(title), 1).0),
        Language::En => title.split_whitespace().collect::<Vec<_>>().join(" "),
    };
    let whole = whole.trim_end_matches(['。', '.', '；', ';', '，', ',']);
    let says_something = match language {
        Language::Zh => count(whole) >= FEWEST,
        Language::En => whole.contains(' '),
    };
    if !says_something {
        return None;
    }
    if count(whole) <= room {
        return Some(whole.to_owned());
    }
    let marks: &[char] = match language {
        Language::Zh => &['，', '；', '！', '？', '—'],
        Language::En => &[';', ':', '—', '–'],
    };
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    // 3:30 is one word.
    let inside = |at: usize| digit(whole[..at].chars().next_back()) && digit(whole[at..].chars().nth(1));
    let mut cuts: Vec<usize> =
        whole.match_indices(marks).map(|(at, _)| at).filter(|at| !inside(*at)).collect();
    cuts.retain(|&at| (LEAST..=room).contains(&count(whole[..at].trim_end())) && is_balanced(&whole[..at]));
    cuts.pop().map(|at| whole[..at].trim_end().trim_end_matches(marks).to_owned() + "…")
}

/// A text without the blanks beside Chinese print that no letter or figure of half width needs.
fn closed_up(text: &str) -> String {
    let mut closed = String::with_capacity(text.len());
    let mut words = text.split_whitespace().peekable();
    while let Some(word) = words.next() {
        closed.push_str(word);
        let half = |c: Option<char>| c.is_some_and(|c| c.is_ascii());
        if words.peek().is_some_and(|next| half(word.chars().last()) || half(next.chars().next())) {
            closed.push(' ');
        }
    }
    closed
}

/// A Chinese headline without what stands in brackets at its end.
fn without_bracket(title: &str) -> &str {
    let inside = title.trim_end().strip_suffix('）').and_then(|rest| rest.split_once('（'));
    inside.map_or(title, |(words, _)| words)
}

/// Whether no bracket or quotation is left open.
fn is_balanced(text: &str) -> bool {
    let count = |c| text.matches(c).count();
    [('“', '”'), ('《', '》'), ('（', '）'), ('(', ')'), ('「', '」')]
        .iter()
        .all(|&(a, b)| count(a) == count(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_headline_is_shortened_at_a_space_or_left_out_but_never_reworded() {
        let zh = |title, room| announced(title, room, Language::Zh);
        assert_eq!(
            zh("河湾大桥通车 两岸往来只需五分钟", 29).as_deref(),
            Some("河湾大桥通车，两岸往来只需五分钟")
        );
        assert_eq!(
            zh("河湾新区三座大桥通车 两岸往来只需五分钟", 15).as_deref(),
            Some("河湾新区三座大桥通车…")
        );
        assert_eq!(zh("喜讯 河湾大桥今天上午十时正式建成通车", 12), None, "too little is left");
        assert_eq!(zh("一二三四五六七八九十一二三四五六七八九十", 12), None);
        assert_eq!(zh("“新城老街 两岸同心”活动在河湾市启动", 12), None, "no quotation is torn");
        assert_eq!(
            zh("梧桐“咳嗽”了？ 园林部门：飘絮期已过 系果毛残留", 29).as_deref(),
            Some("梧桐“咳嗽”了？园林部门：飘絮期已过，系果毛残留")
        );
        assert_eq!(zh("外贸“成绩单”出炉（经济聚焦）", 29).as_deref(), Some("外贸“成绩单”出炉"));
        assert_eq!(announced("TRAIL", 90, Language::En), None, "a word is no headline");
        let en =
            announced("Town hall: the roof is leaking again, and nobody has an umbrella", 30, Language::En);
        assert_eq!(en.as_deref(), Some("Town hall…"));
        assert_eq!(announced("Council meets at 3:30 and debates the bridge", 24, Language::En), None);
    }
}
