//! JSON whose texts know where they stand. `serde_json` says whether it is sound; this walks through what is known to be
//! sound and not too deep.

use serde::de::IgnoredAny;

use super::mapped::Mapped;
use super::offsets::Offsets;
use crate::articles::contents::Contents;

/// Objects and arrays are nested no deeper than this. `serde_json` has no limit where it only looks.
const DEEPEST: usize = 128;

/// A value.
#[derive(Debug)]
pub enum Value<'a> {
    /// An object's members in order.
    Object(Vec<(String, Value<'a>)>),
    /// An array.
    Array(Vec<Value<'a>>),
    /// What stands between a string's quotation marks, and the byte where it begins.
    String(&'a str, usize),
    /// A number, `true`, `false` or `null`, as written.
    Plain(&'a str),
}

/// Reads a document.
///
/// # Errors
/// What is wrong with it, and where.
pub fn read(text: &str) -> Result<Value<'_>, String> {
    if depth(text) > DEEPEST {
        return Err(format!("nested deeper than {DEEPEST} levels"));
    }
    serde_json::from_str::<IgnoredAny>(text).map_err(|error| error.to_string())?;
    Ok(Walk { text, at: 0 }.value())
}

/// How deep it is nested.
fn depth(text: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    let (mut is_quoted, mut is_escaped) = (false, false);
    for byte in text.bytes() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = is_quoted,
            b'"' => is_quoted = !is_quoted,
            b'[' | b'{' if !is_quoted => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b']' | b'}' if !is_quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

/// As [`read`], of a whole file; what is wrong with it is one of its problems.
pub fn root<'a>(text: &'a str, contents: &mut Contents) -> Option<Value<'a>> {
    let damage = match read(text) {
        Ok(root) => return Some(root),
        Err(damage) => damage,
    };
    contents.problems.push(format!("it is no sound JSON ({damage}), so nothing of it was read"));
    None
}

impl<'a> Value<'a> {
    /// A member, by its name.
    pub fn get(&self, name: &str) -> Option<&Value<'a>> {
        match self {
            Self::Object(members) => members.iter().find(|(known, _)| known == name).map(|(_, value)| value),
            _ => None,
        }
    }

    /// A member by its name in any case.
    pub fn get_any_case(&self, name: &str) -> Option<&Value<'a>> {
        match self {
            Self::Object(members) => {
                members.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value)
            }
            _ => None,
        }
    }

    /// An array's values; a single value stands for an array of it.
    pub fn items(&self) -> &[Value<'a>] {
        match self {
            Self::Array(items) => items,
            Self::Plain("null") => &[],
            other => std::slice::from_ref(other),
        }
    }

    /// A string's text.
    pub fn text(&self, base: u32, offsets: &Offsets<'_>) -> Option<Mapped> {
        match self {
            Self::String(raw, start) => {
                let mut mapped = Mapped::default();
                unescape(raw, *start, &mut mapped, base, offsets);
                Some(mapped)
            }
            _ => None,
        }
    }

    /// What a string says, without places; a number as it is written.
    pub fn string(&self) -> Option<String> {
        match self {
            Self::String(..) => self.text(0, &Offsets::new("")).map(|mapped| mapped.text.trim().to_owned()),
            Self::Plain(print) if print.starts_with(|c: char| c.is_ascii_digit() || c == '-') => {
                Some((*print).to_owned())
            }
            _ => None,
        }
    }

    /// Calls `see` for every string in it.
    pub fn each_string(&self, see: &mut dyn FnMut(&Value<'a>)) {
        match self {
            Self::Object(members) => members.iter().for_each(|(_, value)| value.each_string(see)),
            Self::Array(items) => items.iter().for_each(|value| value.each_string(see)),
            Self::String(..) => see(self),
            Self::Plain(_) => {}
        }
    }
}

fn unescape(raw: &str, start: usize, mapped: &mut Mapped, base: u32, offsets: &Offsets<'_>) {
    let mut rest = raw;
    let mut byte = start;
    while let Some(at) = rest.find('\\') {
        mapped.extend(&rest[..at], base + offsets.of(byte));
        rest = &rest[at..];
        byte += at;
        let (c, length) = escape(rest);
        mapped.push(c, base + offsets.of(byte));
        rest = rest.get(length..).unwrap_or_default();
        byte += length;
    }
    mapped.extend(rest, base + offsets.of(byte));
}

