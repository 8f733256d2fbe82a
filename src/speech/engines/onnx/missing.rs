//! What stands for the engine where newscaster is built without the feature `onnx`.

use std::sync::Arc;

use crate::speech::{EngineError, SpeechEngine, Voice};

/// See [`super::Build`].
pub(super) fn build(_: &Voice) -> Result<Arc<dyn SpeechEngine>, EngineError> {
    Err(EngineError::Unusable(
        "this newscaster is built without the feature `onnx`, which computes such voices".to_owned(),
    ))
}
