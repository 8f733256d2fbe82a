//! Latin words: which are spelled, which are said, and addresses of the net.

use std::sync::LazyLock;

use serde::Deserialize;

use super::lexis::{Lexis, List};
use super::piece::Pieces;
use super::tables::parse;
use super::text::{Text, is_latin, is_ligature};

/// The lists of `data/latin.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tables {
    words: List,
    letters: List,
    domains: List,
    zh: Lexis<String>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| parse(include_str!("data/latin.toml")));

/// The end of the Latin word at `place`: letters, with apostrophes and hyphens between them.
pub(super) fn word_end(text: &Text<'_>, place: usize) -> usize {
    let mut end = text.run(place, usize::MAX, is_latin);
    while matches!(text.at(end), '\'' | '’' | '-') && is_latin(text.at(end + 1)) {
        end = text.run(end + 1, usize::MAX, is_latin);
    }
    end
}

/// The fixed reading of what stands at `place`, with its end.
pub(super) fn fixed<'t>(text: &Text<'_>, place: usize) -> Option<(usize, &'t str)> {
    let (end, phrase) = TABLES.zh.longest_at(text, place)?;
    let starts = !text.before(place).is_ascii_alphanumeric();
    let letter = |c: char| is_latin(c) || c.is_ascii_digit();
    (starts && !(letter(text.before(end)) && letter(text.at(end)))).then_some((end, phrase.as_str()))
}

/// Says one Latin word: groups of capitals and groups without vowels are spelled. Parts joined by a hyphen
/// stay one word where all of them are words.
pub(super) fn say(word: &str) -> Pieces {
    if word.contains(is_ligature) {
        return say(&apart(word));
    }
    if let Some(stem) = several(word) {
        return Pieces::new().english(&format!("{stem}'s"));
    }
    let parts: Vec<&str> = word.split('-').filter(|part| !part.is_empty()).collect();
    if parts.iter().all(|part| !is_spelled(part)) {
        return Pieces::new().english(word.trim_matches('-'));
    }
    parts.iter().fold(Pieces::new(), |pieces, part| {
        if is_spelled(part) { pieces.letters(&part.replace(['\'', '’'], "")) } else { pieces.english(part) }
    })
}

/// A word with the letters of its ligatures set apart: ﬁre → fire.
fn apart(word: &str) -> String {
    let letters = ["ff", "fi", "fl", "ffi", "ffl", "st", "st"];
    word.chars().fold(String::new(), |mut apart, c| {
        match is_ligature(c).then(|| letters.get(c as usize - 'ﬀ' as usize)).flatten() {
            Some(letters) => apart.push_str(letters),
            None => apart.push(c),
        }
        apart
    })
}

/// Capitals with points behind them, as in U.S. and J.K., without their points.
pub(super) fn initials(text: &Text<'_>, place: usize) -> Option<(usize, String)> {
    let mut end = place;
    let mut letters = String::new();
    while text.at(end).is_ascii_uppercase() && text.at(end + 1) == '.' && letters.len() < 8 {
        letters.push(text.at(end));
        end += 2;
    }
    (!letters.is_empty()).then_some((end, letters))
}

/// The letters before an s that stands for several of them, or for what is theirs: MPs, FBI's.
fn several(word: &str) -> Option<&str> {
    let stem = word.strip_suffix('s')?.trim_end_matches(['\'', '’']);
    let capitals = stem.len() > 1 && stem.bytes().all(|c| c.is_ascii_uppercase());
    (capitals && is_spelled(stem)).then_some(stem)
}

/// Whether a group of letters is no known acronym that is said as a word.
pub(super) fn is_plain(word: &str) -> bool {
    !TABLES.words.has(word)
}

