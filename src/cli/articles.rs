//! `newscaster articles`: how the pages were read.

use std::fmt::Write;
use std::path::PathBuf;

use serde::Serialize;

use super::common::{Common, Reading};
use super::exit::Done;
use super::output::{put, put_json, tell};
use crate::model::{Article, Coverage, Nature, Paper, Skipped};
use crate::pipeline;
use crate::progress::Silent;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Files or folders of them, of any form that `newscaster sources` lists
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    /// Print one JSON object for programs
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    reading: Reading,
}

/// The shape that scripts rely on.
#[derive(Serialize)]
struct Told<'a> {
    articles: &'a [Article],
    skipped: &'a [Skipped],
    coverage: Coverage,
    why: Vec<Decision<'a>>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    problems: &'a [String],
}

/// Which test or pass decided what a stretch of print is.
#[derive(Serialize)]
struct Decision<'a> {
    source: &'a str,
    start: usize,
    end: usize,
    why: &'static str,
}

impl Args {
    pub fn run(self, common: &Common) -> anyhow::Result<Done> {
        let mut config = common.config()?;
        self.reading.apply(&mut config);
        let paper = pipeline::read(&self.inputs, &config, &Silent)?;
        if self.json {
            let Paper { articles, skipped, coverage, .. } = &paper;
            let why = paper.reasons.iter().map(|(span, why)| Decision {
                source: paper.sources.get(span.source).map_or("", String::as_str),
                start: span.start,
                end: span.end,
                why,
            });
            let problems = &paper.problems;
            put_json(&Told { articles, skipped, coverage: *coverage, why: why.collect(), problems })?;
        } else {
            put(&listing(&paper)?)?;
        }
        for problem in &paper.problems {
            tell(&format!("newscaster: {problem}"));
        }
        let done = if paper.problems.is_empty() { Done::Well } else { Done::Incomplete };
        // The program ends here; to give a long paper back piece by piece takes time and helps nobody.
        std::mem::forget(paper);
        Ok(done)
    }
}

fn listing(paper: &Paper) -> anyhow::Result<String> {
    let mut text = String::new();
    for (index, article) in paper.articles.iter().enumerate() {
        describe(&mut text, index + 1, article)?;
    }
    if !paper.skipped.is_empty() {
        text.push_str("Not read aloud:\n");
    }
    for skipped in &paper.skipped {
        let reason = serde_json::to_string(&skipped.reason)?;
        writeln!(text, "  {}: {}", reason.trim_matches('"'), clipped(&skipped.text, 60))?;
    }
    for doubt in &paper.doubts {
        writeln!(text, "Unsure: {doubt}")?;
    }
    let Coverage { characters, in_articles, skipped } = paper.coverage;
    writeln!(text, "{characters} characters: {in_articles} in articles, {skipped} skipped.")?;
    Ok(text)
}

fn describe(text: &mut String, number: usize, article: &Article) -> anyhow::Result<()> {
    let characters: usize = article.paragraphs.iter().map(|p| p.text.chars().count()).sum();
    writeln!(text, "{number:>3}. {}", article.title)?;
    let mut facts = vec![format!("{characters} characters")];
    facts.extend((article.nature == Nature::Written).then(|| "written".to_owned()));
    facts.extend(article.label.iter().chain(&article.kicker).cloned());
    facts.extend(article.reporters.iter().chain(&article.agency).cloned());
    facts.extend(article.dateline.place.clone());
    facts.extend(article.dateline.date.map(|date| date.to_string()));
    if !article.complete {
        facts.push(match &article.continued_on {
            Some(page) => format!("breaks off, continued on page {page}"),
            None => "breaks off".to_owned(),
        });
    }
    writeln!(text, "     {}", facts.join(" · "))?;
    if let Some(first) = article.paragraphs.first() {
        writeln!(text, "     {}", clipped(&first.text, 60))?;
    }
    Ok(writeln!(text)?)
}

/// The first `limit` characters of a text on one line.
fn clipped(text: &str, limit: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(limit) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}
