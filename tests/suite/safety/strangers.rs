//! Findings 2, 4, 5 and 11: nobody's files but our own are replaced or removed, and what is left behind is found.

use std::fs::{self, File};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::time::{Duration, SystemTime};

use super::{MAKE, PAGE, ends, fifo, house, house_with, names};
use crate::house::{House, contents};

fn age(path: &Path, hours: u64) {
    let file = File::options().write(true).open(path).unwrap();
    file.set_modified(SystemTime::now() - Duration::from_hours(hours)).unwrap();
}

#[test]
fn finding_02_a_folder_with_any_report_in_it_is_not_replaced() {
    let house = house().file("mine/report.json", "{\"my\": \"own\"}").file("mine/letter.txt", "dear");
    let before = contents(&house.path("mine"));
    house.run(&format!("{MAKE} -o mine")).ends(2).says("holds no edition");
    assert_eq!(contents(&house.path("mine")), before);
    assert!(!house.path("clips").exists(), "something was spoken");
}

#[test]
fn finding_02_a_users_folder_in_an_edition_is_named_and_refused_before_anything_is_spoken() {
    let house = house();
    house.run(MAKE).succeeds();
    house.put("output/2026-03-05/notes/letter.txt", "dear");
    house.put("2026-03-05.md", PAGE.replace("三座", "四座"));
    fs::remove_dir_all(house.path("clips")).unwrap();
    let before = contents(&house.path("output/2026-03-05"));
    house.run(MAKE).ends(2).says("notes/").says("-o");
    assert_eq!(contents(&house.path("output/2026-03-05")), before);
    assert!(!house.path("clips").exists(), "something was spoken");
    assert_eq!(names(&house.path("output")).iter().filter(|name| name.contains("new")).count(), 0);
    fs::rename(house.path("output/2026-03-05/notes"), house.path("notes")).unwrap();
    house.run(MAKE).succeeds();
}

#[test]
fn finding_02_old_files_beside_a_clip_store_and_in_folders_of_two_letters_stay() {
    let house =
        house_with("").file("store/kept/letter.txt", "dear").file("store/clips/ab/letter.txt", "dear");
    let key = "ab".repeat(32);
    house.put(&format!("store/kept/{key}.mp3"), "ours in all but the folder's mark");
    let toml = house.text("newscaster.toml") + "[clips]\nfolder = 'store/clips'\n";
    house.put("newscaster.toml", toml);
    for file in ["store/kept/letter.txt", "store/clips/ab/letter.txt"] {
        age(&house.path(file), 1_000);
    }
    // A folder that no store was ever made in is not cleared out at all.
    house.run("clips gc --older-than 0h").ends(4).says("no store of newscaster's");
    house.run(MAKE).succeeds();
    house.run("clips gc --older-than 0h").succeeds().prints("Removed");
    assert!(house.path("store/kept/letter.txt").exists() && house.path("store/clips/ab/letter.txt").exists());
    let left: Vec<String> = names(&house.path("store/clips/ab"));
    assert_eq!(left, ["letter.txt"]);
}

#[test]
fn finding_02_nothing_is_written_over_what_is_read() {
    let house = house();
    let page = house.text("2026-03-05.md");
    fs::hard_link(house.path("2026-03-05.md"), house.path("other-name.md")).unwrap();
    symlink("2026-03-05.md", house.path("link.md")).unwrap();
    for output in ["2026-03-05.md", "./2026-03-05.md", "other-name.md", "link.md", "newscaster.toml"] {
        for verb in ["make", "script", "explain", "say --article 1"] {
            let run = house.run(&format!("{verb} 2026-03-05.md -o {output}"));
            assert!(run.code == 2, "{verb} -o {output}: {} {}", run.code, run.err);
        }
    }
    assert_eq!(house.text("2026-03-05.md"), page);
    assert!(house.path("link.md").is_symlink());
    // A link to another file is followed, and stays a link.
    symlink("script.toml", house.path("script-link.toml")).unwrap();
    house.put("script.toml", "");
    house.run("script 2026-03-05.md -o script-link.toml").succeeds();
    assert!(house.path("script-link.toml").is_symlink() && house.text("script.toml").contains("图书馆"));
}

