//! Where a voice's files stand, and what their sound rests on.

use std::env;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::settings::Settings;
use crate::files::regular;
use crate::speech::{EngineError, Voice};

/// The files of a voice; all of them are there.
pub(super) struct Files {
    pub model: PathBuf,
    /// What describes it.
    pub config: PathBuf,
    /// Styles, where it is one of Kokoro's.
    pub styles: Option<PathBuf>,
    hash: OnceLock<String>,
}

impl Files {
    /// Finds them: in the data folder where the voice's `[weights]` name the model, else where its settings say.
    ///
    /// # Errors
    /// None is named, or one is not there.
    pub fn find(voice: &Voice, settings: &Settings) -> Result<Self, EngineError> {
        let model = match (&voice.weights, &settings.model) {
            (_, Some(model)) => at_home(model),
            (Some(weights), None) => weights.installed(&voice.name).map_err(EngineError::Unusable)?,
            (None, None) => {
                return Err(EngineError::Setting {
                    key: None,
                    message:
                        "the engine `onnx` needs `model`, the path of an .onnx file, or a table [weights]"
                            .to_owned(),
                });
            }
        };
        let folder = model.parent().unwrap_or(Path::new("")).to_owned();
        let beside = |name: &String| folder.join(at_home(name));
        let config = settings.config.as_ref().map_or_else(|| described(&model), beside);
        let styles = settings.styles.as_ref().map(beside);
        for file in [Some(&model), Some(&config), styles.as_ref()].into_iter().flatten() {
            if !file.is_file() {
                return Err(EngineError::Unusable(format!("{} is not there", file.display())));
            }
        }
        Ok(Self { model, config, styles, hash: OnceLock::new() })
    }

    /// A hash of all that they hold; where one cannot be read, speaking will say so.
    pub fn hash(&self) -> &str {
        self.hash.get_or_init(|| {
            let mut hasher = blake3::Hasher::new();
            for file in [Some(&self.model), Some(&self.config), self.styles.as_ref()].into_iter().flatten() {
                let _ = regular::open(file).and_then(|mut file| feed(&mut hasher, &mut file));
            }
            hasher.finalize().to_hex().to_string()
        })
    }
}

fn feed(hasher: &mut blake3::Hasher, file: &mut File) -> io::Result<()> {
    io::copy(file, hasher).map(|_| ())
}

/// `NAME.onnx.json` beside `NAME.onnx`.
fn described(model: &Path) -> PathBuf {
    let mut name = model.as_os_str().to_owned();
    name.push(".json");
    PathBuf::from(name)
}

/// A path whose `~` stands for the home folder.
fn at_home(path: &str) -> PathBuf {
    match (path.strip_prefix("~/"), env::home_dir()) {
        (Some(rest), Some(home)) => home.join(rest),
        _ => PathBuf::from(path),
    }
}
