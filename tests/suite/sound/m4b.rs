//! M4B, whose sound the machine's ffmpeg makes.

use std::fs;

use super::{chapters_of, has, measured};
use crate::house::{House, Run, TONES};

const PAGE: &str = "# 河湾县新建三座图书馆\n\n**本报讯（记者周知远）**三座社区图书馆同时开馆，藏书共12.5万册。\n\n\
                    ## 清溪镇春茶开采\n\n**本报讯（记者林一禾）**清溪镇2.3万亩茶园开采。\n";

const MAKE: &str = "make 2026-03-05.md -o edition --voice main --formats m4b";

fn house() -> House {
    House::new().file("newscaster.toml", TONES).file("2026-03-05.md", PAGE)
}

#[test]
fn an_edition_gets_its_m4b_with_the_chapters_of_its_list() {
    if !has("ffmpeg") || !has("ffprobe") {
        return;
    }
    let house = house();
    house.run(MAKE).succeeds();
    house.run("verify edition").succeeds();
    let file = house.path("edition/edition.m4b");
    let report = house.json("edition/report.json");
    let millis = |value: &serde_json::Value| (value.as_f64().unwrap() * 1_000.0).round() as u64;
    // Sections are no stops of their own where nothing nests.
    let chapters = house.json("edition/chapters.json");
    let stops = chapters["chapters"].as_array().unwrap().iter().filter(|chapter| chapter["toc"] != false);
    let wanted: Vec<_> = stops.collect();
    let found = chapters_of(&file);
    assert_eq!(found.len(), wanted.len());
    for ((start, _, title), chapter) in found.iter().zip(wanted) {
        assert_eq!(
            (*start, title.as_str()),
            (millis(&chapter["startTime"]), chapter["title"].as_str().unwrap())
        );
    }
    // Some readers know the Nero list only as ffmpeg and Nero write it: in its first version.
    let bytes = fs::read(&file).unwrap();
    let list = bytes.windows(4).position(|name| name == b"chpl").expect("a Nero list");
    assert_eq!((bytes[list + 4], usize::from(bytes[list + 12])), (1, found.len()));
    let (loudness, peak) = measured(&file);
    let master = report["loudness"]["integrated_lufs"].as_f64().unwrap();
    assert!((loudness - master).abs() <= 0.3 && peak <= -1.0, "{loudness} LUFS, {peak} dBTP");
}

#[test]
fn without_ffmpeg_it_is_said_before_anything_is_spoken() {
    let house = house();
    let output = house.command(MAKE).env("PATH", house.path("nothing")).output().unwrap();
    Run::of(MAKE, output).ends(2).says("M4B and video need ffmpeg").says("sudo apt install ffmpeg");
    assert!(!house.path("clips").exists() && !house.path("edition").exists());
}
