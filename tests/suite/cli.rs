//! The command line as a user meets it: what comes out, what is said of mistakes, and the exit codes.

use std::fs;
use std::process::Stdio;

use crate::house::{House, contents};

/// A small page: two stories, one of them broken in the middle of a word.
const PAGE: &str = "# 河湾县新建三座图书馆\n\n**本报3月4日讯（记者周知远）**3月4日，河湾县三座社区图书馆同时开馆，\
藏书共12.5万册，面向全体居民免费开\n\n放。据介绍，图书馆每天9:00—21:00开放。\n\n## 清溪镇春茶开采 产量预计增长8.6%\n\n\
**本报清溪3月4日电（记者林一禾）**清溪镇2.3万亩茶园4日开采。镇农业服务中心主任何永年说，今年产量预计比去年增长8.6%。\n";

fn house() -> House {
    House::new().file("2026-03-05.md", PAGE)
}

#[test]
fn a_page_becomes_an_edition_and_the_second_run_speaks_nothing_anew() {
    let house = house();
    house.run("make 2026-03-05.md").succeeds().says("Listen: ");
    for file in [
        "edition.wav",
        "edition.mp3",
        "chapters.json",
        "transcript.vtt",
        "script.toml",
        "report.json",
        "index.html",
    ] {
        assert!(house.path("output/2026-03-05").join(file).is_file(), "{file} is missing");
    }
    let first = contents(&house.path("output/2026-03-05"));
    house.run("make 2026-03-05.md").succeeds().says("(0 newly spoken)");
    let second = contents(&house.path("output/2026-03-05"));
    for ((name, old), (_, new)) in first.iter().zip(&second) {
        // The reports say of each sentence whether it was newly spoken, and the list has their hashes.
        let name_of = name.to_string_lossy();
        if !name_of.starts_with("report.") && name_of != "B3SUMS" {
            assert!(old == new, "{} differs between two runs", name.display());
        }
    }
    house.run("verify output/2026-03-05").succeeds().prints("sound");
}

#[test]
fn what_newscaster_wrote_itself_is_no_paper() {
    let house = house();
    house.run("make 2026-03-05.md --formats wav,daisy").succeeds();
    let pages = house.run("articles 2026-03-05.md").succeeds().out;
    assert_eq!(house.run("articles .").succeeds().out, pages);
    house.run("articles output/2026-03-05").ends(3).says("an edition's script.toml");
    house.put("output/2026-03-05/2026-03-05.md", PAGE);
    assert_eq!(house.run("articles output/2026-03-05").succeeds().out, pages);
}

#[test]
fn a_changed_sentence_is_the_only_one_spoken_again() {
    let house = house();
    house.run("make 2026-03-05.md").succeeds();
    house.put("2026-03-05.md", PAGE.replace("图书馆每天9:00—21:00开放", "图书馆每天10:00—20:00开放"));
    house.run("make 2026-03-05.md").succeeds().says("(1 newly spoken)");
}

#[test]
fn a_saved_script_can_be_changed_and_spoken() {
    let house = house();
    house.run("script 2026-03-05.md -o s.toml").succeeds();
    let script = house.text("s.toml");
    house.put("s.toml", script.replace("何永年说", "何永年表示"));
    house.run("make s.toml -o e").succeeds();
    assert!(house.text("e/transcript.vtt").replace('\n', "").contains("何永年表示"));
}

#[test]
fn a_dry_run_prints_the_running_order_and_writes_nothing() {
    let house = house();
    house.run("make 2026-03-05.md --dry-run").succeeds().prints("清溪镇春茶开采");
    assert!(!house.path("output").exists() && !house.path("clips").exists());
}

#[test]
fn reading_goes_line_for_line() {
    let house = House::new();
    house.put("lines.txt", "苏-27飞抵。\n\n平均降幅达36.34%。\n");
    let output = house
        .command("read")
        .stdin(Stdio::from(fs::File::open(house.path("lines.txt")).unwrap()))
        .output()
        .unwrap();
    assert_eq!(
        String::from_utf8(output.stdout).unwrap(),
        "苏二十七飞抵。\n\n平均降幅达百分之三十六点三四。\n"
    );
}

