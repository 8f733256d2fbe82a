//! The spool: a folder a source, a file an item, which a person can read and delete, and a memory of what was seen.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::Date;

use super::Error;
use super::options::{Place, Source};
use super::seen::{Memory, Seen};
use crate::files::{FolderLock, regular, write_atomically};

const MEMORY: &str = ".seen.json";
/// The status file, which is no item.
pub const STATUS: &str = "status.json";
/// Spoken items stay so many days.
const KEPT_DAYS: i64 = 7;
/// The longest part of a title in a file's name, in characters.
const LONGEST_TITLE: usize = 30;

/// The spool, which this process alone holds while the value lives.
#[derive(Debug)]
pub struct Spool {
    folder: PathBuf,
    _turn: FolderLock,
}

/// An item that waits for its edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Its file.
    pub path: PathBuf,
    /// The folder of its source in the spool; empty for the spool itself.
    pub folder: String,
    /// The file's name.
    pub file: String,
    /// Where it is from: the address or folder of its source.
    pub origin: Option<String>,
    /// The section that the configuration gives its source.
    pub section: Option<String>,
}

impl Spool {
    /// Opens the spool, making it where it is not there; waits for whoever holds it.
    ///
    /// # Errors
    /// A folder that cannot be made or written.
    pub fn open(folder: &Path) -> Result<Self, Error> {
        let failed = |source| Error::Spool { path: folder.to_owned(), source };
        fs::create_dir_all(folder).map_err(failed)?;
        let turn = FolderLock::wait(&folder.join(".lock")).map_err(failed)?;
        Ok(Self { folder: folder.to_owned(), _turn: turn })
    }

