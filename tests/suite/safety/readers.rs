//! Readers of foreign bytes on changed real files: none panics, none takes more memory than the file can fill. The targets
//! in `fuzz/` look further; this is what every run of the tests looks at.

use std::fs;
use std::path::{Path, PathBuf};

use newscaster::config::{Config, SAMPLE};
use newscaster::files::{Sums, WavFile, edition, parse_settings};
use newscaster::loudness;
use newscaster::model::Report;
use newscaster::reading::{Options, Reader};
use newscaster::script::file::{parse, to_toml};
use newscaster::speech::clips::{self, ClipStore};
use proptest::prelude::*;
use proptest::test_runner::{Config as Runs, TestRunner};

use super::{MAKE, house};
use crate::test_studio::files;

/// A change of a file: where, as a share of its length, and what.
#[derive(Clone, Debug)]
enum Change {
    Flip(f64, u8),
    Cut(f64),
    Put(f64, Vec<u8>),
    Twice(f64, f64),
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    // Files say most in their first bytes.
    let place = || prop_oneof![0.0..1.0, 0.0..0.02, Just(0.0)];
    let hostile = prop_oneof![
        proptest::collection::vec(any::<u8>(), 1..9),
        Just(vec![0xff; 4]),
        Just(b"99999999999999999999".to_vec()),
        Just(b"-1e999".to_vec()),
        Just("\u{202e}\u{0}".as_bytes().to_vec()),
        Just(b"[[[[[[[[[[[[[[[[".to_vec()),
    ];
    let change = prop_oneof![
        4 => (place(), 1_u8..).prop_map(|(at, bits)| Change::Flip(at, bits)),
        1 => place().prop_map(Change::Cut),
        3 => (place(), hostile).prop_map(|(at, bytes)| Change::Put(at, bytes)),
        1 => (place(), place()).prop_map(|(from, to)| Change::Twice(from, to)),
    ];
    proptest::collection::vec(change, 1..6)
}

fn changed(file: &[u8], changes: &[Change]) -> Vec<u8> {
    let mut bytes = file.to_vec();
    for change in changes {
        let place = |share: f64| ((bytes.len() as f64 * share) as usize).min(bytes.len().saturating_sub(1));
        match change {
            Change::Flip(at, bits) => {
                let at = place(*at);
                bytes.get_mut(at).into_iter().for_each(|byte| *byte ^= bits);
            }
            Change::Cut(at) => bytes.truncate(place(*at)),
            Change::Put(at, put) => {
                let (at, end) = (place(*at), (place(*at) + put.len()).min(bytes.len()));
                bytes.splice(at..end, put.iter().copied());
            }
            Change::Twice(from, to) => {
                let (from, to) = (place(*from).min(place(*to)), place(*from).max(place(*to)));
                let part = bytes[from..to].to_vec();
                bytes.splice(to..to, part);
            }
        }
    }
    bytes
}

