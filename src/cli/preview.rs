//! `newscaster try`: one sentence in every voice that works here.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use super::common::{Common, runtime, until_stopped};
use super::exit::{Done, Misuse};
use super::output::{save, tell};
use crate::config::Config;
use crate::files::{is_marked, mark};
use crate::model::Language;
use crate::pipeline;
use crate::reading::Reader;
use crate::script::of_text;
use crate::speech::{self, VoiceStatus};
use crate::text::escape_html;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// What to say in Chinese voices
    #[arg(default_value = "各位听众早上好，今天是2026年3月5日，星期四，气温零下5℃到8℃。")]
    sentence: String,
    /// What to say in English voices
    #[arg(long, default_value = "Good morning. It is Thursday, March 5, 2026, and 46°F outside.")]
    english: String,
    /// The folder for the sounds and their page
    #[arg(short, long, value_name = "DIR", default_value = "voices-tried")]
    output: PathBuf,
    /// Also try voices that cost money
    #[arg(long)]
    paid: bool,
}

impl Args {
    pub fn run(self, common: &Common) -> anyhow::Result<Done> {
        let config = common.config()?;
        let runtime = runtime()?;
        let Some(voices) = until_stopped(&runtime, speech::voices(&config.speech())) else {
            return Ok(Done::Stopped);
        };
        let voices = voices.map_err(pipeline::Error::from)?;
        let usable = voices.iter().filter(|status| status.usable.is_ok());
        let chosen: Vec<&VoiceStatus> =
            usable.filter(|status| self.paid || status.price_per_million == 0.0).collect();
        if chosen.is_empty() {
            anyhow::bail!("no voice can be used here; `newscaster voices` says why");
        }
        self.prepare()?;
        let mut list = String::new();
        for status in chosen {
            let voice = status;
            let Some(spoken) = until_stopped(&runtime, self.speak(status, &config)) else {
                return Ok(Done::Stopped);
            };
            match spoken {
                Ok(file) => {
                    let (words, language) = self.words(voice);
                    let (name, about) = (escape_html(&voice.name), escape_html(&voice.description));
                    let (words, tag, file) = (escape_html(words), language.tag(), escape_html(&file));
                    writeln!(
                        list,
                        "<li><h2>{name}</h2><p>{about}</p><p lang=\"{tag}\">{words}</p>\
                         <audio controls preload=\"none\" aria-label=\"{name}\" src=\"{file}\"></audio></li>"
                    )?;
                }
                Err(error) => tell(&format!("{}: {error}", voice.name)),
            }
        }
        let page = self.output.join("index.html");
        save(&page, &PAGE.replace("{list}", &list))?;
        tell(&format!("Listen: {}", page.display()));
        Ok(Done::Well)
    }

    /// Makes the folder, marked as ours; one that holds anything else is left alone.
    fn prepare(&self) -> anyhow::Result<()> {
        let folder = self.output.display();
        let failed = |error| anyhow::anyhow!("cannot make {folder}: {error}");
        fs::create_dir_all(&self.output).map_err(failed)?;
        let is_empty = fs::read_dir(&self.output).map_err(failed)?.next().is_none();
        if !is_empty && !is_marked(&self.output) {
            let message = format!("{folder} is not empty and not of newscaster; name another folder with -o");
            return Err(Misuse(message).into());
        }
        mark(&self.output).map_err(failed)
    }

    /// What a voice is to say: English only where English is its mother tongue.
    fn words(&self, voice: &VoiceStatus) -> (&str, Language) {
        match voice.languages.first() {
            Some(Language::En) => (&self.english, Language::En),
            _ => (&self.sentence, Language::Zh),
        }
    }

    async fn speak(&self, status: &VoiceStatus, config: &Config) -> anyhow::Result<String> {
        let (text, language) = self.words(status);
        let reader = Reader::new(&config.lexicon)?;
        let script = of_text(text, language, &reader)
            .ok_or_else(|| Misuse("there is nothing to say in an empty text".to_owned()))?;
        let mut config = config.clone();
        config.voice = Some(status.name.clone());
        config.cast.fallback = Some(Vec::new());
        let file = format!("{}.wav", status.name);
        let path: &Path = &self.output.join(&file);
        pipeline::say(&script, path, &config, &crate::progress::Silent, &mut |_, _| ()).await?;
        Ok(file)
    }
}

const PAGE: &str = "<!doctype html>
<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">
<title>Voices</title><link rel=\"icon\" href=\"data:,\"><style>
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { max-width: 40rem; margin: 2rem auto; padding: 0 1rem; }
ul { list-style: none; padding: 0; } h2 { font-size: 1rem; margin: 1.5rem 0 0; } p { margin: 0; }
audio { width: 100%; margin: .5rem 0; }
</style></head><body><main><h1>Voices</h1><ul>
{list}</ul></main></body></html>
";
