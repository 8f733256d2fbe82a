//! Who is named in a line.

/// The people named in a byline or a credit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Byline {
    /// Their names in print order.
    pub names: Vec<String>,
    /// The agency they work for.
    pub agency: Option<String>,
    /// True where they took the picture and did not write.
    pub photo: bool,
}

/// Marks that open a byline.
pub const MARKS: [char; 12] = ['□', '■', '●', '◎', '○', '▲', '△', '◆', '◇', '☆', '★', '▪'];
