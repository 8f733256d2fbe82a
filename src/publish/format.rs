//! The table of formats, and their names as a user writes them.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use serde::{Deserialize, Deserializer};

use super::{
    Error, Programme, artwork, audiobook, briefing, chapters, daisy, daisy3, epub, lpf, player, report,
    sound, stories, transcript, video,
};
use crate::files::nearest;
use crate::loudness;

/// When a format is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// In every edition: other files and readers count on it.
    Always,
    /// Where the options name it.
    Asked,
}

/// One format: a name, and how its files are made.
#[derive(Debug)]
pub struct Publisher {
    /// What a user calls it.
    pub name: &'static str,
    /// What it is, in a line for `--help`.
    pub about: &'static str,
    /// Whether it needs to be asked for.
    pub when: When,
    /// Writes it, and names the files it wrote.
    pub publish: fn(&Programme<'_>) -> Result<Vec<PathBuf>, Error>,
}

/// Every format, in the order of writing: the cover comes first, since sound files hold it.
pub static PUBLISHERS: &[Publisher] = &[
    Publisher {
        name: "artwork",
        about: "cover.png, the day over a waveform",
        when: When::Always,
        publish: artwork::publish,
    },
    Publisher {
        name: "wav",
        about: "edition.wav, the master, with chapters",
        when: When::Always,
        publish: |programme| {
            sound::wav(programme.edition, &programme.target.encoding)?;
            Ok(vec![programme.edition.master.clone()])
        },
    },
    Publisher {
        name: "mp3",
        about: "edition.mp3, with chapters",
        when: When::Always,
        publish: |programme| {
            let path = programme.target.folder.join("edition.mp3");
            sound::mp3(programme.edition, &programme.target.encoding, &path)?;
            Ok(vec![path])
        },
    },
    Publisher {
        name: "m4b",
        about: "edition.m4b, an audiobook with chapters; needs ffmpeg",
        when: When::Asked,
        publish: |programme| {
            let path = programme.target.folder.join("edition.m4b");
            sound::m4b(programme.edition, &programme.target.encoding, &path)?;
            // The other encoders are our own and known; what the machine's ffmpeg makes is heard.
            let (_, heard) = loudness::heard(&path)
                .map_err(|cause| Error::Read { path: path.clone(), cause: cause.to_string() })?;
            if let Some(peak) = heard.excess() {
                tracing::warn!(
                    "edition.m4b has a true peak of {peak:.1} dBTP, above -1: raise m4b_kbps in [publish.encoding], \
                     or lower true_peak in [sound]"
                );
            }
            Ok(vec![path])
        },
    },
    Publisher {
        name: "opus",
        about: "edition.opus, small, with chapters",
        when: When::Asked,
        publish: |programme| {
            let path = programme.target.folder.join("edition.opus");
            sound::opus(programme.edition, &programme.target.encoding, &path)?;
            Ok(vec![path])
        },
    },
    Publisher {
        name: "flac",
        about: "edition.flac, lossless, with chapters",
        when: When::Asked,
        publish: |programme| {
            let path = programme.target.folder.join("edition.flac");
            sound::flac(programme.edition, &programme.target.encoding, &path)?;
            Ok(vec![path])
        },
    },
    Publisher {
        name: "chapters",
        about: "chapters.json, Podcasting 2.0, and chapters.vtt",
        when: When::Always,
        publish: chapters::publish,
    },
    Publisher {
        name: "vtt",
        about: "transcript.vtt, a cue a sentence",
        when: When::Always,
        publish: transcript::vtt::publish,
    },
    Publisher {
        name: "json",
        about: "transcript.json, Podcasting 2.0, with the time of every word",
        when: When::Always,
        publish: transcript::json::publish,
    },
    Publisher {
        name: "srt",
        about: "transcript.srt, the same for players without WebVTT",
        when: When::Asked,
        publish: transcript::srt::publish,
    },
    Publisher {
        name: "text",
        about: "transcript.txt, plain text",
        when: When::Asked,
        publish: transcript::text::publish,
    },
    Publisher {
        name: "html",
        about: "transcript.html, to read or print",
        when: When::Asked,
        publish: transcript::page::publish,
    },
    Publisher {
        name: "epub",
        about: "edition.epub, EPUB 3.3 with the voice beside the text",
        when: When::Asked,
        publish: epub::publish,
    },
    Publisher {
        name: "daisy",
        about: "daisy/, a DAISY 2.02 talking book",
        when: When::Asked,
        publish: daisy::publish,
    },
    Publisher {
        name: "daisy3",
        about: "daisy3/, a DAISY 3 talking book (ANSI/NISO Z39.86-2005)",
        when: When::Asked,
        publish: daisy3::publish,
    },
    Publisher {
        name: "daisy-zip",
        about: "daisy.zip, the DAISY book in one file, for catalogues",
        when: When::Asked,
        publish: daisy::publish_packed,
    },
    Publisher {
        name: "stories",
        about: "stories/, an MP3 a story, and a playlist",
        when: When::Asked,
        publish: stories::publish,
    },
    Publisher {
        name: "video",
        about: "edition.mp4, cover and subtitles for video sites; needs ffmpeg",
        when: When::Asked,
        publish: video::publish,
    },
    Publisher {
        name: "briefing",
        about: "briefing.mp3, ten minutes for smart speakers",
        when: When::Asked,
        publish: briefing::publish,
    },
    Publisher {
        name: "audiobook",
        about: "publication.json, a W3C audiobook manifest",
        when: When::Asked,
        publish: audiobook::publish,
    },
    Publisher {
        name: "report",
        about: "report.json and report.html, how the edition was made",
        when: When::Always,
        publish: report::publish,
    },
    Publisher {
        name: "page",
        about: "index.html, the page with the player",
        when: When::Always,
        publish: player::publish,
    },
    Publisher {
        name: "lpf",
        about: "edition.lpf, the W3C audiobook in one file",
        when: When::Asked,
        publish: lpf::publish,
    },
];

/// A format that a user asked for.
#[derive(Clone, Copy)]
pub struct Format(&'static Publisher);

impl Format {
    /// The formats that a list names; `all` stands for every one.
    ///
    /// # Errors
    /// In words, where there is no such format.
    pub fn list(names: &[String]) -> Result<Vec<Self>, String> {
        if names.iter().any(|name| is_all(name)) {
            return Ok(Self::all());
        }
        names.iter().map(|name| name.parse()).collect()
    }

    fn all() -> Vec<Self> {
        PUBLISHERS.iter().map(Self).collect()
    }

    /// Its name in [`PUBLISHERS`].
    pub fn name(self) -> &'static str {
        self.0.name
    }
}

impl fmt::Debug for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl PartialEq for Format {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
    }
}

