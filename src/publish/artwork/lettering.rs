//! Words on a cover: lines of text as a picture of how much of each pixel is ink.

use std::collections::HashSet;

use ab_glyph::{Font, FontVec, PxScale, ScaleFont, point};

use crate::files::{FontFile, regular};
use crate::text::is_han;

/// The largest file that is read as a font, in bytes: those with hanzi of all regions have some 25 MB.
const LARGEST_FONT: u64 = 128 << 20;
/// A line's height as a share of its letters' size.
const LEADING: f32 = 1.22;
/// How far apart letters are set that are to be bolder, in pixels.
const BOLD_STEP: f32 = 3.0;
/// Marks that do not begin a line.
const CLOSING: &str = "，。、；：？！”’）》〉」』】…,.;:?!)]";
/// Marks that do not end one.
const OPENING: &str = "“‘（《〈「『【([";
/// A word that is longer may be cut.
const LONGEST_WORD: usize = 6;

/// Where lines stand.
#[derive(Clone, Copy, Debug)]
pub struct Frame {
    /// The left edge, in pixels.
    pub left: f32,
    /// The top.
    pub top: f32,
    /// How wide a line may be.
    pub width: f32,
    /// How high all lines may be together.
    pub height: f32,
    /// How many lines there may be.
    pub lines: usize,
    /// The letters' sizes that are tried, from the largest to the smallest.
    pub sizes: (f32, f32),
}

/// How much of each pixel of a square is ink.
#[derive(Clone, Debug)]
pub struct Layer {
    side: usize,
    ink: Vec<u8>,
}

impl Layer {
    /// A layer without ink.
    pub fn new(side: usize) -> Self {
        Self { side, ink: vec![0; side * side] }
    }

    /// A row of pixels, from 0 to 255.
    pub fn row(&self, y: usize) -> &[u8] {
        &self.ink[y * self.side..(y + 1) * self.side]
    }

    fn add(&mut self, x: i32, y: i32, share: f32) {
        let place = usize::try_from(x).ok().zip(usize::try_from(y).ok());
        let Some((x, y)) = place.filter(|(x, y)| *x < self.side && *y < self.side) else { return };
        let ink = &mut self.ink[y * self.side + x];
        *ink = ink.saturating_add((share * 255.0 + 0.5) as u8);
    }
}

/// A font, and how much bolder its letters are made: a thin one is not seen where a cover is small.
#[derive(Debug)]
pub struct Face {
    font: FontVec,
    /// As a share of the letters' size.
    bolder: f32,
}

/// Words in the names of fonts that are bold as they are.
const BOLD: [&str; 5] = ["bold", "black", "heavy", "bd.", "simhei"];
/// How much bolder a thin font's letters are made.
const BOLDER: f32 = 0.022;

/// The first font that has every character of a text; for one without hanzi, fonts without them come first.
pub fn font_for(text: &str, fonts: &[FontFile], is_traditional: bool) -> Option<Face> {
    let has_han = text.chars().any(is_han);
    let plain = fonts.iter().filter(|font| !has_han && font.han.is_none());
    let han = fonts.iter().filter(|font| font.han.is_some());
    let open = |file: &FontFile| {
        let (simplified, traditional) = file.han.unwrap_or_default();
        let face = if is_traditional { traditional } else { simplified };
        let bytes = regular::read(&file.path, LARGEST_FONT).ok()?;
        let font = FontVec::try_from_vec_and_index(bytes, face).ok()?;
        let has = |c: char| c.is_whitespace() || font.glyph_id(c).0 != 0;
        let name = file.path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
        let bolder = if BOLD.iter().any(|word| name.contains(word)) { 0.0 } else { BOLDER };
        text.chars().all(has).then_some(Face { font, bolder })
    };
    plain.chain(han).find_map(open)
}

/// What is set: a text, and the words that it has where a reader has parted it, joined the text but for its blanks.
#[derive(Clone, Copy, Debug)]
pub struct Lettering<'a> {
    /// The text.
    pub text: &'a str,
    /// Its words; none where they are not known.
    pub words: &'a [String],
}

/// Sets a text into a frame as large as it fits; where even the smallest letters are too large, it ends with an ellipsis.
/// Returns the height that its lines take.
pub fn set(layer: &mut Layer, face: &Face, text: Lettering<'_>, frame: &Frame) -> f32 {
    let font = &face.font;
    let (mut size, smallest) = frame.sizes;
    let fits = |lines: &[String], size: f32| {
        lines.len() <= frame.lines
            && lines.len() as f32 * size * LEADING <= frame.height
            && lines.iter().all(|line| width(font, line, size) <= frame.width)
    };
    let parts = parts(text);
    let mut lines = loop {
        // A headline of two lines is broken where it was printed in two.
        let apart: Vec<String> =
            parts.iter().flat_map(|part| broken(font, part, size, frame.width)).collect();
        if fits(&apart, size) {
            break apart;
        }
        let on = broken(font, &parts.concat(), size, frame.width);
        if fits(&on, size) || size <= smallest {
            break on;
        }
        size = (size * 0.94).max(smallest);
    };
    let most = frame.lines.min((frame.height / (size * LEADING)) as usize).max(1);
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            while !last.is_empty() && width(font, &format!("{last}…"), size) > frame.width {
                last.pop();
            }
            *last = format!("{}…", last.trim_end());
        }
    }
    for (number, line) in lines.iter().enumerate() {
        let scaled = font.as_scaled(scale(font, size));
        let middle = frame.top + (number as f32 + 0.5) * size * LEADING;
        let baseline = middle + f32::midpoint(scaled.ascent(), scaled.descent());
        // Set again a little further on, as printers do who have no bold letters.
        for step in 0..=(face.bolder * size / BOLD_STEP) as usize {
            draw(layer, font, line, size, (frame.left + step as f32 * BOLD_STEP, baseline));
        }
    }
    lines.len() as f32 * size * LEADING
}

