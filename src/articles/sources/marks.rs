//! Marks that `CommonMark` does not know: templates, embeds and links of wikis, admonitions, parts of MDX. They are
//! blanked out before the text is parsed, byte for byte, so that everything else stays in its place.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::articles::rule::rule;
use crate::articles::text::is_han;

/// A template's tag is no longer than this, in bytes; one that includes a file may give it whole texts.
const LONGEST_TAG: usize = 2_000;
const LONGEST_INCLUDE: usize = 20_000;

/// The text with such marks blanked out. Code between fences stays as it is.
pub fn blanked(text: &str) -> String {
    let mut bytes = text.as_bytes().to_vec();
    let mut unwrapped = text_fence(text, &mut bytes);
    unwrapped.extend(slide_heads(text, &mut bytes));
    let mut fence: Option<&str> = None;
    let mut at = 0;
    let mut tag_end = 0;
    let mut module_end = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let trimmed = line.trim_start();
        if start < module_end {
            continue;
        }
        if unwrapped.contains(&start) {
            continue;
        }
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
            attributes(line, start, &mut bytes);
            notebook(line, start, &mut bytes);
            admonition(line, start, &mut bytes);
            if is_module_line(line) {
                module_end = start + module_length(&text[start..], line.len());
                blank(&mut bytes, start, module_end);
            }
        }
    }
    // Only whole characters were blanked out, each by blanks of its length.
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// The text with the tags of templates blanked out.
pub fn without_tags(text: &str) -> String {
    let mut bytes = text.as_bytes().to_vec();
    let (mut start, mut tag_end) = (0, 0);
    for line in text.split_inclusive('\n') {
        let end = start + line.len();
        tag_end = tags(text, start.max(tag_end), end, &mut bytes).max(tag_end);
        start = end;
    }
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
        let includes = open == "{%" && text[inner..].trim_start().starts_with("include ");
        let longest = if includes { LONGEST_INCLUDE } else { LONGEST_TAG };
        let limit = text.floor_char_boundary(inner + longest);
        if let Some(length) = text[inner..limit].find(close) {
            at = inner + length + close.len();
            let end = inner + length;
            let words = if open == "{{<" { words_in(&text[inner..end]) } else { None };
            let words = words.map_or(end..end, |words| inner + words.start..inner + words.end);
            blank(bytes, found, words.start);
            blank(bytes, words.end, at);
        } else if includes {
            // What is behind it is not looked through again for each of many that never close.
            at = at.max(text.floor_char_boundary(inner + LONGEST_TAG)).min(line_end);
        }
    }
    at
}

/// The words in `{{< color "red" "The place has changed!" >}}`: the last thing in quotes, where it is no value of a key, no name of a
/// file, and more than one word.
fn words_in(tag: &str) -> Option<Range<usize>> {
    /// Short codes whose words name a file or a setting.
    const NAMES: [&str; 7] = ["ref", "relref", "include", "partial", "param", "readfile", "link"];
    let end = tag.trim_end().strip_suffix('"')?.len();
    let start = tag[..end].rfind('"')? + 1;
    let words = &tag[start..end];
    let is_value = tag[..start - 1].ends_with('=')
        || tag.split_whitespace().next().is_some_and(|name| NAMES.contains(&name));
    let is_name =
        words.contains('/') || words.ends_with(|c: char| c.is_ascii_alphanumeric()) && words.contains('.');
    let han = words.chars().filter(|&c| is_han(c)).count();
    let is_said = han >= 3
        || words.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).count() >= 3;
    (!is_value && !is_name && is_said).then_some(start..end)
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
        // [[5]](#note) is a link that is called [5].
        if line[whole.end()..].starts_with('(') {
            continue;
        }
        if whole.as_str().starts_with('!') {
            blank(bytes, start + whole.start(), start + whole.end());
            continue;
        }
        let words = found.get(2).map_or(whole.start() + 2, |words| words.start() + 1);
        blank(bytes, start + whole.start(), start + words);
        blank(bytes, start + whole.end() - 2, start + whole.end());
    }
}

