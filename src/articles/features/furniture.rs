//! What stands around the stories, told by what its lines are made of: telephones, prices, numbers of documents, offers;
//! terms and addresses of the paper itself. Each is evidence with a weight; a report's words speak against it.

use std::sync::LazyLock;

use crate::articles::rule::{Rules, ascii_words};
use crate::articles::text::{Text, is_han};
use crate::articles::weights::weights;

/// The longest text that is judged, in characters.
const LONGEST: usize = 420;

/// What a row of the table speaks for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Advert,
    House,
    /// A report: against both others.
    Report,
}

struct Evidence {
    rules: Rules,
    rows: Vec<Row>,
}

struct Row {
    kind: Kind,
    weight: f32,
    /// It says nothing of a text in Chinese: a Chinese telephone number is counted once.
    is_english: bool,
}

static EVIDENCE: LazyLock<Evidence> = LazyLock::new(|| {
    let rows = || {
        include_str!("furniture.tsv").lines().filter(|line| !line.starts_with('#')).map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            let [kind, name, weight, pattern, _] = cells[..] else { unreachable!("five cells: {line}") };
            let kind = match kind {
                "advert" => Kind::Advert,
                "house" => Kind::House,
                "report" => Kind::Report,
                _ => unreachable!("a kind of evidence: {line}"),
            };
            let weight = weight.parse().unwrap_or_else(|_| unreachable!("a weight: {line}"));
            (Row { kind, weight, is_english: name.ends_with("_en") }, pattern)
        })
    };
    Evidence {
        rules: Rules::new(rows().map(|(_, pattern)| ascii_words(pattern))),
        rows: rows().map(|(row, _)| row).collect(),
    }
});

/// What speaks for each kind of furniture, less what speaks for a report.
#[derive(Clone, Copy, Debug, Default)]
pub struct Furniture {
    advert: f32,
    house: f32,
}

impl Furniture {
    /// It sells, seeks or declares for money.
    pub fn is_advert(self) -> bool {
        self.advert >= weights().advert
    }

    /// What speaks for an advert.
    pub fn advert(self) -> f32 {
        self.advert
    }

    /// What speaks for a line in which the paper tells of itself.
    pub fn house(self) -> f32 {
        self.house
    }

    /// It has some sign of an advert and none of a report, as what stands below the word for adverts has.
    pub fn may_be_advert(self) -> bool {
        self.advert >= weights().advert_below_its_word
    }

    /// In it the paper tells of itself: who publishes it, what it costs, how letters must be.
    pub fn is_house(self) -> bool {
        self.house >= weights().house
    }
}

/// Weighs the evidence in a text.
pub fn weigh(text: &Text) -> Furniture {
    let mut found = Furniture::default();
    if text.len() > LONGEST {
        return found;
    }
    let folded = text.folded_head(LONGEST);
    let is_chinese = folded.contains(is_han);
    for rule in EVIDENCE.rules.candidates(&folded) {
        let Row { kind, weight, is_english } = EVIDENCE.rows[usize::from(rule)];
        if !(is_english && is_chinese) && EVIDENCE.rules.rule(rule).is_match(&folded) {
            match kind {
                Kind::Advert => found.advert += weight,
                Kind::House => found.house += weight,
                Kind::Report => {
                    found.advert += weight;
                    found.house += weight;
                }
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_advert_is_told_by_what_it_is_made_of() {
        for print in [
            "苏婉遗失身份证，号码999901199001010001，声明作废。",
            "青原市柳河商贸有限公司（统一社会信用代码91990000MA00000000）拟注销，债权人自公告之日起45日内申报债权。",
            "旺铺出租，临街，面积60平方米，电话13900000000。",
            "FOR SALE: oak table and four chairs, good condition, $80. Call 555-0142.",
            "Two-bedroom apartment, no pets, $650 a month. 555-0143",
            "HELP WANTED Drivers, CDL required, home weekends. Apply 836 Mill Road.",
            "Part-time clerk, 20 hours a week. Town Hall, (165) 555-4406. EOE",
            "NOTICE OF SALE: By virtue of a judgment, the sheriff will sell Lot 3 at public auction.",
            "招工信息：缝纫工、质检员若干名，计件工资，4800—8200元/月，地址：青原工业园",
        ] {
            assert!(weigh(&Text::of(print, 0)).is_advert(), "{print}");
        }
        for print in [
            "市人社局昨日举办招聘会，现场招聘300人，咨询电话0999-5550000。",
            "Blood drive, Friday, 2 to 6 p.m., town hall. Call 555-0142.",
            "Tickets are $5. Call 555-0142 to reserve a seat.",
            "The sale of the mill, which has been for sale since 2019, was announced Monday.",
            "老街的店铺出租率提高了，租金也涨了。",
            "报名电话：0999-1234567，截止时间为5月1日。",
            "救助站24小时开放，电话：0999-1234567。",
            "最高奖金百万元，至今无人认领。",
            "新规自公告之日起施行，过渡期六个月。",
            "The plaintiff, Jane Doe, said the defendant ran a red light.",
            "Sheriff's sale draws protest",
            "Used books will be for sale at $1 each; call 555-123-4567 for details.",
            "Flu shots are $25. Call 555-123-4567 to book, or visit our town clinic's desk on Main Street.",
            "Undertaker retires after 40 years",
            "NOTICE OF CLOSURE SURPRISES MILL",
            "厂里包吃住，一天两百元起，月薪5000元。",
            "The mill wants 40 part-time drivers, with full benefits, Marsh said.",
        ] {
            assert!(!weigh(&Text::of(print, 0)).is_advert(), "{print}");
        }
    }

    #[test]
    fn the_paper_tells_of_itself() {
        for print in [
            "THE LEDGER is published every Friday at its office, Mill street. Terms, two dollars per annum, in advance.",
            "Letters should be no longer than 200 words and must include a name and address. Mail: Letters, The Ledger.",
            "本报地址：青原市柳河路1号 邮编：999000 总编室：0999-5550000 印刷：青原印务有限公司",
            "以上行情仅供参考，据此入市风险自担",
        ] {
            assert!(weigh(&Text::of(print, 0)).is_house(), "{print}");
        }
        for print in [
            "Subscriptions to the new library rose by a third, the director said.",
            "The school is published as a case study every year by the ministry.",
            "读者可以扫码预约，图书馆将在馆内设置指引。",
            "In 2026 the fee will be $45 per year.",
            "The church, founded in 1851, marks its jubilee Sunday.",
            "网上流传的偏方仅供参考，不可代替就医。",
        ] {
            assert!(!weigh(&Text::of(print, 0)).is_house(), "{print}");
        }
    }
}
