//! `briefing.mp3`: ten minutes at most for smart speakers: what opens the edition, then the headline and the lead of each
//! story, as loud as Amazon wants a flash briefing.
//!
//! Nothing is spoken anew: what is told is taken from the master, pause by pause. It is an edition of its own with chapters,
//! so that its tags are those of any other.

mod choice;
mod cut;
mod piece;

use std::path::PathBuf;

use super::sound::{self, Mp3Rate};
use super::{Error, Programme};
use crate::model::Millis;

/// The file in an edition's folder.
pub const FILE: &str = "briefing.mp3";
/// Flash briefings are not longer (Alexa's reference of feeds); what is kept free is for the pauses between pieces.
const LONGEST: Millis = Millis(595_000);

/// Writes `briefing.mp3`.
pub fn publish(programme: &Programme<'_>) -> Result<Vec<PathBuf>, Error> {
    let folder = programme.target.folder;
    let pieces = choice::pieces(programme, LONGEST);
    let (briefing, _master) = cut::edition(programme, &pieces)?;
    let path = folder.join(FILE);
    let options = sound::Options { mp3_kbps: Mp3Rate::Kbps256, ..programme.target.encoding.options.clone() };
    let encoding = sound::Encoding { options: &options, ..programme.target.encoding };
    sound::mp3(&briefing, &encoding, &path)?;
    Ok(vec![path])
}
