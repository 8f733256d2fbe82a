//! FastSpeech 2 (Ren et al. 2020), as TensorFlowTTS builds it: phonemes in, a mel spectrogram out.
//!
//! ```text
//! ids N ─► embedding + positions ─► encoder ─┬─► durations N
//!                                            ├─► pitch ──► embedding ─┐ dropout
//!                                            ├─► energy ─► embedding ─┤ dropout
//!                                            └──────────────────────(+)─► length regulator
//!                        mel T × 80 ◄─(+ postnet)◄─ linear ◄─ decoder ◄── T × 256
//! ```

use ndarray::{Array1, Array2, Axis, azip, s};

use super::error::ModelError;
use super::layers::{Conv1d, LayerNorm, Shape, Signal, mish};
use super::tflite::Weights;

/// The width of the network.
const HIDDEN: usize = 256;
/// The inner width of a layer's convolutions.
const INTERMEDIATE: usize = 1_024;
const LAYERS: usize = 3;
const HEADS: usize = 2;
const HEAD: usize = 16;
/// Channels of the mel spectrogram.
pub(super) const MELS: usize = 80;
/// The longest spectrogram; there are no positions for more.
const FRAMES: usize = 2_048;

/// The acoustic model.
pub(super) struct FastSpeech2 {
    /// symbols × 256
    embedding: Array2<f32>,
    /// 2 049 × 256; the first row is padding's.
    positions: Array2<f32>,
    encoder: Vec<TransformerLayer>,
    decoder: Vec<TransformerLayer>,
    duration: VariancePredictor,
    pitch: VariancePredictor,
    energy: VariancePredictor,
    pitch_embedding: Conv1d,
    energy_embedding: Conv1d,
    mel: Conv1d,
    postnet: Postnet,
}

/// A symbol as it is to be said.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Note {
    /// Its number.
    pub id: usize,
    /// How far it is lifted above the pitch that the model gives it, in deviations of that pitch.
    pub lift: f32,
    /// How many frames it lasts at least.
    pub least: usize,
}

impl Note {
    /// A symbol as the model says it.
    pub fn plain(id: usize) -> Self {
        Self { id, ..Self::default() }
    }
}

/// A spectrogram, with how many frames each symbol lasts.
pub(super) struct Mel {
    /// T × 80
    pub frames: Signal,
    /// One a symbol; their sum is T.
    pub durations: Vec<usize>,
}

impl FastSpeech2 {
    /// Reads the weights of a model with so many symbols.
    pub fn read(weights: &Weights<'_>, symbols: usize) -> Result<Self, ModelError> {
        let stack = |name: &str| -> Result<Vec<_>, ModelError> {
            (0..LAYERS).map(|n| TransformerLayer::read(weights, &format!("{name}/layer_._{n}"))).collect()
        };
        let embedding = |name| Conv1d::read(weights, name, Shape { out: HIDDEN, kernel: 9, input: 1 });
        Ok(Self {
            embedding: weights.matrix("embeddings/Gather/resource", &[symbols, HIDDEN])?,
            positions: weights
                .matrix("embeddings/position_embeddings/Gather/resource", &[FRAMES + 1, HIDDEN])?,
            encoder: stack("encoder")?,
            decoder: stack("decoder")?,
            duration: VariancePredictor::read(weights, "duration_predictor", "sequential_8", "dense_7")?,
            pitch: VariancePredictor::read(weights, "f0_predictor", "sequential_6", "dense_5")?,
            energy: VariancePredictor::read(weights, "energy_predictor", "sequential_7", "dense_6")?,
            pitch_embedding: embedding("f0_embeddings")?,
            energy_embedding: embedding("energy_embeddings")?,
            mel: Conv1d::dense(weights, "mel_before", MELS, HIDDEN)?,
            postnet: Postnet::read(weights)?,
        })
    }

    /// Speaks notes; `slowness` stretches their durations.
    ///
    /// # Errors
    /// More frames than the model takes, or numbers that are none.
    pub fn forward(&self, notes: &[Note], slowness: f32) -> Result<Mel, ModelError> {
        let mut mask = Mask::seeded(notes);
        self.forward_masked(notes, slowness, &mut || mask.keeps())
    }

