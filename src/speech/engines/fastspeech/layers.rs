//! The layers that both models are built of. A signal is a matrix: a row a frame, a column a channel.
//!
//! Every product of matrices is `ndarray`'s, whose kernel is that of `matrixmultiply`. Measured on the shapes of these
//! models it gives 55 to 85 GFlop/s on one core; the crate `gemm` gives 88 to 94, but can only be called through an
//! `unsafe` function, and `ndarray`'s views also say a convolution without a copy: rows that overlap.

use ndarray::linalg::general_mat_mul;
use ndarray::{Array1, Array2, ArrayView2, Axis, ShapeBuilder, s};

use super::error::ModelError;
use super::tflite::Weights;

/// A signal: frames × channels.
pub(super) type Signal = Array2<f32>;

/// What stands before the first frame and behind the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Padding {
    Zeros,
    /// The frames mirrored at the ends.
    Reflected,
}

/// A convolution over time that keeps the number of frames; with a kernel of one frame, a dense layer.
pub(super) struct Conv1d {
    /// out × (kernel · in)
    weight: Array2<f32>,
    bias: Array1<f32>,
    kernel: usize,
    dilation: usize,
    padding: Padding,
}

impl Conv1d {
    /// `weight` is out × (kernel · in).
    pub fn new(weight: Array2<f32>, bias: Array1<f32>, kernel: usize) -> Self {
        Self { weight, bias, kernel, dilation: 1, padding: Padding::Zeros }
    }

    /// The weights `NAME/conv1d` and their bias.
    pub fn read(weights: &Weights<'_>, name: &str, shape: Shape) -> Result<Self, ModelError> {
        Self::with_bias(weights, name, &bias(name), shape)
    }

    /// As [`Conv1d::read`], with the bias of that name.
    pub fn with_bias(
        weights: &Weights<'_>,
        name: &str,
        bias: &str,
        shape: Shape,
    ) -> Result<Self, ModelError> {
        let Shape { out, kernel, input } = shape;
        let weight = weights.matrix(&format!("{name}/conv1d"), &[out, 1, kernel, input])?;
        Ok(Self::new(weight, weights.vector(bias, out)?, kernel))
    }

    /// A dense layer, which the converter calls a dot product of tensors.
    pub fn dense(weights: &Weights<'_>, name: &str, out: usize, input: usize) -> Result<Self, ModelError> {
        let weight = weights.matrix(&format!("{name}/Tensordot/MatMul"), &[out, input])?;
        Ok(Self::new(weight, weights.vector(&bias(name), out)?, 1))
    }

    #[must_use]
    pub fn dilated(self, dilation: usize) -> Self {
        Self { dilation, ..self }
    }

    #[must_use]
    pub fn reflected(self) -> Self {
        Self { padding: Padding::Reflected, ..self }
    }

    /// frames × in → frames × out
    pub fn forward(&self, signal: &Signal) -> Signal {
        let mut out = Array2::zeros((signal.nrows(), self.weight.nrows()));
        out += &self.bias;
        let padding = (self.kernel - 1) * self.dilation / 2;
        if padding == 0 {
            general_mat_mul(1.0, signal, &self.weight.t(), 1.0, &mut out);
            return out;
        }
        let padded = padded(signal, padding, self.padding);
        if self.dilation == 1
            && let Some(rows) = overlapping(&padded, signal.nrows(), self.kernel)
        {
            general_mat_mul(1.0, &rows, &self.weight.t(), 1.0, &mut out);
            return out;
        }
        let width = signal.ncols();
        for tap in 0..self.kernel {
            let first = tap * self.dilation;
            let frames = padded.slice(s![first..first + signal.nrows(), ..]);
            let weight = self.weight.slice(s![.., tap * width..(tap + 1) * width]);
            general_mat_mul(1.0, &frames, &weight.t(), 1.0, &mut out);
        }
        out
    }
}

/// The size of a convolution's weights.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shape {
    pub out: usize,
    pub kernel: usize,
    pub input: usize,
}

/// What the converter calls the bias of a layer.
pub(super) fn bias(layer: &str) -> String {
    format!("{layer}/BiasAdd/ReadVariableOp/resource")
}

/// Each frame together with those behind it, as far as the kernel reaches: frames × (kernel · channels). Neighbouring
/// rows share their memory.
fn overlapping(padded: &Signal, frames: usize, kernel: usize) -> Option<ArrayView2<'_, f32>> {
    let width = padded.ncols();
    ArrayView2::from_shape((frames, kernel * width).strides((width, 1)), padded.as_slice()?).ok()
}

