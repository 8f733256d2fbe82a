//! A builder for runs of the real program: `House::new().page("p.md", TEXT).run("make p.md").fails(2)`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// The configuration of a voice `main` of pure tones for everything, so that nothing has to be installed.
pub const TONES: &str = "[cast]\nfallback = []\n[voices.own.main]\nengine = 'tone'\nlanguages = ['zh', 'en']\n\
                     description = 'tones'\nlicence = 'none'\npace = 260.0\n";

/// A folder of its own with its own clip store, where the program runs.
pub struct House {
    folder: TempDir,
}

/// A run that ended.
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
    command: String,
}

impl House {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Puts a file there.
    pub fn file(self, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        self.put(name, bytes);
        self
    }

    pub fn put(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    pub fn text(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    pub fn json(&self, name: &str) -> serde_json::Value {
        serde_json::from_str(&self.text(name)).unwrap()
    }

    /// The program with its arguments, ready to be changed further.
    pub fn command(&self, arguments: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_newscaster"));
        command
            .args(arguments.split_whitespace())
            .current_dir(self.folder.path())
            .env("NEWSCASTER_CACHE", self.path("clips"))
            .env("NEWSCASTER_DATA", self.path("data"))
            .env("NEWSCASTER_LANG", "en")
            .env_remove("RUST_LOG")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    pub fn run(&self, arguments: &str) -> Run {
        Run::of(arguments, self.command(arguments).output().unwrap())
    }
}

impl Run {
    pub fn of(command: &str, output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the program writes UTF-8");
        Self {
            code: output.status.code().unwrap_or(-1),
            out: text(output.stdout),
            err: text(output.stderr),
            command: command.to_owned(),
        }
    }

    #[track_caller]
    pub fn succeeds(self) -> Self {
        self.ends(0)
    }

    #[track_caller]
    pub fn ends(self, code: i32) -> Self {
        assert_eq!(self.code, code, "newscaster {}\n{}\n{}", self.command, self.out, self.err);
        assert!(!self.err.contains("panicked"), "{}", self.err);
        self
    }

    #[track_caller]
    pub fn says(self, words: &str) -> Self {
        assert!(self.err.contains(words), "`{words}` is not in: {}", self.err);
        self
    }

    #[track_caller]
    pub fn prints(self, words: &str) -> Self {
        assert!(self.out.contains(words), "`{words}` is not in: {}", self.out);
        self
    }
}

/// The files of a folder and their bytes, to compare two editions.
pub fn contents(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(&next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                found.push((path.strip_prefix(folder).unwrap().to_owned(), fs::read(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

/// A small disk of its own at a folder; unmounted when dropped.
pub struct Disk(PathBuf);

impl Disk {
    /// A disk of 100 MiB; `None` with a message where none can be mounted.
    pub fn at(folder: &Path) -> Option<Self> {
        let is_mounted = mount("size=100m", folder);
        if !is_mounted {
            crate::needs::skip("no tmpfs can be mounted here");
        }
        is_mounted.then(|| Self(folder.to_owned()))
    }

    /// Gives it another size.
    pub fn resize(&self, kib: usize) {
        assert!(mount(&format!("remount,size={kib}k"), &self.0));
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).status();
    }
}

fn mount(options: &str, folder: &Path) -> bool {
    let run = Command::new("mount").args(["-t", "tmpfs", "-o", options, "tmpfs"]).arg(folder).output();
    run.is_ok_and(|output| output.status.success())
}
