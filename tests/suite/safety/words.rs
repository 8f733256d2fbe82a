//! Findings 7, 8 and 10: what others say is told and harmless, keys stay at home, and settings beyond sense are refused.

use super::files::{MAKE_BY_PROGRAM, house_of_program, problem};
use super::{MAKE, ends, house};
use crate::house::{House, Run};
use crate::speech_server::{Act, SpeechServer};
use crate::test_studio::{TestStudio, sentences};

#[test]
fn finding_07_the_last_cause_of_a_failure_is_quoted() {
    let faults = [
        (Act::Status(502, vec![], "the proxy is asleep".into()), "the proxy is asleep"),
        (Act::Bytes(b"<!DOCTYPE html><p>Sign in".to_vec()), "Sign in"),
        (Act::Reset, "connection"),
    ];
    for (fault, words) in faults {
        let server = SpeechServer::start(move |_, _| fault.clone());
        let takes = TestStudio::on(&server).speak(&sentences(16)).unwrap();
        for take in takes {
            let problem = take.problem.unwrap();
            assert!(take.voice == "spare" && problem.contains(words), "{problem}");
        }
    }
}

#[test]
fn finding_08_a_program_sees_no_key_but_those_that_its_voice_asks_for_by_name() {
    let run = |house: &House| -> String {
        let mut command = house.command(MAKE_BY_PROGRAM);
        for name in ["OPENAI_API_KEY", "AZURE_SPEECH_KEY", "GITHUB_TOKEN", "MY_VOICE", "PAPER"] {
            command.env(name, format!("canary-{name}"));
        }
        Run::of(MAKE_BY_PROGRAM, command.output().unwrap()).ends(1);
        house.text("seen")
    };
    let key = "[voices.own.other]\nengine = 'openai'\nlanguages = ['zh']\ndescription = ''\nlicence = ''\npace = 260.0\n\
               settings = { key_env = 'MY_VOICE' }\n";
    let house = house_of_program("env > seen; exit 1\n", key);
    let seen = run(&house);
    assert!(seen.contains("canary-PAPER") && seen.contains("PATH="), "{seen}");
    assert_eq!(seen.matches("canary-").count(), 1, "{seen}");
    let house = house_of_program("env > seen; exit 1\n", "env = ['OPENAI_API_KEY']");
    let seen = run(&house);
    assert!(seen.contains("canary-OPENAI_API_KEY") && !seen.contains("canary-GITHUB_TOKEN"), "{seen}");
}

#[test]
fn finding_10_a_key_echoed_with_marks_inside_and_characters_that_turn_the_line_reach_nobody() {
    const CANARY: &str = "sk-canary-0815-4711";
    let echoed: [String; 3] = [
        CANARY.replace("canary", "can\u{200b}a\u{301}ry"),
        CANARY.replace('-', "-\u{202e}"),
        CANARY.replace("canary", "can<b>ary</b>"),
    ];
    let words = format!("bad \u{202e}yek\u{1b}[31m {}", echoed.join(" and "));
    let body = serde_json::json!({ "error": { "message": words } }).to_string();
    let server = SpeechServer::start(move |_, _| Act::Status(500, vec![], body.clone()));
    let configuration = format!(
        "[cast]\nfallback = ['tones']\n[voices.own.tones]\nengine = 'tone'\nlanguages = ['zh', 'en']\ndescription = ''\n\
         licence = ''\npace = 260.0\n[voices.own.main]\nengine = 'openai'\nlanguages = ['zh', 'en']\ndescription = ''\n\
         licence = ''\npace = 260.0\n[voices.own.main.settings]\n{}key_env = 'SPOKEN_KEY'\n",
        server.openai()
    );
    let house = house().file("newscaster.toml", configuration);
    let arguments = format!("{MAKE} -o edition");
    let output = house.command(&arguments).env("SPOKEN_KEY", CANARY).output().unwrap();
    let run = Run::of(&arguments, output).ends(1);
    let problem = problem(&house);
    assert!(problem.contains("bad yek") && problem.matches("[key]").count() == 3, "{problem}");
    for text in [&run.err, &house.text("edition/report.json"), &house.text("edition/report.html")] {
        assert!(!text.contains('\u{202e}') && !text.contains('\u{1b}') && !text.contains("0815"), "{text}");
    }
}

