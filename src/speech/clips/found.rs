//! What a clip store has of a key.

use crate::model::Clip;

/// What the store has of a key.
pub(in crate::speech) enum Found {
    /// A whole clip.
    Clip(Clip),
    /// Nothing.
    Nothing,
    /// Something that is not whole; it is set aside now.
    Broken(String),
}
