//! Walks through what draws a page, and keeps what it prints: characters with their places, and straight lines.

use std::collections::HashMap;
use std::rc::Rc;

use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction;
use hayro_syntax::object::{Array, Dict, Name, Object, Stream};
use hayro_syntax::page::{Page, Resources};

use super::font::Font;
use super::matrix::Matrix;
use super::rules::Path;
use super::state::{Mode, State};
use super::streams::Unpacker;
use crate::articles::frame::Frame;
use crate::articles::sources::form::Fault;

/// The most instructions of a file.
const MOST_INSTRUCTIONS: usize = 20_000_000;
/// The most characters of a file.
const MOST_GLYPHS: usize = 4_000_000;
/// The most drawings that stand in others.
const MOST_FORMS: usize = 20_000;
/// Drawings stand in one another no deeper than this.
const DEEPEST: usize = 12;
/// States are kept no deeper than this.
const DEEPEST_STATE: usize = 512;

/// Nobody reads smaller print, in points.
pub const SMALLEST: f32 = 0.1;

/// A character as it is drawn. The page's upper left corner is its origin; down is more.
#[derive(Clone, Debug, PartialEq)]
pub struct Glyph {
    /// What it prints; nothing where its font does not say.
    pub print: String,
    /// Where its pen begins.
    pub from: (f32, f32),
    /// Where its pen ends.
    pub to: (f32, f32),
    /// How large it is.
    pub size: f32,
    /// Its font, as a number of the file.
    pub font: usize,
    /// True where its font is set from top to bottom.
    pub is_vertical: bool,
    /// True where it is bold.
    pub is_bold: bool,
}

/// What a page shows.
#[derive(Debug, Default)]
pub struct Shown {
    /// Its characters in the order of the file; blanks among them.
    pub glyphs: Vec<Glyph>,
    /// Straight lines along its edges.
    pub rules: Vec<Frame>,
    /// How many pictures it has.
    pub pictures: usize,
}

/// Reads the pages of a file.
#[derive(Default)]
pub struct Walker {
    unpacker: Unpacker,
    /// By the place of their dictionaries in the file.
    fonts: HashMap<usize, (usize, Rc<Font>)>,
    /// The fonts' names by their numbers.
    pub names: Vec<String>,
    instructions: usize,
    glyphs: usize,
    forms: usize,
}

