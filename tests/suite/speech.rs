//! The speech room: real voices, the clip store and its faults, and what is refused.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use newscaster::model::{Language, Mark, Role, Say, Script, Segment, Spoken, Syllable, Take, TokenMark};
use newscaster::progress::Silent;
use newscaster::speech::clips::ClipStore;
use newscaster::speech::{Error, Options, Studio};

use crate::speech_server::{Act, SpeechServer};
use crate::test_studio::{self, token};

/// A sentence: `银行/yin2hang2` is a Chinese word, `GDP` letters, `news` an English word, `，` a mark.
fn spoken(text: &str) -> Spoken {
    let word = |part: &str| match (part.split_once('/'), part) {
        (Some((hanzi, pinyin)), _) => {
            let syllables = pinyin.split_inclusive(|c: char| c.is_ascii_digit());
            token(hanzi, Say::Mandarin(syllables.map(|s| Syllable::parse(s).unwrap()).collect()))
        }
        (_, "，" | ",") => token(part, Say::Mark(Mark::Comma)),
        (_, "。" | ".") => token(part, Say::Mark(Mark::Stop)),
        (_, letters) if letters.chars().all(|c| c.is_ascii_uppercase()) => token(letters, Say::Letters),
        (_, word) => token(word, Say::English),
    };
    Spoken { tokens: text.split(' ').map(word).collect(), problem: None }
}

fn script(sentences: &[(Role, &str)]) -> Script {
    let mut script = test_studio::script(sentences.iter().map(|(_, text)| spoken(text)).collect());
    for (segment, (role, text)) in script.segments.iter_mut().zip(sentences) {
        segment.role = *role;
        segment.written = (*text).to_owned();
        segment.language = if text.contains('/') { Language::Zh } else { Language::En };
    }
    script
}

const BANK: &str =
    "央行/yang1hang2 行长/hang2zhang3 说/shuo1 ， 经济/jing1ji4 增长/zeng1zhang3 平稳/ping2wen3 。";

fn options(store: &Path) -> Options {
    let mut options = Options::default();
    options.clips.folder = Some(store.to_owned());
    options
}

fn speak(options: &Options, script: &Script) -> Result<Vec<Take>, Error> {
    let studio = Studio::open(options)?;
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(studio.speak(script, &Silent))
}

fn samples(take: &Take) -> Vec<i16> {
    let mut reader = hound::WavReader::open(&take.clip.path).unwrap();
    assert_eq!(reader.spec().channels, 1);
    assert_eq!(reader.spec().sample_rate, take.clip.rate.hertz());
    let samples: Vec<i16> = reader.samples().map(Result::unwrap).collect();
    assert_eq!(samples.len() as u64, take.clip.length.0);
    samples
}

#[test]
fn a_clip_knows_where_its_words_begin_and_so_does_the_store() {
    let store = tempfile::tempdir().unwrap();
    let options = humming(store.path());
    let script = script(&[(Role::Anchor, BANK)]);
    for cached in [false, true] {
        let takes = speak(&options, &script).unwrap();
        assert_eq!(takes[0].cached, cached);
        let clip = &takes[0].clip;
        // Seven words of one to two syllables, a beat of silence for the comma, none for the stop.
        let beat = |mark: &TokenMark| (mark.at.0 + 500) / 5_071;
        let words: Vec<u64> = clip.marks.iter().filter(|mark| mark.syllable == 0).map(beat).collect();
        assert_eq!(words, [0, 2, 4, 5, 6, 8, 10, 12], "{:?}", clip.marks);
        assert!(clip.marks.iter().map(beat).eq(0..=12), "{:?}", clip.marks);
    }
}

#[test]
fn espeak_speaks_once_and_the_store_has_it_afterwards() {
    let store = tempfile::tempdir().unwrap();
    let script =
        script(&[(Role::Anchor, BANK), (Role::Reporter, BANK), (Role::Anchor, "Good morning , world .")]);
    let first = speak(&options(store.path()), &script).unwrap();
    assert!(
        first.iter().all(|take| !take.cached && take.attempts == 1 && take.problem.is_none()),
        "{first:?}"
    );
    let seconds = first[0].clip.length.seconds(first[0].clip.rate);
    assert!((2.0..4.5).contains(&seconds), "13 syllables in {seconds} s");
    assert_ne!(samples(&first[0]), samples(&first[1]), "presenter and reporter sound alike");

    let second = speak(&options(store.path()), &script).unwrap();
    assert!(second.iter().all(|take| take.cached && take.attempts == 0));
    for (a, b) in first.iter().zip(&second) {
        assert_eq!(a.clip, b.clip);
    }
}