    /// The same with a mask of any origin: whether each channel of pitch, and then of energy, is kept.
    pub fn forward_masked(
        &self,
        notes: &[Note],
        slowness: f32,
        keeps: &mut dyn FnMut() -> bool,
    ) -> Result<Mel, ModelError> {
        let ids: Vec<usize> = notes.iter().map(|note| note.id).collect();
        let embedded = self.embedding.select(Axis(0), &ids);
        let mut hidden = self.positioned(embedded)?;
        for layer in &self.encoder {
            hidden = layer.forward(&hidden);
        }
        let durations = frames(&self.duration.forward(&hidden), notes, slowness)?;
        let mut pitch = self.pitch.forward(&hidden);
        pitch.iter_mut().zip(notes).for_each(|(pitch, note)| *pitch += note.lift);
        let energy = self.energy.forward(&hidden);
        let pitch = self.pitch_embedding.forward(&pitch.insert_axis(Axis(1)));
        let energy = self.energy_embedding.forward(&energy.insert_axis(Axis(1)));
        drop_out(&mut hidden, &pitch, &energy, keeps);

        let mut hidden = self.positioned(regulate_length(&hidden, &durations))?;
        for layer in &self.decoder {
            hidden = layer.forward(&hidden);
        }
        let before = self.mel.forward(&hidden);
        let frames = before.clone() + self.postnet.forward(before);
        if frames.iter().any(|number| !number.is_finite()) {
            return Err(ModelError::Diverged("mel"));
        }
        Ok(Mel { frames, durations })
    }

    /// Adds to each frame the vector of its place, counted from one.
    fn positioned(&self, signal: Signal) -> Result<Signal, ModelError> {
        if signal.nrows() > FRAMES {
            return Err(ModelError::TooLong { frames: signal.nrows(), limit: FRAMES });
        }
        let places = self.positions.slice(s![1..=signal.nrows(), ..]);
        Ok(signal + places)
    }
}

/// Predicted logarithms as whole frames, rounded half to even as TensorFlow does.
fn frames(logarithms: &Array1<f32>, notes: &[Note], slowness: f32) -> Result<Vec<usize>, ModelError> {
    let mut total = 0.0;
    let lengths = logarithms.iter().zip(notes).map(|(logarithm, note)| {
        let frames = ((logarithm.exp() - 1.0).max(note.least as f32) * slowness).round_ties_even();
        if !logarithm.is_finite() || !frames.is_finite() {
            return Err(ModelError::Diverged("duration"));
        }
        total += frames;
        if total > FRAMES as f32 {
            return Err(ModelError::TooLong { frames: total as usize, limit: FRAMES });
        }
        Ok(frames as usize)
    });
    lengths.collect()
}

/// Adds pitch and energy with half their channels dropped and the others doubled, as in training.
///
/// The model was trained and is published with this dropout at work while it speaks, and without it its tones flatten:
/// the pitch then ranges over 8 semitones instead of 13. A mask drawn from the symbols themselves keeps the sound and
/// makes it the same every time.
fn drop_out(hidden: &mut Signal, pitch: &Signal, energy: &Signal, keeps: &mut dyn FnMut() -> bool) {
    let mut kept = |x: f32| if keeps() { 2.0 * x } else { 0.0 };
    azip!((hidden in hidden, &pitch in pitch, &energy in energy) {
        *hidden += kept(pitch);
        *hidden += kept(energy);
    });
}

/// A row of fair coins: `SplitMix64` (Steele et al. 2014).
struct Mask(u64);

impl Mask {
    fn seeded(notes: &[Note]) -> Self {
        let fold = |seed: u64, note: &Note| (seed ^ note.id as u64).wrapping_mul(0x0100_0000_01B3);
        Self(notes.iter().fold(0x9E37_79B9_7F4A_7C15, fold))
    }

