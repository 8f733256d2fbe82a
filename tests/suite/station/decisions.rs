//! What editors decide about which pieces are one story: kept in a plain file, and honoured when the page is read again.

use serde_json::Value;

use super::Serving;
use super::desk::{PAGE, SCRIPT, SHEET, Seat, configuration, stories};
use crate::house::House;

const DECISIONS: &str = "desk/decisions.toml";

/// A house with an edition whose stories stand in the order of the page.
fn made() -> House {
    let settings = format!("{}[script]\nprofile = 'as-printed'\n", configuration());
    let house = House::new().file("newscaster.toml", settings).file("page.md", PAGE);
    house.run("make page.md").succeeds();
    house
}

/// The stories that a page is read as: their titles, each with its text.
fn read(house: &House, more: &str) -> Vec<(String, String)> {
    let run = house.run(&format!("articles page.md --json {more}")).succeeds();
    let told: Value = serde_json::from_str(&run.out).unwrap();
    let text = |article: &Value| -> String {
        let paragraphs = article["paragraphs"].as_array().unwrap().iter();
        paragraphs.map(|paragraph| paragraph["text"].as_str().unwrap()).collect()
    };
    let articles = told["articles"].as_array().unwrap().iter();
    articles.map(|article| (article["title"].as_str().unwrap().to_owned(), text(article))).collect()
}

fn is_told_once(script: &str, sentence: &str) -> bool {
    script.matches(&format!("written = \"{sentence}\"")).count() == 1
}

#[test]
fn a_join_by_hand_holds_for_who_reads_the_page_again_until_it_is_taken_back() {
    let house = made();
    let station = Serving::with_desk(&house, "");
    let seat = Seat::of(&station);
    let [a, b, c] = &stories(&house.text("output/2026-03-05/script.toml"))[..] else { panic!() };
    assert_eq!(read(&house, "").len(), 3);
    assert_eq!(seat.edit(&format!("do=join&story={b}")).status, 303);
    let kept = house.text(DECISIONS);
    assert!(kept.contains("what = \"joined\"") && kept.contains("市图书馆从今天起"), "{kept}");
    let joined = read(&house, "");
    assert_eq!(joined.len(), 2);
    assert!(joined[0].1.contains("五分钟") && joined[0].1.contains("周末也开放"), "{joined:?}");
    assert_eq!(read(&house, "--date 2026-03-06").len(), 3, "it was decided of another day");
    house.run("script page.md -o fresh.toml").succeeds();
    assert_eq!(stories(&house.text("fresh.toml")), [a, c].map(String::clone));
    // The desk's script and the pages agree: nothing is told twice when the edition is made anew.
    house.run("make page.md").succeeds();
    let script = house.text("output/2026-03-05/script.toml");
    assert_eq!(stories(&script), [a, c].map(String::clone));
    assert!(
        is_told_once(&script, "周末也开放。") && is_told_once(&script, "市民步行过桥只需五分钟。"),
        "{script}"
    );

    let mark = seat.field(SHEET, "mark");
    assert_eq!(seat.post(&format!("{SHEET}back"), &format!("mark={mark}&number=1"), "").status, 303);
    assert!(!house.text(DECISIONS).contains("[[decisions]]"), "{}", house.text(DECISIONS));
    assert_eq!(read(&house, "").len(), 3);
    house.put(DECISIONS, "[[decisions]]\nwhat = 'glued'\n");
    house.run("articles page.md").ends(2).says("decisions.toml, line 2");
}

#[test]
fn a_wrong_join_that_was_parted_stays_parted() {
    let house = made();
    let station = Serving::with_desk(&house, "");
    let seat = Seat::of(&station);
    let script = house.text("output/2026-03-05/script.toml");
    let before = script.split("written = \"大桥全长三公里").next().unwrap();
    let segment = before.rsplit("id = \"").next().unwrap().split('"').next().unwrap();
    assert_eq!(seat.edit(&format!("do=part&segment={segment}")).status, 303);
    let parted = read(&house, "");
    let first = ("大桥全长三公里，由本市自行设计".to_owned(), "大桥全长三公里，由本市自行设计。".to_owned());
    assert!(parted.len() == 4 && parted[1] == first, "{parted:?}");
    let names = stories(&house.text(SCRIPT));
    house.run("script page.md -o fresh.toml").succeeds();
    assert_eq!(stories(&house.text("fresh.toml")), names, "scripts know the new story by the same name");
    house.run("make page.md").succeeds();
    let script = house.text("output/2026-03-05/script.toml");
    assert_eq!(stories(&script), names);
    assert!(is_told_once(&script, "大桥全长三公里，由本市自行设计。"), "{script}");
    // Joined again by hand: the page is read as it was before.
    assert_eq!(seat.edit(&format!("do=join&story={}", names[1])).status, 303);
    assert!(!house.text(DECISIONS).contains("[[decisions]]"));
    assert_eq!(read(&house, "").len(), 3);
}
