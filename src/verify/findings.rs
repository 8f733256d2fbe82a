//! What a check finds.

use std::fmt::Display;

use crate::model::Report;

/// What was checked, and what is wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verification {
    /// The files that were opened.
    pub checked: Vec<String>,
    /// What is wrong, each naming its file and what to do.
    pub faults: Vec<String>,
}

impl Verification {
    /// Whether nothing is wrong.
    pub fn passed(&self) -> bool {
        self.faults.is_empty()
    }
}

/// Times may differ by a rounded millisecond where a file holds its own.
const TOLERANCE_S: f64 = 0.0015;

/// What a check hands its findings to: faults of one file.
pub struct Findings<'a> {
    /// The file, as the edition names it.
    pub file: &'a str,
    /// What the script prints, a sentence each; empty where it cannot be read.
    pub written: &'a [String],
    /// The printed page of each chapter.
    pub pages: &'a [Option<String>],
    /// What is wrong in words, and what to do about it.
    pub cure: fn(&str, &dyn Display) -> String,
    /// What is wrong.
    pub faults: &'a mut Vec<String>,
}

impl Findings<'_> {
    /// Something is wrong with the file.
    pub fn fault(&mut self, what: impl Display) {
        self.faults.push((self.cure)(self.file, &what));
    }

    /// Holds two times in seconds against each other.
    pub fn same_time(&mut self, what: impl Display, found: f64, expected: f64) {
        self.near(what, found, expected, TOLERANCE_S);
    }

    /// Holds two times in seconds against each other as exactly as the format can say them.
    pub fn near(&mut self, what: impl Display, found: f64, expected: f64, tolerance: f64) {
        if (found - expected).is_nan() || (found - expected).abs() > tolerance {
            self.fault(format!("{what} is at {found:.3} s, but report.json says {expected:.3} s"));
        }
    }

    /// Every sentence is shown, in order and to the letter; how lines are broken does not matter.
    pub fn shows(&mut self, text: &str) {
        let text = bare(text);
        let mut rest = text.as_str();
        for sentence in self.written {
            let sentence = bare(sentence);
            let Some(at) = rest.find(&sentence) else {
                return self.fault(format!("it does not show “{sentence}” in its place"));
            };
            rest = &rest[at + sentence.len()..];
        }
    }

    /// Nothing but the sentences is shown.
    pub fn shows_only(&mut self, text: &str) {
        let written: String = self.written.iter().map(|sentence| bare(sentence)).collect();
        if !written.is_empty() && bare(text) != written {
            self.fault("its text is not what script.toml has as `written`");
        }
    }

    /// A sound file's title is the edition's, with or without the day behind it.
    pub fn titled(&mut self, title: Option<&str>, report: &Report) {
        let title = title.unwrap_or_default();
        if !title.starts_with(&report.title) {
            self.fault(format!("its title is “{title}”, not “{}”", report.title));
        }
    }

    /// A file tells of the voices what the report says that listeners are told.
    pub fn discloses(&mut self, report: &Report, told: Option<&str>) {
        let expected = report.disclosure.as_deref();
        if expected.is_some_and(|expected| !told.unwrap_or_default().contains(expected)) {
            self.fault(format!("it does not say “{}”", expected.unwrap_or_default()));
        }
    }

    /// A sound file's label says that its sound is generated, where the report says so (GB 45438-2025).
    pub fn labelled(&mut self, report: &Report, label: Option<&str>) {
        let label: serde_json::Value =
            label.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
        let is_whole = label["Label"] == "1"
            && ["ContentProducer", "ProduceID"]
                .iter()
                .all(|key| label[key].as_str().is_some_and(|v| !v.is_empty()));
        if report.disclosure.is_some() && !is_whole {
            self.fault(
                "its label AIGC does not say that its sound is generated, by whom and under which number",
            );
        }
    }

    /// Holds two counts against each other.
    pub fn same_count(&mut self, what: &str, found: usize, expected: usize) -> bool {
        if found != expected {
            self.fault(format!("{found} {what}, but report.json has {expected}"));
        }
        found == expected
    }
}

/// What is wrong with a file, and what to do.
pub fn again(file: &str, what: &dyn Display) -> String {
    format!("{file}: {what}; make the edition again")
}

/// What is wrong with a file of the podcast, and what to do.
pub fn renewed(file: &str, what: &dyn Display) -> String {
    format!("{file}: {what}; the next `newscaster make` into this folder, of whatever day, renews it")
}

/// Without blanks: lines are broken at them.
pub fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect()
}
