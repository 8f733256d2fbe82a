//! The faults that a daily edition must survive, by number, a test each. What concerns the whole program is in
//! `whole_program.rs`.

use std::fs;
use std::time::Duration;

use newscaster::model::Take;
use newscaster::speech::Studio;

use crate::speech_server::{Act, Asked, RATE, SPEAK, SpeechServer, status, tone, wav, wav_of};
use crate::test_studio::{TestStudio, script, sentence, sentences};

fn spoken_well(take: &Take) -> bool {
    take.voice == "main" && take.problem.is_none()
}

#[test]
fn fault_01_busy_service_is_obeyed_by_all_requests_together() {
    let busy = Act::Status(429, vec![("retry-after", "2".into())], String::new());
    let server = SpeechServer::start(move |n, _| if n < 8 { busy.clone() } else { SPEAK });
    let takes = TestStudio::on(&server).speak(&sentences(12)).unwrap();
    assert!(takes.iter().all(spoken_well), "{takes:?}");
    let asked = server.asked();
    let asked: Vec<&Asked> = asked.iter().filter(|asked| !asked.body.is_empty()).collect();
    assert_eq!(asked.len(), 20, "eight refused, twelve spoken");
    // Some of the eight may be sent only after the first refusal was heard; then they wait with the others.
    let (burst, wait) = asked
        .windows(2)
        .map(|pair| pair[1].at - pair[0].at)
        .enumerate()
        .max_by_key(|(_, wait)| *wait)
        .unwrap();
    assert!(burst < 8 && wait >= Duration::from_millis(1_900), "asked again after {wait:?}, behind {burst}");
}

#[test]
fn fault_01_throttling_by_400_and_503_is_obeyed() {
    let throttled = "{\"__type\":\"ThrottlingException\",\"message\":\"Rate exceeded\"}";
    let server = SpeechServer::acting([
        Act::Status(400, vec![], throttled.into()),
        Act::Status(503, vec![("retry-after", "1".into())], String::new()),
    ]);
    let take = TestStudio::on(&server).speak_one();
    assert!(spoken_well(&take) && take.attempts == 3, "{take:?}");
}

#[test]
fn fault_02_failing_service_is_tried_four_times_then_the_fallback_speaks() {
    for fault in [status(500), Act::Reset] {
        let server = SpeechServer::start(move |_, _| fault.clone());
        let test_studio = TestStudio::on(&server);
        let take = test_studio.speak_one();
        assert_eq!(take.voice, "spare");
        let problem = take.problem.unwrap();
        assert!(problem.contains("`spare`") && problem.contains("`main` failed"), "{problem}");
        assert_eq!(server.asked().iter().filter(|asked| !asked.body.is_empty()).count(), 4);
    }
}

#[test]
fn fault_02_failure_that_passes_leaves_no_trace() {
    let server = SpeechServer::acting([status(502), Act::Reset, Act::BreakOff(wav(4))]);
    let take = TestStudio::on(&server).speak_one();
    assert!(spoken_well(&take) && take.attempts == 4, "{take:?}");
}

#[test]
fn fault_03_hang_and_drip_are_cut_off_and_tried_again() {
    let server = SpeechServer::acting([Act::Hang, Act::Drip]);
    let take = TestStudio::on(&server).patient(0.5).speak_one();
    assert!(spoken_well(&take) && take.attempts == 3, "{take:?}");
}

#[test]
fn fault_03_the_limit_grows_with_the_text() {
    // 120 hanzi may take four times as long as the shortest text.
    let server = SpeechServer::start(|_, _| Act::Speak(Duration::from_millis(1_500)));
    let takes = TestStudio::on(&server).patient(1.0).speak(&script(vec![sentence(0, 120)])).unwrap();
    assert!(spoken_well(&takes[0]) && takes[0].attempts == 1, "{takes:?}");
}

#[test]
fn fault_04_words_in_place_of_sound_are_an_error_and_never_cached() {
    for words in ["<!DOCTYPE html><html><body>Please log in</body></html>", "{\"error\":\"internal\"}"] {
        let server = SpeechServer::acting(vec![Act::Bytes(words.into()); 4]);
        let test_studio = TestStudio::on(&server);
        assert_eq!(test_studio.speak_one().voice, "spare");
        // The service speaks well again, and no trace of its bad day is left.
        let take = test_studio.speak_one();
        assert!(spoken_well(&take) && !take.cached, "{take:?}");
    }
}

