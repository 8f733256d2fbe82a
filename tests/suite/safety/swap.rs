//! Finding 1: an edition is put in its place whole or not at all, at whatever step the run is killed or asked to stop.

use std::cell::RefCell;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::thread::{self, JoinHandle};

use newscaster::files::{Step, Stop, System, ThisSystem, Workplace, edition, hash};
use serde_json::json;

use super::names;

/// A small edition that is known by its title.
fn put(folder: &Path, title: &str) {
    let report = json!({
        "title": title, "date": "2026-03-05", "duration_s": 1.0, "sample_rate": 44_100,
        "loudness": { "integrated_lufs": -16.0, "true_peak_dbtp": -1.5, "range_lu": 0.0 },
        "segments": [], "chapters": [], "problems": [],
        "coverage": { "characters": 0, "spoken": 0, "skipped": 0 },
    });
    fs::create_dir_all(folder.join("daisy")).unwrap();
    fs::write(folder.join("report.json"), report.to_string()).unwrap();
    fs::write(folder.join("daisy/ncc.html"), title).unwrap();
    let line = |name: &str| format!("{}  {name}\n", hash(&folder.join(name)).unwrap());
    fs::write(folder.join("B3SUMS"), line("daisy/ncc.html") + &line("report.json")).unwrap();
}

/// The title of a whole edition.
#[track_caller]
fn title(folder: &Path) -> String {
    let sums = edition(folder).unwrap_or_else(|| panic!("{} is no edition", folder.display()));
    assert_eq!(sums.strangers(folder).unwrap(), [""; 0]);
    for (name, sum) in sums.iter() {
        assert_eq!(hash(&folder.join(name)).unwrap(), sum, "{name}");
    }
    fs::read_to_string(folder.join("daisy/ncc.html")).unwrap()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let place = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &place);
        } else {
            fs::copy(entry.path(), place).unwrap();
        }
    }
}

/// What befalls a run at a step.
enum Blow {
    /// Nothing; the steps are written down.
    None,
    /// The disk as it is at that moment is all that is left: here a copy of it.
    Kill(PathBuf),
    /// Somebody asks to stop.
    Stop(Stop),
}

struct Watched<'a> {
    folder: &'a Path,
    can_exchange: bool,
    at: usize,
    blow: Blow,
    steps: RefCell<Vec<Step>>,
    asked: RefCell<Option<JoinHandle<bool>>>,
}

impl System for Watched<'_> {
    fn exchange(&self, a: &Path, b: &Path) -> io::Result<()> {
        if self.can_exchange { ThisSystem.exchange(a, b) } else { Err(io::ErrorKind::Unsupported.into()) }
    }

    fn reached(&self, step: Step) {
        let mut steps = self.steps.borrow_mut();
        if steps.len() == self.at {
            match &self.blow {
                Blow::None => {}
                Blow::Kill(copied) => copy(self.folder, copied),
                Blow::Stop(stop) => {
                    let stop = stop.clone();
                    let asking = thread::spawn(move || stop.request());
                    // Before the swap it is answered at once; within it, when it is over.
                    if step == Step::Flushed {
                        assert!(!asking.join().unwrap());
                    } else {
                        *self.asked.borrow_mut() = Some(asking);
                    }
                }
            }
        }
        steps.push(step);
    }
}

/// One run that replaces “old” by “new”, with a blow at a step; the steps, and what the run and who asked were told.
fn run(folder: &Path, can_exchange: bool, at: usize, blow: Blow) -> (Vec<Step>, bool, Option<bool>) {
    let destination = folder.join("2026-03-05");
    put(&destination, "old");
    let stop = if let Blow::Stop(stop) = &blow { stop.clone() } else { Stop::default() };
    let workplace = Workplace::open(&destination, &stop).unwrap();
    put(workplace.path(), "new");
    let watched =
        Watched { folder, can_exchange, at, blow, steps: RefCell::default(), asked: RefCell::default() };
    let committed = workplace.commit_on(&watched).is_ok();
    let told = watched.asked.take().map(|asking| asking.join().unwrap());
    (watched.steps.take(), committed, told)
}

#[test]
fn finding_01_thousands_of_interruptions_at_every_step_of_the_swap_lose_no_edition_and_none_lies() {
    const ROUNDS: usize = 120;
    let mut kills = 0;
    let mut stops = 0;
    for can_exchange in [true, false] {
        let root = tempfile::tempdir().unwrap();
        let (steps, ..) = run(root.path(), can_exchange, 0, Blow::None);
        let expected = if can_exchange { 4 } else { 5 };
        assert_eq!(steps.len(), expected, "{steps:?}");
        for (round, at) in (0..ROUNDS).flat_map(|round| (0..expected).map(move |at| (round, at))) {
            let root = tempfile::tempdir().unwrap();
            let copied = root.path().join("copy");
            let house = root.path().join("house");
            fs::create_dir(&house).unwrap();
            run(&house, can_exchange, at, Blow::Kill(copied.clone()));
            // Some killed runs left more behind than this one did.
            if round % 3 == 1 {
                fs::write(copied.join(".newscaster-Ab12Cd"), "half a feed").unwrap();
            }
            // The next run is of another day; the one after it of the same.
            let other = copied.join("2026-03-06");
            drop(Workplace::open(&other, &Stop::default()).unwrap());
            let stands = title(&copied.join("2026-03-05"));
            assert!(
                stands
                    == if steps[at] == Step::Flushed || steps[at] == Step::OldAside { "old" } else { "new" }
            );
            let left: Vec<String> =
                names(&copied).into_iter().filter(|name| !name.ends_with(".lock")).collect();
            assert_eq!(left, ["2026-03-05"], "killed at {:?}", steps[at]);
            kills += 1;

            let root = tempfile::tempdir().unwrap();
            let (_, committed, told) = run(root.path(), can_exchange, at, Blow::Stop(Stop::default()));
            let stands = title(&root.path().join("2026-03-05"));
            let before = steps[at] == Step::Flushed;
            assert_eq!((committed, stands.as_str()), if before { (false, "old") } else { (true, "new") });
            assert_eq!(told, (!before).then_some(true), "who asked was told what does not lie there");
            stops += 1;
        }
    }
    println!("{kills} kills and {stops} wishes to stop at every step");
    assert!(kills + stops > 2_000);
}
