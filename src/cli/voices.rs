//! `newscaster voices`: what can speak here, and why something cannot.

use serde::Serialize;

use super::common::{Common, runtime};
use super::exit::Done;
use super::output::{put, put_json};
use crate::speech::{self, VoiceStatus};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Print one JSON object for programs
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Listed<'a> {
    name: &'a str,
    engine: &'a str,
    languages: Vec<&'static str>,
    description: &'a str,
    licence: &'a str,
    price_per_million: f64,
    usable: bool,
    problem: Option<&'a str>,
}

impl<'a> From<&'a VoiceStatus> for Listed<'a> {
    fn from(status: &'a VoiceStatus) -> Self {
        let voice = status;
        let problem = status.usable.as_ref().err().map(String::as_str);
        Self {
            name: &voice.name,
            engine: &voice.engine,
            languages: voice.languages.iter().map(|language| language.tag()).collect(),
            description: &voice.description,
            licence: &voice.licence,
            price_per_million: voice.price_per_million,
            usable: problem.is_none(),
            problem,
        }
    }
}

impl Args {
    pub fn run(self, common: &Common) -> anyhow::Result<Done> {
        let config = common.config()?;
        let statuses =
            runtime()?.block_on(speech::voices(&config.speech())).map_err(crate::pipeline::Error::from)?;
        let listed: Vec<Listed<'_>> = statuses.iter().map(Listed::from).collect();
        if self.json {
            put_json(&serde_json::json!({ "voices": listed }))?;
            return Ok(Done::Well);
        }
        let (usable, not): (Vec<_>, Vec<_>) = listed.iter().partition(|voice| voice.usable);
        let mut text = String::from("Can be used here:\n");
        text.extend(usable.into_iter().map(line));
        if !not.is_empty() {
            text.push_str("\nCannot be used yet:\n");
            text.extend(not.into_iter().map(line));
        }
        put(&text)?;
        Ok(Done::Well)
    }
}

fn line(voice: &Listed<'_>) -> String {
    let languages = voice.languages.join(" ");
    let mut text =
        format!("  {:<22} {:<11} {languages:<9} {}\n", voice.name, voice.engine, voice.description);
    if let Some(problem) = voice.problem {
        text.extend(["  ", &" ".repeat(22), " ", problem, "\n"]);
    }
    text
}
