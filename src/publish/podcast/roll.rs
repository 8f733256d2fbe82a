//! A file with a piece for each edition, as the feed: pieces of editions that did not change are taken from the file as it
//! stands.

use std::borrow::Cow;
use std::io;
use std::ops::Range;
use std::path::Path;

use super::super::Error;
use super::editions::Edition;
use super::episode::Episode;
use super::known::{Known, Roll};
use crate::files::{Draft, regular};

/// A file of pieces as it stands.
struct Standing {
    bytes: Vec<u8>,
    hash: String,
    /// Where the piece of each known edition is.
    places: Vec<Range<usize>>,
}

impl Standing {
    /// The file of this name in a folder, where it is what is known of it.
    fn read(output: &Path, name: &str, known: &Known) -> Option<Self> {
        let roll = known.files.iter().find(|file| file.name == name)?;
        let bytes = regular::read(&output.join(name), regular::LARGEST_TEXT).ok()?;
        if blake3::hash(&bytes).to_hex().as_str() != roll.hash {
            return None;
        }
        let mut end = roll.head;
        let place = |length: &usize| {
            let start = end;
            end = end.checked_add(*length)?;
            Some(start..end)
        };
        let places = roll.pieces.iter().map(place).collect::<Option<_>>()?;
        Some(Self { bytes, hash: roll.hash.clone(), places })
    }

    fn piece(&self, place: usize) -> Option<&[u8]> {
        self.bytes.get(self.places.get(place)?.clone())
    }
}

/// The files of pieces of a podcast, while they are written.
pub struct Rolls<'a> {
    /// The folder.
    pub output: &'a Path,
    /// The editions, the newest first.
    pub editions: &'a [Edition],
    known: &'a Known,
    /// What is to be known of those that were written.
    pub written: Vec<Roll>,
}

impl<'a> Rolls<'a> {
    /// The files in a folder, of which nothing is written yet.
    pub fn new(output: &'a Path, editions: &'a [Edition], known: &'a Known) -> Self {
        Self { output, editions, known, written: Vec::new() }
    }

    /// Writes the file of this name. `piece` makes what stands in none yet, `head` what comes first, knowing the pieces. A
    /// file that is as it would be written is left alone where it `may_stay`.
    ///
    /// # Errors
    /// What `piece` and `head` say; what the disk says.
    pub fn write(
        &mut self,
        name: &str,
        may_stay: bool,
        piece: impl Fn(&Episode) -> Result<String, Error>,
        head: impl FnOnce(&[Cow<'_, [u8]>]) -> Result<String, Error>,
        end: &str,
    ) -> Result<(), Error> {
        let standing = Standing::read(self.output, name, self.known);
        let pieces = pieces(self.editions, standing.as_ref(), piece)?;
        let head = head(&pieces)?;
        let rest = pieces.iter().map(AsRef::as_ref).chain([end.as_bytes()]);
        let parts: Vec<&[u8]> = std::iter::once(head.as_bytes()).chain(rest).collect();
        let mut hasher = blake3::Hasher::new();
        for part in &parts {
            hasher.update(part);
        }
        let hash = hasher.finalize().to_hex().as_str().to_owned();
        if !may_stay || standing.as_ref().is_none_or(|standing| standing.hash != hash) {
            let path = self.output.join(name);
            save(&path, &parts).map_err(|cause| Error::Write { path, cause })?;
        }
        let pieces = pieces.iter().map(|piece| piece.len()).collect();
        self.written.push(Roll { name: name.to_owned(), hash, head: head.len(), pieces });
        Ok(())
    }
}

/// The pieces of all editions.
fn pieces<'a>(
    editions: &[Edition],
    standing: Option<&'a Standing>,
    render: impl Fn(&Episode) -> Result<String, Error>,
) -> Result<Vec<Cow<'a, [u8]>>, Error> {
    let piece = |edition: &Edition| match edition.known.and_then(|place| standing?.piece(place)) {
        Some(piece) => Ok(Cow::Borrowed(piece)),
        None => {
            edition.whole().map_or_else(|| Ok(Cow::default()), |whole| Ok(Cow::Owned(render(whole)?.into())))
        }
    };
    editions.iter().map(piece).collect()
}

fn save(path: &Path, parts: &[&[u8]]) -> io::Result<()> {
    let mut draft = Draft::beside(path)?;
    parts.iter().try_for_each(|part| draft.write(part))?;
    draft.keep()
}
