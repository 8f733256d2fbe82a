//! Interviews: two or more who speak in turn, each under a name before a colon. Lines of keys and values are none, for
//! nobody asks in them.

use std::collections::HashMap;

use crate::articles::features::speakers::{asks, candidate, name};
use crate::articles::stories::Story;
use crate::articles::text::Text;

/// The fewest turns, and how many of ten turns change the speaker.
const FEWEST: usize = 4;
const CHANGES: usize = 7;
/// No more speak than this.
const MOST_SPEAKERS: usize = 5;

/// Gives the paragraphs of an interview their speakers; false where the story is none.
pub fn mark(story: &mut Story) -> bool {
    let labels: Vec<Option<(usize, String)>> = story
        .paragraphs
        .iter()
        .map(|para| candidate(&para.text).map(|(length, _)| (length, name(&para.text.slice(0, length)))))
        .collect();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    labels.iter().flatten().for_each(|(_, who)| *counts.entry(who).or_default() += 1);
    let speaks = |who: &str| counts.get(who).is_some_and(|&count| count >= 2) || asks(who);
    let turns: Vec<(usize, &str)> = labels
        .iter()
        .enumerate()
        .filter_map(|(at, label)| label.as_ref().map(|(_, who)| (at, who.as_str())))
        .filter(|(_, who)| speaks(who))
        .collect();
    let speakers = counts.keys().filter(|who| speaks(who)).count();
    let changes = turns.windows(2).filter(|pair| pair[0].1 != pair[1].1).count();
    let asked = |who: &str| {
        let own = || turns.iter().filter(|turn| turn.1 == who);
        let questions = own().filter(|turn| is_question(&story.paragraphs[turn.0].text)).count();
        asks(who) || questions * 2 > own().count()
    };
    let is_interview = turns.len() >= FEWEST
        && turns.len() * 2 >= labels.len()
        && (2..=MOST_SPEAKERS).contains(&speakers)
        && changes * 10 >= (turns.len() - 1) * CHANGES
        && counts.keys().any(|who| speaks(who) && asked(who));
    if !is_interview {
        return false;
    }
    let turns: HashMap<usize, String> = turns.into_iter().map(|(at, who)| (at, who.to_owned())).collect();
    let mut speaker: Option<String> = None;
    for (at, para) in story.paragraphs.iter_mut().enumerate() {
        if let (Some(who), Some((length, _))) = (turns.get(&at), &labels[at]) {
            story.furniture.push(para.text.take_front(*length));
            speaker = Some(who.clone());
        } else {
            // What stands behind a question is nobody's.
            speaker = speaker.filter(|who| !asks(who));
        }
        para.speaker.clone_from(&speaker);
    }
    true
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
    fn keys_and_values_are_no_interview() {
        for lines in [
            ["Title: Mill opens", "Link: the mill", "Title: Lock shut", "Link: the lock"],
            ["时间：周六", "地点：河湾", "时间：周日", "地点：船闸"],
        ] {
            assert!(!mark(&mut story(&lines)));
        }
    }
}
