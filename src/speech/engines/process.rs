//! A long-living program: one JSON request a line on its standard input, framed sound on its standard output.
//!
//! docs/engines.md describes the protocol for those who write such a program. A program is started when it is
//! first needed and stays until the studio ends. One that dies, or breaks the protocol, or is given up on in the
//! middle of an answer is thrown away, and the next request starts another.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::process::{Child, ChildStdin, ChildStdout};
use tokio::task::JoinHandle;
use tokio::time::timeout;

use super::family::Family;
use super::program::{LastWords, Program};
use super::quote::short_line;
use crate::model::{Say, Spoken, Token};
use crate::speech::{EngineError, Input, Limits, Sound, SpeechEngine, Start, Voice};

const LONGEST_SOUND: usize = 64 << 20;
/// The longest header line in bytes.
const LONGEST_LINE: u64 = 64 << 10;

/// How long a program that has closed its output may take to end.
const TIME_TO_END: Duration = Duration::from_secs(1);

/// What a `process` voice may set.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    program: String,
    #[serde(default)]
    args: Vec<String>,
    // These three are handed to the program with every request, the last as it is.
    voice: Option<String>,
    speed: Option<f64>,
    #[serde(default)]
    options: toml::Table,
    /// How many of it run at once; each gets one request at a time.
    #[serde(default = "copies")]
    copies: usize,
    /// How to get the program, for the message where it is missing.
    install: Option<String>,
    /// Variables of the environment with keys that the program needs; it sees no others.
    #[serde(default)]
    env: Vec<String>,
    /// To be changed when the program changes, so that everything is spoken anew.
    #[serde(default)]
    version: String,
    #[serde(default = "characters")]
    characters: usize,
}

fn copies() -> usize {
    1
}

fn characters() -> usize {
    1_000
}

struct ProcessEngine {
    settings: Settings,
    program: Program,
    limits: Limits,
    /// Programs that wait for a request, or are still getting ready for their first.
    idle: Mutex<Vec<Running>>,
    last_id: AtomicU64,
}

/// See [`super::Build`].
pub(super) fn build(voice: &Voice) -> Result<Arc<dyn SpeechEngine>, EngineError> {
    let settings: Settings = super::settings(voice)?;
    let program = Program::new(&settings.program, settings.install.as_deref(), &settings.env)?;
    let limits = Limits {
        characters: settings.characters,
        at_once: settings.copies.max(1),
        requests_a_minute: None,
        characters_a_minute: None,
        languages: voice.languages.clone(),
        input: Input::Tokens,
    };
    Ok(Arc::new(ProcessEngine {
        settings,
        program,
        limits,
        idle: Mutex::default(),
        last_id: AtomicU64::new(0),
    }))
}

/// A request, one line of JSON.
#[derive(Serialize)]
struct Request<'a> {
    id: u64,
    text: String,
    language: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    voice: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    speed: Option<f64>,
    #[serde(skip_serializing_if = "toml::Table::is_empty")]
    options: &'a toml::Table,
    words: Vec<Word<'a>>,
}

/// A word or a mark of a request.
#[derive(Serialize)]
struct Word<'a> {
    text: &'a str,
    /// Tone-numbered syllables of a Chinese word, after 一/不 sandhi.
    #[serde(skip_serializing_if = "Option::is_none")]
    pinyin: Option<String>,
    /// Latin letters that are said one by one.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    letters: bool,
}

/// The line before the sound.
#[derive(Deserialize)]
struct Header {
    id: u64,
    #[serde(default)]
    bytes: usize,
    #[serde(default)]
    format: Option<String>,
    #[serde(default)]
    rate: Option<u32>,
    #[serde(default)]
    error: Option<String>,
    /// Whether the same request may succeed when asked again.
    #[serde(default)]
    again: bool,
    /// Seconds at which each of the request's words begins.
    #[serde(default)]
    starts: Vec<f64>,
}

/// The tokens that have words, with their places.
fn heard(spoken: &Spoken) -> impl Iterator<Item = (usize, &Token)> {
    spoken.tokens.iter().enumerate().filter(|(_, token)| !token.words.is_empty())
}

