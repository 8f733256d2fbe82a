//! What engines that are programs share: finding the program, starting it without a shell, and its last words.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::io::AsyncReadExt;
use tokio::process::{Child, ChildStderr, Command};

use super::checks::wrong;
use super::family::Family;
use super::quote::short_line;
use crate::environment;
use crate::speech::EngineError;

/// How much of a program's standard error is remembered, in bytes.
const REMEMBERED: usize = 2_000;

/// A program that can be started: where it is, and what to say where it is not.
#[derive(Clone, Debug)]
pub(super) struct Program {
    name: String,
    /// How to get it, in the words of the voice's settings.
    install: Option<String>,
    /// Variables with keys that it may see, by name.
    env: Vec<String>,
}

impl Program {
    pub(super) fn new(name: &str, install: Option<&str>, env: &[String]) -> Result<Self, EngineError> {
        if name.is_empty() {
            return Err(wrong("program", "`program` is empty; name the program to run".to_owned()));
        }
        Ok(Self { name: name.to_owned(), install: install.map(str::to_owned), env: env.to_vec() })
    }

    /// Whether it is on this machine.
    ///
    /// # Errors
    /// [`EngineError::Unusable`], saying how to get it.
    pub(super) fn find(&self) -> Result<PathBuf, EngineError> {
        let path = Path::new(&self.name);
        let found = if path.components().count() > 1 {
            path.is_file().then(|| path.to_owned())
        } else {
            let folders = env::var_os("PATH").unwrap_or_default();
            env::split_paths(&folders).map(|folder| folder.join(path)).find(|path| path.is_file())
        };
        found.ok_or_else(|| self.missing())
    }

    /// Starts it, all its pipes ours. Of the keys in our environment it has those that the voice asks for by name.
    ///
    /// # Errors
    /// What a failed start means.
    pub(super) fn start(&self, args: &[String]) -> Result<(Child, Family), EngineError> {
        let mut command = Command::new(&self.name);
        for key in environment::keys() {
            if !self.env.iter().any(|asked| key == asked.as_str()) {
                command.env_remove(key);
            }
        }
        command
            .args(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true);
        Family::start(command).map_err(|error| self.no_start(&error))
    }

    fn no_start(&self, error: &std::io::Error) -> EngineError {
        match error.kind() {
            std::io::ErrorKind::NotFound => self.missing(),
            std::io::ErrorKind::PermissionDenied => {
                EngineError::Unusable(format!("{} may not be run; make it executable: chmod +x", self.name))
            }
            _ => EngineError::Passing(format!("{} does not start: {error}", self.name)),
        }
    }

    fn missing(&self) -> EngineError {
        let cure =
            self.install.as_deref().map_or_else(String::new, |install| format!("; install it: {install}"));
        EngineError::Unusable(format!("the program `{}` is not on this machine{cure}", self.name))
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }
}

/// The end of what a program writes to its standard error, gathered while it runs.
#[derive(Clone, Debug, Default)]
pub(super) struct LastWords(Arc<Mutex<Vec<u8>>>);

impl LastWords {
    /// Reads until the program closes the pipe, so that it never blocks on it.
    pub(super) async fn gather(self, mut pipe: ChildStderr) {
        let mut part = [0; 1_024];
        while let Ok(length @ 1..) = pipe.read(&mut part).await {
            let mut words = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            words.extend_from_slice(&part[..length]);
            let surplus = words.len().saturating_sub(REMEMBERED);
            words.drain(..surplus);
        }
    }

    /// `: ` and its last line that says anything; empty where it was silent.
    pub(super) fn quote(&self) -> String {
        let words = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let text = String::from_utf8_lossy(&words);
        let last = text.lines().rev().find(|line| !line.trim().is_empty());
        last.map_or_else(String::new, |line| format!(": {}", short_line(line)))
    }
}
