//! A clip in one piece, as it stands in a store that machines share.
//!
//! ```text
//! 9f1c…e7            the BLAKE3 hash of everything after this line, in hexadecimal
//! {"version":1,…}    the key and the sidecar, one line of JSON
//! RIFF…              the WAV file
//! ```

use std::io;

use serde::{Deserialize, Serialize};

use super::sidecar::{self, Sidecar};
use super::{ClipStore, regular};
use crate::model::{Clip, ClipKey};
use crate::speech::Error;

/// Counts the changes of this form.
const VERSION: u32 = 1;

/// The length of the first line with its end.
const HASH_LINE: usize = 2 * blake3::OUT_LEN + 1;

/// The second line.
#[derive(Serialize, Deserialize)]
struct Header {
    version: u32,
    key: ClipKey,
    #[serde(flatten)]
    sidecar: Sidecar,
}

/// Why a packed clip is not taken.
pub(super) enum Untaken {
    /// It is not whole, or not what its key says.
    Broken(String),
    /// The disk does not take it.
    Disk(Error),
}

impl ClipStore {
    /// A clip of this machine in one piece.
    pub(super) fn pack(&self, clip: &Clip) -> io::Result<Vec<u8>> {
        let home = clip.path.parent().and_then(std::path::Path::parent).unwrap_or(self.folder());
        let text = regular::read(&sidecar::path(home, &clip.key), regular::LARGEST_SETTINGS)?;
        let sidecar = serde_json::from_slice(&text)?;
        let wav = regular::read(&clip.path, regular::LARGEST_TEXT)?;
        let header = Header { version: VERSION, key: clip.key.clone(), sidecar };
        let mut body = serde_json::to_vec(&header)?;
        body.push(b'\n');
        body.extend_from_slice(&wav);
        let mut packed = blake3::hash(&body).to_hex().as_bytes().to_vec();
        packed.push(b'\n');
        packed.append(&mut body);
        Ok(packed)
    }

    /// Takes a packed clip into the folder, if it is whole.
    pub(super) fn place(&self, key: &ClipKey, packed: &[u8]) -> Result<Clip, Untaken> {
        let (sidecar, wav) = unpack(key, packed).map_err(Untaken::Broken)?;
        self.put(key, wav, sidecar).map_err(Untaken::Disk)
    }
}

/// The parts of a packed clip, where it is whole.
fn unpack<'a>(key: &ClipKey, packed: &'a [u8]) -> Result<(Sidecar, &'a [u8]), String> {
    let (hash, body) = packed.split_at_checked(HASH_LINE).ok_or("it is too short")?;
    if hash.strip_suffix(b"\n") != Some(blake3::hash(body).to_hex().as_bytes()) {
        return Err("it does not match its hash".to_owned());
    }
    let end = body.iter().position(|&byte| byte == b'\n').ok_or("it has no header")?;
    let header: Header =
        serde_json::from_slice(&body[..end]).map_err(|error| format!("its header: {error}"))?;
    if header.version != VERSION || header.key != *key {
        return Err("it is of another version, or another clip".to_owned());
    }
    let (mut sidecar, wav) = (header.sidecar, &body[end + 1..]);
    sidecar.verify(wav)?;
    if !is_plain_wav(wav) {
        return Err("its sound is no WAV file of one channel and 16 bits".to_owned());
    }
    // They come from another machine: times beyond the sound would be times of another one.
    if sidecar.marks.iter().any(|mark| mark.at.0 > sidecar.samples) {
        sidecar.marks.clear();
    }
    Ok((sidecar, wav))
}

/// Whether a file's head is that of 16-bit samples of one channel and nothing else.
fn is_plain_wav(wav: &[u8]) -> bool {
    let at = |place: usize, bytes: &[u8]| wav.get(place..place + bytes.len()) == Some(bytes);
    let format = [16, 0, 0, 0, 1, 0, 1, 0];
    at(0, b"RIFF") && at(8, b"WAVEfmt ") && at(16, &format) && at(32, &[2, 0, 16, 0]) && at(36, b"data")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::SampleRate;
    use crate::speech::clips::{Options, wav};
    use crate::speech::pcm::Pcm;

    fn store() -> (tempfile::TempDir, ClipStore) {
        let folder = tempfile::tempdir().unwrap();
        let options = Options { folder: Some(folder.path().to_owned()), megabytes: None };
        (folder, ClipStore::new(&options))
    }

    fn packed(key: &ClipKey) -> Vec<u8> {
        let (_folder, store) = store();
        let wav = wav(&Pcm { rate: 16_000, samples: vec![7; 100] }).unwrap();
        let sidecar = Sidecar {
            hash: blake3::hash(&wav).to_hex().to_string(),
            rate: SampleRate::new(16_000).unwrap(),
            samples: 100,
            marks: Vec::new(),
            voice: "v".to_owned(),
            engine: "e".to_owned(),
            words: "w".to_owned(),
        };
        let clip = store.put(key, &wav, sidecar).unwrap();
        store.pack(&clip).unwrap()
    }

    #[test]
    fn a_packed_clip_comes_back_and_no_flipped_byte_passes() {
        let key = ClipKey("ab".repeat(32));
        let whole = packed(&key);
        let (folder, store) = store();
        let Ok(clip) = store.place(&key, &whole) else { panic!("refused") };
        assert_eq!(clip.length.0, 100);
        assert!(matches!(store.find(&key), super::super::Found::Clip(_)));
        for place in 0..whole.len() {
            let mut flipped = whole.clone();
            flipped[place] ^= 1;
            assert!(unpack(&key, &flipped).is_err(), "byte {place}");
        }
        for length in 0..whole.len() {
            assert!(unpack(&key, &whole[..length]).is_err(), "{length} bytes");
        }
        assert!(unpack(&ClipKey("cd".repeat(32)), &whole).is_err(), "another clip's");
        drop(folder);
    }
}
