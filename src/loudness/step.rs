//! The steps of 100 ms in which levels are kept.

use crate::model::SampleRate;

/// Steps in a second.
pub const STEPS_A_SECOND: u32 = 10;

/// How many samples a step has.
pub fn step(rate: SampleRate) -> usize {
    (rate.hertz() / STEPS_A_SECOND).max(1) as usize
}
