//! Cover pictures drawn by code: the day in large figures over a waveform, in the weekday's colour.
//!
//! No font is at hand, so figures are strokes; everything on the picture is a stroke with round ends.

use std::f32::consts::PI;
use std::path::{Path, PathBuf};
use std::thread::{self, JoinHandle};

use jiff::civil::Date;
use png::{BitDepth, ColorType, Compression, Encoder};

use super::programme::Programme;
use super::{Error, disk};
use crate::files::{Shelf, picture_kind, regular};

/// The side in pixels: the most that podcast directories take.
const SIDE: usize = 3_000;
/// Above this row the weekday's colour is the ground, below it the ink.
const HORIZON: usize = 2_050;
/// Steps from ground to ink, for smooth edges.
const LEVELS: usize = 16;

/// Monday to Sunday; each has a contrast above 7 with the paper's white.
const WEEKDAYS: [[u8; 3]; 7] = [
    [0x1d, 0x4e, 0x89],
    [0x7a, 0x1f, 0x3d],
    [0x17, 0x57, 0x43],
    [0x8f, 0x17, 0x1a],
    [0x5b, 0x2a, 0x86],
    [0x6e, 0x3b, 0x06],
    [0x3b, 0x3f, 0x46],
];
const PAPER: [u8; 3] = [0xf6, 0xf1, 0xe7];

/// Changes whenever the same title and date would give another picture.
const FORMAT: &str = "newscaster cover 1";

/// What says of a picture that it was drawn here.
const SOFTWARE: (&str, &str) = ("Software", "newscaster");

type Point = (f32, f32);

/// A stroke with round ends.
#[derive(Clone, Copy, Debug)]
struct Stroke {
    from: Point,
    to: Point,
    half_width: f32,
}

/// Writes `cover.png`, or copies the user's picture.
pub fn publish(programme: &Programme<'_>) -> Result<Vec<PathBuf>, Error> {
    let target = &programme.target;
    let date = Some(programme.edition.script.date);
    let shelf = target.encoding.shelf;
    let (bytes, extension) = picture(target.artwork, shelf, programme.title(), date)?;
    Ok(vec![disk::write(target.folder.join(format!("cover.{extension}")), &bytes)?])
}

/// A cover and its file extension: the user's picture, or one drawn from title and date.
pub fn picture(
    own: Option<&Path>,
    shelf: Option<&Shelf>,
    title: &str,
    date: Option<Date>,
) -> Result<(Vec<u8>, &'static str), Error> {
    match own {
        Some(picture) => chosen(picture),
        None => Ok((drawn(shelf, title, date)?, "png")),
    }
}

/// Begins to draw a cover and put it on the shelf.
pub fn draw_ahead(shelf: Shelf, title: &str, date: Date) -> Option<JoinHandle<()>> {
    let title = title.to_owned();
    // Where no thread can be had, it is drawn when it is wanted, and what is wrong with it is told then.
    thread::Builder::new().spawn(move || drop(drawn(Some(&shelf), &title, Some(date)))).ok()
}

/// The user's picture and its file extension.
pub fn chosen(picture: &Path) -> Result<(Vec<u8>, &'static str), Error> {
    let unusable = |why: String| Error::Setting(format!("artwork {}: {why}", picture.display()));
    let bytes = regular::read(picture, regular::LARGEST_CLIP)
        .map_err(|cause| unusable(format!("{cause}; check `artwork` in the configuration")))?;
    let extension = picture_kind(&bytes).map_err(unusable)?;
    Ok((bytes, extension))
}

/// The picture, from the shelf where it was drawn before.
fn drawn(shelf: Option<&Shelf>, title: &str, date: Option<Date>) -> Result<Vec<u8>, Error> {
    let Some(shelf) = shelf else { return draw(title, date) };
    let name = format!("{}.png", blake3::hash(format!("{FORMAT}\n{title}\n{date:?}").as_bytes()).to_hex());
    if let Some(kept) = shelf.get(&name) {
        return Ok(kept);
    }
    let picture = draw(title, date)?;
    shelf.put(&name, &picture);
    Ok(picture)
}

/// The name and media type of the cover in a folder, where there is one.
pub fn file_in(folder: &Path) -> Option<(&'static str, &'static str)> {
    let covers = [("cover.png", "image/png"), ("cover.jpg", "image/jpeg")];
    covers.into_iter().find(|(name, _)| folder.join(name).exists())
}

