//! Outside collections of readings, and how far ours agree with them. They stand beside the repository, if at all.

use std::path::PathBuf;
use std::sync::LazyLock;

use newscaster::model::Language;
use newscaster::reading::{Options, Reader};

/// What came of one collection.
#[derive(Debug, Default)]
pub struct Score {
    /// Readings that agree.
    pub right: usize,
    /// Those that do not: what was printed, what was expected, what was said.
    pub wrong: Vec<[String; 3]>,
}

impl Score {
    /// The share that agrees, in percent.
    pub fn percent(&self) -> f64 {
        100.0 * self.right as f64 / (self.right + self.wrong.len()).max(1) as f64
    }

    fn add(&mut self, agrees: bool, print: &str, expected: &str, said: &str) {
        if agrees {
            self.right += 1;
        } else {
            self.wrong.push([print, expected, said].map(str::to_owned));
        }
    }
}

/// The folder of the collections, where it exists.
pub fn folder() -> Option<PathBuf> {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/bench"));
    folder.is_dir().then_some(folder)
}

/// A reader without listeners' own pronunciations.
pub fn reader() -> &'static Reader {
    static READER: LazyLock<Reader> = LazyLock::new(|| Reader::new(&Options::default()).unwrap());
    &READER
}

/// News sentences with targets: one of the right readings is in the line, none of the wrong ones.
pub fn news(reader: &Reader) -> Option<Score> {
    let lines = std::fs::read_to_string(folder()?.join("cn-news-dev.jsonl")).unwrap();
    let mut score = Score::default();
    for line in lines.lines() {
        let item: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = item["text"].as_str().unwrap();
        let said = without_marks(&reader.read(text, Language::Zh).text());
        for target in item["targets"].as_array().unwrap() {
            if target["auto_evaluable"] != true {
                continue;
            }
            let has = |list: &str| {
                target[list]
                    .as_array()
                    .unwrap()
                    .iter()
                    .any(|reading| said.contains(&without_marks(reading.as_str().unwrap())))
            };
            let agrees = has("positive_readings") && !has("negative_readings");
            score.add(agrees, text, &target["positive_readings"].to_string(), &said);
        }
    }
    Some(score)
}

/// Lines of `written => spoken`.
pub fn wetext(reader: &Reader) -> Option<Score> {
    let mut score = Score::default();
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder()?.join("wetext")).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    for file in files {
        pairs(reader, &std::fs::read_to_string(file).unwrap(), "=>", &mut score);
    }
    Some(score)
}

/// Lines of `written|spoken`.
pub fn paddle(reader: &Reader) -> Option<Score> {
    let mut score = Score::default();
    pairs(reader, &std::fs::read_to_string(folder()?.join("paddle-tn.txt")).unwrap(), "|", &mut score);
    Some(score)
}

fn pairs(reader: &Reader, lines: &str, sign: &str, score: &mut Score) {
    for (print, expected) in lines.lines().filter_map(|line| line.split_once(sign)) {
        let said = reader.read(print.trim(), Language::Zh).text();
        score.add(meaning(&said) == meaning(expected), print, expected, &said);
    }
}

/// The words alone.
fn without_marks(line: &str) -> String {
    line.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// What a listener understands: both words for two, one, "to", kilometre and a degree of temperature are the
/// same, "per hour" may stand before or after, and 儿 and fillers add nothing.
fn meaning(line: &str) -> String {
    let plain: String = without_marks(line)
        .chars()
        .filter(|c| !"儿呃啊".contains(*c))
        .map(|c| match c {
            '两' => '二',
            '幺' => '一',
            '至' => '到',
            c => c.to_ascii_lowercase(),
        })
        .collect();
    let plain = plain.replace("公里", "千米").replace("摄氏度", "度");
    plain.strip_prefix("每小时").map_or(plain.clone(), |rest| format!("{rest}每小时"))
}
