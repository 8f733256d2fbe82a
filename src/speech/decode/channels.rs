//! Samples of several channels made one, and why bytes are no sound.

/// Why bytes are not the sound of a sentence.
#[derive(Debug, thiserror::Error, PartialEq)]
pub(crate) enum DecodeError {
    #[error("the answer is empty")]
    Empty,
    #[error("the answer is {0}, not sound")]
    NotSound(&'static str),
    #[error("the sound breaks off: {had} of {promised} bytes came")]
    Truncated { had: usize, promised: usize },
    #[error("the sound holds values that are no numbers")]
    NotANumber,
    #[error("the sound cannot be decoded: {0}")]
    Broken(String),
    #[error("the sound goes on beyond {0:.0} s, far too long for its words")]
    Endless(f64),
}

/// Mixes interleaved channels into one and rounds to 16 bits.
pub fn mix(into: &mut Vec<i16>, block: &[f32], channels: usize) -> Result<(), DecodeError> {
    for frame in block.chunks_exact(channels) {
        let value = frame.iter().sum::<f32>() / channels as f32;
        if !value.is_finite() {
            return Err(DecodeError::NotANumber);
        }
        into.push((value * 32_768.0).round().clamp(-32_768.0, 32_767.0) as i16);
    }
    Ok(())
}
