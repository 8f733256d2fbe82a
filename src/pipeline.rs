//! The way through the house: the only file that knows all the rooms.

mod error;
mod put_out;

use std::path::{Path, PathBuf};
use std::thread::JoinHandle;
use std::time::Duration;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use crate::config::Config;
use crate::files::{Draft, Shelf, Stop, Workplace, regular, write_atomically};
use crate::model::{Edition, Language, Narrator, Paper, Script, Segment, Take};
use crate::progress::Progress;
use crate::reading::Reader;
use crate::speech::Studio;
use crate::{fetch, gathering, publish, reading, script, speech, stitch, verify, words};

pub use self::error::{Error, Fault};
pub use self::put_out::put_out;
use self::put_out::shelf;

/// The script of some pages, or the one that an editor saved, with the paper it came from.
#[derive(Debug)]
pub struct Written {
    /// The running order.
    pub script: Script,
    /// The pages; `None` for a saved script.
    pub paper: Option<Paper>,
}

/// An edition in its place.
#[derive(Debug)]
pub struct Made {
    /// Its folder.
    pub folder: PathBuf,
    /// Its timeline and takes.
    pub edition: Edition,
    /// What is missing or stood in for; empty where the edition is complete.
    pub problems: Vec<String>,
    /// What differs from the edition that stood there before.
    pub changes: Vec<String>,
    /// Sentences that had to be read by the safe fallback.
    pub readings: Vec<String>,
    /// Voices whose sound may have another rate than it says, and syllables that they lack.
    pub odd: Vec<String>,
}

impl Written {
    /// What is to be told of a text whose day nobody knows.
    pub fn undated(&self) -> Option<String> {
        self.paper.as_ref().filter(|paper| paper.date.is_none()).map(|_| undated(self.script.date))
    }
}

/// Reads the pages.
///
/// # Errors
/// Room 1's.
pub fn read(inputs: &[PathBuf], config: &Config, progress: &dyn Progress) -> Result<Paper, Error> {
    Ok(gathering::read(inputs, config, progress, words::load_ahead)?)
}

/// Writes the script of pages, or loads the one saved script that the inputs name.
///
/// # Errors
/// Rooms 1 and 2's; no date; a script among pages.
pub fn write(inputs: &[PathBuf], config: &Config, progress: &dyn Progress) -> Result<Written, Error> {
    let reader = Reader::new(&config.lexicon)?;
    if let Some(file) = inputs.iter().find(|input| is_script(input)) {
        if inputs.len() > 1 {
            return Err(Error::MixedInputs(file.clone()));
        }
        return Ok(Written { script: load(file, &reader, config)?, paper: None });
    }
    let mut paper = gathering::read(inputs, config, progress, ready_for_chinese)?;
    let date = date_of(&mut paper, inputs, config)?;
    write_paper(paper, date, config, &reader)
}

/// What waits in the spool as the script of an edition of `date`, and the items that it was made of; `None` where nothing
/// waits. With `again`, items that the edition of that day has spoken wait, too; `pages` came late to it.
///
/// # Errors
/// What fetching leaves and rooms 1 and 2's.
pub fn write_spooled(
    date: Date,
    again: bool,
    pages: &[PathBuf],
    config: &Config,
    progress: &dyn Progress,
) -> Result<Option<(Written, Vec<fetch::Waiting>)>, Error> {
    let reader = Reader::new(&config.lexicon)?;
    let again = again.then_some(date);
    let Some(spooled) = gathering::spooled(config, again, pages, progress, ready_for_chinese)? else {
        return Ok(None);
    };
    Ok(Some((write_paper(spooled.paper, date, config, &reader)?, spooled.items)))
}

/// Items of the spool that an edition of `date` told, and pages that came beside them, as its script.
///
/// # Errors
/// Rooms 1 and 2's.
pub fn write_again(
    items: &[fetch::Waiting],
    pages: &[PathBuf],
    date: Date,
    config: &Config,
    progress: &dyn Progress,
) -> Result<Written, Error> {
    let reader = Reader::new(&config.lexicon)?;
    let paper = gathering::items_and_pages(items, pages, config, progress, ready_for_chinese)?;
    write_paper(paper, date, config, &reader)
}

