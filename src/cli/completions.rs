//! `newscaster completions`: a completion script for a shell.

use clap::Command;
use clap_complete::Shell;

use super::exit::Done;
use super::output::put;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The shell
    shell: Shell,
}

impl Args {
    pub fn run(self, mut program: Command) -> anyhow::Result<Done> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut program, "newscaster", &mut script);
        put(&String::from_utf8_lossy(&script))?;
        Ok(Done::Well)
    }
}
