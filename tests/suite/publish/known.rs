//! `.podcast.index`: with it, the podcast's files are byte for byte what they are without it, whatever happened to the
//! editions and to itself; and what looks as it did is not read again.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use newscaster::files::Shelf;
use newscaster::publish::{Options, podcast_with, seal};
use newscaster::verify::verify_podcast;
use proptest::prelude::*;
use tempfile::TempDir;

use crate::test_studio::Notes;

const INDEX: &str = ".podcast.index";
/// More than one page holds, so that there are pages of months.
const AT_FIRST: usize = 42;

/// A folder of editions, with a place beside it for copies and kept covers.
struct Paper {
    root: TempDir,
    settings: String,
    made: usize,
}

impl Paper {
    fn new(editions: usize) -> Self {
        let mut paper = Self { root: folder(), settings: String::new(), made: 0 };
        (0..editions).for_each(|_| paper.add());
        paper
    }

    fn path(&self, name: &str) -> PathBuf {
        self.root.path().join("output").join(name)
    }

    fn add(&mut self) {
        let day =
            jiff::civil::date(2026, 1, 20).checked_add(jiff::Span::new().days(self.made as i64)).unwrap();
        edition(&self.path(&day.to_string()), &day.to_string(), "头条");
        self.made += 1;
    }

    /// The folders of the editions, oldest first.
    fn editions(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.path("")).unwrap().map(|entry| entry.unwrap().path());
        let mut folders: Vec<_> = entries.filter(|path| path.is_dir() && !path.ends_with(INDEX)).collect();
        folders.sort();
        folders
    }

    fn renew(&self) -> Vec<String> {
        renew(&self.path(""), &self.settings, &self.root.path().join("kept"))
    }

    /// The podcast's files as they are in a copy of the editions that nobody has looked at.
    fn without_index(&self) -> Vec<(String, String)> {
        let copy = tempfile::tempdir_in(self.root.path()).unwrap();
        for folder in self.editions() {
            copied(&folder, &copy.path().join(folder.file_name().unwrap()));
        }
        renew(copy.path(), &self.settings, &self.root.path().join("kept"));
        podcast_files(copy.path())
    }
}

/// A folder in memory, where the system has one: hundreds of podcasts are flushed to the disk here.
fn folder() -> TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap()
}

fn renew(output: &Path, settings: &str, kept: &Path) -> Vec<String> {
    let options: Options = toml::from_str(settings).unwrap();
    let (notes, shelf) = (Notes::default(), Shelf::at(kept.to_owned()));
    podcast_with(None, output, &options, Some("青河日报"), Some(&shelf), &[], &notes).unwrap();
    notes.0.into_inner().unwrap()
}

/// An edition of two stories, with a file each.
fn edition(folder: &Path, date: &str, title: &str) {
    let report = serde_json::json!({
        "title": "早报", "date": date, "duration_s": 61.0, "sample_rate": 44_100,
        "loudness": { "integrated_lufs": -16.0, "true_peak_dbtp": -1.5, "range_lu": 0.0 },
        "segments": [], "problems": [], "coverage": { "characters": 0, "spoken": 0, "skipped": 0 },
        "chapters": [
            { "title": "时政", "start_s": 0.0, "end_s": 61.0, "level": 1 },
            { "title": title, "start_s": 5.0, "end_s": 30.0, "level": 2 },
            { "title": "桥", "start_s": 30.0, "end_s": 61.0, "level": 2 },
        ],
    });
    let script = format!(
        "title = \"早报\"\ndate = \"{date}\"\nlanguage = \"zh\"\n\n[[segments]]\nid = \"a\"\nrole = \"reporter\"\nchapter = 1\n\
         written = \"昨天通车。\"\n"
    );
    fs::create_dir_all(folder.join("stories")).unwrap();
    for (name, text) in [
        ("report.json", report.to_string().as_str()),
        ("script.toml", &script),
        ("edition.mp3", date),
        ("transcript.vtt", "WEBVTT"),
        ("chapters.json", "{}"),
        ("index.html", ""),
        ("stories/001.mp3", "1"),
        ("stories/002.mp3", "22"),
        ("stories/003.mp3", "333"),
    ] {
        fs::write(folder.join(name), text).unwrap();
    }
    seal(folder).unwrap();
}

fn copied(from: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let place = to.join(entry.file_name());
        if entry.path().is_dir() {
            copied(&entry.path(), &place);
        } else {
            fs::copy(entry.path(), place).unwrap();
        }
    }
}

