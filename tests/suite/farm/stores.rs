//! Stores that fail, lie and forget.

use std::fs;
use std::sync::atomic::Ordering;
use std::time::{Duration, SystemTime};

use super::tools::{Broker, Network, S3, Way, Worker, free_port, until, with_s3};
use super::{alone, as_alone, clips_in, say, store_in, tones};
use crate::house::{House, Run, TONES, contents};

#[test]
fn a_store_that_fails_one_request_in_ten_and_flips_bytes_loses_nothing() {
    let (Some(broker), Some(s3)) = (Broker::start(), S3::start()) else { return };
    let network = Network::before(s3.port, |number, line| {
        let is_clip = line.starts_with("GET") && !line.contains("put-if-absent");
        match number % 10 {
            3 => Way::Down,
            6 if is_clip => Way::Flipped,
            _ => Way::Through,
        }
    });
    let _worker = Worker::start(TONES, &broker, "s3://clips", Some(network.port));
    let house = tones(&broker, "s3://clips", 60.0);
    let output = with_s3(&mut house.command(&say(12)), network.port).output().unwrap();
    Run::of("say", output).succeeds();
    as_alone(&house, TONES, 12);
    assert!(network.faults.load(Ordering::SeqCst) > 5);
}

#[test]
fn a_clip_that_is_broken_in_the_store_is_set_aside_and_made_anew() {
    let Some(broker) = Broker::start() else { return };
    let folder = tempfile::tempdir().unwrap();
    let store = store_in(folder.path());
    let _worker = Worker::start(TONES, &broker, &store, None);
    tones(&broker, &store, 60.0).run(&say(4)).succeeds();
    for (number, clip) in clips_in(folder.path()).iter().enumerate().take(3) {
        let mut bytes = fs::read(clip).unwrap();
        let place = [70, 300, bytes.len() - 1][number];
        bytes[place] ^= 4;
        fs::write(clip, bytes).unwrap();
    }
    let house = tones(&broker, &store, 60.0);
    house.run(&say(4)).succeeds();
    as_alone(&house, TONES, 4);
    assert_eq!(fs::read_dir(folder.path().join("set-aside")).unwrap().count(), 3);
    assert_eq!(clips_in(folder.path()).len(), 4);
}

/// A house with a store and no queue.
fn keeper(store: &str) -> House {
    House::new().file("newscaster.toml", format!("[farm]\nstore = '{store}'\n{TONES}"))
}

#[test]
fn a_store_that_ignores_conditions_is_found_out_and_named() {
    let Some(s3) = S3::start() else { return };
    let network = Network::before(s3.port, |_, _| Way::Unconditional);
    let house = keeper("s3://clips");
    let output = with_s3(&mut house.command(&say(1)), network.port).output().unwrap();
    Run::of("say", output).ends(2).says("s3://clips").says("If-None-Match");
}

#[test]
fn a_store_that_is_down_costs_time_and_nothing_else_and_its_key_is_not_told() {
    let house = keeper("s3://clips");
    let mut command = house.command(&say(2));
    let output = with_s3(&mut command, free_port()).env("RUST_LOG", "newscaster=debug").output().unwrap();
    let run =
        Run::of("say", output).succeeds().says("everything is spoken here").says("on this machine alone");
    assert!(!run.err.contains("canary"), "{}", run.err);
    as_alone(&house, TONES, 2);
}

#[test]
fn a_worker_keeps_its_own_folder_below_its_size() {
    let Some(broker) = Broker::start() else { return };
    let house = alone(TONES);
    house.run(&say(3)).succeeds();
    let clips = house.path("clips/clips");
    let sounds =
        || contents(&clips).iter().filter(|(path, _)| path.extension().is_some_and(|e| e == "wav")).count();
    assert_eq!(sounds(), 3);
    let long_ago = SystemTime::now() - Duration::from_hours(2);
    for (path, _) in contents(&clips) {
        fs::File::options().write(true).open(clips.join(path)).unwrap().set_modified(long_ago).unwrap();
    }
    let folder = tempfile::tempdir().unwrap();
    let configuration = format!("[clips]\nfolder = '{}'\nmegabytes = 0\n{TONES}", clips.display());
    let _worker = Worker::start(&configuration, &broker, &store_in(folder.path()), None);
    until("the old clips are gone", || sounds() == 0);
}

#[test]
fn an_address_without_encryption_is_told_how_it_is_allowed() {
    let house = keeper("s3://clips");
    let mut command = house.command(&say(1));
    let output = with_s3(&mut command, free_port()).env_remove("AWS_ALLOW_HTTP").output().unwrap();
    Run::of("say", output).succeeds().says("AWS_ALLOW_HTTP=true");
}
