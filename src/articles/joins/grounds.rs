//! How sure it is that a text belongs to the story that it was put into: what speaks for and against, weighed by
//! grounds.tsv. The weights are fitted so that of a hundred texts of which it is 90 % sure about 90 are right.

use std::sync::LazyLock;

use crate::articles::features::evidence::{Scales, bounded, sign};
use crate::model::Confidence;

/// What chose the story of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Choice {
    /// It is the first under its heading.
    #[default]
    First,
    /// No other story could take it.
    Sole,
    /// The best hypothesis, by so much more than the best in which it goes elsewhere.
    Led(f32),
}

/// On what grounds a text was put into a story.
#[derive(Clone, Copy, Debug, Default)]
pub struct Grounds {
    /// What chose the story.
    pub choice: Choice,
    /// True where it goes on in the sentence that the text above it breaks off.
    pub continues: bool,
    /// How well it reads on there.
    pub seam: f32,
    /// How many blocks stand between the story's text above and it.
    pub between: usize,
    /// How much it reads like a paragraph's beginning.
    pub begins: f32,
    /// Whether several stories are cut on the page.
    pub mixed: bool,
    /// The share of the page's texts that break off.
    pub cut: f32,
    /// How many stories wait for their sentence's rest.
    pub open: usize,
    /// Whether it is Chinese.
    pub is_chinese: bool,
}

/// A lead above this says no more, and one below the other is a close choice.
const CLEAR: f32 = 2.0;
const CLOSE: f32 = 0.5;
/// Texts farther away than so many blocks are as far as any, and stories that wait more than so many.
const FAR: usize = 40;
const MANY: f32 = 4.0;

/// One sign, from 0 to 1, or how much there is of it.
type Sign = fn(&Grounds) -> f32;

/// All signs, by the names that grounds.tsv weighs.
const SIGNS: &[(&str, Sign)] = &[
    ("always", |_| 1.0),
    ("first", |it| sign(it.choice == Choice::First)),
    ("sole", |it| sign(it.choice == Choice::Sole)),
    ("lead", |it| it.lead().min(CLEAR)),
    ("small_lead", |it| (CLOSE - it.lead()).max(0.0) * sign(matches!(it.choice, Choice::Led(_)))),
    ("continues", |it| sign(it.continues)),
    ("seam", |it| if it.continues { bounded(it.seam) } else { 0.0 }),
    ("between", |it| it.distance()),
    ("continues_far", |it| sign(it.continues) * it.distance()),
    ("begins", |it| if it.continues { 0.0 } else { bounded(it.begins) }),
    ("first_begins", |it| sign(it.choice == Choice::First) * bounded(it.begins)),
    ("mixed", |it| sign(it.mixed)),
    ("cut", |it| it.cut),
    ("open", |it| (it.open as f32 / MANY).min(1.0)),
];

impl Grounds {
    fn lead(&self) -> f32 {
        if let Choice::Led(lead) = self.choice { lead } else { 0.0 }
    }

    fn distance(&self) -> f32 {
        (1.0 + self.between.min(FAR) as f32).ln()
    }

    /// The signs, in the order of the table.
    pub fn signs(&self) -> impl Iterator<Item = f32> {
        SIGNS.iter().map(|(_, sign)| sign(self))
    }

    /// The names of the signs.
    #[cfg(test)]
    pub fn names() -> Vec<&'static str> {
        SIGNS.iter().map(|(name, _)| *name).collect()
    }

    /// How sure it is.
    pub fn confidence(&self) -> Confidence {
        static SCALES: LazyLock<Scales> =
            LazyLock::new(|| Scales::read(include_str!("grounds.tsv"), SIGNS.iter().map(|(name, _)| *name)));
        let weight = SCALES.weigh(self.is_chinese, self.signs());
        Confidence::of(1.0 / (1.0 + (-weight).exp()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::articles::features::evidence;

    #[test]
    fn each_sign_has_its_row() {
        evidence::hold(include_str!("grounds.tsv"), &Grounds::names());
    }

    #[test]
    fn a_close_choice_is_less_sure_than_a_clear_one() {
        for is_chinese in [true, false] {
            let of =
                |lead| Grounds { choice: Choice::Led(lead), is_chinese, ..Grounds::default() }.confidence();
            assert!(of(0.05) < of(0.6) && of(0.6) <= of(2.0));
        }
    }
}
