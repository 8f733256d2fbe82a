//! Lines of labels and what they name: 版面主编/林远 美编/苏婉, 采访部：5550000 传真：5550001.

use std::sync::LazyLock;

use regex::Regex;

use crate::articles::rule::rule;
use crate::articles::words::lists;

/// The longest such line.
const LONGEST: usize = 90;

/// True for a line of nothing but labels, each with a name or a number behind it, or of a label with a telephone number.
/// `folded` is the line folded.
pub fn is_fields(folded: &str) -> bool {
    static NAMED: LazyLock<Regex> =
        LazyLock::new(|| rule(r"^(?:[■●□◆▲| ]*\p{Han}{2,6} *[:/|] *[^ :/|。,]{2,20}(?: |$)){2,}$"));
    static NUMBERED: LazyLock<Regex> = LazyLock::new(|| {
        rule(
            r"^(?:[■●□◆▲| ]*\p{Han}{0,8}[A-Za-z]{0,10} *: *[(]?\d[\d() -]{5,20}(?:\([^()]{1,12}\))? *){1,4}$",
        )
    });
    // 电话：0999-5550000 in a box of facts is where its readers turn to.
    static BARE: LazyLock<Regex> = LazyLock::new(|| {
        rule(
            r"(?i)^ *(?:联系|服务|预订|订票|售票|急救|热线)?(?:电话|热线) *:|^ *(?:info(?:rmation)?|tel|phone|call|contact|tickets?|rsvp) *:",
        )
    });
    let labels = || folded.split(' ').filter_map(|field| field.split([':', '/', '|']).next());
    folded.len() <= 3 * LONGEST
        && folded.contains([':', '/', '|'])
        && !lists().event_labels.iter().any(|word| folded.contains(*word))
        && (NAMED.is_match(folded)
            && labels().any(|label| lists().staff_labels.iter().any(|word| label.contains(*word)))
            || NUMBERED.is_match(folded) && !BARE.is_match(folded))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_with_names_and_numbers_are_told_from_text() {
        for print in [
            "版面主编/林远 美编/苏婉 校对/沈微",
            "采访部:5550000 传真:5550001",
            "刊登热线:0999-5550000(微信同号)",
        ] {
            assert!(is_fields(print), "{print}");
        }
        for print in [
            "时间:周六 地点:文化馆",
            "教育:补短板 医疗:强基层",
            "乡村/新图景 产业/新引擎",
            "电话:0999-5550000",
            "Info: 555-123-4567",
            "主持人:林远 嘉宾:苏婉",
            "记者:这样做有什么特点?",
            "会议强调:要做好工作",
        ] {
            assert!(!is_fields(print), "{print}");
        }
    }
}
