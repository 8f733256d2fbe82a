//! `newscaster init`: a commented configuration to start from.

use std::env;
use std::fs::File;
use std::io::{ErrorKind, Write};
use std::path::PathBuf;

use super::exit::{Done, Misuse};
use super::output::{put, tell};
use super::service::Manager;
use crate::config::{FILE_NAME, SAMPLE};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Where to write it
    #[arg(default_value = FILE_NAME)]
    file: PathBuf,
    /// Print instead what makes a service manager run `newscaster run` in this folder
    #[arg(long, value_enum, value_name = "MANAGER", num_args = 0..=1, default_missing_value = DEFAULT, conflicts_with = "file")]
    service: Option<Manager>,
}

/// Who starts programs here.
const DEFAULT: &str = if cfg!(target_os = "linux") {
    "systemd"
} else if cfg!(target_os = "macos") {
    "launchd"
} else {
    "cron"
};

impl Args {
    pub fn run(self) -> anyhow::Result<Done> {
        if let Some(manager) = self.service {
            put(&manager.file(&env::current_exe()?, &env::current_dir()?))?;
            tell(manager.advice());
            return Ok(Done::Well);
        }
        let name = self.file.display();
        let mut file = match File::create_new(&self.file) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                return Err(Misuse(format!("{name} is there already and was left as it is")).into());
            }
            Err(error) => anyhow::bail!("cannot write {name}: {error}"),
        };
        file.write_all(SAMPLE.as_bytes())?;
        tell(&format!("Wrote {name}. Every setting in it is explained and set to its default."));
        Ok(Done::Well)
    }
}
