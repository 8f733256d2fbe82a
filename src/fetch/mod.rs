//! Fetching: what lies outside comes in. The sources of the configuration are asked politely, and what is new in them goes
//! into the spool, item by item, as plain files.
//!
//! What an item says is not read here: a feed is taken apart into feeds of one item each, and `articles` reads them as it
//! reads any file. The only judgment of texts, which of two is longer, comes from outside: [`Judge`].

mod asking;
mod client;
mod decode;
mod entry;
mod error;
mod fault;
mod feed;
mod folder;
mod guard;
mod input;
mod intent;
mod issue;
mod judge;
mod markup;
mod options;
mod outcome;
mod pace;
mod pages;
mod robots;
mod seen;
mod spool;
pub mod status;

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use jiff::ZonedDateTime;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use self::asking::Round;
use self::client::Client;
use self::pages::Sites;

pub use self::error::Error;
pub use self::fault::Fault;
pub use self::input::{Input, input};
pub use self::issue::{Issue, issue};
pub use self::judge::Judge;
pub use self::options::{Hours, Kind, Options, Place, Source};
pub use self::outcome::{Outcome, Status};
pub use self::spool::{STATUS, Spool, Waiting};

/// So many sources are asked at once; those of one host take turns all the same.
const AT_ONCE: usize = 8;
/// Who asks by the clock asks a source not more often than this.
pub const LEAST_DISTANCE: Duration = Duration::from_mins(15);

/// Whether a source is to be asked now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// Whenever somebody asks for it.
    Now,
    /// When its hours and its distance allow it.
    Due,
}

/// Asks the sources and puts what is new into the spool. They are told in the order of the configuration; those that are
/// not due are left out.
///
/// # Errors
/// No sources, two that would share a folder; a spool that cannot be used. A source that fails is no error.
pub async fn fetch(
    sources: &[Source],
    options: &Options,
    when: When,
    now: &ZonedDateTime,
    judge: Arc<dyn Judge>,
) -> Result<Vec<Outcome>, Error> {
    check(sources)?;
    let spool = Spool::open(&options.spool)?;
    let client = Arc::new(Client::new(options.contact.as_deref())?);
    let round =
        Round { client, sites: Arc::new(Sites::default()), spool: Arc::new(spool), judge, now: now.clone() };
    let gate = Arc::new(Semaphore::new(AT_ONCE));
    let mut asked = JoinSet::new();
    for (place, source) in sources.iter().enumerate() {
        if when == When::Due && !is_due(&round, source)? {
            continue;
        }
        let (round, source, gate) = (round.clone(), source.clone(), Arc::clone(&gate));
        asked.spawn(async move {
            let _turn = gate.acquire_owned().await;
            (place, round.ask(&source).await)
        });
    }
    let mut told = Vec::new();
    while let Some(done) = asked.join_next().await {
        let (place, answer) = done.map_err(|error| Fault::Lost(format!("an asking broke off: {error}")))?;
        told.push((place, answer?));
    }
    told.sort_by_key(|(place, _)| *place);
    Ok(told.into_iter().map(|(_, told)| told).collect())
}

fn is_due(round: &Round, source: &Source) -> Result<bool, Error> {
    let is_hour = source.hours.is_none_or(|hours| hours.hold(round.now.hour()));
    let (memory, _) = round.spool.memory(&spool::slug(&source.name))?;
    let now = round.now.timestamp();
    Ok(is_hour && asking::due(&memory, LEAST_DISTANCE, now) <= now)
}

/// Whether the sources can be asked at all.
fn check(sources: &[Source]) -> Result<(), Error> {
    if sources.is_empty() {
        return Err(Error::NoSources);
    }
    let mut folders: HashMap<String, &str> = HashMap::new();
    for source in sources {
        if let Some(other) = folders.insert(spool::slug(&source.name), &source.name) {
            return Err(Error::SameName { a: other.to_owned(), b: source.name.clone() });
        }
    }
    Ok(())
}

/// Whether an input is an address of the net.
pub fn is_address(input: &Path) -> bool {
    let name = input.to_string_lossy().to_ascii_lowercase();
    name.starts_with("http://") || name.starts_with("https://")
}
