//! One running program: it says that it is ready, then answers one request at a time.

use std::time::Duration;

use serde_json::Value;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::process::{Child, ChildStdin, ChildStdout};
use tokio::task::JoinHandle;
use tokio::time::timeout;

use super::protocol::Header;
use crate::speech::engines::family::Family;
use crate::speech::engines::program::{LastWords, Program};
use crate::speech::engines::quote::short_line;
use crate::speech::{EngineError, Sound};

const LONGEST_SOUND: usize = 64 << 20;
/// The longest header line in bytes.
const LONGEST_LINE: u64 = 64 << 10;

/// How long a program that has closed its output may take to end.
const TIME_TO_END: Duration = Duration::from_secs(1);

/// What can be done with a running program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It has not said yet that it is ready.
    Starting,
    /// It waits for a request.
    Waiting,
    /// It is in the middle of an answer, or broke the protocol.
    Unusable,
}

/// What a program answered.
pub enum Answer {
    /// With the seconds at which its words begin, where it says so.
    Sound(Sound, Vec<f64>),
    Error {
        words: String,
        again: bool,
    },
}

pub struct Running {
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
    pub state: State,
}

impl Running {
    pub fn start(program: &Program, args: &[String]) -> Result<Self, EngineError> {
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
    pub async fn get_ready(&mut self) -> Result<(), String> {
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

    pub async fn ask(&mut self, request: &str, id: u64) -> Result<Answer, String> {
        self.state = State::Unusable;
        let sent = async {
            self.stdin.write_all(request.as_bytes()).await?;
            self.stdin.write_all(b"\n").await?;
            self.stdin.flush().await
        };
        if sent.await.is_err() {
            return Err(self.last_words().await);
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
            return Err(self.last_words().await);
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
                Ok(0) | Err(_) => return Err(self.last_words().await),
                Ok(_) => {}
            }
        }
        Ok(std::mem::take(&mut self.line))
    }

    /// How it ended, with its last words.
    async fn last_words(&mut self) -> String {
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
