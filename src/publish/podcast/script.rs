//! What a feed reads of an edition's script.

use std::path::Path;

use serde::Deserialize;

use crate::files::regular;
use crate::model::{Language, Locale, Role};

/// The part of `script.toml` that the feed tells of.
#[derive(Debug, Default, PartialEq, Deserialize)]
pub struct ScriptFile {
    #[serde(default)]
    language: Language,
    #[serde(default)]
    segments: Vec<Segment>,
}

#[derive(Debug, Default, PartialEq, Deserialize)]
struct Segment {
    #[serde(default)]
    role: Role,
    #[serde(default)]
    chapter: usize,
    #[serde(default)]
    written: String,
}

impl ScriptFile {
    /// The script in an edition's folder; `None` where there is none that can be read.
    pub fn read(folder: &Path) -> Option<Self> {
        let text = regular::read_text(&folder.join("script.toml"), regular::LARGEST_TEXT).ok()?;
        Self::of_lines(&text).or_else(|| toml::from_str(&text).ok())
    }

    /// Reads a script as newscaster writes it, a key a line: of thousands of editions nothing else takes as long as to
    /// understand all of TOML. `None` where it is written in any other way.
    fn of_lines(text: &str) -> Option<Self> {
        let mut script = Self::default();
        let mut table = "";
        for line in text.lines().map(str::trim_start) {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if line.starts_with('[') {
                table = line.split('#').next()?.trim_end();
                match table {
                    "[[segments]]" => script.segments.push(Segment::default()),
                    "[[chapters]]" | "[[left_out]]" => {}
                    _ => return None,
                }
                continue;
            }
            let (key, value) = line.split_once(" = ")?;
            match (table, key, script.segments.last_mut()) {
                ("", "language", _) => {
                    script.language = if quoted(value)? == "en" { Language::En } else { Language::Zh };
                }
                ("[[segments]]", "role", Some(segment)) => {
                    segment.role = if quoted(value)? == "anchor" { Role::Anchor } else { Role::Reporter };
                }
                ("[[segments]]", "chapter", Some(segment)) => segment.chapter = value.parse().ok()?,
                ("[[segments]]", "written", Some(segment)) => segment.written = quoted(value)?,
                ("", key, _) if !matches!(key, "title" | "date" | "unreached") => return None,
                _ => {
                    let is_plain = !value.starts_with("\"\"\"") && !value.starts_with("'''");
                    is_plain.then_some(())?;
                }
            }
        }
        Some(script)
    }

    /// How its text is written, as far as it tells.
    pub fn locale(&self) -> Locale {
        match self.language {
            Language::Zh => Locale::ZhHans,
            Language::En => Locale::En,
        }
    }

    /// The first sentence of each chapter that is not the presenter's.
    pub fn leads(&self, chapters: usize) -> Vec<String> {
        let mut leads = vec![String::new(); chapters];
        for segment in self.segments.iter().filter(|segment| segment.role != Role::Anchor) {
            if let Some(lead) = leads.get_mut(segment.chapter).filter(|lead| lead.is_empty()) {
                segment.written.clone_into(lead);
            }
        }
        leads
    }
}

/// A string in quotation marks, with nothing behind it; one with escapes is left to TOML.
fn quoted(value: &str) -> Option<String> {
    let inner = value.strip_prefix('"')?.strip_suffix('"')?;
    if inner.contains(['\\', '"']) {
        let row: toml::Table = toml::from_str(&format!("x = {value}")).ok()?;
        return row.get("x")?.as_str().map(str::to_owned);
    }
    Some(inner.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWN: &str = "# A script.\n\ntitle = \"T # x\"\ndate = \"2026-03-05\"\nlanguage = \"en\"\nunreached = [\"a\"]\n\n\
                       [[chapters]] # 0\ntitle = \"A\"\nlevel = 1\n\n[[left_out]]\narticle = \"b\"\nreason = \"r\"\n\n\
                       # ──── 0 · A ────\n\n[[segments]]\nid = \"opening-1\"\nrole = \"anchor\"\nchapter = 0\nwritten = \"Hello.\"\n\
                       spoken = \"Hello.\"  # auto 31f0ab-90c2d4\npause_after_ms = 350\n\n[[segments]]\nid = \"a-1\"\nrole = \"quote\"\n\
                       article = \"a\"\nchapter = 0\nwritten = \"He said “no” \\\\ \\\"yes\\\".\"\nspoken = \"He\"\npause_after_ms = 0\n";

    #[test]
    fn what_is_written_line_by_line_is_read_as_toml_reads_it() {
        let read = ScriptFile::of_lines(OWN).unwrap();
        let whole: ScriptFile = toml::from_str(OWN).unwrap();
        assert_eq!((read.leads(1), read.locale()), (whole.leads(1), whole.locale()));
        assert_eq!(read.leads(1), ["He said “no” \\ \"yes\"."]);
    }

    #[test]
    fn what_is_written_in_another_way_is_left_to_toml() {
        for other in [
            "segments = [{ written = 'x' }]",
            "[[segments]]\nwritten = \"\"\"\nx\"\"\"",
            "[[segments]]\nwritten = 'x'",
            "[[segments]]\nspoken = '''\n[[segments]]'''",
            "[[segments]]\nwritten=\"x\"",
            "[segments]\nx = 1",
        ] {
            assert_eq!(ScriptFile::of_lines(other), None, "{other}");
        }
    }
}
