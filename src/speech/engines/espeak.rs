//! eSpeak NG, run as a process of its own: one for each run of a sentence in one language.
//!
//! Mandarin goes in as pinyin through `cmn-latn-pinyin`, the one Mandarin voice that versions 1.51 and 1.52 both
//! speak rightly; English goes in as words through an English voice. Runs are spoken apart and joined here, since
//! a change of voice inside SSML falls back to another voice in 1.51 and loses the variant in 1.52.

mod install;
mod runs;

use std::collections::HashMap;
use std::process::{ExitStatus, Stdio};
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use serde::Deserialize;
use tokio::io::AsyncWriteExt;

use self::runs::{Run, Tongue};
#[cfg(feature = "onnx")]
pub(super) use self::runs::{letters, pinyin, words};
use crate::environment;
use crate::model::{Language, Spoken};
use crate::speech::pcm::Pcm;
use crate::speech::{EngineError, Limits, Sound, SpeechEngine, Voice, decode};

/// What an `espeak` voice may set.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Settings {
    /// The program, by name or path.
    program: String,
    /// One of eSpeak NG's variants (`f2`, `m3`, …), which make another person of every voice; empty for none.
    variant: String,
    /// The speed (`-s`) of Mandarin: 205 is about 275 syllables a minute.
    speed: u16,
    /// The pitch (`-p`), 0 to 99.
    pitch: u8,
    /// The voice for English words.
    english: String,
    /// The speed of English, in words a minute.
    english_speed: u16,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            program: "espeak-ng".to_owned(),
            variant: String::new(),
            speed: 205,
            pitch: 50,
            english: "en-us".to_owned(),
            english_speed: 165,
        }
    }
}

struct EspeakEngine {
    settings: Settings,
    version: String,
}

/// See [`super::Build`].
pub(super) fn build(voice: &Voice) -> Result<Arc<dyn SpeechEngine>, EngineError> {
    let settings: Settings = super::settings(voice)?;
    let version = version(&settings.program)?;
    Ok(Arc::new(EspeakEngine { settings, version }))
}

/// What the program says of its version, asked once a program.
///
/// # Errors
/// It is not there, or is another.
pub(super) fn version(program: &str) -> Result<String, EngineError> {
    static KNOWN: Mutex<Option<HashMap<String, String>>> = Mutex::new(None);
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    let known = known.get_or_insert_default();
    if let Some(version) = known.get(program) {
        return Ok(version.clone());
    }
    let answer = environment::command(program)
        .arg("--version")
        .stdin(Stdio::null())
        .output()
        .map_err(|error| cannot_start(program, &error))?;
    let words = String::from_utf8_lossy(&answer.stdout);
    // "eSpeak NG text-to-speech: 1.51  Data at: /usr/lib/…": the folder does not shape the sound.
    let version = words.split("Data at").next().unwrap_or_default().trim().to_owned();
    if !answer.status.success() || version.is_empty() {
        return Err(EngineError::Unusable(format!(
            "`{program} --version` does not answer as eSpeak NG does"
        )));
    }
    known.insert(program.to_owned(), version.clone());
    Ok(version)
}

fn cannot_start(program: &str, error: &std::io::Error) -> EngineError {
    use std::io::ErrorKind::{NotFound, PermissionDenied};
    match error.kind() {
        NotFound => EngineError::Unusable(format!("`{program}` is not installed: {}", install::hint())),
        PermissionDenied => EngineError::Unusable(format!("`{program}` cannot be run: {error}")),
        _ => EngineError::Passing(format!("`{program}` cannot be started just now: {error}")),
    }
}

#[async_trait]
impl SpeechEngine for EspeakEngine {
    fn fingerprint(&self) -> String {
        // The number counts the changes of what this file feeds the program and makes of its answer.
        format!("espeak 2, {}", self.version)
    }

    fn limits(&self) -> Limits {
        Limits::of_this_machine(vec![Language::Zh, Language::En])
    }

    async fn speak(&self, spoken: &Spoken, _: &Voice) -> Result<Sound, EngineError> {
        let runs = runs::of(spoken);
        if runs.is_empty() {
            return Err(EngineError::Refused("there is nothing in it to say".to_owned()));
        }
        let mut spoken = Vec::with_capacity(runs.len());
        for run in &runs {
            spoken.push(self.say(run).await?);
        }
        let joined = runs::join(&runs, spoken);
        Ok(Sound::pcm(joined.samples.iter().flat_map(|sample| sample.to_le_bytes()).collect(), joined.rate))
    }
}

