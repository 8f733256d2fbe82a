//! `newscaster init`: a commented configuration to start from.

use std::fs::File;
use std::io::{ErrorKind, Write};
use std::path::PathBuf;

use super::exit::{Done, Misuse};
use super::output::tell;
use crate::config::{FILE_NAME, SAMPLE};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Where to write it
    #[arg(default_value = FILE_NAME)]
    file: PathBuf,
}

impl Args {
    pub fn run(self) -> anyhow::Result<Done> {
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