/// Options with voices of the test's own, `[cast]` and the rest, and a store.
fn with(store: &Path, toml: &str) -> Options {
    let mut options: Options = toml::from_str(toml).unwrap();
    options.clips.folder = Some(store.to_owned());
    options
}

/// A voice of newscaster.toml as TOML.
fn voice(name: &str, engine: &str, languages: &str, settings: &str) -> String {
    format!(
        "[voices.own.{name}]\nengine = \"{engine}\"\nlanguages = [{languages}]\ndescription = \"\"\n\
         licence = \"\"\npace = 260.0\n[voices.own.{name}.settings]\n{settings}\n"
    )
}

/// A voice that is a shell script, with the words as its first argument and the WAV's path as its second.
fn shell(name: &str, script: &str) -> String {
    let settings =
        format!("program = \"sh\"\nargs = [\"-c\", '''{script}''', \"sh\", \"{{text}}\", \"{{wav}}\"]");
    voice(name, "command", "\"zh\", \"en\"", &settings)
}

const TONE: &str = "[cast]\nfallback = []\n[cast.zh]\nanchor = \"hum\"\n[cast.en]\nanchor = \"hum\"\n";

/// Options where one pure tone speaks every part.
fn humming(store: &Path) -> Options {
    with(store, &(TONE.to_owned() + &voice("hum", "tone", "\"zh\", \"en\"", "")))
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut all = test_studio::files(folder);
    all.sort();
    all
}

#[test]
fn a_truncated_sidecar_is_made_again() {
    let store = tempfile::tempdir().unwrap();
    let script = script(&[(Role::Anchor, BANK)]);
    let first = speak(&humming(store.path()), &script).unwrap().remove(0);
    let sidecar = files(store.path()).into_iter().find(|path| path.extension().unwrap() == "json").unwrap();
    let text = fs::read(&sidecar).unwrap();
    for cut in [0, 1, text.len() / 2, text.len() - 2] {
        fs::write(&sidecar, &text[..cut]).unwrap();
        let again = speak(&humming(store.path()), &script).unwrap().remove(0);
        assert!(!again.cached, "cut at {cut}");
        assert_eq!(again.clip, first.clip);
    }
    assert!(speak(&humming(store.path()), &script).unwrap()[0].cached);
}

#[test]
fn a_store_that_cannot_be_written_never_fails_a_run() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "not a folder").unwrap();
    let options = humming(&file.join("clips"));
    let studio = Studio::open(&options).unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let script = script(&[(Role::Anchor, BANK), (Role::Anchor, "Good morning .")]);
    let takes = runtime.block_on(studio.speak(&script, &Silent)).unwrap();
    assert!(studio.store().trouble().unwrap().contains("file/clips"));
    for take in &takes {
        assert!(!samples(take).is_empty());
    }
    let again = runtime.block_on(studio.speak(&script, &Silent)).unwrap();
    assert!(again.iter().all(|take| take.cached), "kept for this run");
}

const SHARED_STORE: &str = "NEWSCASTER_TEST_SHARED_STORE";

/// Sentences that differ in their syllables.
fn many(count: usize) -> Vec<(Role, String)> {
    let sentence = |n: usize| {
        let digits = ["一/yi1", "二/er4", "三/san1", "四/si4", "五/wu3", "六/liu4", "七/qi1", "八/ba1"];
        let word = |place: u32| digits[n / 8usize.pow(place) % 8];
        (Role::Anchor, (0..6).map(word).collect::<Vec<_>>().join(" ") + " 。")
    };
    (0..count).map(sentence).collect()
}

fn script_of_many(count: usize) -> Script {
    let sentences = many(count);
    script(&sentences.iter().map(|(role, text)| (*role, text.as_str())).collect::<Vec<_>>())
}

/// The other process of the test below; alone it does nothing.
#[test]
fn speaker_of_the_shared_store() {
    if let Some(store) = std::env::var_os(SHARED_STORE) {
        let takes = speak(&humming(Path::new(&store)), &script_of_many(60)).unwrap();
        assert!(takes.iter().all(|take| take.problem.is_none() && !samples(take).is_empty()));
    }
}