impl EspeakEngine {
    /// Speaks one run in a fresh process, which gives the same bytes every time.
    async fn say(&self, run: &Run) -> Result<Pcm, EngineError> {
        let Settings { program, variant, speed, pitch, english, english_speed } = &self.settings;
        let (voice, speed) = match run.tongue {
            Tongue::Mandarin => ("cmn-latn-pinyin", speed),
            Tongue::English => (english.as_str(), english_speed),
        };
        let voice = if variant.is_empty() { voice.to_owned() } else { format!("{voice}+{variant}") };
        let (speed, pitch) = (speed.to_string(), pitch.to_string());
        let args = ["--stdin", "--stdout", "-v", &voice, "-s", &speed, "-p", &pitch];
        let sound = ask(program, &args, &run.text).await?;
        decode::wav(&sound).map_err(|error| EngineError::Passing(format!("`{program}`: {error}")))
    }
}

/// What the program writes to its standard output for a text on its standard input.
///
/// # Errors
/// It cannot be started, fails, or writes nothing.
pub(super) async fn ask(program: &str, args: &[&str], text: &str) -> Result<Vec<u8>, EngineError> {
    let mut child = tokio::process::Command::from(environment::command(program))
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .map_err(|error| cannot_start(program, &error))?;
    let stdin = child.stdin.take();
    let feed = async {
        if let Some(mut stdin) = stdin {
            // A program that ends early closes the pipe; its exit status tells more than that.
            let _ = stdin.write_all(text.as_bytes()).await;
        }
    };
    let ((), answer) = tokio::join!(feed, child.wait_with_output());
    let answer = answer.map_err(|error| EngineError::Passing(format!("`{program}` was lost: {error}")))?;
    if !answer.status.success() {
        return Err(failure(program, answer.status, &answer.stderr));
    }
    if answer.stdout.is_empty() {
        let words = first_line(&answer.stderr);
        return Err(EngineError::Passing(format!("`{program}` gave nothing {words}")));
    }
    Ok(answer.stdout)
}

fn failure(program: &str, status: ExitStatus, stderr: &[u8]) -> EngineError {
    let words = first_line(stderr);
    if words.contains("voice does not exist") || words.contains("Failed to read voice") {
        return EngineError::Unusable(format!(
            "`{program}` lacks a voice that is asked for {words}: see `{program} --voices`; {}",
            install::hint()
        ));
    }
    EngineError::Passing(format!("`{program}` failed, {status} {words}"))
}

