//! One source asked, and what is new in it put into the spool.

use std::sync::Arc;

use jiff::{Timestamp, ZonedDateTime};
use url::Url;

use super::Error;
use super::client::{Client, Content, LONGEST_WAIT, Reply};
use super::decode::decode;
use super::entry::Entry;
use super::fault::Fault;
use super::feed::{Feed, Item, page_file};
use super::folder;
use super::judge::Judge;
use super::options::{Kind, Place, Source};
use super::outcome::{Outcome, Status};
use super::pages::Sites;
use super::seen::{Change, Comparison, Memory, Seen, short_hash};
use super::spool::{Spool, file_name, slug};
use crate::files::regular;

/// What all askings of a run share.
#[derive(Clone)]
pub struct Round {
    /// Who asks.
    pub client: Arc<Client>,
    /// What sites let be read.
    pub sites: Arc<Sites>,
    /// Where items go.
    pub spool: Arc<Spool>,
    /// Who says which of two texts is longer.
    pub judge: Arc<dyn Judge>,
    /// When it is.
    pub now: ZonedDateTime,
}

impl Round {
    /// Asks a source. What the source does wrong is told, what the disk does is an error.
    ///
    /// # Errors
    /// A disk that takes nothing.
    pub async fn ask(&self, source: &Source) -> Result<Outcome, Error> {
        let folder = slug(&source.name);
        let (mut memory, is_whole) = self.spool.memory(&folder)?;
        let mut notes = Vec::new();
        if !is_whole {
            notes.push(
                "what was remembered of it could not be read and was set aside; stories may come again"
                    .to_owned(),
            );
        }
        let now = self.now.timestamp();
        let found = match &source.place {
            Place::Web(url) => self.web(source, url, &mut memory, &mut notes).await,
            Place::Folder(path) => folder::entries(path, &memory, source.limit.get()),
        };
        let told = |status, items, error, notes| Outcome {
            name: source.name.clone(),
            url: source.place.to_string(),
            status,
            items,
            error,
            notes,
        };
        let entries = match found {
            Ok(entries) => entries,
            Err(fault) => {
                if !matches!(fault, Fault::Waiting(_)) {
                    memory.failures = memory.failures.saturating_add(1);
                    memory.asked = Some(now);
                    memory.error = Some(fault.to_string());
                    if let Fault::Status { retry_at, .. } = fault {
                        memory.retry_at = retry_at;
                    }
                }
                self.keep(&folder, &memory)?;
                return Ok(told(Status::Failed, 0, Some(fault.to_string()), notes));
            }
        };
        let mut items = 0;
        for entry in entries {
            items += usize::from(self.store(&folder, &mut memory, &entry, &mut notes)?);
        }
        (memory.asked, memory.failures, memory.error, memory.retry_at) = (Some(now), 0, None, None);
        self.spool.clear(&folder, &mut memory, self.now.date())?;
        memory.forget(now);
        self.keep(&folder, &memory)?;
        Ok(told(if items > 0 { Status::New } else { Status::Unchanged }, items, None, notes))
    }

    fn keep(&self, folder: &str, memory: &Memory) -> Result<(), Error> {
        let path = self.spool.folder().join(folder);
        std::fs::create_dir_all(&path).map_err(|source| Error::Spool { path, source })?;
        self.spool.remember(folder, memory)
    }

    /// Asks an address and gives what is new in it.
    async fn web(
        &self,
        source: &Source,
        url: &Url,
        memory: &mut Memory,
        notes: &mut Vec<String>,
    ) -> Result<Vec<Entry>, Fault> {
        if let Some(time) = left_alone(memory, self.now.timestamp()) {
            return Err(Fault::Waiting(time));
        }
        let content = match self.client.get(url, url, &memory.validators(url)).await? {
            Reply::Unchanged(validators) => {
                memory.confirm(validators);
                return Ok(Vec::new());
            }
            Reply::Content(content) => content,
        };
        let hash = content_hash(&content.bytes);
        let is_same = memory.content.as_ref() == Some(&hash) && memory.address == url.as_str();
        let entries =
            if is_same { Vec::new() } else { self.entries(source, url, &content, memory, notes).await? };
        memory.renew(url, content.validators);
        memory.content = Some(hash);
        Ok(entries)
    }

