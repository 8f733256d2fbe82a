//! A text made for screens, as its markup builds it: headings, paragraphs, lists, tables, each with its place.

use std::ops::Range;

use super::input::front::Front;
use super::text::Text;

/// A file whose structure is believed.
#[derive(Debug, Default)]
pub struct Document {
    /// What its head says.
    pub front: Front,
    /// Its content in order.
    pub blocks: Vec<Block>,
    /// When it was published, where more than its front matter says so: RFC 3339, or a day.
    pub published: Option<String>,
    /// Its own address.
    pub url: Option<String>,
}

/// A piece of a document.
#[derive(Clone, Debug)]
pub enum Block {
    /// A heading of level 1 to 6.
    Heading(u8, Line),
    /// Running text, or a line that stands for itself.
    Paragraph(Line),
    /// A list.
    List(List),
    /// What is set in as somebody's words, or as a note.
    Quote(Vec<Block>),
    /// Rows of cells; the first row is the table's head.
    Table(Vec<Vec<Line>>),
    /// Lines of code.
    Code(Text),
    /// A line across the page.
    Rule,
    /// The text of a footnote, with its label.
    Footnote(String, Vec<Block>),
    /// What a picture shows, in words: its alternative text.
    Picture(Line),
    /// What the markup itself calls furniture: navigation, a form, the page's foot.
    Furniture(Text),
}

/// Print that stands in no block.
#[derive(Clone, Debug)]
pub enum Loose {
    /// The hyphen of a divided word.
    Hyphen(Text),
    /// What its writer struck out.
    Struck(Text),
}

/// A list and its items.
#[derive(Clone, Debug, Default)]
pub struct List {
    /// True where its items are numbered.
    pub ordered: bool,
    /// The items; each may hold lists of its own.
    pub items: Vec<Vec<Block>>,
}

/// A stretch of print, with what the markup says of its characters.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// The print, without marks.
    pub text: Text,
    /// How many characters from its start on are set in bold type.
    pub bold: usize,
    /// The characters that are links.
    pub links: Vec<Range<usize>>,
    /// The characters that are set as code.
    pub code: Vec<Range<usize>>,
    /// The footnotes that it refers to, by their labels.
    pub footnotes: Vec<String>,
}

impl Line {
    /// How many of its characters are links.
    pub fn linked(&self) -> usize {
        self.links.iter().map(Range::len).sum()
    }

    /// True where all that it prints is set in bold type.
    pub fn is_bold(&self) -> bool {
        self.bold > 0 && self.bold >= self.text.len()
    }

    /// The part between two characters, with its marks.
    pub fn part(&self, start: usize, end: usize) -> Self {
        let within = |range: &Range<usize>| {
            let range = range.start.clamp(start, end) - start..range.end.clamp(start, end) - start;
            (!range.is_empty()).then_some(range)
        };
        Self {
            text: self.text.slice(start, end),
            bold: self.bold.min(end).saturating_sub(start),
            links: self.links.iter().filter_map(within).collect(),
            code: self.code.iter().filter_map(within).collect(),
            footnotes: Vec::new(),
        }
    }

    /// The line without the blanks at its ends.
    pub fn trimmed(self) -> Self {
        let blank = |c: &char| super::text::is_blank(*c);
        let chars = self.text.chars();
        let start = chars.iter().take_while(|c| blank(c)).count();
        let end = chars.len() - chars[start..].iter().rev().take_while(|c| blank(c)).count();
        if start == 0 && end == chars.len() {
            return self;
        }
        Self { footnotes: self.footnotes.clone(), ..self.part(start, end) }
    }
}

impl Block {
    /// Calls `see` for every stretch of print that it holds.
    pub fn each_text(&self, see: &mut dyn FnMut(&Text)) {
        match self {
            Self::Heading(_, line) | Self::Paragraph(line) | Self::Picture(line) => see(&line.text),
            Self::List(list) => list.items.iter().flatten().for_each(|block| block.each_text(see)),
            Self::Quote(blocks) | Self::Footnote(_, blocks) => {
                for block in blocks {
                    block.each_text(see);
                }
            }
            Self::Table(rows) => rows.iter().flatten().for_each(|cell| see(&cell.text)),
            Self::Code(text) | Self::Furniture(text) => see(text),
            Self::Rule => {}
        }
    }
}