    fn keeps(&mut self) -> bool {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) >> 63 == 1
    }
}

/// Repeats each symbol's vector for as many frames as the symbol lasts.
fn regulate_length(hidden: &Signal, durations: &[usize]) -> Signal {
    let rows: Vec<usize> =
        durations.iter().enumerate().flat_map(|(at, &frames)| std::iter::repeat_n(at, frames)).collect();
    hidden.select(Axis(0), &rows)
}

/// A feed-forward transformer block: attention, then two convolutions of three frames; each with a shortcut and a
/// normalisation.
struct TransformerLayer {
    query: Conv1d,
    key: Conv1d,
    value: Conv1d,
    output: Conv1d,
    attention_norm: LayerNorm,
    widen: Conv1d,
    narrow: Conv1d,
    output_norm: LayerNorm,
}

impl TransformerLayer {
    fn read(weights: &Weights<'_>, name: &str) -> Result<Self, ModelError> {
        let width = HEADS * HEAD;
        let own = |what| Conv1d::dense(weights, &format!("{name}/attention/self/{what}"), width, HIDDEN);
        let norm = |of: &str| LayerNorm::read(weights, &format!("{name}/{of}/LayerNorm"), HIDDEN);
        let conv = |number, out, input| {
            let name = format!("{name}/intermediate/conv1d_{number}");
            Conv1d::read(weights, &name, Shape { out, kernel: 3, input })
        };
        Ok(Self {
            query: own("query")?,
            key: own("key")?,
            value: own("value")?,
            output: Conv1d::dense(weights, &format!("{name}/attention/output/dense"), HIDDEN, width)?,
            attention_norm: norm("attention/output")?,
            widen: conv(1, INTERMEDIATE, HIDDEN)?,
            narrow: conv(2, HIDDEN, INTERMEDIATE)?,
            output_norm: norm("output")?,
        })
    }

    fn forward(&self, input: &Signal) -> Signal {
        let mut attended = self.output.forward(&self.attend(input));
        attended += input;
        self.attention_norm.apply(&mut attended);
        let mut inner = self.widen.forward(&attended);
        inner.mapv_inplace(mish);
        let mut output = self.narrow.forward(&inner);
        output += &attended;
        self.output_norm.apply(&mut output);
        output
    }

    /// Scaled dot-product attention, head by head: T × 256 → T × 32.
    fn attend(&self, input: &Signal) -> Signal {
        let (query, key, value) =
            (self.query.forward(input), self.key.forward(input), self.value.forward(input));
        let mut context = Array2::zeros(query.raw_dim());
        for head in 0..HEADS {
            let channels = s![.., head * HEAD..(head + 1) * HEAD];
            let mut scores = query.slice(channels).dot(&key.slice(channels).t());
            scores /= (HEAD as f32).sqrt();
            for mut row in scores.axis_iter_mut(Axis(0)) {
                let largest = row.fold(f32::MIN, |largest, &score| largest.max(score));
                row.mapv_inplace(|score| (score - largest).exp());
                row /= row.sum();
            }
            context.slice_mut(channels).assign(&scores.dot(&value.slice(channels)));
        }
        context
    }
}

/// Predicts a number a symbol: two convolutions, each rectified and normalised, and a dense layer.
struct VariancePredictor {
    layers: Vec<(Conv1d, LayerNorm)>,
    output: Conv1d,
}

impl VariancePredictor {
    fn read(weights: &Weights<'_>, name: &str, stack: &str, output: &str) -> Result<Self, ModelError> {
        let layer = |n: usize| {
            let shape = Shape { out: HIDDEN, kernel: 3, input: HIDDEN };
            let conv = Conv1d::read(weights, &format!("{name}/{stack}/conv_._{n}"), shape)?;
            Ok((conv, LayerNorm::read(weights, &format!("{name}/{stack}/LayerNorm_._{n}"), HIDDEN)?))
        };
        Ok(Self {
            layers: (0..2).map(layer).collect::<Result<_, _>>()?,
            output: Conv1d::dense(weights, &format!("{name}/{output}"), 1, HIDDEN)?,
        })
    }

