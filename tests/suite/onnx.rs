//! Voices in ONNX's form, computed inside the program: toys of the shapes of Piper's and Kokoro's.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Command;

use newscaster::model::{Mark, Say, Spoken, Syllable, Token};
use newscaster::speech::engines::build;
use newscaster::speech::{EngineError, Form, Voice};
use tempfile::TempDir;

use crate::house::House;
use crate::test_studio::voice;
use crate::toy_onnx::{self, RATE, SAMPLES_A_NUMBER, described};

/// What stands in Kokoro's vocabulary: the signs of 注音 and the like, tones, marks, IPA of English.
const VOCABULARY: &str = "$;:,.!?—…\"() /12345Rㄅㄆㄇㄈㄉㄊㄋㄌㄍㄎㄏㄐㄑㄒㄓㄔㄕㄖㄗㄘㄙㄚㄛㄜㄝㄞㄟㄠㄡㄢㄣㄤㄥㄦㄧㄨㄩㄭ十月压言阳要阴应用又中穵外万王为文瓮我元云ABDHILNOQSTUWYZabcdefghijklmnopqrstuvwxyzɑɐɒæɔɕəɚɛɜɡɪŋɹɾʃʊʌʒʤʧˈˌːθðᵊᵻ";

fn token(words: &str, say: Say) -> Token {
    Token { printed: words.to_owned(), words: words.to_owned(), say, rule: None }
}

fn spoken(text: &str) -> Spoken {
    let token = |word: &str| match word {
        "，" => token(word, Say::Mark(Mark::Comma)),
        "。" | "." => token(word, Say::Mark(Mark::Stop)),
        _ if word.chars().all(|c| c.is_ascii_uppercase()) => token(word, Say::Letters),
        _ if word.chars().all(|c| c.is_ascii_alphabetic()) => token(word, Say::English),
        _ => token("妈", Say::Mandarin(word.split('-').map(|s| Syllable::parse(s).unwrap()).collect())),
    };
    Spoken { tokens: text.split(' ').map(token).collect(), problem: None }
}

const NEWS: &str = "jin1-tian1 tian1-qi4 hen3 hao3 ， wo3-men5 kan4 xin1-wen2 。";

/// A folder with a toy of Piper's shape.
fn piper(config: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("toy.onnx"), toy_onnx::piper()).unwrap();
    fs::write(folder.path().join("toy.onnx.json"), config).unwrap();
    folder
}

fn styles(voices: usize) -> Vec<u8> {
    let number = |at: usize| ((at * 37 % 101) as f32 / 101.0 - 0.5).to_le_bytes();
    (0..voices * 510 * 256).flat_map(number).collect()
}