#[test]
fn several_processes_share_a_store() {
    let store = tempfile::tempdir().unwrap();
    let this = std::env::current_exe().unwrap();
    let start = |_| {
        Command::new(&this)
            .args(["--exact", "speech::speaker_of_the_shared_store"])
            .env(SHARED_STORE, store.path())
            .output()
    };
    let outputs = std::thread::scope(|scope| {
        let running: Vec<_> = (0..3).map(|n| scope.spawn(move || start(n))).collect();
        running.into_iter().map(|thread| thread.join().unwrap().unwrap()).collect::<Vec<_>>()
    });
    for output in outputs {
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    }
    let clips = ClipStore::new(&humming(store.path()).clips);
    let checked = clips.check().unwrap();
    assert_eq!((checked.whole, checked.broken.len()), (60, 0));
}

#[test]
fn the_store_is_counted_checked_exported_and_cleared_out() {
    let store = tempfile::tempdir().unwrap();
    let takes =
        speak(&humming(store.path()), &script(&[(Role::Anchor, BANK), (Role::Anchor, "Good .")])).unwrap();
    let clips = ClipStore::new(&humming(store.path()).clips);
    let stats = clips.stats().unwrap();
    assert_eq!((stats.clips, stats.voices["hum"]), (2, 2));
    let seconds: f64 = takes.iter().map(|take| take.clip.length.seconds(take.clip.rate)).sum();
    assert!((stats.seconds - seconds).abs() < 1e-9);

    let exported = tempfile::tempdir().unwrap();
    assert_eq!(clips.export(exported.path()).unwrap(), 2);
    let table = fs::read_to_string(exported.path().join("clips.tsv")).unwrap();
    assert!(table.contains("央行行长说，经济增长平稳。"), "{table}");

    fs::write(&takes[0].clip.path, "garbage").unwrap();
    let checked = clips.check().unwrap();
    assert_eq!((checked.whole, checked.broken.len()), (1, 1));
    assert_eq!(clips.gc(Duration::from_secs(3_600)).unwrap().files, 2, "what was set aside goes");
    assert_eq!(clips.stats().unwrap().clips, 1);
    clips.gc(Duration::ZERO).unwrap();
    assert_eq!(clips.stats().unwrap().clips, 0);
    assert_eq!(files(store.path()).len(), 0);
}

#[test]
fn a_voice_that_fails_is_stood_in_for_and_the_take_says_so() {
    let store = tempfile::tempdir().unwrap();
    let toml = "[cast]\nfallback = [\"hum\"]\n[cast.zh]\nanchor = \"html\"\n".to_owned()
        + &shell("html", "echo '<html>Sign in</html>' > \"$2\"")
        + &voice("hum", "tone", "\"zh\"", "");
    let takes = speak(&with(store.path(), &toml), &script(&[(Role::Anchor, BANK)])).unwrap();
    assert_eq!(takes[0].voice, "hum");
    let problem = takes[0].problem.as_deref().unwrap();
    assert!(problem.contains("`html` failed") && problem.contains("a web page"), "{problem}");
    assert_eq!(takes[0].attempts, 5);
    assert!(files(store.path()).len() == 2, "the web page was kept");
}

#[test]
fn a_notice_stands_for_a_sentence_that_nobody_can_speak() {
    let store = tempfile::tempdir().unwrap();
    // Silent whenever the bank is named; else two seconds and a half of espeak's own sound.
    let fussy = "case \"$1\" in *央行*) head -c 44 /dev/zero > \"$2\";; *) espeak-ng -v en-us -w \"$2\" \"this is one plain sentence here\";; esac";
    let toml = "[cast]\nfallback = []\n[cast.zh]\nanchor = \"fussy\"\n".to_owned() + &shell("fussy", fussy);
    let other = "天气/tian1qi4 晴朗/qing2lang3 气温/qi4wen1 回升/hui2sheng1 。";
    let takes =
        speak(&with(store.path(), &toml), &script(&[(Role::Anchor, BANK), (Role::Anchor, other)])).unwrap();
    assert_eq!(takes.len(), 2);
    let problem = takes[0].problem.as_deref().unwrap();
    assert!(problem.starts_with("a notice stands for this sentence"), "{problem}");
    assert!(!samples(&takes[0]).is_empty());
    assert_eq!(takes[1].problem, None);
}

#[test]
fn where_nothing_can_be_spoken_the_run_ends_with_the_reason() {
    let store = tempfile::tempdir().unwrap();
    let toml = "[cast]\nfallback = []\n[cast.zh]\nanchor = \"mute\"\n".to_owned() + &shell("mute", "exit 3");
    let error = speak(&with(store.path(), &toml), &script(&[(Role::Anchor, BANK)])).unwrap_err();
    assert!(matches!(&error, Error::NothingSpoken(why) if why.contains("`mute` failed")), "{error}");
}

