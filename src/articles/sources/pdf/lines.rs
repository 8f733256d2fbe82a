//! Characters with their places become lines: where the pen goes on, so does the line, and white parts words.

use super::content::{Glyph, SMALLEST};
use super::turn::Turn;
use crate::articles::frame::Frame;
use crate::articles::text::{is_blank, is_han};
use crate::articles::weights::weights;

/// No character is narrower, in points, so that none is without a place.
const NARROWEST: f32 = 0.01;
/// Sizes are told apart by tenths of a point.
const TENTHS: f32 = 10.0;
const MIDDLE: f32 = 0.5;

/// A line of print, upright.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// What it says.
    pub print: String,
    /// Where it stands.
    pub frame: Frame,
    /// How large its print is.
    pub size: f32,
    /// The font of most of its characters.
    pub font: usize,
    /// True where most of its characters are bold.
    pub is_bold: bool,
    /// How many of its characters nobody can read.
    pub lost: usize,
    /// Its place in the order of the file.
    pub order: usize,
}

/// A character, upright.
struct Upright<'a> {
    glyph: &'a Glyph,
    frame: Frame,
    /// True where a blank is drawn before it.
    is_apart: bool,
}

impl Upright<'_> {
    /// True for what takes the square of a Chinese character.
    fn is_wide(&self) -> bool {
        let marks = "“”‘’…—";
        let is_square = self.frame.width() > self.glyph.size * weights().pdf_square;
        self.glyph.print.chars().next().is_some_and(|c| {
            is_han(c)
                || matches!(c, '\u{3000}'..='\u{30ff}' | '\u{ff00}'..='\u{ffef}')
                || is_square && marks.contains(c)
        })
    }
}

/// The lines of all characters that are turned alike.
pub fn lines(glyphs: &[(usize, &Glyph)], turn: Turn) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut run: Vec<Upright<'_>> = Vec::new();
    let (mut order, mut pen, mut is_apart) = (0, f32::NAN, false);
    for &(number, glyph) in glyphs {
        let frame = frame(glyph, turn);
        let is_blank_glyph = !glyph.print.is_empty() && glyph.print.chars().all(is_blank);
        // Bold print is drawn twice by who has no bold font.
        let is_double = run.last().is_some_and(|last| {
            let (across, down) = (last.frame.left - frame.left, last.frame.bottom - frame.bottom);
            let shift = across.abs().max(down.abs());
            let near = glyph.size * weights().pdf_drawn_twice;
            last.glyph.print == glyph.print
                && shift < near.min(frame.width() * weights().pdf_drawn_twice_of_width)
        });
        if is_double {
            continue;
        }
        let goes_on = run.last().is_some_and(|last| goes_on(last, glyph.size, &frame, pen));
        if !goes_on && !run.is_empty() {
            lines.extend(line(&run, order));
            run.clear();
        }
        if is_blank_glyph {
            is_apart = true;
            pen = if run.is_empty() { pen } else { frame.right };
            continue;
        }
        if run.is_empty() {
            (order, is_apart) = (number, false);
        }
        pen = frame.right;
        run.push(Upright { glyph, frame, is_apart });
        is_apart = false;
    }
    lines.extend(line(&run, order));
    lines
}

/// Where a character stands, upright.
fn frame(glyph: &Glyph, turn: Turn) -> Frame {
    let (ascent, descent) = (weights().pdf_ascent, weights().pdf_descent);
    let (from, to) = (turn.upright(glyph.from), turn.upright(glyph.to));
    // Characters that are set from top to bottom hang in the middle of their line.
    let base = if glyph.is_vertical { from.1 + glyph.size * (MIDDLE - descent) } else { from.1 };
    let (left, right) = (from.0.min(to.0), from.0.max(to.0));
    Frame {
        left,
        top: base - glyph.size * ascent,
        right: right.max(left + NARROWEST),
        bottom: base + glyph.size * descent,
    }
}

fn goes_on(last: &Upright<'_>, size: f32, next: &Frame, pen: f32) -> bool {
    let weights = weights();
    let larger = size.max(last.glyph.size);
    let most = weights.pdf_line_alike;
    let alike = size < last.glyph.size * most && last.glyph.size < size * most;
    let level = (next.bottom - last.frame.bottom).abs() < larger * weights.pdf_line_level;
    let white = next.left - pen;
    alike
        && level
        && white < larger * weights.pdf_column_gap
        && white > -larger * weights.pdf_line_back
        && next.left - last.frame.right < larger * weights.pdf_largest_gap
        && next.left > last.frame.left - larger * weights.pdf_line_before
}

