//! Keys of speech services: from the environment or from a file that only its owner may read, and never shown.

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use secrecy::{ExposeSecret, SecretString};

use super::EngineError;
use crate::files::regular;

/// Where a voice's settings say that the key is. At most one of the two.
#[derive(Clone, Debug, Default)]
pub struct KeySource {
    /// The name of an environment variable.
    pub key_env: Option<String>,
    /// A file that holds the key and nothing else.
    pub key_file: Option<PathBuf>,
}

impl KeySource {
    /// That of two settings.
    pub fn of(key_env: &Option<String>, key_file: &Option<PathBuf>) -> Self {
        Self { key_env: key_env.clone(), key_file: key_file.clone() }
    }

    /// The key; `None` where the settings name no source, as for a server on this machine.
    ///
    /// # Errors
    /// Where a source is named and does not give a key.
    pub fn read(&self) -> Result<Option<Secret>, SecretError> {
        match (&self.key_env, &self.key_file) {
            (Some(_), Some(_)) => Err(SecretError::Both),
            (Some(name), None) => Secret::from_environment(name).map(Some),
            (None, Some(path)) => Secret::from_file(path).map(Some),
            (None, None) => Ok(None),
        }
    }
}

/// A key. `Debug` hides it; only an engine that sends it can look inside.
#[derive(Clone, Debug)]
pub struct Secret(SecretString);

impl Secret {
    /// The key in an environment variable.
    ///
    /// # Errors
    /// Where the variable is missing, or holds no key, or its name looks like the key itself.
    pub fn from_environment(name: &str) -> Result<Self, SecretError> {
        let is_name = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
        if name.len() > 64
            || !name.starts_with(|c: char| c.is_ascii_uppercase())
            || !name.chars().all(is_name)
        {
            return Err(SecretError::NotAName);
        }
        let text = env::var(name).map_err(|_| SecretError::NotSet { name: name.to_owned() })?;
        Self::new(&text).ok_or_else(|| SecretError::NoKey { place: name.to_owned() })
    }

    /// The key in a file, blanks around it aside. `~/` stands for the home folder.
    ///
    /// # Errors
    /// Where it can't be read, holds no key, or others than its owner may read it.
    pub fn from_file(path: &Path) -> Result<Self, SecretError> {
        let path = with_home(path);
        let unreadable = |source| SecretError::Unreadable { path: path.clone(), source };
        let open_to = others_may(&path).map_err(unreadable)?;
        if let Some(mode) = open_to {
            return Err(SecretError::Open { path, mode });
        }
        let text = regular::read_text(&path, 1 << 16).map_err(unreadable)?;
        Self::new(&text).ok_or_else(|| SecretError::NoKey { place: path.display().to_string() })
    }

    /// `None` for a text that can't be a key: empty, or with blanks or control characters within.
    fn new(text: &str) -> Option<Self> {
        let text = text.trim();
        let is_key = !text.is_empty() && text.bytes().all(|b| b.is_ascii_graphic());
        is_key.then(|| Self(SecretString::from(text)))
    }

    /// The key itself, for the one header that it belongs in.
    pub(super) fn expose(&self) -> &str {
        self.0.expose_secret()
    }

    /// A text with the key struck out, wherever a server quoted it back, also with blanks or marks between its letters.
    pub fn strike_from(&self, text: &str) -> String {
        let key = self.expose().as_bytes();
        // A key is printable ASCII: what else stands within cannot hide it.
        let (places, letters): (Vec<usize>, Vec<u8>) =
            text.bytes().enumerate().filter(|(_, byte)| byte.is_ascii_graphic()).unzip();
        let mut struck = String::with_capacity(text.len());
        let (mut kept, mut at) = (0, 0);
        while let Some(found) = letters[at..].windows(key.len()).position(|part| part == key) {
            let (first, last) = (at + found, at + found + key.len() - 1);
            struck.push_str(&text[kept..places[first]]);
            struck.push_str("[key]");
            (kept, at) = (places[last] + 1, last + 1);
        }
        struck.push_str(&text[kept..]);
        struck
    }
}

