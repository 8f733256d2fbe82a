//! The quality gate: every measure has its floor in tests/quality.toml, with the digest of the data it stands for.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

use serde::Deserialize;

/// What is asked of a measure.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Gate {
    /// The least share, in percent.
    floor: f64,
    /// The digest of the data.
    data: String,
}

impl Gate {
    /// What is wrong with a measure of these data.
    fn fault(&self, percent: f64, data: &str) -> Option<String> {
        if self.data != data {
            return Some("its data have changed: measure anew, and write their digest".to_owned());
        }
        (percent < self.floor).then(|| format!("{percent:.2} % is below its floor of {} %", self.floor))
    }
}

static GATES: LazyLock<BTreeMap<String, Gate>> =
    LazyLock::new(|| toml::from_str(include_str!("../quality.toml")).unwrap());

/// The digest of data that come in pieces.
#[derive(Default)]
pub struct Data(blake3::Hasher);

impl Data {
    pub fn add(&mut self, piece: &str) {
        self.0.update(&(piece.len() as u64).to_le_bytes());
        self.0.update(piece.as_bytes());
    }

    pub fn of(pieces: &[&str]) -> Self {
        let mut data = Self::default();
        pieces.iter().for_each(|piece| data.add(piece));
        data
    }

    /// A file, or all files of a folder by their names.
    pub fn at(path: &Path) -> Self {
        let mut data = Self::default();
        data.take(path);
        data
    }

    fn take(&mut self, path: &Path) {
        if path.is_dir() {
            let mut entries: Vec<_> =
                std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect();
            entries.sort();
            entries.iter().for_each(|entry| self.take(entry));
        } else {
            self.add(&path.file_name().unwrap().to_string_lossy());
            self.add(&blake3::hash(&std::fs::read(path).unwrap()).to_hex());
        }
    }

    fn digest(&self) -> String {
        self.0.finalize().to_hex()[..16].to_owned()
    }
}

/// Holds a measure to its floor, and prints both.
pub fn hold(measure: &str, percent: f64, data: &Data) {
    let digest = data.digest();
    let gate = GATES.get(measure);
    let floor = gate.map_or(0.0, |gate| gate.floor);
    println!("quality: {measure:<40} {percent:7.2} %   floor {floor:6.2} %   data {digest}");
    // For who writes a floor or a digest anew.
    if std::env::var_os("QUALITY").is_some_and(|wanted| wanted == "measure") {
        return;
    }
    let gate = gate.unwrap_or_else(|| panic!("tests/quality.toml has no [\"{measure}\"]"));
    if let Some(fault) = gate.fault(percent, &digest) {
        panic!("{measure}: {fault}");
    }
}

#[test]
fn the_cases_come_out_as_an_editor_would_want_them() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/cases");
    let scorer = folder.join("score_cases.py");
    if !scorer.exists() {
        return crate::needs::beside_the_repository(&scorer);
    }
    for language in ["zh", "en"] {
        let cases = folder.join(language);
        let scored = Command::new("python3")
            .args([&scorer, &cases])
            .env("NEWSCASTER", env!("CARGO_BIN_EXE_newscaster"))
            .output()
            .unwrap();
        let said = String::from_utf8(scored.stdout).unwrap();
        let share = |line: &str| line.rsplit_once(", ")?.1.split_once(" %")?.0.parse().ok();
        let percent: f64 = said.lines().last().and_then(share).unwrap_or_else(|| panic!("{said}"));
        hold(&format!("cases {language}, by weight"), percent, &Data::at(&cases));
    }
}

#[test]
fn other_data_and_less_than_the_floor_are_refused() {
    let gate = Gate { floor: 97.5, data: Data::of(&["these"]).digest() };
    assert_eq!(gate.fault(97.5, &Data::of(&["these"]).digest()), None);
    assert!(gate.fault(97.4, &Data::of(&["these"]).digest()).unwrap().contains("below its floor"));
    assert!(gate.fault(100.0, &Data::of(&["th", "ese"]).digest()).unwrap().contains("have changed"));
}
