//! Voices of a few nodes in ONNX's form, written as protobuf by hand, for tests of programs that speak from such files.

pub const RATE: u32 = 16_000;
/// Samples that the toy of sines gives each phoneme at length scale 1.
const SAMPLES_A_PHONEME: f32 = 480.0;
/// Samples that the toys with weights give each number at their usual speed.
pub const SAMPLES_A_NUMBER: usize = 512;
/// Channels, and symbols with an embedding.
const WIDE: usize = 8;
pub const SYMBOLS: usize = 1_024;

/// A protobuf message, written field by field.
#[derive(Default)]
struct Message(Vec<u8>);

impl Message {
    fn varint(&mut self, mut value: u64) {
        while value > 0x7f {
            self.0.push(value as u8 | 0x80);
            value >>= 7;
        }
        self.0.push(value as u8);
    }

    fn number(mut self, field: u64, value: u64) -> Self {
        self.varint(field << 3);
        self.varint(value);
        self
    }

    fn bytes(mut self, field: u64, value: &[u8]) -> Self {
        self.varint(field << 3 | 2);
        self.varint(value.len() as u64);
        self.0.extend(value);
        self
    }

    fn text(self, field: u64, value: &str) -> Self {
        self.bytes(field, value.as_bytes())
    }

    fn message(self, field: u64, value: Self) -> Self {
        self.bytes(field, &value.0)
    }
}

const FLOAT: u64 = 1;
const INT64: u64 = 7;

/// `NodeProto`: an operator with the tensors it reads and the one it writes.
fn node(operator: &str, inputs: &[&str], output: &str) -> Message {
    let read = inputs.iter().fold(Message::default(), |node, input| node.text(1, input));
    read.text(2, output).text(4, operator)
}

/// A Cast to a type.
fn cast(input: &str, to: u64, output: &str) -> Message {
    const INT: u64 = 2;
    let attribute = Message::default().text(1, "to").number(3, to).number(20, INT);
    node("Cast", &[input], output).message(5, attribute)
}

/// `TensorProto`: a constant; without dimensions it is a single value.
fn constant(name: &str, kind: u64, dims: &[u64], raw: &[u8]) -> Message {
    let shaped = dims.iter().fold(Message::default(), |tensor, dim| tensor.number(1, *dim));
    shaped.number(2, kind).text(8, name).bytes(9, raw)
}

/// `ValueInfoProto`: an input or output; 0 stands for a length that is not known before.
fn value(name: &str, kind: u64, dims: &[u64]) -> Message {
    let dimension = |dim: &u64| match dim {
        0 => Message::default().text(2, "n"),
        dim => Message::default().number(1, *dim),
    };
    let shape = dims.iter().fold(Message::default(), |shape, dim| shape.message(1, dimension(dim)));
    let tensor = Message::default().number(1, kind).message(2, shape);
    Message::default().text(1, name).message(2, Message::default().message(1, tensor))
}

/// `ModelProto`, of operators of the 17th set.
fn model<const N: usize>(
    nodes: impl IntoIterator<Item = Message>,
    constants: impl IntoIterator<Item = Message>,
    inputs: [Message; N],
    output: Message,
) -> Vec<u8> {
    let mut graph = Message::default().text(2, "toy");
    for node in nodes {
        graph = graph.message(1, node);
    }
    for constant in constants {
        graph = graph.message(5, constant);
    }
    for input in inputs {
        graph = graph.message(11, input);
    }
    graph = graph.message(12, output);
    let operators = Message::default().number(2, 17);
    Message::default().number(1, 8).message(7, graph).message(8, operators).0
}

/// An operator with attributes that are lists of whole numbers.
fn shaped(operator: &str, inputs: &[&str], output: &str, attributes: &[(&str, &[u64])]) -> Message {
    const INTS: u64 = 7;
    attributes.iter().fold(node(operator, inputs, output), |node, (name, numbers)| {
        let attribute = Message::default().text(1, name);
        let attribute = numbers.iter().fold(attribute, |attribute, number| attribute.number(8, *number));
        node.message(5, attribute.number(20, INTS))
    })
}

/// An operator with an attribute that is a whole number.
fn along(operator: &str, inputs: &[&str], output: &str, (name, number): (&str, u64)) -> Message {
    const INT: u64 = 2;
    let attribute = Message::default().text(1, name).number(3, number).number(20, INT);
    node(operator, inputs, output).message(5, attribute)
}