fn words(spoken: &Spoken) -> Vec<Word<'_>> {
    heard(spoken)
        .map(|(_, token)| Word {
            text: &token.words,
            pinyin: match &token.say {
                Say::Mandarin(syllables) => {
                    let said = syllables.iter().map(|s| format!("{}{}", s.letters, s.said.digit()));
                    Some(said.collect::<Vec<_>>().join(" "))
                }
                _ => None,
            },
            letters: token.say == Say::Letters,
        })
        .collect()
}

/// The language that a sentence is in, judged by whether it has Chinese words.
fn language(spoken: &Spoken) -> &'static str {
    let is_mandarin = spoken.tokens.iter().any(|token| matches!(token.say, Say::Mandarin(_)));
    if is_mandarin { "zh" } else { "en" }
}

#[async_trait]
impl SpeechEngine for ProcessEngine {
    fn fingerprint(&self) -> String {
        format!("process 1 {}", self.settings.version)
    }

    fn service(&self) -> String {
        format!("process {} {}", self.program.name(), self.settings.args.join(" "))
    }

    fn limits(&self) -> Limits {
        self.limits.clone()
    }

    /// Starts the program, which the first sentence will need anyway: one that ends at once cannot be used.
    async fn check(&self, _: &Voice) -> Result<(), EngineError> {
        self.program.find()?;
        self.borrow()?.get_ready().await.map_err(|what| self.failed(&what))
    }

    async fn speak(&self, spoken: &Spoken, _: &Voice) -> Result<Sound, EngineError> {
        let request = Request {
            id: self.last_id.fetch_add(1, Ordering::Relaxed) + 1,
            text: spoken.text(),
            language: language(spoken),
            voice: self.settings.voice.as_deref(),
            speed: self.settings.speed,
            options: &self.settings.options,
            words: words(spoken),
        };
        let line =
            serde_json::to_string(&request).map_err(|error| EngineError::Refused(error.to_string()))?;
        let mut loan = self.borrow()?;
        loan.get_ready().await.map_err(|what| self.failed(&what))?;
        let answer = loan.ask(&line, request.id).await.map_err(|what| self.failed(&what))?;
        drop(loan);
        match answer {
            Answer::Sound(sound, times) => {
                let starts = heard(spoken).zip(times);
                let starts =
                    starts.map(|((token, _), seconds)| Start { token, syllable: 0, seconds }).collect();
                Ok(sound.timed(starts))
            }
            Answer::Error { words, again } => {
                let message = format!("{}: {}", self.program.name(), short_line(&words));
                Err(if again { EngineError::Passing(message) } else { EngineError::Refused(message) })
            }
        }
    }
}

impl ProcessEngine {
    fn failed(&self, what: &str) -> EngineError {
        EngineError::Passing(format!("{} {what}", self.program.name()))
    }

    /// A program that waits, or else a new one.
    fn borrow(&self) -> Result<Loan<'_>, EngineError> {
        let waiting = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let running = match waiting {
            Some(running) => running,
            None => Running::start(&self.program, &self.settings.args)?,
        };
        Ok(Loan { running: Some(running), idle: &self.idle })
    }
}

/// A program for the time of one request. It goes back when it can be used again, and is killed otherwise, also
/// where the studio gives up on a request; one that is still getting ready goes on with that.
struct Loan<'a> {
    running: Option<Running>,
    idle: &'a Mutex<Vec<Running>>,
}

impl Loan<'_> {
    async fn get_ready(&mut self) -> Result<(), String> {
        match &mut self.running {
            Some(running) => running.get_ready().await,
            None => Ok(()),
        }
    }

    async fn ask(&mut self, line: &str, id: u64) -> Result<Answer, String> {
        match &mut self.running {
            Some(running) => running.ask(line, id).await,
            None => Err("is gone".to_owned()),
        }
    }
}

impl Drop for Loan<'_> {
    fn drop(&mut self) {
        if let Some(running) = self.running.take().filter(|running| running.state != State::Unusable) {
            self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(running);
        }
    }
}

/// What can be done with a running program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// It has not said yet that it is ready.
    Starting,
    /// It waits for a request.
    Waiting,
    /// It is in the middle of an answer, or broke the protocol.
    Unusable,
}

/// What a program answered.
enum Answer {
    /// With the seconds at which its words begin, where it says so.
    Sound(Sound, Vec<f64>),
    Error {
        words: String,
        again: bool,
    },
}

