//! Room 4: the assembler. Script and takes in, an edition out: one timeline, mastered sound.
//!
//! Three steps, each over all cores:
//! 1. **listen**: the loudness of each clip at its own rate;
//! 2. **lay out**: the timeline, from lengths and pauses alone;
//! 3. **mix**: sound by sound at the master's rate: level, limit, fade, dither, write.
//!
//! Between sounds there is silence, so each is mastered by itself: memory holds a few sounds, never the edition,
//! and an unchanged story comes out as the same samples. Only the bed under the headlines goes on between
//! sounds; it lies far below the limiter's ceiling.

mod clip;
mod dither;
mod error;
mod loudness;
mod mastered;
mod meter;
mod mix;
mod music;
mod options;
mod timeline;
mod wav;

use std::path::Path;

pub use error::Error;
pub use options::{Options, Profile};

use self::loudness::Heard;
use self::mix::Mixer;
use self::music::Score;
use self::timeline::Timeline;
use crate::files::Shelf;
use crate::model::{Edition, SampleRate, Script, Take};
use crate::progress::{Progress, Stage};

/// Looks at the music that the options name, before anything is spoken.
///
/// # Errors
/// Where a piece cannot be used.
pub fn prepare(options: &Options) -> Result<(), Error> {
    Score::read(options).map(drop)
}

/// Assembles the takes of a script, one a segment and in its order, into the master WAV file at `master`.
///
/// The same script, clips and options give the same bytes; what was heard and mastered before is taken from `shelf`. What stands at `master` is overwritten.
///
/// # Errors
/// Where script and takes do not fit, a clip or a piece of music cannot be used, or the disk refuses; the
/// master is then incomplete.
pub fn assemble(
    script: &Script,
    takes: &[Take],
    options: &Options,
    shelf: Option<&Shelf>,
    master: &Path,
    progress: &dyn Progress,
) -> Result<Edition, Error> {
    if script.segments.is_empty() {
        return Err(Error::Empty);
    }
    if script.segments.len() != takes.len() {
        return Err(Error::Takes { segments: script.segments.len(), takes: takes.len() });
    }
    let score = Score::read(options)?;
    progress.begin(Stage::Stitch, script.segments.len() as u64);
    let heard = loudness::listen(script, takes, shelf)?;
    let clips = takes.iter().map(|take| clip::length_on_timeline(&take.clip)).collect();
    let tail = |(take, heard): (&Take, &Heard)| heard.tail().at(take.clip.rate, SampleRate::MASTER);
    let tails = takes.iter().zip(&heard).map(tail).collect();
    let timeline = Timeline::new(script, &score.lengths(clips, tails))?;
    let mixer = Mixer::new(script, takes, &heard, &score, &timeline, options, shelf)?;
    let (loudness, levels) = mixer.write(master, progress)?;
    progress.end(Stage::Stitch);
    Ok(Edition {
        script: script.clone(),
        takes: takes.to_vec(),
        master: master.to_owned(),
        rate: SampleRate::MASTER,
        length: timeline.length,
        cues: timeline.cues,
        chapters: timeline.chapters,
        loudness,
        levels,
    })
}