/// `{.button target="_blank"}` and `{: .lead}` behind a heading, a link or a paragraph.
fn attributes(line: &str, start: usize, bytes: &mut [u8]) {
    static ATTRIBUTES: LazyLock<Regex> = LazyLock::new(|| {
        rule(r#"\{:?\s*(?:(?:[#.][A-Za-z][\w:-]*|[A-Za-z][\w:-]*=(?:"[^"\n]*"|'[^'\n]*'|[^\s}"'{]+))\s*)+\}"#)
    });
    if line.contains('{') {
        for found in ATTRIBUTES.find_iter(line).filter(|found| !line[..found.start()].ends_with('`')) {
            blank(bytes, start + found.start(), start + found.end());
        }
    }
}

/// Marks of notebooks: `%% a remark %%` goes whole, of `==words==` the words stay, `![](a.png =400x300)` loses its size.
fn notebook(line: &str, start: usize, bytes: &mut [u8]) {
    static REMARK: LazyLock<Regex> = LazyLock::new(|| rule(r"%%[^%\n]{1,400}%%"));
    static SIZE: LazyLock<Regex> = LazyLock::new(|| rule(r"!\[[^\]\n]*\]\([^()\s]+( +=\d*x\d*)\)"));
    static LIT: LazyLock<Regex> = LazyLock::new(|| rule(r"==(?:[^=\s`]|[^=\s`][^=\n`]{0,200}[^=\s`])=="));
    for found in REMARK.find_iter(line) {
        blank(bytes, start + found.start(), start + found.end());
    }
    for size in SIZE.captures_iter(line).filter_map(|found| found.get(1)) {
        blank(bytes, start + size.start(), start + size.end());
    }
    for found in LIT.find_iter(line) {
        // a==b and c==d compares.
        let is_code = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '=');
        let (before, behind) =
            (line[..found.start()].chars().next_back(), line[found.end()..].chars().next());
        if !is_code(before) && !is_code(behind) {
            blank(bytes, start + found.start(), start + found.start() + 2);
            blank(bytes, start + found.end() - 2, start + found.end());
        }
    }
}

/// The lines of a text without what ends them, each with the byte that it starts at.
fn lines_of(text: &str) -> Vec<(usize, &str)> {
    let mut at = 0;
    let lines = text.split_inclusive('\n').map(|line| {
        at += line.len();
        (at - line.len(), line.trim_end())
    });
    lines.collect()
}

/// Blanks lines out and returns where they start.
fn blank_lines<'a>(bytes: &mut [u8], lines: impl Iterator<Item = (usize, &'a str)>) -> Vec<usize> {
    let blanked = lines.map(|(start, line)| {
        blank(bytes, start, start + line.len());
        start
    });
    blanked.collect()
}

/// The heads of a deck's slides: `layout: center` and the like between two rules. Returns where their lines start.
fn slide_heads(text: &str, bytes: &mut [u8]) -> Vec<usize> {
    const FEWEST: usize = 2;
    const LONGEST: usize = 12;
    let lines = lines_of(text);
    let is_key = |line: &str| {
        let key = line.split_once(':').map_or("", |(key, _)| key);
        key.starts_with(|c: char| c.is_ascii_lowercase())
            && key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
    };
    let is_within = |line: &str| is_key(line) || line.is_empty() || line.starts_with([' ', '\t']);
    let mut heads: Vec<&[(usize, &str)]> = Vec::new();
    let mut n = 0;
    while n + 2 < lines.len() {
        let within = lines[n + 1..].iter().take(LONGEST).take_while(|(_, line)| is_within(line)).count();
        let end = n + 1 + within;
        if lines[n].1 == "---"
            && is_key(lines[n + 1].1)
            && lines.get(end).is_some_and(|(_, line)| *line == "---")
        {
            heads.push(&lines[n..=end]);
            n = end;
        }
        n += 1;
    }
    if heads.len() < FEWEST {
        return Vec::new();
    }
    blank_lines(bytes, heads.into_iter().flatten().copied())
}

/// `:::tip Words`, `!!! note "Words"`, `> [!quote]- Words`: the words stay.
fn admonition(line: &str, start: usize, bytes: &mut [u8]) {
    static OPENS: LazyLock<Regex> = LazyLock::new(|| {
        rule(
            r"^\s*(:{3,}\s*(?:[A-Za-z-]+\b)?(?:\{[^}\n]*\})?|(?:!!!|\?\?\?)\+?\s+[A-Za-z-]+)|^\s*(?:>\s*)+(\[![A-Za-z-]{1,30}(?:\|[^\]\n]{0,60})?\][+-]?)",
        )
    });
    if !line.trim_start().starts_with([':', '!', '?', '>']) {
        return;
    }
    if let Some(mark) = OPENS.captures(line).and_then(|found| found.get(1).or_else(|| found.get(2))) {
        blank(bytes, start + mark.start(), start + mark.end());
    }
}