    /// N × 256 → N
    fn forward(&self, input: &Signal) -> Array1<f32> {
        let mut hidden = input.clone();
        for (conv, norm) in &self.layers {
            hidden = conv.forward(&hidden);
            hidden.mapv_inplace(|x| x.max(0.0));
            norm.apply(&mut hidden);
        }
        self.output.forward(&hidden).column(0).to_owned()
    }
}

/// Five convolutions over five frames that sharpen the spectrogram (Shen et al. 2018).
struct Postnet {
    layers: Vec<PostnetLayer>,
}

struct PostnetLayer {
    conv: Conv1d,
    /// Batch normalisation as the converter folds it.
    gain: Array1<f32>,
    shift: Array1<f32>,
}

impl Postnet {
    fn read(weights: &Weights<'_>) -> Result<Self, ModelError> {
        const WIDTHS: [usize; 6] = [MELS, 512, 512, 512, 512, MELS];
        let layer = |n: usize| {
            let (input, out) = (WIDTHS[n], WIDTHS[n + 1]);
            let norm = |what| weights.vector(&format!("postnet/batch_norm_._{n}/batchnorm/{what}"), out);
            Ok(PostnetLayer {
                conv: Conv1d::read(weights, &format!("postnet/conv_._{n}"), Shape { out, kernel: 5, input })?,
                gain: norm("mul")?,
                shift: norm("sub")?,
            })
        };
        Ok(Self { layers: (0..WIDTHS.len() - 1).map(layer).collect::<Result<_, _>>()? })
    }

    /// T × 80 → T × 80, what is to be added.
    fn forward(&self, mel: Signal) -> Signal {
        let last = self.layers.len() - 1;
        self.layers.iter().enumerate().fold(mel, |signal, (at, layer)| {
            let mut signal = layer.conv.forward(&signal);
            signal *= &layer.gain;
            signal += &layer.shift;
            if at < last {
                signal.mapv_inplace(f32::tanh);
            }
            signal
        })
    }
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;

    #[test]
    fn durations_are_whole_frames_and_never_negative() {
        let logarithms = array![0.0, -3.0, 3.5_f32.ln(), 4.5_f32.ln(), 11.0_f32.ln()];
        let mut notes = [Note::plain(1); 5];
        assert_eq!(frames(&logarithms, &notes, 1.0).unwrap(), [0, 0, 2, 4, 10]);
        assert_eq!(frames(&logarithms, &notes, 2.0).unwrap(), [0, 0, 5, 7, 20]);
        notes[1].least = 3;
        assert_eq!(frames(&logarithms, &notes, 1.0).unwrap(), [0, 3, 2, 4, 10]);
        assert!(matches!(frames(&array![f32::NAN], &notes, 1.0), Err(ModelError::Diverged(_))));
        assert!(matches!(frames(&array![9.0, 9.0], &notes, 1.0), Err(ModelError::TooLong { .. })));
    }

    #[test]
    fn the_length_regulator_repeats_each_symbol_for_its_frames() {
        let hidden = array![[1.0], [2.0], [3.0]];
        assert_eq!(regulate_length(&hidden, &[2, 0, 1]), array![[1.0], [1.0], [3.0]]);
    }

    #[test]
    fn half_the_channels_are_dropped_and_the_same_ones_every_time() {
        let dropped = |ids: [usize; 3]| {
            let mut hidden = Array2::zeros((40, 256));
            let mut mask = Mask::seeded(&ids.map(Note::plain));
            drop_out(&mut hidden, &Array2::ones((40, 256)), &Array2::zeros((40, 256)), &mut || mask.keeps());
            hidden
        };
        let once = dropped([1, 2, 3]);
        assert!((once.mean().unwrap() - 1.0).abs() < 0.03);
        assert!(once.iter().all(|x| [0.0, 2.0].contains(x)));
        assert_eq!(once, dropped([1, 2, 3]));
        assert_ne!(once, dropped([3, 2, 1]));
    }
}