/// Why there is no key. No message shows one.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SecretError {
    /// Both sources are given.
    #[error("key_env and key_file are both set; keep one of them")]
    Both,
    /// The name of a variable is no such name; the key itself may stand there.
    #[error(
        "key_env wants the name of an environment variable in capital letters, such as OPENAI_API_KEY, and \
         never the key itself"
    )]
    NotAName,
    /// There is no such variable.
    #[error(
        "the environment variable {name} is not set; put the service's key into it, or into a file that \
         key_file names"
    )]
    NotSet {
        /// The variable.
        name: String,
    },
    /// What is there is empty, or has blanks in it.
    #[error("{place} holds no key: one word of printable ASCII is expected")]
    NoKey {
        /// The variable or the file.
        place: String,
    },
    /// Others than its owner can read the file.
    #[error("{} can be read by others (mode {mode:03o}); run: chmod 600 '{}'", path.display(), path.display())]
    Open {
        /// The file.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// The file can't be read.
    #[error("the key file {} cannot be read: {source}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

impl From<SecretError> for EngineError {
    fn from(error: SecretError) -> Self {
        let message = error.to_string();
        match error {
            SecretError::Both | SecretError::NotAName => {
                Self::Setting { key: Some("key_env".to_owned()), message }
            }
            _ => Self::NoKey(message),
        }
    }
}

/// The permission bits of a file that others may read or write.
#[cfg(unix)]
fn others_may(path: &Path) -> io::Result<Option<u32>> {
    use std::os::unix::fs::PermissionsExt;
    let mode = fs::metadata(path)?.permissions().mode() & 0o777;
    Ok((mode & 0o077 != 0).then_some(mode))
}

/// Elsewhere the folder's own rights must do.
#[cfg(not(unix))]
fn others_may(path: &Path) -> io::Result<Option<u32>> {
    fs::metadata(path).map(|_| None)
}

fn with_home(path: &Path) -> PathBuf {
    match (path.strip_prefix("~"), env::home_dir()) {
        (Ok(rest), Some(home)) => home.join(rest),
        _ => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn key_file(text: &str) -> tempfile::NamedTempFile {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(text.as_bytes()).unwrap();
        file
    }

    #[test]
    fn a_key_file_of_its_owner_is_read_without_its_line_end() {
        let secret = Secret::from_file(key_file("sk-canary\n").path()).unwrap();
        assert_eq!(secret.expose(), "sk-canary");
    }

    #[test]
    fn a_key_is_never_shown() {
        let secret = Secret::new("sk-canary").unwrap();
        assert!(!format!("{secret:?}").contains("canary"));
        assert_eq!(secret.strike_from("wrong key: sk-canary!"), "wrong key: [key]!");
        assert_eq!(secret.strike_from("键 sk-\u{301}can\u{200b}a r\ny, s k-canary"), "键 [key], [key]");
        assert_eq!(secret.strike_from("sk-canar"), "sk-canar");
    }

    #[cfg(unix)]
    #[test]
    fn a_key_file_that_others_can_read_is_refused_with_the_cure() {
        use std::os::unix::fs::PermissionsExt;
        let file = key_file("sk-canary");
        fs::set_permissions(file.path(), fs::Permissions::from_mode(0o644)).unwrap();
        let message = Secret::from_file(file.path()).unwrap_err().to_string();
        assert!(message.contains("chmod 600") && !message.contains("canary"), "{message}");
    }

    #[test]
    fn a_key_in_the_place_of_a_name_is_not_repeated() {
        for pasted in ["sk-proj-canary", "0123456789abcdefcanary", ""] {
            let message = Secret::from_environment(pasted).unwrap_err().to_string();
            assert!(message.contains("OPENAI_API_KEY") && !message.contains("canary"), "{message}");
        }
    }

    #[test]
    fn what_cannot_be_a_key_is_named_by_its_place() {
        for text in ["", " \n", "two words", "sk-\u{200b}canary"] {
            let file = key_file(text);
            let message = Secret::from_file(file.path()).unwrap_err().to_string();
            assert!(message.contains("holds no key"), "{message}");
        }
    }

    #[test]
    fn two_sources_are_one_too_many() {
        let source = KeySource { key_env: Some("A_KEY".into()), key_file: Some("key".into()) };
        assert!(matches!(source.read(), Err(SecretError::Both)));
        assert!(KeySource::default().read().unwrap().is_none());
    }
}
