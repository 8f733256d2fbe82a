//! What pages draw of the master: its waveform and its loudness curve.

use crate::loudness::short_term;
use crate::model::Level;

/// How many columns a drawing has, whatever the edition's length.
pub const COLUMNS: usize = 720;

/// The master in [`COLUMNS`] equal stretches.
#[derive(Clone, Debug, PartialEq)]
pub struct Waveform {
    /// The level of each, 0 to 1: the root of its mean square, which shows pauses better than peaks do.
    pub levels: Vec<f64>,
    /// Short-term loudness (the last 3 s, EBU R 128) at the end of each, in LUFS; silence is −∞.
    pub loudness: Vec<f64>,
}

impl Waveform {
    /// Draws from the levels of a master's steps.
    pub fn of(steps: &[Level]) -> Self {
        let edge = |column: usize| column * steps.len() / COLUMNS;
        // A column of a short edition is narrower than a step, and shows the one that it lies in.
        let inside = |column| &steps[edge(column)..edge(column + 1).max((edge(column) + 1).min(steps.len()))];
        let level = |column| {
            let inside = inside(column);
            let sum: f64 = inside.iter().map(|step| f64::from(step.plain)).sum();
            (sum / inside.len().max(1) as f64).sqrt()
        };
        Self {
            levels: (0..COLUMNS).map(level).collect(),
            loudness: (1..=COLUMNS).map(|column| short_term(steps, edge(column).saturating_sub(1))).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_and_short_editions_fill_every_column() {
        let loud = Level { weighted: 0.25, plain: 0.25 };
        for steps in [100, 720, 14_113] {
            let mut levels = vec![Level::default(); steps];
            levels[steps / 2..].fill(loud);
            let waveform = Waveform::of(&levels);
            assert_eq!((waveform.levels.len(), waveform.loudness.len()), (COLUMNS, COLUMNS));
            assert!(waveform.levels[..350].iter().all(|&level| level < 1e-9), "{steps}");
            assert!(waveform.levels[370..].iter().all(|&level| (level - 0.5).abs() < 1e-9), "{steps}");
            assert!((waveform.loudness[719] + 6.71).abs() < 0.01, "{}", waveform.loudness[719]);
        }
        assert_eq!(Waveform::of(&[]).levels, [0.0; COLUMNS]);
    }
}
