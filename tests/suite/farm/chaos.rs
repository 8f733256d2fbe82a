//! Workers that are killed, a broker that forgets everything, workers that lie: time is lost, never an edition.

use std::time::Duration;

use super::messages::Client;
use super::tools::{Broker, Worker, until};
use super::{
    MAKE, alone, as_alone, calls, clips_in, master, same_edition, say, store_in, sum, through, tones,
};
use crate::house::{Run, TONES};
use crate::speech_server::{Act, SpeechServer, status};

fn slow(milliseconds: u64) -> SpeechServer {
    SpeechServer::start(move |_, _| Act::Speak(Duration::from_millis(milliseconds)))
}

#[test]
fn workers_that_are_killed_again_and_again_lose_no_clip() {
    let Some(broker) = Broker::start() else { return };
    let server = slow(150);
    let (configuration, folder) = (through(&server), tempfile::tempdir().unwrap());
    let store = store_in(folder.path());
    // Leases of two seconds, so that nobody waits a minute for the dead.
    Client::of(&broker).lease("main", Duration::from_secs(2));
    let mut workers: Vec<Worker> =
        (0..2).map(|_| Worker::start(&configuration, &broker, &store, None)).collect();
    let house = master(&configuration, &broker, &store, 60.0);
    let child = house.command(&say(16)).spawn().unwrap();
    for turn in 0..4 {
        until("the next clips", || clips_in(folder.path()).len() > 3 * turn);
        workers[turn % 2].kill_and_replace(&broker, &store);
    }
    Run::of("say", child.wait_with_output().unwrap()).succeeds();
    // Each that was killed had two sentences in hand, one of them being spoken.
    assert!(calls(&server) <= 16 + 2 * 4, "{} calls", calls(&server));
    assert_eq!(clips_in(folder.path()).len(), 16);
    as_alone(&house, &configuration, 16);
}

#[test]
fn a_broker_that_is_killed_and_forgets_everything_costs_time_only() {
    let Some(mut broker) = Broker::start() else { return };
    let server = slow(100);
    let (configuration, folder) = (through(&server), tempfile::tempdir().unwrap());
    let store = store_in(folder.path());
    let workers = [Worker::start(&configuration, &broker, &store, None)];
    let house = master(&configuration, &broker, &store, 30.0);
    let child = house.command(&say(12)).spawn().unwrap();
    until("the fourth clip", || clips_in(folder.path()).len() >= 4);
    broker.kill_and_wipe();
    assert!(broker.run());
    let run = Run::of("say", child.wait_with_output().unwrap()).succeeds();
    assert!(!run.err.contains("nobody has worked"), "{}", run.err);
    assert_eq!(clips_in(folder.path()).len(), 12);
    assert!(sum(&workers, "spoken_total") == 12 && calls(&server) == 12, "{} calls", calls(&server));
    as_alone(&house, &configuration, 12);
}

#[test]
fn a_stale_workers_late_acknowledgement_is_noticed() {
    let Some(broker) = Broker::start() else { return };
    let server = slow(3_000);
    let (configuration, folder) = (through(&server), tempfile::tempdir().unwrap());
    let store = store_in(folder.path());
    let client = Client::of(&broker);
    client.lease("main", Duration::from_secs(1));
    let house = master(&configuration, &broker, &store, 15.0);
    let child = house.command(&say(1)).spawn().unwrap();
    let stale = client.take("main");
    let mut worker = Worker::start(&configuration, &broker, &store, None);
    until("the sentence comes to another", || calls(&server) == 1);
    client.acknowledge(&stale);
    until("the queue forgets it", || client.standing() == 0);
    // Now there is no message, and who had it in hand dies before its clip is put.
    worker.kill_and_replace(&broker, &store);
    let run = Run::of("say", child.wait_with_output().unwrap()).succeeds();
    assert!(!run.err.contains("nobody has worked"), "{}", run.err);
    assert_eq!((calls(&server), clips_in(folder.path()).len()), (2, 1));
    as_alone(&house, &configuration, 1);
}

