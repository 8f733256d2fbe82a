//! Finding 1 on the real program: signals at moments spread over whole runs.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::thread;
use std::time::Instant;

use newscaster::files::edition;

use super::{MAKE, PAGE, house, names, signal};
use crate::house::House;

/// What stands in the edition's folder: the number in its story. Whole, or the test fails.
#[track_caller]
fn stands(house: &House, after: &str) -> String {
    let folder = house.path("output/2026-03-05");
    let sums = edition(&folder).unwrap_or_else(|| panic!("{after}: no edition"));
    assert_eq!(sums.strangers(&folder).unwrap(), [""; 0], "{after}");
    for (name, sum) in sums.iter() {
        let hash = newscaster::files::hash(&folder.join(name))
            .unwrap_or_else(|error| panic!("{after}: {name}: {error}"));
        assert_eq!(hash, sum, "{after}: {name}");
    }
    let script = fs::read_to_string(folder.join("script.toml")).unwrap();
    let number = ["三座", "四座"].into_iter().find(|number| script.contains(number));
    number.unwrap_or_else(|| panic!("{after}: {script}")).to_owned()
}

/// How far beyond the end of a usual run the signals go, so that its end is met, too.
const BEYOND: f64 = 1.25;

/// What came of a trial.
#[derive(Debug, Default, PartialEq, Eq, PartialOrd, Ord, Clone)]
pub struct Ends(BTreeMap<&'static str, usize>);

impl Ends {
    fn count(&mut self, what: &'static str) {
        *self.0.entry(what).or_default() += 1;
    }

    fn get(&self, what: &str) -> usize {
        self.0.get(what).copied().unwrap_or_default()
    }
}

/// Sends so many signals of a kind, each to a run of its own, at moments that the golden ratio spreads over a run.
/// Every edition that stands afterwards must be whole, and what the program said must be so.
fn trial(name: &str, count: u32) -> Ends {
    let house = house();
    let pages = [PAGE.to_owned(), PAGE.replace("三座", "四座")];
    house.run(MAKE).succeeds();
    house.put("2026-03-05.md", &pages[1]);
    let begin = Instant::now();
    house.run(MAKE).succeeds();
    let mut whole_run = begin.elapsed();
    let mut ends = Ends::default();
    let mut before = stands(&house, "before the trial");
    for number in 0..count {
        // Half of the runs change the edition, half make it again.
        house.put("2026-03-05.md", &pages[(number / 2 % 2) as usize]);
        if number % 16 == 0 {
            fs::remove_dir_all(house.path("clips")).unwrap_or_default();
        }
        let wanted = if number / 2 % 2 == 0 { "三座" } else { "四座" };
        let begin = Instant::now();
        let child = house.command(MAKE).spawn().unwrap();
        thread::sleep(whole_run.mul_f64(BEYOND * (f64::from(number) * 0.618_033_988_749_895).fract()));
        signal(child.id(), name);
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        let after = format!("{name} {number}: {said}");
        let now = stands(&house, &after);
        assert!(now == before || now == wanted, "{after}");
        match output.status.code() {
            Some(0) => {
                assert_eq!(now, wanted, "{after}");
                ends.count("done before the signal, or finished in spite of it");
                // How long a run takes changes with what else the machine does.
                whole_run = (whole_run + begin.elapsed().div_f64(BEYOND)) / 2;
            }
            Some(130) if said.contains("The new edition stands") => {
                assert_eq!(now, wanted, "{after}");
                ends.count("stopped behind the swap");
            }
            Some(130) => {
                assert!(said.contains("untouched") && now == before, "{after}");
                ends.count("stopped before the swap");
            }
            // Before the program has set its handlers a polite signal ends it as any other.
            None => {
                let is_new = now == wanted && now != before;
                ends.count(if is_new {
                    "killed, the new edition stands"
                } else {
                    "killed, as it was before"
                });
                whole_run = whole_run.mul_f64(1.01);
            }
            code => panic!("{code:?} {after}"),
        }
        before = now;
    }
    // Nothing that was left behind outlives the next run, and the feed is whole again.
    house.run(MAKE).succeeds();
    house.run("verify output").succeeds();
    tidy(&house.path("output"));
    tidy(&house.path("clips/clips"));
    tidy(&house.path("clips/kept"));
    ends
}

/// Only what newscaster means to leave has a hidden name.
#[track_caller]
fn tidy(folder: &Path) {
    let meant =
        |name: &String| name.ends_with(".lock") || [".newscaster", ".podcast.index"].contains(&name.as_str());
    let hidden: Vec<String> = names(folder).into_iter().filter(|name| name.starts_with('.')).collect();
    assert!(hidden.iter().all(meant), "{hidden:?}");
}

#[test]
fn finding_01_signals_at_any_moment_of_a_real_run_leave_a_whole_edition_and_a_true_word() {
    for name in ["KILL", "TERM", "INT"] {
        let ends = trial(name, 16);
        println!("{name}: {ends:?}");
        assert!(
            ends.get("killed, as it was before") + ends.get("stopped before the swap") > 0,
            "{name} met no run: {ends:?}"
        );
    }
}

/// `scripts/kill-trial` runs it and tells its figures: NEWSCASTER_KILLS signals of each kind, 1,000 if it is not set.
#[test]
#[ignore = "takes an hour"]
fn a_thousand_kills_and_a_thousand_polite_ends() {
    let count = std::env::var("NEWSCASTER_KILLS").ok().and_then(|count| count.parse().ok()).unwrap_or(1_000);
    for name in ["KILL", "TERM"] {
        let begin = Instant::now();
        let ends = trial(name, count);
        println!("{count} × SIG{name} in {:.0} s:", begin.elapsed().as_secs_f64());
        for (what, count) in &ends.0 {
            println!("  {count:>5} {what}");
        }
    }
}
