//! A story with a sound file of its own.

use std::ops::Range;

use crate::model::Samples;

/// A story with a sound file of its own.
#[derive(Clone, Debug)]
pub struct Story<'a> {
    /// Its title.
    pub title: &'a str,
    /// Its number in the edition, from 1.
    pub number: usize,
    /// How many there are.
    pub of: usize,
    /// What of the master it is.
    pub span: Range<Samples>,
}