/// Whether a group of letters is said letter by letter.
pub(super) fn is_spelled(word: &str) -> bool {
    if TABLES.words.has(word) {
        return false;
    }
    let letters = word.chars().count();
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    let vowels = word.chars().any(|c| "aeiouyAEIOUYàáâäãåæèéêëìíîïòóôöøùúûü".contains(c));
    TABLES.letters.has(word)
        || letters == 1
        || !vowels
        || (capitals == letters && letters < 6)
        || (capitals > 1 && capitals + 1 == letters && letters < 6 && word.ends_with(char::is_uppercase))
}

/// An address of the net.
pub(super) struct Address {
    /// What stands before the @ of an e-mail address.
    pub user: Option<String>,
    /// The host, without www.
    pub host: String,
    /// One past the last character, path and query included.
    pub end: usize,
}

/// The signs between the parts of an address that are said.
const JOINTS: [char; 4] = ['.', '-', '_', '+'];

impl Address {
    /// The address in words: each part of it as `part` says it, `sign` for the @, points, hyphens, strokes below and
    /// pluses between.
    pub fn say(&self, sign: impl Fn(char) -> Pieces, part: impl Fn(&str) -> Pieces) -> Pieces {
        let say = |pieces: Pieces, print: &str| {
            print.split_inclusive(JOINTS).fold(pieces, |pieces, print| {
                let pieces = pieces.and(part(print.trim_end_matches(JOINTS)));
                match print.chars().next_back() {
                    Some(joint) if JOINTS.contains(&joint) => pieces.and(sign(joint)),
                    _ => pieces,
                }
            })
        };
        let user = self.user.iter().fold(Pieces::new(), |pieces, user| say(pieces, user).and(sign('@')));
        say(user, &self.host)
    }
}

/// The longest address that is looked for.
const LONGEST: usize = 64;

/// The e-mail or web address at `place`.
pub(super) fn address(text: &Text<'_>, place: usize) -> Option<Address> {
    if is_latin(text.before(place)) {
        return None;
    }
    for scheme in ["https://", "http://", "HTTP://", "HTTPS://", "ftp://"] {
        if text.has(place, scheme) {
            return site(text, place + scheme.len());
        }
    }
    let name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '+');
    let end = text.run(place, LONGEST, name);
    if text.at(end) == '@' {
        let user = text.folded(place, end);
        return site(text, end + 1)
            .filter(|site| site.host.contains('.'))
            .map(|site| Address { user: Some(user), ..site });
    }
    let host = text.folded(place, end);
    let last = host.trim_end_matches('.').rsplit('.').next().unwrap_or_default();
    // A path tells that a name with a point is one, whatever its last part: town.example/join.
    let small = |label: &str| {
        label.len() > 1 && label.bytes().all(|c| c.is_ascii_lowercase() || c == b'-' || c.is_ascii_digit())
    };
    let path = text.at(end) == '/'
        && text.at(end + 1).is_ascii_alphanumeric()
        && host.split('.').all(small)
        && last.bytes().all(|c| c.is_ascii_lowercase());
    let known = TABLES.domains.has(last) || path;
    (host.starts_with("www.")
        || host.starts_with("WWW.")
        || (known && host.trim_end_matches('.').contains('.')))
    .then(|| site(text, place))?
}

/// The host at `place`, and the end of the path behind it.
fn site(text: &Text<'_>, place: usize) -> Option<Address> {
    let mut end = text.run(place, 253, |c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'));
    while end > place && matches!(text.before(end), '.' | '-') {
        end -= 1;
    }
    let host = text.folded(place, end);
    let host = host.strip_prefix("www.").or_else(|| host.strip_prefix("WWW.")).unwrap_or(&host).to_owned();
    let path = |c: char| c.is_ascii_graphic() && !matches!(c, '<' | '>' | '"' | '(' | ')' | ',' | ';');
    let mut stop =
        if matches!(text.at(end), '/' | '?' | ':' | '#') { text.run(end, 2_000, path) } else { end };
    while stop > end && matches!(text.before(stop), '.' | '!' | '?' | ':' | '\'') {
        stop -= 1;
    }
    host.chars().any(is_latin).then_some(Address { user: None, host, end: stop })
}