    async fn entries(
        &self,
        source: &Source,
        url: &Url,
        content: &Content,
        memory: &mut Memory,
        notes: &mut Vec<String>,
    ) -> Result<Vec<Entry>, Fault> {
        let text = decode(&content.bytes, &content.mime);
        let feed = read(&text, source, content)?;
        let origin = format!("from {} ({url}), fetched {}", source.name, self.now.strftime("%Y-%m-%d %H:%M"));
        let changes: Vec<Change> = {
            let comparison = Comparison::of(&feed.items, memory);
            feed.items.iter().map(|item| comparison.change(item)).collect()
        };
        let now = self.now.timestamp();
        for place in changes.iter().filter_map(known) {
            memory.items[place].named = Some(now);
        }
        let fresh: Vec<usize> =
            (0..changes.len()).filter(|at| !matches!(changes[*at], Change::Same(_))).collect();
        let (taken, over) = fresh.split_at(fresh.len().min(source.limit.get()));
        for at in over.iter().filter(|at| changes[**at] == Change::New) {
            memory.items.push(Seen { named: Some(now), ..Seen::of(&feed.items[*at], None) });
        }
        if !over.is_empty() {
            notes.push(format!("{} items beyond its limit of {} were passed over", over.len(), source.limit));
        }
        let mut entries = Vec::new();
        for &at in taken {
            let item = feed.items[at].clone();
            let file = feed.file(at, &origin).into_bytes();
            let (ending, bytes) =
                self.fuller(source, url, &item, (feed.ending(), file), &origin, notes).await;
            entries.push(Entry { item, change: changes[at], ending: ending.to_owned(), bytes });
        }
        Ok(entries)
    }

    /// The page of an item where it is wanted and tells more than the feed; else what the feed tells.
    async fn fuller(
        &self,
        source: &Source,
        own: &Url,
        item: &Item,
        told: (&'static str, Vec<u8>),
        origin: &str,
        notes: &mut Vec<String>,
    ) -> (&'static str, Vec<u8>) {
        let link = item.link.as_deref().and_then(|link| own.join(link).ok()).filter(|_| source.full_text);
        let Some(link) = link.filter(|link| matches!(link.scheme(), "http" | "https")) else { return told };
        match self.sites.page(&self.client, &link, own).await {
            Ok(content) => {
                let page = page_file(&decode(&content.bytes, &content.mime), &format!("{link}; {origin}"))
                    .into_bytes();
                let length =
                    |ending: &str, bytes: &[u8]| self.judge.characters(&format!("item.{ending}"), bytes);
                if length("html", &page) > length(told.0, &told.1) { ("html", page) } else { told }
            }
            Err(fault) => {
                notes.push(format!("{link}: {fault}; the feed's own text is taken"));
                told
            }
        }
    }

    /// Whether somebody has changed an item's file since it was written.
    fn is_by_hand(&self, folder: &str, seen: &Seen) -> bool {
        let (Some(file), Some(written)) = (&seen.file, &seen.written) else { return false };
        let bytes = regular::read(&self.spool.folder().join(folder).join(file), regular::LARGEST_TEXT);
        bytes.is_ok_and(|bytes| content_hash(&bytes) != *written)
    }

    /// Puts an item into the spool; whether it is for an edition. What was spoken is not said again.
    fn store(
        &self,
        folder: &str,
        memory: &mut Memory,
        entry: &Entry,
        notes: &mut Vec<String>,
    ) -> Result<bool, Error> {
        let name = file_name(self.now.date(), &entry.item.title, &short_hash(&entry.item), &entry.ending);
        let mut seen = Seen { named: Some(self.now.timestamp()), ..Seen::of(&entry.item, None) };
        let Some(place) = known(&entry.change) else {
            // Some feeds name a story twice.
            if memory.items.iter().any(|known| known.is_as(&seen)) {
                return Ok(false);
            }
            self.spool.put(folder, &name, &entry.bytes)?;
            (seen.file, seen.written) = (Some(name), Some(content_hash(&entry.bytes)));
            memory.items.push(seen);
            return Ok(true);
        };
        let old = std::mem::take(&mut memory.items[place]);
        (seen.spoken, seen.file, seen.written) = (old.spoken, old.file.clone(), old.written.clone());
        let is_there = old.file.as_ref().is_some_and(|file| self.spool.has(folder, file));
        let is_by_hand = is_there && self.is_by_hand(folder, &old);
        if is_by_hand {
            notes.push(format!(
                "“{}” was changed by its source, and its file by hand: the file stays as it is",
                entry.item.title
            ));
        }
        let is_waiting = is_there && !is_by_hand;
        if is_waiting {
            // Stories are known by their files: one that keeps its name keeps what an editor did to it.
            let ending = format!(".{}", entry.ending);
            let name = old.file.clone().filter(|file| file.ends_with(&ending)).unwrap_or(name);
            // An edition that is not out yet takes the correction of what it has spoken, too.
            self.spool.put(folder, &name, &entry.bytes)?;
            if let Some(old) = old.file.filter(|old| *old != name) {
                self.spool.drop_file(folder, &old)?;
            }
            (seen.file, seen.written) = (Some(name), Some(content_hash(&entry.bytes)));
        }
        let is_out = old.spoken.filter(|day| !self.judge.waits(*day));
        if let Some(day) = is_out {
            notes.push(format!("“{}” was changed after the edition of {day} had told it", entry.item.title));
        }
        memory.items[place] = seen;
        Ok(is_waiting && is_out.is_none())
    }
}

fn content_hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

fn known(change: &Change) -> Option<usize> {
    match change {
        Change::New => None,
        Change::Same(place) | Change::Corrected(place) => Some(*place),
    }
}

/// What came, as a feed; a page is one where the source is one, or nobody said what it is.
fn read<'t>(text: &'t str, source: &Source, content: &Content) -> Result<Feed<'t>, Fault> {
    let is_page = content.mime.starts_with("text/html")
        || text.trim_start().to_ascii_lowercase().starts_with("<!doctype html");
    match (Feed::read(text), source.kind) {
        (Some(feed), None | Some(Kind::Feed)) => Ok(feed),
        (_, Some(Kind::Page)) => Ok(Feed::page(text, content.address.as_str())),
        (None, None) if is_page => Ok(Feed::page(text, content.address.as_str())),
        (None, _) if is_page => Err(Fault::Unreadable("a web page stands there, and no feed".to_owned())),
        (None, _) => {
            Err(Fault::Unreadable("no feed stands there: neither RSS, Atom nor JSON Feed".to_owned()))
        }
    }
}

