//! What is printed around the stories: masthead, adverts, editors' lines. The patterns are a data file.

use std::sync::LazyLock;

use serde::Deserialize;

use super::fields::is_fields;
use super::header;
use crate::articles::rule::{Rules, ascii_words};
use crate::articles::text::{Text, is_han};
use crate::articles::words::lists;
use crate::model::SkipReason;

#[derive(Deserialize)]
struct Patterns {
    longest_sentence: usize,
    masthead: Vec<String>,
    boilerplate: Vec<String>,
    advert: Vec<String>,
    table: Vec<String>,
}

struct Judge {
    longest_sentence: usize,
    /// What a page's head holds, and then the patterns of the file.
    rules: Rules,
    /// Why what a pattern matches is no story.
    reasons: Vec<SkipReason>,
}

static JUDGE: LazyLock<Judge> = LazyLock::new(|| {
    let table: Patterns =
        toml::from_str(include_str!("noise.toml")).unwrap_or_else(|error| unreachable!("{error}"));
    let judged = [
        (SkipReason::Masthead, vec![header::proof()]),
        (SkipReason::Advert, table.advert),
        (SkipReason::Boilerplate, table.boilerplate),
        (SkipReason::Masthead, table.masthead),
        (SkipReason::Table, table.table),
    ];
    let reasons = judged.iter().flat_map(|(reason, rules)| rules.iter().map(|_| *reason)).collect();
    let rules = judged.into_iter().flat_map(|(_, rules)| rules).map(|rule| ascii_words(&rule));
    Judge { longest_sentence: table.longest_sentence, rules: Rules::new(rules), reasons }
});

/// The longest block, in characters, that a pattern may judge.
pub const LONGEST: usize = 160;

/// Why a block is no part of any story; `None` where it may be one. `folded` is its folded head.
pub fn noise(text: &Text, folded: &str) -> Option<SkipReason> {
    let ends_sentence = text.chars().last().is_some_and(|c| "。！？”".contains(*c));
    if text.len() > if ends_sentence { JUDGE.longest_sentence } else { LONGEST } {
        return None;
    }
    let closed = closed_up(folded);
    let folded = closed.as_deref().unwrap_or(folded);
    if header::is_page_head(folded) || header::is_issue_line(folded) {
        return Some(SkipReason::Masthead);
    }
    if is_fields(folded) {
        return Some(SkipReason::Boilerplate);
    }
    // The pool will be open daily: what tells in a sentence is no advert and no list.
    let tells = || folded.split(|c: char| !c.is_alphabetic()).any(|word| lists().auxiliaries.contains(&word));
    let is_noise = |rule: &u16| {
        if *rule == 0 {
            return header::find(text, folded).is_some();
        }
        let is_list = matches!(JUDGE.reasons[usize::from(*rule)], SkipReason::Advert | SkipReason::Table);
        JUDGE.rules.rule(*rule).is_match(folded) && !(is_list && tells())
    };
    let rule = JUDGE.rules.candidates(folded).into_iter().find(is_noise)?;
    Some(JUDGE.reasons[usize::from(rule)])
}