    /// Where the spool is.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// What is remembered of a folder; `false` where its memory was broken and begins anew.
    ///
    /// # Errors
    /// A memory that cannot be read or set aside.
    pub fn memory(&self, folder: &str) -> Result<(Memory, bool), Error> {
        let path = self.folder.join(folder).join(MEMORY);
        let failed = |source| Error::Spool { path: path.clone(), source };
        let bytes = match regular::read(&path, regular::LARGEST_SETTINGS) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok((Memory::default(), true)),
            // Something else of its name, or more than it can be.
            Err(error)
                if matches!(
                    error.kind(),
                    ErrorKind::IsADirectory | ErrorKind::InvalidInput | ErrorKind::FileTooLarge
                ) =>
            {
                Vec::new()
            }
            Err(error) => return Err(failed(error)),
        };
        if let Ok(memory) = serde_json::from_slice(&bytes) {
            return Ok((memory, true));
        }
        set_aside(&path).map_err(failed)?;
        Ok((Memory::default(), false))
    }

    /// Remembers.
    ///
    /// # Errors
    /// A disk that takes nothing.
    pub fn remember(&self, folder: &str, memory: &Memory) -> Result<(), Error> {
        let text = serde_json::to_string_pretty(memory).map_err(io::Error::from);
        let path = self.folder.join(folder).join(MEMORY);
        text.and_then(|text| write_atomically(&path, text.as_bytes()))
            .map_err(|source| Error::Spool { path, source })
    }

    /// Puts an item into the folder of its source and gives its file's name.
    ///
    /// # Errors
    /// A disk that takes nothing.
    pub fn put(&self, folder: &str, file: &str, bytes: &[u8]) -> Result<(), Error> {
        let place = self.folder.join(folder);
        let written = fs::create_dir_all(&place).and_then(|()| write_atomically(&place.join(file), bytes));
        written.map_err(|source| Error::Spool { path: place.join(file), source })
    }

    /// Takes an item's file away, where it is still there.
    ///
    /// # Errors
    /// A disk that lets nothing go.
    pub fn drop_file(&self, folder: &str, file: &str) -> Result<(), Error> {
        let path = self.folder.join(folder).join(file);
        match fs::remove_file(&path) {
            Err(source) if source.kind() != ErrorKind::NotFound => Err(Error::Spool { path, source }),
            _ => Ok(()),
        }
    }

    /// Whether an item's file is still there.
    pub fn has(&self, folder: &str, file: &str) -> bool {
        self.folder.join(folder).join(file).is_file()
    }

    /// The items that wait: what no edition has spoken, or only that of `day`, which is made anew. Files that a person
    /// put here count, too.
    ///
    /// # Errors
    /// A folder that cannot be read.
    pub fn waiting(&self, sources: &[Source], day: Option<Date>) -> Result<Vec<Waiting>, Error> {
        self.items(sources, |spoken| spoken.is_none_or(|spoken| Some(spoken) == day))
    }

    /// The items that the edition of a day has spoken; none where the file of one of them is gone.
    ///
    /// # Errors
    /// A folder that cannot be read.
    pub fn spoken(&self, sources: &[Source], day: Date) -> Result<Vec<Waiting>, Error> {
        for folder in self.folders()? {
            let (memory, _) = self.memory(&folder)?;
            let is_there = |seen: &Seen| seen.file.as_ref().is_some_and(|file| self.has(&folder, file));
            if memory.items.iter().any(|seen| seen.spoken == Some(day) && !is_there(seen)) {
                return Ok(Vec::new());
            }
        }
        self.items(sources, |spoken| spoken == Some(day))
    }

    /// The items of which it is wanted when they were spoken, if ever.
    fn items(
        &self,
        sources: &[Source],
        is_wanted: impl Fn(Option<Date>) -> bool,
    ) -> Result<Vec<Waiting>, Error> {
        let mut found = Vec::new();
        for folder in self.folders()? {
            let (memory, _) = self.memory(&folder)?;
            let source = sources.iter().find(|source| slug(&source.name) == folder);
            let place = |file: &str| memory.items.iter().position(|seen| seen.file.as_deref() == Some(file));
            let mut files = self.names(Path::new(&folder), false)?;
            // In the order in which the source named them; one's own come last.
            files.sort_by_cached_key(|file| place(file).unwrap_or(usize::MAX));
            for file in files {
                let seen = place(&file).map(|place| &memory.items[place]);
                if is_wanted(seen.and_then(|seen| seen.spoken)) && !(folder.is_empty() && file == STATUS) {
                    found.push(Waiting {
                        path: self.folder.join(&folder).join(&file),
                        origin: origin(source, seen),
                        section: source.and_then(|source| source.section.clone()),
                        folder: folder.clone(),
                        file,
                    });
                }
            }
        }
        Ok(found)
    }

    /// Remembers in which edition items were spoken.
    ///
    /// # Errors
    /// A memory that cannot be read or written.
    pub fn spoke(&self, items: &[Waiting], day: Date) -> Result<(), Error> {
        let mut folders: Vec<&str> = items.iter().map(|item| item.folder.as_str()).collect();
        folders.dedup();
        for folder in folders {
            let (mut memory, _) = self.memory(folder)?;
            for item in items.iter().filter(|item| item.folder == folder) {
                match memory.items.iter_mut().find(|seen| seen.file.as_deref() == Some(&item.file)) {
                    Some(seen) => seen.spoken = Some(day),
                    None => memory.items.push(Seen {
                        file: Some(item.file.clone()),
                        named: Some(Timestamp::now()),
                        spoken: Some(day),
                        ..Seen::default()
                    }),
                }
            }
            self.remember(folder, &memory)?;
        }
        Ok(())
    }

    /// Takes away what was spoken a week ago, of the files that were fetched.
    ///
    /// # Errors
    /// A disk that lets nothing go.
    pub fn clear(&self, folder: &str, memory: &mut Memory, today: Date) -> Result<(), Error> {
        for seen in &mut memory.items {
            let is_old = seen.spoken.is_some_and(|day| i64::from((today - day).get_days()) > KEPT_DAYS);
            // What was not fetched is somebody's own.
            let is_ours = !seen.head.is_empty();
            if let Some(file) = seen.file.take_if(|_| is_old && is_ours) {
                self.drop_file(folder, &file)?;
            }
        }
        Ok(())
    }

    /// The spool itself, and the folders in it.
    fn folders(&self) -> Result<Vec<String>, Error> {
        Ok([vec![String::new()], self.names(Path::new(""), true)?].concat())
    }

    /// The visible files or folders in a folder, by name.
    fn names(&self, folder: &Path, folders: bool) -> Result<Vec<String>, Error> {
        let path = self.folder.join(folder);
        let failed = |source| Error::Spool { path: path.clone(), source };
        let mut names = Vec::new();
        for entry in fs::read_dir(&path).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let kind = entry.file_type().map_err(failed)?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if !name.starts_with('.') && (if folders { kind.is_dir() } else { kind.is_file() }) {
                names.push(name);
            }
        }
        names.sort();
        Ok(names)
    }
}

