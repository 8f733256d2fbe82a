//! Subtitle lines: about 18 hanzi or 42 letters, as even as can be, broken where a reader would.

/// Columns of a line; a hanzi takes two, so 18 hanzi or 42 letters stay below it.
const HANZI_COLUMNS: usize = 36;
const LETTER_COLUMNS: usize = 42;

/// May not begin a line.
const CLOSING: &str = "，。、；：？！）》」』】〉”’…—,.;:?!)]}%‰℃·";
/// May not end a line.
const OPENING: &str = "（《「『【〈“‘([{";

/// Breaks a sentence into lines. Joined again they are the sentence: in a text with hanzi a break adds
/// nothing and takes nothing away, in one without it stands for a space.
pub fn lines(text: &str) -> Vec<String> {
    let units = units(text);
    let width: usize = units.iter().map(|unit| unit.width).sum();
    let has_hanzi = text.chars().any(is_wide);
    let limit = if has_hanzi { HANZI_COLUMNS } else { LETTER_COLUMNS };
    let count = width.div_ceil(limit).max(1);
    let even = width.div_ceil(count);
    let mut lines = vec![String::new()];
    let mut filled = 0;
    for unit in &units {
        // Rather a line that overshoots the even share by half a unit than one that is short by more.
        let full = filled > 0 && (filled + unit.width > limit || filled + unit.width / 2 > even);
        if full {
            lines.push(String::new());
            filled = 0;
        }
        if let Some(line) = lines.last_mut() {
            line.push_str(&unit.text);
            filled += unit.width;
        }
    }
    if !has_hanzi {
        for line in &mut lines {
            line.truncate(line.trim_end_matches(' ').len());
        }
    }
    lines
}

/// What stays on one line: a hanzi or a Latin word, with the marks and the spaces that cling to it.
struct Unit {
    text: String,
    width: usize,
}

fn units(text: &str) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    let mut before: Option<char> = None;
    for character in text.chars() {
        let clings = before.is_some_and(|before| {
            character == ' '
                || CLOSING.contains(character)
                || OPENING.contains(before)
                || (is_word(before) && is_word(character))
        });
        match units.last_mut() {
            Some(unit) if clings => {
                unit.text.push(character);
                unit.width += columns(character);
            }
            _ => units.push(Unit { text: character.into(), width: columns(character) }),
        }
        before = Some(character);
    }
    units
}

/// Part of a Latin word or of a number.
fn is_word(character: char) -> bool {
    !is_wide(character) && !character.is_whitespace() && !OPENING.contains(character)
}

/// Hanzi, kana, hangul and their marks take two columns.
fn is_wide(character: char) -> bool {
    matches!(character, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ff60}' | '\u{20000}'..='\u{3fffd}')
}

fn columns(character: char) -> usize {
    if is_wide(character) { 2 } else { 1 }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_long_chinese_sentence_breaks_evenly_and_not_before_a_mark() {
        let text = "从十一月起，全区统一执行新的医用耗材目录，患者住院的自付费用将会明显下降。";
        let lines = lines(text);
        assert_eq!(lines.concat(), text);
        assert_eq!(lines.len(), 3, "{lines:?}");
        assert!(lines.iter().all(|line| !line.starts_with(|c| CLOSING.contains(c))), "{lines:?}");
    }

    #[test]
    fn a_space_between_hanzi_stays_where_the_line_breaks() {
        let text = "内蒙古耗材全面降低价格了 平均降幅已经超过三成半";
        assert_eq!(lines(text).concat(), text);
        assert_eq!(lines(text)[0], "内蒙古耗材全面降低价格了 ");
    }

    #[test]
    fn an_english_sentence_breaks_at_spaces() {
        let text = "The council will vote on the new bridge over the river on Thursday evening.";
        let lines = lines(text);
        assert_eq!(lines.join(" "), text);
        assert!(lines.len() == 2 && lines.iter().all(|line| line.len() <= LETTER_COLUMNS), "{lines:?}");
    }

    #[test]
    fn a_model_number_stays_whole() {
        let text = "两架苏-27战机和一架C919客机昨日先后在阿拉善右旗巴丹吉林机场降落。";
        assert!(lines(text).iter().any(|line| line.contains("苏-27")), "{:?}", lines(text));
    }

    proptest! {
        #[test]
        fn no_character_is_lost(text in "[中文，。“”（）a-z0-9 .,-]{0,120}") {
            let squeeze = |text: &str| text.replace(' ', "");
            prop_assert_eq!(squeeze(&lines(&text).concat()), squeeze(&text));
        }
    }
}
