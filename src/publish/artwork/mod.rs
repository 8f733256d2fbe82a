//! Cover pictures drawn by code: the paper's name, the day in large figures and the lead headline over a waveform, in the
//! weekday's colour.
//!
//! Words are set in a font of the system, which the options name: what is drawn depends on them alone. Figures are strokes,
//! so that the day is there without any font.

mod lettering;
mod small;
mod strokes;

use std::f32::consts::PI;
use std::path::{Path, PathBuf};
use std::thread::{self, JoinHandle};

use jiff::civil::Date;
use png::{BitDepth, ColorType, Compression, Encoder};

use super::programme::Programme;
use super::{Error, disk};
use crate::files::{FontFile, Shelf, picture_kind, regular};
use crate::model::Script;
use crate::text::{is_han, is_traditional};
use lettering::{Frame, Layer, Lettering};
use strokes::{Stroke, distance, write};

/// The side in pixels: the most that podcast directories take.
const SIDE: usize = 3_000;
/// Above this row the weekday's colour is the ground, below it the ink.
const HORIZON: usize = 2_050;
/// Where words begin, and how wide they may be.
const LEFT: f32 = 270.0;
const WIDTH: f32 = 2_460.0;
/// Between the day and the headline, so that they stay apart at sixty pixels.
const GUTTER: f32 = 150.0;
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

/// Changes whenever the same subject would give another picture.
const FORMAT: &str = "newscaster cover 4";

/// A cover as pages show it.
pub const SMALL: &str = "cover-small.png";
/// What says of a picture that it was drawn here.
const SOFTWARE: (&str, &str) = ("Software", "newscaster");

/// What a cover shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// The paper's or the podcast's name.
    pub name: String,
    /// The edition's day.
    pub date: Option<Date>,
    /// The first story's title.
    pub lead: Option<String>,
    /// The words that the title has where it is read aloud as it is; lines break between them.
    pub words: Vec<String>,
    /// Fonts for the words, the best first; without one there are figures alone.
    pub fonts: Vec<FontFile>,
}

impl Subject {
    /// An edition's.
    pub fn of(script: &Script, name: &str, fonts: &[FontFile]) -> Self {
        let place = script.chapters.iter().position(|chapter| chapter.level > 1);
        let lead = place.map(|place| &script.chapters[place]);
        let said = script.segments.iter().find(|segment| {
            Some(segment.chapter) == place && lead.is_some_and(|lead| lead.title == segment.written)
        });
        let tokens = said.map(|segment| segment.spoken.tokens.as_slice()).unwrap_or_default();
        Self {
            name: name.to_owned(),
            date: Some(script.date),
            lead: lead.map(|lead| lead.title.clone()),
            words: tokens.iter().map(|token| token.printed.clone()).collect(),
            fonts: fonts.to_owned(),
        }
    }
}

/// Writes `cover.png`, or copies the user's picture.
pub fn publish(programme: &Programme<'_>) -> Result<Vec<PathBuf>, Error> {
    let target = &programme.target;
    let subject = Subject::of(&programme.edition.script, programme.publisher(), target.fonts);
    let (bytes, extension) = picture(target.artwork, target.encoding.shelf, &subject)?;
    let mut files = vec![disk::write(target.folder.join(format!("cover.{extension}")), &bytes)?];
    if let Some(small) = small(&bytes) {
        files.push(disk::write(target.folder.join(SMALL), &small)?);
    }
    Ok(files)
}

/// A cover as pages show it, as PNG; `None` where the cover itself serves as well.
pub fn small(picture: &[u8]) -> Option<Vec<u8>> {
    small::shrunk(picture, is_drawn(picture))
}

/// A cover and its file extension: the user's picture, or one that is drawn.
pub fn picture(
    own: Option<&Path>,
    shelf: Option<&Shelf>,
    subject: &Subject,
) -> Result<(Vec<u8>, &'static str), Error> {
    match own {
        Some(picture) => chosen(picture),
        None => Ok((drawn(shelf, subject)?, "png")),
    }
}

