//! Which folders are a podcast's, and which files in them are ours.

use std::fs;
use std::io::Read;
use std::path::Path;

use jiff::civil::Date;

use crate::files::{SUMS, Sums, hash, is_of_podcast, regular};

/// What says of a feed that newscaster wrote it.
const MARK: &str = "<generator>newscaster</generator>";

/// How far from a file's beginning its mark is looked for, in bytes.
const HEAD: u64 = 64 << 10;

/// Whether a run ended between an edition and its feed: there is a feed of ours, and an edition younger than it, or the
/// list of the podcast's files, which is written last, does not know this feed.
pub fn is_stale(output: &Path) -> bool {
    let written = |path: &Path| fs::metadata(path).and_then(|metadata| metadata.modified());
    let Some(feed) = written(&output.join("feed.xml")).ok().filter(|_| has_feed(output)) else {
        return false;
    };
    let Ok(entries) = fs::read_dir(output) else { return false };
    let is_younger = |path: &Path| written(&path.join(SUMS)).is_ok_and(|edition| edition > feed);
    let mut folders =
        entries.filter_map(Result::ok).filter(|entry| !entry.file_name().to_string_lossy().starts_with('.'));
    let listed = Sums::read(output).and_then(|sums| sums.get("feed.xml").map(str::to_owned));
    let is_unlisted =
        listed.is_none_or(|listed| hash(&output.join("feed.xml")).is_ok_and(|hash| hash != listed));
    is_unlisted && may_list(output) || folders.any(|entry| is_younger(&entry.path()))
}

/// Whether the list of the podcast's files may be written: there is none, or one of ours.
pub fn may_list(output: &Path) -> bool {
    let is_absent = output.join(SUMS).symlink_metadata().is_err();
    is_absent || Sums::read(output).is_some_and(|sums| sums.is_of_podcast())
}

/// Whether the folder above an edition is a shelf of editions: it has a feed of ours, or the edition's folder is
/// named by its day, or there is nothing else on it.
pub fn is_shelf(edition: &Path) -> bool {
    let Some(output) = edition.parent() else { return false };
    has_feed(output) || is_day(edition) || holds_only_editions(output)
}

/// Whether a feed may be written: there is none, or one of ours.
pub fn may_write(output: &Path) -> bool {
    has_feed(output) || output.join("feed.xml").symlink_metadata().is_err()
}

/// Whether a file beside the feed may be replaced: there is none, it says that newscaster wrote it, or it is as it was
/// `listed`.
pub fn may_replace(path: &Path, listed: Option<&str>) -> bool {
    // A briefing says nothing of who wrote it; what else would have its shape?
    let says = |text: String| text.contains(MARK) || text.contains("\"streamUrl\": \"http");
    path.symlink_metadata().is_err()
        || head(path).is_some_and(says)
        || listed.is_some_and(|listed| hash(path).is_ok_and(|now| now == listed))
}

/// What is told of a file that somebody else put in the place of one of ours.
pub fn not_ours(path: &Path) -> String {
    format!("{} is not ours and stays as it is", path.display())
}

fn has_feed(output: &Path) -> bool {
    head(&output.join("feed.xml")).is_some_and(|head| head.contains(MARK))
}

/// The beginning of a page or a feed; both say there who wrote them.
pub fn head(path: &Path) -> Option<String> {
    let mut head = Vec::new();
    regular::open(path).ok()?.take(HEAD).read_to_end(&mut head).ok()?;
    Some(String::from_utf8_lossy(&head).into_owned())
}

/// `2024-11-28`, or with a word behind it: `2024-11-28-evening`.
fn is_day(folder: &Path) -> bool {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    name.get(..10).is_some_and(|day| day.parse::<Date>().is_ok())
}

fn holds_only_editions(output: &Path) -> bool {
    let Ok(entries) = fs::read_dir(output) else { return false };
    entries.filter_map(Result::ok).all(|entry| {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let is_ours = name.starts_with('.') || name == SUMS || is_of_podcast(&name);
        is_ours || entry.path().join("report.json").is_file()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_s_folder_makes_a_shelf_of_any_folder() {
        let output = tempfile::tempdir().unwrap();
        fs::write(output.path().join("notes.txt"), "").unwrap();
        assert!(is_shelf(&output.path().join("2024-11-28")));
        assert!(is_shelf(&output.path().join("2024-11-28 晚报")));
        assert!(!is_shelf(&output.path().join("2024-13-28")));
        assert!(!is_shelf(&output.path().join("paper")));
    }

    #[test]
    fn so_do_editions_without_company_and_a_feed_of_ours() {
        let output = tempfile::tempdir().unwrap();
        let edition = output.path().join("paper");
        fs::create_dir(&edition).unwrap();
        fs::write(edition.join("report.json"), "{}").unwrap();
        assert!(is_shelf(&edition));
        fs::create_dir(output.path().join("photos")).unwrap();
        assert!(!is_shelf(&edition));
        fs::write(output.path().join("feed.xml"), format!("<rss>{MARK}</rss>")).unwrap();
        assert!(is_shelf(&edition) && may_write(output.path()));
        fs::write(output.path().join("feed.xml"), "<rss>another's</rss>").unwrap();
        assert!(!is_shelf(&edition) && !may_write(output.path()));
    }
}
