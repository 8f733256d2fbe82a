//! The pages of a PDF as one text: their lines, block by block, with their places beside them.

use std::sync::Arc;

use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use super::blocks::{blocks, mended};
use super::content::{Glyph, Shown, Walker};
use super::lines::{Line, lines};
use super::streams::refuse_bombs;
use super::turn::Turn;
use crate::articles::frame::Frame;
use crate::articles::placed::{PlacedLine, PlacedPage};
use crate::articles::sources::form::{Fault, Unpacked};
use crate::articles::weights::weights;

/// The most pages of an issue.
const MOST_PAGES: usize = 2_000;
/// The most pieces of text that a page is set in.
const MOST_LINES: usize = 8_000;
/// The largest text, in bytes.
const LARGEST: usize = 32 << 20;
/// Of the characters of a page so many in a hundred may be unreadable, where the others are worth reading.
const MOST_LOST: usize = 10;

/// True for a file of this form; some have a few bytes before their head.
pub fn is_so(bytes: &[u8]) -> bool {
    const HEAD: usize = 1024;
    bytes.starts_with(b"%PDF-")
        || !bytes.starts_with(b"From ")
            && bytes[..bytes.len().min(HEAD)].windows(5).position(|five| five == b"%PDF-").is_some_and(|at| {
                bytes[..at].iter().all(|byte| byte.is_ascii_whitespace() || !byte.is_ascii_graphic())
            })
}

/// Unpacks a file.
pub fn unpack(bytes: &[u8]) -> Result<Unpacked, Fault> {
    refuse_bombs(bytes)?;
    let pdf = Pdf::new(Arc::new(bytes.to_vec())).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => {
            Fault::Locked("a password".to_owned())
        }
        LoadPdfError::Decryption(_) => Fault::Locked("a lock that is not known".to_owned()),
        LoadPdfError::Invalid => Fault::Damaged("it breaks off or is no PDF".to_owned()),
    })?;
    let pages = pdf.pages();
    if pages.len() > MOST_PAGES {
        return Err(Fault::Damaged(format!("it has more than {MOST_PAGES} pages")));
    }
    let mut walker = Walker::default();
    let mut file = File::default();
    for (number, page) in (1..).zip(pages.iter()) {
        let shown = walker.page(page)?;
        file.page(number, &shown, &walker.names);
        if file.unpacked.text.len() > LARGEST {
            return Err(Fault::Damaged(format!("it holds more than {} MiB of text", LARGEST >> 20)));
        }
    }
    file.finish(pages.len())
}

/// What has been read of a file.
#[derive(Default)]
struct File {
    unpacked: Unpacked,
    /// Pages of pictures alone, by their numbers.
    pictures: Vec<usize>,
    /// Pages whose fonts say nothing of their letters, by their numbers.
    unreadable: Vec<usize>,
    /// The names of such fonts.
    fonts: Vec<String>,
    /// Pages that are none, by their numbers.
    crowded: Vec<usize>,
}

impl File {
    fn page(&mut self, number: usize, shown: &Shown, names: &[String]) {
        let start = self.unpacked.text.len();
        let mut page = PlacedPage::default();
        match Set::of(shown) {
            Set::Crowded => self.crowded.push(number),
            Set::Lines { lost, all, .. } if lost * 100 > all * MOST_LOST => {
                self.unreadable.push(number);
                self.name_fonts(shown, names);
            }
            Set::Lines { all: 0, .. } if shown.pictures > 0 => self.pictures.push(number),
            Set::Lines { groups, turn, .. } => {
                page.rules = shown.rules.iter().map(|rule| Turn::Upright.frame_for(turn, *rule)).collect();
                let lost = self.print(groups, &mut page);
                if lost > 0 {
                    self.name_fonts(shown, names);
                    self.unpacked.problems.push(format!(
                        "page {number}: {lost} lines in fonts that say nothing of their letters ({}) were left out; run OCR on it for them",
                        self.fonts.join(", ")
                    ));
                }
            }
        }
        let end = self.unpacked.text.len();
        self.unpacked.parts.push((format!("page {number}"), start..end));
        self.unpacked.pages.push(page);
    }

    /// Writes lines into the text; returns how many of them nobody can read.
    fn print(&mut self, groups: Vec<Vec<Line>>, page: &mut PlacedPage) -> usize {
        let mut unreadable = 0;
        for group in groups {
            let mut block = Vec::with_capacity(group.len());
            for line in group {
                if line.lost * 2 > line.print.chars().count() {
                    // A mark or two are no print that anybody misses.
                    unreadable += usize::from(line.lost > 2);
                    continue;
                }
                let start = self.unpacked.text.len();
                self.unpacked.text.push_str(line.print.trim());
                let Line { frame, size, is_bold, .. } = line;
                block.push(PlacedLine { bytes: start..self.unpacked.text.len(), frame, size, is_bold });
                self.unpacked.text.push('\n');
            }
            if !block.is_empty() {
                self.unpacked.text.push('\n');
                page.blocks.push(block);
            }
        }
        unreadable
    }

