//! The faults of the list that concern the whole program, each by its number, on the real binary.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use encoding_rs::GB18030;

use crate::house::{Disk, House, Run, TONES, contents};
use crate::speech_server::{Act, Asked, SPEAK, SpeechServer, status};
use crate::test_studio::files;

const MORNING: &str = "# 河湾县新建三座图书馆\n\n**本报3月4日讯（记者周知远）**3月4日，河湾县三座社区图书馆同时开馆，\
藏书共12.5万册，面向全体居民免费开放。据介绍，图书馆每天9:00—21:00开放。\n\n## 清溪镇春茶开采\n\n\
**本报清溪3月4日电（记者林一禾）**清溪镇2.3万亩茶园4日开采。镇农业服务中心主任何永年说，今年产量预计比去年增长8.6%。\n";

/// The same page after a late correction.
fn corrected() -> String {
    MORNING.replace("三座社区图书馆", "四座社区图书馆").replace("增长8.6%", "增长9.1%")
}

/// A house whose only voice speaks through a server; tones stand in where `fallback` says so.
fn house_on(server: &SpeechServer, settings: &str, fallback: bool) -> House {
    let fallback = if fallback { "['tones']" } else { "[]" };
    let voice = |name: &str, engine: &str| {
        format!(
            "[voices.own.{name}]\nengine = '{engine}'\nlanguages = ['zh', 'en']\ndescription = ''\nlicence = ''\n\
             pace = 260.0\n"
        )
    };
    let configuration = format!(
        "[cast]\nfallback = {fallback}\n{}{}[voices.own.main.settings]\n{}{settings}\n",
        voice("tones", "tone"),
        voice("main", "openai"),
        server.openai()
    );
    House::new().file("newscaster.toml", configuration)
}

fn spoken(server: &SpeechServer) -> Vec<Asked> {
    server.asked().into_iter().filter(|asked| !asked.body.is_empty()).collect()
}

const MAKE: &str = "make 2026-03-05.md -o edition --voice main";

/// An edition's files and bytes but for its reports, which tell how it was made, and the time of a correction in its page.
fn edition(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    // The reports differ from run to run, and so does the list that has their hashes; the page and its worker name the
    // time of a correction.
    let differs = |path: &Path| {
        path.file_stem().is_some_and(|stem| stem == "report" || stem == "B3SUMS" || stem == "sw")
    };
    let mut files: Vec<_> = contents(folder).into_iter().filter(|(path, _)| !differs(path)).collect();
    for (_, bytes) in files.iter_mut().filter(|(path, _)| path.ends_with("index.html")) {
        let page = String::from_utf8(std::mem::take(bytes)).unwrap();
        let (before, time) = page.split_once(" data-modified=\"").unwrap();
        *bytes = format!("{before}{}", time.split_once('"').unwrap().1).into_bytes();
    }
    files
}

#[test]
fn fault_09_full_disk_ends_the_run_and_leaves_the_old_edition() {
    let house = House::new().file("newscaster.toml", TONES).file("2026-03-05.md", MORNING);
    let disk = house.path("disk");
    fs::create_dir(&disk).unwrap();
    let Some(mounted) = Disk::at(&disk) else { return };
    let make = "make 2026-03-05.md -o disk/edition --voice main";
    house.run(make).succeeds();
    let before = contents(&disk.join("edition"));
    house.put("2026-03-05.md", corrected());
    // Room for 300 kB more: every file of the edition but the first few kilobytes of sound is too much.
    let used: usize = before.iter().map(|(_, bytes)| bytes.len().next_multiple_of(4_096)).sum();
    mounted.resize(used / 1_024 + 300);
    house.run(make).ends(4).says("the disk is full");
    assert!(contents(&disk.join("edition")) == before, "the old edition was touched");
    assert!(!disk.join(".edition.new").exists(), "the unfinished edition was left behind");
    // With space again it goes on, and nothing is spoken a second time.
    mounted.resize(100 << 10);
    house.run(make).succeeds().says("(0 newly spoken)");
}

