//! Why the files of a voice cannot be used, or cannot say something.

use std::io;
use std::path::PathBuf;

use crate::speech::EngineError;

/// What went wrong inside the engine.
#[derive(Debug, thiserror::Error)]
pub(super) enum VoiceError {
    #[error("cannot read {}: {source}", file.display())]
    Unreadable { file: PathBuf, source: io::Error },
    #[error("{} is no ONNX model that can be computed here, or a damaged one: {message}", file.display())]
    NotAModel { file: PathBuf, message: String },
    #[error("{} is a model of another kind: {message}", file.display())]
    AnotherKind { file: PathBuf, message: String },
    #[error("{} cannot be used: {message}", file.display())]
    Description { file: PathBuf, message: String },
    #[error("{} could not say it: {message}", file.display())]
    Failed { file: PathBuf, message: String },
}

impl From<VoiceError> for EngineError {
    /// Another sentence may succeed where the model stumbled over one; nothing does with files that cannot be used.
    fn from(error: VoiceError) -> Self {
        match error {
            VoiceError::Failed { .. } => Self::Refused(error.to_string()),
            _ => Self::Unusable(format!("{error}; install the voice anew, or name other files")),
        }
    }
}
