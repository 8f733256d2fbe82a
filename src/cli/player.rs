//! Sounds played one after the other by a program of this machine, while the next ones are being made.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::mpsc::{Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::exit::Misuse;
use crate::environment;
use crate::model::Millis;

/// Programs that play a WAV file and end with it, and what to call them with.
const PLAYERS: &[(&str, &[&str])] = &[
    ("mpv", &["--no-config", "--no-video", "--really-quiet"]),
    ("ffplay", &["-nodisp", "-autoexit", "-loglevel", "quiet"]),
    ("pw-play", &[]),
    ("paplay", &[]),
    ("aplay", &["-q"]),
    ("afplay", &[]),
];

/// A thread that plays what it is given, in order.
pub(super) struct Player {
    queue: Sender<(PathBuf, Millis)>,
    thread: JoinHandle<Result<(), String>>,
}

impl Player {
    /// The first player that this machine has.
    pub fn find() -> Result<Self, Misuse> {
        let is_there = |program: &str| {
            let asked = environment::command(program)
                .arg("--version")
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .status();
            !asked.is_err_and(|error| error.kind() == ErrorKind::NotFound)
        };
        let found = PLAYERS.iter().find(|(program, _)| is_there(program));
        let Some(&(program, arguments)) = found else {
            let names = PLAYERS.iter().map(|(program, _)| *program).collect::<Vec<_>>().join(", ");
            return Err(Misuse(format!("no player is installed for --play; install one of: {names}")));
        };
        let (queue, sounds) = channel::<(PathBuf, Millis)>();
        let thread = thread::spawn(move || {
            for (sound, pause) in sounds {
                play(program, arguments, &sound)?;
                thread::sleep(Duration::from_millis(pause.0));
            }
            Ok(())
        });
        Ok(Self { queue, thread })
    }

    /// Plays a sound after those before it, and is silent for a while.
    pub fn play(&self, sound: &Path, pause: Millis) {
        // A player that failed has ended its thread; it tells why at the end.
        let _ = self.queue.send((sound.to_owned(), pause));
    }

    /// Waits until the last sound is played.
    ///
    /// # Errors
    /// What the player said.
    pub fn finish(self) -> Result<(), String> {
        drop(self.queue);
        self.thread.join().unwrap_or_else(|_| Err("the player's thread ended".to_owned()))
    }
}

fn play(program: &str, arguments: &[&str], sound: &Path) -> Result<(), String> {
    let done = environment::command(program)
        .args(arguments)
        .arg(sound)
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("{program}: {error}"))?;
    if done.status.success() {
        return Ok(());
    }
    // Sound libraries tell every way that they tried in vain; the last line says what came of it.
    let said = String::from_utf8_lossy(&done.stderr);
    let last = said.lines().map(str::trim).rfind(|line| !line.is_empty()).unwrap_or("it did not say why");
    Err(format!("{program} cannot play it; is there a sound card, and is the sound on? ({last})"))
}
