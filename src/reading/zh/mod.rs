//! Chinese: which rule reads what, in order.

mod code;
mod context;
mod date;
mod measure;
mod money;
mod name;
mod number;
mod range;
mod symbol;
mod tables;
mod telephone;
mod time;
mod word;
mod write;
mod year;

use super::kana::kana;
use super::marks;
use super::scan::Rules;

/// How Chinese is read. The first rule that knows a stretch reads it.
pub(super) const RULES: Rules = Rules {
    digit: &[
        ("address", word::address),
        ("fixed reading", word::fixed),
        ("verses", code::verses),
        ("telephone", telephone::phone),
        ("date", date::full),
        ("date", date::packed),
        ("day", date::days_of_month),
        ("date", date::short),
        ("date", date::cued_day),
        ("named day", date::named),
        ("result", time::result),
        ("time", time::clock),
        ("coordinate", measure::coordinate),
        ("version", number::version),
        ("code", code::code),
        ("decade", year::decade),
        ("generation", year::generation),
        ("model", name::branded),
        ("fraction", range::fraction),
        ("shop", name::shop),
        ("range or score", range::range),
        ("proportion", range::proportion),
        ("percent", number::percent),
        ("money", money::after_number),
        ("ten thousands", measure::ten_thousands),
        ("unit", measure::measured),
        ("money", money::before_sign),
        ("model", name::figures_first),
        ("year", year::year),
        ("named number", name::name),
        ("number", number::plain),
    ],
    latin: &[
        ("address", word::address),
        ("number", number::numbered),
        ("fixed reading", word::fixed),
        ("money", money::before_number),
        ("coordinate", measure::side_first),
        ("plate", code::plate),
        ("standard", code::standard),
        ("zero", word::zero),
        ("train or flight", code::route),
        ("to", name::to),
        ("Roman number", word::roman),
        ("unit", measure::after_hanzi),
        ("initials", name::initials),
        ("model", name::letters_first),
        ("Latin", word::word),
    ],
    sign: &[
        ("markup", marks::markup),
        ("weekday", date::weekday),
        ("fixed reading", word::fixed),
        ("money", money::before_number),
        ("model", name::series),
        ("range", range::to),
        ("below zero", number::below_zero),
        ("model", name::hyphen),
        ("about", symbol::about),
        ("telephone", telephone::abroad),
        ("minus", symbol::mark_down),
        ("plus", symbol::plus),
        ("arithmetic", symbol::arithmetic),
        ("proportion", range::shares),
        ("rate", measure::stroke),
        ("number sign", symbol::number_sign),
        ("zero", symbol::zero),
        ("no name", name::nameless),
        ("angle", measure::minutes),
        ("decimal", number::point),
        ("kana", kana),
        ("sign", symbol::symbol),
    ],
};

/// One digit by its name.
pub(super) fn digit(digit: char) -> String {
    write::digits(&digit.to_string())
}