/// A run of characters as a line.
fn line(run: &[Upright<'_>], order: usize) -> Option<Line> {
    let first = run.first()?;
    let gaps = Gaps::of(run);
    let bold = run.iter().filter(|here| here.glyph.is_bold).count();
    let mut line = Line {
        print: String::new(),
        frame: first.frame,
        size: 0.0,
        font: 0,
        is_bold: bold * 2 > run.len(),
        lost: 0,
        order,
    };
    let mut before: Option<&Upright<'_>> = None;
    for here in run {
        if before.is_some_and(|before| gaps.part(before, here)) {
            line.print.push(' ');
        }
        line.print.push_str(&here.glyph.print);
        line.lost += usize::from(here.glyph.print.is_empty());
        line.frame = line.frame.with(&here.frame);
        before = Some(here);
    }
    // A Chinese mark is blank in its right half, and may hang over its column's edge.
    if line.print.ends_with(['，', '。', '、', '；', '：', '！', '？', '”', '）', '》'])
        && let Some(last) = run.last().filter(|last| last.is_wide())
    {
        line.frame.right = (line.frame.right - last.frame.width() / 2.0).max(line.frame.left + NARROWEST);
    }
    line.size = most(run.iter().map(|here| (here.glyph.size * TENTHS).round() as usize)) as f32 / TENTHS;
    line.font = most(run.iter().map(|here| here.glyph.font));
    Some(line)
}

/// The number that occurs most.
fn most(numbers: impl Iterator<Item = usize>) -> usize {
    let mut numbers: Vec<usize> = numbers.collect();
    numbers.sort_unstable();
    numbers.chunk_by(|one, other| one == other).max_by_key(|chunk| chunk.len()).map_or(0, |chunk| chunk[0])
}

/// How much white parts words in a line.
struct Gaps {
    least: f32,
}

impl Gaps {
    fn of(run: &[Upright<'_>]) -> Self {
        /// Fewer gaps say nothing of a line's letters.
        const FEWEST: usize = 5;
        let blanks = run.iter().filter(|here| here.is_apart).count();
        let mut gaps: Vec<f32> =
            run.windows(2).filter(|two| !two[1].is_apart).map(|two| gap(&two[0], &two[1])).collect();
        gaps.sort_by(f32::total_cmp);
        // Letters may be set apart.
        let usual = gaps.get(gaps.len() / 2).copied().filter(|_| gaps.len() >= FEWEST).unwrap_or(0.0);
        let least = if blanks > 0 { weights().pdf_wide_word_gap } else { weights().pdf_word_gap };
        Self { least: least.max(usual + weights().pdf_letters_apart) }
    }

    fn part(&self, one: &Upright<'_>, other: &Upright<'_>) -> bool {
        let white = gap(one, other);
        if one.is_wide() || other.is_wide() {
            white > if other.is_apart { weights().pdf_han_blank } else { weights().pdf_han_gap }
        } else {
            other.is_apart || white > self.least
        }
    }
}

/// The white between two characters, in sizes.
fn gap(one: &Upright<'_>, other: &Upright<'_>) -> f32 {
    (other.frame.left - one.frame.right) / one.glyph.size.max(other.glyph.size).max(SMALLEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Characters as wide as given, each behind the one before, with white before some.
    fn set(said: &[(&str, f32, f32)]) -> Vec<Glyph> {
        let mut x = 0.0;
        let glyph = |(print, white, width): &(&str, f32, f32)| {
            let from = (x + white, 100.0);
            x = from.0 + width;
            Glyph {
                print: (*print).to_owned(),
                from,
                to: (x, 100.0),
                size: 10.0,
                font: 0,
                is_vertical: false,
                is_bold: false,
            }
        };
        said.iter().map(glyph).collect()
    }

    fn said(glyphs: &[Glyph]) -> Vec<String> {
        let numbered: Vec<(usize, &Glyph)> = glyphs.iter().enumerate().collect();
        lines(&numbered, Turn::Upright).into_iter().map(|line| line.print).collect()
    }

    #[test]
    fn white_parts_words_and_more_of_it_columns() {
        let words = [
            ("t", 0.0, 3.0),
            ("o", 0.0, 5.0),
            ("a", 1.9, 5.0),
            ("l", 0.3, 3.0),
            (" ", 0.0, 2.5),
            ("l", 0.0, 3.0),
        ];
        assert_eq!(said(&set(&words[..4])), ["to al"]);
        assert_eq!(said(&set(&words)), ["toal l"], "a file that draws blanks means them");
        assert_eq!(
            said(&set(&[("渡", 0.0, 10.0), ("口", 2.0, 10.0), ("3", 2.0, 5.0), ("林", 6.0, 10.0)])),
            ["渡口3 林"]
        );
        assert_eq!(said(&set(&[("a", 0.0, 5.0), ("b", 12.0, 5.0)])), ["a", "b"]);
    }

    #[test]
    fn letters_that_are_set_apart_are_one_word() {
        let spaced: Vec<(&str, f32, f32)> = ["H", "A", "R", "B", "O", "U", "R"].map(|c| (c, 2.0, 6.0)).into();
        assert_eq!(said(&set(&spaced)), ["HARBOUR"]);
    }

    #[test]
    fn print_that_is_drawn_twice_is_read_once() {
        let mut glyphs = set(&[("渡", 0.0, 10.0), ("口", 0.0, 10.0)]);
        let again = Glyph { from: (0.3, 100.0), to: (10.3, 100.0), ..glyphs[0].clone() };
        glyphs.insert(1, again);
        assert_eq!(said(&glyphs), ["渡口"]);
        let below = Glyph { from: (0.0, 112.0), to: (10.0, 112.0), ..glyphs[0].clone() };
        assert_eq!(said(&[glyphs[0].clone(), below]), ["渡", "渡"]);
        assert_eq!(said(&set(&[("i", 0.0, 2.0), ("l", 0.0, 2.0), ("l", 0.0, 2.0)])), ["ill"]);
    }
}
