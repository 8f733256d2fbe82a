//! English: which rule reads what, in order.

mod called;
mod dates;
mod measures;
mod money;
mod numbers;
mod pairs;
mod signs;
mod tables;
mod words;
mod write;

use super::marks;
use super::scan::Rules;

/// How English is read. The first rule that knows a stretch reads it.
pub(super) const RULES: Rules = Rules {
    digit: &[
        ("address", words::address),
        ("fixed reading", words::abbreviation),
        ("telephone", called::phone),
        ("telephone", called::hotline),
        ("ZIP code", called::zip),
        ("name", called::maker),
        ("date", dates::numeric),
        ("date", dates::short),
        ("time", dates::clock),
        ("result", dates::result),
        ("time", dates::four_figures),
        ("day", dates::day_first),
        ("decade", dates::decade),
        ("ordinal", numbers::ordinal),
        ("possessive", numbers::possessive),
        ("mixed number", pairs::mixed),
        ("fraction", pairs::fraction),
        ("proportion", pairs::proportion),
        ("product", pairs::product),
        ("list", pairs::row),
        ("code", pairs::docket),
        ("height", pairs::player),
        ("score", pairs::score),
        ("range", pairs::range),
        ("version", numbers::version),
        ("percent", numbers::percent),
        ("height", measures::height),
        ("unit", measures::degrees),
        ("unit", measures::measured),
        ("half of the day", dates::half_of_day),
        ("model", words::model),
        ("year", dates::year),
        ("number", numbers::plain),
    ],
    latin: &[
        ("address", words::address),
        ("product", pairs::by),
        ("day", dates::month_first),
        ("money", money::sum),
        ("state", called::state),
        ("abbreviation", words::abbreviation),
        ("side", words::side),
        ("range", words::letters),
        ("range", words::named_span),
        ("initials", words::initials),
        ("Roman number", words::roman),
        ("model", words::model),
        ("word", words::word),
    ],
    sign: &[
        ("markup", marks::markup),
        ("money", money::sum),
        ("fraction", measures::part),
        ("telephone", called::phone),
        ("decade", dates::short_decade),
        ("minus", signs::minus),
        ("minus", words::mark_down),
        ("number", numbers::point),
        ("range", pairs::to),
        ("rate", measures::rate),
        ("sign", words::sign),
    ],
};

/// One digit by its name.
pub(super) fn digit(digit: char) -> String {
    write::digits(&digit.to_string())
}
