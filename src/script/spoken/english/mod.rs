//! English: which rule reads what, in order.

mod dates;
mod money;
mod numbers;
mod tables;
mod words;
mod write;

use super::scan::{Rule, Rules};

/// How English is read. The first rule that knows a stretch reads it.
pub(super) const RULES: Rules = Rules {
    at_digit: &[
        ("address", words::address),
        ("fixed reading", words::abbreviation),
        ("telephone", numbers::phone),
        ("date", dates::numeric),
        ("time", dates::clock),
        ("day", dates::day_first),
        ("decade", dates::decade),
        ("ordinal", numbers::ordinal),
        ("fraction", numbers::fraction),
        ("score", numbers::score),
        ("range", numbers::range),
        ("percent", numbers::percent),
        ("unit", numbers::measured),
        ("half of the day", dates::half_of_day),
        ("model", words::model),
        ("year", dates::year),
        ("number", numbers::plain),
    ],
    at_latin: &[
        ("address", words::address),
        ("day", dates::month_first),
        ("money", money::sum),
        ("abbreviation", words::abbreviation),
        ("initials", words::initials),
        ("Roman number", words::roman),
        ("model", words::model),
        ("word", words::word),
    ],
    at_sign: &[
        ("money", money::sum),
        ("telephone", numbers::phone),
        ("decade", dates::short_decade),
        ("minus", numbers::minus),
        ("number", numbers::point),
        ("range", numbers::to),
        ("sign", words::sign),
    ],
};