/// Whether a picture was drawn here.
pub fn is_drawn(picture: &[u8]) -> bool {
    let mark = format!("{}\0{}", SOFTWARE.0, SOFTWARE.1);
    picture.windows(mark.len()).take(4_096).any(|part| part == mark.as_bytes())
}

/// The picture as a PNG file, row by row.
fn draw(title: &str, date: Option<Date>) -> Result<Vec<u8>, Error> {
    let strokes = composition(title, date);
    let colour = WEEKDAYS[date.map_or(3, |date| date.weekday().to_monday_zero_offset()) as usize % 7];
    let mut file = Vec::new();
    let failed = |error: png::EncodingError| Error::Setting(format!("cannot draw the cover: {error}"));
    let mut encoder = Encoder::new(&mut file, SIDE as u32, SIDE as u32);
    encoder.set_color(ColorType::Indexed);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_compression(Compression::Fast);
    encoder.set_palette(palette(colour));
    encoder.add_text_chunk(SOFTWARE.0.into(), SOFTWARE.1.into()).map_err(failed)?;
    let mut writer = encoder.write_header().map_err(failed)?;
    let mut image = writer.stream_writer().map_err(failed)?;
    let written = (0..SIDE).try_for_each(|y| std::io::Write::write_all(&mut image, &row(&strokes, y)));
    written.map_err(|error| failed(error.into()))?;
    image.finish().map_err(failed)?;
    writer.finish().map_err(failed)?;
    Ok(file)
}

/// First the steps above the horizon, from colour to paper, then those below, from paper to colour.
fn palette(colour: [u8; 3]) -> Vec<u8> {
    let mix = |from: [u8; 3], to: [u8; 3], level: usize| {
        std::array::from_fn::<u8, 3, _>(|i| {
            let (from, to) = (usize::from(from[i]), usize::from(to[i]));
            ((from * (LEVELS - 1 - level) + to * level) / (LEVELS - 1)) as u8
        })
    };
    let above = (0..LEVELS).flat_map(|level| mix(colour, PAPER, level));
    above.chain((0..LEVELS).flat_map(|level| mix(PAPER, colour, level))).collect()
}

/// One row of palette indices.
fn row(strokes: &[Stroke], y: usize) -> Vec<u8> {
    let mut row = vec![0_u8; SIDE];
    let at = y as f32;
    for stroke in strokes {
        let reach = stroke.half_width + 1.0;
        let (top, bottom) = (stroke.from.1.min(stroke.to.1), stroke.from.1.max(stroke.to.1));
        if at < top - reach || at > bottom + reach {
            continue;
        }
        let left = (stroke.from.0.min(stroke.to.0) - reach).max(0.0) as usize;
        let right = (stroke.from.0.max(stroke.to.0) + reach).max(0.0) as usize;
        for (x, index) in row.iter_mut().enumerate().take(right + 1).skip(left) {
            let inside = stroke.half_width + 0.5 - distance((x as f32, at), stroke);
            let level = (inside.clamp(0.0, 1.0) * (LEVELS - 1) as f32 + 0.5) as u8;
            *index = level.max(*index);
        }
    }
    if y >= HORIZON {
        for index in &mut row {
            *index += LEVELS as u8;
        }
    }
    row
}

/// From a point to a stroke's middle line.
fn distance(point: Point, stroke: &Stroke) -> f32 {
    let (dx, dy) = (stroke.to.0 - stroke.from.0, stroke.to.1 - stroke.from.1);
    let (px, py) = (point.0 - stroke.from.0, point.1 - stroke.from.1);
    let length = dx * dx + dy * dy;
    let along = if length > 0.0 { ((px * dx + py * dy) / length).clamp(0.0, 1.0) } else { 0.0 };
    let (x, y) = (px - along * dx, py - along * dy);
    // No pixel is so far away that squares overflow, which is all that `hypot` would add, slowly.
    (x * x + y * y).sqrt()
}

/// Everything on the picture.
fn composition(title: &str, date: Option<Date>) -> Vec<Stroke> {
    let mut strokes = waveform(title, date);
    match date {
        Some(date) => {
            let month = format!("{:04}.{:02}", date.year(), date.month());
            strokes.extend(write(&month, (280.0, 300.0), 170.0, 26.0));
            strokes.extend(write(&format!("{:02}", date.day()), (300.0, 800.0), 620.0, 92.0));
            strokes.extend(lines(2_120.0, 800.0, 2_720.0));
        }
        None => strokes.extend(lines(300.0, 500.0, 2_700.0)),
    }
    strokes
}