#[test]
fn finding_10_numbers_beyond_sense_are_refused_with_file_line_and_range_before_anything_is_spoken() {
    for (table, setting, range) in [
        ("sound", "true_peak = nan", "between -20 and 0"),
        ("sound", "true_peak = 1e300", "between -20 and 0"),
        ("sound", "true_peak = -1e300", "between -20 and 0"),
        ("sound", "true_peak = -inf", "between -20 and 0"),
        ("sound", "true_peak = 0.5", "between -20 and 0"),
        ("script", "minutes = inf", "between 0.1 and 1440"),
        ("script", "minutes = -3.0", "between 0.1 and 1440"),
        ("script", "title = \"早\\n报\"", "one line"),
        ("studio", "timeout = nan", "between 0.01 and 3600"),
        ("studio", "max_cost = nan", "between 0 and 1000000"),
        ("studio", "patience = 0.0", "between 1 and 86400"),
        ("publish.encoding", "opus_kbps = 9999", "between 16 and 256"),
        ("publish.podcast", "title = \"a\\u001bb\"", "one line"),
        ("paper", "date = \"0000-01-01\"", "0001-01-01"),
        ("voices.own.main.settings", "at_once = 0", "between 1 and 256"),
        ("voices.own.main.settings", "speed = nan", "speed"),
    ] {
        let house = house();
        let text = format!("{}\n[{table}]\n{setting}\n", house.text("newscaster.toml"));
        let line = text.lines().position(|line| line == setting).unwrap() + 1;
        house.put("newscaster.toml", text);
        let run = ends(&house, MAKE).ends(2).says(range);
        assert!(run.err.contains("newscaster.toml, line"), "{setting}: {}", run.err);
        assert!(run.err.contains(&format!("line {line}")), "{setting} in line {line}: {}", run.err);
        assert!(!house.path("clips").exists(), "something was spoken");
    }
    for (flag, value) in [("minutes", "nan"), ("max-cost", "-1"), ("date", "0000-01-01"), ("title", "早\n报")]
    {
        let house = house();
        let mut command = house.command(MAKE);
        let run = Run::of(MAKE, command.arg(format!("--{flag}={value}")).output().unwrap());
        run.ends(2);
    }
}

#[test]
fn finding_10_a_script_with_a_broken_title_or_a_day_before_our_era_is_refused_with_its_line() {
    for (from, to, told) in [
        ("title = '早报'", "title = \"早\\n报\"", "line 1"),
        ("title = '要闻'", "title = \"要\\u0007闻\"", "line 5"),
        ("date = '2026-03-05'", "date = '0000-01-01'", "line 2"),
    ] {
        let script = "title = '早报'\ndate = '2026-03-05'\nlanguage = 'zh'\n[[chapters]]\ntitle = '要闻'\nlevel = 1\n\
                      [[segments]]\nchapter = 0\nwritten = '新桥今日通车。'\n";
        let house = house().file("s.toml", script.replace(from, to));
        ends(&house, "make s.toml --voice main").ends(2).says(told);
        let house = house.file("s.toml", script);
        ends(&house, "make s.toml --voice main").succeeds();
    }
}

#[test]
fn finding_10_the_lunar_date_of_the_first_year_is_no_reason_to_panic() {
    let house = house();
    house.put("newscaster.toml", house.text("newscaster.toml") + "[script]\nlunar_date = true\n");
    for day in ["0001-01-01", "9999-12-31"] {
        ends(&house, &format!("script 2026-03-05.md --date {day}")).succeeds();
    }
}