#[test]
fn finding_02_the_edition_just_made_is_kept_however_old_its_day_is() {
    let house = house().file("old.md", PAGE);
    let toml = house.text("newscaster.toml") + "[publish]\nkeep = 1\n";
    house.put("newscaster.toml", toml);
    house.run(MAKE).succeeds();
    house.run("make old.md --date 2019-01-02 --voice main").succeeds();
    assert!(house.path("output/2019-01-02/report.json").exists());
    house.put("2026-03-06.md", PAGE);
    house.put("output/2026-03-05/letter.txt", "dear");
    house.run("make 2026-03-06.md --voice main").succeeds().says("2026-03-05 stays");
    assert!(house.path("output/2026-03-05/letter.txt").exists(), "a user's file went with its edition");
    assert!(!house.path("output/2019-01-02").exists());
}

#[test]
fn finding_02_links_are_followed_or_refused_and_never_replaced_or_emptied() {
    let house = house().file("letter.txt", "dear");
    fs::create_dir_all(house.path("real")).unwrap();
    fs::create_dir_all(house.path("output")).unwrap();
    symlink("../real", house.path("output/2026-03-05")).unwrap();
    house.run(MAKE).succeeds();
    assert!(house.path("output/2026-03-05").is_symlink() && house.path("real/report.json").exists());
    symlink("../letter.txt", house.path("output/.2026-03-06.lock")).unwrap();
    house.put("2026-03-06.md", PAGE);
    let run = house.run("make 2026-03-06.md --voice main");
    assert_ne!(run.code, 0);
    assert_eq!(house.text("letter.txt"), "dear");
}

/// A list of hashes, as `b3sum` makes it, of a file that newscaster did not make.
fn foreign_list(name: &str) -> String {
    format!("{}  {name}\n", "ab".repeat(32))
}

#[test]
fn finding_02_a_hidden_folder_with_a_list_of_hashes_is_not_ours_for_that() {
    let house = house();
    for folder in ["output/.photos.old", "output/.2026-03-05.new"] {
        house.put(&format!("{folder}/sea.jpg"), "dear");
        house.put(&format!("{folder}/B3SUMS"), foreign_list("sea.jpg"));
    }
    house.run(MAKE).ends(2).says(".2026-03-05.new is in the way");
    house.put("2026-03-06.md", PAGE);
    house.run("make 2026-03-06.md --voice main").succeeds();
    for folder in ["output/.photos.old", "output/.2026-03-05.new"] {
        assert_eq!(names(&house.path(folder)), ["B3SUMS", "sea.jpg"], "{folder}");
    }
}

#[test]
fn finding_02_a_list_of_hashes_above_the_editions_stays_where_somebody_else_made_it() {
    let house = house().file("out/B3SUMS", foreign_list("sea.jpg"));
    let list = house.text("out/B3SUMS");
    for _ in 0..2 {
        let run = house.run(&format!("{MAKE} -o out/2026-03-05")).succeeds().says("B3SUMS is not ours");
        assert!(!run.err.contains("renewed the feed"), "{}", run.err);
        assert_eq!(house.text("out/B3SUMS"), list);
    }
    let told = house.run("verify out").ends(4);
    assert!(told.out.contains("B3SUMS: it is no list that newscaster made"), "{}", told.out);
    fs::remove_file(house.path("out/B3SUMS")).unwrap();
    house.run(&format!("{MAKE} -o out/2026-03-05")).succeeds();
    house.run("verify out").succeeds();
}

#[test]
fn finding_02_exported_clips_follow_no_link_wait_for_no_pipe_and_replace_no_table_of_others() {
    let house = house().file("mine/clips.tsv", "my own table").file("letter.txt", "dear");
    house.run(MAKE).succeeds();
    house.run("clips export clear").succeeds();
    let clips: Vec<String> =
        names(&house.path("clear")).into_iter().filter(|n| n.ends_with(".wav")).collect();
    fs::create_dir(house.path("to")).unwrap();
    symlink("../letter.txt", house.path("to").join(&clips[0])).unwrap();
    fifo(&house.path("to").join(&clips[1]));
    for _ in 0..2 {
        ends(&house, "clips export to").succeeds();
        assert_eq!(contents(&house.path("to")), contents(&house.path("clear")));
    }
    assert_eq!(house.text("letter.txt"), "dear");
    ends(&house, "clips export mine").ends(4).says("none of newscaster's");
    assert_eq!(names(&house.path("mine")), ["clips.tsv"]);
    assert_eq!(house.text("mine/clips.tsv"), "my own table");
}