#[test]
fn pinyin_goes_line_for_line() {
    let house = House::new();
    house.put("lines.txt", "银行行长\n旅客\n");
    let output = house
        .command("read --pinyin")
        .stdin(Stdio::from(fs::File::open(house.path("lines.txt")).unwrap()))
        .output()
        .unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "yin2 hang2 hang2 zhang3\nlv3 ke4\n");
}

#[test]
fn lines_can_be_read_from_a_file() {
    let house = House::new().file("lines.txt", "增长5%\n");
    let run = house.run("read lines.txt").succeeds();
    assert_eq!(run.out, "增长百分之五\n");
    house.run("read 增长5%").ends(3).says("增长5%: there is no such file or folder");
}

#[test]
fn a_file_is_not_written_into_a_folder_that_is_not_there() {
    house()
        .run("script 2026-03-05.md -o far/away/s.toml")
        .ends(4)
        .says("there is no folder far/away; make it");
}

#[test]
fn a_missing_input_is_named() {
    house().run("make nosuch.md").ends(3).says("nosuch.md");
}

#[test]
fn an_empty_file_is_named() {
    house().file("empty.md", "").run("make empty.md --date 2026-03-05").ends(3).says("empty.md");
}

#[test]
fn a_binary_file_is_named() {
    let noise: Vec<u8> = (0..5_000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    house().file("picture.md", noise).run("make picture.md --date 2026-03-05").ends(3).says("picture.md");
}

#[test]
fn a_page_without_a_story_is_named() {
    house()
        .file("bare.md", "# 第1版\n\n## 要闻\n")
        .run("make bare.md --date 2026-03-05")
        .ends(3)
        .says("bare.md");
}

#[test]
fn a_document_without_a_date_is_read_and_says_none() {
    let house =
        House::new().file("choir.md", "# Choir\n\nAll singers are welcome on Friday. Bring a pencil.\n");
    house.run("script choir.md -o choir.toml").succeeds().says("no date was found");
    let script = fs::read_to_string(house.path("choir.toml")).unwrap();
    assert!(script.contains("Here is an article, read aloud.") && !script.contains(", 20"), "{script}");
}

#[test]
fn a_page_without_a_date_asks_for_one() {
    House::new().file("page.md", PAGE).run("make page.md").ends(2).says("--date YYYY-MM-DD");
}

#[test]
fn a_typo_in_the_configuration_is_named_with_its_place() {
    let house = house().file("newscaster.toml", "[sound]\nludness = -16\n");
    house.run("make 2026-03-05.md").ends(2).says("newscaster.toml, line 2, column 1").says("did you mean");
}

#[test]
fn an_unknown_voice_is_named_with_the_nearest() {
    house().run("make 2026-03-05.md --voice espeak-zz").ends(2).says("espeak-zz");
}

#[test]
fn an_unknown_format_is_named_with_the_nearest() {
    house().run("make 2026-03-05.md --formats mp4b").ends(2).says("did you mean");
}

#[test]
fn a_folder_of_something_else_is_left_alone() {
    let house = house().file("letters/dear.txt", "dear");
    house.run("make 2026-03-05.md -o letters").ends(2).says("holds no edition");
    assert_eq!(house.text("letters/dear.txt"), "dear");
}

#[test]
fn without_espeak_it_says_how_to_install_it() {
    let house = house();
    let output = house.command("make 2026-03-05.md").env("PATH", "/nowhere").output().unwrap();
    crate::house::Run::of("make", output).ends(4).says("espeak-ng").says("install");
}

#[test]
fn a_configuration_is_written_once() {
    let house = House::new();
    house.run("init").succeeds();
    house.run("init").ends(2).says("there already");
    house.run("voices").succeeds().prints("espeak");
}

#[test]
fn output_that_nobody_reads_is_no_error() {
    let house = house();
    let mut child = house.command("articles 2026-03-05.md").spawn().unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn two_papers_of_one_day_do_not_take_each_others_place() {
    let house = house();
    house.run("make 2026-03-05.md --title 河湾日报").succeeds();
    let first = contents(&house.path("output/2026-03-05"));
    let other =
        "# 云岭县新修两条公路\n\n**本报3月4日讯（记者周知远）**云岭县两条公路今天通车，全长三十公里。\n";
    house.put("other.md", other);
    house
        .run("make other.md --date 2026-03-05 --title 云岭日报")
        .ends(2)
        .says("another paper of that day, “河湾日报”")
        .says("with -o");
    assert!(contents(&house.path("output/2026-03-05")) == first, "the first paper's edition was touched");
    house.run("make other.md --date 2026-03-05 --title 云岭日报 -o output/yunling").succeeds();
    // The same stories under another title are a correction.
    house.run("make 2026-03-05.md --title 河湾晚报").succeeds();
}

#[cfg(unix)]
#[test]
fn what_is_said_can_be_played_at_once() {
    use std::os::unix::fs::PermissionsExt;
    let house = House::new();
    house.put("bin/mpv", "#!/bin/sh\nfor sound; do :; done\n[ \"$sound\" = --version ] || [ -s \"$sound\" ] && echo \"$sound\" >> played\n");
    fs::set_permissions(house.path("bin/mpv"), fs::Permissions::from_mode(0o755)).unwrap();
    let path = format!("{}:{}", house.path("bin").display(), std::env::var("PATH").unwrap());
    let mut command = house.command("say 今天晴。明天有雨。 --play -o said.wav");
    crate::house::Run::of("say", command.env("PATH", path).output().unwrap()).succeeds();
    let played = house.text("played");
    let sounds: Vec<&str> = played.lines().filter(|line| line.ends_with(".wav")).collect();
    assert_eq!(sounds.len(), 2, "{played}");
    assert_ne!(sounds[0], sounds[1]);
}

#[test]
fn the_manual_has_a_page_for_every_verb() {
    let house = House::new();
    house.run("man pages").succeeds();
    let help = house.run("--help").succeeds().out;
    let verbs =
        help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let verbs: Vec<&str> = verbs
        .filter(|line| !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert!(verbs.len() > 10, "{help}");
    for verb in verbs.into_iter().filter(|verb| *verb != "help") {
        let page = house.text(&format!("pages/newscaster-{verb}.1"));
        assert!(page.contains(".TH") && page.contains("SYNOPSIS"), "{verb}: {page}");
    }
}

#[test]
fn what_it_is_least_sure_of_is_listed_first() {
    let house = House::new().file("page.md", include_str!("../fixtures/pages/gazette.md"));
    let told = house.run("articles page.md").succeeds().out;
    let listed: Vec<u8> = told
        .lines()
        .skip_while(|line| !line.starts_with("Least sure ("))
        .skip(1)
        .map_while(|line| line.strip_prefix("  ")?.split_once(" % in ")?.0.parse().ok())
        .collect();
    let json: serde_json::Value =
        serde_json::from_str(&house.run("articles --json page.md").succeeds().out).unwrap();
    let unsure = json["unsure"].as_array().unwrap();
    let percent: Vec<u64> = unsure.iter().map(|one| one["confidence"].as_u64().unwrap()).collect();
    assert!(
        percent.len() > 1 && percent.is_sorted() && percent.iter().all(|&percent| percent < 75),
        "{percent:?}"
    );
    assert_eq!(listed.iter().copied().map(u64::from).collect::<Vec<_>>(), percent[..listed.len()]);
    for one in unsure {
        let articles = json["articles"].as_array().unwrap();
        let article = articles.iter().find(|article| article["id"] == one["article"]).unwrap();
        assert!(article["paragraphs"][one["paragraph"].as_u64().unwrap() as usize]["text"].is_string());
    }
}

#[test]
fn a_script_that_was_changed_by_hand_is_kept_beside_the_new_one() {
    let house = house();
    let script = "script 2026-03-05.md -o today.toml";
    house.run(script).succeeds();
    let made = house.text("today.toml");
    // One that nobody changed is written over.
    house.run("script 2026-03-05.md -o today.toml --date 2026-03-06").succeeds();
    house.run(script).succeeds();
    assert!(!house.path("today.toml.old").exists());
    for (change, kept) in [("# mine\n", "today.toml.old"), ("# mine again\n", "today.toml.old-1")] {
        house.put("today.toml", format!("{change}{made}"));
        house.run(script).succeeds().says(kept);
        assert_eq!((house.text("today.toml"), house.text(kept)), (made.clone(), format!("{change}{made}")));
    }
    // In whatever encoding it was saved.
    fs::write(house.path("today.toml"), b"title = \"\xd4\xe7\xb1\xa8\"").unwrap();
    house.run(script).succeeds().says("today.toml.old-2");
}