impl Eq for Format {}

impl FromStr for Format {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        let names = || PUBLISHERS.iter().map(|publisher| publisher.name);
        let wanted = word.trim().to_lowercase();
        if let Some(publisher) = PUBLISHERS.iter().find(|publisher| publisher.name == wanted) {
            return Ok(Self(publisher));
        }
        let known = names().collect::<Vec<_>>().join(", ");
        Err(match nearest(&wanted, names()) {
            Some(name) => format!("unknown format `{word}`; did you mean `{name}`? There are: {known}"),
            None => format!("unknown format `{word}`; there are: {known}"),
        })
    }
}

/// An entry of a list in a settings file: a format, or none for `all`.
struct Entry(Option<Format>);

impl<'de> Deserialize<'de> for Entry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        if is_all(&name) {
            return Ok(Self(None));
        }
        name.parse().map(|format| Self(Some(format))).map_err(serde::de::Error::custom)
    }
}

/// The formats that a list in a settings file names; `all` stands for every one.
///
/// # Errors
/// Those of the file's format, at the entry.
pub(super) fn entries<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Format>, D::Error> {
    let entries = Vec::<Entry>::deserialize(deserializer)?;
    let named: Option<Vec<Format>> = entries.into_iter().map(|entry| entry.0).collect();
    Ok(named.unwrap_or_else(Format::all))
}

fn is_all(name: &str) -> bool {
    name.trim().eq_ignore_ascii_case("all")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistyped_format_is_answered_with_the_nearest_and_all() {
        let error = "chaptres".parse::<Format>().unwrap_err();
        assert!(error.contains("did you mean `chapters`?"), "{error}");
        assert!("vtt".parse::<Format>().is_ok_and(|format| format.name() == "vtt"));
        assert_eq!(" VTT ".parse::<Format>(), "vtt".parse());
    }

    #[test]
    fn all_are_all() {
        let list = |names: &str| Format::list(&names.split(',').map(str::to_owned).collect::<Vec<_>>());
        assert_eq!(list("all").unwrap().len(), PUBLISHERS.len());
        assert_eq!(list("epub,srt").unwrap().len(), 2);
        assert!(list("epub,mp5").is_err());
        let settings = |text| toml::from_str::<crate::publish::Options>(text);
        assert_eq!(settings("formats = ['mp3', 'All']").unwrap().formats.len(), PUBLISHERS.len());
        assert_eq!(settings("formats = ['epub', 'srt']").unwrap().formats.len(), 2);
        let wrong = settings("formats = ['epub', 'mp5']").unwrap_err();
        assert!(wrong.to_string().contains("unknown format `mp5`"), "{wrong}");
    }

    #[test]
    fn names_are_unique() {
        let mut names: Vec<_> = PUBLISHERS.iter().map(|publisher| publisher.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), PUBLISHERS.len());
    }
}