#[test]
fn finding_02_a_script_changed_within_its_edition_is_not_replaced_by_the_new_one() {
    const SCRIPT: &str = "output/2026-03-05/script.toml";
    let house = house();
    house.run(MAKE).succeeds();
    // As newscaster made it, it holds nothing that the new one would not.
    house.run(&format!("make {SCRIPT} --voice main")).succeeds();
    let own = "# asked the county: it is five\n".to_owned() + &house.text(SCRIPT).replace("三座", "五座");
    house.put(SCRIPT, &own);
    symlink(SCRIPT, house.path("link.toml")).unwrap();
    fs::remove_dir_all(house.path("clips")).unwrap();
    let before = contents(&house.path("output"));
    for input in [SCRIPT, "link.toml"] {
        house.run(&format!("make {input} --voice main")).ends(2).says("copy it elsewhere");
        assert_eq!(contents(&house.path("output")), before);
    }
    assert!(!house.path("clips").exists(), "something was spoken");
    // Another folder may be made from it, and a copy of it may be made in its place.
    house.run(&format!("make {SCRIPT} --voice main -o other")).succeeds();
    assert_eq!(house.text(SCRIPT), own);
    fs::copy(house.path(SCRIPT), house.path("copy.toml")).unwrap();
    house.run("make copy.toml --voice main").succeeds();
    assert!(house.text("output/2026-03-05/transcript.vtt").contains("五座"));
    assert_eq!(house.text("copy.toml"), own);
}

/// What a killed run of some day leaves: the folder it built in, one it dropped, unfinished files.
fn litter(house: &House) {
    for folder in ["output/.2026-01-01.new", "output/.2026-01-02.dropped"] {
        house.put(&format!("{folder}/edition.wav"), "half");
        newscaster::files::mark(&house.path(folder)).unwrap();
    }
    house.put("output/.newscaster-Ab12Cd", "half a feed");
    house.put("clips/clips/.newscaster-Ab12Cd", "half a clip");
}

#[test]
fn finding_04_what_dead_runs_left_is_swept_by_the_next_run_of_any_day() {
    let house = house();
    house.run(MAKE).succeeds();
    litter(&house);
    house.put("output/.theirs.new/letter.txt", "dear");
    house.put("2026-03-06.md", PAGE);
    house.run("make 2026-03-06.md --voice main").succeeds();
    let hidden = |folder: &str| -> Vec<String> {
        let names = names(&house.path(folder)).into_iter();
        names.filter(|name| name.starts_with('.') && !name.ends_with(".lock")).collect()
    };
    assert_eq!(hidden("output"), [".podcast.index", ".theirs.new"]);
    assert_eq!(hidden("clips/clips"), [".newscaster"]);
}

#[test]
fn finding_04_what_cannot_be_taken_away_under_a_hidden_name_keeps_no_run_from_its_work() {
    let house = house();
    house.run(MAKE).succeeds();
    house.put("output/.2026-03-05.dropped/letter.txt", "dear");
    for page in [PAGE.replace("三座", "四座"), PAGE.to_owned()] {
        house.put("2026-03-05.md", page);
        house.run(MAKE).succeeds().says("cannot remove");
        assert!(house.path("output/.2026-03-05.dropped/letter.txt").exists());
    }
    house.run("verify output").succeeds();
    assert!(!house.path("output/.2026-03-05.new").exists());
}

#[test]
fn an_edition_that_may_not_be_changed_is_refused_before_anything_is_spoken() {
    let house = house();
    house.run(&format!("{MAKE} --formats daisy")).succeeds();
    fs::remove_dir_all(house.path("clips")).unwrap();
    let may_change = |folder: &Path, may: bool| {
        fs::set_permissions(folder, fs::Permissions::from_mode(if may { 0o755 } else { 0o555 })).unwrap();
    };
    for name in ["output/2026-03-05", "output/2026-03-05/daisy"] {
        let folder = house.path(name);
        may_change(&folder, false);
        if fs::write(folder.join("probe"), "").is_ok() {
            may_change(&folder, true);
            println!("skipped: whoever runs this may change everything");
            return;
        }
        let before = contents(&house.path("output/2026-03-05"));
        let run = house.run(MAKE);
        let after = contents(&house.path("output/2026-03-05"));
        may_change(&folder, true);
        run.ends(4).says("Permission denied");
        assert!(before == after && !house.path("clips").exists(), "{name}");
    }
    house.run(MAKE).succeeds();
}

