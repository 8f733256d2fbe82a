//! A code of a string that is shown, as its font reads it.

/// So many units of a font's space are its size (ISO 32000-1, 9.2.4).
pub const UNITS: f32 = 1000.0;

/// What is known of a code.
#[derive(Clone, Debug, PartialEq)]
pub struct Code {
    /// What it prints; nothing where the font does not say.
    pub print: String,
    /// How far it moves on, in parts of the size.
    pub width: f32,
    /// True for a single byte 32, which is made wider between words.
    pub is_space: bool,
}