/// Reads so many changed copies of a file.
fn read(cases: u32, file: &[u8], reader: impl Fn(&[u8])) {
    let runs = Runs { cases, failure_persistence: None, ..Runs::default() };
    let outcome = TestRunner::new(runs).run(&changes(), |changes| {
        reader(&changed(file, &changes));
        Ok(())
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
}

fn ending(folder: &Path, ending: &str) -> PathBuf {
    let all = files(folder).into_iter();
    all.filter(|path| path.extension().is_some_and(|e| e == ending)).min().unwrap()
}

#[test]
fn changed_scripts_settings_reports_sidecars_and_sounds_are_read_or_refused() {
    let house = house();
    house.run(MAKE).succeeds();
    let made = house.path("output/2026-03-05");
    let get = |name: &str| fs::read(made.join(name)).unwrap();

    let reader = Reader::new(&Options::default()).unwrap();
    read(400, &get("script.toml"), |bytes| {
        let text = String::from_utf8_lossy(bytes);
        if let Ok(script) = parse(&text, Path::new("s.toml"), &reader, &|_| Ok(())) {
            let again = parse(&to_toml(&script), Path::new("again.toml"), &reader, &|_| Ok(())).unwrap();
            assert_eq!(again.segments.len(), script.segments.len());
        }
    });
    let uncommented = SAMPLE.replace("#: ", "");
    read(2_000, uncommented.as_bytes(), |bytes| {
        let _ = parse_settings::<Config>(&String::from_utf8_lossy(bytes), Path::new("n.toml"));
    });
    let folder = tempfile::tempdir().unwrap();
    for name in ["report.json", "B3SUMS"] {
        fs::write(folder.path().join(name), get(name)).unwrap();
    }
    read(1_000, &get("report.json"), |bytes| {
        let _ = serde_json::from_slice::<Report>(bytes);
        fs::write(folder.path().join("report.json"), bytes).unwrap();
        let _ = edition(folder.path());
    });
    read(1_000, &get("B3SUMS"), |bytes| {
        let sums = Sums::parse(&String::from_utf8_lossy(bytes));
        let names = sums.iter().flat_map(|sums| sums.iter().map(|(name, _)| name.to_owned()));
        assert!(names.into_iter().all(|name| !name.starts_with('/') && !name.contains("..")), "{sums:?}");
    });

    let store = house.path("clips/clips");
    let options = options!(clips::Options { folder: Some(store.clone()) });
    let sidecar = ending(&store, "json");
    read(300, &fs::read(&sidecar).unwrap(), |bytes| {
        fs::write(&sidecar, bytes).unwrap();
        ClipStore::new(&options).check().unwrap();
        ClipStore::new(&options).stats().unwrap();
    });

    let sound = folder.path().join("sound");
    read(1_000, &fs::read(ending(&store, "wav")).unwrap(), |bytes| {
        fs::write(&sound, bytes).unwrap();
        if let Ok(mut wav) = WavFile::open(&sound) {
            assert!(wav.length.0 * 2 <= bytes.len() as u64);
            let _ = wav.read_all();
        }
    });
    let mp3 = get("edition.mp3");
    // As much as two seconds: the headers, and some frames.
    read(200, &mp3[..mp3.len().min(40_000)], |bytes| {
        fs::write(&sound, bytes).unwrap();
        let _ = loudness::heard(&sound);
    });
}

/// An RF64 file of ten samples that says in its `ds64` that there are more.
fn rf64(size: u64) -> Vec<u8> {
    let mut file = b"RF64\xff\xff\xff\xffWAVEds64\x1c\0\0\0".to_vec();
    file.extend([0; 8]);
    file.extend(size.to_le_bytes());
    file.extend([0; 12]);
    file.extend(b"fmt \x10\0\0\0\x01\0\x01\0");
    file.extend(8_000_u32.to_le_bytes());
    file.extend(16_000_u32.to_le_bytes());
    file.extend(b"\x02\0\x10\0data\xff\xff\xff\xff");
    file.extend([1; 20]);
    file
}

#[test]
fn a_wav_file_that_says_any_length_is_read_as_far_as_it_goes_or_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("s.wav");
    for (size, length) in
        [(20, Some(10)), (21, None), (u64::MAX, None), (u64::MAX - 70, None), (1 << 63, None)]
    {
        fs::write(&path, rf64(size)).unwrap();
        assert_eq!(WavFile::open(&path).ok().map(|wav| wav.length.0), length, "{size}");
    }
}

#[test]
fn a_sound_file_that_says_a_rate_beyond_any_is_refused_before_it_is_listened_to() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("s.wav");
    for (rate, is_read) in
        [(8_000_u32, true), (768_000, true), (0, false), (768_001, false), (u32::MAX, false)]
    {
        let mut file = b"RIFF\x64\x01\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0".to_vec();
        file.extend(rate.to_le_bytes());
        file.extend(rate.saturating_mul(2).to_le_bytes());
        file.extend(b"\x02\0\x10\0data\x40\x01\0\0");
        file.extend([7; 320]);
        fs::write(&path, file).unwrap();
        assert_eq!(loudness::heard(&path).is_ok(), is_read, "{rate} Hz");
        assert_eq!(WavFile::open(&path).is_ok(), is_read, "{rate} Hz");
    }
}

#[test]
fn a_story_whose_chapter_fell_away_is_refused_with_its_line_and_makes_no_script_that_cannot_be_read_again() {
    let script = "title = '早报'\ndate = '2026-03-05'\nlanguage = 'zh'\n[[chapters]]\ntitle = '要闻'\nlevel = 1\n[[chapters]]\n\
                  title = '新桥通车'\nlevel = 2\narticle = 'a1'\n[[segments]]\nchapter = 0\nwritten = '欢迎收听。'\n[[segments]]\n\
                  article = 'a1'\nchapter = 0\nwritten = '新桥通车。'\n";
    let house = house().file("s.toml", script);
    house.run("make s.toml --voice main").ends(2).says("s.toml, line 15").says("no chapter tells the story");
    house.put("s.toml", script.replace("chapter = 0\nwritten = '新", "chapter = 1\nwritten = '新"));
    house.run("make s.toml --voice main").succeeds();
    house.run("make output/2026-03-05/script.toml --voice main").succeeds();
}
