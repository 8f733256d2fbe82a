//! What a source has brought so far, and what became of it.

use std::collections::HashMap;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use url::Url;

use super::client::Validators;
use super::feed::Item;

/// How much of a story tells it from others, in characters behind its title.
const OPENING: usize = 200;
/// What a source no longer names is remembered so long.
const REMEMBERED: SignedDuration = SignedDuration::from_hours(24 * 60);
/// The most items that are remembered of a source.
const MOST: usize = 10_000;

/// The memory of a source: `.seen.json` in its folder of the spool.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Memory {
    /// The address that the validators are of.
    pub address: String,
    /// `ETag` as it came.
    pub tag: Option<String>,
    /// Last-Modified as it came.
    pub modified: Option<String>,
    /// The hash of what stood there.
    pub content: Option<String>,
    /// When it was asked last.
    pub asked: Option<Timestamp>,
    /// Before that it is not asked again, by its own word.
    pub retry_at: Option<Timestamp>,
    /// How often it failed since it was read last.
    pub failures: u32,
    /// Why it failed the last time.
    pub error: Option<String>,
    /// Its items.
    pub items: Vec<Seen>,
}

/// An item that was seen.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Seen {
    /// Its id.
    pub id: Option<String>,
    /// The address of its page, in its plainest form.
    pub link: Option<String>,
    /// The hash of its title and its first words.
    pub head: String,
    /// The hash of its whole text.
    pub body: String,
    /// Its file in the spool; `None` for one that was passed over.
    pub file: Option<String>,
    /// The hash of that file as it was written, which tells whether somebody changed it.
    pub written: Option<String>,
    /// When the source named it last.
    pub named: Option<Timestamp>,
    /// The day of the edition in which it was spoken.
    pub spoken: Option<Date>,
}

/// What an item is to who remembers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Never seen.
    New,
    /// Seen, as it is.
    Same(usize),
    /// Seen with another text; the place in the memory.
    Corrected(usize),
}

impl Memory {
    /// What the server is told that we have.
    pub fn validators(&self, address: &Url) -> Validators {
        if self.address != address.as_str() {
            return Validators::default();
        }
        Validators { tag: self.tag.clone(), modified: self.modified.clone() }
    }

    /// Remembers what the server knows a new version by. Each stands by itself: one that is gone is forgotten.
    pub fn renew(&mut self, address: &Url, validators: Validators) {
        address.as_str().clone_into(&mut self.address);
        Validators { tag: self.tag, modified: self.modified } = validators;
    }

    /// Remembers those that came with the word that nothing has changed, and keeps the others.
    pub fn confirm(&mut self, validators: Validators) {
        self.tag = validators.tag.or(self.tag.take());
        self.modified = validators.modified.or(self.modified.take());
    }

    /// Drops what was named too long ago.
    pub fn forget(&mut self, now: Timestamp) {
        let is_fresh = |seen: &Seen| seen.named.is_none_or(|named| now.duration_since(named) < REMEMBERED);
        self.items.retain(is_fresh);
        if self.items.len() > MOST {
            self.items.sort_by_key(|seen| std::cmp::Reverse(seen.named));
            self.items.truncate(MOST);
        }
    }
}

/// The items of a feed beside what is remembered of it.
pub struct Comparison<'a> {
    memory: &'a Memory,
    ids: HashMap<&'a str, usize>,
    links: HashMap<String, usize>,
}

impl<'a> Comparison<'a> {
    /// Counts which ids and links name one item alone: some feeds give all of theirs the same.
    pub fn of(items: &'a [Item], memory: &'a Memory) -> Self {
        let (mut ids, mut links) = (HashMap::new(), HashMap::new());
        for item in items {
            if let Some(id) = &item.id {
                *ids.entry(id.as_str()).or_default() += 1;
            }
            if let Some(link) = item.link.as_deref().map(canonical) {
                *links.entry(link).or_default() += 1;
            }
        }
        Self { memory, ids, links }
    }

    /// What an item is. Its text tells it before its link, and its link before its id: ids change with a headline, and
    /// a story that comes again under another id is the same story.
    pub fn change(&self, item: &Item) -> Change {
        let new = Seen::of(item, None);
        let by = |test: &dyn Fn(&Seen) -> bool| self.memory.items.iter().position(test);
        if let Some(place) = by(&|known| known.is_as(&new)) {
            return Change::Same(place);
        }
        let link = new.link.as_ref().filter(|link| self.links.get(*link) == Some(&1));
        let id = new.id.as_ref().filter(|id| self.ids.get(id.as_str()) == Some(&1));
        let found = by(&|known| link.is_some() && known.link.as_ref() == link)
            .or_else(|| by(&|known| id.is_some() && known.id.as_ref() == id))
            .or_else(|| by(&|known| known.head == new.head));
        found.map_or(Change::New, Change::Corrected)
    }
}

