//! The reading report: a page that shows what each changed stretch of print became, and by which rule.

use std::collections::HashMap;
use std::fmt::Write;
use std::sync::LazyLock;

use super::Reader;
use super::tables::rows;
use crate::model::{Language, Say, Spoken, Token};
use crate::text::escape_html;

const STYLE: &str = include_str!("data/explain.css");

/// An HTML page that shows, line by line, the print with every changed stretch underlined, what is said for
/// it, and the rule that changed it.
pub fn explain(text: &str, language: Language, reader: &Reader) -> String {
    let (tag, title, said, nothing) = match language {
        Language::Zh => ("zh-CN", "读法报告", "读作", "不读"),
        Language::En => ("en", "How it is read", "said", "not said"),
    };
    let mut rows = String::new();
    let mut changes = 0;
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let (tokens, problems) = reader.read_checked(line, language, &[]);
        let spoken = Spoken { tokens, problem: None };
        let mut print = String::new();
        for group in groups(&spoken.tokens) {
            changes += usize::from(group[0].rule.is_some());
            changed(&mut print, group, language, nothing);
        }
        let _ = write!(
            rows,
            "<li><p class=\"print\">{print}</p><p class=\"said\"><b>{said}</b> {}</p>",
            escape_html(&spoken.text())
        );
        for problem in problems {
            let problem = escape_html(&problem.words(language));
            let _ = write!(rows, "<p class=\"problem\" role=\"note\">{problem}</p>");
        }
        rows.push_str("</li>\n");
    }
    format!(
        "<!DOCTYPE html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title} <small>{changes}</small></h1>\n\
         <ol>\n{rows}</ol>\n</main>\n</body>\n</html>\n"
    )
}

/// Tokens that share a print: one with print, and those after it that only speech needs.
fn groups(tokens: &[Token]) -> Vec<&[Token]> {
    let mut groups = Vec::new();
    let mut start = 0;
    for end in 1..=tokens.len() {
        if tokens.get(end).is_none_or(|token| !token.printed.is_empty()) {
            groups.push(&tokens[start..end]);
            start = end;
        }
    }
    groups
}

/// Writes a group: plain where it is said as printed, else with what is said and why.
fn changed(html: &mut String, group: &[Token], language: Language, nothing: &str) {
    let print = escape_html(&group.iter().map(|token| token.printed.as_str()).collect::<String>());
    let silent = group.iter().all(|token| token.say == Say::Silent);
    match group[0].rule {
        None => html.push_str(&print),
        Some(rule) => {
            let words: Vec<&str> = group.iter().map(|token| token.words.as_str()).collect();
            let words = if silent { nothing.to_owned() } else { escape_html(&words.concat()) };
            let rule = name(rule, language);
            let class = if silent { "drop" } else { "change" };
            let _ = write!(
                html,
                "<ruby class=\"{class}\">{print}<rt>{words}<span class=\"rule\">{rule}</span></rt></ruby>"
            );
        }
    }
}

/// A rule's name in the page's language.
fn name(rule: &'static str, language: Language) -> &'static str {
    static CHINESE: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
        rows(include_str!("data/rules.tsv")).filter_map(|row| Some((*row.first()?, *row.get(1)?))).collect()
    });
    match language {
        Language::Zh => CHINESE.get(rule).copied().unwrap_or(rule),
        Language::En => rule,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{en, zh};
    use super::*;

    #[test]
    fn every_rule_has_a_chinese_name() {
        let tables = [zh::RULES, en::RULES].map(|rules| [rules.digit, rules.latin, rules.sign]);
        for (rule, _) in tables.iter().flatten().copied().flatten() {
            assert_ne!(name(rule, Language::Zh), *rule);
        }
    }
}