    fn name_fonts(&mut self, shown: &Shown, names: &[String]) {
        for glyph in shown.glyphs.iter().filter(|glyph| glyph.print.is_empty()) {
            let name =
                names.get(glyph.font).filter(|name| !name.is_empty()).map_or("unnamed", String::as_str);
            if !self.fonts.iter().any(|known| known == name) {
                self.fonts.push(name.to_owned());
            }
        }
    }

    fn finish(mut self, pages: usize) -> Result<Unpacked, Fault> {
        let listed = |numbers: &[usize]| {
            let several = if numbers.len() > 1 { "pages" } else { "page" };
            format!("{several} {}", numbers.iter().map(usize::to_string).collect::<Vec<_>>().join(", "))
        };
        let fonts = self.fonts.join(", ");
        if self.unpacked.text.trim().is_empty() {
            return Err(match (self.unreadable.is_empty(), self.pictures.is_empty()) {
                (false, _) => Fault::NoText(format!("its fonts ({fonts}) say nothing of their letters")),
                (true, false) => {
                    Fault::NoText("it is a scan, pictures of pages without their text".to_owned())
                }
                (true, true) if self.crowded.is_empty() && pages > 0 => {
                    Fault::NoText("no text stands on its pages".to_owned())
                }
                _ => Fault::Damaged("it has no page that can be read".to_owned()),
            });
        }
        let problems = &mut self.unpacked.problems;
        if !self.pictures.is_empty() {
            let pages = listed(&self.pictures);
            problems.push(format!(
                "{pages}: pictures without text, left out; run OCR on them if they hold stories"
            ));
        }
        if !self.unreadable.is_empty() {
            let pages = listed(&self.unreadable);
            problems.push(format!(
                "{pages}: fonts ({fonts}) that say nothing of their letters, left out; run OCR on them"
            ));
        }
        if !self.crowded.is_empty() {
            let pages = listed(&self.crowded);
            problems.push(format!(
                "{pages}: more than {MOST_LINES} pieces of text each, left out; no page of print is set so"
            ));
        }
        Ok(self.unpacked)
    }
}

/// How a page is set.
enum Set {
    /// In more pieces than anybody sets.
    Crowded,
    Lines {
        /// Its lines by their blocks.
        groups: Vec<Vec<Line>>,
        /// How most of them are turned; so the page is looked at.
        turn: Turn,
        /// How many characters nobody can read, and how many there are.
        lost: usize,
        all: usize,
    },
}

impl Set {
    fn of(shown: &Shown) -> Self {
        let mut by_turn: [Vec<(usize, &Glyph)>; 4] = Default::default();
        let mut turn = Turn::Upright;
        for (number, glyph) in shown.glyphs.iter().enumerate() {
            turn = Turn::of(glyph).unwrap_or(turn);
            by_turn[turn as usize].push((number, glyph));
        }
        let main =
            Turn::ALL.into_iter().max_by_key(|turn| (by_turn[*turn as usize].len(), *turn == Turn::Upright));
        let main = main.unwrap_or_default();
        let (mut groups, mut count) = (Vec::new(), 0);
        for turn in Turn::ALL {
            let lines = lines(&by_turn[turn as usize], turn);
            count += lines.len();
            if count > MOST_LINES {
                return Self::Crowded;
            }
            let rules: Vec<Frame> =
                shown.rules.iter().map(|rule| Turn::Upright.frame_for(turn, *rule)).collect();
            for mut block in blocks(mended(once(lines)), &rules) {
                for line in &mut block {
                    line.frame = turn.frame_for(main, line.frame);
                }
                groups.push(block);
            }
        }
        groups.sort_by_key(|block| block.iter().map(|line| line.order).min());
        let lost = groups.iter().flatten().map(|line| line.lost).sum();
        let printed = |line: &Line| line.print.chars().filter(|c| *c != ' ').count() + line.lost;
        let all = groups.iter().flatten().map(printed).sum();
        Self::Lines { groups, turn: main, lost, all }
    }
}

/// Lines without those that are drawn over themselves, as shadows are.
fn once(lines: Vec<Line>) -> Vec<Line> {
    use std::collections::HashMap;
    let mut seen: HashMap<String, Vec<Frame>> = HashMap::new();
    let mut kept = Vec::with_capacity(lines.len());
    for line in lines {
        let near = line.size * weights().pdf_shadow;
        let frames = seen.entry(line.print.clone()).or_default();
        let is_double = frames.iter().any(|frame| {
            (frame.left - line.frame.left).abs() < near && (frame.top - line.frame.top).abs() < near
        });
        if !is_double {
            frames.push(line.frame);
            kept.push(line);
        }
    }
    kept
}
