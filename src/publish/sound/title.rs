//! What a player shows.

use crate::model::Edition;
use crate::publish::words::dated_title;

/// What a player shows: the edition's title with its day, since files of many days lie side by side.
pub fn title(edition: &Edition) -> String {
    let script = &edition.script;
    dated_title(&script.title, script.date, script.language)
}