#[test]
fn typos_are_named_before_anything_is_spoken() {
    let store = tempfile::tempdir().unwrap();
    let refusal = |toml: &str| {
        let error = Studio::open(&with(store.path(), toml)).err().unwrap();
        assert!(error.is_configuration(), "{error}");
        error.to_string()
    };
    assert!(refusal("[cast.zh]\nanchor = \"zh-espaek\"\n").contains("did you mean `zh-espeak`?"));
    let cast = "[cast.zh]\nanchor = \"x\"\n".to_owned();
    let engine = refusal(&(cast.clone() + &voice("x", "espaek", "\"zh\"", "")));
    assert!(engine.contains("did you mean `espeak`?"), "{engine}");

    let folder = tempfile::tempdir().unwrap();
    let text = "engine = \"espeak\"\nlanguages = [\"zh\"]\ndescription = \"\"\nlicence = \"\"\npace = 260.0\n\n\
                [settings]\nsped = 200\n";
    fs::write(folder.path().join("x.toml"), text).unwrap();
    let setting = refusal(&format!("{cast}[voices]\nfolders = [{:?}]\n", folder.path()));
    assert!(
        setting.contains("x.toml, line 8, column 1") && setting.contains("did you mean `speed`?"),
        "{setting}"
    );
}

#[test]
fn a_spending_cap_stops_before_it_is_passed() {
    let store = tempfile::tempdir().unwrap();
    let paid = |cap: f64| {
        let voice = voice("hum", "tone", "\"zh\", \"en\"", "");
        let voice = voice.replace("pace = 260.0", "pace = 260.0\nprice_per_million = 1000000.0");
        with(store.path(), &format!("{TONE}{voice}[studio]\nmax_cost = {cap}\n"))
    };
    // A dollar a character, and 13 characters.
    let script = script(&[(Role::Anchor, BANK)]);
    assert!((Studio::open(&paid(20.0)).unwrap().price(&script) - 13.0).abs() < 1e-9);
    assert!(matches!(speak(&paid(12.5), &script), Err(Error::TooDear { .. })));
    assert!(files(store.path()).is_empty());
    assert!(speak(&paid(13.0), &script).is_ok());
    assert_eq!(Studio::open(&paid(0.0)).unwrap().price(&script), 0.0, "what is kept is free");
    assert!(speak(&paid(0.0), &script).is_ok());
}

#[test]
fn the_price_of_a_sentence_in_two_languages_counts_both_voices() {
    let store = tempfile::tempdir().unwrap();
    let dollars = |name: &str, languages: &str, price: f64| {
        voice(name, "tone", languages, "")
            .replace("pace = 260.0", &format!("pace = 260.0\nprice_per_million = {price:.1}"))
    };
    let toml = "[cast]\nfallback = []\n[cast.zh]\nanchor = \"low\"\n[cast.en]\nanchor = \"high\"\n[studio]\nmax_cost = 3.2\n"
        .to_owned()
        + &dollars("low", "\"zh\"", 1e5)
        + &dollars("high", "\"en\"", 1e6);
    // Ten cents a character for five, the mark among them, and a dollar for each of three letters.
    let mixed = script(&[(Role::Anchor, "总值/zong3zhi2 GDP 增长/zeng1zhang3 。")]);
    let options = with(store.path(), &toml);
    assert!((Studio::open(&options).unwrap().price(&mixed) - 3.5).abs() < 1e-9);
    assert!(matches!(speak(&options, &mixed), Err(Error::TooDear { .. })));
}

#[test]
fn takes_are_handed_over_in_the_scripts_order_while_others_are_made() {
    let server =
        SpeechServer::start(|n, _| Act::Speak(Duration::from_millis(if n == 0 { 300 } else { 200 })));
    let store = tempfile::tempdir().unwrap();
    let settings = format!("{}at_once = 4\n", server.openai());
    let toml = "[cast]\nfallback = []\n[cast.zh]\nanchor = \"far\"\n".to_owned()
        + &voice("far", "openai", "\"zh\"", &settings);
    let studio = Studio::open(&with(store.path(), &toml)).unwrap();
    let script = script_of_many(30);
    let mut heard: Vec<(String, usize)> = Vec::new();
    let mut listener = |segment: &Segment, take: &Take| {
        assert!(take.clip.path.is_file());
        heard.push((segment.id.0.clone(), server.asked().len()));
    };
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let takes = runtime.block_on(studio.speak_to(&script, &Silent, &mut listener)).unwrap();
    let ids: Vec<&str> = script.segments.iter().map(|segment| segment.id.0.as_str()).collect();
    assert_eq!(heard.iter().map(|(id, _)| id.as_str()).collect::<Vec<_>>(), ids);
    assert_eq!(takes.len(), 30);
    assert!(server.most_at_once() <= 4, "{} at once", server.most_at_once());
    assert!(heard[0].1 < 30, "the first is heard before the last is asked for: {heard:?}");
}

