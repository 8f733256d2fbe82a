//! How wide characters are in the fonts that every reader of PDF has, and whose files therefore need not say it.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::code::UNITS;

/// By character: Times, Times bold, Helvetica, Helvetica bold, in thousandths of the size.
static WIDTHS: LazyLock<HashMap<char, [f32; 4]>> = LazyLock::new(|| {
    let row = |line: &str| {
        let (c, numbers) = line.split_once('\t')?;
        let numbers: Vec<f32> = numbers.split('\t').filter_map(|number| number.parse().ok()).collect();
        Some((c.chars().next()?, numbers.try_into().ok()?))
    };
    include_str!("widths.tsv").lines().filter(|line| !line.starts_with("# ")).filter_map(row).collect()
});

/// How wide print is in such a font, in parts of the size; in another one it is guessed.
pub fn of(font: &str, print: &str) -> f32 {
    /// What fonts of one width have.
    const OF_ONE_WIDTH: f32 = 0.6;
    /// About what letters have.
    const UNKNOWN: f32 = 500.0;
    let has = |part: &str| font.contains(part);
    if has("Courier") || has("Mono") {
        return OF_ONE_WIDTH;
    }
    let is_plain = has("Helvetica") || has("Arial") || has("Sans");
    let column = usize::from(is_plain) * 2 + usize::from(has("Bold") || has("Black"));
    let width = |c: char| WIDTHS.get(&c).map_or(UNKNOWN, |widths| widths[column]);
    print.chars().map(width).sum::<f32>() / UNITS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_fonts_have_known_widths() {
        let cases = [
            ("Times-Roman", "a", 444.0),
            ("Helvetica-Bold", "W", 944.0),
            ("Courier", "i", 600.0),
            ("Times-Roman", "fi", 333.0 + 278.0),
        ];
        for (font, print, width) in cases {
            assert!((of(font, print) * 1000.0 - width).abs() < 0.01, "{font}: {print}");
        }
    }
}
