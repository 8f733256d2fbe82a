//! What is read: files, addresses that are fetched first, and what waits in the spool.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::articles::{self, Given, Pages};
use crate::config::Config;
use crate::fetch::{self, Judge, Outcome, Spool, Waiting, When};
use crate::files::{self, regular};
use crate::model::Paper;
use crate::progress::{Progress, Silent};

/// Why nothing was read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// What was read cannot be understood.
    #[error(transparent)]
    Articles(#[from] articles::Error),
    /// What lies outside cannot be had.
    #[error(transparent)]
    Fetch(#[from] fetch::Error),
}

/// Reads inputs: files, folders and addresses. `chinese` is called before the work begins where there is Chinese on them.
///
/// # Errors
/// What cannot be fetched or read.
pub fn read(
    inputs: &[PathBuf],
    config: &Config,
    progress: &dyn Progress,
    chinese: fn(),
) -> Result<Paper, Error> {
    let (addresses, files): (Vec<_>, Vec<_>) =
        inputs.iter().cloned().partition(|input| fetch::is_address(input));
    let (mut given, mut origins) = (Vec::new(), HashMap::new());
    let mut problems = Vec::new();
    for address in &addresses {
        let address = address.to_string_lossy();
        let issue = waited(fetch::issue(&address, &config.fetch, &articles::listed))??;
        problems.extend(issue.problems);
        for (number, input) in issue.inputs.into_iter().enumerate() {
            let page = input.name.trim_end_matches("#page.html");
            let origin = if number == 0 { address.clone().into_owned() } else { page.to_owned() };
            origins.insert(input.name.clone(), origin);
            given.push(Given { name: input.name, bytes: input.bytes, is_asked_for: number == 0 });
        }
    }
    let pages = articles::open(&files, &given, progress)?;
    let mut paper = put_together(pages, &config.paper, config, progress, chinese)?;
    for article in &mut paper.articles {
        if let Some(origin) = origins.get(&article.source) {
            article.source.clone_from(origin);
        }
    }
    paper.problems.extend(problems);
    Ok(paper)
}

/// What stands at an address.
///
/// # Errors
/// What cannot be fetched.
pub fn fetched(address: &str, config: &Config) -> Result<fetch::Input, Error> {
    Ok(waited(fetch::input(address, &config.fetch))??)
}

/// What waits for an edition, read.
#[derive(Debug)]
pub struct Spooled {
    /// The paper.
    pub paper: Paper,
    /// The items that it was made of.
    pub items: Vec<Waiting>,
}

/// Reads what waits in the spool; `None` where nothing does. `again` is the day of an edition that is made anew, whose
/// items count as waiting; `pages` came beside them. Sources that failed are problems of the paper, and named in it.
///
/// # Errors
/// A spool that cannot be used; items of which not one has a story.
pub fn spooled(
    config: &Config,
    again: Option<Date>,
    pages: &[PathBuf],
    progress: &dyn Progress,
    chinese: fn(),
) -> Result<Option<Spooled>, Error> {
    let items = {
        let spool = Spool::open(&config.fetch.spool)?;
        spool.settle()?;
        spool.waiting(&config.sources, again)?
    };
    if items.is_empty() {
        return Ok(None);
    }
    let mut paper = items_and_pages(&items, pages, config, progress, chinese)?;
    let names: Vec<&str> = config.sources.iter().map(|source| source.name.as_str()).collect();
    let failed = fetch::status::failures(&config.fetch.spool, &names);
    paper.problems.extend(failed.iter().map(|told| {
        format!("the source {} could not be read: {}", told.name, told.error.as_deref().unwrap_or_default())
    }));
    paper.unreached = failed.into_iter().map(|told| told.name).collect();
    Ok(Some(Spooled { paper, items }))
}

/// Reads items of the spool, and pages beside them, as one paper.
///
/// # Errors
/// Pages that cannot be read; nothing that has a story.
pub fn items_and_pages(
    items: &[Waiting],
    files: &[PathBuf],
    config: &Config,
    progress: &dyn Progress,
    chinese: fn(),
) -> Result<Paper, Error> {
    let (given, problems) = given(items);
    let pages = articles::open(files, &given, progress)?;
    let mut paper = put_together(pages, &options(items, config), config, progress, chinese)?;
    let by_name: HashMap<String, &Waiting> = items.iter().map(|item| (name(item), item)).collect();
    for article in &mut paper.articles {
        let Some(item) = by_name.get(&article.source) else { continue };
        article.is_section_set = item.section.is_some();
        article.section = item.section.clone().or(article.section.take());
        article.source = item.origin.clone().unwrap_or_else(|| item.path.display().to_string());
    }
    paper.problems.extend(problems);
    if config.paper.name.is_none() && files.is_empty() && is_of_several(&paper, items) {
        // What one of them is called would name the others' news.
        paper.name = None;
    }
    Ok(paper)
}

/// Reads pages; what Chinese needs gets ready meanwhile.
fn put_together(
    pages: Pages,
    options: &articles::Options,
    config: &Config,
    progress: &dyn Progress,
    chinese: fn(),
) -> Result<Paper, articles::Error> {
    if pages.has_chinese() {
        chinese();
    }
    pages.read(options, config.moment.today, progress)
}

/// Whether the stories of a paper come from more than one source.
fn is_of_several(paper: &Paper, items: &[Waiting]) -> bool {
    let told: BTreeSet<&str> = paper.articles.iter().map(|article| article.source.as_str()).collect();
    let tells = |item: &&Waiting| match &item.origin {
        Some(origin) => told.contains(origin.as_str()),
        None => told.contains(item.path.display().to_string().as_str()),
    };
    items.iter().filter(tells).map(|item| &item.folder).collect::<BTreeSet<_>>().len() > 1
}

/// Draws how they are read.
///
/// # Errors
/// As [`items_and_pages`].
pub fn drawn(items: &[Waiting], pages: &[PathBuf], config: &Config) -> Result<String, Error> {
    let pages = articles::open(pages, &given(items).0, &Silent)?;
    Ok(pages.explain(&options(items, config), config.moment.today)?)
}

/// The items that can be read, and what is to say of the others.
fn given(items: &[Waiting]) -> (Vec<Given>, Vec<String>) {
    let (mut given, mut problems) = (Vec::new(), Vec::new());
    for item in items {
        match regular::read(&item.path, regular::LARGEST_TEXT) {
            Ok(bytes) => given.push(Given { name: name(item), bytes, is_asked_for: false }),
            Err(error) => problems.push(format!("{} cannot be read: {error}", item.path.display())),
        }
    }
    (given, problems)
}

/// The edition's day is not that of its items, nor does a day in a file's name leave others out.
fn options(items: &[Waiting], config: &Config) -> articles::Options {
    let date = config.paper.date.filter(|_| items.is_empty());
    articles::Options { date, ..config.paper.clone() }
}

/// An item's name without the day of its coming, which is none of the paper's.
fn name(item: &Waiting) -> String {
    let day = item.file.get(..11).filter(|day| day.ends_with('-') && day[..10].parse::<Date>().is_ok());
    let file = day.and_then(|day| item.file.strip_prefix(day)).unwrap_or(&item.file);
    Path::new(&item.folder).join(file).display().to_string()
}

/// How many items wait.
///
/// # Errors
/// A spool that cannot be used.
pub fn count(config: &Config) -> Result<usize, Error> {
    let spool = Spool::open(&config.fetch.spool)?;
    spool.settle()?;
    Ok(spool.waiting(&config.sources, None)?.len())
}

/// Asks the sources, fills the spool and writes the status file.
///
/// # Errors
/// No sources; a spool that cannot be used.
pub async fn fetch(config: &Config, when: When) -> Result<Vec<Outcome>, Error> {
    let judge = Arc::new(Reader { options: config.paper.clone(), waiting: config.waiting() });
    let now = config.zone.at(Timestamp::now());
    let told = fetch::fetch(&config.sources, &config.fetch, when, &now, judge).await?;
    if !told.is_empty() {
        fetch::status::write(&config.fetch.spool, &told)?;
    }
    Ok(told)
}

/// Who reads a text to see how long it is, and knows where editions wait.
struct Reader {
    options: articles::Options,
    waiting: PathBuf,
}

impl Judge for Reader {
    fn characters(&self, name: &str, bytes: &[u8]) -> usize {
        let paper = articles::read_bytes(name, bytes, &self.options);
        let paragraphs = |paper: Paper| -> usize {
            let all = paper.articles.iter().flat_map(|article| &article.paragraphs);
            all.map(|paragraph| paragraph.text.chars().count()).sum()
        };
        paper.map_or(0, paragraphs)
    }

    fn waits(&self, day: Date) -> bool {
        files::edition(&self.waiting.join(day.to_string())).is_some()
    }
}

/// Waits for the net from where nobody else waits for anything.
fn waited<T>(work: impl Future<Output = T>) -> Result<T, Error> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(|error| {
        fetch::Error::from(fetch::Fault::Lost(format!("no network can be asked: {error}")))
    })?;
    Ok(runtime.block_on(work))
}
