//! Any program that speaks one text and ends. No shell stands between: each argument arrives as it is written.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use async_trait::async_trait;
use serde::Deserialize;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::{Child, ChildStdin};

use super::checks::{one_of, wrong};
use super::family::Family;
use super::program::{LastWords, Program};
use crate::files::{Scratch, nearest, regular};
use crate::model::Spoken;
use crate::speech::{EngineError, Input, Limits, Sound, SpeechEngine, Voice};

/// The longest sound that is read from a program.
const LONGEST_SOUND: u64 = 64 << 20;

/// What a `command` voice may set.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    program: String,
    /// Its arguments, with {text}, {wav}, {voice} and {speed} to be filled in.
    #[serde(default)]
    args: Vec<String>,
    voice: Option<String>,
    speed: Option<f64>,
    /// `file` (any container, told by its first bytes) or `s16le`, bare samples.
    #[serde(default = "format")]
    format: String,
    /// The rate of `s16le` in hertz.
    #[serde(default = "rate")]
    rate: u32,
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
    #[serde(default = "at_once")]
    at_once: usize,
}

fn format() -> String {
    "file".to_owned()
}

fn rate() -> u32 {
    22_050
}

fn characters() -> usize {
    1_000
}

fn at_once() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// What can be filled in.
const PLACES: [&str; 4] = ["text", "wav", "voice", "speed"];

struct CommandEngine {
    settings: Settings,
    program: Program,
    limits: Limits,
}

/// See [`super::Build`].
pub(super) fn build(voice: &Voice) -> Result<Arc<dyn SpeechEngine>, EngineError> {
    let settings: Settings = super::settings(voice)?;
    one_of("format", &settings.format, &["file", "s16le"])?;
    check_template(&settings)?;
    let program = Program::new(&settings.program, settings.install.as_deref(), &settings.env)?;
    let limits = Limits {
        characters: settings.characters,
        at_once: settings.at_once,
        requests_a_minute: None,
        characters_a_minute: None,
        languages: voice.languages.clone(),
        input: Input::Words,
    };
    Ok(Arc::new(CommandEngine { settings, program, limits }))
}

/// Every place in the arguments is one that can be filled in.
fn check_template(settings: &Settings) -> Result<(), EngineError> {
    for place in settings.args.iter().flat_map(|arg| places(arg)) {
        if !PLACES.contains(&place) {
            let hint = nearest(place, PLACES).map_or_else(
                || "there are {text}, {wav}, {voice} and {speed}".to_owned(),
                |word| format!("did you mean {{{word}}}?"),
            );
            return Err(wrong("args", format!("nothing can be filled in for {{{place}}}: {hint}")));
        }
    }
    let unset = [("voice", settings.voice.is_none()), ("speed", settings.speed.is_none())];
    match unset.iter().find(|(place, unset)| *unset && settings.uses(place)) {
        Some((place, _)) => Err(wrong("args", format!("args ask for {{{place}}}, and `{place}` is not set"))),
        None => Ok(()),
    }
}

/// The `{word}`s of an argument; other braces are the program's own.
fn places(arg: &str) -> impl Iterator<Item = &str> {
    arg.split('{').skip(1).filter_map(|rest| {
        let (word, _) = rest.split_once('}')?;
        (!word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase())).then_some(word)
    })
}

impl Settings {
    fn uses(&self, place: &str) -> bool {
        self.args.iter().flat_map(|arg| places(arg)).any(|used| used == place)
    }

    /// The arguments with their places filled in, in one pass, so that a text with `{wav}` in it stays a text.
    fn filled(&self, text: &str, wav: &Path) -> Vec<String> {
        let speed = self.speed.map(|speed| speed.to_string()).unwrap_or_default();
        let value = |place: &str| match place {
            "text" => text.to_owned(),
            "wav" => wav.display().to_string(),
            "voice" => self.voice.clone().unwrap_or_default(),
            _ => speed.clone(),
        };
        let fill = |arg: &String| {
            let mut filled = String::new();
            let mut rest = arg.as_str();
            while let Some((before, after)) = rest.split_once('{') {
                filled.push_str(before);
                if let Some((place, after)) =
                    after.split_once('}').filter(|(place, _)| PLACES.contains(place))
                {
                    filled.push_str(&value(place));
                    rest = after;
                } else {
                    filled.push('{');
                    rest = after;
                }
            }
            filled + rest
        };
        self.args.iter().map(fill).collect()
    }
}

