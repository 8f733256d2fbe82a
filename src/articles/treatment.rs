//! What a voice does with the parts of a document that are no running text.

use serde::Deserialize;

/// What is done with such a part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Treatment {
    /// It is read out.
    Say,
    /// It is left out, and stands in the list of what was skipped.
    #[default]
    Skip,
    /// It is left out, and a few words say that it is there.
    Announce,
}

/// The table `[paper.documents]`: what is done with each such part of a text made for screens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct Documents {
    /// The words that are links. `skip` leaves them out of their sentence.
    pub links: Treatment,
    /// Addresses of the net that are printed.
    pub addresses: Treatment,
    /// Blocks of code; announced only where the text before them leads to them with a colon.
    pub code: Treatment,
    /// The texts of footnotes. Said behind their paragraph where they are short, else skipped.
    pub footnotes: Treatment,
    /// What pictures show. Said where somebody wrote a sentence about it, else skipped.
    pub pictures: Treatment,
    /// Tables. Small ones are said row by row; others are announced all the same.
    pub tables: Treatment,
}

impl Default for Documents {
    fn default() -> Self {
        Self {
            links: Treatment::Say,
            addresses: Treatment::Skip,
            code: Treatment::Announce,
            footnotes: Treatment::Say,
            pictures: Treatment::Say,
            tables: Treatment::Say,
        }
    }
}

/// A part that can be announced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A link.
    Link,
    /// A block of code.
    Code,
    /// A footnote.
    Footnote,
    /// A picture.
    Picture,
}

impl Part {
    /// The words that say that it is there, in the text's script.
    pub fn notice(self, chinese: bool) -> &'static str {
        match (self, chinese) {
            (Self::Link, true) => "（链接）",
            (Self::Link, false) => " (link)",
            (Self::Code, true) => "（此处有一段代码，略去。）",
            (Self::Code, false) => "(Code is left out here.)",
            (Self::Footnote, true) => "（此处有注释。）",
            (Self::Footnote, false) => "(There is a footnote here.)",
            (Self::Picture, true) => "（此处有图片。）",
            (Self::Picture, false) => "(There is a picture here.)",
        }
    }
}
