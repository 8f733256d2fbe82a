//! Words of a line, put together as print has them.

use super::frame::Frame;
use crate::articles::text::{Text, is_han};
use crate::articles::weights::weights;

/// Words in their order, each with its place. Engines part Chinese characters and words where print does not; there a
/// blank is white as wide as half of a character.
pub fn joined(words: Vec<(Text, Option<Frame>)>) -> Text {
    let mut line = Text::default();
    let mut before: Option<Frame> = None;
    for (word, frame) in words {
        let white = match (before, frame) {
            (Some(before), Some(frame)) => {
                frame.left - before.right > before.height() * weights().layout_word_gap
            }
            _ => false,
        };
        if line.len() > 0 {
            let close = !white && is_close(&line, &word);
            if !close {
                line.push_unprinted(' ');
            }
        }
        line.append(word);
        before = frame;
    }
    line
}

/// True where a blank between two words is the engine's alone: beside a Chinese character or mark, but for letters.
fn is_close(line: &Text, word: &Text) -> bool {
    let wide = |c: Option<&char>| c.is_some_and(|&c| is_han(c) || is_mark(c));
    let figure = |c: Option<&char>| c.is_some_and(char::is_ascii_digit);
    let (last, first) = (line.chars().last(), word.chars().first());
    wide(last) && (wide(first) || figure(first)) || figure(last) && wide(first)
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}' | '“' | '”' | '‘' | '’' | '…' | '—')
}

/// A line whose words have no places of their own.
pub fn closed(text: Text) -> Text {
    let chars = text.chars();
    let wide = |at: Option<&char>| at.is_some_and(|&c| is_han(c) || is_mark(c));
    let goes = |at: usize| chars[at] == ' ' && at > 0 && wide(chars.get(at - 1)) && wide(chars.get(at + 1));
    let blanks: Vec<usize> = (0..chars.len()).filter(|&at| goes(at)).collect();
    if blanks.is_empty() {
        return text;
    }
    let ends: Vec<usize> = blanks.iter().flat_map(|&at| [at, at + 1]).chain([chars.len()]).collect();
    let mut close = Text::default();
    text.parts(&ends).into_iter().step_by(2).for_each(|part| close.append(part));
    close
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_between_chinese_words_go_where_no_white_is() {
        let word = |print: &str, left: f32, right: f32| {
            (Text::of(print, left as u32), Frame::of(&[left, 0.0, right, 10.0]))
        };
        let words = vec![
            word("记者", 0.0, 20.0),
            word("林远", 30.0, 50.0),
            word("3", 51.0, 56.0),
            word("日", 57.0, 67.0),
        ];
        assert_eq!(joined(words).string(), "记者 林远3日");
        let words = vec![word("the", 0.0, 15.0), word("lock", 17.0, 40.0)];
        assert_eq!(joined(words).string(), "the lock");
    }

    #[test]
    fn blanks_between_chinese_characters_go_and_others_stay() {
        let said = |print: &str| closed(Text::of(print, 0)).string();
        assert_eq!(said("渡 口 今 天 复 航 ， A 线 on time"), "渡口今天复航， A 线 on time");
        assert_eq!(said("the lock"), "the lock");
    }
}