fn padded(signal: &Signal, padding: usize, how: Padding) -> Signal {
    let frames = signal.nrows();
    let mut padded = Array2::zeros((frames + 2 * padding, signal.ncols()));
    padded.slice_mut(s![padding..padding + frames, ..]).assign(signal);
    if how == Padding::Reflected {
        for at in (0..padding).chain(padding + frames..frames + 2 * padding) {
            padded.row_mut(at).assign(&signal.row(mirrored(at, padding, frames)));
        }
    }
    padded
}

/// The frame that stands at a place of the padded signal; a signal shorter than its padding is mirrored again.
fn mirrored(at: usize, padding: usize, frames: usize) -> usize {
    let last = frames - 1;
    if last == 0 {
        return 0;
    }
    let place = at.abs_diff(padding) % (2 * last);
    place.min(2 * last - place)
}

/// Layer normalisation (Ba et al. 2016) over the channels.
pub(super) struct LayerNorm {
    gain: Array1<f32>,
    bias: Array1<f32>,
}

impl LayerNorm {
    /// What the converter calls the weights of a layer normalisation.
    pub fn read(weights: &Weights<'_>, name: &str, width: usize) -> Result<Self, ModelError> {
        Ok(Self {
            gain: weights.vector(&format!("{name}/batchnorm/mul/ReadVariableOp/resource"), width)?,
            bias: weights.vector(&format!("{name}/batchnorm/ReadVariableOp/resource"), width)?,
        })
    }

    pub fn apply(&self, signal: &mut Signal) {
        const EPSILON: f32 = 1e-5;
        for mut frame in signal.axis_iter_mut(Axis(0)) {
            let count = frame.len() as f32;
            let mean = frame.sum() / count;
            let variance = frame.fold(0.0, |sum, x| sum + (x - mean) * (x - mean)) / count;
            let scale = (variance + EPSILON).sqrt().recip();
            frame.zip_mut_with(&self.gain, |x, gain| *x = (*x - mean) * scale * gain);
            frame += &self.bias;
        }
    }
}

/// Mish (Misra 2019): x · tanh(ln(1 + eˣ)).
pub(super) fn mish(x: f32) -> f32 {
    // Beyond this it is x itself, and the exponential would overflow.
    if x > 20.0 {
        return x;
    }
    let square = (1.0 + x.exp()).powi(2);
    x * (square - 1.0) / (square + 1.0)
}

/// The leaky rectifier of MelGAN.
pub(super) fn leaky(x: f32) -> f32 {
    if x < 0.0 { 0.2 * x } else { x }
}

#[cfg(test)]
mod tests {
    use ndarray::{array, aview1};

    use super::*;

    fn ramp(frames: usize, width: usize) -> Signal {
        Array2::from_shape_fn((frames, width), |(frame, channel)| (frame * 10 + channel) as f32)
    }

    #[test]
    fn a_convolution_is_the_sum_over_its_taps() {
        // One channel out: the frame before, minus twice this one, plus the one behind.
        let weight = array![[1.0, 0.0, -2.0, 0.0, 1.0, 0.0]];
        let conv = Conv1d::new(weight.clone(), array![0.5], 3);
        let squares = Array2::from_shape_fn((6, 2), |(frame, _)| (frame * frame) as f32);
        let expected = [1.5, 2.5, 2.5, 2.5, 2.5, -33.5];
        assert_eq!(conv.forward(&squares).column(0), aview1(&expected));
        // Two frames away, and the ends mirrored.
        let conv = Conv1d::new(weight, array![0.0], 3).dilated(2).reflected();
        let expected = [8.0, 8.0, 8.0, 8.0, -12.0, -32.0];
        assert_eq!(conv.forward(&squares).column(0), aview1(&expected));
    }

    #[test]
    fn a_signal_shorter_than_its_padding_is_mirrored_again() {
        let signal = ramp(3, 1);
        let padded = padded(&signal, 5, Padding::Reflected);
        let rows: Vec<f32> = padded.column(0).to_vec();
        assert_eq!(rows, [10., 0., 10., 20., 10., 0., 10., 20., 10., 0., 10., 20., 10.]);
        assert_eq!(super::padded(&ramp(1, 1), 2, Padding::Reflected).column(0), aview1(&[0.0; 5]));
    }

    #[test]
    fn a_normalised_frame_has_mean_and_deviation_of_its_weights() {
        let norm = LayerNorm { gain: Array1::from_elem(4, 2.0), bias: Array1::from_elem(4, 3.0) };
        let mut signal = array![[1.0, 2.0, 3.0, 4.0], [7.0, 7.0, 7.0, 7.0]];
        norm.apply(&mut signal);
        assert!((signal.row(0).mean().unwrap() - 3.0).abs() < 1e-5);
        assert!((signal.row(0).std(0.0) - 2.0).abs() < 1e-3);
        assert_eq!(signal.row(1), aview1(&[3.0; 4]));
    }
}
