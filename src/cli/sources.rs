//! `newscaster sources`: the forms that can be read.

use std::fmt::Write;

use super::chinese::said;
use super::exit::Done;
use super::output::{put, put_json};
use crate::articles;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Print one JSON array for programs
    #[arg(long)]
    json: bool,
}

impl Args {
    pub fn run(self) -> anyhow::Result<Done> {
        let forms: Vec<articles::SourceForm> = articles::forms().collect();
        if self.json {
            put_json(&forms)?;
            return Ok(Done::Well);
        }
        let mut text = String::new();
        for form in forms {
            let endings = form.extensions.iter().map(|ending| format!(".{ending}")).collect::<Vec<_>>();
            writeln!(text, "{:<18}{}: {}", form.name, said(form.what), endings.join(" "))?;
        }
        put(&text)?;
        Ok(Done::Well)
    }
}
