//! The sound in a file, packet by packet.

use std::io;
use std::path::Path;

use symphonia::core::formats::probe::Hint;
use symphonia::core::formats::{FormatOptions, FormatReader, Track, TrackType};
use symphonia::core::io::{MediaSourceStream, MediaSourceStreamOptions};
use symphonia::core::meta::MetadataOptions;
use symphonia::core::packet::Packet;

use crate::files::regular;

/// A sound file under reading.
pub struct SoundTrack {
    format: Box<dyn FormatReader>,
    /// What the container says of its sound.
    pub track: Track,
}

impl SoundTrack {
    /// Opens a file of any container that symphonia knows.
    ///
    /// # Errors
    /// What cannot be opened, or has no sound in it.
    pub fn open(path: &Path) -> io::Result<Self> {
        let file = regular::open(path)?;
        let stream = MediaSourceStream::new(Box::new(file), MediaSourceStreamOptions::default());
        let mut hint = Hint::new();
        hint.with_extension(&path.extension().unwrap_or_default().to_string_lossy());
        let format = symphonia::default::get_probe()
            .probe(&hint, stream, FormatOptions::default(), MetadataOptions::default())
            .map_err(io::Error::other)?;
        let track = format.default_track(TrackType::Audio).cloned();
        let track = track.ok_or_else(|| io::Error::other("there is no sound in it"))?;
        Ok(Self { format, track })
    }

    /// The next packet of the sound; `None` at its end.
    ///
    /// # Errors
    /// Where the file is broken.
    pub fn packet(&mut self) -> io::Result<Option<Packet>> {
        loop {
            let packet = self.format.next_packet().map_err(io::Error::other)?;
            if packet.as_ref().is_none_or(|packet| packet.track_id == self.track.id) {
                return Ok(packet);
            }
        }
    }
}
