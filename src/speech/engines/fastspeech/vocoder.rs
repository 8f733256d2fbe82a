//! Multi-band MelGAN (Yang et al. 2020): a mel spectrogram in, samples out, 300 a frame.
//!
//! ```text
//! mel T × 80 ─► conv 7 ─► [leaky ─► upsample ×3 ─► 4 residual stacks] ─► [×5 …] ─► [×5 …]
//!                samples 300·T ◄─ PQMF synthesis ◄─ 4 bands, 75·T ◄─ tanh ◄─ conv 7
//! ```

use ndarray::linalg::general_mat_mul;
use ndarray::{Array1, Array2, s};

use super::acoustic::MELS;
use super::error::ModelError;
use super::layers::{Conv1d, Shape, Signal, bias, leaky};
use super::tflite::Weights;

/// Samples a frame.
pub(super) const HOP: usize = 300;
const BANDS: usize = 4;
/// Channels before the first stage.
const WIDTH: usize = 384;
const STAGES: [Stage; 3] = [
    Stage { out: 192, kernel: 6, stride: 3 },
    Stage { out: 96, kernel: 10, stride: 5 },
    Stage { out: 48, kernel: 10, stride: 5 },
];
/// Residual stacks a stage; their dilations are 1, 3, 9 and 27.
const STACKS: usize = 4;
/// How many rows of its output a row of a stage's stacks depends on, to either side: the sum of the dilations.
const REACH: usize = 1 + 3 + 9 + 27;
/// How many more the last convolution and the filter bank see: 3 and 8.
const LAST_REACH: usize = 3 + ROWS / 2;
/// Numbers of a stage's output that are computed together, about a megabyte: memory does not grow with the sentence, and
/// what one layer writes is still near when the next reads it.
const WINDOW: usize = 240 * 1_024;
/// Rows of bands that a sample sees: eight before, its own, eight behind.
const ROWS: usize = 17;
/// The name of everything in it but the filter bank.
const NAME: &str = "sequential_4";

#[derive(Clone, Copy)]
struct Stage {
    out: usize,
    kernel: usize,
    stride: usize,
}

/// The vocoder.
pub(super) struct MelGan {
    first: Conv1d,
    stages: Vec<(Upsampling, Vec<ResidualStack>)>,
    last: Conv1d,
    synthesis: Conv1d,
}

impl MelGan {
    pub fn read(weights: &Weights<'_>) -> Result<Self, ModelError> {
        let mut stages = Vec::with_capacity(STAGES.len());
        let mut input = WIDTH;
        for (number, stage) in STAGES.into_iter().enumerate() {
            let stack = |n| ResidualStack::read(weights, number, n, stage.out);
            let stacks = (0..STACKS).map(stack).collect::<Result<_, _>>()?;
            stages.push((Upsampling::read(weights, number, stage, input)?, stacks));
            input = stage.out;
        }
        let conv = |name: &str, out, input| {
            Conv1d::read(weights, &format!("{NAME}/{name}"), Shape { out, kernel: 7, input })
        };
        Ok(Self {
            first: conv("conv1d", WIDTH, MELS)?.reflected(),
            stages,
            last: conv("conv1d_25", BANDS, input)?.reflected(),
            synthesis: synthesis(weights)?,
        })
    }

    /// T × 80 → 300 · T samples between −1 and 1.
    ///
    /// The published model rounds its bands to 8 bits here, heard as noise at −49 dBFS; that step is left out.
    ///
    /// # Errors
    /// Numbers that are none.
    pub fn forward(&self, mel: &Signal) -> Result<Vec<f32>, ModelError> {
        if mel.is_empty() {
            return Ok(Vec::new());
        }
        let mut signal = self.first.forward(mel);
        let last = self.stages.len() - 1;
        for (number, (upsampling, stacks)) in self.stages.iter().enumerate() {
            signal.mapv_inplace(leaky);
            let stage = |rows: &Signal| {
                let rows = stacks.iter().fold(upsampling.forward(rows), |rows, stack| stack.forward(&rows));
                if number == last { self.samples(rows) } else { rows }
            };
            let reach = if number == last { REACH + LAST_REACH } else { REACH };
            signal = upsampling.stage.in_windows(&signal, reach, stage);
        }
        let samples = signal.into_raw_vec_and_offset().0;
        if samples.iter().any(|sample| !sample.is_finite()) {
            return Err(ModelError::Diverged("samples"));
        }
        Ok(samples)
    }