/// Gives what stands in the place of a file of ours a name of its own, so that nothing of it is lost.
pub fn set_aside(path: &Path) -> io::Result<()> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let numbered = (1..).map(|count| path.with_file_name(format!("{name}.broken-{count}")));
    let mut names = std::iter::once(path.with_file_name(format!("{name}.broken"))).chain(numbered);
    names.find(|name| name.symlink_metadata().is_err()).map_or(Ok(()), |free| fs::rename(path, free))
}

fn origin(source: Option<&Source>, seen: Option<&Seen>) -> Option<String> {
    match &source?.place {
        Place::Web(url) => Some(url.to_string()),
        Place::Folder(folder) => Some(folder.join(seen?.id.as_ref()?).display().to_string()),
    }
}

/// The folder's name of a source: its letters and figures, a hyphen for all else.
pub fn slug(name: &str) -> String {
    let plain: String = name.trim().chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    let plain = plain.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
    if plain.is_empty() { "source".to_owned() } else { plain.to_lowercase() }
}

/// An item's file: the day it came, its title as far as a name holds it, and what tells it from others.
pub fn file_name(day: Date, title: &str, hash: &str, ending: &str) -> String {
    let title: String = slug(title).chars().take(LONGEST_TITLE).collect();
    format!("{day}-{title}-{hash}.{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(file: &str, spoken: Option<Date>) -> Seen {
        Seen { file: Some(file.into()), head: "h".into(), spoken, ..Seen::default() }
    }

    #[test]
    fn what_was_spoken_waits_no_more_and_own_files_wait_too() {
        let root = tempfile::tempdir().unwrap();
        let spool = Spool::open(&root.path().join("spool")).unwrap();
        let day = jiff::civil::date(2026, 3, 5);
        spool.put("a", "1.xml", b"x").unwrap();
        spool.put("a", "2.xml", b"x").unwrap();
        spool.put("", "mine.md", b"x").unwrap();
        spool.put("", STATUS, b"{}").unwrap();
        let memory =
            Memory { items: vec![seen("1.xml", Some(day)), seen("gone.xml", None)], ..Memory::default() };
        spool.remember("a", &memory).unwrap();
        let files = |day| -> Vec<String> {
            spool.waiting(&[], day).unwrap().into_iter().map(|waiting| waiting.file).collect()
        };
        assert_eq!(files(None), ["mine.md", "2.xml"]);
        assert_eq!(files(Some(day)), ["mine.md", "1.xml", "2.xml"]);
        let told =
            || -> Vec<String> { spool.spoken(&[], day).unwrap().into_iter().map(|told| told.file).collect() };
        assert_eq!(told(), ["1.xml"], "what waits for another edition is not of this one");
        spool.spoke(&spool.waiting(&[], None).unwrap(), day).unwrap();
        assert_eq!(files(None), [""; 0]);
        assert_eq!(told(), ["mine.md", "1.xml", "2.xml"]);
        // After a week the fetched ones go, and one's own stays.
        for folder in ["", "a"] {
            let (mut memory, _) = spool.memory(folder).unwrap();
            spool.clear(folder, &mut memory, jiff::civil::date(2026, 3, 20)).unwrap();
        }
        assert!(!spool.has("a", "1.xml") && spool.has("", "mine.md"));
        assert_eq!(told(), [""; 0], "what is left of an edition is not the whole of it");
    }

    #[test]
    fn a_broken_memory_is_set_aside() {
        let root = tempfile::tempdir().unwrap();
        let spool = Spool::open(root.path()).unwrap();
        spool.put("a", MEMORY, b"{\"items\": 3").unwrap();
        assert_eq!(spool.memory("a").unwrap(), (Memory::default(), false));
        assert!(spool.has("a", ".seen.json.broken") && spool.memory("a").unwrap().1);
    }

    #[test]
    fn names_of_files_are_plain() {
        assert_eq!(slug(" 河湾日报/../x: Y "), "河湾日报-x-y");
        assert_eq!(slug("../.."), "source");
        let day = jiff::civil::date(2026, 3, 5);
        assert_eq!(file_name(day, "桥，通车！", "0123abcd", "xml"), "2026-03-05-桥-通车-0123abcd.xml");
        assert!(file_name(day, &"长".repeat(300), "0123abcd", "xml").len() < 200);
    }
}