#[test]
fn fault_05_truncated_and_lying_files_are_decoded_wholly_and_frames_counted() {
    let good = wav(16);
    let mut streamed = good.clone();
    streamed[4..8].fill(0xff);
    streamed[40..44].fill(0xff);
    let mut placeholder = good.clone();
    placeholder[40..44].copy_from_slice(&0x7fff_f000u32.to_le_bytes());
    for file in [streamed, placeholder] {
        let server = SpeechServer::acting([Act::Bytes(file)]);
        let take = TestStudio::on(&server).speak_one();
        assert!(spoken_well(&take) && take.attempts == 1, "{take:?}");
        let seconds = take.clip.length.seconds(take.clip.rate);
        assert!((seconds - 4.0).abs() < 0.1, "{seconds} s");
    }
    // Half of the announced samples are missing, and what is there is too short for its words.
    let server = SpeechServer::acting([Act::Bytes(good[..good.len() / 4].to_vec())]);
    let take = TestStudio::on(&server).speak_one();
    assert!(spoken_well(&take) && take.attempts == 2, "{take:?}");
}

#[test]
fn fault_06_other_rates_channels_and_depths_are_converted_and_nan_is_refused() {
    let wave = tone(16);
    let floats = |samples: &[f32]| samples.iter().flat_map(|s| s.to_le_bytes()).collect::<Vec<u8>>();
    let stereo: Vec<f32> = wave.iter().flat_map(|s| [*s, *s]).collect();
    let deep: Vec<u8> =
        wave.iter().flat_map(|s| ((s * 8_388_607.0) as i32).to_le_bytes()[..3].to_vec()).collect();
    let shallow: Vec<u8> = wave.iter().map(|s| (s * 127.0 + 128.0) as u8).collect();
    let files = [
        wav_of(3, 1, RATE, 32, &floats(&wave)),
        wav_of(3, 2, RATE, 32, &floats(&stereo)),
        wav_of(1, 1, RATE, 24, &deep),
        wav_of(1, 1, RATE, 8, &shallow),
    ];
    for (n, file) in files.into_iter().enumerate() {
        let server = SpeechServer::acting([Act::Bytes(file)]);
        let test_studio = TestStudio::on(&server);
        let take = test_studio.speak_one();
        assert!(spoken_well(&take) && take.attempts == 1, "file {n}: {take:?}");
        let reader = hound::WavReader::open(&take.clip.path).unwrap();
        assert_eq!((reader.spec().channels, reader.spec().bits_per_sample), (1, 16), "file {n}");
        let peak = reader.into_samples::<i16>().map(|s| s.unwrap().unsigned_abs()).max().unwrap();
        assert!((7_800..8_600).contains(&peak), "file {n} peaks at {peak}");
        let seconds = take.clip.length.seconds(take.clip.rate);
        assert!((seconds - 4.0).abs() < 0.1, "file {n}: {seconds} s");
    }
    let mut broken = wave;
    broken[1_000] = f32::NAN;
    let server = SpeechServer::acting([Act::Bytes(wav_of(3, 1, RATE, 32, &floats(&broken)))]);
    let take = TestStudio::on(&server).speak_one();
    assert!(spoken_well(&take) && take.attempts == 2, "{take:?}");
}

#[test]
fn fault_07_empty_silent_short_and_long_sound_is_refused_once_more_then_the_fallback_speaks() {
    let silent = wav_of(1, 1, RATE, 16, &vec![0; RATE as usize * 8]);
    let header_alone = wav_of(1, 1, RATE, 16, &[]);
    for (name, file) in [("silent", silent), ("empty", header_alone), ("short", wav(1)), ("long", wav(100))] {
        let server = SpeechServer::start(move |_, _| Act::Bytes(file.clone()));
        let take = TestStudio::on(&server).speak_one();
        assert_eq!(take.voice, "spare", "{name}");
        let tries = server.asked().iter().filter(|asked| !asked.body.is_empty()).count();
        assert!((2..=4).contains(&tries), "{name}: {tries} tries");
    }
}

