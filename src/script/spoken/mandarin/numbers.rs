//! Numbers by themselves, before a measure word, and percentages.

use super::super::piece::Pieces;
use super::super::text::Text;
use super::number::Number;

/// 36.34% → 百分之三十六点三四, 3‰ → 千分之三.
pub fn percent(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let number = Number::at(text, place)?;
    let sign = text.skip_blanks(number.end);
    let share = share(text.at(sign))?;
    Some((sign + 1, Pieces::new().hanzi(share).hanzi(&number.words())))
}

/// What a sign of shares is said as, before its number.
pub fn share(sign: char) -> Option<&'static str> {
    Some(match sign {
        '%' => "百分之",
        '‰' => "千分之",
        '‱' => "万分之",
        _ => return None,
    })
}

/// A number, 2 as 两 before a measure word.
pub fn plain(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let number = Number::at(text, place)?;
    let words = if text.before(text.skip_blanks_back(place)) == '第' {
        number.words()
    } else {
        number.words_before(text, text.skip_blanks(number.end))
    };
    Some((number.end, Pieces::new().hanzi(&words)))
}