/// Lines of print, as a newspaper's columns look from afar.
fn lines(left: f32, top: f32, right: f32) -> Vec<Stroke> {
    const SHARES: [f32; 6] = [1.0, 0.86, 0.95, 0.55, 1.0, 0.7];
    let gap = (HORIZON as f32 - 260.0 - top) / 5.0;
    let line = |(index, share): (usize, &f32)| {
        let y = top + gap * index as f32;
        Stroke { from: (left, y), to: (left + (right - left) * share, y), half_width: 34.0 }
    };
    SHARES.iter().enumerate().map(line).collect()
}

/// Bars as tall as a hash of the title says: every podcast and every day has its own.
fn waveform(title: &str, date: Option<Date>) -> Vec<Stroke> {
    let seed = blake3::hash(format!("{title}\n{date:?}").as_bytes());
    let bytes = seed.as_bytes();
    let middle = (HORIZON + SIDE) as f32 / 2.0;
    let bar = |(index, byte): (usize, &u8)| {
        let x = 300.0 + 100.0 * index as f32;
        let swell = (PI * (index as f32 + 0.5) / 25.0).sin();
        let half = 24.0 + swell * (60.0 + 200.0 * f32::from(*byte) / 255.0);
        Stroke { from: (x, middle - half), to: (x, middle + half), half_width: 30.0 }
    };
    bytes.iter().take(25).enumerate().map(bar).collect()
}

/// Figures in a row, `width` wide each and 1.6 times as high.
fn write(text: &str, (left, top): Point, width: f32, half_width: f32) -> Vec<Stroke> {
    let mut x = left;
    let mut strokes = Vec::new();
    for character in text.chars() {
        let place = |(px, py): Point| (x + px * width, top + py * width);
        for line in figure(character) {
            let pairs = line.windows(2);
            strokes.extend(pairs.map(|pair| Stroke { from: place(pair[0]), to: place(pair[1]), half_width }));
        }
        x += if character == '.' { width * 0.75 } else { width + half_width * 3.4 };
    }
    strokes
}

/// A figure's lines in a box one wide and 1.6 high.
fn figure(character: char) -> Vec<Vec<Point>> {
    match character {
        '0' => vec![arc((0.5, 0.8), (0.5, 0.8), 0.0, 360.0)],
        '1' => vec![vec![(0.15, 0.35), (0.55, 0.0), (0.55, 1.6)]],
        '2' => {
            let mut line = arc((0.5, 0.48), (0.48, 0.48), 180.0, 395.0);
            line.extend([(0.03, 1.6), (1.0, 1.6)]);
            vec![line]
        }
        '3' => vec![arc((0.48, 0.4), (0.44, 0.4), 200.0, 450.0), arc((0.48, 1.2), (0.5, 0.4), 270.0, 520.0)],
        '4' => vec![vec![(0.75, 1.6), (0.75, 0.0), (0.0, 1.15), (1.0, 1.15)]],
        '5' => {
            let mut line = vec![(0.9, 0.0), (0.17, 0.0), (0.12, 0.74)];
            line.extend(arc((0.47, 1.1), (0.5, 0.5), 226.0, 510.0));
            vec![line]
        }
        '6' => vec![arc((0.5, 1.1), (0.5, 0.5), 0.0, 360.0), arc((1.0, 1.1), (1.0, 1.1), 180.0, 250.0)],
        '7' => vec![vec![(0.0, 0.0), (1.0, 0.0), (0.35, 1.6)]],
        '8' => vec![arc((0.5, 0.38), (0.42, 0.38), 0.0, 360.0), arc((0.5, 1.18), (0.5, 0.42), 0.0, 360.0)],
        '9' => vec![arc((0.5, 0.5), (0.5, 0.5), 0.0, 360.0), arc((0.0, 0.5), (1.0, 1.1), 0.0, 70.0)],
        '.' => vec![vec![(0.1, 1.58), (0.1, 1.58)]],
        _ => Vec::new(),
    }
}

/// An arc of an ellipse; degrees run clockwise from the right.
fn arc((cx, cy): Point, (rx, ry): Point, from: f32, to: f32) -> Vec<Point> {
    const STEPS: usize = 48;
    let at = |step: usize| (from + (to - from) * step as f32 / STEPS as f32).to_radians();
    (0..=STEPS).map(|step| (cx + rx * at(step).cos(), cy + ry * at(step).sin())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cover_is_a_square_that_directories_take() {
        let file = draw("青河日报", Some(jiff::civil::date(2024, 11, 28))).unwrap();
        assert_eq!(picture_kind(&file), Ok("png"));
        assert!(file.len() < 500_000, "{} bytes", file.len());
    }
}
