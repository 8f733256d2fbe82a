//! Findings 6, 9 and 12: food is bounded, and only regular files are read.

use std::fs;
use std::thread;
use std::time::Duration;

use crc::{CRC_8_SMBUS, CRC_16_UMTS, Crc};

use super::{MAKE, ends, ends_in_time, fifo, house, house_with, signal};
use crate::house::{House, TONES};
use crate::speech_server::{Act, SpeechServer};
use crate::test_studio::TestStudio;

/// A FLAC file of so many hours in which nothing ever changes: about 35 kB an hour.
fn endless_flac(hours: u64) -> Vec<u8> {
    const RATE: u64 = 44_100;
    const BLOCK: u64 = 65_535;
    let mut file = b"fLaC\x80\0\0\x22".to_vec();
    file.extend([0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0, 0, 0]);
    // 44,100 Hz, one channel, 16 bits, a length that is not told, no MD5.
    file.extend([0x0a, 0xc4, 0x40, 0xf0, 0, 0, 0, 0]);
    file.extend([0; 16]);
    for number in 0..hours * 3_600 * RATE / BLOCK {
        let mut frame = vec![0xff, 0xf8, 0x79, 0x08];
        // The number as UTF-8 writes characters.
        frame.extend(char::from_u32(number as u32).unwrap_or('\u{fffd}').to_string().bytes());
        frame.extend((BLOCK as u16 - 1).to_be_bytes());
        frame.push(Crc::<u8>::new(&CRC_8_SMBUS).checksum(&frame));
        frame.extend([0x00, 0x20, 0x00]);
        frame.extend(Crc::<u16>::new(&CRC_16_UMTS).checksum(&frame).to_be_bytes());
        file.extend(frame);
    }
    file
}

#[test]
fn finding_06_a_small_file_that_holds_hours_is_not_decoded_to_its_end() {
    let flac = endless_flac(20);
    assert!(flac.len() < 1 << 20);
    let server = SpeechServer::start(move |_, _| Act::Bytes(flac.clone()));
    let take = TestStudio::on(&server).speak_one();
    let problem = take.problem.unwrap();
    assert!(take.voice == "spare" && problem.contains("far too long for its words"), "{problem}");
}

/// A house whose voice `main` is a program, with tones to stand in.
pub fn house_of_program(script: &str, settings: &str) -> House {
    let configuration = format!(
        "{}[voices.own.prog]\nengine = 'command'\nlanguages = ['zh', 'en']\ndescription = ''\nlicence = ''\npace = 260.0\n\
         [voices.own.prog.settings]\nprogram = 'sh'\nargs = ['say.sh', '{{wav}}']\n{settings}\n",
        TONES.replace("fallback = []", "fallback = ['main']"),
    );
    house().file("newscaster.toml", configuration).file("say.sh", script)
}

pub const MAKE_BY_PROGRAM: &str = "make 2026-03-05.md --voice prog -o edition";

/// The first problem that the report tells of a sentence.
pub fn problem(house: &House) -> String {
    let report = house.json("edition/report.json");
    let segments = report["segments"].as_array().unwrap();
    segments.iter().find_map(|segment| segment["problem"].as_str()).unwrap_or_default().to_owned()
}

#[test]
fn finding_06_a_programs_file_has_a_limit_and_devices_are_no_food() {
    // A hole of a terabyte takes no place on the disk.
    let house = house_of_program("truncate -s 1T \"$1\"\n", "");
    ends(&house, MAKE_BY_PROGRAM).ends(1);
    assert!(problem(&house).contains("larger than the 64 MiB"), "{}", problem(&house));

    ends(&house, "make /dev/zero --date 2026-03-05 --voice main").ends(3).says("a device");
    for (setting, told) in
        [("[publish]\nartwork = '/dev/zero'\n", "a device"), ("[sound]\nopening = '/dev/zero'\n", "a device")]
    {
        let house = super::house();
        house.put("newscaster.toml", house.text("newscaster.toml") + setting);
        ends(&house, MAKE).ends(2).says(told);
    }
}

/// Which of the programs whose numbers were written down still live when those that were killed have had their time to go.
fn living(numbers: &str) -> Vec<&str> {
    let stat = |number: &str| fs::read_to_string(format!("/proc/{number}/stat")).unwrap_or_default();
    // A dead one that nobody has asked about is a zombie.
    let lives =
        |number: &&str| stat(number).rsplit_once(") ").is_some_and(|(_, state)| !state.starts_with('Z'));
    for _ in 0..500 {
        if !numbers.lines().any(|number| lives(&number)) {
            break;
        }
        thread::sleep(Duration::from_millis(20));
    }
    numbers.lines().filter(lives).collect()
}

/// A voice that starts another program, which does the work and never ends.
const HANGING: &str = "sleep 1000 & echo $! >> started; echo $$ >> started; wait\n";