fn ready_for_chinese() {
    words::load_ahead();
    reading::pinyin::load_ahead();
}

fn write_paper(paper: Paper, date: Date, config: &Config, reader: &Reader) -> Result<Written, Error> {
    let (mut options, mut told) = (config.script.clone(), script::Speakers::default());
    if let Ok(studio) = Studio::open(&config.speech()) {
        options.pace = options.pace.or_else(|| Some(pace(&studio)));
        told = speakers(&studio, &paper);
    }
    let script = script::write(&paper, date, &options, told, reader)?;
    Ok(Written { script, paper: Some(paper) })
}

/// The pace of the voices that will read.
fn pace(studio: &Studio) -> script::Pace {
    let default = script::Pace::default();
    let of = |language, usual| studio.reading_pace(language).unwrap_or(usual);
    script::Pace { zh: of(Language::Zh, default.zh), en: of(Language::En, default.en) }
}

/// Who is cast for a paper: in its own language, and in those of its stories.
fn speakers(studio: &Studio, paper: &Paper) -> script::Speakers {
    let is_used = |language: &Language| {
        *language == paper.language || paper.articles.iter().any(|article| article.language == *language)
    };
    let languages = [Language::Zh, Language::En].into_iter().filter(is_used);
    let cast: Vec<Narrator> = languages.flat_map(|language| studio.cast(language)).collect();
    let machines = || cast.iter().filter(|voice| voice.synthetic);
    script::Speakers {
        machines: machines().next().is_some(),
        trained: machines().any(|voice| voice.trained),
        people: machines().count() < cast.len(),
    }
}

fn is_script(input: &Path) -> bool {
    input.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"))
}

fn load(file: &Path, reader: &Reader, config: &Config) -> Result<Script, Error> {
    let text = regular::read_text(file, regular::LARGEST_TEXT)
        .map_err(|source| Error::Unreadable { file: file.to_owned(), source })?;
    let voices = speech::voices::Voices::read(&config.voices)?;
    let voice = |name: &str| voices.get(name).map(drop).map_err(|error| error.to_string());
    Ok(script::file::parse(&text, file, reader, &voice)?)
}

fn undated(today: Date) -> String {
    format!("no date was found, so it is filed under {today} and none is said; --date YYYY-MM-DD gives it")
}

/// The day that was given or that the paper tells. What was made for screens may have none: its edition is filed under today,
/// and no presenter says that day.
fn date_of(paper: &mut Paper, inputs: &[PathBuf], config: &Config) -> Result<Date, Error> {
    let is_written = paper.is_written();
    let date = config.paper.date.or(paper.date);
    // An article keeps the day that it says itself.
    paper.date = if is_written { paper.date.or(date) } else { date };
    if date.is_none() && is_written {
        let today = config.zone.today();
        paper.doubts.push(undated(today));
        return Ok(today);
    }
    date.ok_or_else(|| {
        let names: Vec<String> = inputs.iter().map(|input| input.display().to_string()).collect();
        Error::NoDate(names.join(", "))
    })
}

/// The folder that an edition goes to: the one asked for, or one named by its date under [`Config::output`].
pub fn destination(script: &Script, asked: Option<&Path>, config: &Config) -> PathBuf {
    asked.map_or_else(|| config.output.join(script.date.to_string()), Path::to_owned)
}

/// Speaks a script into one WAV file, mastered as an edition is; the file is complete or absent. A listener gets each
/// sentence's take in order, as soon as it is spoken.
///
/// # Errors
/// Rooms 3 and 4's.
pub async fn say(
    script: &Script,
    file: &Path,
    config: &Config,
    progress: &dyn Progress,
    listener: &mut (dyn FnMut(&Segment, &Take) + Send),
) -> Result<Edition, Error> {
    // The studio stays open: clips that the store could not take live as long as it.
    let studio = Studio::open(&config.speech())?;
    let takes = studio.speak_to(script, progress, listener).await?;
    let unwritable = |source| Error::Unwritable { file: file.to_owned(), source };
    let draft = Draft::beside(file).map_err(unwritable)?;
    let edition = stitch::assemble(script, &takes, &config.sound, None, draft.path(), progress)?;
    draft.keep().map_err(unwritable)?;
    Ok(Edition { master: file.to_owned(), ..edition })
}

