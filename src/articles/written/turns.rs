//! Interviews: two or more who speak in turn, each under a name before a colon. Lines of keys and values are none, for
//! nobody asks in them.

use std::collections::{HashMap, HashSet};

use crate::articles::features::speakers::{asks, candidate, name};
use crate::articles::stories::Story;
use crate::articles::text::{Text, is_blank};
use crate::articles::words::lists;

/// The fewest turns.
const FEWEST: usize = 4;
/// One in so many paragraphs opens a turn at least; where labels of questions and answers do.
const SHARE: usize = 2;
const SHARE_MARKED: usize = 4;
/// So many of ten turns change the speaker.
const CHANGES: usize = 7;
/// No more speak than this.
const MOST_SPEAKERS: usize = 5;

/// Gives the paragraphs of an interview their speakers; false where the story is none.
pub fn mark(story: &mut Story) -> bool {
    let labels: Vec<Option<Label>> = story.paragraphs.iter().map(|para| label(&para.text)).collect();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    labels.iter().flatten().for_each(|label| *counts.entry(&label.who).or_default() += 1);
    let speaks = |who: &str| counts.get(who).is_some_and(|&count| count >= 2) || asks(who);
    let turns: Vec<(usize, &str)> = labels
        .iter()
        .enumerate()
        .filter_map(|(at, label)| label.as_ref().map(|label| (at, label.who.as_str())))
        .filter(|(_, who)| speaks(who))
        .collect();
    let speakers = counts.keys().filter(|who| speaks(who)).count();
    let changes = turns.windows(2).filter(|pair| pair[0].1 != pair[1].1).count();
    let asked = |who: &str| {
        let own = || turns.iter().filter(|turn| turn.1 == who);
        let questions = own().filter(|turn| is_question(&story.paragraphs[turn.0].text)).count();
        asks(who) || questions * 2 > own().count()
    };
    // An answer may have many paragraphs where the labels say that it is one.
    let is_marked = turns.iter().all(|(_, who)| lists().speakers.contains(who));
    let share = if is_marked { SHARE_MARKED } else { SHARE };
    let is_interview = turns.len() >= FEWEST
        && turns.len() * share >= labels.len()
        && (2..=MOST_SPEAKERS).contains(&speakers)
        && changes * 10 >= (turns.len() - 1) * CHANGES
        && counts.keys().any(|who| speaks(who) && asked(who));
    if !is_interview {
        return false;
    }
    let turns: HashSet<usize> = turns.into_iter().map(|(at, _)| at).collect();
    // Behind the last label more than one paragraph may be the writer's own.
    let last = turns.iter().max().map_or(0, |&at| at + 1);
    let mut speaker: Option<&Label> = None;
    // A label stands alone, and what is asked stands below it.
    let mut is_led = false;
    for (at, para) in story.paragraphs.iter_mut().enumerate() {
        if let Some(label) = labels[at].as_ref().filter(|_| turns.contains(&at)) {
            story.furniture.push(para.text.take_front(label.length));
            speaker = Some(label);
            is_led = para.text.is_blank();
        } else {
            // What stands behind a question is nobody's.
            speaker = speaker.filter(|label| (!asks(&label.who) || is_led) && (!is_marked || at <= last));
            is_led = false;
        }
        para.speaker = speaker.map(|label| label.name.as_ref().unwrap_or(&label.who).clone());
    }
    story.paragraphs.retain(|para| !para.text.is_blank());
    true
}

/// A label before what somebody says.
struct Label {
    /// How long it is, with its colon.
    length: usize,
    /// Who speaks; all who ask in a post are one.
    who: String,
    /// What he is called, where that is something else.
    name: Option<String>,
}

/// The label that a paragraph begins with: 林远：, Q3:, @林远 提问：.
fn label(text: &Text) -> Option<Label> {
    const LONGEST: usize = 40;
    if let Some((length, _)) = candidate(text) {
        return Some(Label { length, who: name(&text.slice(0, length)), name: None });
    }
    let colon = text.chars().iter().take(LONGEST).position(|c| matches!(c, ':' | '：'))?;
    let behind = text.chars()[colon + 1..].iter().take_while(|&&c| is_blank(c)).count();
    let head = text.slice(0, colon).string();
    let plain = head.trim().trim_end_matches(|c: char| c.is_ascii_digit());
    // Q3: or a label alone.
    let is_label = plain.len() < head.trim().len() || colon + 1 + behind == text.len();
    let length = colon + 1 + behind;
    if is_label && lists().speakers.contains(&plain) {
        return Some(Label { length, who: plain.to_owned(), name: None });
    }
    let handle = head.trim().trim_start_matches('@');
    let asker = lists().asking_ends.iter().find_map(|end| handle.strip_suffix(end))?.trim();
    Some(Label { length, who: "Q".to_owned(), name: Some(asker.to_owned()).filter(|name| !name.is_empty()) })
}

/// A question is asked near its end.
fn is_question(text: &Text) -> bool {
    const WINDOW: usize = 30;
    text.folded_tail(WINDOW).contains('?')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::articles::stories::Para;

    fn story(paragraphs: &[&str]) -> Story {
        let para = |print: &&str| Para { text: Text::of(print, 0), ..Para::default() };
        Story { paragraphs: paragraphs.iter().map(para).collect(), ..Story::default() }
    }

    #[test]
    fn who_ask_and_answer_in_turn_are_speakers() {
        let mut interview = story(&[
            "林远修了三十年钟。",
            "河谷晚报：您修的第一座钟在哪里？",
            "林远：在老邮局。",
            "那时我十六岁。",
            "河谷晚报：后来呢？",
            "林远：后来它停了，我又去修。",
        ]);
        assert!(mark(&mut interview));
        let told: Vec<(Option<&str>, String)> =
            interview.paragraphs.iter().map(|para| (para.speaker.as_deref(), para.text.string())).collect();
        assert_eq!(told[0].0, None);
        assert_eq!(told[1], (Some("河谷晚报"), "您修的第一座钟在哪里？".to_owned()));
        assert_eq!(told[3], (Some("林远"), "那时我十六岁。".to_owned()));
        assert_eq!(interview.furniture.len(), 4);
    }

    #[test]
    fn questions_of_many_and_numbered_ones_are_turns() {
        for (lines, told) in [
            (
                vec![
                    "@林远 提问：",
                    "钟几点停？",
                    "A：八点停。",
                    "天天如此。",
                    "@苏婉 提问：",
                    "谁来修？",
                    "A：我来。",
                ],
                vec!["林远 钟几点停？", "A 八点停。", "A 天天如此。", "苏婉 谁来修？", "A 我来。"],
            ),
            (
                vec!["Q1: When?", "A1: At ten.", "Q2: Who?", "A2: I do."],
                vec!["Q When?", "A At ten.", "Q Who?", "A I do."],
            ),
        ] {
            let mut answers = story(&lines);
            assert!(mark(&mut answers), "{lines:?}");
            let said = |para: &Para| {
                format!("{} {}", para.speaker.as_deref().unwrap_or_default(), para.text.string())
            };
            assert_eq!(answers.paragraphs.iter().map(said).collect::<Vec<_>>(), told);
        }
    }

    #[test]
    fn keys_and_values_are_no_interview() {
        for lines in [
            ["Title: Mill opens", "Link: the mill", "Title: Lock shut", "Link: the lock"],
            ["时间：周六", "地点：河湾", "时间：周日", "地点：船闸"],
        ] {
            assert!(!mark(&mut story(&lines)));
        }
    }
}
