//! `newscaster completions`: a completion script for a shell.

use clap::CommandFactory;
use clap_complete::Shell;

use super::common::put;
use super::exit::Done;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The shell
    shell: Shell,
}

impl Args {
    pub fn run(self) -> anyhow::Result<Done> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut super::Cli::command(), "newscaster", &mut script);
        put(&String::from_utf8_lossy(&script))?;
        Ok(Done::Well)
    }
}
