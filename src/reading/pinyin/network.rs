//! Which reading a character has in its sentence: g2pM's bidirectional LSTM (Park and Lee 2020), 0.4 million
//! weights kept as bytes. It sees some ten characters on either side and is right for 97 % of such characters.

use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

/// The tables are made by scripts/pinyin-data/derive.py in this order and in these sizes.
static WEIGHTS: &[u8] = include_bytes!("data/network.bin");
static CHARACTERS: &str = include_str!("data/network-characters.txt");
static READINGS: &str = include_str!("data/network-readings.txt");

const EMBEDDING: usize = 64;
const STATE: usize = 32;
const UNKNOWN: u16 = 1;
const FIRST: u16 = 2;
const LAST: u16 = 3;

/// How far on either side a character's neighbours are looked at; farther ones change one answer in ten thousand.
const REACH: usize = 6;
/// The longest stretch looked at in one go; bounds the memory for a text without end.
const STRETCH: usize = 256;
/// How much surer than the dictionary the sentence must be to overrule it: the logarithm of about 20,000.
const LIKELY: f32 = 10.0;

/// A character whose reading is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Question {
    /// Its position in the text.
    pub at: usize,
    /// Its readings, parted by spaces.
    pub readings: &'static str,
    /// The reading of the word it stands in, where a dictionary has one.
    pub likely: Option<&'static str>,
}

/// The network.
#[derive(Debug)]
pub struct Network {
    characters: FxHashMap<char, u16>,
    readings: FxHashMap<&'static str, usize>,
    embedding: Rows,
    ways: [Way; 2],
    hidden: Dense,
    output: Rows,
    output_bias: Vec<f32>,
    /// What a character feeds into the gates of either way, worked out at its first use.
    inputs: Vec<OnceLock<Box<[Gates; 2]>>>,
}

/// One value a state for each gate: input, forget, cell, output.
type Gates = [[f32; STATE]; 4];

/// One direction of reading.
#[derive(Debug)]
struct Way {
    input: [Dense; 4],
    recurrent: [Dense; 4],
}

/// A fully connected layer with as many outputs as states; weights stand by input, so that sums run on vectors.
#[derive(Debug)]
struct Dense {
    weights: Vec<[f32; STATE]>,
    bias: [f32; STATE],
}

impl Dense {
    /// The layer's outputs, on top of `start`.
    fn onto(&self, start: &[f32; STATE], inputs: &[f32]) -> [f32; STATE] {
        let mut sums = *start;
        for (weights, input) in self.weights.iter().zip(inputs) {
            for (sum, weight) in sums.iter_mut().zip(weights) {
                *sum += weight * input;
            }
        }
        sums
    }

    fn apply(&self, inputs: &[f32]) -> [f32; STATE] {
        self.onto(&self.bias, inputs)
    }
}

/// A matrix as it is stored: rows of signed bytes, each row with its scale.
#[derive(Debug)]
struct Rows {
    scales: Vec<f32>,
    bytes: &'static [u8],
    columns: usize,
}

impl Rows {
    fn row(&self, row: usize) -> impl Iterator<Item = f32> {
        let scale = self.scales[row];
        let bytes = &self.bytes[row * self.columns..][..self.columns];
        bytes.iter().map(move |byte| f32::from(byte.cast_signed()) * scale)
    }

    /// A block of rows, as many as states, as a layer.
    fn dense(&self, block: usize, bias: &[f32]) -> Dense {
        let mut weights = vec![[0.0; STATE]; self.columns];
        for output in 0..STATE {
            for (input, weight) in weights.iter_mut().zip(self.row(block * STATE + output)) {
                input[output] = weight;
            }
        }
        Dense {
            weights,
            bias: std::array::from_fn(|output| bias.get(block * STATE + output).copied().unwrap_or(0.0)),
        }
    }
}

/// Takes the tables from the stored weights one after another.
struct Stored(&'static [u8]);

impl Stored {
    fn take(&mut self, bytes: usize) -> &'static [u8] {
        let (head, tail) = self.0.split_at(bytes);
        self.0 = tail;
        head
    }

    fn vector(&mut self, length: usize) -> Vec<f32> {
        let (numbers, _) = self.take(4 * length).as_chunks::<4>();
        numbers.iter().map(|&bytes| f32::from_le_bytes(bytes)).collect()
    }

    fn rows(&mut self, rows: usize, columns: usize) -> Rows {
        Rows { scales: self.vector(rows), bytes: self.take(rows * columns), columns }
    }

    fn way(&mut self) -> Way {
        let (input, recurrent) = (self.rows(4 * STATE, EMBEDDING), self.rows(4 * STATE, STATE));
        let bias = self.vector(4 * STATE);
        let gates = [0, 1, 2, 3];
        Way {
            input: gates.map(|gate| input.dense(gate, &bias)),
            recurrent: gates.map(|gate| recurrent.dense(gate, &[])),
        }
    }
}

