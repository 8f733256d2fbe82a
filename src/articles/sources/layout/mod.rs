//! Pages whose blocks come with places: what OCR tools write. A form's file gives [`Leaf`](region::Leaf)s; what is common to
//! all stands in [`laid`]: which blocks are large enough to be headlines, which stand around the stories, and in which order
//! they are read.

mod edges;
mod frame;
mod laid;
mod lines;
mod mets;
mod onward;
mod order;
mod region;
mod running;
mod size;
mod words;

pub use self::laid::lay;
pub use self::region::Leaf;

pub mod alto;
pub mod hocr;
pub mod mineru;
pub mod paddle;