/// The scale at which an em has so many pixels.
fn scale(font: &FontVec, size: f32) -> PxScale {
    PxScale::from(size * font.height_unscaled() / font.units_per_em().unwrap_or(1_000.0))
}

fn width(font: &FontVec, line: &str, size: f32) -> f32 {
    let scaled = font.as_scaled(scale(font, size));
    let glyphs: Vec<_> = line.chars().map(|c| font.glyph_id(c)).collect();
    let kerning: f32 = glyphs.windows(2).map(|pair| scaled.kern(pair[0], pair[1])).sum();
    kerning + glyphs.iter().map(|glyph| scaled.h_advance(*glyph)).sum::<f32>()
}

/// Pieces in lines.
fn broken(font: &FontVec, pieces: &[String], size: f32, room: f32) -> Vec<String> {
    let mut lines = vec![String::new()];
    for piece in pieces {
        let last = lines.last().map(String::as_str).unwrap_or_default();
        let joined = format!("{last}{piece}");
        if last.is_empty() || width(font, joined.trim_end(), size) <= room {
            if let Some(last) = lines.last_mut() {
                *last = joined;
            }
        } else {
            lines.push(piece.clone());
        }
    }
    for line in &mut lines {
        line.truncate(line.trim_end().len());
    }
    lines
}

/// What stays together, in the parts that blanks between hanzi make of a headline: a word with the blank behind it, words
/// of hanzi with the marks around them.
fn parts(text: Lettering<'_>) -> Vec<Vec<String>> {
    let inner = inside_words(text);
    let mut parts: Vec<Vec<String>> = vec![Vec::new()];
    let mut count = 0;
    let mut before = ' ';
    for c in text.text.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        let is_wide = |c: char| is_han(c) || CLOSING.contains(c) && !c.is_ascii();
        if before == ' '
            && parts.iter().flatten().next().is_some_and(|first| first.starts_with(is_wide))
            && is_han(c)
        {
            parts.push(Vec::new());
        }
        let is_mark = CLOSING.contains(c) || c == ' ' || OPENING.contains(before);
        let is_word = !before.is_whitespace() && !is_han(before) && !is_han(c) && !OPENING.contains(c);
        let joins = is_mark || is_word || before != ' ' && inner.contains(&count);
        match parts.last_mut().and_then(|part| part.last_mut()) {
            Some(piece) if joins => piece.push(c),
            _ => parts.last_mut().into_iter().for_each(|part| part.push(c.to_string())),
        }
        count += usize::from(c != ' ');
        before = c;
    }
    parts
}

/// The characters, counted without blanks, that stand in a word and do not begin it.
fn inside_words(text: Lettering<'_>) -> HashSet<usize> {
    let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
    let mut inner = HashSet::new();
    let mut start = 0;
    for word in text.words {
        let length = letters(word);
        if length <= LONGEST_WORD {
            inner.extend(start + 1..start + length);
        }
        start += length;
    }
    if start == letters(text.text) { inner } else { HashSet::new() }
}

fn draw(layer: &mut Layer, font: &FontVec, line: &str, size: f32, (left, baseline): (f32, f32)) {
    let scale = scale(font, size);
    let scaled = font.as_scaled(scale);
    let mut x = left;
    let mut before = None;
    for glyph in line.chars().map(|c| font.glyph_id(c)) {
        x += before.replace(glyph).map_or(0.0, |before| scaled.kern(before, glyph));
        if let Some(outline) = font.outline_glyph(glyph.with_scale_and_position(scale, point(x, baseline))) {
            let corner = outline.px_bounds().min;
            let (left, top) = (corner.x as i32, corner.y as i32);
            outline.draw(|dx, dy, share| layer.add(left + dx as i32, top + dy as i32, share.clamp(0.0, 1.0)));
        }
        x += scaled.h_advance(glyph);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_hanzi_with_their_marks_stay_whole() {
        assert_eq!(pieces("新桥通车，两岸 OK", &[]), [vec!["新", "桥", "通", "车，", "两", "岸 ", "OK"]]);
        assert_eq!(pieces("A  bridge opens.", &[]), [vec!["A ", "bridge ", "opens."]]);
        assert_eq!(
            pieces("新桥通车： 看《青河》两岸", &["新桥", "通车", "：", "看", "《", "青河", "》", "两岸"]),
            [vec!["新桥", "通车： "], vec!["看", "《青河》", "两岸"]]
        );
        assert_eq!(pieces("新桥通车", &["旧桥"]), [vec!["新", "桥", "通", "车"]], "words of another text");
    }

    fn pieces(text: &str, words: &[&str]) -> Vec<Vec<String>> {
        let words: Vec<String> = words.iter().map(|&word| word.to_owned()).collect();
        parts(Lettering { text, words: &words })
    }

    #[test]
    fn what_is_no_font_is_passed_over() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.ttf");
        std::fs::write(&path, "no font").unwrap();
        assert!(font_for("A", &[FontFile { path, han: None }], false).is_none());
    }
}