impl Network {
    /// The one network, loaded at its first use.
    pub fn get() -> &'static Self {
        static NETWORK: OnceLock<Network> = OnceLock::new();
        NETWORK.get_or_init(Self::load)
    }

    fn load() -> Self {
        let readings: FxHashMap<_, _> = READINGS.split_whitespace().zip(0..).collect();
        let characters: FxHashMap<_, _> =
            CHARACTERS.chars().zip(0..).filter(|&(c, _)| c != '\u{fffd}').collect();
        let vocabulary = CHARACTERS.chars().count();
        let mut stored = Stored(WEIGHTS);
        let embedding = stored.rows(vocabulary, EMBEDDING);
        let ways = [stored.way(), stored.way()];
        let (hidden, hidden_bias) = (stored.rows(STATE, 2 * STATE), stored.vector(STATE));
        let (output, output_bias) = (stored.rows(readings.len(), STATE), stored.vector(readings.len()));
        let inputs = (0..vocabulary).map(|_| OnceLock::new()).collect();
        let hidden = hidden.dense(0, &hidden_bias);
        Self { characters, readings, embedding, ways, hidden, output, output_bias, inputs }
    }

    /// The reading of each character asked for; the questions are ascending.
    pub fn answer(&self, text: &[char], questions: &[Question]) -> Vec<&'static str> {
        let mut answers = Vec::with_capacity(questions.len());
        let mut rest = questions;
        while let Some(first) = rest.first() {
            // One stretch holds the questions that lie within one another's reach.
            let near =
                |pair: &[Question]| pair[1].at - pair[0].at <= REACH && pair[1].at - first.at < STRETCH;
            let together = 1 + rest.windows(2).take_while(|pair| near(pair)).count();
            let (stretch, later) = rest.split_at(together);
            let last = stretch.last().unwrap_or(first);
            let seen = first.at.saturating_sub(REACH)..text.len().min(last.at + REACH + 1);
            self.answer_stretch(text, seen, stretch, &mut answers);
            rest = later;
        }
        answers
    }

    fn answer_stretch(
        &self,
        text: &[char],
        seen: Range<usize>,
        questions: &[Question],
        answers: &mut Vec<&'static str>,
    ) {
        let indices: Vec<u16> = std::iter::once(FIRST)
            .chain(text[seen.clone()].iter().map(|c| self.characters.get(c).copied().unwrap_or(UNKNOWN)))
            .chain(std::iter::once(LAST))
            .collect();
        let place = |question: Option<&Question>| question.map_or(0, |question| question.at - seen.start + 1);
        let (first, last) = (place(questions.first()), place(questions.last()));
        // What lies beyond the last question bears on none of them in this direction.
        let ahead = self.run(0, indices[..=last].iter());
        let back = self.run(1, indices[first..].iter().rev());
        for question in questions {
            let at = place(Some(question));
            let mut state = [0.0; 2 * STATE];
            state[..STATE].copy_from_slice(&ahead[at]);
            state[STATE..].copy_from_slice(&back[indices.len() - 1 - at]);
            answers.push(self.choose(&state, question));
        }
    }

    /// The states after each character, read one way.
    fn run<'a>(&self, way: usize, indices: impl Iterator<Item = &'a u16>) -> Vec<[f32; STATE]> {
        let mut output = [0.0; STATE];
        let mut cell = [0.0; STATE];
        indices
            .map(|&index| {
                step(&self.ways[way].recurrent, &self.input(index)[way], &mut output, &mut cell);
                output
            })
            .collect()
    }

    fn input(&self, index: u16) -> &[Gates; 2] {
        self.inputs[usize::from(index)].get_or_init(|| {
            let embedding: Vec<f32> = self.embedding.row(usize::from(index)).collect();
            let gates = |way: &Way| way.input.each_ref().map(|gate| gate.apply(&embedding));
            Box::new([gates(&self.ways[0]), gates(&self.ways[1])])
        })
    }

    fn choose(&self, state: &[f32], question: &Question) -> &'static str {
        let hidden = self.hidden.apply(state).map(|value| value.max(0.0));
        let weigh = |reading: &'static str| {
            let class = *self.readings.get(reading)?;
            let sum: f32 = self.output.row(class).zip(hidden).map(|(weight, value)| weight * value).sum();
            let bonus = if question.likely == Some(reading) { LIKELY } else { 0.0 };
            Some(sum + self.output_bias[class] + bonus)
        };
        let mut best = (question.likely.unwrap_or_default(), f32::NEG_INFINITY);
        for reading in question.readings.split(' ') {
            match weigh(reading) {
                Some(weight) if weight > best.1 => best = (reading, weight),
                _ => {}
            }
        }
        best.0
    }
}

/// One step of a long short-term memory.
fn step(recurrent: &[Dense; 4], input: &Gates, output: &mut [f32; STATE], cell: &mut [f32; STATE]) {
    let mut gates = *input;
    for (gate, layer) in gates.iter_mut().zip(recurrent) {
        *gate = layer.onto(gate, output);
    }
    let [enter, forget, new, leave] = gates;
    for unit in 0..STATE {
        cell[unit] = sigmoid(forget[unit]) * cell[unit] + sigmoid(enter[unit]) * tanh(new[unit]);
        output[unit] = sigmoid(leave[unit]) * tanh(cell[unit]);
    }
}

fn sigmoid(x: f32) -> f32 {
    0.5 + 0.5 * tanh(0.5 * x)
}

/// Lambert's continued fraction, within 0.0002 of tanh; without branches, so that it runs on vectors.
fn tanh(x: f32) -> f32 {
    let x = x.clamp(-4.97, 4.97);
    let square = x * x;
    let above = x * (135_135.0 + square * (17_325.0 + square * (378.0 + square)));
    let below = 135_135.0 + square * (62_370.0 + square * (3_150.0 + square * 28.0));
    above / below
}
