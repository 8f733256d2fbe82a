//! A real peer: Piper's own HTTP server, with a voice of a dozen nodes (`toy_onnx`).
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
use crate::toy_onnx::{RATE, described, sines};

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
    fs::write(folder.path().join("toy_low.onnx"), sines()).unwrap();
    fs::write(folder.path().join("toy_low.onnx.json"), described("cmn")).unwrap();
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