#[async_trait]
impl SpeechEngine for CommandEngine {
    fn fingerprint(&self) -> String {
        format!("command 1 {}", self.settings.version)
    }

    fn service(&self) -> String {
        format!("command {}", self.program.name())
    }

    fn limits(&self) -> Limits {
        self.limits.clone()
    }

    async fn check(&self, _: &Voice) -> Result<(), EngineError> {
        self.program.find().map(|_| ())
    }

    async fn speak(&self, spoken: &Spoken, _: &Voice) -> Result<Sound, EngineError> {
        let failed = |what: String| EngineError::Passing(format!("{}: {what}", self.program.name()));
        let text = harmless(&spoken.text());
        let folder = Scratch::new().map_err(|error| failed(error.to_string()))?;
        let wav = folder.path().join("clip.wav");
        let args = self.settings.filled(&text, &wav);
        let started = self.program.start(&args)?;
        let input = if self.settings.uses("text") { "" } else { &text };
        let printed = run(started, input).await.map_err(failed)?;
        let bytes = if self.settings.uses("wav") { read(wav).await.map_err(failed)? } else { printed };
        if bytes.is_empty() {
            return Err(failed("ended without a sound".to_owned()));
        }
        Ok(match self.settings.format.as_str() {
            "s16le" => Sound::pcm(bytes, self.settings.rate),
            _ => Sound::file(bytes),
        })
    }
}

/// The file that a program wrote, where it is one.
async fn read(wav: PathBuf) -> Result<Vec<u8>, String> {
    let read = tokio::task::spawn_blocking(move || regular::read(&wav, LONGEST_SOUND)).await;
    read.map_err(|error| error.to_string())?.map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => "ended without writing its {wav} file".to_owned(),
        _ => format!("wrote a {{wav}} file that cannot be read: {error}"),
    })
}

/// A text that no program takes for an option of its own, and that fits into an argument.
fn harmless(text: &str) -> String {
    let text = text.replace('\0', "");
    if text.starts_with('-') { format!(" {text}") } else { text }
}

/// Feeds a program, reads what it prints, and waits for its end.
async fn run((mut child, family): (Child, Family), input: &str) -> Result<Vec<u8>, String> {
    let (Some(stdin), Some(stdout), Some(stderr)) =
        (child.stdin.take(), child.stdout.take(), child.stderr.take())
    else {
        return Err("its pipes are missing".to_owned());
    };
    let words = LastWords::default();
    let mut printed = Vec::new();
    let mut stdout = stdout.take(LONGEST_SOUND);
    let (_, read, ()) =
        tokio::join!(feed(stdin, input), stdout.read_to_end(&mut printed), words.clone().gather(stderr));
    read.map_err(|error| error.to_string())?;
    let status = child.wait().await.map_err(|error| error.to_string())?;
    family.ended();
    if status.success() { Ok(printed) } else { Err(format!("{status}{}", words.quote())) }
}

/// Writes the text and closes the pipe. A program that ends before it has read all may have its reasons.
async fn feed(mut stdin: ChildStdin, input: &str) -> std::io::Result<()> {
    stdin.write_all(input.as_bytes()).await?;
    stdin.shutdown().await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(toml: &str) -> Settings {
        toml::from_str(toml).unwrap()
    }

    #[test]
    fn places_are_filled_once_and_other_braces_stay() {
        let settings =
            settings("program = 'x'\nvoice = 'v'\nargs = ['-w', '{wav}', '{text}', '{\"a\": {voice}}']");
        let args = settings.filled("{wav} {voice}", Path::new("/tmp/a.wav"));
        assert_eq!(args, ["-w", "/tmp/a.wav", "{wav} {voice}", "{\"a\": v}"]);
    }

    #[test]
    fn a_place_that_cannot_be_filled_is_named_with_the_nearest() {
        let message = check_template(&settings("program = 'x'\nargs = ['{txet}']")).unwrap_err().to_string();
        assert!(message.contains("{txet}") && message.contains("did you mean {text}?"), "{message}");
        let message = check_template(&settings("program = 'x'\nargs = ['{speed}']")).unwrap_err().to_string();
        assert!(message.contains("`speed` is not set"), "{message}");
    }

    #[test]
    fn a_text_is_never_an_option() {
        assert_eq!(harmless("--help"), " --help");
        assert_eq!(harmless("零\0下"), "零下");
    }
}