struct Running {
    /// Before the program itself, whose number is another's once it is gone.
    _family: Family,
    child: Child,
    stdin: ChildStdin,
    stdout: BufReader<ChildStdout>,
    /// The part of a line that has come so far; kept here so that giving up on waiting loses nothing.
    line: Vec<u8>,
    words: LastWords,
    /// Gathers the last words.
    listening: JoinHandle<()>,
    state: State,
}

impl Running {
    fn start(program: &Program, args: &[String]) -> Result<Self, EngineError> {
        let (mut child, family) = program.start(args)?;
        let (Some(stdin), Some(stdout), Some(stderr)) =
            (child.stdin.take(), child.stdout.take(), child.stderr.take())
        else {
            return Err(EngineError::Passing("its pipes are missing".to_owned()));
        };
        let words = LastWords::default();
        let listening = tokio::spawn(words.clone().gather(stderr));
        let stdout = BufReader::new(stdout);
        Ok(Self {
            _family: family,
            child,
            stdin,
            stdout,
            line: Vec::new(),
            words,
            listening,
            state: State::Starting,
        })
    }

    /// Waits for `{"ready":true}`, the first line of every program.
    async fn get_ready(&mut self) -> Result<(), String> {
        if self.state != State::Starting {
            return Ok(());
        }
        let line = self.read_line().await;
        self.state = State::Unusable;
        let line = line?;
        let ready: Value = serde_json::from_slice(&line).unwrap_or_default();
        if ready["ready"] != Value::Bool(true) {
            return Err(format!("its first line should be {{\"ready\":true}} and is: {}", quote(&line)));
        }
        self.state = State::Waiting;
        Ok(())
    }

    async fn ask(&mut self, request: &str, id: u64) -> Result<Answer, String> {
        self.state = State::Unusable;
        let sent = async {
            self.stdin.write_all(request.as_bytes()).await?;
            self.stdin.write_all(b"\n").await?;
            self.stdin.flush().await
        };
        if sent.await.is_err() {
            return Err(self.obituary().await);
        }
        let line = self.read_line().await?;
        let header: Header = serde_json::from_slice(&line)
            .map_err(|error| format!("wrote no header ({error}) but: {}", quote(&line)))?;
        if header.id != id {
            return Err(format!("answered request {} when asked for {id}", header.id));
        }
        let answer = match header.error {
            Some(words) => Answer::Error { words, again: header.again },
            None => Answer::Sound(self.read_sound(&header).await?, header.starts),
        };
        self.state = State::Waiting;
        Ok(answer)
    }

    async fn read_sound(&mut self, header: &Header) -> Result<Sound, String> {
        if header.bytes == 0 || header.bytes > LONGEST_SOUND {
            return Err(format!("announced a sound of {} bytes", header.bytes));
        }
        let mut bytes = vec![0; header.bytes];
        if self.stdout.read_exact(&mut bytes).await.is_err() {
            return Err(self.obituary().await);
        }
        match (header.format.as_deref(), header.rate) {
            (None | Some("wav" | "file"), _) => Ok(Sound::file(bytes)),
            (Some("s16le"), Some(rate)) => Ok(Sound::pcm(bytes, rate)),
            (Some("s16le"), None) => Err("sent s16le without a rate".to_owned()),
            (Some(other), _) => Err(format!("sent the format `{other}`; there are wav, file and s16le")),
        }
    }

    /// One line, however often the waiting for it was given up and begun again.
    async fn read_line(&mut self) -> Result<Vec<u8>, String> {
        while self.line.last() != Some(&b'\n') {
            let room = LONGEST_LINE.saturating_sub(self.line.len() as u64);
            if room == 0 {
                return Err("wrote a line without an end".to_owned());
            }
            match (&mut self.stdout).take(room).read_until(b'\n', &mut self.line).await {
                Ok(0) | Err(_) => return Err(self.obituary().await),
                Ok(_) => {}
            }
        }
        Ok(std::mem::take(&mut self.line))
    }

    /// How it ended, with its last words.
    async fn obituary(&mut self) -> String {
        self.state = State::Unusable;
        // It closed its output, so it has ended or is about to.
        let end = timeout(TIME_TO_END, self.child.wait()).await;
        let _ = timeout(TIME_TO_END, &mut self.listening).await;
        match end {
            Ok(Ok(status)) => format!("ended ({status}){}", self.words.quote()),
            _ => format!("fell silent{}", self.words.quote()),
        }
    }
}

fn quote(line: &[u8]) -> String {
    short_line(&String::from_utf8_lossy(line))
}
