//! A network in ONNX's form, computed by rten on one thread of its own.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rten::{DataType, Model, NodeId, RunOptions, ThreadPool, Value, ValueOrView, ValueType};
use rten_tensor::prelude::*;
use rten_tensor::{NdTensor, Tensor};

use super::error::VoiceError;
use crate::files::regular;

/// The largest model that is read, in bytes.
const LARGEST: u64 = 1 << 30;
/// What the model's noise begins with: the same for every sentence, so that the same words give the same bytes.
const SEED: u64 = 0x6e65_7773;

/// A model and the one output that is its sound.
pub(super) struct Network {
    model: Model,
    output: NodeId,
    file: PathBuf,
}

/// A value that goes in.
pub(super) enum Fed {
    /// Whole numbers, as a row: `[1, n]`.
    Row(Vec<i32>),
    /// Whole numbers in a line: `[n]`.
    Ids(Vec<i32>),
    /// Numbers in a line; whole ones where the model wants those.
    Numbers(Vec<f32>),
    /// Numbers as a row.
    Style(Vec<f32>),
}

impl Network {
    /// Reads a model; its first output is the sound.
    ///
    /// # Errors
    /// It is no file, no model, or has operators that are not known.
    pub fn read(file: &Path) -> Result<Self, VoiceError> {
        let bytes = regular::read(file, LARGEST)
            .map_err(|source| VoiceError::Unreadable { file: file.to_owned(), source })?;
        let bad = |message: String| VoiceError::NotAModel { file: file.to_owned(), message };
        let model = guarded(|| Model::load(bytes).map_err(|error| error.to_string())).map_err(bad)?;
        let output = *model.output_ids().first().ok_or_else(|| bad("it gives nothing".to_owned()))?;
        Ok(Self { model, output, file: file.to_owned() })
    }

    /// The names of what goes in.
    pub fn inputs(&self) -> Vec<&str> {
        let name = |id: &NodeId| self.model.node_info(*id)?.name();
        self.model.input_ids().iter().filter_map(name).collect()
    }

    /// The first of these names that the model has for an input.
    ///
    /// # Errors
    /// It has none of them.
    pub fn input<'a>(&self, names: &[&'a str]) -> Result<&'a str, VoiceError> {
        let inputs = self.inputs();
        names.iter().copied().find(|name| inputs.contains(name)).ok_or_else(|| VoiceError::AnotherKind {
            file: self.file.clone(),
            message: format!("it has no input `{}`, only {}", names.join("` or `"), inputs.join(", ")),
        })
    }

    /// Computes the sound of what goes in, by name: its samples. The same gives the same, every time.
    ///
    /// # Errors
    /// The model cannot, or gives what is no sound.
    pub fn run(&self, fed: Vec<(&str, Fed)>) -> Result<Vec<f32>, VoiceError> {
        let failed = |message: String| VoiceError::Failed { file: self.file.clone(), message };
        let mut inputs: Vec<(NodeId, ValueOrView<'_>)> = Vec::with_capacity(fed.len());
        for (name, fed) in fed {
            let id = self.model.find_node(name).ok_or_else(|| failed(format!("it has no input `{name}`")))?;
            inputs.push((id, self.value(id, fed).into()));
        }
        // One thread computes a sentence; sentences are computed side by side.
        let pool = Arc::new(ThreadPool::with_num_threads(1));
        let options = RunOptions::default().with_thread_pool(Some(Arc::clone(&pool)));
        let sound = guarded(|| {
            pool.run(|| {
                // Operators that draw noise take it from the generator of their thread.
                fastrand::seed(SEED);
                self.model.run_n(inputs, [self.output], Some(options)).map_err(|error| error.to_string())
            })
        });
        let [sound] = sound.map_err(failed)?;
        let sound: Tensor<f32> =
            sound.try_into().map_err(|_| failed("it gives no real numbers".to_owned()))?;
        let samples = sound.to_vec();
        if samples.iter().any(|sample| !sample.is_finite()) {
            return Err(failed("it gives what is no number".to_owned()));
        }
        Ok(samples)
    }

    fn value(&self, id: NodeId, fed: Fed) -> Value {
        let whole = || {
            let kind = self.model.node_info(id).and_then(|info| info.dtype());
            matches!(kind, Some(ValueType::Tensor(DataType::Int32)))
        };
        match fed {
            Fed::Row(ids) => NdTensor::from_data([1, ids.len()], ids).into(),
            Fed::Ids(ids) => NdTensor::from_data([ids.len()], ids).into(),
            Fed::Numbers(numbers) if whole() => {
                let numbers: Vec<i32> = numbers.iter().map(|number| number.round() as i32).collect();
                NdTensor::from_data([numbers.len()], numbers).into()
            }
            Fed::Numbers(numbers) => NdTensor::from_data([numbers.len()], numbers).into(),
            Fed::Style(numbers) => NdTensor::from_data([1, numbers.len()], numbers).into(),
        }
    }
}

/// What a model makes of a work; a panic inside rten, which odd models can cause, is an answer too.
fn guarded<T>(work: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err("its parts do not fit together".to_owned()))
}
