//! English: which rule reads what, in order.

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

/// How English is read. The first rule that knows a stretch reads it.
pub(super) const RULES: Rules = Rules {
    digit: &[
        ("address", word::address),
        ("fixed reading", word::abbreviation),
        ("code", code::secret),
        ("verses", code::verses),
        ("telephone", telephone::phone),
        ("telephone", telephone::hotline),
        ("ZIP code", code::zip),
        ("name", name::maker),
        ("date", date::numeric),
        ("date", date::short),
        ("time", time::clock),
        ("result", time::result),
        ("time", time::four_figures),
        ("day", date::day_first),
        ("decade", year::decade),
        ("ordinal", number::ordinal),
        ("possessive", number::possessive),
        ("mixed number", range::mixed),
        ("fraction", range::fraction),
        ("proportion", range::proportion),
        ("product", symbol::product),
        ("list", range::row),
        ("code", code::docket),
        ("code", code::serial),
        ("height", measure::player),
        ("score", range::score),
        ("range", range::range),
        ("version", number::version),
        ("percent", number::percent),
        ("height", measure::height),
        ("unit", measure::degrees),
        ("unit", measure::measured),
        ("half of the day", time::half_of_day),
        ("model", name::model),
        ("year", year::year),
        ("number", number::plain),
    ],
    latin: &[
        ("address", word::address),
        ("product", symbol::by),
        ("day", date::month_first),
        ("weekday", date::weekday),
        ("money", money::sum),
        ("state", name::state),
        ("abbreviation", word::abbreviation),
        ("side", word::side),
        ("range", range::letters),
        ("range", range::named_span),
        ("initials", name::initials),
        ("Roman number", word::roman),
        ("model", name::model),
        ("word", word::word),
    ],
    sign: &[
        ("markup", marks::markup),
        ("money", money::sum),
        ("fraction", measure::part),
        ("telephone", telephone::phone),
        ("decade", year::short_decade),
        ("minus", symbol::minus),
        ("minus", symbol::mark_down),
        ("number", number::point),
        ("range", range::to),
        ("rate", measure::rate),
        ("kana", kana),
        ("sign", symbol::sign),
    ],
};

/// One digit by its name.
pub(super) fn digit(digit: char) -> String {
    write::digits(&digit.to_string())
}
