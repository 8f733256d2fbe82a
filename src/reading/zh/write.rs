//! Numbers in hanzi.

const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// The longest row of digits that is read as a number; longer ones are read digit by digit.
pub const LONGEST: usize = 16;

/// One digit, 一 for 1.
fn hanzi(digit: char) -> char {
    digit.to_digit(10).map_or(digit, |value| DIGITS[value as usize])
}

/// Digit by digit: 2024 → 二零二四. Anything else is kept.
pub fn digits(number: &str) -> String {
    spelled(number, hanzi)
}

/// A figure's name is a hanzi of three bytes.
fn spelled(number: &str, name: fn(char) -> char) -> String {
    let mut words = String::with_capacity(3 * number.len());
    words.extend(number.chars().map(name));
    words
}

/// Digit by digit as in telephone numbers: 110 → 幺幺零.
pub fn phone(number: &str) -> String {
    spelled(number, |digit| if digit == '1' { '幺' } else { hanzi(digit) })
}

/// A whole number: 10010 → 一万零一十, 200 → 二百, 2000 → 两千. Leading zeros are not said; a row longer
/// than [`LONGEST`] is read digit by digit.
pub fn cardinal(number: &str) -> String {
    let number = number.trim_start_matches('0');
    if number.is_empty() {
        return "零".to_owned();
    }
    match number.parse::<u64>() {
        Ok(value) if number.len() <= LONGEST => {
            let mut words = String::with_capacity(6 * number.len());
            write(value, true, &mut words);
            words
        }
        _ => digits(number),
    }
}

/// Whole part and decimals: 3.14 → 三点一四.
pub fn decimal(whole: &str, fraction: &str) -> String {
    match fraction {
        "" => cardinal(whole),
        _ => format!("{}点{}", cardinal(whole), digits(fraction)),
    }
}

/// Writes a number above zero; `leads` where nothing was said before it, so that 10 is 十 and 2000 两千.
fn write(value: u64, leads: bool, words: &mut String) {
    for (unit, name) in [(100_000_000, '亿'), (10_000, '万'), (1_000, '千'), (100, '百'), (10, '十')] {
        if value < unit {
            continue;
        }
        let (head, rest) = (value / unit, value % unit);
        match (head, name) {
            (2, '亿' | '万' | '千') if leads => words.push('两'),
            (1, '十') if leads => {}
            _ => write(head, leads, words),
        }
        words.push(name);
        if rest > 0 {
            if rest < unit / 10 {
                words.push('零');
            }
            write(rest, false, words);
        }
        return;
    }
    words.push(DIGITS[value as usize]);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_are_said_as_people_say_them() {
        for (number, words) in [
            ("0", "零"),
            ("10", "十"),
            ("12", "十二"),
            ("110", "一百一十"),
            ("200", "二百"),
            ("1505", "一千五百零五"),
            ("2000", "两千"),
            ("10010", "一万零一十"),
            ("10011", "一万零一十一"),
            ("100000", "十万"),
            ("20000", "两万"),
            ("95739", "九万五千七百三十九"),
            ("10001111", "一千万一千一百一十一"),
            ("100010000", "一亿零一万"),
            ("1234567890123", "一万二千三百四十五亿六千七百八十九万零一百二十三"),
            ("007", "七"),
        ] {
            assert_eq!(cardinal(number), words, "{number}");
        }
    }

    /// Reads a number back from hanzi.
    fn parse(words: &str) -> u64 {
        for (name, unit) in [('亿', 100_000_000), ('万', 10_000)] {
            if let Some(at) = words.rfind(name) {
                let (head, rest) = (&words[..at], &words[at + name.len_utf8()..]);
                return parse(head) * unit + parse(rest);
            }
        }
        let (mut sum, mut digit) = (0, None);
        for c in words.chars() {
            let unit = match c {
                '千' => 1_000,
                '百' => 100,
                '十' => 10,
                _ => {
                    let value = if c == '两' { Some(2) } else { DIGITS.iter().position(|&d| d == c) };
                    digit = Some(value.unwrap() as u64).filter(|&value| value > 0);
                    continue;
                }
            };
            sum += digit.take().unwrap_or(1) * unit;
        }
        sum + digit.unwrap_or(0)
    }

    proptest! {
        #[test]
        fn every_number_comes_back_from_its_words(magnitude in 0_u32..=12, share in 0.0_f64..=1.0) {
            let number = (10_f64.powi(magnitude as i32) * share) as u64;
            prop_assert_eq!(parse(&cardinal(&number.to_string())), number);
        }

        #[test]
        fn digits_come_back_one_for_one(number in "[0-9]{1,40}") {
            let back: String = digits(&number).chars()
                .map(|c| char::from_digit(DIGITS.iter().position(|&d| d == c).unwrap() as u32, 10).unwrap())
                .collect();
            prop_assert_eq!(back, number);
        }
    }
}