/// Blanks out the fence around what is called Markdown itself, where that is most of the text: programs that write digests wrap
/// them so. Returns where its lines start.
fn text_fence(text: &str, bytes: &mut [u8]) -> Vec<usize> {
    let lines = lines_of(text);
    let opens = |line: &str| matches!(line.trim_start(), "```markdown" | "```md" | "~~~markdown" | "~~~md");
    let Some(first) = lines.iter().position(|(_, line)| opens(line)) else { return Vec::new() };
    let mut inner = 0_usize;
    let last = lines.iter().enumerate().skip(first + 1).find(|(_, (_, line))| {
        let fence = line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~");
        let closes = fence && line.trim().len() == 3;
        let is_last = closes && inner == 0;
        inner = if closes { inner.saturating_sub(1) } else { inner + usize::from(fence) };
        is_last
    });
    let last = last.map(|(at, _)| at);
    let end = last.map_or(text.len(), |last| lines[last].0);
    if (end - lines[first].0) * 3 < text.len() {
        return Vec::new();
    }
    blank_lines(bytes, [Some(first), last].into_iter().flatten().map(|n| lines[n]))
}

/// `import … from "…"` and `export const …` of MDX, which plain Markdown of the same sites has, too, and the settings
/// `@def name = …` of other generators.
fn is_module_line(line: &str) -> bool {
    let ends = |line: &str| line.trim_end().trim_end_matches(';').ends_with(['"', '\'']);
    if line.starts_with("@def ") && line.contains('=') {
        return true;
    }
    let imports = line.starts_with("import ") && !line.contains(" from ") && line.trim_end().ends_with('{');
    imports
        || line.starts_with("import ")
            && (line.contains(" from ") || line[7..].starts_with(['"', '\'']))
            && ends(line)
        || ["export const ", "export let ", "export function ", "export default ", "export {"]
            .iter()
            .any(|open| line.starts_with(open))
}

/// How far a module's statement goes: to the line that closes its last bracket. One that never closes is its first line.
fn module_length(text: &str, first: usize) -> usize {
    const LONGEST: usize = 4_000;
    let mut open = 0_i32;
    let mut at = 0;
    for line in text[..text.floor_char_boundary(LONGEST)].split_inclusive('\n') {
        for byte in line.bytes() {
            open +=
                i32::from(matches!(byte, b'(' | b'[' | b'{')) - i32::from(matches!(byte, b')' | b']' | b'}'));
        }
        at += line.len();
        if open <= 0 {
            return at;
        }
    }
    first
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
            ("雨。 %% 请再校对 %%", "雨。"),
            ("每周二 ==晚上七点== 开始", "每周二 晚上七点 开始"),
            ("where a==b and c==d holds", "where a==b and c==d holds"),
            ("![海报](a.png =400x300)", "![海报](a.png )"),
            ("![[a/b.jpg]] Words", "Words"),
            ("See [[Old Mill|the mill]] and [[Pond]].", "See the mill and Pond ."),
            (":::tip 提醒\n雨\n:::", "提醒 雨"),
            ("!!! note \"Rain\"\n", "\"Rain\""),
            ("> [!quote]- 谁说的\n> 雨", "> 谁说的 > 雨"),
            ("```\n{% raw %}\n```", "``` {% raw %} ```"),
            ("{ no tag } {{ never closed", "{ no tag } {{ never closed"),
        ] {
            let blanked = blanked(text);
            assert_eq!(blanked.len(), text.len(), "{text}");
            assert_eq!(blanked.split_whitespace().collect::<Vec<_>>().join(" "), left, "{text}");
        }
        assert_eq!(blanked("import A from './a'\nRain").trim(), "Rain");
        let module = "export const Card = ({ of }) => (\n  <b style={{\n    color: of,\n  }}>\n\n  {of}\n  </b>\n);\nRain";
        assert_eq!(blanked(module).trim(), "Rain");
        assert_eq!(blanked("export const a = (\nRain").trim(), "Rain");
        assert_eq!(blanked("@def tags = [\"a\",\n  \"b\"]\n\nRain").trim(), "Rain");
        let wrapped = "# Day\n\n```markdown\n## Rain\n\nIt rained.\n```\n";
        assert_eq!(
            blanked(wrapped).split_whitespace().collect::<Vec<_>>().join(" "),
            "# Day ## Rain It rained."
        );
    }
}
