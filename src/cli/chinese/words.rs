//! `words.tsv`: English beside Chinese of both scripts, a line a message.

use std::collections::HashMap;

const TABLE: &str = include_str!("words.tsv");

/// Which Chinese characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Script {
    Simplified,
    Traditional,
}

/// The messages in one script.
pub(super) struct Words {
    /// Those that are always the same.
    whole: HashMap<&'static str, &'static str>,
    /// Those with holes, the ones with most words first: they are the surest.
    holed: Vec<Message>,
}

/// A message with holes.
struct Message {
    /// The first words, then each hole with the words behind it.
    begin: &'static str,
    holes: Vec<(Hole, &'static str)>,
    chinese: &'static str,
}

#[derive(Clone, Copy, PartialEq)]
enum Hole {
    /// `{}`
    Any,
    /// `{n}`: digits, with a point, a colon or a comma.
    Number,
}

/// The lines of the table as English, simplified, traditional.
pub(super) fn rows() -> impl Iterator<Item = [&'static str; 3]> {
    let lines = TABLE.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| {
        let mut cells = line.split('\t');
        Some([cells.next()?, cells.next()?, cells.next()?])
    })
}

impl Words {
    pub fn new(script: Script) -> Self {
        let rows = rows().map(|[english, simplified, traditional]| match script {
            Script::Simplified => (english, simplified),
            Script::Traditional => (english, traditional),
        });
        let (holed, whole): (Vec<_>, Vec<_>) = rows.partition(|(english, _)| english.contains('{'));
        let mut holed: Vec<Message> =
            holed.into_iter().map(|(english, chinese)| Message::new(english, chinese)).collect();
        holed.sort_by_key(|message| std::cmp::Reverse(message.letters()));
        Self { whole: whole.into_iter().collect(), holed }
    }

    /// A message without holes.
    pub fn name(&self, english: &'static str) -> &'static str {
        self.whole.get(english).copied().unwrap_or(english)
    }

    /// A text, line by line; what has no Chinese stays as it is.
    pub fn text(&self, text: &str) -> String {
        text.split('\n').map(|line| self.line(line)).collect::<Vec<_>>().join("\n")
    }

    /// A line, or what fills a hole of another.
    pub fn line(&self, line: &str) -> String {
        self.known(line).unwrap_or_else(|| line.to_owned())
    }

    /// The Chinese of a line that the table has.
    pub fn known(&self, line: &str) -> Option<String> {
        let inner = line.trim_start();
        if let Some(chinese) = self.whole.get(inner) {
            return Some(format!("{}{chinese}", &line[..line.len() - inner.len()]));
        }
        self.holed.iter().find_map(|message| {
            let fills = message.fills(line)?;
            let fills = fills.into_iter().map(|fill| self.line(fill));
            let numbered = fills.enumerate();
            Some(numbered.fold(message.chinese.to_owned(), |text, (index, fill)| {
                text.replace(&format!("{{{}}}", index + 1), &fill)
            }))
        })
    }
}

impl Message {
    fn new(english: &'static str, chinese: &'static str) -> Self {
        let mut pieces = english.split('{');
        let begin = pieces.next().unwrap_or_default();
        let holes = pieces.filter_map(|piece| piece.split_once('}'));
        let holes = holes.map(|(name, words)| (if name == "n" { Hole::Number } else { Hole::Any }, words));
        Self { begin, holes: holes.collect(), chinese }
    }

    fn letters(&self) -> usize {
        self.begin.len() + self.holes.iter().map(|(_, words)| words.len()).sum::<usize>()
    }

    /// What fills the holes, where a line is this message.
    fn fills<'a>(&self, line: &'a str) -> Option<Vec<&'a str>> {
        let mut rest = line.strip_prefix(self.begin)?;
        let mut fills = Vec::with_capacity(self.holes.len());
        for (index, (hole, words)) in self.holes.iter().enumerate() {
            let is_last = index + 1 == self.holes.len();
            let (fill, behind) =
                if is_last { (rest.strip_suffix(words)?, "") } else { rest.split_once(words)? };
            let is_number = |text: &str| {
                text.starts_with(|c: char| c.is_ascii_digit())
                    && text.chars().all(|c| c.is_ascii_digit() || ".:,".contains(c))
            };
            if fill.is_empty() || *hole == Hole::Number && !is_number(fill) {
                return None;
            }
            fills.push(fill);
            rest = behind;
        }
        Some(fills)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;
    use std::{fs, io};