/// The first line of what a program complained, in brackets.
fn first_line(stderr: &[u8]) -> String {
    let words = String::from_utf8_lossy(stderr);
    words
        .lines()
        .map(str::trim)
        .find(|line| !line.is_empty())
        .map_or_else(String::new, |line| format!("({line})"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Mark, Say, Syllable, Token};

    /// Every syllable of Mandarin, by initial.
    const SYLLABLES: &str = "
        : a ai an ang ao e ei en eng er o ou yi ya yao ye you yan yin yang ying yong yo wu wa wo wai wei wan wen wang weng yu yue yuan yun
        b: a ai an ang ao ei en eng i ian iao ie in ing o u
        p: a ai an ang ao ei en eng i ian iao ie in ing o ou u
        m: a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u
        f: a an ang ei en eng o ou u
        d: a ai an ang ao e ei en eng i ia ian iao ie ing iu ong ou u uan ui un uo
        t: a ai an ang ao e eng i ian iao ie ing ong ou u uan ui un uo
        n: a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan un uo v ve
        l: a ai an ang ao e ei eng i ia ian iang iao ie in ing iu o ong ou u uan un uo v ve
        g: a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo
        k: a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo
        h: a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo
        j: i ia ian iang iao ie in ing iong iu u uan ue un
        q: i ia ian iang iao ie in ing iong iu u uan ue un
        x: i ia ian iang iao ie in ing iong iu u uan ue un
        zh: a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo
        ch: a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo
        sh: a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo
        r: an ang ao e en eng i ong ou u ua uan ui un uo
        z: a ai an ang ao e ei en eng i ong ou u uan ui un uo
        c: a ai an ang ao e en eng i ong ou u uan ui un uo
        s: a ai an ang ao e en eng i ong ou u uan ui un uo";

    fn all_syllables() -> Vec<String> {
        let lines = SYLLABLES.lines().filter_map(|line| line.trim().split_once(':'));
        let syllables = lines
            .flat_map(|(initial, finals)| finals.split_whitespace().map(move |f| format!("{initial}{f}")));
        syllables.collect()
    }

    /// The phonemes that the program makes of a text, a line a clause.
    fn phonemes(voice: &str, text: &str) -> Vec<String> {
        let answer =
            std::process::Command::new("espeak-ng").args(["-v", voice, "-x", "-q", text]).output().unwrap();
        String::from_utf8(answer.stdout)
            .unwrap()
            .lines()
            .map(|line| line.trim().to_owned())
            .filter(|l| !l.is_empty())
            .collect()
    }

    fn fed(letters: &str, tone: char) -> String {
        let syllable = Syllable::parse(&format!("{letters}{tone}")).unwrap();
        let token = Token {
            printed: String::new(),
            words: String::new(),
            say: Say::Mandarin(vec![syllable]),
            rule: None,
        };
        runs::of(&Spoken { tokens: vec![token], problem: None }).remove(0).text
    }

    #[test]
    fn every_syllable_is_said_in_mandarin_with_its_tone() {
        let syllables = all_syllables();
        assert!(syllables.len() > 395, "{}", syllables.len());
        for (tone, contour) in [('1', "55"), ('2', "35"), ('3', "214"), ('4', "51")] {
            let text: Vec<String> = syllables.iter().map(|letters| fed(letters, tone)).collect();
            let heard = phonemes("cmn-latn-pinyin", &text.join("。"));
            assert_eq!(heard.len(), syllables.len());
            for (letters, heard) in syllables.iter().zip(heard) {
                let digits: String = heard.chars().filter(char::is_ascii_digit).collect();
                assert_eq!(digits, contour, "{letters}{tone} is said {heard}");
                assert!(!heard.contains("(en)"), "{letters}{tone} is said in English: {heard}");
            }
        }
    }

    #[test]
    fn erhua_and_rare_syllables_are_no_letters() {
        for letters in ["r", "m", "n", "ng", "hm", "hng"] {
            let heard = phonemes("cmn-latn-pinyin", &fed(letters, '5')).join(" ");
            assert!(heard.contains(char::is_numeric) && !heard.contains("(en)"), "{letters} is said {heard}");
        }
    }

    #[test]
    fn the_news_is_said_with_the_tones_that_were_decided() {
        let heard = phonemes("cmn-latn-pinyin", "yin2hang2 hang2zhang3");
        let digits: Vec<&str> =
            heard[0].split(|c: char| !c.is_ascii_digit()).filter(|d| !d.is_empty()).collect();
        assert_eq!(digits, ["35", "35", "35", "214"], "{heard:?}");
    }

    #[test]
    fn a_stop_inside_a_text_parts_two_clauses() {
        let word = |letters: &str| Token {
            printed: String::new(),
            words: String::new(),
            say: Say::Mandarin(vec![Syllable::parse(letters).unwrap()]),
            rule: None,
        };
        for mark in [Mark::Comma, Mark::Semicolon, Mark::Dash, Mark::Stop, Mark::Question, Mark::Exclamation]
        {
            let sign = Token { say: Say::Mark(mark), ..word("hao3") };
            let spoken = Spoken { tokens: vec![word("hao3"), sign, word("ta1")], problem: None };
            let text = runs::of(&spoken).remove(0).text;
            assert_eq!(phonemes("cmn-latn-pinyin", &text).len(), 2, "{text}");
        }
    }

    #[test]
    fn letters_are_said_by_their_names() {
        let token = Token { printed: String::new(), words: "AqA".to_owned(), say: Say::Letters, rule: None };
        let text = runs::of(&Spoken { tokens: vec![token], problem: None }).remove(0).text;
        let heard = phonemes("en-us", &text).join(" ");
        assert_eq!(heard.matches("eI").count(), 2, "{text} is said {heard}");
        assert!(!heard.contains("a#"), "A is said as the article: {heard}");
    }
}