/// What stands above the editions, but for hidden files.
fn podcast_files(output: &Path) -> Vec<(String, String)> {
    let mut files: Vec<_> = fs::read_dir(output)
        .unwrap()
        .map(Result::unwrap)
        .filter(|entry| entry.path().is_file() && !entry.file_name().to_string_lossy().starts_with('.'))
        .map(|entry| {
            let bytes = fs::read(entry.path()).unwrap();
            (entry.file_name().into_string().unwrap(), String::from_utf8_lossy(&bytes).into_owned())
        })
        .collect();
    files.sort();
    files
}

/// Changes a file in place, and leaves its length and the time that it tells as they were.
fn change(path: &Path, from: &str, to: &str) {
    let Ok(text) = fs::read_to_string(path) else { return };
    let time = fs::metadata(path).unwrap().modified().unwrap();
    fs::write(path, text.replacen(from, to, 1)).unwrap();
    File::options().write(true).open(path).unwrap().set_modified(time).unwrap();
}

/// Takes whatever stands there away.
fn clear(path: &Path) {
    let _ = fs::remove_file(path).or_else(|_| fs::remove_dir_all(path));
}

/// What may happen to an edition.
fn happen_to_edition(paper: &mut Paper, what: usize, folder: &Path) {
    let date = folder.file_name().unwrap().to_str().unwrap().to_owned();
    match what {
        0 => paper.add(),
        1 => fs::remove_dir_all(folder).unwrap(),
        2 => {
            let built = paper.root.path().join("built");
            edition(&built, &date, "更正");
            fs::remove_dir_all(folder).unwrap();
            fs::rename(built, folder).unwrap();
        }
        3 => change(&folder.join("report.json"), "头条", "要闻"),
        4 => change(&folder.join("script.toml"), "昨天", "今天"),
        5 => fs::write(folder.join("edition.mp3"), "longer than it was before").unwrap(),
        6 => fs::write(folder.join("cover.png"), "picture").unwrap(),
        7 => clear(&folder.join("transcript.vtt")),
        8 => fs::write(folder.join("stories/002.mp3"), "another length").unwrap(),
        9 => clear(&folder.join("stories/003.mp3")),
        10 => fs::write(folder.join("report.json"), "{ no").unwrap(),
        #[cfg(unix)]
        11 => {
            let moved = paper.root.path().join(format!("moved-{date}"));
            if fs::rename(folder, &moved).is_ok() {
                std::os::unix::fs::symlink(moved, folder).unwrap();
            }
        }
        _ => change(&folder.join("report.json"), "61.0", "62.0"),
    }
}

/// What may happen to the index, to what it tells of, and to the settings.
fn happen_beside(paper: &mut Paper, what: usize, other: &Path) {
    let index = paper.path(INDEX);
    if index.is_dir() {
        clear(&index);
    }
    let bytes = fs::read(&index).unwrap_or_default();
    match what {
        0 => clear(&index),
        1 | 2 if !bytes.is_empty() => {
            let mut bytes = bytes;
            let place = if what == 1 { bytes.len() / 2 } else { bytes.len() - 9 };
            bytes[place] ^= 1;
            fs::write(&index, bytes).unwrap();
        }
        3 => fs::write(&index, &bytes[..bytes.len() / 3]).unwrap(),
        4 => fs::write(&index, "").unwrap(),
        5 => {
            clear(&index);
            fs::copy(other, &index).unwrap();
        }
        6 => {
            clear(&index);
            fs::create_dir(&index).unwrap();
        }
        #[cfg(unix)]
        7 => {
            let aside = paper.root.path().join("aside");
            fs::write(&aside, bytes).unwrap();
            clear(&index);
            std::os::unix::fs::symlink(aside, &index).unwrap();
        }
        8 => change(&paper.path("feed.xml"), "早报", "晚报"),
        9 => clear(&paper.path("feed.xml")),
        10 => change(&paper.path("opds.xml"), "</entry>", "<!-- -->"),
        // A section's feed that no list names is nobody's, and would stay where the settings no longer ask for it.
        11 => ["B3SUMS", "feed-时政.xml", "feed-体育.xml"].iter().for_each(|name| clear(&paper.path(name))),
        12 => paper.settings = "base_url = 'https://example.org/n'".into(),
        13 => paper.settings = "[podcast]\nsections = ['时政']".into(),
        14 => paper.settings = "[podcast]\nexplicit = true\nsections = ['时政', '体育']".into(),
        15 => paper.settings = "keep = 41".into(),
        _ => paper.settings = String::new(),
    }
}