impl Seen {
    /// Whether this is the same text as another one.
    pub fn is_as(&self, other: &Self) -> bool {
        self.head == other.head && self.body == other.body
    }

    /// What is remembered of an item that was put into a file.
    pub fn of(item: &Item, file: Option<String>) -> Self {
        Self {
            id: item.id.clone(),
            link: item.link.as_deref().map(canonical),
            head: head(item),
            body: body(item),
            file,
            ..Self::default()
        }
    }
}

/// Eight figures that tell an item's file from others.
pub fn short_hash(item: &Item) -> String {
    head(item)[..8].to_owned()
}

fn head(item: &Item) -> String {
    let opening: String = item.text.chars().take(OPENING).collect();
    hash(&[&item.title, &opening])
}

fn body(item: &Item) -> String {
    hash(&[&item.title, &item.text])
}

fn hash(parts: &[&str]) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(part.as_bytes()).update(&[0]);
    }
    hasher.finalize().to_hex()[..32].to_owned()
}

/// An address without what leads to the same page: its fragment, marks of campaigns, a last slash.
fn canonical(link: &str) -> String {
    let Ok(mut url) = Url::parse(link.trim()) else { return link.trim().to_owned() };
    url.set_fragment(None);
    let is_mark = |key: &str| key.starts_with("utm_") || matches!(key, "fbclid" | "gclid" | "spm" | "from");
    let kept: Vec<(String, String)> = url
        .query_pairs()
        .filter(|(key, _)| !is_mark(key))
        .map(|(k, v)| (k.into_owned(), v.into_owned()))
        .collect();
    url.set_query(None);
    if !kept.is_empty() {
        url.query_pairs_mut().extend_pairs(kept);
    }
    url.as_str().trim_end_matches('/').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(id: &str, link: &str, title: &str, text: &str) -> Item {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Item { id: some(id), link: some(link), title: title.to_owned(), text: text.to_owned() }
    }

    fn memory(items: &[Item]) -> Memory {
        Memory { items: items.iter().map(|item| Seen::of(item, None)).collect(), ..Memory::default() }
    }

    fn changes(before: &[Item], now: &[Item]) -> Vec<Change> {
        let memory = memory(before);
        let comparison = Comparison::of(now, &memory);
        now.iter().map(|item| comparison.change(item)).collect()
    }

    #[test]
    fn an_item_is_known_by_its_text_its_link_and_its_id() {
        let old = item("g1", "https://x.org/1/?utm_source=rss#top", "桥", "今天通车。");
        let one = |new: Item| changes(std::slice::from_ref(&old), &[new])[0];
        assert_eq!(one(old.clone()), Change::Same(0));
        // The same story under a new id and a new link is no other story.
        assert_eq!(one(item("g2", "https://x.org/2", "桥", "今天通车。")), Change::Same(0));
        assert_eq!(one(item("g9", "https://x.org/1", "大桥", "明天通车。")), Change::Corrected(0));
        assert_eq!(one(item("g1", "https://x.org/moved", "大桥", "明天通车。")), Change::Corrected(0));
        assert_eq!(one(item("g3", "https://x.org/3", "路", "开工。")), Change::New);
    }

    #[test]
    fn what_all_items_share_tells_none_of_them() {
        let before = [item("same", "https://x.org/", "甲", "一")];
        let now = [item("same", "https://x.org/", "甲", "一"), item("same", "https://x.org/", "乙", "二")];
        assert_eq!(changes(&before, &now), [Change::Same(0), Change::New]);
    }

    #[test]
    fn each_validator_stands_by_itself() {
        let url = Url::parse("https://x.org/feed").unwrap();
        let mut memory = Memory::default();
        let both = Validators { tag: Some("\"a\"".into()), modified: Some("Thu".into()) };
        memory.renew(&url, both.clone());
        assert_eq!(memory.validators(&url), both);
        memory.confirm(Validators { tag: Some("\"b\"".into()), modified: None });
        assert_eq!(
            memory.validators(&url),
            Validators { tag: Some("\"b\"".into()), modified: Some("Thu".into()) }
        );
        memory.renew(&url, Validators { tag: None, modified: Some("Fri".into()) });
        assert_eq!(memory.validators(&url), Validators { tag: None, modified: Some("Fri".into()) });
        assert_eq!(memory.validators(&Url::parse("https://x.org/other").unwrap()), Validators::default());
    }

    #[test]
    fn what_is_long_gone_is_forgotten() {
        let now: Timestamp = "2026-03-05T00:00:00Z".parse().unwrap();
        let mut memory = memory(&[item("a", "", "a", ""), item("b", "", "b", "")]);
        memory.items[0].named = Some("2025-12-01T00:00:00Z".parse().unwrap());
        memory.items[1].named = Some("2026-03-01T00:00:00Z".parse().unwrap());
        memory.forget(now);
        assert_eq!(memory.items.len(), 1);
    }
}
