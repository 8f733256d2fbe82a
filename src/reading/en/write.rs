//! Numbers in English words.

const ONES: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 10] =
    ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const POWERS: [(u64, &str); 6] = [
    (1_000_000_000_000_000, "quadrillion"),
    (1_000_000_000_000, "trillion"),
    (1_000_000_000, "billion"),
    (1_000_000, "million"),
    (1_000, "thousand"),
    (100, "hundred"),
];

/// Digit by digit: 404 → four zero four.
pub fn digits(number: &str) -> String {
    let words: Vec<&str> = number.chars().filter_map(|c| c.to_digit(10)).map(|d| ONES[d as usize]).collect();
    words.join(" ")
}

/// A whole number: 1505 → one thousand five hundred five. More than 18 digits are read one by one.
pub fn cardinal(number: &str) -> String {
    match number.parse::<u64>() {
        Ok(value) if number.len() <= 18 => words(value),
        _ => digits(number),
    }
}

/// A number in words.
pub fn words(value: u64) -> String {
    for (power, name) in POWERS {
        if value >= power {
            let (head, rest) = (value / power, value % power);
            let tail = if rest > 0 { format!(" {}", words(rest)) } else { String::new() };
            return format!("{} {name}{tail}", words(head));
        }
    }
    match (value / 10, value % 10) {
        (0 | 1, _) => ONES[value as usize].to_owned(),
        (tens, 0) => TENS[tens as usize].to_owned(),
        (tens, one) => format!("{}-{}", TENS[tens as usize], ONES[one as usize]),
    }
}

/// Whole part and decimals: 3.14 → three point one four.
pub fn decimal(whole: &str, fraction: &str) -> String {
    let whole = if whole.is_empty() { "zero".to_owned() } else { cardinal(whole) };
    if fraction.is_empty() { whole } else { format!("{whole} point {}", digits(fraction)) }
}

/// An ordinal: 21 → twenty-first.
pub fn ordinal(number: &str) -> String {
    ordinal_of(&cardinal(number))
}

/// The ordinal of a number in words.
pub fn ordinal_of(words: &str) -> String {
    let at = words.rfind([' ', '-']).map_or(0, |at| at + 1);
    let (head, last) = words.split_at(at);
    let last = match last {
        "one" => "first",
        "two" => "second",
        "three" => "third",
        "five" => "fifth",
        "eight" => "eighth",
        "nine" => "ninth",
        "twelve" => "twelfth",
        _ => match last.strip_suffix('y') {
            Some(stem) => return format!("{head}{stem}ieth"),
            None => return format!("{head}{last}th"),
        },
    };
    format!("{head}{last}")
}

/// A year: 1984 → nineteen eighty-four, 1905 → nineteen oh five, 2005 → two thousand five.
pub fn year(digits: &str) -> String {
    let Ok(value) = digits.parse::<u64>() else { return cardinal(digits) };
    match (value / 100, value % 100) {
        _ if digits.len() != 4 || (2000..2010).contains(&value) || value % 1000 == 0 => words(value),
        (century, 0) => format!("{} hundred", words(century)),
        (century, rest @ 1..10) => format!("{} oh {}", words(century), words(rest)),
        (century, rest) => format!("{} {}", words(century), words(rest)),
    }
}

/// The plural of the last word: nineteen ninety → nineteen nineties.
pub fn plural(words: &str) -> String {
    match words.strip_suffix('y') {
        Some(stem) => format!("{stem}ies"),
        None if words.ends_with('x') => format!("{words}es"),
        None => format!("{words}s"),
    }
}

/// A number of two parts as it is called: 737 → seven thirty-seven, 101 → one oh one, 95 → ninety-five.
pub fn called(number: &str) -> String {
    let Ok(value) = number.parse::<u64>() else { return digits(number) };
    match number.len() {
        3 if value % 100 == 0 => words(value),
        3 if value % 100 < 10 => format!("{} oh {}", words(value / 100), words(value % 10)),
        3 => format!("{} {}", words(value / 100), words(value % 100)),
        4 if !number.starts_with('0') => year(number),
        0..=2 if !number.starts_with('0') => words(value),
        _ => digits(number),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_said_as_people_say_them() {
        for (number, said) in
            [("0", "zero"), ("21", "twenty-one"), ("110", "one hundred ten"), ("1000001", "one million one")]
        {
            assert_eq!(cardinal(number), said);
        }
        for (number, said) in
            [("1", "first"), ("12", "twelfth"), ("20", "twentieth"), ("123", "one hundred twenty-third")]
        {
            assert_eq!(ordinal(number), said);
        }
        for (number, said) in [
            ("1984", "nineteen eighty-four"),
            ("1905", "nineteen oh five"),
            ("2000", "two thousand"),
            ("1900", "nineteen hundred"),
            ("2024", "twenty twenty-four"),
        ] {
            assert_eq!(year(number), said);
        }
    }
}