/// 南 屿 日 报: a line of single characters set apart is one word.
fn closed_up(folded: &str) -> Option<String> {
    const FEWEST: usize = 3;
    let mut characters = folded.split_whitespace();
    let apart = characters.clone().count() >= FEWEST
        && characters.all(|one| one.chars().all(is_han) && one.chars().nth(1).is_none());
    apart.then(|| folded.split_whitespace().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judge(s: &str) -> Option<SkipReason> {
        let text = Text::of(s, 0);
        noise(&text, &text.folded_head(LONGEST))
    }

    #[test]
    fn what_stands_around_the_stories_is_told_from_them() {
        use SkipReason::{Advert, Boilerplate, Masthead, Table};
        for (print, reason) in [
            ("青原日报", Masthead),
            ("2025年3月4日 星期二", Masthead),
            ("第４版　要闻", Masthead),
            ("国内统一连续出版物号 CN 99-0001 邮发代号 99-1", Masthead),
            ("零售价：1.00元", Masthead),
            ("责任编辑：林远 版式：苏婉", Boilerplate),
            ("扫一扫关注青原发布", Boilerplate),
            ("广　告", Advert),
            ("盛大开盘！江景三房仅需8800元，抢购热线：0999-5550000", Advert),
            ("云州 多云 2~9℃ 青原 晴 -3~6℃", Table),
            ("Vol. 12, No. 40", Masthead),
            ("Page A4", Masthead),
            ("青 原 日 报", Masthead),
            ("文体 7", Masthead),
            ("7 文体", Masthead),
            ("要闻·A02", Masthead),
            ("国内新闻 3版", Masthead),
            ("12 Sports", Masthead),
            ("4 要闻·综合", Masthead),
            ("健康与法 06", Masthead),
            ("TENTH YEAR.   MILL CITY, FRIDAY, MARCH 13, 1903.—TWELVE PAGES.   PRICE TWO CENTS.", Masthead),
            ("B4 | Local", Masthead),
            ("ADVERTISEMENT", Advert),
            ("扫码看更多新闻", Boilerplate),
            ("加入LINE好友 看即時新聞", Boilerplate),
            ("J. H. Marsh, Editor and Publisher.", Boilerplate),
            ("Fair to-day and to-morrow; colder, with light north winds to-night.", Table),
        ] {
            assert_eq!(judge(print), Some(reason), "{print}");
        }
        for print in [
            "扫黑除恶专项斗争取得新成效",
            "扫雪除冰保畅通",
            "扫码点餐投诉多发",
            "加入合作社 增收有门路",
            "村村有了法律顾问",
            "Support local farmers, council urges",
            "Deadline for entries in the flower show is Friday, Sept. 12.",
            "Online: a map of the new bus routes is on the council's site.",
            "Member, 12, wins the chess cup",
            "Fun run sponsored by Lions Club draws 200",
            "The award went to Jo Marsh, editor.",
            "Fair opens in Marsham tomorrow.",
            "Snow closes three roads tonight.",
            "河湾湿地扫码看鸟成风尚",
            "大风天气 渔船回港避风",
            "农历新年前 老街挂灯",
            "周日 河湾赛龙舟",
            "邮发代号成了老报人的回忆",
            "责任编辑：一个人的三十年",
            "零售价一元的时代过去了",
            "扫码点餐不得强制关注公众号",
            "All rights reserved for the river's people",
            "云溪作家新诗集出版",
            "T2航站楼试运行",
            "2-0取胜 云溪队晋级",
            "遗失声明 骗局翻新",
            "限行尾号下周轮换",
            "投诉电话：12345，市民随时可以反映。",
            "地址：河湾路12号文化馆二楼。",
            "The pool will be open daily from noon to dusk.",
            "Unions call today for a strike at the mill",
            "9-year-old wins the chess cup",
            "Volleyball team goes to the final",
            "No. 2 seed falls in Marsham",
            "Founded in 1880, the mill will close",
            "Related costs rise by a third",
            "Editor wins the county's prize",
            "Phone use in class is banned",
            "Letters should be read, a judge rules",
            "Weather-related crashes double",
            "Friday, March 6, 2026 is the last day to register.",
            "FARMERS WELCOME GOOD NEWS",
            "Updated 2027 budget cuts library hours",
            "全市第4版地方志出版",
            "体育 100",
            "教育2035",
            "市图书馆昨日开放。",
            "本报记者 林远",
            "据天气预报，明天有雪。",
            "2025年3月4日上午，大桥通车。",
            "为方便市民，图书馆提供热水、休息室、充电桩和扫码借书服务，读者也可以在门口的服务台请志愿者帮忙。",
        ] {
            assert_eq!(judge(print), None, "{print}");
        }
    }

    #[test]
    fn page_heads_staff_lines_and_lists_are_told_from_headlines() {
        use SkipReason::{Advert, Boilerplate, Masthead, Table};
        for (print, reason) in [
            ("Page 3A — Marsham Record — Sunday, March 6", Masthead),
            ("Marsham Record Page 6", Masthead),
            ("7B Sports", Masthead),
            (
                "The Marsham Beacon | The voice of the college | Friday, March 6, 2026 | beacon.example",
                Masthead,
            ),
            ("Printed on recycled paper", Boilerplate),
            ("Jo Marsh covers schools for the Record. Follow her at @jomarsh", Boilerplate),
            ("TODAY’S INDEX: Arts C1 · Business B4 · Sports D1", Boilerplate),
            ("Editor-in-Chief Jo Marsh · Managing Editor Ann Tydd", Boilerplate),
            ("关注“青原发布”，第一时间了解权威信息", Boilerplate),
            ("下期预告：老街的新邻居", Boilerplate),
            ("Paid for by the Committee to Elect Jo Marsh", Advert),
            ("High tides 5:33 a.m. 6:58 p.m. Low tides 3:22 a.m.", Table),
            ("TODAY: Partly cloudy. High 39. Low 31. Details on B4", Table),
            ("Wheat, No. 2 red, 30 cents; corn, 53 cents; oats, 48 cents.", Table),
            ("Trains leave for the East at 1:30 a. m. and 11:22 p. m.", Table),
            ("市区今天白天多云到阴，偏北风2～3级，最高气温9℃，明晨最低1℃", Table),
        ] {
            assert_eq!(judge(print), Some(reason), "{print}");
        }
        for print in [
            "关注“一老一小” 代表这样说",
            "下载量大的应用也要守规矩",
            "市气象台说，明天白天多云，偏北风3级，最高气温9℃。",
            "Printed maps sell again",
            "Jo Marsh covers schools for the Record.",
            "Page 3 of the report was missing, Marsh said.",
            "Trains leave late again after the snow",
            "NOTICE OF CLOSURE",
            "Paid for by taxpayers, stadium sits empty",
            "Trains leave late all week, the 7:15 went at 9:40 on Monday.",
            "Ann Tydd, 96; Jo Marsh, 41; Lee Mill, 12.",
            "Marsham 21; Tydd 14; Milltown 7",
            "High water at 10:15 p.m. flooded thirty houses in Marsham, police said on Monday.",
            "3D Printing and Medicine",
            "Town Hall meeting · Tuesday, March 10, 2026",
            "下载刷单APP 大学生被骗两万元",
            "关注孩子沉迷抖音",
            "Today: the council meets at noon",
        ] {
            assert_eq!(judge(print), None, "{print}");
        }
    }
}