/// Begins to draw a cover and put it on the shelf.
pub fn draw_ahead(shelf: Shelf, subject: Subject) -> Option<JoinHandle<()>> {
    // Where no thread can be had, it is drawn when it is wanted, and what is wrong with it is told then.
    thread::Builder::new().spawn(move || drop(drawn(Some(&shelf), &subject))).ok()
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
fn drawn(shelf: Option<&Shelf>, subject: &Subject) -> Result<Vec<u8>, Error> {
    let Some(shelf) = shelf else { return draw(subject) };
    let name = format!("{}.png", blake3::hash(format!("{FORMAT}\n{subject:?}").as_bytes()).to_hex());
    if let Some(kept) = shelf.get(&name) {
        return Ok(kept);
    }
    let picture = draw(subject)?;
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
fn draw(subject: &Subject) -> Result<Vec<u8>, Error> {
    let (strokes, words) = composition(subject);
    let colour = WEEKDAYS[subject.date.map_or(3, |date| date.weekday().to_monday_zero_offset()) as usize % 7];
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
    let written =
        (0..SIDE).try_for_each(|y| std::io::Write::write_all(&mut image, &row(&strokes, words.as_ref(), y)));
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
fn row(strokes: &[Stroke], words: Option<&Layer>, y: usize) -> Vec<u8> {
    let level = |ink: &u8| (u32::from(*ink) * (LEVELS as u32 - 1) / 255) as u8;
    let mut row =
        words.map_or_else(|| vec![0; SIDE], |words| words.row(y).iter().map(level).collect::<Vec<u8>>());
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

/// Everything on the picture: strokes, and words where there is a font for them.
fn composition(subject: &Subject) -> (Vec<Stroke>, Option<Layer>) {
    let mut strokes = waveform(&subject.name, subject.date);
    let texts = || [Some(subject.name.as_str()), subject.lead.as_deref()].into_iter().flatten();
    let is_traditional = is_traditional(&texts());
    let font = |text: &str| lettering::font_for(text, &subject.fonts, is_traditional);
    let Some(masthead) = font(&subject.name) else {
        strokes.extend(without_words(subject.date));
        return (strokes, None);
    };
    let mut layer = Layer::new(SIDE);
    // As large as it may be: a name is what a cover is known by where it has sixty pixels.
    let rows = if subject.name.chars().any(is_han) { 1 } else { 2 };
    let frame =
        Frame { left: LEFT, top: 200.0, width: WIDTH, height: 760.0, lines: rows, sizes: (600.0, 110.0) };
    let height = lettering::set(&mut layer, &masthead, Lettering { text: &subject.name, words: &[] }, &frame);
    let rule = 250.0 + height.max(300.0);
    strokes.push(Stroke { from: (LEFT, rule), to: (LEFT + WIDTH, rule), half_width: 9.0 });
    let top = rule + 130.0;
    let room = HORIZON as f32 - 150.0 - top;
    let mut left = LEFT;
    if let Some(date) = subject.date {
        let month = format!("{:04}.{:02}", date.year(), date.month());
        let width = ((room - 300.0) / 1.6).clamp(260.0, 380.0);
        let mut day = write(&month, (LEFT + 20.0, top + 24.0), 84.0, 15.0);
        day.extend(write(&format!("{:02}", date.day()), (LEFT + 40.0, top + 270.0), width, 0.15 * width));
        left = GUTTER + day.iter().map(Stroke::right).fold(LEFT, f32::max);
        strokes.extend(day);
    }
    let frame = Frame {
        left,
        top: top - 20.0,
        width: LEFT + WIDTH - left,
        height: room + 60.0,
        lines: 6,
        sizes: (230.0, 130.0),
    };
    match subject.lead.as_deref().and_then(|lead| Some((lead, font(lead)?))) {
        Some((lead, font)) => {
            let lead = Lettering { text: lead, words: &subject.words };
            lettering::set(&mut layer, &font, lead, &frame);
        }
        None => strokes.extend(lines(frame.left + 40.0, top + 40.0, LEFT + WIDTH)),
    }
    (strokes, Some(layer))
}

/// What stands on a cover where no font has its words.
fn without_words(date: Option<Date>) -> Vec<Stroke> {
    let Some(date) = date else { return lines(300.0, 500.0, 2_700.0) };
    let month = format!("{:04}.{:02}", date.year(), date.month());
    let mut strokes = write(&month, (280.0, 300.0), 170.0, 26.0);
    strokes.extend(write(&format!("{:02}", date.day()), (300.0, 800.0), 620.0, 92.0));
    strokes.extend(lines(2_120.0, 800.0, 2_720.0));
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

#[cfg(test)]
mod tests {
    use super::*;

    fn subject(lead: &str) -> Subject {
        Subject {
            name: "青河日报".into(),
            date: Some(jiff::civil::date(2024, 11, 28)),
            lead: Some(lead.into()),
            words: Vec::new(),
            fonts: crate::files::system_fonts(),
        }
    }

    #[test]
    fn the_cover_is_a_square_that_directories_take_with_a_font_or_without() {
        let with = draw(&subject("新桥通车，两岸居民过河只要五分钟")).unwrap();
        let without = draw(&Subject { fonts: Vec::new(), ..subject("") }).unwrap();
        for file in [with, without] {
            assert_eq!(picture_kind(&file), Ok("png"));
            assert!(file.len() < 700_000, "{} bytes", file.len());
        }
    }

    #[test]
    fn a_lead_that_no_font_has_leaves_the_name() {
        let with = draw(&subject("新桥通车")).unwrap();
        let odd = draw(&subject("\u{e000}\u{10ffff}")).unwrap();
        let is_same = with == odd;
        assert_eq!(
            is_same,
            subject("").fonts.is_empty() || lettering::font_for("青", &subject("").fonts, false).is_none()
        );
    }
}
