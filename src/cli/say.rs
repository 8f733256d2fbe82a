//! `newscaster say`: one text, story or segment, to a WAV file.

use std::path::PathBuf;

use super::common::{Common, Speaking, runtime, spare, until_stopped};
use super::exit::{Done, Misuse};
use super::make::clock;
use super::output::tell;
use super::player::Player;
use super::read::Tongue;
use crate::config::Config;
use crate::model::{Script, Segment, Take};
use crate::pipeline;
use crate::progress::Silent;
use crate::reading::Reader;
use crate::script;

#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  newscaster say \"苏-27战机飞抵银川。\" -o su27.wav
  newscaster say --article 3 page.md
  newscaster say --segment opening-1 output/2024-11-28/script.toml")]
pub(super) struct Args {
    /// The text to say; with --article or --segment: pages, or a script.toml
    #[arg(required = true, value_name = "TEXT|INPUT")]
    what: Vec<String>,
    /// Say this story of the pages: its number in the running order, or its id
    #[arg(long, value_name = "N|ID", conflicts_with = "segment")]
    article: Option<String>,
    /// Say this segment of the script
    #[arg(long, value_name = "ID")]
    segment: Option<String>,
    #[command(flatten)]
    speaking: Speaking,
    /// The language of the text
    #[arg(long, value_enum, default_value = "zh")]
    language: Tongue,
    /// Play each sentence as soon as it is spoken, with a player found on this machine
    #[arg(long)]
    play: bool,
    /// The WAV file to write
    #[arg(short, long, value_name = "FILE", default_value = "said.wav")]
    output: PathBuf,
}

impl Args {
    pub fn run(self, common: &Common) -> anyhow::Result<Done> {
        let mut config = common.config()?;
        let inputs = self.inputs();
        self.speaking.apply(&mut config);
        let reads = self.article.is_some() || self.segment.is_some();
        spare(if reads { &inputs } else { &[] }, &self.output, common)?;
        let player = if self.play { Some(Player::find()?) } else { None };
        let script = self.script(&config)?;
        let progress = common.progress();
        let mut play = |segment: &Segment, take: &Take| {
            if let Some(player) = &player {
                player.play(&take.clip.path, segment.pause_after);
            }
        };
        let saying = pipeline::say(&script, &self.output, &config, progress.as_ref(), &mut play);
        let Some(said) = until_stopped(&runtime()?, saying) else { return Ok(Done::Stopped) };
        let edition = said?;
        for take in &edition.takes {
            if let Some(problem) = &take.problem {
                tell(&format!("incomplete: {problem}"));
            }
        }
        if let Some(Err(why)) = player.map(Player::finish) {
            tell(&format!("not played to the end: {why}"));
        }
        let length = clock(edition.length.seconds(edition.rate));
        tell(&format!("Wrote {} ({length}).", self.output.display()));
        let incomplete = edition.takes.iter().any(|take| take.problem.is_some());
        Ok(if incomplete { Done::Incomplete } else { Done::Well })
    }

    fn inputs(&self) -> Vec<PathBuf> {
        self.what.iter().map(PathBuf::from).collect()
    }

    fn script(&self, config: &Config) -> anyhow::Result<Script> {
        if let Some(wanted) = &self.article {
            let script = pipeline::write(&self.inputs(), config, &Silent)?.script;
            return story(&script, wanted);
        }
        if let Some(wanted) = &self.segment {
            let script = pipeline::write(&self.inputs(), config, &Silent)?.script;
            let excerpt = script::excerpt(&script, |segment| segment.id.0 == *wanted);
            return excerpt
                .ok_or_else(|| no_such("segment", wanted, script.segments.iter().map(|s| s.id.0.as_str())));
        }
        let reader = Reader::new(&config.lexicon).map_err(pipeline::Error::from)?;
        script::of_text(&self.what.join(" "), self.language.into(), &reader)
            .ok_or_else(|| Misuse("there is nothing to say in an empty text".to_owned()).into())
    }
}

fn story(script: &Script, wanted: &str) -> anyhow::Result<Script> {
    let mut stories: Vec<&str> = Vec::new();
    for id in script.chapters.iter().filter_map(|chapter| chapter.article.as_ref()) {
        if !stories.contains(&id.0.as_str()) {
            stories.push(&id.0);
        }
    }
    let by_number =
        wanted.parse::<usize>().ok().and_then(|number| stories.get(number.checked_sub(1)?)).copied();
    let id = by_number.unwrap_or(wanted);
    script::excerpt(script, |segment| segment.article.as_ref().is_some_and(|article| article.0 == id))
        .ok_or_else(|| {
            let count = stories.len();
            Misuse(format!("there is no story {wanted}: this script has {count}, numbered 1 to {count}"))
                .into()
        })
}

fn no_such<'a>(what: &str, wanted: &str, known: impl Iterator<Item = &'a str>) -> anyhow::Error {
    let hint = crate::files::nearest(wanted, known).map_or_else(
        || "`newscaster script … --json` lists them all".to_owned(),
        |near| format!("did you mean {near}?"),
    );
    Misuse(format!("there is no {what} {wanted}: {hint}")).into()
}
