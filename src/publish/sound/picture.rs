//! The cover inside a sound file, where podcast players look for it.

use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::Error;
use crate::files::{picture_shape, regular};
use crate::publish::artwork;

/// A larger picture, in bytes, stays outside: players read all of it before the sound begins.
pub const LARGEST: usize = 1 << 20;
/// "Cover (front)" in ID3 and FLAC.
const FRONT: u32 = 3;

/// A picture in a file of its own.
pub struct Picture {
    /// Where it is.
    pub path: PathBuf,
    /// `image/png` or `image/jpeg`.
    pub mime: &'static str,
    /// All of the file.
    pub bytes: Vec<u8>,
}

impl Picture {
    /// The cover in the folder of a sound file, if it has one that is not too large.
    ///
    /// # Errors
    /// A cover that cannot be read.
    pub fn beside(sound: &Path) -> Result<Option<Self>, Error> {
        let folder = sound.parent().unwrap_or(sound);
        let Some((name, mime)) = artwork::file_in(folder) else { return Ok(None) };
        let path = folder.join(name);
        let bytes = regular::read(&path, regular::LARGEST_CLIP)
            .map_err(|cause| Error::Cover { path: path.clone(), source: cause })?;
        Ok((bytes.len() <= LARGEST).then_some(Self { path, mime, bytes }))
    }

    /// A FLAC picture block (RFC 9639, 8.8).
    pub fn block(&self) -> Vec<u8> {
        let mut block = FRONT.to_be_bytes().to_vec();
        block.extend((self.mime.len() as u32).to_be_bytes());
        block.extend(self.mime.bytes());
        // No description.
        block.extend([0; 4]);
        let shape = picture_shape(&self.bytes).unwrap_or_default();
        for number in [shape.width, shape.height, shape.depth, shape.colours] {
            block.extend(number.to_be_bytes());
        }
        block.extend((self.bytes.len() as u32).to_be_bytes());
        block.extend(&self.bytes);
        block
    }

    /// The same as a Vorbis comment has it.
    pub fn comment(&self) -> String {
        STANDARD.encode(self.block())
    }
}
