//! Voices that are heard and chosen at the desk, and what paid ones cost.

use std::fs;

use super::desk::{PAGE, SHEET, Seat};
use super::{Reply, Serving};
use crate::house::{House, TONES};

/// Three voices of tones, each of its own pitch, of which one is paid; nobody is cast in newscaster.toml.
pub fn configuration() -> String {
    let voice = |name: &str, more: &str, pitch: u32| {
        format!(
            "[voices.own.{name}]\nengine = 'tone'\nlanguages = ['zh', 'en']\ndescription = 'tones'\nlicence = 'none'\n\
             pace = 260.0\n{more}[voices.own.{name}.settings]\npitch = {pitch}.0\n"
        )
    };
    format!("{TONES}{}{}", voice("second", "", 300), voice("dear", "price_per_million = 1000000.0\n", 400))
}

/// Who is cast at the desk.
pub const CAST: &str = "[zh]\nanchor = 'main'\nreporter = 'main'\n[en]\nanchor = 'main'\nreporter = 'main'\n";

fn post(seat: &Seat<'_>, what: &str, form: &str) -> Reply {
    let mark = seat.field("/desk/", "mark");
    seat.post(&format!("{SHEET}{what}"), &format!("mark={mark}&{form}"), "")
}

/// What the page before a price tells.
fn told(page: &Reply) -> f64 {
    let text = page.text();
    let price = text.split("id=\"price\">").nth(1).unwrap_or_else(|| panic!("{text}"));
    price.split('<').next().unwrap().parse().unwrap()
}

#[test]
fn voices_are_heard_and_chosen_and_a_paid_one_tells_its_price_first() {
    let house = House::new()
        .file("newscaster.toml", configuration())
        .file("desk/cast.toml", CAST)
        .file("page.md", PAGE);
    fs::create_dir(house.path("output")).unwrap();
    fs::create_dir_all(house.path("desk/2026-03-05")).unwrap();
    house.run("script page.md -o desk/2026-03-05/script.toml").succeeds();
    let station = Serving::with_desk(&house, "");
    let seat = Seat::of(&station);
    let page = seat.get(&format!("{SHEET}voices")).text();
    let sentence = page.split("<blockquote").nth(1).and_then(|rest| rest.split(['<', '>']).nth(1)).unwrap();
    assert!(PAGE.contains(sentence) && sentence.chars().count() > 7, "{sentence}");
    assert!(page.contains("id=\"now-anchor\">main<"), "{page}");
    for voice in ["second", "dear"] {
        assert!(page.contains(&format!("data-story=\"{voice}\"")), "{voice}: {page}");
    }
    assert!(page.contains("1000000 US dollars"), "{page}");

    assert!(post(&seat, "hear", "voice=second&back=voices").text().contains("<audio"));
    let price = post(&seat, "hear", "voice=dear&back=voices");
    assert!(!price.text().contains("<audio") && told(&price) > 5.0);
    assert!(post(&seat, "hear", &format!("voice=dear&agreed={}", told(&price))).text().contains("<audio"));
    assert_eq!(post(&seat, "hear", "voice=nobody").status, 422);
    assert_eq!(post(&seat, "hear", "voice=pico-en").status, 422, "it does not speak Chinese");

    assert_eq!(post(&seat, "cast", "voice=second&do=anchor").status, 303);
    let cast = house.text("desk/cast.toml");
    assert!(cast.contains("anchor = \"second\"") && cast.contains("reporter = \"main\""), "{cast}");
    let price = post(&seat, "cast", "voice=dear&do=reporter");
    assert!(price.status == 200 && told(&price) > 50.0, "that of the edition");
    assert_eq!(post(&seat, "cast", "voice=dear&do=reporter&agreed=1").status, 200);
    assert_eq!(house.text("desk/cast.toml"), cast, "nothing is kept before it is agreed to");
    let agreed = post(&seat, "cast", &format!("voice=dear&do=reporter&agreed={}", told(&price)));
    assert_eq!(agreed.status, 303);
    assert_eq!(post(&seat, "cast", "voice=main&do=reporter").status, 303);
    assert_eq!(post(&seat, "cast", "voice=nobody&do=anchor").status, 422);
    assert_eq!(post(&seat, "cast", "voice=main&do=quote").status, 404);

    // Every later run speaks with them, until newscaster.toml names another.
    house.run("make page.md").succeeds();
    let report: serde_json::Value =
        serde_json::from_str(&house.text("output/2026-03-05/report.json")).unwrap();
    let voices: Vec<&str> = report["segments"]
        .as_array()
        .unwrap()
        .iter()
        .map(|segment| segment["voice"].as_str().unwrap())
        .collect();
    assert!(voices[0] == "second" && voices.contains(&"main") && !voices.contains(&"dear"), "{voices:?}");
    house.put("newscaster.toml", format!("voice = 'main'\n{}", configuration()));
    let station = Serving::with_desk(&house, "");
    let seat = Seat::of(&station);
    let refused = post(&seat, "cast", "voice=second&do=reporter");
    assert!(refused.status == 422 && refused.text().contains("newscaster.toml"), "{}", refused.text());
    house.put("desk/cast.toml", "[zh]\nanker = 'main'\n");
    house.run("make page.md").ends(2).says("cast.toml, line 2");
}