/// Makes an edition: speaks the script, assembles it, publishes it, checks it and puts it in its place.
/// `destination` is the edition's folder; `stop` ends the run at any time before the edition is in its place.
///
/// # Errors
/// Any room's; the old edition is untouched then, and the clips that were spoken are kept.
pub async fn make(
    written: Written,
    destination: &Path,
    config: &Config,
    progress: &dyn Progress,
    stop: &Stop,
) -> Result<Made, Error> {
    let Written { script, paper } = written;
    publish::prepare(&config.publish, progress)?;
    stitch::prepare(&config.sound)?;
    let studio = Studio::open(&config.speech())?;
    if let Some(casting) = studio.casting(script.language) {
        progress.note(&casting);
    }
    let mut workplace = Workplace::open(destination, stop)?;
    let old = previous(destination, config);
    refuse_another_paper(old.as_ref(), &script, destination, config)?;
    let unread = paper.as_ref().map(|paper| paper.problems.clone()).unwrap_or_default();
    let paper = paper.as_ref().and_then(|paper| paper.name.as_deref()).map(script::in_title_case);
    let (shelf, fonts) = (shelf(config), config.moment.fonts.as_slice());
    renew_stale_feed(destination, paper.as_deref(), &shelf, config, progress)?;
    let changes = old.map_or_else(Vec::new, |old| script::changes(&old, &script));
    let drawing = publish::draw_ahead(&config.publish, &shelf, fonts, paper.as_deref(), &script);
    let takes = studio.speak(&script, progress).await?;

    let master = workplace.path().join("edition.wav");
    let edition = stitch::assemble(&script, &takes, &config.sound, Some(&shelf), &master, progress)?;
    workplace.flush_ahead(&master);
    put(&workplace.path().join("script.toml"), &script::file::to_toml(&script))?;
    let readings = readings(&edition);
    let odd = studio.oddities(&script, &edition.takes);
    let notes = [unread.as_slice(), &readings, &odd].concat();
    let narrators = studio.narrators(&edition.takes);
    let target = publish::Target {
        folder: workplace.path(),
        options: &config.publish,
        paper: paper.as_deref(),
        shelf: Some(&shelf),
        fonts,
        narrators: &narrators,
        modified: modified(destination, &edition, config),
        problems: &notes,
        changes: &changes,
    };
    // What went wrong in it is told by who wants the picture.
    let _ = drawing.map(JoinHandle::join);
    publish::publish(&edition, &target, progress)?;
    let folder = put_in_place(workplace, progress)?;
    if let Err(error) = shelf.drop_older(KEPT) {
        tracing::warn!("cannot clear out {shelf:?}: {error}");
    }
    if let Some(output) = folder.parent().filter(|output| is_podcast(&folder, output, config)) {
        let (settings, paper) = (&config.publish, paper.as_deref());
        publish::podcast_with(Some(&folder), output, settings, paper, Some(&shelf), fonts, progress)
            .map_err(|source| Error::Feed { folder: folder.clone(), source })?;
    }
    let problems = [unread, problems(&edition)].concat();
    Ok(Made { folder, edition, problems, changes, readings, odd })
}

/// Another paper's edition of that day is not replaced where the day alone names the folder.
fn refuse_another_paper(
    old: Option<&Script>,
    script: &Script,
    folder: &Path,
    config: &Config,
) -> Result<(), Error> {
    match old.filter(|old| script::is_another_paper(old, script)) {
        Some(old) if folder == destination(script, None, config) => {
            Err(Error::AnotherPaper { folder: folder.to_owned(), title: old.title.clone() })
        }
        _ => Ok(()),
    }
}

