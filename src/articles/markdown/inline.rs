//! Marks within a line: bold, emphasis, code, links, pictures, tags, entities, escapes.

use crate::articles::text::{Text, is_blank, is_han};

/// Takes out the marks within a line: bold, emphasis, code, links, pictures, tags, escapes.
pub fn inline(page: &[char], start: usize, end: usize, base: u32) -> (Text, usize) {
    let line = &page[start..end];
    let mut text = Text::with_capacity(line.len());
    let mut bold = 0;
    let mut in_bold = false;
    let asterisks = line.iter().filter(|&&c| c == '*').count();
    let mut i = 0;
    while i < line.len() {
        let c = line[i];
        match c {
            '*' if is_mask(line, i) => text.push(c, base + (start + i) as u32),
            '*' if line.get(i + 1) == Some(&'*') => {
                if in_bold && bold == 0 {
                    bold = text.len();
                }
                in_bold = !in_bold && text.is_blank();
                i += line[i..].iter().take_while(|&&d| d == c).count();
                continue;
            }
            '*' if asterisks.is_multiple_of(2) && is_emphasis(line, i) => {}
            '_' if line.get(i + 1) == Some(&'_') && line.get(i + 2) != Some(&'_') && is_edge(line, i, 2) => {
                i += 2;
                continue;
            }
            '`' => {}
            '\\' if line.get(i + 1).is_some_and(char::is_ascii_punctuation) => {
                text.push(line[i + 1], base + (start + i + 1) as u32);
                i += 1;
            }
            '!' | '[' | '&' | '<' => {
                let length = element(&line[i..], base + (start + i) as u32, &mut text);
                if length == 0 {
                    text.push(c, base + (start + i) as u32);
                }
                i += length.max(1);
                continue;
            }
            _ => text.push(c, base + (start + i) as u32),
        }
        i += 1;
    }
    if in_bold && bold == 0 {
        bold = text.len();
    }
    (text, bold)
}

/// Reads a picture, a link, an entity or a tag at a place: what it prints, and how long it is; 0 where none stands there.
fn element(line: &[char], place: u32, text: &mut Text) -> usize {
    match line[0] {
        '!' if line.get(1) == Some(&'[') => link(&line[1..]).map_or(0, |(_, all)| 1 + all),
        '[' => link(line).map_or(0, |(label, all)| {
            (1..=label).for_each(|at| text.push(line[at], place + at as u32));
            all
        }),
        '&' => entity(line).map_or(0, |(print, length)| {
            text.push(print, place);
            length
        }),
        '<' => tag(line).unwrap_or(0),
        _ => 0,
    }
}

/// 330****1234: asterisks between figures hide others, also where a line ends between them.
fn is_mask(line: &[char], i: usize) -> bool {
    const FEWEST: usize = 3;
    const FEWEST_AT_EDGE: usize = 4;
    let asterisk = |c: &&char| **c == '*';
    let start = i - line[..i].iter().rev().take_while(asterisk).count();
    let end = i + line[i..].iter().take_while(asterisk).count();
    let (left, right) = (start.checked_sub(1).map(|at| line[at]), line.get(end).copied());
    let figure = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let at_edge = digit(left) && right.is_none() || left.is_none() && digit(right);
    let run = end - start;
    run >= FEWEST && figure(left) && figure(right) || run >= FEWEST_AT_EDGE && at_edge
}

fn is_emphasis(line: &[char], i: usize) -> bool {
    let beside = |c: Option<&char>| c.is_some_and(|&c| !is_blank(c) && !c.is_ascii_digit());
    i == 0 || i + 1 == line.len() || beside(line.get(i + 1)) || beside(line.get(i - 1))
}

/// How many links a line has, where nothing stands outside them but blanks, figures and strokes; 0 elsewhere.
pub fn links(line: &[char]) -> usize {
    let mut count = 0;
    let mut i = 0;
    while i < line.len() {
        match line[i] {
            '[' => {
                let Some((label, all)) = link(&line[i..]).filter(|(label, _)| *label > 0) else { return 0 };
                if i > 0 && line[i - 1] == '!' {
                    return 0;
                }
                count += usize::from(label > 0);
                i += all;
            }
            c if is_blank(c) || c.is_ascii_digit() || "!|·•-—–/>.、".contains(c) => i += 1,
            _ => return 0,
        }
    }
    count
}

fn is_edge(line: &[char], i: usize, run: usize) -> bool {
    let word = |c: Option<&char>| c.is_some_and(char::is_ascii_alphanumeric);
    !(i > 0 && word(line.get(i - 1)) && word(line.get(i + run)))
}

/// The length of a link's label and of the whole `[label](target)`.
fn link(line: &[char]) -> Option<(usize, usize)> {
    let label = line.iter().take(200).position(|&c| c == ']')?;
    if line.get(label + 1) != Some(&'(') {
        return None;
    }
    let target = line[label..].iter().take(2_000).position(|&c| c == ')')?;
    // 「[注](记者)」 is print; a target has no Chinese and no blank inside a word.
    let is_target = line[label + 2..label + target].iter().all(|&c| !is_han(c));
    is_target.then_some((label - 1, label + target + 1))
}

/// The character that an HTML entity stands for, and the entity's length.
fn entity(line: &[char]) -> Option<(char, usize)> {
    const NAMED: [(&str, char); 24] = [
        ("nbsp", ' '),
        ("ensp", ' '),
        ("emsp", ' '),
        ("thinsp", ' '),
        ("amp", '&'),
        ("lt", '<'),
        ("gt", '>'),
        ("quot", '"'),
        ("apos", '\''),
        ("mdash", '—'),
        ("ndash", '–'),
        ("hellip", '…'),
        ("ldquo", '“'),
        ("rdquo", '”'),
        ("lsquo", '‘'),
        ("rsquo", '’'),
        ("middot", '·'),
        ("bull", '•'),
        ("copy", '©'),
        ("deg", '°'),
        ("times", '×'),
        ("permil", '‰'),
        ("pound", '£'),
        ("yen", '¥'),
    ];
    let end = line.iter().take(10).position(|&c| c == ';')?;
    let name: String = line[1..end].iter().collect();
    let number = |digits: &str, radix| u32::from_str_radix(digits, radix).ok().and_then(char::from_u32);
    let print = match name.strip_prefix('#') {
        Some(digits) => match digits.strip_prefix(['x', 'X']) {
            Some(digits) => number(digits, 16)?,
            None => number(digits, 10)?,
        },
        None => NAMED.iter().find(|(other, _)| *other == name)?.1,
    };
    Some((if is_blank(print) { ' ' } else { print }, end + 1))
}

/// The length of an HTML tag.
fn tag(line: &[char]) -> Option<usize> {
    let first = *line.get(1)?;
    if !(first.is_ascii_alphabetic() || first == '/' || first == '!') {
        return None;
    }
    let end = line.iter().take(300).position(|&c| c == '>')?;
    let name: String = line[1..end].iter().take_while(|c| !c.is_whitespace()).collect();
    (!name.contains("://") && !name.contains('@')).then_some(end + 1)
}
