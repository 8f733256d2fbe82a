//! `newscaster articles`: how the pages were read.

use std::fmt::Write;
use std::path::PathBuf;

use serde::Serialize;

use super::chinese::said;
use super::common::{Common, Reading};
use super::exit::Done;
use super::output::{put, put_json, tell};
use crate::model::{Article, ArticleId, Coverage, Nature, Paper, Paragraph, Skipped};
use crate::pipeline;
use crate::progress::Silent;

/// How many paragraphs are shown of those that it is least sure of.
const SHOWN: usize = 5;

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
struct Output<'a> {
    articles: &'a [Article],
    skipped: &'a [Skipped],
    coverage: Coverage,
    why: Vec<Decision<'a>>,
    unsure: Vec<Unsure<'a>>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    problems: &'a [String],
}

/// A paragraph that may belong to another story.
#[derive(Serialize)]
struct Unsure<'a> {
    article: &'a ArticleId,
    /// Its place among the article's paragraphs, from 0.
    paragraph: usize,
    confidence: u8,
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
            let unsure = least_sure(articles).into_iter().map(|(article, paragraph)| Unsure {
                article: &articles[article].id,
                paragraph,
                confidence: articles[article].paragraphs[paragraph].confidence.percent(),
            });
            let problems = &paper.problems;
            put_json(&Output {
                articles,
                skipped,
                coverage: *coverage,
                why: why.collect(),
                unsure: unsure.collect(),
                problems,
            })?;
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
        text.extend([said("Not read aloud:").as_ref(), "\n"]);
    }
    for skipped in &paper.skipped {
        let reason = serde_json::to_string(&skipped.reason)?;
        writeln!(text, "  {}: {}", said(reason.trim_matches('"')), clipped(&skipped.text, 60))?;
    }
    let unsure = least_sure(&paper.articles);
    if !unsure.is_empty() {
        writeln!(text, "{}", said(&format!("Least sure ({} below 75 %):", unsure.len())))?;
    }
    for (article, paragraph) in unsure.into_iter().take(SHOWN) {
        let Paragraph { text: print, confidence, .. } = &paper.articles[article].paragraphs[paragraph];
        writeln!(text, "  {}", said(&format!("{confidence} in {}: {}", article + 1, clipped(print, 60))))?;
    }
    for doubt in &paper.doubts {
        writeln!(text, "{}", said(&format!("Unsure: {doubt}")))?;
    }
    let Coverage { characters, in_articles, skipped } = paper.coverage;
    let sums = format!("{characters} characters: {in_articles} in articles, {skipped} skipped.");
    writeln!(text, "{}", said(&sums))?;
    Ok(text)
}

/// The paragraphs that an editor should look at, by article and place in it, the least sure first.
fn least_sure(articles: &[Article]) -> Vec<(usize, usize)> {
    let all = articles.iter().enumerate().flat_map(|(n, article)| {
        article.paragraphs.iter().enumerate().map(move |(place, paragraph)| (paragraph.confidence, n, place))
    });
    let mut unsure: Vec<_> = all.filter(|(confidence, ..)| confidence.is_low()).collect();
    unsure.sort_unstable();
    unsure.into_iter().map(|(_, article, paragraph)| (article, paragraph)).collect()
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
    let facts: Vec<_> = facts.iter().map(|fact| said(fact)).collect();
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