#[test]
fn fault_10_kill_9_at_any_moment_leaves_a_whole_edition_and_the_next_run_continues() {
    const KILLS: u32 = 36;
    // A short page: three dozen whole editions are made of it.
    let morning_page = "# 河湾县新建图书馆\n\n**本报讯**河湾县三座图书馆开馆。\n";
    let evening_page = morning_page.replace("三座", "四座");
    let house = || House::new().file("newscaster.toml", TONES).file("2026-03-05.md", morning_page);

    // What undisturbed runs give, made twice so that all clips are cached as they will be below.
    let calm = house();
    let begin = Instant::now();
    calm.run(MAKE).succeeds();
    let whole_run = begin.elapsed();
    let morning = edition(&calm.path("edition"));
    calm.put("2026-03-05.md", &evening_page);
    calm.run(MAKE).succeeds();
    let evening = edition(&calm.path("edition"));
    assert!(morning != evening);

    let house = house();
    house.run(MAKE).succeeds();
    let mut finished = 0;
    for kill in 0..KILLS {
        house.put("2026-03-05.md", if kill % 2 == 0 { &evening_page } else { morning_page });
        if kill % 4 == 0 {
            fs::remove_dir_all(house.path("clips")).unwrap_or_default();
        }
        let mut child = house.command(MAKE).spawn().unwrap();
        // Moments spread over the whole run as the golden ratio spreads them: no two alike, none left out.
        let moment = (f64::from(kill) * 0.618_033_988_749_895).fract();
        thread::sleep(whole_run.mul_f64(moment));
        finished += u32::from(child.try_wait().unwrap().is_some());
        let _ = child.kill();
        child.wait().unwrap();
        let now = edition(&house.path("edition"));
        assert!(now == morning || now == evening, "kill {kill} at {moment:.3} left half an edition");
    }
    println!("{KILLS} kills over {whole_run:?}, {finished} of them after the end");
    assert!(finished < KILLS * 3 / 4, "most runs were over before they were killed");
    house.put("2026-03-05.md", &evening_page);
    house.run(MAKE).succeeds();
    assert!(edition(&house.path("edition")) == evening, "the edition differs from an undisturbed one");
    house.run("verify edition").succeeds();
    for entry in fs::read_dir(house.path("")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(!name.contains(".new") && !name.contains(".old"), "{name} was left behind");
    }
}

#[test]
fn fault_11_second_run_into_the_same_folder_says_who_holds_it() {
    let server = SpeechServer::start(|_, _| Act::Speak(Duration::from_millis(700)));
    let house = house_on(&server, "at_once = 1", false).file("2026-03-05.md", MORNING);
    let first = house.command(MAKE).spawn().unwrap();
    while spoken(&server).is_empty() {
        thread::sleep(Duration::from_millis(20));
    }
    house.run(MAKE).ends(4).says(&format!("another run (process {})", first.id())).says("-o");
    let first = Run::of(MAKE, first.wait_with_output().unwrap());
    first.succeeds();
    let texts: Vec<String> = spoken(&server).iter().map(Asked::text).collect();
    assert!((1..texts.len()).all(|n| !texts[n..].contains(&texts[n - 1])), "a sentence was spoken twice");
    house.run(MAKE).succeeds().says("(0 newly spoken)");
}

#[test]
fn fault_13_typo_in_the_configuration_is_named_with_its_place_before_any_request() {
    let server = SpeechServer::acting([]);
    let typos = [("vioce = 'x'", "voice"), ("at_onec = 3", "at_once"), ("formt = 'mp3'", "format")];
    for (typo, meant) in typos {
        let house = house_on(&server, typo, false).file("2026-03-05.md", MORNING);
        house.run(MAKE).ends(2).says(&format!("did you mean `{meant}`?"));
    }
    let house = house_on(&server, "", false).file("2026-03-05.md", MORNING);
    let configuration = house.text("newscaster.toml");
    house.put("newscaster.toml", configuration + "[stduio]\njobs = 2\n");
    house.run(MAKE).ends(2).says("newscaster.toml, line").says("did you mean `studio`?");
    assert!(server.asked().is_empty(), "a request was made");
}

