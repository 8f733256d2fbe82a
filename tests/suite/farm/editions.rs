//! What a farm makes is what one machine makes.

use std::fs;

use super::tools::{Broker, S3, Worker, free_port, with_s3};
use super::{MAKE, alone, as_alone, clips_in, same_edition, say, store_in, sum, tones};
use crate::house::{House, Run, TONES};

#[test]
fn a_farm_makes_the_edition_of_a_local_run_and_no_clip_twice() {
    let Some(broker) = Broker::start() else { return };
    let folder = tempfile::tempdir().unwrap();
    let store = store_in(folder.path());
    let workers: Vec<Worker> = (0..2).map(|_| Worker::start(TONES, &broker, &store, None)).collect();
    let house = alone(TONES);
    let flags = format!("{MAKE} --queue {} --store {store}", broker.address());
    house
        .run(&flags)
        .succeeds()
        .says("are given to the workers at nats://")
        .says("for 30 s, they are spoken here");
    let spoken = sum(&workers, "spoken_total");
    assert!(spoken > 3 && spoken == clips_in(folder.path()).len(), "{spoken}");
    let local = alone(TONES);
    local.run(MAKE).succeeds();
    same_edition(&house, &local);

    // Another machine with the same page: everything is in the store, and nobody is asked for anything.
    let other = tones(&broker, &store, 60.0);
    other.run(MAKE).succeeds().says("(0 newly spoken)");
    assert_eq!((sum(&workers, "spoken_total"), sum(&workers, "there_total")), (spoken, 0));
    assert!(workers[0].health("/healthz").contains("200 OK"));
}

#[test]
fn masters_with_the_same_sentences_share_each_clip() {
    let Some(broker) = Broker::start() else { return };
    let folder = tempfile::tempdir().unwrap();
    let store = store_in(folder.path());
    let workers = [Worker::start(TONES, &broker, &store, None)];
    let houses: Vec<House> = (0..3).map(|_| tones(&broker, &store, 60.0)).collect();
    let running: Vec<_> = houses.iter().map(|house| house.command(&say(5)).spawn().unwrap()).collect();
    for child in running {
        Run::of("say", child.wait_with_output().unwrap()).succeeds();
    }
    assert_eq!((sum(&workers, "spoken_total"), clips_in(folder.path()).len()), (5, 5));
    houses.iter().for_each(|house| as_alone(house, TONES, 5));
}

#[test]
fn s3_holds_the_clips_of_a_farm() {
    let (Some(broker), Some(s3)) = (Broker::start(), S3::start()) else { return };
    let store = "s3://clips/papers";
    let workers = [Worker::start(TONES, &broker, store, Some(s3.port))];
    let house = tones(&broker, store, 60.0);
    let run = || {
        let output = with_s3(&mut house.command(&say(4)), s3.port).output().unwrap();
        Run::of("say", output).succeeds();
    };
    run();
    assert_eq!(sum(&workers, "spoken_total"), 4);
    as_alone(&house, TONES, 4);
    // Without its own folder, a machine finds all of it there, and asks nobody.
    fs::remove_dir_all(house.path("clips")).unwrap();
    run();
    assert_eq!((sum(&workers, "spoken_total"), sum(&workers, "there_total")), (4, 0));
}

#[test]
fn where_nobody_works_the_master_speaks_itself_after_a_wait_that_is_told() {
    let Some(broker) = Broker::start() else { return };
    let folder = tempfile::tempdir().unwrap();
    let house = tones(&broker, &store_in(folder.path()), 1.0);
    let run = house.run(&say(3)).succeeds();
    assert!(run.err.contains("nobody works at a voice's for 1 s"), "{}", run.err);
    assert_eq!(
        run.err.matches("nobody has worked at the sentences of `main` for 1 s").count(),
        1,
        "{}",
        run.err
    );
    as_alone(&house, TONES, 3);
    assert_eq!(clips_in(folder.path()).len(), 3, "what is spoken here is shared");
}

#[test]
fn without_a_broker_all_is_spoken_here_and_without_a_store_nothing_is_begun() {
    let folder = tempfile::tempdir().unwrap();
    let store = store_in(folder.path());
    let queue = format!("nats://127.0.0.1:{}", free_port());
    let farm = format!("[farm]\nqueue = '{queue}'\nstore = '{store}'\n{TONES}");
    let house = House::new().file("newscaster.toml", farm);
    house.run(&say(2)).succeeds().says("everything is spoken here");
    as_alone(&house, TONES, 2);
    house.run("work").ends(4).says("cannot be reached");
    house.run("work --voices nobody").ends(2).says("no voice `nobody`");
    house.run("work --queue localhost").ends(2).says("nats://");
    let bare = alone(TONES);
    bare.run(&format!("{MAKE} --queue {queue}")).ends(2).says("--store");
    bare.run("work").ends(2).says("--queue nats://");
    let run = bare.run(&format!("{MAKE} --store s3://user:canary-4711@clips")).ends(2).says("docs/farm.md");
    assert!(!run.err.contains("canary"), "{}", run.err);
}
