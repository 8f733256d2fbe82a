//! Why a model cannot be used, or cannot say something.

use std::io;

/// What went wrong inside the engine.
#[derive(Debug, thiserror::Error)]
pub(super) enum ModelError {
    #[error("it cannot be read: {0}")]
    Unreadable(io::Error),
    #[error("it is no whole wheel: {0}")]
    NotAWheel(String),
    #[error("its {0} is no TensorFlow Lite file, or a damaged one")]
    NotTflite(&'static str),
    #[error("it has no weights `{name}` of the shape {wanted:?}{}", found_shape(found.as_deref()))]
    NoTensor { name: String, wanted: Vec<usize>, found: Option<Vec<usize>> },
    #[error("its weights `{0}` hold what is no number, or too few of them")]
    OddNumbers(String),
    #[error("its table of symbols cannot be used: {0}")]
    Symbols(String),
    #[error("the model gave what is no number for `{0}`")]
    Diverged(&'static str),
    #[error("a phrase of {frames} frames is longer than the {limit} that the model takes")]
    TooLong { frames: usize, limit: usize },
}

fn found_shape(found: Option<&[usize]>) -> String {
    found.map_or_else(String::new, |found| format!(", but one of {found:?}"))
}