/// Weights that look like chance and are the same every time.
fn weights(name: &str, dims: &[u64], size: f32) -> Message {
    let mut state = name.bytes().fold(7u32, |state, byte| state.wrapping_mul(31).wrapping_add(byte.into()));
    let count: u64 = dims.iter().product();
    let raw = (0..count).flat_map(|_| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (size * (state as f32 / u32::MAX as f32 - 0.5)).to_le_bytes()
    });
    constant(name, FLOAT, dims, &raw.collect::<Vec<u8>>())
}

/// What both kinds of voices with weights do: the rows of the numbers, each as often as `slowness` says, through convolutions
/// into samples `sound` of the shape [1, 1, n]; with `colour` added to each.
fn decoder(ids: &str) -> Vec<Message> {
    vec![
        node("Shape", &[ids], "shape"),
        node("Gather", &["shape", "one"], "count"),
        cast("count", FLOAT, "symbols"),
        node("Mul", &["symbols", "slowness"], "length"),
        cast("length", INT64, "rows"),
        node("Range", &["zero", "rows", "one"], "numbers"),
        cast("numbers", FLOAT, "times"),
        node("Div", &["times", "slowness"], "places"),
        cast("places", INT64, "place"),
        node("Gather", &["embedding", ids], "embedded"),
        along("Gather", &["embedded", "place"], "stretched", ("axis", 1)),
        node("Add", &["stretched", "colour"], "styled"),
        shaped("Transpose", &["styled"], "channels", &[("perm", &[0, 2, 1])]),
        shaped(
            "Conv",
            &["channels", "conv"],
            "convolved",
            &[("pads", &[1, 1]), ("strides", &[1]), ("dilations", &[1])],
        ),
        node("Tanh", &["convolved"], "bent"),
        shaped(
            "ConvTranspose",
            &["bent", "up"],
            "upper",
            &[("strides", &[16]), ("pads", &[8, 8]), ("dilations", &[1])],
        ),
        node("Tanh", &["upper"], "high"),
        shaped(
            "ConvTranspose",
            &["high", "upmost"],
            "wave",
            &[("strides", &[32]), ("pads", &[16, 16]), ("dilations", &[1])],
        ),
        node("Tanh", &["wave"], "sound"),
    ]
}

fn decoder_weights() -> Vec<Message> {
    let int = |name, value: i64| constant(name, INT64, &[], &value.to_le_bytes());
    vec![
        weights("embedding", &[SYMBOLS as u64, WIDE as u64], 4.0),
        weights("conv", &[WIDE as u64, WIDE as u64, 3], 1.0),
        weights("up", &[WIDE as u64, 4, 32], 1.0),
        weights("upmost", &[4, 1, 64], 1.0),
        int("zero", 0),
        int("one", 1),
    ]
}

/// A voice of Piper's shape with operators that such voices have, noise among them; it gives `output` of [1, 1, 1, n].
pub fn piper() -> Vec<u8> {
    let mut nodes =
        vec![node("Gather", &["scales", "one"], "slowness"), node("Gather", &["scales", "zero"], "loudness")];
    nodes.extend(decoder("input"));
    nodes.extend([
        node("RandomNormalLike", &["sound"], "chance"),
        node("Mul", &["chance", "loudness"], "noise"),
        node("Add", &["sound", "noise"], "noisy"),
        node("Unsqueeze", &["noisy", "last"], "output"),
    ]);
    let mut constants = decoder_weights();
    constants.push(constant("colour", FLOAT, &[1], &0f32.to_le_bytes()));
    constants.push(constant("last", INT64, &[1], &1i64.to_le_bytes()));
    let inputs =
        [value("input", INT64, &[1, 0]), value("input_lengths", INT64, &[1]), value("scales", FLOAT, &[3])];
    model(nodes, constants, inputs, value("output", FLOAT, &[1, 1, 1, 0]))
}

/// A voice of Kokoro's shape, twice as slow; it gives `waveform` of [n].
pub fn kokoro() -> Vec<u8> {
    let mut nodes = vec![
        node("Reciprocal", &["speed"], "slow"),
        node("Mul", &["slow", "two"], "twice"),
        node("Squeeze", &["twice"], "slowness"),
        node("MatMul", &["style", "taste"], "colour"),
    ];
    nodes.extend(decoder("input_ids"));
    nodes.push(node("Reshape", &["sound", "flat"], "waveform"));
    let mut constants = decoder_weights();
    constants.push(weights("taste", &[256, WIDE as u64], 1.0));
    constants.push(constant("two", FLOAT, &[1], &2f32.to_le_bytes()));
    constants.push(constant("flat", INT64, &[1], &(-1i64).to_le_bytes()));
    let inputs =
        [value("input_ids", INT64, &[1, 0]), value("style", FLOAT, &[1, 256]), value("speed", FLOAT, &[1])];
    model(nodes, constants, inputs, value("waveform", FLOAT, &[0]))
}