/// When a source may be asked again by who asks by the clock: not within this distance, later and later where it fails. What
/// a clock remembers that was set back since counts for nothing.
pub fn due(memory: &Memory, distance: std::time::Duration, now: Timestamp) -> Timestamp {
    /// Seven doublings of a quarter of an hour are more than a day.
    const MOST_DOUBLINGS: u32 = 6;
    let Some(asked) = memory.asked.filter(|asked| *asked <= now) else { return Timestamp::MIN };
    let distance = distance.saturating_mul(1 << memory.failures.min(MOST_DOUBLINGS));
    let due = asked.checked_add(distance).unwrap_or(asked);
    left_alone(memory, now).map_or(due, |time| time.max(due))
}

/// Until when a server asked to be left alone. It is never longer than a week; a clock that says so was set back since.
fn left_alone(memory: &Memory, now: Timestamp) -> Option<Timestamp> {
    let latest = now.checked_add(LONGEST_WAIT).unwrap_or(now);
    memory.retry_at.filter(|time| *time > now && *time <= latest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_was_set_back_keeps_no_source_waiting() {
        let at = |text: &str| -> Timestamp { text.parse().unwrap() };
        let quarter = std::time::Duration::from_mins(15);
        let (now, later) = (at("2026-03-05T00:00:00Z"), at("2026-03-05T00:10:00Z"));
        let mut memory = Memory { asked: Some(now), ..Memory::default() };
        assert_eq!(due(&memory, quarter, later), at("2026-03-05T00:15:00Z"));
        memory.failures = 2;
        assert_eq!(due(&memory, quarter, later), at("2026-03-05T01:00:00Z"));
        memory.retry_at = Some(at("2026-03-06T00:00:00Z"));
        assert_eq!(due(&memory, quarter, later), at("2026-03-06T00:00:00Z"));
        // It was asked in a year that has not come.
        (memory.asked, memory.retry_at) =
            (Some(at("2027-03-05T00:00:00Z")), Some(at("2027-03-06T00:00:00Z")));
        assert!(due(&memory, quarter, later) <= later && left_alone(&memory, later).is_none());
    }
}
