//! The state of the pen while a page is drawn.

use std::rc::Rc;

use hayro_syntax::content::ops::TypedInstruction;

use super::code::{Code, UNITS};
use super::font::Font;
use super::matrix::Matrix;

/// Whether characters are seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// They are drawn, or stand invisibly where a scan shows them.
    Print,
    /// They are drawn with an outline, which makes them bold.
    Bold,
    /// They only cut out what is drawn later.
    Clip,
}

/// What holds until it is changed.
#[derive(Clone, Debug)]
pub struct State {
    /// From the units of what is drawn to those of the page.
    pub all: Matrix,
    /// The font and its number.
    pub font: Option<(usize, Rc<Font>)>,
    /// The font's size.
    pub size: f64,
    /// White behind each character.
    pub char_space: f64,
    /// White behind each blank.
    pub word_space: f64,
    /// Whether characters are seen.
    pub mode: Mode,
    scale: f64,
    leading: f64,
    rise: f64,
    text: Matrix,
    line: Matrix,
}

impl State {
    /// The state at the beginning of a page.
    pub fn new(all: Matrix) -> Self {
        Self {
            all,
            font: None,
            size: 0.0,
            char_space: 0.0,
            word_space: 0.0,
            mode: Mode::Print,
            scale: 1.0,
            leading: 0.0,
            rise: 0.0,
            text: Matrix::IDENTITY,
            line: Matrix::IDENTITY,
        }
    }

    /// Follows an instruction that moves the pen or sets how it writes; false for all others.
    pub fn text(&mut self, instruction: &TypedInstruction<'_, '_>) -> bool {
        match instruction {
            TypedInstruction::Transform(to) => {
                let numbers = [to.0, to.1, to.2, to.3, to.4, to.5].map(|number| number.as_f64());
                self.all = Matrix(numbers).then(&self.all);
            }
            TypedInstruction::BeginText(_) => (self.text, self.line) = (Matrix::IDENTITY, Matrix::IDENTITY),
            TypedInstruction::SetTextMatrix(to) => {
                let numbers = [to.0, to.1, to.2, to.3, to.4, to.5].map(|number| number.as_f64());
                (self.text, self.line) = (Matrix(numbers), Matrix(numbers));
            }
            TypedInstruction::NextLine(by) => self.shift(by.0.as_f64(), by.1.as_f64()),
            TypedInstruction::NextLineAndSetLeading(by) => {
                self.leading = -by.1.as_f64();
                self.shift(by.0.as_f64(), by.1.as_f64());
            }
            TypedInstruction::NextLineUsingLeading(_) => self.next_line(),
            TypedInstruction::CharacterSpacing(space) => self.char_space = space.0.as_f64(),
            TypedInstruction::WordSpacing(space) => self.word_space = space.0.as_f64(),
            TypedInstruction::HorizontalScaling(scale) => self.scale = scale.0.as_f64() / 100.0,
            TypedInstruction::TextLeading(leading) => self.leading = leading.0.as_f64(),
            TypedInstruction::TextRise(rise) => self.rise = rise.0.as_f64(),
            TypedInstruction::TextRenderingMode(mode) => {
                self.mode = match mode.0.as_i64() {
                    2 | 6 => Mode::Bold,
                    7 => Mode::Clip,
                    _ => Mode::Print,
                };
            }
            _ => return false,
        }
        true
    }

    /// Goes to the next line.
    pub fn next_line(&mut self) {
        self.shift(0.0, -self.leading);
    }

    fn shift(&mut self, x: f64, y: f64) {
        self.line = Matrix::shift(x, y).then(&self.line);
        self.text = self.line;
    }

    /// Goes back by thousandths of the size, along the line.
    pub fn back(&mut self, by: f64) {
        let by = -by / f64::from(UNITS) * self.size;
        let is_vertical = self.font.as_ref().is_some_and(|(_, font)| font.is_vertical());
        let shift = if is_vertical { Matrix::shift(0.0, by) } else { Matrix::shift(by * self.scale, 0.0) };
        self.text = shift.then(&self.text);
    }

    /// Goes on behind a character.
    pub fn advance(&mut self, code: &Code, is_vertical: bool) {
        let word_space = if code.is_space { self.word_space } else { 0.0 };
        let by = f64::from(code.width) * self.size;
        let shift = if is_vertical {
            Matrix::shift(0.0, by - self.char_space - word_space)
        } else {
            Matrix::shift((by + self.char_space + word_space) * self.scale, 0.0)
        };
        self.text = shift.then(&self.text);
    }

    /// Where the pen is on the page.
    pub fn pen(&self) -> (f32, f32) {
        let (x, y) = self.text.then(&self.all).point(0.0, self.rise);
        (x as f32, y as f32)
    }

    /// How large print is on the page.
    pub fn print_size(&self) -> f32 {
        let (x, y) = self.text.then(&self.all).direction(0.0, self.size);
        x.hypot(y) as f32
    }
}
