//! What a file is, told by its name: `types.tsv`.

use std::sync::LazyLock;

/// What a file is.
#[derive(Debug, PartialEq, Eq)]
pub struct Kind {
    /// Its name, or the ending of its name.
    ending: &'static str,
    /// Its media type.
    pub mime: &'static str,
    /// Whether it becomes shorter when it is compressed.
    pub is_text: bool,
}

static KINDS: LazyLock<Vec<Kind>> = LazyLock::new(|| {
    let rows = include_str!("types.tsv").lines().filter(|row| !row.starts_with('#'));
    let row = |row: &'static str| {
        let mut cells = row.split('\t');
        Some(Kind { ending: cells.next()?, mime: cells.next()?, is_text: cells.next()? == "text" })
    };
    rows.filter_map(row).collect()
});

static OTHER: Kind = Kind { ending: "", mime: "application/octet-stream", is_text: false };

impl Kind {
    /// The kind of a file, by its whole name before its ending.
    pub fn of(name: &str) -> &'static Self {
        let name = name.rsplit('/').next().unwrap_or(name);
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
        let by = |wanted: &str| KINDS.iter().find(|kind| kind.ending == wanted);
        by(name).or_else(|| by(&ending)).unwrap_or(&OTHER)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_counts_before_its_ending() {
        assert_eq!(Kind::of("2026-03-05/chapters.json").mime, "application/json+chapters");
        assert_eq!(Kind::of("report.json").mime, "application/json");
        assert_eq!(Kind::of("edition.MP3").mime, "audio/mpeg");
        assert_eq!(Kind::of("daisy/001.bin").mime, "application/octet-stream");
        assert!(Kind::of("transcript.vtt").is_text && !Kind::of("edition.mp3").is_text);
        assert!(KINDS.len() > 25);
    }
}