#[test]
fn what_a_program_started_ends_with_it_when_it_is_given_up_on() {
    let house = house_of_program(HANGING, "[studio]\ntimeout = 0.5\n");
    ends(&house, MAKE_BY_PROGRAM).ends(1);
    let started = house.text("started");
    assert!(started.lines().count() > 2 && living(&started).is_empty(), "{started}");
}

#[test]
fn what_a_run_started_ends_with_it_when_it_is_asked_to_stop() {
    for verb in ["make 2026-03-05.md -o edition", "say 河湾县三座图书馆开馆 -o said.wav"] {
        let house = house_of_program(HANGING, "[studio]\ntimeout = 900.0\n");
        let arguments = format!("{verb} --voice prog");
        let child = house.command(&arguments).spawn().unwrap();
        while !house.path("started").exists() || house.text("started").lines().count() < 2 {
            thread::sleep(Duration::from_millis(20));
        }
        signal(child.id(), "TERM");
        ends_in_time(child, &arguments).ends(130);
        let started = house.text("started");
        assert!(living(&started).is_empty(), "{verb}: {:?} of {started}", living(&started));
    }
}

#[test]
fn finding_09_pipes_are_named_and_left_alone_wherever_they_stand() {
    let house = house();
    ends(&house, MAKE).succeeds();
    fifo(&house.path("pages/2026-03-05.md"));
    fifo(&house.path("pipe.toml"));
    for (arguments, code) in [
        ("make pages --date 2026-03-05 --voice main", 3),
        ("make pipe.toml --voice main", 3),
        ("articles pages", 3),
        ("make 2026-03-05.md --config pipe.toml", 2),
        ("explain --reading pipe.toml", 3),
    ] {
        ends(&house, arguments).ends(code).says("a pipe");
    }
    // In the clip store, beside it, over the editions and in them.
    for shelf in fs::read_dir(house.path("clips/clips")).unwrap() {
        let shelf = shelf.unwrap().path();
        for clip in fs::read_dir(&shelf).into_iter().flatten() {
            let clip = clip.unwrap().path();
            fs::remove_file(&clip).unwrap();
            fifo(&clip);
        }
    }
    for kept in fs::read_dir(house.path("clips/kept")).unwrap() {
        let kept = kept.unwrap().path();
        fs::remove_file(&kept).unwrap();
        fifo(&kept);
    }
    ends(&house, "clips check");
    ends(&house, "clips stats").succeeds();
    ends(&house, MAKE).succeeds();
    for name in ["feed.xml", "index.html", "B3SUMS", "cover.png"] {
        fs::remove_file(house.path("output").join(name)).unwrap();
        fifo(&house.path("output").join(name));
    }
    ends(&house, "verify output");
    let run = ends(&house, MAKE);
    assert!(run.err.contains("not ours"), "{}", run.err);
    for name in ["report.json", "script.toml", "B3SUMS", "edition.mp3"] {
        fs::remove_file(house.path("output/2026-03-05").join(name)).unwrap();
        fifo(&house.path("output/2026-03-05").join(name));
        ends(&house, "verify output/2026-03-05");
        assert_eq!(ends(&house, MAKE).code, 2, "{name}");
    }
}

#[test]
fn finding_12_a_sentence_of_700_000_characters_is_split_in_bounded_memory() {
    let endless = "河湾县新建图书馆藏书很多而且天天开放".repeat(700_000 / 18);
    let house =
        house_with("").file("2026-03-05.md", format!("# 河湾县新建图书馆\n\n**本报讯**{endless}。\n"));
    let script = format!(
        "title = '早报'\ndate = '2026-03-05'\nlanguage = 'zh'\n[[chapters]]\ntitle = '早报'\nlevel = 1\n\
         [[segments]]\nchapter = 0\nwritten = '{endless}。'\n"
    );
    house.put("long.toml", script);
    for input in ["2026-03-05.md", "long.toml"] {
        let arguments = format!("script {input} -o written.toml");
        let child = house.command(&arguments).spawn().unwrap();
        let status = format!("/proc/{}/status", child.id());
        // The highest memory so far, in kB, as long as the process is there.
        let watching = thread::spawn(move || {
            let mut peak = 0;
            while let Ok(text) = fs::read_to_string(&status) {
                let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
                let Some(line) = line else { break };
                peak = peak.max(line.trim().trim_end_matches(" kB").parse().unwrap_or(0));
                thread::sleep(Duration::from_millis(20));
            }
            peak
        });
        ends_in_time(child, &arguments).succeeds();
        let peak: u64 = watching.join().unwrap();
        println!("{input}: {} MB", peak / 1_000);
        assert!(peak > 0 && peak < 800_000, "{input}: {peak} kB");
        let written = house.text("written.toml");
        let longest = written.lines().filter(|line| line.starts_with("written")).map(str::len).max().unwrap();
        assert!(longest < 20_000, "a segment of {longest} bytes");
        assert!(written.matches("图书馆").count() >= 700_000 / 18, "words were lost");
    }
}
