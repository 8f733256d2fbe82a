//! eSpeak NG, run as a process a sentence.

use std::sync::Arc;

use crate::speech::{EngineError, SpeechEngine, Voice};

/// See [`super::Build`].
pub(super) fn build(_: &Voice) -> Result<Arc<dyn SpeechEngine>, EngineError> {
    Err(EngineError::Unusable("espeak-ng cannot be run yet".to_owned()))
}