/// An archive of NumPy's with the styles of voices.
fn archive(names: &[&str]) -> Vec<u8> {
    let head = format!("{:<117}\n", "{'descr': '<f4', 'fortran_order': False, 'shape': (510, 1, 256), }");
    let mut array = b"\x93NUMPY\x01\x00".to_vec();
    array.extend((head.len() as u16).to_le_bytes());
    array.extend(head.as_bytes());
    array.extend(styles(1));
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for name in names {
        zip.start_file(format!("{name}.npy"), stored).unwrap();
        zip.write_all(&array).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn vocabulary() -> String {
    let ids: serde_json::Map<_, _> =
        VOCABULARY.chars().enumerate().map(|(id, sign)| (sign.to_string(), id.into())).collect();
    serde_json::json!({ "vocab": ids }).to_string()
}

/// A folder with a toy of Kokoro's shape.
fn kokoro() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
    put("toy.onnx", &toy_onnx::kokoro());
    put("config.json", vocabulary().as_bytes());
    put("voices.bin", &archive(&["zf_001", "zm_010"]));
    put("bare.bin", &styles(2));
    folder
}

fn own(folder: &TempDir, more: &str) -> Voice {
    voice("onnx", &format!("model = '{}'\n{more}", folder.path().join("toy.onnx").display()))
}

const STYLED: &str = "config = 'config.json'\nstyles = 'voices.bin'\nvoice = 'zf_001'\n";

async fn say(voice: &Voice, text: &str) -> Result<(Vec<i16>, u32), EngineError> {
    let Form::Pcm(bytes, rate) = build(voice)?.speak(&spoken(text), voice).await?.form else {
        panic!("bare samples were expected")
    };
    Ok((bytes.as_chunks().0.iter().map(|bytes| i16::from_le_bytes(*bytes)).collect(), rate))
}

async fn complaint(voice: &Voice) -> String {
    say(voice, NEWS).await.unwrap_err().to_string()
}

#[tokio::test]
async fn the_same_words_give_the_same_bytes_alone_and_side_by_side() {
    let folder = piper(&described("cmn"));
    let noisy = own(&folder, "noise_scale = 0.05");
    let (alone, rate) = say(&noisy, NEWS).await.unwrap();
    assert_eq!(rate, RATE);
    let (one, two) = tokio::join!(say(&noisy, NEWS), say(&noisy, NEWS));
    assert!(one.unwrap().0 == alone && two.unwrap().0 == alone);
    let (plain, _) = say(&own(&folder, ""), NEWS).await.unwrap();
    assert!(plain != alone, "there is no noise in it");
}

#[tokio::test]
async fn speed_changes_the_length() {
    let folder = piper(&described("cmn"));
    let length = async |more: &str| say(&own(&folder, more), NEWS).await.unwrap().0.len() as f64;
    let ratio = length("speed = 0.5").await / length("").await;
    assert!((1.9..2.1).contains(&ratio), "{ratio}");
    let folder = kokoro();
    let length =
        async |more: &str| say(&own(&folder, &format!("{STYLED}{more}")), NEWS).await.unwrap().0.len() as f64;
    let ratio = length("speed = 0.5").await / length("").await;
    assert!((1.9..2.1).contains(&ratio), "{ratio}");
}

#[tokio::test]
async fn kokoro_is_fed_initials_finals_and_letters_in_mandarin() {
    let folder = kokoro();
    let own_styles = own(&folder, STYLED);
    let engine = build(&own_styles).unwrap();
    assert!(engine.says(&token("GDP", Say::Letters)) && !engine.says(&token("Alpha", Say::English)));
    let (samples, rate) = say(&own_styles, "yin2-hang2 GDP 。").await.unwrap();
    assert_eq!(rate, 24_000);
    // ㄧㄣ is one sign: 3 + 3 numbers with tones, a stroke, 3 × 3, a stop, two edges; twice the samples a number.
    let numbers = 2 + 3 + 1 + 9 + 1 + 2;
    let whole = numbers * SAMPLES_A_NUMBER * 2;
    assert!((whole - 1_024..=whole).contains(&samples.len()), "{} of {whole}", samples.len());
    let bare = own(&folder, "config = 'config.json'\nstyles = 'bare.bin'\nspeaker = 1\n");
    assert_eq!(say(&bare, NEWS).await.unwrap().1, 24_000);
}

#[tokio::test]
async fn what_is_longer_than_a_model_takes_is_said_in_parts() {
    let folder = kokoro();
    let long = own(&folder, &format!("{STYLED}characters = 1000\n"));
    let text = vec!["zhuang1-shuang4"; 150].join(" ");
    let (samples, _) = say(&long, &text).await.unwrap();
    // 300 syllables of three signs each: more than 509 at once.
    assert!(samples.len() > 900 * SAMPLES_A_NUMBER * 2, "{}", samples.len());
}

#[tokio::test]
async fn files_that_cannot_be_used_are_named_with_what_is_wrong() {
    let odd_number = described("cmn").replace("\"num_symbols\":", "\"num_symbols\":5,\"was\":");
    let configs = [
        ("{", "toy.onnx.json cannot be used"),
        ("{\"audio\":{\"sample_rate\":16000}}", "phoneme_id_map"),
        ("{\"audio\":{\"sample_rate\":16000},\"phoneme_id_map\":{}}", "lacks `^`"),
        (&odd_number, "of 5"),
        (&described("cmn").replace("16000", "1"), "1 samples a second"),
        (&described("cmn").replace("\"phoneme_type\":\"espeak\"", "\"phoneme_type\":\"hebrew\""), "`hebrew`"),
    ];
    for (config, words) in configs {
        let folder = piper(config);
        let message = complaint(&own(&folder, "")).await;
        assert!(message.contains(words) && message.contains("toy.onnx.json"), "{message}");
    }
    let folder = piper(&described("cmn"));
    fs::remove_file(folder.path().join("toy.onnx.json")).unwrap();
    assert!(complaint(&own(&folder, "")).await.contains("toy.onnx.json is not there"));

    let whole = toy_onnx::piper();
    let models: [(&[u8], &str); 5] = [
        (&whole[..whole.len() / 2], "no ONNX model"),
        (b"no model at all", "no ONNX model"),
        (b"", "no ONNX model"),
        (&toy_onnx::stranger(), "it has no input `input`, only pixels"),
        (&toy_onnx::endless(), "what is no number"),
    ];
    for (model, words) in models {
        let folder = piper(&described("cmn"));
        fs::write(folder.path().join("toy.onnx"), model).unwrap();
        let message = complaint(&own(&folder, "")).await;
        assert!(message.contains(words) && message.contains("toy.onnx"), "{message}");
    }
}

#[tokio::test]
async fn odd_styles_and_vocabularies_are_named() {
    let folder = kokoro();
    let with = |settings: &str| own(&folder, settings);
    let message = complaint(&with(&STYLED.replace("zf_001", "zf_01"))).await;
    assert!(message.contains("no voice `zf_01`: did you mean `zf_001`?"), "{message}");
    let message = complaint(&with("config = 'config.json'\nstyles = 'bare.bin'\nspeaker = 2")).await;
    assert!(message.contains("bare.bin") && message.contains("2 voices"), "{message}");
    fs::write(folder.path().join("short.bin"), [0; 1_000]).unwrap();
    let message = complaint(&with("config = 'config.json'\nstyles = 'short.bin'")).await;
    assert!(message.contains("short.bin cannot be used: 1000 bytes"), "{message}");
    fs::write(folder.path().join("config.json"), "{\"vocab\": {\"a\": 1}}").unwrap();
    let message = complaint(&with(STYLED)).await;
    assert!(message.contains("config.json") && message.contains("no signs for Chinese"), "{message}");
    fs::write(folder.path().join("config.json"), "{}").unwrap();
    assert!(complaint(&with(STYLED)).await.contains("holds no `vocab`"));
}

#[test]
fn a_voice_in_two_files_is_installed_listed_heard_and_removed() {
    let name = "zh_CN-huayan-medium.onnx";
    let house = House::new().file(name, toy_onnx::piper());
    house.run("voices").succeeds().prints("voices install zh-huayan --from FILE");
    let install = format!("voices install zh-huayan --yes --from {name}");
    house.run(&install).ends(3).says(&format!("{name}.json"));
    house.put(&format!("{name}.json"), described("cmn"));
    house.run(&install).succeeds().says("unknown").says("installed");
    let usable = |name: &str| {
        let listed: serde_json::Value =
            serde_json::from_str(&house.run("voices --json").succeeds().out).unwrap();
        listed["voices"].as_array().unwrap().iter().find(|voice| voice["name"] == name).unwrap()["usable"]
            == true
    };
    assert!(usable("zh-huayan"));
    house.run("say 今天天气很好，我们看新闻。 --voice zh-huayan -o a.wav").succeeds();
    house.run("say 今天天气很好，我们看新闻。 --voice zh-huayan -o b.wav").succeeds();
    assert_eq!(fs::read(house.path("a.wav")).unwrap(), fs::read(house.path("b.wav")).unwrap());
    house.run("voices remove zh-huayan").succeeds().says("removed");
    assert!(!usable("zh-huayan") && is_empty(&house.path("data/voices")));
}

#[test]
fn what_cannot_speak_is_not_installed() {
    let name = "zh_CN-huayan-medium.onnx";
    let house = House::new().file(name, toy_onnx::stranger());
    house.put(&format!("{name}.json"), described("cmn"));
    house.run(&format!("voices install zh-huayan --yes --from {name}")).ends(3).says("only pixels");
    house.run(&format!("voices install en-lessac --yes --from {name}")).ends(3).says("SHA-256");
    assert!(is_empty(&house.path("data/voices")));
}

#[test]
fn an_installed_voice_is_chosen_where_nobody_is_cast() {
    let files = kokoro();
    let copy = |name: &str| fs::read(files.path().join(name)).unwrap();
    let house = House::new()
        .file("kokoro-v1.1-zh.onnx", copy("toy.onnx"))
        .file("config.json", copy("config.json"))
        .file("p.md", "# 河湾新桥通车\n\n河湾新桥昨天通车，行人可以过河。\n");
    let install = "voices install zh-kokoro --yes --from kokoro-v1.1-zh.onnx";
    house.put("voices-v1.1-zh.bin", archive(&["zm_010"]));
    house.run(install).ends(3).says("no voice `zf_001`");
    house.put("voices-v1.1-zh.bin", copy("voices.bin"));
    house.run(install).succeeds();
    house
        .run("make p.md --date 2026-03-05")
        .succeeds()
        .says("the presenter's voice is Kokoro 001 (`zh-kokoro`)");
}

fn is_empty(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|mut files| files.next().is_none())
}