#[test]
fn a_sentence_in_two_languages_is_joined_from_two_voices() {
    let store = tempfile::tempdir().unwrap();
    let toml = "[cast]\nfallback = []\n[cast.zh]\nanchor = \"low\"\n[cast.en]\nanchor = \"high\"\n"
        .to_owned()
        + &voice("low", "tone", "\"zh\"", "pitch = 110.0")
        + &voice("high", "espeak", "\"en\"", "");
    let mixed = "国内/guo2nei4 生产/sheng1chan3 总值/zong3zhi2 GDP 增长/zeng1zhang3 平稳/ping2wen3 。";
    let take = speak(&with(store.path(), &toml), &script(&[(Role::Anchor, mixed)])).unwrap().remove(0);
    assert_eq!((take.voice.as_str(), take.problem.as_deref(), take.attempts), ("low", None, 3));
    // The joints and espeak's own pauses are silences that sound falls to and rises from without a click.
    let (samples, gap) = (samples(&take), take.clip.rate.hertz() as usize / 20);
    let joints: Vec<usize> = (1..samples.len() - gap)
        .filter(|&at| samples[at - 1] != 0 && samples[at..at + gap] == vec![0; gap])
        .collect();
    assert!(joints.len() >= 2, "{joints:?}");
    for joint in joints {
        let after = samples[joint..].iter().find(|&&sample| sample != 0).unwrap();
        assert!(samples[joint - 1].abs() < 500 && after.abs() < 500, "a click at {joint}");
    }
}

#[test]
fn a_run_that_is_given_up_leaves_no_program_and_no_half_file() {
    let store = tempfile::tempdir().unwrap();
    let note = store.path().join("pid");
    let slow = format!("echo $$ > {}; exec sleep 600", note.display());
    let toml = "[cast]\nfallback = []\n[cast.zh]\nanchor = \"slow\"\n".to_owned() + &shell("slow", &slow);
    let clips = store.path().join("clips");
    let studio = Studio::open(&with(&clips, &toml)).unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let script = script(&[(Role::Anchor, BANK)]);
    let given_up = runtime.block_on(async {
        let started = async {
            while fs::read_to_string(&note).unwrap_or_default().trim().is_empty() {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        tokio::select! { _ = studio.speak(&script, &Silent) => false, () = started => true }
    });
    assert!(given_up);
    let process = PathBuf::from("/proc").join(fs::read_to_string(&note).unwrap().trim());
    let ended = || fs::read_to_string(process.join("stat")).map_or(true, |stat| stat.contains(") Z "));
    for _ in 0..500 {
        if ended() {
            break;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    assert!(ended(), "the program runs on");
    assert!(files(&clips).is_empty());
}

#[tokio::test]
async fn every_voice_tells_whether_it_can_be_used_here() {
    let folder = tempfile::tempdir().unwrap();
    let toml = voice("gone", "espeak", "\"zh\"", "program = \"espeak-ng-that-is-not-there\"");
    let voices = newscaster::speech::voices(&with(folder.path(), &toml)).await.unwrap();
    let usable = |name: &str| voices.iter().find(|voice| voice.name == name).unwrap().usable.clone();
    assert_eq!(usable("zh-espeak"), Ok(()));
    assert!(usable("gone").unwrap_err().contains("is not installed"));
    assert!(voices.iter().all(|voice| !voice.licence.is_empty() || voice.name == "gone"));
    assert!(voices.is_sorted_by_key(|voice| &voice.name));
}

#[test]
fn a_default_voice_that_is_missing_is_stood_in_for_and_the_take_says_so() {
    let store = tempfile::tempdir().unwrap();
    // A voice of one's own takes the place of the built-in one of its name.
    let toml = "[cast]\nfallback = [\"hum\"]\n".to_owned()
        + &voice("zh-espeak", "espeak", "\"zh\"", "program = \"espeak-ng-that-is-not-there\"")
        + &voice("hum", "tone", "\"zh\"", "");
    let takes = speak(&with(store.path(), &toml), &script(&[(Role::Anchor, BANK)])).unwrap();
    assert_eq!(takes[0].voice, "hum");
    assert!(takes[0].problem.as_deref().unwrap().contains("is not installed"), "{:?}", takes[0].problem);
}
