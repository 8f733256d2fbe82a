//! Which variables of the environment hold keys. Programs that newscaster starts do not inherit them.

use std::collections::BTreeSet;
use std::env;
use std::ffi::OsString;
use std::process::Command;
use std::sync::{Mutex, PoisonError};

/// How the names of variables end that hold keys.
const ENDINGS: [&str; 7] = ["KEY", "KEYS", "TOKEN", "SECRET", "PASSWORD", "PASSWD", "CREDENTIALS"];

/// Names that the settings of voices told to hold keys.
static NAMED: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

/// Remembers a variable as one that holds a key.
pub fn holds_a_key(name: &str) {
    NAMED.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned());
}

/// The variables that a program shall not inherit: those that were named, and those whose names say so.
pub fn keys() -> Vec<OsString> {
    let named = NAMED.lock().unwrap_or_else(PoisonError::into_inner);
    let is_key = |name: &OsString| {
        let name = name.to_string_lossy();
        let upper = name.to_ascii_uppercase();
        named.contains(name.as_ref()) || ENDINGS.iter().any(|ending| upper.ends_with(ending))
    };
    env::vars_os().map(|(name, _)| name).filter(is_key).collect()
}

/// Starts a program without the keys in its environment.
pub fn command(program: &str) -> Command {
    let mut command = Command::new(program);
    for name in keys() {
        command.env_remove(name);
    }
    command
}