/// How many things may happen to an edition, and in all.
const TO_EDITIONS: usize = 13;
const ALL: usize = TO_EDITIONS + 17;

/// Lets one of all things happen.
fn happen(paper: &mut Paper, what: usize, which: usize, other: &Path) {
    let folders = paper.editions();
    match what.checked_sub(TO_EDITIONS) {
        None if folders.is_empty() => paper.add(),
        None => happen_to_edition(paper, what, &folders[which % folders.len()]),
        Some(what) => happen_beside(paper, what, other),
    }
}

#[test]
fn whatever_happens_alone_is_seen() {
    let other = Paper::new(3);
    other.renew();
    let mut paper = Paper::new(2);
    for what in 0..ALL {
        paper.add();
        paper.settings = "[podcast]\nsections = ['时政']".into();
        if paper.path(INDEX).is_symlink() {
            clear(&paper.path(INDEX));
        }
        // Two moments later all is known.
        for _ in 0..2 {
            std::thread::sleep(std::time::Duration::from_millis(30));
            paper.renew();
        }
        happen(&mut paper, what, what, &other.path(INDEX));
        paper.renew();
        assert!(podcast_files(&paper.path("")) == paper.without_index(), "{what}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn with_an_index_all_is_as_it_is_without(
        happenings in proptest::collection::vec((0..ALL, 0..AT_FIRST, any::<bool>()), 1..10)
    ) {
        let other = Paper::new(3);
        other.renew();
        let mut paper = Paper::new(AT_FIRST);
        paper.renew();
        for (what, which, is_run) in happenings {
            happen(&mut paper, what, which, &other.path(INDEX));
            if is_run {
                paper.renew();
                prop_assert_eq!(podcast_files(&paper.path("")), paper.without_index());
            }
        }
        paper.renew();
        prop_assert_eq!(podcast_files(&paper.path("")), paper.without_index());
    }
}

#[test]
fn what_looks_as_it_did_is_not_read_again() {
    let paper = Paper::new(3);
    std::thread::sleep(std::time::Duration::from_millis(30));
    paper.renew();
    assert_eq!(verify_podcast(&paper.path("")).unwrap().faults, Vec::<String>::new());
    // Who writes both the feed and the index anew is believed: what is told so can come from nowhere else.
    let index = fs::read_to_string(paper.path(INDEX)).unwrap();
    let feed = fs::read_to_string(paper.path("feed.xml")).unwrap();
    let told = feed.replace("昨天通车", "听说通车");
    assert!(told != feed && index.contains("2026-01-21"));
    let hash = |text: &str| blake3::hash(text.as_bytes()).to_hex().to_string();
    let (mark, rest) = index.split_at(index.find('\n').unwrap() + 1);
    let json = rest[64..].replace(&hash(&feed), &hash(&told));
    fs::write(paper.path("feed.xml"), &told).unwrap();
    fs::write(paper.path(INDEX), format!("{mark}{}{json}", hash(&json))).unwrap();
    paper.renew();
    assert_eq!(fs::read_to_string(paper.path("feed.xml")).unwrap(), told);
    // But an edition that changed is read, and only that one.
    change(&paper.path("2026-01-21/script.toml"), "昨天", "明天");
    paper.renew();
    let feed = fs::read_to_string(paper.path("feed.xml")).unwrap();
    assert_eq!((feed.matches("听说通车").count(), feed.matches("明天通车").count()), (4, 2), "{feed}");
}

#[cfg(unix)]
#[test]
fn what_somebody_else_put_in_its_place_stays() {
    let paper = Paper::new(2);
    let letter = paper.root.path().join("letter");
    fs::write(&letter, "dear").unwrap();
    let index = paper.path(INDEX);
    fs::write(&index, "dear").unwrap();
    assert!(paper.renew().iter().any(|note| note.contains(INDEX) && note.contains("not ours")));
    assert_eq!(fs::read_to_string(&index).unwrap(), "dear");
    fs::remove_file(&index).unwrap();
    std::os::unix::fs::symlink(&letter, &index).unwrap();
    assert!(paper.renew().iter().any(|note| note.contains(INDEX)));
    assert_eq!(fs::read_to_string(&letter).unwrap(), "dear");
    assert!(index.is_symlink());
    fs::remove_file(&index).unwrap();
    assert_eq!(paper.renew(), Vec::<String>::new());
    assert!(index.is_file());
}