#[test]
fn a_sentence_at_which_workers_are_lost_goes_back_to_its_master() {
    let Some(broker) = Broker::start() else { return };
    let folder = tempfile::tempdir().unwrap();
    let client = Client::of(&broker);
    client.lease("main", Duration::from_millis(500));
    let house = tones(&broker, &store_in(folder.path()), 60.0);
    let child = house.command(&say(1)).spawn().unwrap();
    for _ in 0..4 {
        drop(client.take("main"));
    }
    // The server tells of it when the next worker asks for something to do.
    let _worker = Worker::start(TONES, &broker, &store_in(folder.path()), None);
    let run = Run::of("say", child.wait_with_output().unwrap()).succeeds();
    let run = run.says("4 workers were lost at a sentence");
    assert!(!run.err.contains("nobody has worked"), "{}", run.err);
    as_alone(&house, TONES, 1);
    assert_eq!(client.standing(), 0);
}

#[test]
fn what_is_past_its_deadline_is_dropped_by_workers_and_spoken_by_its_master() {
    let Some(broker) = Broker::start() else { return };
    let server = slow(1_200);
    let (configuration, folder) = (through(&server), tempfile::tempdir().unwrap());
    let store = store_in(folder.path());
    let workers = [Worker::start(&configuration, &broker, &store, None)];
    // Nobody works for the voice that stands in, which is waited for.
    let house = master(&format!("deadline = 1.0\n{configuration}"), &broker, &store, 60.0);
    house.run(&say(4)).succeeds();
    // Two were in hand; what had to wait for them is not wanted any more.
    until("the others are dropped", || sum(&workers, "dropped_total") >= 2);
    as_alone(&house, &configuration, 4);
}

#[test]
fn a_sentence_that_the_service_refuses_is_the_only_one_in_the_report() {
    let Some(broker) = Broker::start() else { return };
    let server = SpeechServer::start(|_, asked| {
        if asked.text().contains("第三座最大") { status(400) } else { Act::Speak(Duration::ZERO) }
    });
    let (configuration, folder) = (through(&server), tempfile::tempdir().unwrap());
    let store = store_in(folder.path());
    let client = Client::of(&broker);
    let mut dead = client.dead();
    let workers = [Worker::start(&configuration, &broker, &store, None)];
    let house = master(&configuration, &broker, &store, 15.0);
    house.run(MAKE).ends(1).says("spoken by `tones`");
    let report = house.json("edition/report.json");
    let problems =
        report["segments"].as_array().unwrap().iter().filter(|segment| !segment["problem"].is_null());
    assert_eq!(problems.count(), 1, "{report}");
    assert_eq!(sum(&workers, "failed_total"), 1);
    assert!(client.next(&mut dead).contains("第三座最大"));
    let local = alone(&configuration);
    local.run(MAKE).ends(1);
    same_edition(&house, &local);
}

#[test]
fn a_worker_that_is_asked_to_end_finishes_what_is_in_hand() {
    let Some(broker) = Broker::start() else { return };
    let server = slow(1_000);
    let (configuration, folder) = (through(&server), tempfile::tempdir().unwrap());
    let store = store_in(folder.path());
    let mut worker = Worker::start(&configuration, &broker, &store, None);
    let house = master(&configuration, &broker, &store, 60.0);
    let child = house.command(&say(5)).spawn().unwrap();
    until("the first sentence", || calls(&server) > 0);
    assert_eq!(worker.end(), Some(0), "{}", worker.said());
    let in_hand = clips_in(folder.path()).len();
    assert!((1..=2).contains(&in_hand), "{in_hand}");
    // What was given back at once is spoken by the next, who waits for no lease to end.
    let _worker = Worker::start(&configuration, &broker, &store, None);
    Run::of("say", child.wait_with_output().unwrap()).succeeds();
    assert_eq!((calls(&server), clips_in(folder.path()).len()), (5, 5));
}
