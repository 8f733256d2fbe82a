//! The `[fetch]` table and the `[[sources]]` of `newscaster.toml`.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use serde::{Deserialize, Deserializer};
use url::Url;

use crate::files::sense;

/// How sources are asked.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Options {
    /// Where new items wait for their edition.
    pub spool: PathBuf,
    /// An address of the user's, told to every server that is asked: a page or a mail address.
    #[serde(deserialize_with = "contact")]
    pub contact: Option<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self { spool: PathBuf::from("spool"), contact: None }
    }
}

fn contact<'de, D: Deserializer<'de>>(value: D) -> Result<Option<String>, D::Error> {
    let text = sense::read_line(value, "the contact")?;
    match text {
        Some(text) if !text.is_ascii() => {
            Err(serde::de::Error::custom("the contact is a web or mail address in ASCII"))
        }
        text => Ok(text),
    }
}

/// What kind of thing stands at a source's address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A feed of items.
    Feed,
    /// One page, which is news whenever it is another one.
    Page,
}

/// One of the `[[sources]]`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(try_from = "Table")]
#[non_exhaustive]
pub struct Source {
    /// Its name, also that of its folder in the spool.
    pub name: String,
    /// Where it is.
    pub place: Place,
    /// What it is, where that is not to be told from what comes.
    pub kind: Option<Kind>,
    /// The section of its stories, whatever it says itself.
    pub section: Option<String>,
    /// The most items that one asking brings.
    pub limit: NonZeroUsize,
    /// Whether the page of each item is fetched, for its whole text.
    pub full_text: bool,
    /// The hours in which `newscaster run` asks; `None` for all.
    pub hours: Option<Hours>,
}

/// Where a source is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// An address of the net.
    Web(Url),
    /// A folder into which somebody else puts files.
    Folder(PathBuf),
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Web(url) => f.write_str(url.as_str()),
            Self::Folder(folder) => write!(f, "{}", folder.display()),
        }
    }
}

/// Whole hours of the day, the first included and the last not: `5-22`, `20-6` over midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Hours {
    from: i8,
    until: i8,
}

impl TryFrom<String> for Hours {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let parts = text.split_once('-').and_then(|(from, until)| {
            Some(Self { from: from.trim().parse().ok()?, until: until.trim().parse().ok()? })
        });
        parts
            .filter(|hours| (0..24).contains(&hours.from) && (0..=24).contains(&hours.until))
            .ok_or_else(|| format!("`{text}` are no hours of a day; write them as in `5-22`"))
    }
}

impl Hours {
    /// Whether an hour of the day is among them.
    pub fn hold(self, hour: i8) -> bool {
        if self.from < self.until {
            (self.from..self.until).contains(&hour)
        } else {
            hour >= self.from || hour < self.until
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    name: String,
    url: Option<String>,
    folder: Option<PathBuf>,
    kind: Option<Kind>,
    section: Option<String>,
    limit: Option<NonZeroUsize>,
    #[serde(default)]
    full_text: bool,
    hours: Option<Hours>,
}

/// What one asking brings where the source sets nothing: more than a paper's day.
const LIMIT: NonZeroUsize = NonZeroUsize::MIN.saturating_add(49);

impl TryFrom<Table> for Source {
    type Error = String;

    fn try_from(table: Table) -> Result<Self, String> {
        let name = sense::line(table.name.trim().to_owned(), "a source's name")?;
        if name.is_empty() || name.chars().count() > 60 {
            return Err("a source's name has 1 to 60 characters".to_owned());
        }
        let place = match (table.url, table.folder) {
            (Some(url), None) => Place::Web(address(&url)?),
            (None, Some(folder)) => Place::Folder(folder),
            _ => return Err(format!("the source {name} needs either a url or a folder")),
        };
        let section = table.section.map(|section| sense::line(section, "a section")).transpose()?;
        let limit = table.limit.unwrap_or(LIMIT);
        Ok(Self {
            name,
            place,
            kind: table.kind,
            section,
            limit,
            full_text: table.full_text,
            hours: table.hours,
        })
    }
}

/// Reads an address of the net.
///
/// # Errors
/// What is wrong with it, with an example.
pub fn address(text: &str) -> Result<Url, String> {
    let url =
        Url::parse(text.trim()).ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
    url.ok_or_else(|| format!("`{text}` is no web address; write it as in `https://example.org/feed.xml`"))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::files::parse_settings;

    fn source(text: &str) -> Result<Source, String> {
        parse_settings(text, Path::new("x.toml")).map_err(|error| error.message)
    }

    #[test]
    fn a_source_is_an_address_or_a_folder() {
        let web = source("name = '河湾'\nurl = 'https://example.org/feed.xml'\nhours = '5-22'\n").unwrap();
        assert!(matches!(web.place, Place::Web(_)) && web.limit.get() == 50 && !web.full_text);
        assert!(matches!(source("name = 'a'\nfolder = 'in'\n").unwrap().place, Place::Folder(_)));
        for (wrong, word) in [
            ("name = 'a'\n", "url or a folder"),
            ("name = 'a'\nurl = 'https://x.org'\nfolder = 'in'\n", "url or a folder"),
            ("name = 'a'\nurl = 'ftp://x.org'\n", "https://example.org/feed.xml"),
            ("name = 'a'\nurl = 'x'\n", "https://example.org/feed.xml"),
            ("name = ''\nfolder = 'in'\n", "1 to 60"),
            ("name = 'a'\nfolder = 'in'\nhours = '5-25'\n", "5-22"),
            ("name = 'a'\nfolder = 'in'\nlimit = 0\n", "nonzero"),
            ("name = 'a'\nfolder = 'in'\nurls = 0\n", "unknown"),
        ] {
            assert!(source(wrong).unwrap_err().contains(word), "{wrong}: {:?}", source(wrong));
        }
    }

    #[test]
    fn hours_may_go_over_midnight() {
        let hours = |text: &str| Hours::try_from(text.to_owned()).unwrap();
        assert!(hours("5-22").hold(5) && hours("5-22").hold(21) && !hours("5-22").hold(22));
        assert!(hours("20-6").hold(23) && hours("20-6").hold(5) && !hours("20-6").hold(6));
        assert!(hours("0-24").hold(0) && hours("0-24").hold(23));
    }
}