#[test]
fn finding_05_a_feed_that_a_killed_run_left_behind_is_named_and_renewed_by_the_next_run_of_any_day() {
    let house = house();
    house.run(MAKE).succeeds();
    let (feed, list) = (house.text("output/feed.xml"), house.text("output/B3SUMS"));
    house.put("2026-03-06.md", PAGE);
    house.run("make 2026-03-06.md --voice main").succeeds();
    // As if that run had been killed between the swap and the feed.
    house.put("output/feed.xml", feed);
    house.put("output/B3SUMS", list);
    age(&house.path("output/feed.xml"), 1);
    let told = house.run("verify output").ends(4);
    assert!(told.out.contains("feed.xml") && told.out.contains("of whatever day, renews it"), "{}", told.out);
    house.put("2026-03-07.md", PAGE);
    house.run("make 2026-03-07.md --voice main").succeeds().says("renewed the feed");
    house.run("verify output").succeeds();
}

#[test]
fn an_edition_of_a_time_to_come_makes_no_untrue_word_of_the_feed() {
    let house = house();
    house.run(MAKE).succeeds();
    let list = File::options().write(true).open(house.path("output/2026-03-05/B3SUMS")).unwrap();
    list.set_modified(SystemTime::now() + Duration::from_hours(24)).unwrap();
    house.put("2026-03-06.md", PAGE);
    let run = house.run("make 2026-03-06.md --voice main").succeeds().says("an edition there was younger");
    assert!(!run.err.contains("left behind"), "{}", run.err);
    house.run("verify output").succeeds();
}

#[test]
fn finding_11_verify_sees_what_was_added_what_became_a_link_and_a_changed_cover() {
    let house = house();
    house.run(MAKE).succeeds();
    house.run("verify output").succeeds();
    let edition = house.path("output/2026-03-05");
    let told = |words: &str| {
        let run = house.run("verify output/2026-03-05").ends(4);
        assert!(run.out.contains(words), "{words}: {}", run.out);
    };
    for name in ["letter.txt", ".hidden", "notes/letter.txt"] {
        house.put(&format!("output/2026-03-05/{name}"), "dear");
        told(name.split_once('/').map_or(name, |(folder, _)| folder));
        fs::remove_file(edition.join(name)).unwrap();
    }
    // The folder is still there, and empty.
    told("notes/");
    house.run("verify output").ends(4).says("not as it was made: output/2026-03-05;");
    fs::remove_dir(edition.join("notes")).unwrap();
    fs::rename(edition.join("transcript.vtt"), house.path("elsewhere.vtt")).unwrap();
    symlink(house.path("elsewhere.vtt"), edition.join("transcript.vtt")).unwrap();
    told("transcript.vtt: it is no file any more");
    fs::remove_file(edition.join("transcript.vtt")).unwrap();
    fs::rename(house.path("elsewhere.vtt"), edition.join("transcript.vtt")).unwrap();
    house.run("verify output").succeeds();

    let cover = house.path("output/cover.png");
    let mut bytes = fs::read(&cover).unwrap();
    let last = bytes.len() - 20;
    bytes[last] ^= 1;
    fs::write(&cover, bytes).unwrap();
    told("cover.png: it is not as it was made");
}

#[test]
fn finding_11_a_folder_of_editions_without_a_feed_is_one_and_the_missing_feed_is_named_where_it_is_wanted() {
    let house = house();
    house.run(MAKE).succeeds();
    fs::remove_file(house.path("output/feed.xml")).unwrap();
    let told = house.run("verify output").ends(4);
    assert!(told.out.contains("feed.xml: it is missing"), "{}", told.out);
    fs::rename(house.path("output"), house.path("shelf")).unwrap();
    house.run("verify shelf").succeeds().prints("2026-03-05: sound");
}

#[test]
fn a_feed_that_cannot_be_renewed_is_told_with_the_edition_that_stands() {
    let house = house();
    house.run(MAKE).succeeds();
    fs::remove_file(house.path("output/.podcast.lock")).unwrap();
    fs::create_dir(house.path("output/.podcast.lock")).unwrap();
    house.put("2026-03-05.md", PAGE.replacen('。', "。河边新开了三家茶馆。", 1));
    house.run(MAKE).ends(4).says("the new edition stands").says("the feed was not renewed");
    assert!(house.run("verify output").out.contains("feed.xml: "));
    fs::remove_dir(house.path("output/.podcast.lock")).unwrap();
    house.run(MAKE).succeeds();
    house.run("verify output").succeeds();
}
