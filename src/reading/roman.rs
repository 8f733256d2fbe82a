//! Roman numbers.

/// The value of a well-formed Roman number below 90: IV → 4.
pub(super) fn value(letters: &str) -> Option<u32> {
    let mut sum = 0;
    let mut rest = letters;
    for (sign, value, most) in
        [("L", 50, 1), ("XL", 40, 1), ("X", 10, 3), ("IX", 9, 1), ("V", 5, 1), ("IV", 4, 1), ("I", 1, 3)]
    {
        for _ in 0..most {
            if let Some(after) = rest.strip_prefix(sign) {
                (sum, rest) = (sum + value, after);
            }
        }
    }
    (rest.is_empty() && sum > 0).then_some(sum)
}

#[cfg(test)]
mod tests {
    #[test]
    fn only_well_formed_numbers_have_a_value() {
        for (letters, value) in
            [("III", Some(3)), ("XIV", Some(14)), ("LIX", Some(59)), ("IIII", None), ("", None)]
        {
            assert_eq!(super::value(letters), value, "{letters}");
        }
    }
}
