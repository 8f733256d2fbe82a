//! Chinese: which rule reads what, in order.

mod codes;
mod context;
mod dates;
mod latin;
mod models;
mod money;
mod number;
mod numbers;
mod pairs;
mod signs;
mod tables;
mod times;
mod units;
mod write;

use super::marks;
use super::scan::Rules;

/// How Chinese is read. The first rule that knows a stretch reads it.
pub(super) const RULES: Rules = Rules {
    digit: &[
        ("address", latin::address),
        ("fixed reading", latin::fixed),
        ("telephone", codes::phone),
        ("date", dates::full),
        ("date", dates::short),
        ("named day", dates::named),
        ("result", times::result),
        ("time", times::clock),
        ("coordinate", numbers::coordinate),
        ("version", numbers::version),
        ("code", codes::code),
        ("decade", codes::decade),
        ("generation", codes::generation),
        ("model", models::branded),
        ("fraction", pairs::fraction),
        ("shop", pairs::shop),
        ("range or score", pairs::range),
        ("proportion", pairs::proportion),
        ("percent", numbers::percent),
        ("money", money::after_number),
        ("ten thousands", units::ten_thousands),
        ("unit", units::measured),
        ("money", money::before_sign),
        ("model", models::figures_first),
        ("year", dates::year),
        ("named number", codes::name),
        ("number", numbers::plain),
    ],
    latin: &[
        ("address", latin::address),
        ("number", latin::numbered),
        ("fixed reading", latin::fixed),
        ("money", money::before_number),
        ("coordinate", numbers::side_first),
        ("plate", codes::plate),
        ("standard", codes::standard),
        ("zero", latin::zero),
        ("train or flight", codes::route),
        ("to", models::to),
        ("Roman number", latin::roman),
        ("unit", units::after_hanzi),
        ("initials", latin::initials),
        ("model", models::letters_first),
        ("Latin", latin::word),
    ],
    sign: &[
        ("markup", marks::markup),
        ("fixed reading", latin::fixed),
        ("money", money::before_number),
        ("model", models::series),
        ("range", signs::to),
        ("below zero", numbers::below_zero),
        ("model", models::hyphen),
        ("about", signs::about),
        ("telephone", codes::abroad),
        ("minus", signs::mark_down),
        ("plus", signs::plus),
        ("arithmetic", signs::arithmetic),
        ("proportion", signs::shares),
        ("rate", signs::stroke),
        ("number sign", signs::number_sign),
        ("zero", signs::zero),
        ("no name", signs::nameless),
        ("angle", signs::minutes),
        ("decimal", numbers::point),
        ("sign", signs::symbol),
    ],
};

/// One digit by its name.
pub(super) fn digit(digit: char) -> String {
    write::digits(&digit.to_string())
}
