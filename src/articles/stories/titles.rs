//! A title for a story whose headline is not printed: words of its opening, as they stand.

use std::sync::LazyLock;

use regex::RegexSet;

use crate::articles::text::is_han;
use crate::articles::weights::weights;
use crate::articles::words::lists;

/// Verbs and nouns that news clauses turn on.
static NEWS: LazyLock<RegexSet> =
    LazyLock::new(|| RegexSet::new(&lists().news).unwrap_or_else(|error| unreachable!("{error}")));

/// The clause of a paragraph that carries the news: about 12 to 30 characters of it, word for word.
pub fn from_opening(opening: &str) -> String {
    if opening.chars().filter(|&c| is_han(c)).count() * 4 < opening.chars().count() {
        return english(opening);
    }
    let window_end = opening.char_indices().nth(300).map_or(opening.len(), |(at, _)| at);
    let window = &opening[..window_end];
    let clauses = window
        .split(['，', '。', '！', '？', '；', '：', '\n'])
        .map(trim_apposition)
        .filter(|clause| !clause.is_empty());
    let best =
        clauses.enumerate().map(|(n, clause)| (score(n, clause), clause)).max_by(|a, b| a.0.total_cmp(&b.0));
    let title = best.map_or(window, |(_, clause)| clause);
    let end = title.char_indices().nth(40).map_or(title.len(), |(at, _)| at);
    title[..end].trim().to_owned()
}

/// 《……》之一、某某学院话剧…: what stands before the last such comma only describes.
fn trim_apposition(clause: &str) -> &str {
    let clause = clause.trim().trim_start_matches(['“', '”', '‘', '’']);
    if clause.chars().count() <= 30 {
        return clause;
    }
    match clause.split_once("之一、") {
        Some((_, rest)) if rest.chars().count() >= 10 => rest,
        _ => clause,
    }
}

fn score(position: usize, clause: &str) -> f32 {
    let weights = weights();
    let length = clause.chars().count() as f32;
    let fits = match length as usize {
        12..=34 => weights.title_length,
        9..=44 => weights.title_near_length,
        _ => weights.title_bad_length,
    };
    let news = NEWS.matches(clause).iter().take(2).count() as f32;
    let named = if clause.contains('《') || clause.contains('“') { weights.title_names } else { 0.0 };
    let told = lists().told.iter().any(|word| clause.contains(word));
    let unbalanced = clause.matches('“').count() != clause.matches('”').count()
        || clause.matches('（').count() != clause.matches('）').count();
    fits + news
        + named
        + if told { weights.title_told } else { 0.0 }
        + if unbalanced { weights.title_unbalanced } else { 0.0 }
        + position as f32 * weights.title_later
}

/// The first sentence up to a clause's end, at most 80 letters, whole words.
fn english(opening: &str) -> String {
    let opening = opening.trim();
    let mut end = opening.len();
    for (at, c) in opening.char_indices() {
        let next = opening[at + c.len_utf8()..].chars().next();
        let stops = matches!(c, '.' | '!' | '?') && next.is_none_or(char::is_whitespace) && at > 24;
        let stops = stops && !(c == '.' && is_short_form(&opening[..at]));
        if stops || (matches!(c, ',' | ';') && at > 40) {
            end = at;
            break;
        }
        if c == ' ' && at > 80 {
            end = at;
            break;
        }
    }
    opening[..end].chars().take(120).collect::<String>().trim_end().to_owned()
}

/// Jan., Mr., p.m.: a full stop that ends no sentence.
fn is_short_form(before: &str) -> bool {
    let word = before.rsplit(' ').next().unwrap_or_default().to_lowercase();
    lists().short_forms.contains(&word.as_str()) || word.chars().count() == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clause_with_the_news_is_the_title() {
        let opening = "记者昨日从市交通局获悉，青原市首座跨江步行桥正式开通，市民可步行过江。";
        assert_eq!(from_opening(opening), "青原市首座跨江步行桥正式开通");
        let english = "The town council voted on Tuesday to keep the old mill open, despite its cost.";
        assert_eq!(from_opening(english), "The town council voted on Tuesday to keep the old mill open");
    }

    #[test]
    fn a_short_form_ends_no_title() {
        let opening = "A story on Page A1 on Jan. 10 misstated the age of the mayor. She is 61.";
        assert_eq!(from_opening(opening), "A story on Page A1 on Jan. 10 misstated the age of the mayor");
    }

    #[test]
    fn a_title_stands_word_for_word_in_its_opening() {
        for opening in [
            "",
            "好",
            "“天气真好。”他说",
            "没有标点的很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长的一段话",
        ] {
            assert!(opening.contains(&from_opening(opening)), "{opening}");
        }
    }
}