/// The character that an escape stands for, and its length.
fn escape(rest: &str) -> (char, usize) {
    let unit = |at: usize| rest.get(at + 2..at + 6).and_then(|digits| u32::from_str_radix(digits, 16).ok());
    match rest.as_bytes().get(1) {
        Some(b'n') => ('\n', 2),
        Some(b'r') => ('\r', 2),
        Some(b't') => ('\t', 2),
        Some(b'b' | b'f') => (' ', 2),
        Some(b'u') => {
            let high = unit(0).unwrap_or(0xfffd);
            let low = rest.get(6..8).filter(|mark| *mark == "\\u").and_then(|_| unit(6));
            match (high, low) {
                (0xd800..=0xdbff, Some(low @ 0xdc00..=0xdfff)) => {
                    let code = 0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00);
                    (char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER), 12)
                }
                _ => (char::from_u32(high).unwrap_or(char::REPLACEMENT_CHARACTER), 6),
            }
        }
        Some(&mark) if mark.is_ascii() => (char::from(mark), 2),
        _ => (char::REPLACEMENT_CHARACTER, 1),
    }
}

struct Walk<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Walk<'a> {
    fn blanks(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start_matches([' ', '\n', '\r', '\t']).len();
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// The next mark, blanks left out.
    fn peek(&mut self) -> Option<u8> {
        self.blanks();
        self.rest().as_bytes().first().copied()
    }

    fn value(&mut self) -> Value<'a> {
        match self.peek() {
            Some(b'{') => self.object(),
            Some(b'[') => self.array(),
            Some(b'"') => {
                let (raw, start) = self.quoted();
                Value::String(raw, start)
            }
            _ => {
                let rest = self.rest();
                let length = rest.find([',', '}', ']', ' ', '\n', '\r', '\t']).unwrap_or(rest.len());
                self.at += length;
                Value::Plain(&rest[..length])
            }
        }
    }

    fn object(&mut self) -> Value<'a> {
        let mut members = Vec::new();
        self.at += 1;
        while self.peek() == Some(b'"') {
            let (raw, start) = self.quoted();
            let name = Value::String(raw, start).string().unwrap_or_default();
            self.blanks();
            self.at += 1;
            let value = self.value();
            members.push((name, value));
            if self.peek() == Some(b',') {
                self.at += 1;
            }
        }
        self.at += 1;
        Value::Object(members)
    }

    fn array(&mut self) -> Value<'a> {
        let mut items = Vec::new();
        self.at += 1;
        while self.peek().is_some_and(|mark| mark != b']') {
            items.push(self.value());
            if self.peek() == Some(b',') {
                self.at += 1;
            }
        }
        self.at += 1;
        Value::Array(items)
    }

    fn quoted(&mut self) -> (&'a str, usize) {
        let start = self.at + 1;
        let rest = self.text.get(start..).unwrap_or_default();
        let mut is_escaped = false;
        let length = rest.bytes().position(|byte| {
            let ends = byte == b'"' && !is_escaped;
            is_escaped = byte == b'\\' && !is_escaped;
            ends
        });
        let length = length.unwrap_or(rest.len());
        self.at = start + length + 1;
        (&rest[..length], start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_keep_their_places_through_escapes() {
        let text = "{ \"a\": [1, -2.5e3, true, null, {}], \"渡\": \"口\\n\\u5f00\\ud83d\\ude00\\\"x\\\\\" }";
        let value = read(text).unwrap();
        assert_eq!(value.get("a").unwrap().items().len(), 5);
        assert_eq!(value.get("a").unwrap().items()[1].string().as_deref(), Some("-2.5e3"));
        let offsets = Offsets::new(text);
        let said = value.get("渡").unwrap().text(0, &offsets).unwrap();
        assert_eq!(said.text, "口\n开😀\"x\\");
        let here = Offsets::new(&said.text);
        let byte = said.text.find('x').unwrap();
        assert_eq!(text.chars().nth(said.place(byte, &here) as usize), Some('x'));
    }

    #[test]
    fn what_is_no_json_is_named() {
        assert!(read("{\"a\": }").unwrap_err().contains("line 1"));
        assert!(read(&"[".repeat(100_000)).is_err());
    }

    #[test]
    fn what_is_nested_too_deep_is_refused_and_not_walked_through() {
        let nested = |depth: usize| format!("{}\"[\\\"[\"{}", "[".repeat(depth), "]".repeat(depth));
        assert!(read(&nested(DEEPEST)).is_ok(), "brackets in strings do not count");
        assert!(read(&nested(DEEPEST + 1)).unwrap_err().contains("nested deeper"));
        assert!(read(&nested(300_000)).unwrap_err().contains("nested deeper"));
    }
}
