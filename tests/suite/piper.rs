//! A real peer: Piper's own HTTP server, with a voice of a dozen nodes that the test makes itself.
//!
//! `NEWSCASTER_PIPER_PYTHON` names a Python that has `piper-tts` and `flask`; without it the test is skipped.

use std::fs;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use newscaster::speech::Form;
use newscaster::speech::engines::build;

use crate::services::sentence;
use crate::test_studio::voice;

const RATE: u32 = 16_000;
/// Samples that the toy voice gives each phoneme at length scale 1.
const SAMPLES_A_PHONEME: f32 = 480.0;

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

/// An ONNX model that turns every phoneme into a sine of its own pitch, as long as the length scale says.
fn toy_model() -> Vec<u8> {
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
    graph = graph.message(12, value("output", FLOAT, &[1, 1, 0]));
    let operators = Message::default().number(2, 17);
    Message::default().number(1, 8).message(7, graph).message(8, operators).0
}

/// The description that Piper wants beside the model.
fn toy_config() -> String {
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
        "espeak": { "voice": "cmn" },
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

/// The server; killed when dropped.
struct Server {
    child: Child,
    url: String,
}

impl Server {
    fn start(python: &str, folder: &Path) -> Self {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let child = Command::new(python)
            .args(["-m", "piper.http_server", "--host", "127.0.0.1", "--port", &port.to_string()])
            .args(["-m", "toy_low.onnx"])
            .current_dir(folder)
            .stdout(Stdio::null())
            .stderr(fs::File::create(folder.join("log")).unwrap())
            .spawn()
            .unwrap();
        Self { child, url: format!("http://127.0.0.1:{port}") }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[tokio::test]
async fn piper_itself_speaks_through_its_own_server() {
    let Ok(python) = std::env::var("NEWSCASTER_PIPER_PYTHON") else {
        return crate::needs::skip("NEWSCASTER_PIPER_PYTHON names no Python with piper-tts and flask");
    };
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("toy_low.onnx"), toy_model()).unwrap();
    fs::write(folder.path().join("toy_low.onnx.json"), toy_config()).unwrap();
    let server = Server::start(&python, folder.path());
    let settings = |more: &str| format!("base_url = '{}'\nvoice = 'toy_low'\n{more}", server.url);
    let plain = voice("piper-http", &settings(""));
    let engine = build(&plain).unwrap();
    let mut waited = 0;
    while let Err(error) = engine.check(&plain).await {
        let log = || fs::read_to_string(folder.path().join("log")).unwrap_or_default();
        assert!(waited < 60, "{error}\n{}", log());
        tokio::time::sleep(Duration::from_secs(1)).await;
        waited += 1;
    }

    let mut frames = Vec::new();
    for more in ["", "length_scale = 2.0"] {
        let voice = voice("piper-http", &settings(more));
        let Form::File(bytes) = build(&voice).unwrap().speak(&sentence(), &voice).await.unwrap().form else {
            panic!("Piper gives files")
        };
        let reader = hound::WavReader::new(bytes.as_slice()).unwrap();
        assert_eq!(reader.spec().sample_rate, RATE);
        frames.push(reader.duration());
    }
    // 7 syllables; Piper puts a pad between all phonemes.
    let seconds = f64::from(frames[0]) / f64::from(RATE);
    assert!((0.7..6.0).contains(&seconds), "{seconds} s");
    assert_eq!(frames[1], frames[0] * 2);

    let other = voice("piper-http", &format!("base_url = '{}'\nvoice = 'zh_CN-huayan-medium'", server.url));
    let error = build(&other).unwrap().check(&other).await.unwrap_err();
    assert!(error.to_string().contains("has no voice `zh_CN-huayan-medium`"), "{error}");
}
