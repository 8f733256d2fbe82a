//! What every room asks of a text. It knows nothing of papers, scripts or voices.

mod escape;

pub use escape::escaped;