    /// What the last stage gives → four samples a row.
    fn samples(&self, mut signal: Signal) -> Signal {
        signal.mapv_inplace(leaky);
        let mut bands = self.last.forward(&signal);
        bands.mapv_inplace(f32::tanh);
        self.synthesis.forward(&bands)
    }
}

impl Stage {
    /// Computes a stage window by window, the same as all at once: each window is computed with as many neighbours as
    /// what is kept of it depends on. `compute` gives `stride` rows for each row; `reach` is counted in those.
    fn in_windows(self, signal: &Signal, reach: usize, compute: impl Fn(&Signal) -> Signal) -> Signal {
        let rows = signal.nrows();
        let window = WINDOW / (self.out * self.stride);
        // The upsampling itself sees one row to either side.
        let around = reach.div_ceil(self.stride) + 1;
        if rows <= window + around {
            return compute(signal);
        }
        let mut out = Array2::default((0, 0));
        for begin in (0..rows).step_by(window) {
            let end = (begin + window).min(rows);
            let from = begin.saturating_sub(around);
            let computed = compute(&signal.slice(s![from..(end + around).min(rows), ..]).to_owned());
            if begin == 0 {
                out = Array2::zeros((rows * self.stride, computed.ncols()));
            }
            let kept = (begin - from) * self.stride..(end - from) * self.stride;
            out.slice_mut(s![begin * self.stride..end * self.stride, ..])
                .assign(&computed.slice(s![kept, ..]));
        }
        out
    }
}

/// A transposed convolution: each frame becomes `stride` of them, and reaches over `kernel`.
struct Upsampling {
    /// (kernel · out) × in
    weight: Array2<f32>,
    bias: Array1<f32>,
    stage: Stage,
}

impl Upsampling {
    fn read(weights: &Weights<'_>, number: usize, stage: Stage, input: usize) -> Result<Self, ModelError> {
        let Stage { out, kernel, .. } = stage;
        let layer = if number == 0 { String::new() } else { format!("_{number}") };
        let layer = format!("{NAME}/conv_transpose_._{number}/conv2d_transpose{layer}");
        // out × kernel × in, as the converter has it
        let stored = weights.matrix(&format!("{layer}/conv2d_transpose"), &[out, kernel, 1, input])?;
        let weight = Array2::from_shape_fn((kernel * out, input), |(row, column)| {
            stored[(row % out, row / out * input + column)]
        });
        Ok(Self { weight, bias: weights.vector(&bias(&layer), out)?, stage })
    }

    /// frames × in → (frames · stride) × out
    fn forward(&self, signal: &Signal) -> Signal {
        let Stage { out: width, kernel, stride } = self.stage;
        let length = signal.nrows() * stride;
        let cut = (kernel - stride) / 2;
        let mut spread = Array2::zeros((signal.nrows(), kernel * width));
        general_mat_mul(1.0, signal, &self.weight.t(), 0.0, &mut spread);
        let mut out = Array2::zeros((length, width));
        out += &self.bias;
        for (frame, taps) in spread.rows().into_iter().enumerate() {
            for tap in 0..kernel {
                let Some(place) = (frame * stride + tap).checked_sub(cut).filter(|&place| place < length)
                else {
                    continue;
                };
                let mut row = out.row_mut(place);
                row += &taps.slice(s![tap * width..(tap + 1) * width]);
            }
        }
        out
    }
}

/// A dilated convolution and a dense layer beside a shortcut.
struct ResidualStack {
    dilated: Conv1d,
    dense: Conv1d,
    shortcut: Conv1d,
}