#[test]
fn fault_08_killed_engine_program_is_started_again() {
    let folder = tempfile::tempdir().unwrap();
    let (mark, program) = (folder.path().join("killed"), folder.path().join("engine.py"));
    let example = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/engine.py");
    // On its first sentence it dies as if the system had run out of memory; its successor finds the mark.
    let text = format!(
        "import os, runpy, sys\nif not os.path.exists('{0}'):\n    print('{{\"ready\":true}}', flush=True)\n    \
         sys.stdin.readline()\n    open('{0}', 'w').close()\n    os.kill(os.getpid(), 9)\n\
         runpy.run_path('{example}', run_name='__main__')\n",
        mark.display()
    );
    fs::write(&program, text).unwrap();
    let test_studio =
        TestStudio::new("process", &format!("program = 'python3'\nargs = ['{}']", program.display()));
    let takes = test_studio.speak(&sentences(2)).unwrap();
    assert!(takes.iter().all(spoken_well), "{takes:?}");
    assert_eq!(takes.iter().map(|take| take.attempts).sum::<u32>(), 3);
}

#[test]
fn fault_08_missing_engine_program_comes_with_its_cure() {
    let test_studio =
        TestStudio::new("command", "program = 'no-such-program'\ninstall = 'apt-get install it'");
    let take = test_studio.speak_one();
    assert_eq!(take.voice, "spare");
    assert!(take.problem.unwrap().contains("apt-get install it"));
    let error = test_studio.alone().speak(&sentences(1)).unwrap_err();
    assert!(error.to_string().contains("apt-get install it"), "{error}");
}

#[test]
fn fault_09_store_that_cannot_be_written_never_fails_a_run() {
    let server = SpeechServer::acting([]);
    let mut test_studio = TestStudio::on(&server);
    let blocked = test_studio.store.path().join("a-file");
    fs::write(&blocked, "").unwrap();
    test_studio.options.clips.folder = Some(blocked);
    let studio = Studio::open(&test_studio.options).unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let takes = runtime.block_on(studio.speak(&sentences(3), &test_studio.notes)).unwrap();
    assert!(takes.iter().all(|take| spoken_well(take) && take.clip.path.is_file()), "{takes:?}");
    assert!(!test_studio.notes.0.lock().unwrap().is_empty(), "nobody was told");
}

#[test]
fn fault_12_flipped_bit_is_noticed_set_aside_and_made_again() {
    let server = SpeechServer::acting([]);
    let test_studio = TestStudio::on(&server);
    let first = test_studio.speak_one();
    let good = fs::read(&first.clip.path).unwrap();
    for position in [20, 44, good.len() / 2, good.len() - 1] {
        let mut bad = good.clone();
        bad[position] ^= 0x10;
        fs::write(&first.clip.path, bad).unwrap();
        let again = test_studio.speak_one();
        assert!(spoken_well(&again) && !again.cached, "byte {position}: {again:?}");
        assert_eq!(fs::read(&again.clip.path).unwrap(), good, "byte {position}");
        assert!(test_studio.speak_one().cached);
    }
    for sidecar in test_studio.clips("json") {
        fs::write(sidecar, "{").unwrap();
    }
    assert!(spoken_well(&test_studio.speak_one()));
}

#[test]
fn fault_13_mistyped_setting_is_named_before_any_request() {
    let server = SpeechServer::acting([]);
    let test_studio = TestStudio::new("openai", &(server.openai() + "vioce = 'x'"));
    let error = test_studio.speak(&sentences(1)).unwrap_err();
    assert!(error.is_configuration() && error.to_string().contains("did you mean `voice`?"), "{error}");
    let mut test_studio = TestStudio::on(&server);
    test_studio.options.voice = Some("mian".to_owned());
    let error = test_studio.speak(&sentences(1)).unwrap_err();
    assert!(error.is_configuration() && error.to_string().contains("did you mean `main`?"), "{error}");
    assert!(server.asked().is_empty());
}

#[test]
fn fault_15_text_without_a_mark_is_split_below_the_limit_and_nothing_is_lost() {
    let server = SpeechServer::acting([]);
    let test_studio = TestStudio::new("openai", &(server.openai() + "characters = 100"));
    let mut long = sentence(7, 1_500);
    long.tokens.truncate(500);
    let takes = test_studio.speak(&script(vec![long.clone()])).unwrap();
    assert!(spoken_well(&takes[0]), "{takes:?}");
    let asked = server.asked();
    let mut parts: Vec<String> = asked.iter().filter(|a| !a.body.is_empty()).map(Asked::text).collect();
    assert!(parts.iter().all(|part| part.chars().count() <= 100));
    let seconds = takes[0].clip.length.seconds(takes[0].clip.rate);
    assert!((230.0..290.0).contains(&seconds), "1,000 hanzi in {seconds} s");
    // The same part may have been asked for once only, so compare what was sent as sets.
    parts.sort();
    parts.dedup();
    let text = long.text();
    assert!(parts.iter().all(|part| text.contains(part.as_str())));
}
