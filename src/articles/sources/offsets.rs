//! Which character of a text stands at a byte of it, asked in any order.

/// So many bytes lie between two counts that are kept.
const STEP: usize = 256;

/// A text's characters, counted.
pub struct Offsets<'a> {
    text: &'a str,
    counts: Vec<u32>,
}

impl<'a> Offsets<'a> {
    /// Counts a text's characters.
    pub fn new(text: &'a str) -> Self {
        let begins = |bytes: &[u8]| bytes.iter().filter(|&&byte| (byte as i8) >= -64).count() as u32;
        let mut sum = 0;
        let counts = text.as_bytes().chunks(STEP).map(|chunk| {
            let before = sum;
            sum += begins(chunk);
            before
        });
        Self { text, counts: counts.collect() }
    }

    /// How many characters stand before a byte, which begins one.
    pub fn of(&self, byte: usize) -> u32 {
        let byte = byte.min(self.text.len());
        let step = (byte / STEP).min(self.counts.len().saturating_sub(1));
        let rest = self.text.as_bytes().get(step * STEP..byte).unwrap_or_default();
        let begun = rest.iter().filter(|&&byte| (byte as i8) >= -64).count() as u32;
        self.counts.get(step).copied().unwrap_or(0) + begun
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_counted_before_every_byte() {
        let text: String = "a渡é😀 ".repeat(90);
        let offsets = Offsets::new(&text);
        for (count, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(offsets.of(byte), count as u32);
        }
        assert_eq!(offsets.of(text.len()), 450);
        assert_eq!(Offsets::new("").of(0), 0);
    }
}
