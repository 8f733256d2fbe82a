//! How large print is, and what that says of it.

use super::frame::Frame;
use crate::articles::features::endings::is_finished;
use crate::articles::text::{Text, is_han};
use crate::articles::weights::weights;

/// A letter takes half of the square that a character of Chinese takes.
const LETTER: f32 = 0.5;

/// How large the print of a text is that fills a frame: the side of the square that a character of Chinese takes, with
/// the white between lines.
pub fn of(text: &Text, frame: Frame) -> Option<f32> {
    let squares: f32 =
        text.chars().iter().map(|&c| if is_han(c) || c > '\u{2fff}' { 1.0 } else { LETTER }).sum();
    (squares > 0.0).then(|| (frame.width() * frame.height() / squares).sqrt().min(frame.height()))
}

/// Of sizes and how many characters have them, the one that half of the characters have at the most.
pub fn middle(mut sizes: Vec<(f32, usize)>) -> Option<f32> {
    sizes.sort_by(|one, other| one.0.total_cmp(&other.0));
    let half = sizes.iter().map(|(_, length)| length).sum::<usize>() / 2;
    let mut sum = 0;
    sizes.into_iter().find_map(|(size, length)| {
        sum += length;
        (sum > half).then_some(size)
    })
}

/// True for print much larger than running text.
pub fn is_large(size: Option<f32>, body: Option<f32>) -> bool {
    matches!((size, body), (Some(size), Some(body)) if size >= body * weights().layout_large)
}

/// True for print smaller than running text: captions, credits.
pub fn is_small(size: Option<f32>, body: Option<f32>) -> bool {
    matches!((size, body), (Some(size), Some(body)) if size < body * weights().layout_small)
}

/// The rank of a headline by its print; headlines of which nothing is known have the second.
pub fn level(size: Option<f32>, body: Option<f32>) -> u8 {
    match (size, body) {
        (Some(size), Some(body)) if size >= body * weights().layout_largest => 1,
        (Some(size), Some(body)) if size < body * weights().layout_large => 3,
        _ => 2,
    }
}

/// True for what is short enough to be a title and ends no sentence.
pub fn is_title(text: &Text) -> bool {
    let longest = if text.chars().iter().any(|&c| is_han(c)) { 40 } else { 110 };
    let asks = text.chars().last().is_some_and(|c| "！？!?”）".contains(*c));
    text.len() > 1 && text.len() <= longest && (asks || !is_finished(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn print_is_measured_by_the_frame_that_it_fills() {
        let frame = Frame::of(&[0.0, 0.0, 100.0, 20.0]).unwrap();
        assert_eq!(of(&Text::of("河谷渡口今", 0), frame), Some(20.0));
        assert_eq!(of(&Text::of("ab", 0), frame), Some(20.0));
        assert!(is_large(Some(14.0), Some(10.0)) && !is_large(Some(13.0), Some(10.0)));
        assert_eq!(level(Some(30.0), Some(10.0)), 1);
        assert_eq!(level(None, None), 2);
    }
}
