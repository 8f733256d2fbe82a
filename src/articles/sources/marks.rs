//! Marks that `CommonMark` does not know: templates, embeds and links of wikis, admonitions, parts of MDX. They are
//! blanked out before the text is parsed, byte for byte, so that everything else stays in its place.

use std::sync::LazyLock;

use regex::Regex;

use crate::articles::rule::rule;

/// A template's tag is no longer than this.
const LONGEST_TAG: usize = 2_000;

/// The text with such marks blanked out. Code between fences stays as it is.
pub fn blanked(text: &str, is_mdx: bool) -> String {
    let mut bytes = text.as_bytes().to_vec();
    let mut fence: Option<&str> = None;
    let mut at = 0;
    let mut tag_end = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let trimmed = line.trim_start();
        match fence {
            Some(mark) => {
                if trimmed.starts_with(mark) && trimmed.trim_end().trim_start_matches(&mark[..1]).is_empty() {
                    fence = None;
                }
                continue;
            }
            None => fence = ["```", "~~~"].into_iter().find(|mark| trimmed.starts_with(mark)),
        }
        if fence.is_none() {
            tag_end = tags(text, start.max(tag_end), at, &mut bytes).max(tag_end);
            wiki(line, start, &mut bytes);
            admonition(line, start, &mut bytes);
            if is_mdx && is_module_line(line) {
                blank(&mut bytes, start, start + line.trim_end().len());
            }
        }
    }
    // Only whole characters were blanked out, each by blanks of its length.
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

fn blank(bytes: &mut [u8], start: usize, end: usize) {
    for byte in bytes.iter_mut().take(end).skip(start).filter(|byte| !matches!(**byte, b'\n' | b'\r')) {
        *byte = b' ';
    }
}

/// `{% … %}`, `{{ … }}`, `{{< … >}}`, `{{% … %}}`, `{/* … */}`. Returns where the last one ends.
fn tags(text: &str, start: usize, line_end: usize, bytes: &mut [u8]) -> usize {
    const PAIRS: [(&str, &str); 5] =
        [("{{<", ">}}"), ("{{%", "%}}"), ("{%", "%}"), ("{{", "}}"), ("{/*", "*/}")];
    let mut at = start;
    while let Some(found) = text.get(at..line_end).and_then(|rest| rest.find('{')).map(|found| at + found) {
        at = found + 1;
        let Some((open, close)) = PAIRS.into_iter().find(|(open, _)| text[found..].starts_with(open)) else {
            continue;
        };
        let inner = found + open.len();
        let mut limit = text.len().min(inner + LONGEST_TAG);
        while !text.is_char_boundary(limit) {
            limit -= 1;
        }
        if let Some(length) = text[inner..limit].find(close) {
            at = inner + length + close.len();
            blank(bytes, found, at);
        }
    }
    at
}

/// `![[file]]` goes whole; of `[[page|words]]` the words stay.
fn wiki(line: &str, start: usize, bytes: &mut [u8]) {
    static WIKI: LazyLock<Regex> =
        LazyLock::new(|| rule(r"!?\[\[([^\[\]|\n]{1,300})(\|[^\[\]\n]{0,300})?\]\]"));
    if !line.contains("[[") {
        return;
    }
    for found in WIKI.captures_iter(line) {
        let whole = found.get_match();
        if whole.as_str().starts_with('!') {
            blank(bytes, start + whole.start(), start + whole.end());
            continue;
        }
        let words = found.get(2).map_or(whole.start() + 2, |words| words.start() + 1);
        blank(bytes, start + whole.start(), start + words);
        blank(bytes, start + whole.end() - 2, start + whole.end());
    }
}

/// `:::tip Words`, `!!! note "Words"`: the words stay.
fn admonition(line: &str, start: usize, bytes: &mut [u8]) {
    static OPENS: LazyLock<Regex> = LazyLock::new(|| {
        rule(r"^\s*(:{3,}\s*(?:[A-Za-z-]+\b)?(?:\{[^}\n]*\})?|(?:!!!|\?\?\?)\+?\s+[A-Za-z-]+)")
    });
    if !line.trim_start().starts_with([':', '!', '?']) {
        return;
    }
    if let Some(mark) = OPENS.captures(line).and_then(|found| found.get(1)) {
        blank(bytes, start + mark.start(), start + mark.end());
    }
}

/// `import … from …` and `export const …` of MDX.
fn is_module_line(line: &str) -> bool {
    line.starts_with("import ") && (line.contains(" from ") || line.contains('"') || line.contains('\''))
        || ["export const ", "export default ", "export {"].iter().any(|open| line.starts_with(open))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_templates_and_wikis_go_and_words_stay_in_their_place() {
        for (text, left) in [
            ("Sun. {% assign x=\"3\" %} Rain.", "Sun. Rain."),
            ("{{< figure src=\"a.png\" >}}雨", "雨"),
            ("{{% 提示 %}}雨", "雨"),
            ("![[a/b.jpg]] Words", "Words"),
            ("See [[Old Mill|the mill]] and [[Pond]].", "See the mill and Pond ."),
            (":::tip 提醒\n雨\n:::", "提醒 雨"),
            ("!!! note \"Rain\"\n", "\"Rain\""),
            ("```\n{% raw %}\n```", "``` {% raw %} ```"),
            ("{ no tag } {{ never closed", "{ no tag } {{ never closed"),
        ] {
            let blanked = blanked(text, false);
            assert_eq!(blanked.len(), text.len(), "{text}");
            assert_eq!(blanked.split_whitespace().collect::<Vec<_>>().join(" "), left, "{text}");
        }
        assert_eq!(blanked("import A from './a'\nRain", true).trim(), "Rain");
    }
}
