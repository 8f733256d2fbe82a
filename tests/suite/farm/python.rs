//! The worker of examples/, as somebody would write one for a GPU.

use std::process::{Command, Stdio};

use super::tools::{Broker, Process, until};
use super::{clips_in, say, store_in, tones};
use crate::needs::skip;

const WORKER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/worker.py");

#[test]
fn a_worker_in_another_language_speaks_for_a_master() {
    let imports = Command::new("python3").args(["-c", "import blake3, nats"]).stderr(Stdio::null()).status();
    if !imports.is_ok_and(|status| status.success()) {
        return skip("Python has no nats and blake3");
    }
    let Some(broker) = Broker::start() else { return };
    let folder = tempfile::tempdir().unwrap();
    let store = store_in(folder.path());
    let said = folder.path().join("said");
    let worker = Command::new("python3")
        .args([WORKER, &broker.address(), folder.path().to_str().unwrap(), "main"])
        .stdout(Stdio::null())
        .stderr(std::fs::File::create(&said).unwrap())
        .spawn();
    let _worker = Process(worker.unwrap());
    let run = tones(&broker, &store, 20.0).run(&say(4)).succeeds();
    let said = || std::fs::read_to_string(&said).unwrap();
    assert!(!run.err.contains("nobody has worked"), "{}{}", run.err, said());
    until("its last word", || said().matches("spoken").count() == 4);
    assert_eq!(clips_in(folder.path()).len(), 4);
}

#[test]
fn the_example_is_short() {
    let lines = std::fs::read_to_string(WORKER).unwrap().lines().count();
    assert!(lines <= 60, "{lines} lines");
}