#[test]
fn fault_14_plain_encodings_are_read_and_broken_bytes_refused() {
    let house = House::new().file("utf8/2026-03-05.md", MORNING);
    let texts = |file: &str| {
        let run = house.run(&format!("articles {file} --json")).succeeds();
        let json: serde_json::Value = serde_json::from_str(&run.out).unwrap();
        let articles = json["articles"].as_array().unwrap().clone();
        articles.iter().map(|article| article["paragraphs"].to_string()).collect::<Vec<_>>()
    };
    let expected = texts("utf8/2026-03-05.md");
    assert!(expected.concat().contains("三座社区图书馆同时开馆"), "{expected:?}");

    house.put("gb/2026-03-05.md", GB18030.encode(MORNING).0);
    let utf16: Vec<u8> =
        std::iter::once(0xfeff).chain(MORNING.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    house.put("utf16/2026-03-05.md", utf16);
    for folder in ["gb", "utf16"] {
        assert_eq!(texts(&format!("{folder}/2026-03-05.md")), expected, "{folder}");
    }

    let broken: Vec<u8> =
        MORNING.bytes().enumerate().map(|(n, byte)| if n % 50 == 7 { 0xff } else { byte }).collect();
    house.put("broken/2026-03-05.md", broken);
    house.run("articles broken/2026-03-05.md").ends(3).says("broken/2026-03-05.md");
}

#[test]
fn fault_15_markup_control_and_bidi_characters_are_never_passed_on_raw() {
    let server = SpeechServer::acting([]);
    let house = house_on(&server, "characters = 120", false);
    let hostile = "河湾县<speak><break time=\"9s\"/>新建图书馆\u{202e}开\u{0007}馆\u{feff}了😀，藏书\u{200b}共<b>两万</b>册&nbsp;。\
                   ```rm -rf```{{text}}{wav}$(id)\u{e000}";
    let endless = "河湾县新建图书馆藏书很多".repeat(30);
    house.put("2026-03-05.md", format!("# 河湾县新建图书馆\n\n**本报讯**{hostile}。\n\n{endless}。\n"));
    let run = Run::of(MAKE, house.command(MAKE).output().unwrap());
    assert!(matches!(run.code, 0 | 1), "{}", run.err);
    let texts: Vec<String> = spoken(&server).iter().map(Asked::text).collect();
    for text in &texts {
        assert!(text.chars().count() <= 120, "{} characters: {text}", text.chars().count());
        let raw =
            text.chars().find(|c| "<>{}$`\u{202e}\u{200b}\u{feff}\u{e000}😀".contains(*c) || c.is_control());
        assert_eq!(raw, None, "{text:?}");
    }
    let heard = texts.concat();
    assert!(heard.contains("新建图书馆") && heard.matches("藏书很多").count() >= 1, "{heard}");
}

#[test]
fn fault_16_key_is_in_nothing_that_is_written_or_said() {
    const CANARY: &str = "sk-canary-0815-4711";
    let quoted = format!("{{\"error\":{{\"message\":\"bad key {CANARY}\"}}}}");
    let server = SpeechServer::start(move |n, asked| {
        assert_eq!(asked.header("authorization"), Some(format!("Bearer {CANARY}").as_str()));
        match n % 5 {
            1 => Act::Status(500, vec![], quoted.clone()),
            3 => Act::Bytes(quoted.clone().into()),
            4 => Act::Status(429, vec![("retry-after", "0".into())], quoted.clone()),
            _ => SPEAK,
        }
    });
    let house = house_on(&server, "key_env = 'NEWSCASTER_TEST_KEY'", true).file("2026-03-05.md", MORNING);
    let said = |house: &House| {
        let mut command = house.command(MAKE);
        let output = command.env("NEWSCASTER_TEST_KEY", CANARY).env("RUST_LOG", "trace").output().unwrap();
        Run::of(MAKE, output)
    };
    let run = said(&house);
    assert!(matches!(run.code, 0 | 1), "{}", run.err);
    assert!(!spoken(&server).is_empty());
    // And where the service turns the key down for good.
    let quoted = format!("{{\"error\":{{\"message\":\"Incorrect API key provided: {CANARY}\"}}}}");
    let angry = SpeechServer::start(move |_, _| Act::Status(401, vec![], quoted.clone()));
    let turned_down =
        house_on(&angry, "key_env = 'NEWSCASTER_TEST_KEY'", false).file("2026-03-05.md", MORNING);
    let refusal = said(&turned_down);
    assert_ne!(refusal.code, 0);
    assert!(refusal.err.contains("key_env"), "{}", refusal.err);
    for text in [&run.out, &run.err, &refusal.out, &refusal.err] {
        assert!(!text.contains("canary"), "{text}");
    }
    let written: Vec<PathBuf> =
        files(&house.path("")).into_iter().chain(files(&turned_down.path(""))).collect();
    assert!(written.iter().any(|path| path.ends_with("edition/report.json")), "{written:?}");
    for path in written {
        let bytes = fs::read(&path).unwrap();
        let found = bytes.windows(6).any(|six| six == b"canary") || path.to_string_lossy().contains("canary");
        assert!(!found, "the key is in {}", path.display());
    }
}

#[test]
fn fault_02_failing_service_costs_no_sentence_and_the_report_says_who_spoke() {
    let server =
        SpeechServer::start(|_, asked| if asked.text().contains("何永年") { status(500) } else { SPEAK });
    let house = house_on(&server, "", true).file("2026-03-05.md", MORNING);
    house.run(MAKE);
    let report = house.json("edition/report.json");
    let segments = report["segments"].as_array().unwrap();
    let stood_in: Vec<_> = segments.iter().filter(|segment| segment["voice"] == "tones").collect();
    assert!(!stood_in.is_empty() && stood_in.len() < segments.len());
    for segment in stood_in {
        assert!(segment["problem"].as_str().is_some_and(|problem| problem.contains("500")), "{segment}");
    }
    house.run("verify edition").succeeds();
}
