//! How sure the reading is of something.

use std::fmt;

/// How sure the reading is, in percent: of a hundred decisions of which it is 90 % sure, about 90 are right
/// (docs/confidence.md says on which pages that was measured).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Confidence(u8);

impl Confidence {
    /// Nothing was guessed.
    pub const FULL: Self = Self(100);

    /// Of a probability, 0 to 1; what lies outside is brought to the nearer end.
    pub fn of(probability: f32) -> Self {
        Self((probability * 100.0).round().clamp(0.0, 100.0) as u8)
    }

    /// True below 75 %: worth an editor's look.
    pub fn is_low(self) -> bool {
        self.0 < 75
    }

    /// The percent, 0 to 100.
    pub fn percent(self) -> u8 {
        self.0
    }
}

impl Default for Confidence {
    fn default() -> Self {
        Self::FULL
    }
}

impl fmt::Display for Confidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} %", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn probabilities_are_percents() {
        assert_eq!(Confidence::of(0.654).to_string(), "65 %");
        assert_eq!([-1.0, f32::NAN, 7.0].map(|p| Confidence::of(p).percent()), [0, 0, 100]);
        assert_eq!(Confidence::default(), Confidence::FULL);
        assert!(Confidence::of(0.74).is_low() && !Confidence::of(0.75).is_low());
    }
}