/// What ONNX Runtime computes of a toy: the samples, as text.
const PEER: &str = "
import sys, numpy, onnxruntime
ids = numpy.array([eval(sys.argv[2])], dtype=numpy.int64)
session = onnxruntime.InferenceSession(sys.argv[1])
fed = {'input': ids, 'input_lengths': numpy.array([ids.shape[1]], dtype=numpy.int64),
       'scales': numpy.array([0, 1, 0], dtype=numpy.float32)}
for sample in session.run(None, fed)[0].reshape(-1): print(float(sample))
";

#[tokio::test]
async fn the_numbers_are_those_of_onnx_runtime() {
    let Ok(python) = std::env::var("NEWSCASTER_PIPER_PYTHON") else {
        return crate::needs::skip("NEWSCASTER_PIPER_PYTHON names no Python with onnxruntime");
    };
    let config = described("cmn").replace("\"phoneme_type\":\"espeak\"", "\"phoneme_type\":\"text\"");
    let folder = piper(&config);
    let words = "good news today .";
    let (samples, _) = say(&own(&folder, ""), words).await.unwrap();
    let described: serde_json::Value = serde_json::from_str(&config).unwrap();
    let id = |sign: &str| described["phoneme_id_map"][sign][0].as_u64().unwrap();
    let mut ids = vec![id("^"), id("_")];
    ids.extend(spoken(words).text().chars().flat_map(|sign| [id(&sign.to_string()), id("_")]));
    ids.push(id("$"));
    let answer = Command::new(python)
        .args(["-c", PEER])
        .arg(folder.path().join("toy.onnx"))
        .arg(format!("{ids:?}"))
        .output()
        .unwrap();
    assert!(answer.status.success(), "{}", String::from_utf8_lossy(&answer.stderr));
    let peer: Vec<f32> =
        String::from_utf8(answer.stdout).unwrap().lines().map(|line| line.parse().unwrap()).collect();
    assert_eq!(peer.len(), ids.len() * SAMPLES_A_NUMBER);
    // Ends are trimmed and faded; the middle is what the model gave.
    let (fade, cut) = (3 * RATE as usize / 1_000, 10 * RATE as usize / 1_000);
    let first = peer.iter().position(|sample| (sample * 32_767.0).round().abs() > 33.0).unwrap();
    let begin = first.saturating_sub(cut);
    let worst = samples[fade..samples.len() - fade]
        .iter()
        .zip(&peer[begin + fade..])
        .map(|(own, peer)| (f32::from(*own) / 32_767.0 - peer).abs())
        .fold(0.0, f32::max);
    assert!(worst < 1e-3, "{worst} off");
    println!("{worst} off at most");
}