/// Writes the feed again that a run left behind which ended before it could.
fn renew_stale_feed(
    destination: &Path,
    paper: Option<&str>,
    shelf: &Shelf,
    config: &Config,
    progress: &dyn Progress,
) -> Result<(), Error> {
    let is_stale = |output: &PathBuf| is_podcast(destination, output, config) && publish::is_stale(output);
    let Some(output) = above(destination).filter(is_stale) else { return Ok(()) };
    let fonts = &config.moment.fonts;
    publish::podcast_with(None, &output, &config.publish, paper, Some(shelf), fonts, progress)?;
    progress.note(&format!(
        "renewed the feed in {}: an edition there was younger, or its list of files did not know it",
        output.display()
    ));
    Ok(())
}

/// Checks an edition that is built, seals it and gives it its place.
fn put_in_place(mut workplace: Workplace, progress: &dyn Progress) -> Result<PathBuf, Error> {
    let built = workplace.path().to_owned();
    workplace.flush_ahead(&built);
    let verification = verify::verify(&built, progress)?;
    if !verification.faults.is_empty() {
        return Err(Error::Unsound(verification.faults));
    }
    publish::seal(&built)?;
    Ok(workplace.commit()?)
}

/// When an edition's content last changed: what the edition before it says where that has the same script in the same
/// voices, else now. `None` where there was none before.
fn modified(destination: &Path, edition: &Edition, config: &Config) -> Option<Timestamp> {
    let old = publish::old_report(destination)?;
    let before: Timestamp = old.modified.parse().ok()?;
    let script = regular::read_text(&destination.join("script.toml"), regular::LARGEST_TEXT);
    let is_same_script = script.is_ok_and(|script| script == script::file::to_toml(&edition.script));
    let voices = edition.takes.iter().map(|take| take.voice.as_str());
    if is_same_script && voices.eq(old.segments.iter().map(|segment| segment.voice.as_str())) {
        return Some(before);
    }
    // Where nobody tells the time, a correction is at least later than what it corrects.
    let later = before.checked_add(SignedDuration::from_secs(1)).unwrap_or(before);
    Some(config.moment.now.map_or(later, |now| now.max(later)))
}

/// The folder that an edition's folder stands in.
fn above(destination: &Path) -> Option<PathBuf> {
    std::path::absolute(destination).ok()?.parent().map(Path::to_owned)
}

/// The script of the edition that stands in the folder, where there is a readable one.
fn previous(folder: &Path, config: &Config) -> Option<Script> {
    let file = folder.join("script.toml");
    let text = regular::read_text(&file, regular::LARGEST_TEXT).ok()?;
    script::file::parse(&text, &file, &Reader::new(&config.lexicon).ok()?, &|_| Ok(())).ok()
}

fn put(file: &Path, text: &str) -> Result<(), Error> {
    write_atomically(file, text.as_bytes())
        .map_err(|source| Error::Unwritable { file: file.to_owned(), source })
}

/// How long mastered and encoded sound is kept for a late correction.
const KEPT: Duration = Duration::from_hours(72);

/// Whether the folder above an edition is a podcast's: the configured one, one that will stand on the web, or a shelf
/// of editions.
fn is_podcast(folder: &Path, output: &Path, config: &Config) -> bool {
    // Editions that wait there for their hour are nobody's podcast yet.
    if output.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.')) {
        return false;
    }
    let is_configured = std::path::absolute(&config.output).is_ok_and(|configured| configured == output);
    is_configured || config.publish.base_url.is_some() || publish::is_shelf(folder)
}

fn problems(edition: &Edition) -> Vec<String> {
    named(edition.script.segments.iter().zip(&edition.takes).map(|(s, take)| (s, take.problem.as_ref())))
}

fn readings(edition: &Edition) -> Vec<String> {
    named(edition.script.segments.iter().map(|segment| (segment, segment.spoken.problem.as_ref())))
}

fn named<'a>(found: impl Iterator<Item = (&'a Segment, Option<&'a String>)>) -> Vec<String> {
    found.filter_map(|(segment, what)| Some(format!("segment {}: {}", segment.id, what?))).collect()
}