    use super::*;
    use crate::text::{is_han, is_traditional};

    /// What the system, clap and serde say; no source of ours has it as it is printed.
    const ELSEWHERE: [&str; 18] = [
        "No such file or directory (os error 2)",
        "Permission denied (os error 13)",
        "Is a directory (os error 21)",
        "Not a directory (os error 20)",
        "Address already in use (os error 98)",
        "Print help",
        "Print help (see more with '--help')",
        "Print help (see a summary with '-h')",
        "Print version",
        "Print this message or the help of the given subcommand(s)",
        "unknown field `{}`, expected one of {}",
        "jump_line",
        "column_label",
        "masthead",
        "advert",
        "boilerplate",
        "duplicate",
        "unassigned",
    ];

    #[test]
    fn every_message_has_both_scripts_and_all_its_holes() {
        let mut seen = BTreeSet::new();
        for [english, simplified, traditional] in rows() {
            assert!(seen.insert(english), "twice: {english}");
            for chinese in [simplified, traditional] {
                assert!(chinese.chars().any(|c| is_han(c) || c == '：'), "no Chinese: {english}");
                let holes = english.matches('{').count();
                for hole in 1..=holes {
                    assert!(chinese.contains(&format!("{{{hole}}}")), "{chinese} lacks hole {hole}");
                }
                assert_eq!(chinese.matches('{').count(), holes, "{chinese}");
            }
        }
        let traditional: Vec<&str> = rows().map(|row| row[2]).collect();
        assert!(is_traditional(&traditional.into_iter()));
    }

    /// A message whose English was changed would silently stay English.
    #[test]
    fn every_message_stands_in_the_sources() {
        let mut sources = String::new();
        gather(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), &mut sources).unwrap();
        gather(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/voices")), &mut sources).unwrap();
        let sources = bare(&sources);
        // A message may be put together of several: what stands between its marks is looked for.
        let is_said = |english: &str| {
            let pieces =
                english.split('{').map(|piece| piece.split_once('}').map_or(piece, |(_, words)| words));
            let mut pieces = pieces.flat_map(|piece| piece.split(['(', ')', ':', ';', '`'])).map(str::trim);
            pieces.all(|piece| piece.len() < 4 || sources.contains(&bare(piece)))
        };
        let messages = rows().map(|row| row[0]).filter(|english| !ELSEWHERE.contains(english));
        let lost: Vec<&str> = messages.filter(|english| !is_said(english)).collect();
        assert!(lost.is_empty(), "no source says this any more: {lost:#?}");
    }

    /// The texts of all sources below a folder, without the marks of Rust's strings.
    fn gather(folder: &Path, sources: &mut String) -> io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                gather(&path, sources)?;
            } else if path.extension().is_some_and(|ending| ending == "rs" || ending == "toml") {
                sources.push_str(&fs::read_to_string(path)?);
            }
        }
        Ok(())
    }

    /// Strings and comments of many lines on one, without the marks that Rust needs.
    fn bare(text: &str) -> String {
        let text = text.replace("\\n", "\n").replace("\\\"", "\"");
        let lines =
            text.lines().map(|line| line.trim().trim_start_matches("///").trim_end_matches('\\').trim());
        lines.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn holes_are_filled_in_chinese_too() {
        let words = Words::new(Script::Simplified);
        assert_eq!(
            words.text("newscaster: a.md: the file is empty; give a page with text on it"),
            "newscaster：a.md：文件是空的，请给出有文字的版面"
        );
        assert_eq!(words.text("Reuters: fetched in time"), "Reuters: fetched in time");
        assert_eq!(words.text("Town: 3 new\n  nothing known"), "Town：新到3条\n  nothing known");
    }
}