impl ResidualStack {
    fn read(weights: &Weights<'_>, stage: usize, number: usize, width: usize) -> Result<Self, ModelError> {
        let name = format!("{NAME}/residual_stack_._{stage}._._{number}");
        let first = 2 * (stage * STACKS + number) + 1;
        let dilated = format!("{name}/conv1d_{first}");
        let dense = format!("{name}/conv1d_{}", first + 1);
        let shortcut = format!("{name}/shortcut");
        // Where two biases are equal the converter keeps one of them, under the shortcut's name.
        let dense_bias = if weights.has(&bias(&dense)) { bias(&dense) } else { bias(&shortcut) };
        let shape = |kernel| Shape { out: width, kernel, input: width };
        Ok(Self {
            dilated: Conv1d::read(weights, &dilated, shape(3))?
                .dilated(3_usize.pow(number as u32))
                .reflected(),
            dense: Conv1d::with_bias(weights, &dense, &dense_bias, shape(1))?,
            shortcut: Conv1d::read(weights, &shortcut, shape(1))?,
        })
    }

    fn forward(&self, signal: &Signal) -> Signal {
        let mut inner = self.dilated.forward(&signal.mapv(leaky));
        inner.mapv_inplace(leaky);
        let mut out = self.dense.forward(&inner);
        out += &self.shortcut.forward(signal);
        out
    }
}

/// The synthesis of a pseudo quadrature mirror filter bank (Nguyen 1994), as one convolution over the bands: a row of
/// four bands in, four samples out.
///
/// The model stretches the bands by four and filters them with 63 taps. Three of four stretched values are zero, so each
/// of the four samples sees only a quarter of the taps: those are gathered here.
fn synthesis(weights: &Weights<'_>) -> Result<Conv1d, ModelError> {
    const TAPS: usize = 63;
    const HALF: usize = TAPS / 2;
    let stretch =
        weights.numbers("conv1d_transpose;PartitionedCall/conv1d_transpose", &[BANDS, 1, BANDS, BANDS])?;
    let filter = weights.numbers("conv1d;PartitionedCall/conv1d", &[1, 1, TAPS, BANDS])?;
    let mut weight = Array2::zeros((BANDS, ROWS * BANDS));
    for sample in 0..BANDS {
        for tap in 0..TAPS {
            // The stretched value that this tap meets: place `within` of a row, `row` rows after the earliest one.
            let place = sample + tap + (ROWS / 2) * BANDS - HALF;
            let (row, within) = (place / BANDS, place % BANDS);
            for band in 0..BANDS {
                let gain: f32 = (0..BANDS)
                    .map(|out| filter[tap * BANDS + out] * stretch[(out * BANDS + within) * BANDS + band])
                    .sum();
                weight[(sample, row * BANDS + band)] += gain;
            }
        }
    }
    Ok(Conv1d::new(weight, Array1::zeros(BANDS), ROWS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_give_what_all_rows_at_once_give() {
        const WIDTH: usize = 48;
        let stage = STAGES[2];
        let weight = |rows: usize, columns: usize| {
            Array2::from_shape_fn((rows, columns), |(a, b)| ((a * 7 + b * 13) % 11) as f32 / 20.0 - 0.25)
        };
        let upsampling = Upsampling {
            weight: weight(stage.kernel * WIDTH, WIDTH),
            bias: Array1::from_elem(WIDTH, 0.1),
            stage,
        };
        let stack = |dilation| {
            Conv1d::new(weight(WIDTH, 3 * WIDTH), Array1::zeros(WIDTH), 3).dilated(dilation).reflected()
        };
        let stacks = [1, 3, 9, 27].map(stack);
        let compute = |rows: &Signal| {
            stacks.iter().fold(upsampling.forward(rows), |rows, conv| conv.forward(&rows).mapv(f32::tanh))
        };
        let signal = Array2::from_shape_fn((3_000, WIDTH), |(row, at)| {
            ((row * 31 + at * 17) % 101) as f32 / 50.0 - 1.0
        });
        assert_eq!(stage.in_windows(&signal, REACH, compute), compute(&signal));
        // With fewer neighbours than a row depends on, the joints would show.
        assert_ne!(stage.in_windows(&signal, REACH - 4 * stage.stride, compute), compute(&signal));
    }
}
