//! Captions without a mark: the paragraph above a photographer's line, the short line that touches it, or a sentence behind a
//! catchline in capitals.

use super::block::{Block, Blocks, Role};
use crate::articles::features::dates;
use crate::articles::text::{Text, has_han};
use crate::articles::words::lists;

/// The paragraph above a photographer's line is the caption where it stands alone under a heading, opens with
/// a day, or follows a finished story.
pub fn above_credits(blocks: &mut Blocks) {
    for i in 1..blocks.len() {
        if blocks[i].role() != Role::Credit
            || blocks[i - 1].role() != Role::Body
            || blocks[i - 1].text.len() > 400
        {
            continue;
        }
        let above = i.checked_sub(2).map(|above| &blocks[above]);
        let head = blocks[i - 1].text.folded_head(12);
        let dated = head.chars().next().is_some_and(|c| c.is_ascii_digit()) && head.contains(['日', '月']);
        let dated = dated || lists().past_days.iter().any(|word| head.starts_with(word));
        let under_heading =
            above.is_none_or(|above| matches!(above.role(), Role::Heading(_) | Role::Rule | Role::Skip(_)));
        let print = || blocks[i - 1].text.string();
        let english = !has_han(&blocks[i - 1].text)
            && blocks[i - 1].text.len() <= 300
            && dates::WEEKDAYS.iter().any(|day| print().contains(day));
        if under_heading
            || dated
            || english
            || above.is_some_and(|above| above.is_text() && !above.is_finished())
        {
            blocks.set(i - 1, Role::Caption);
        }
    }
}

/// A photographer's line above a short line that it touches: one picture with its caption.
pub fn below_credits(blocks: &mut Blocks) {
    const LONGEST_CAPTION: usize = 240;
    let mut kept: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut captions = Vec::new();
    let mut rest = blocks.take().into_iter().peekable();
    while let Some(mut block) = rest.next() {
        let under_text =
            kept.last().is_none_or(|above| !matches!(above.role(), Role::Heading(_) | Role::Byline));
        let caption = rest.next_if(|below| {
            let credit = block.role() == Role::Credit && !block.tight && under_text;
            credit && below.tight && below.role() == Role::Body && below.text.len() <= LONGEST_CAPTION
        });
        if let Some(mut caption) = caption {
            captions.push(kept.len());
            caption.byline = block.byline.take();
            caption.lifted.splice(0..0, block.lifted);
            block = caption;
        }
        kept.push(block);
    }
    blocks.put(kept);
    for caption in captions {
        blocks.set(caption, Role::Caption);
    }
}

/// FLYING HIGH: Ann Tydd and Duke clear the last fence. alone between two texts, as English papers set captions. Notices of a column
/// have that form, too, but stand beside others of it.
pub fn with_catchline(blocks: &mut Blocks) {
    const NEAR: usize = 3;
    let found: Vec<usize> = (1..blocks.len()).filter(|&i| has_catchline(&blocks[i])).collect();
    for (at, &i) in found.iter().enumerate() {
        let near = |other: Option<&usize>| other.is_some_and(|other| other.abs_diff(i) <= NEAR);
        let alone = !near(at.checked_sub(1).map(|above| &found[above])) && !near(found.get(at + 1));
        if alone && blocks[i - 1].role() == Role::Body && blocks[i - 1].is_finished() {
            blocks[i].opening = None;
            blocks.set(i, Role::Caption);
        }
    }
}

/// Two words or more in capitals, a colon, and a sentence or two. The words may have been read as the place of a dateline.
fn has_catchline(block: &Block) -> bool {
    const LONGEST: usize = 220;
    const LONGEST_CATCHLINE: usize = 40;
    /// The fewest small letters of a sentence.
    const SENTENCE: usize = 20;
    if block.text.len() > LONGEST || has_han(&block.text) || !block.is_finished() {
        return false;
    }
    let print = block.text.string();
    let (catchline, sentence) = match (block.role(), &block.opening) {
        (Role::Body, None) => match print.split_once(": ") {
            Some(parts) => parts,
            None => return false,
        },
        (Role::Opening, Some(opening)) if opening.day.is_none() && opening.agency.is_none() => {
            let lifted = block.lifted.last().map(Text::string).unwrap_or_default();
            if !lifted.trim_end().ends_with(':') {
                return false;
            }
            (opening.place.as_deref().unwrap_or_default(), print.as_str())
        }
        _ => return false,
    };
    let is_capital = |word: &str| word.chars().any(char::is_alphabetic) && !word.contains(char::is_lowercase);
    sentence.chars().next().is_some_and(char::is_uppercase)
        && sentence.chars().filter(|c| c.is_lowercase()).count() > SENTENCE
        && catchline.len() <= LONGEST_CATCHLINE
        && catchline.contains(' ')
        && catchline.split(' ').all(is_capital)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::articles::blocks::roles;

    #[test]
    fn a_sentence_behind_a_catchline_between_two_texts_is_a_caption() {
        let page = |middle: &str| {
            format!(
                "# Riders shine at the trials\n\nAnn Tydd took the novice section on Saturday with a clear round.\n\n{middle}\n\n\
                 The organiser said that 84 riders had taken part, the most for ten years."
            )
        };
        let caption = "FLYING HIGH: Ann Tydd and Duke clear the last fence of the course.";
        assert_eq!(roles(&page(caption))[2], Role::Caption);
        let columns =
            format!("{caption}\n\nROAD SHUT: Mill Road will be shut from Monday for a week of repairs.");
        assert!(roles(&page(&columns)).iter().all(|role| *role != Role::Caption));
        assert_ne!(
            roles("# Bridge\n\nNEW MARSHAM: The bridge was opened to carts on Monday.")[1],
            Role::Caption
        );
    }
}
