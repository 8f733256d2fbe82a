//! The table of section and column names.

use std::sync::LazyLock;

struct Names {
    sections: Vec<&'static str>,
    columns: Vec<&'static str>,
    briefs: Vec<&'static str>,
}

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let rows = include_str!("sections.tsv").lines().filter_map(|line| line.split_once('\t'));
    let of = |kind: &str| rows.clone().filter(|(k, _)| *k == kind).map(|(_, name)| name).collect();
    Names { sections: of("s"), columns: of("c"), briefs: of("b") }
});

/// True for the bare name of a section (要闻, Sports).
pub fn is_section(text: &str) -> bool {
    let text = folded(text);
    let text = text.trim();
    NAMES.sections.iter().any(|name| name.eq_ignore_ascii_case(text))
}

/// True for a column's name: a short line that ends as columns' names do (民生关注).
pub fn is_column(text: &str) -> bool {
    ends_as(text, &NAMES.columns) || is_briefs(text)
}

/// True for the name of a column of briefs (简讯, 民生速递, News in Brief).
pub fn is_briefs(text: &str) -> bool {
    ends_as(text, &NAMES.briefs) || is_english_briefs(text)
}

/// Nation in brief, School Briefs: a few words that end as the names of such columns do.
fn is_english_briefs(text: &str) -> bool {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    match words.as_slice() {
        [_, middle, last] if last == "brief" => middle == "in",
        [_, last] | [_, _, last] => matches!(last.as_str(), "briefs" | "blotter"),
        _ => false,
    }
}

/// In folded form; a name set wide (短　訊) closes up.
fn folded(text: &str) -> String {
    let folded: String = text.chars().map(super::text::fold).collect();
    let wide = folded.chars().all(|c| c == ' ' || super::text::is_han(c));
    if wide { folded.replace(' ', "") } else { folded }
}

/// A name without the marks around it: ◇ 校园短讯, 【民生关注】.
pub fn bare(name: &str) -> &str {
    let name = name.trim().trim_start_matches(|c: char| !c.is_alphanumeric());
    name.trim_end_matches(|c: char| c.is_whitespace() || "[]【】·■□●◆◇◎○★☆▲|".contains(c))
}

fn ends_as(text: &str, names: &[&str]) -> bool {
    let text = folded(text);
    let text = bare(&text);
    let short = text.chars().count() <= 10 && !text.contains([' ', ',', '，', ':', '：']);
    names
        .iter()
        .any(|name| short && text.ends_with(name) || name.is_ascii() && name.eq_ignore_ascii_case(text))
}
