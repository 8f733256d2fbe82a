//! What docs/farm.md says of security, on a real server.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use async_nats::{ConnectOptions, jetstream};

use super::tools::{Broker, Worker};
use super::{alone, as_alone, say, store_in, sum, tones};
use crate::house::{House, Run, TONES};
use crate::needs::skip;

/// The permissions that the page gives to masters and workers.
fn permissions() -> &'static str {
    let page = include_str!("../../../docs/farm.md");
    let begin = page.find("authorization {").unwrap();
    page[begin..].split("```").next().unwrap()
}

#[test]
fn with_the_permissions_of_the_page_each_does_its_work_and_nothing_else() {
    let Some(broker) = Broker::with(permissions()) else { return };
    let folder = tempfile::tempdir().unwrap();
    let store = store_in(folder.path());
    let run = |house: &House, user: &str, arguments: &str| {
        let mut command = house.command(arguments);
        Run::of(arguments, broker.as_user(&mut command, user).output().unwrap())
    };
    let early = alone(TONES);
    let work = format!("work --voices main --queue {} --store {store}", broker.address());
    run(&early, "worker", &work).ends(4).says("a master makes them");
    // The first master makes all that is needed, and has nobody yet.
    run(&tones(&broker, &store, 0.5), "master", &say(1)).succeeds().says("nobody has worked");

    let workers = [Worker::start(TONES, &broker, &store, None)];
    let house = tones(&broker, &store, 60.0);
    run(&house, "master", &say(3)).succeeds();
    assert!(sum(&workers, "spoken_total") >= 2, "{}", workers[0].said());
    as_alone(&house, TONES, 3);

    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let options = ConnectOptions::with_user_and_password("worker".to_owned(), "worker".to_owned());
        let context = jetstream::new(options.connect(broker.address()).await.unwrap());
        let forged = context.publish("nc.v1.speak.main", "{}".into()).await.unwrap().await;
        assert!(forged.is_err(), "a worker has given something out");
        assert!(context.delete_stream("NC_V1_SPEAK").await.is_err(), "a worker has deleted the queue");
    });
}

/// Makes an authority, and certificates for a server and a client, with openssl; false where that is not there.
fn certificates(folder: &Path) -> bool {
    let openssl = |arguments: &str| {
        let mut command = Command::new("openssl");
        command
            .args(arguments.split_whitespace())
            .current_dir(folder)
            .stderr(Stdio::null())
            .stdout(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    };
    fs::write(folder.join("names"), "subjectAltName=IP:127.0.0.1\n").unwrap();
    let signed = |name: &str| {
        openssl(&format!("req -newkey rsa:2048 -nodes -keyout {name}.key -out {name}.csr -subj /CN={name}"))
            && openssl(&format!(
                "x509 -req -in {name}.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out {name}.pem -days 2 -extfile names"
            ))
    };
    openssl("req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days 2 -subj /CN=authority")
        && signed("server")
        && signed("client")
}

#[test]
fn over_tls_only_who_shows_a_certificate_comes_in() {
    let keys = tempfile::tempdir().unwrap();
    if !certificates(keys.path()) {
        return skip("there is no openssl");
    }
    let place = |name: &str| format!("'{}'", keys.path().join(name).display());
    let (ca, certificate, key) = (place("ca.pem"), place("client.pem"), place("client.key"));
    let server = format!(
        "tls {{ cert_file: {}, key_file: {}, ca_file: {ca}, verify: true }}",
        place("server.pem"),
        place("server.key")
    );
    let Some(broker) = Broker::with(&server) else { return };
    let folder = tempfile::tempdir().unwrap();
    let queue = broker.address().replace("nats://", "tls://");
    let farm = format!("[farm]\nqueue = '{queue}'\nstore = '{}'\nwait = 0.5\n", store_in(folder.path()));
    let house = |more: &str| House::new().file("newscaster.toml", format!("{farm}{more}{TONES}"));
    let shown = format!("ca = {ca}\ncertificate = {certificate}\ncertificate_key = {key}\n");
    house(&shown).run(&say(1)).succeeds().says("nobody has worked");
    house(&format!("ca = {ca}\n")).run("work --voices main").ends(4).says("cannot be reached");
    house("").run("work --voices main").ends(4).says("UnknownIssuer");
    house(&format!("certificate = {certificate}\n")).run("work").ends(2).says("belong together");
}