/// A model that takes and gives what no voice does.
pub fn stranger() -> Vec<u8> {
    let inputs = [value("pixels", FLOAT, &[1, 0])];
    model([node("Tanh", &["pixels"], "output")], [], inputs, value("output", FLOAT, &[1, 0]))
}

/// A voice of Piper's shape that gives what is no number.
pub fn endless() -> Vec<u8> {
    let inputs =
        [value("input", INT64, &[1, 0]), value("input_lengths", INT64, &[1]), value("scales", FLOAT, &[3])];
    let nodes = [cast("input", FLOAT, "ids"), node("Div", &["ids", "nothing"], "output")];
    let nothing = constant("nothing", FLOAT, &[], &0f32.to_le_bytes());
    model(nodes, [nothing], inputs, value("output", FLOAT, &[1, 0]))
}

/// An ONNX model that turns every phoneme into a sine of its own pitch, as long as the length scale says.
pub fn sines() -> Vec<u8> {
    let float = |name, value: f32| constant(name, FLOAT, &[], &value.to_le_bytes());
    let int = |name, value: i64| constant(name, INT64, &[], &value.to_le_bytes());
    let shape = |name, dims: &[i64]| {
        let raw: Vec<u8> = dims.iter().flat_map(|dim| dim.to_le_bytes()).collect();
        constant(name, INT64, &[dims.len() as u64], &raw)
    };
    let nodes = [
        cast("input", FLOAT, "ids"),
        node("Mul", &["ids", "step"], "steps"),
        node("Add", &["steps", "lowest"], "pitches"),
        node("Reshape", &["pitches", "column"], "pitch"),
        node("Gather", &["scales", "one"], "scale"),
        node("Mul", &["scale", "samples"], "length"),
        cast("length", INT64, "count"),
        node("Range", &["zero", "count", "one"], "numbers"),
        cast("numbers", FLOAT, "times"),
        node("Mul", &["pitch", "times"], "turns"),
        node("Mul", &["turns", "turn"], "phase"),
        node("Sin", &["phase"], "wave"),
        node("Mul", &["wave", "level"], "sound"),
        node("Reshape", &["sound", "flat"], "output"),
    ];
    let constants = [
        float("step", 7.0),
        float("lowest", 200.0),
        float("samples", SAMPLES_A_PHONEME),
        float("turn", std::f32::consts::TAU / RATE as f32),
        float("level", 0.3),
        int("zero", 0),
        int("one", 1),
        shape("column", &[-1, 1]),
        shape("flat", &[1, 1, -1]),
    ];
    let inputs =
        [value("input", INT64, &[1, 0]), value("input_lengths", INT64, &[1]), value("scales", FLOAT, &[3])];
    model(nodes, constants, inputs, value("output", FLOAT, &[1, 1, 0]))
}

/// The description that Piper wants beside the model.
pub fn described(voice: &str) -> String {
    let ipa = ('\u{250}'..='\u{2ff}')
        .chain('\u{300}'..='\u{36f}')
        .chain('!'..='~')
        .chain(['æ', 'ç', 'ð', 'ŋ', 'œ', 'ø', ' ']);
    let marks = ["_", "^", "$"].map(str::to_owned);
    let symbols = marks.iter().cloned().chain(ipa.map(String::from).filter(|symbol| !marks.contains(symbol)));
    let ids: serde_json::Map<_, _> =
        symbols.enumerate().map(|(id, symbol)| (symbol, serde_json::json!([id]))).collect();
    serde_json::json!({
        "audio": { "sample_rate": RATE },
        "espeak": { "voice": voice },
        "language": { "code": "zh_CN" },
        "inference": { "noise_scale": 0.0, "length_scale": 1.0, "noise_w": 0.0 },
        "phoneme_type": "espeak",
        "phoneme_map": {},
        "num_symbols": ids.len(),
        "phoneme_id_map": ids,
        "num_speakers": 1,
        "speaker_id_map": {}
    })
    .to_string()
}
