//! What the codes and the glyphs of simple fonts print: PDF's own encodings, and the names that fonts give their glyphs.

use std::collections::HashMap;
use std::sync::LazyLock;

use encoding_rs::{MACINTOSH, WINDOWS_1252};

/// A table of all 256 codes; an empty text where a code prints nothing that is known.
pub type Table = Vec<String>;

/// The names of glyphs with what each prints, and PDF's standard encoding.
struct Names {
    prints: HashMap<&'static str, &'static str>,
    standard: Table,
}

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let mut names = Names { prints: HashMap::new(), standard: vec![String::new(); 256] };
    for line in include_str!("glyphs.tsv").lines().filter(|line| !line.starts_with("# ")) {
        let mut columns = line.split('\t');
        let (Some(name), Some(print)) = (columns.next(), columns.next()) else { continue };
        names.prints.insert(name, print);
        if let Some(code) = columns.next().and_then(|code| usize::from_str_radix(code, 16).ok()) {
            print.clone_into(&mut names.standard[code]);
        }
    }
    names
});

static RADICALS: LazyLock<HashMap<char, &'static str>> = LazyLock::new(|| {
    let lines = include_str!("radicals.tsv").lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| line.split_once('\t'))
        .filter_map(|(c, print)| Some((c.chars().next()?, print)))
        .collect()
});

/// An encoding by its name in PDF; `None` for names that it has not.
pub fn named(name: &[u8]) -> Option<Table> {
    match name {
        b"WinAnsiEncoding" => Some(single_bytes(WINDOWS_1252)),
        b"MacRomanEncoding" => Some(single_bytes(MACINTOSH)),
        b"StandardEncoding" => Some(standard()),
        _ => None,
    }
}

/// The encoding of fonts that name none.
pub fn standard() -> Table {
    NAMES.standard.clone()
}

fn single_bytes(encoding: &'static encoding_rs::Encoding) -> Table {
    let print = |code: u8| {
        let bytes = [code];
        let (text, _) = encoding.decode_without_bom_handling(&bytes);
        settled(&text)
    };
    (0..=255).map(print).collect()
}

/// What a glyph prints, by its name: `eacute`, `uni6E21`, `u6E21`, `f_i`, `one.oldstyle`.
pub fn of_glyph(name: &str) -> Option<String> {
    let name = name.split('.').next().filter(|name| !name.is_empty())?;
    let parts: Option<String> = name.split('_').map(part).collect();
    parts.filter(|print| !print.is_empty())
}

fn part(name: &str) -> Option<String> {
    if let Some(print) = NAMES.prints.get(name) {
        return Some((*print).to_owned());
    }
    let hexadecimal = |digits: &str| {
        let code = digits.bytes().all(|digit| digit.is_ascii_hexdigit()).then_some(digits)?;
        char::from_u32(u32::from_str_radix(code, 16).ok()?)
    };
    let found = match name.strip_prefix("uni") {
        Some(digits) if digits.len() == 4 => hexadecimal(digits),
        _ => name.strip_prefix('u').filter(|digits| (4..=6).contains(&digits.len())).and_then(hexadecimal),
    };
    Some(settled(found?.encode_utf8(&mut [0; 4]))).filter(|print| !print.is_empty())
}

/// Print as a reader sees it: a ligature is its letters, a radical is the character that looks like it; what no reader
/// can name (private use, controls, broken characters) is nothing.
pub fn settled(print: &str) -> String {
    let mut out = String::with_capacity(print.len());
    for c in print.chars() {
        match c {
            '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}' | '\u{fffd}' => return String::new(),
            '\t' | '\n' | '\r' | '\u{a0}' | '\u{2000}'..='\u{200a}' => out.push(' '),
            '\u{ad}' => out.push('-'),
            c if c.is_control() => {}
            '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => {}
            c => match RADICALS.get(&c) {
                Some(print) => out.push_str(print),
                None => out.push(c),
            },
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_print_what_their_encoding_says() {
        let windows = named(b"WinAnsiEncoding").unwrap();
        assert_eq!((windows[0x41].as_str(), windows[0x93].as_str(), windows[0xe9].as_str()), ("A", "“", "é"));
        assert_eq!(named(b"MacRomanEncoding").unwrap()[0x8e], "é");
        let standard = standard();
        assert_eq!(
            (standard[0x27].as_str(), standard[0xae].as_str(), standard[0xfb].as_str()),
            ("’", "fi", "ß")
        );
        assert_eq!(standard.iter().filter(|print| !print.is_empty()).count(), 149);
        assert!(named(b"Identity-H").is_none());
    }

    #[test]
    fn glyphs_print_what_their_names_say() {
        let cases = [
            ("eacute", "é"),
            ("uni6E21", "渡"),
            ("u6E21", "渡"),
            ("f_f_i", "ffi"),
            ("one.oldstyle", "1"),
            ("fl", "fl"),
            ("uniFB01", "fi"),
        ];
        for (name, print) in cases {
            assert_eq!(of_glyph(name).as_deref(), Some(print), "{name}");
        }
        for name in ["g23", ".notdef", "uniE001", "C0032", "union"] {
            assert_eq!(of_glyph(name), None, "{name}");
        }
    }

    #[test]
    fn radicals_are_the_characters_that_they_look_like() {
        assert_eq!(settled("⼀⽅ﬁ"), "一方fi");
        assert_eq!(settled("\u{e001}"), "");
    }
}