impl Walker {
    /// What a page shows.
    ///
    /// # Errors
    /// It goes beyond all sense.
    pub fn page(&mut self, page: &Page<'_>) -> Result<Shown, Fault> {
        let mut content = Vec::new();
        let contents = page.raw().get::<Object<'_>>("Contents");
        match contents {
            Some(Object::Stream(stream)) => content = self.unpacker.bytes(&stream)?.unwrap_or_default(),
            Some(Object::Array(streams)) => {
                for stream in streams.iter::<Stream<'_>>() {
                    content.extend(self.unpacker.bytes(&stream)?.unwrap_or_default());
                    content.push(b'\n');
                }
            }
            _ => {}
        }
        let upright = Matrix(page.initial_transform(true).as_coeffs());
        let mut shown = Shown::default();
        let (width, height) = page.render_dimensions();
        self.draw(&content, page.resources(), State::new(upright), 0, &mut shown)?;
        // What stands beside the page is cut off it.
        let is_on =
            |(x, y): (f32, f32)| (-1.0..=width + 1.0).contains(&x) && (-1.0..=height + 1.0).contains(&y);
        shown.glyphs.retain(|glyph| is_on(glyph.from) || is_on(glyph.to));
        Ok(shown)
    }

    fn draw(
        &mut self,
        content: &[u8],
        resources: &Resources<'_>,
        state: State,
        depth: usize,
        shown: &mut Shown,
    ) -> Result<(), Fault> {
        let mut stack: Vec<State> = Vec::new();
        let mut state = state;
        let mut path = Path::default();
        let mut instructions = TypedIter::new(content);
        while let Some(instruction) = instructions.next() {
            self.instructions += 1;
            if self.instructions > MOST_INSTRUCTIONS || self.glyphs > MOST_GLYPHS {
                return Err(Fault::Damaged("its pages never come to an end".to_owned()));
            }
            if state.text(&instruction)
                || path.draw(&instruction, &state.all, &mut shown.rules)
                || self.print(&instruction, &mut state, shown)
            {
                continue;
            }
            match &instruction {
                TypedInstruction::SaveState(_) if stack.len() < DEEPEST_STATE => stack.push(state.clone()),
                TypedInstruction::RestoreState(_) => state = stack.pop().unwrap_or(state),
                TypedInstruction::TextFont(font) => {
                    state.size = font.1.as_f64();
                    state.font = match resources.get_font(font.0) {
                        Some(dict) => Some(self.font(&dict)?),
                        None => None,
                    };
                }
                TypedInstruction::SetGraphicsState(name) => {
                    let font =
                        resources.get_ext_g_state(name.0).and_then(|dict| dict.get::<Array<'_>>("Font"));
                    if let Some((dict, size)) =
                        font.and_then(|font| font.flex_iter().next::<(Dict<'_>, f32)>())
                    {
                        state.font = Some(self.font(&dict)?);
                        state.size = f64::from(size);
                    }
                }
                TypedInstruction::InlineImage(_) => shown.pictures += 1,
                TypedInstruction::XObject(name) => {
                    if let Some(stream) = resources.get_x_object(name.0) {
                        self.object(&stream, resources, &state, depth, shown)?;
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Follows an instruction that prints; false for all others.
    fn print(
        &mut self,
        instruction: &TypedInstruction<'_, '_>,
        state: &mut State,
        shown: &mut Shown,
    ) -> bool {
        match instruction {
            TypedInstruction::ShowText(said) => self.show(said.0, state, shown),
            TypedInstruction::NextLineAndShowText(said) => {
                state.next_line();
                self.show(said.0, state, shown);
            }
            TypedInstruction::ShowTextWithParameters(said) => {
                (state.word_space, state.char_space) = (said.0.as_f64(), said.1.as_f64());
                state.next_line();
                self.show(said.2, state, shown);
            }
            TypedInstruction::ShowTexts(said) => {
                for item in said.0.iter::<Object<'_>>() {
                    match item {
                        Object::String(said) => self.show(&said, state, shown),
                        Object::Number(number) => state.back(number.as_f64()),
                        _ => {}
                    }
                }
            }
            _ => return false,
        }
        true
    }

    /// A picture, or a drawing of its own.
    fn object(
        &mut self,
        stream: &Stream<'_>,
        around: &Resources<'_>,
        state: &State,
        depth: usize,
        shown: &mut Shown,
    ) -> Result<(), Fault> {
        if stream.dict().get::<Name<'_>>("Subtype").is_none_or(|kind| kind.as_str() != "Form") {
            shown.pictures += 1;
            return Ok(());
        }
        self.forms += 1;
        if depth >= DEEPEST || self.forms > MOST_FORMS {
            return Ok(());
        }
        let Some(content) = self.unpacker.bytes(stream)? else { return Ok(()) };
        let matrix = stream.dict().get::<[f64; 6]>("Matrix").map_or(Matrix::IDENTITY, Matrix);
        let mut inner = state.clone();
        inner.all = matrix.then(&state.all);
        match stream.dict().get::<Dict<'_>>("Resources") {
            Some(own) => self.draw(&content, &Resources::new(own), inner, depth + 1, shown),
            None => self.draw(&content, around, inner, depth + 1, shown),
        }
    }

    fn font(&mut self, dict: &Dict<'_>) -> Result<(usize, Rc<Font>), Fault> {
        let key = dict.data().as_ptr() as usize;
        if let Some(font) = self.fonts.get(&key) {
            return Ok(font.clone());
        }
        let font = Rc::new(Font::read(dict, &mut self.unpacker)?);
        let found = (self.names.len(), Rc::clone(&font));
        self.names.push(font.name.clone());
        self.fonts.insert(key, found.clone());
        Ok(found)
    }

    /// Shows a string: each code a character, from one pen to the next.
    fn show(&mut self, said: &[u8], state: &mut State, shown: &mut Shown) {
        let Some((number, font)) = state.font.clone() else { return };
        let mut rest = said;
        while let Some((code, length)) = font.next(rest) {
            rest = rest.get(length..).unwrap_or_default();
            let from = state.pen();
            let size = state.print_size();
            state.advance(&code, font.is_vertical());
            let to = state.pen();
            self.glyphs += 1;
            let sound = [from.0, from.1, to.0, to.1, size].iter().all(|number| number.is_finite());
            // What only clips other drawings is not seen. What is invisible is the text of a scan below it.
            if sound && size > SMALLEST && state.mode != Mode::Clip {
                let (is_vertical, is_bold) = (font.is_vertical(), font.is_bold || state.mode == Mode::Bold);
                shown.glyphs.push(Glyph {
                    print: code.print,
                    from,
                    to,
                    size,
                    font: number,
                    is_vertical,
                    is_bold,
                });
            }
        }
    }
}
