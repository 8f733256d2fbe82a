//! What is printed around stories on screens: calls to follow, navigation, counts. The patterns are a data file.

use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

use super::titles;
use crate::articles::document::Line;
use crate::articles::rule::{Rules, ascii_words, rule};
use crate::articles::text::{Text, chars_before};

#[derive(Deserialize)]
struct Table {
    longest: usize,
    kinds: Vec<Kind>,
    addresses: Patterns,
    origins: Patterns,
    related: Patterns,
    sections: Patterns,
    tails: Patterns,
    files: Patterns,
    placeholders: Patterns,
    labels: Patterns,
    credits: Patterns,
    sources: Patterns,
}

#[derive(Deserialize)]
struct Kind {
    name: String,
    patterns: Vec<String>,
}

#[derive(Deserialize)]
struct Patterns {
    patterns: Vec<String>,
}

struct Furniture {
    longest: usize,
    lines: Rules,
    /// The kind of each pattern.
    names: Vec<&'static str>,
    addresses: Rules,
    origins: Rules,
    related: Rules,
    sections: Rules,
    placeholders: Rules,
    files: Rules,
    labels: Rules,
    tails: Vec<Regex>,
    credits: Vec<Regex>,
    sources: Rules,
}

static FURNITURE: LazyLock<Furniture> = LazyLock::new(|| {
    let table: Table =
        toml::from_str(include_str!("furniture.toml")).unwrap_or_else(|error| unreachable!("{error}"));
    let set = |patterns: &[String]| Rules::new(patterns.iter().map(|pattern| ascii_words(pattern)));
    let each = |patterns: &[String]| patterns.iter().map(|pattern| rule(&ascii_words(pattern))).collect();
    let names = table.kinds.iter().flat_map(|kind| {
        let name: &'static str = kind.name.clone().leak();
        kind.patterns.iter().map(move |_| name)
    });
    Furniture {
        longest: table.longest,
        names: names.collect(),
        lines: set(&table.kinds.iter().flat_map(|kind| kind.patterns.clone()).collect::<Vec<_>>()),
        origins: set(&table.origins.patterns),
        addresses: set(&table.addresses.patterns),
        related: set(&table.related.patterns),
        sections: set(&table.sections.patterns),
        placeholders: set(&table.placeholders.patterns),
        files: set(&table.files.patterns),
        labels: set(&table.labels.patterns),
        tails: each(&table.tails.patterns),
        credits: each(&table.credits.patterns),
        sources: set(&table.sources.patterns),
    }
});

/// The kind of furniture that a line is; `None` where it may be a story's text.
pub fn kind(text: &Text) -> Option<&'static str> {
    if text.len() > FURNITURE.longest {
        return None;
    }
    let folded = text.folded_head(FURNITURE.longest);
    let found = FURNITURE.lines.first(folded.trim())?;
    FURNITURE.names.get(usize::from(found)).copied()
}

/// True for a line that is an address with what it is called: 项目地址：…
pub fn is_address(line: &Line) -> bool {
    const LONGEST: usize = 24;
    // Words and addresses together; each link is looked at for each character.
    const LONGEST_LINE: usize = 1_000;
    if line.text.len() > LONGEST_LINE {
        return false;
    }
    let print = line.text.string();
    let unlinked = |at: usize| !line.links.iter().any(|link| link.contains(&at));
    let plain: String = print.chars().enumerate().filter(|(at, _)| unlinked(*at)).map(|(_, c)| c).collect();
    let calls = |rules: &Rules, left: &str| {
        let words = Text::unprinted(left.trim());
        left.len() < print.len() && words.len() <= LONGEST && rules.is_match(&words.folded_head(LONGEST))
    };
    calls(&FURNITURE.origins, &titles::ADDRESS.replace_all(&print, ""))
        || calls(&FURNITURE.addresses, &titles::ADDRESS.replace_all(&plain, ""))
}

/// True for a line that heads a list of links to elsewhere.
pub fn heads_links(text: &Text) -> bool {
    text.len() <= 40 && FURNITURE.related.is_match(text.folded_head(40).trim())
}

/// True for a word that says that a section of a form is empty: None, 暂无.
pub fn is_placeholder(text: &Text) -> bool {
    text.len() <= 24 && FURNITURE.placeholders.is_match(text.folded_head(24).trim())
}

/// True for what a link is called by that says only what it leads to: 论文原文, code.
pub fn is_label(name: &str) -> bool {
    const LONGEST: usize = 40;
    let name = Text::unprinted(name.trim());
    name.len() <= LONGEST && FURNITURE.labels.is_match(&name.folded_head(LONGEST))
}

/// True for a heading below which nothing but furniture stands.
pub fn heads_furniture(heading: &Text) -> bool {
    let plain = |c: char| !c.is_alphanumeric();
    heading.len() <= 40 && FURNITURE.sections.is_match(heading.folded_head(40).trim_matches(plain))
}

/// Where who took a picture begins, behind what it shows.
pub fn credit(caption: &Text) -> Option<usize> {
    const WINDOW: usize = 60;
    let from = caption.len().saturating_sub(WINDOW);
    let folded = caption.folded_tail(WINDOW);
    let start = FURNITURE
        .credits
        .iter()
        .filter_map(|credit| credit.find(&folded))
        .map(|found| found.start())
        .min()?;
    Some(from + folded[..start].chars().count())
}

/// True for the heading of a list of sources: 参考资料, References.
pub fn heads_sources(heading: &Text) -> bool {
    let plain = |c: char| !c.is_alphanumeric();
    heading.len() <= 40 && FURNITURE.sources.is_match(heading.folded_head(40).trim_matches(plain))
}

/// Where the host, the points and the comments begin that stand behind an entry's title.
pub fn tail(text: &Text) -> Option<usize> {
    const WINDOW: usize = 120;
    let from = text.len().saturating_sub(WINDOW);
    let folded = text.folded_tail(WINDOW);
    let found = FURNITURE.tails.iter().filter_map(|tail| tail.find(&folded));
    let start =
        found.filter(|found| !FURNITURE.files.is_match(found.as_str())).map(|found| found.start()).min()?;
    let at = from + chars_before(&folded, start);
    (at > 0).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(print: &str) -> Option<&'static str> {
        kind(&Text::of(print, 0))
    }

    #[test]
    fn calls_and_counts_are_told_from_text() {
        for (print, name) in [
            ("点击上方“云溪在线”关注我们", "follow"),
            ("好文！必须在看", "follow"),
            ("阅读原文", "onward"),
            ("[查看原文]", "onward"),
            ("Continue reading →", "onward"),
            ("END", "end"),
            ("（完）", "end"),
            ("责任编辑：林远", "staff"),
            ("标签：夜市 泳池", "tags"),
            ("352 points by jo, 166 comments", "counts"),
            ("Last updated on Monday, 9 June 2026", "counts"),
            ("最后更新：2026年5月1日", "counts"),
            ("上一篇：夜市开放", "navigation"),
            ("RSS feed: https://a.example/rss.xml", "machine"),
            ("date published: 2026-03-02T19:51:14.018061+00:00", "machine"),
            ("圖片來自 河谷晚報", "pictures"),
            ("图片来源：林远", "pictures"),
            ("Photo by Ann Lee CC BY 4.0", "pictures"),
            ("Text Size", "menu"),
            ("图：宣传部干事 203 林远（转载自 云溪快讯）", "staff"),
            ("审 | 周宁 林远", "staff"),
            ("[TOC]", "navigation"),
            ("分享讓更多人看到", "follow"),
            ("請加入成為本報的月費訂戶，長期支持我們的工作。", "subscribe"),
            ("前往訂閱電子報", "subscribe"),
            ("Click the star at the top right to keep this page.", "menu"),
            ("Become a member today and support the choir.", "subscribe"),
            ("網上圖片", "pictures"),
            ("[[_TOC_]]", "navigation"),
            ("Other formats: PDF / HTML", "menu"),
            ("This document is published with CC BY-NC-ND 4.0 license.", "rights"),
            ("This newsletter is generated by the Link Digest project.", "rights"),
            ("本作品采用知识共享署名 4.0 国际许可协议进行许可。", "rights"),
            ("Subscribe to our newsletter", "subscribe"),
            ("回复「夜市」领取地图", "follow"),
            ("网站维护者：林远", "staff"),
            ("您的瀏覽器不支援JavaScript語法，但仍可瀏覽", "machine"),
            ("Please enable JavaScript to view this page.", "machine"),
        ] {
            assert_eq!(of(print), Some(name), "{print}");
        }
        for print in [
            "夜市今晚开放，欢迎市民前来。",
            "The end of the old mill came on Monday.",
            "This document is published by the council every year.",
            "本作品采用水墨画法，画的是河谷的旧事。",
            "Next week the pool will close.",
            "Updated: 3 new trails near the lake",
            "Revised budget 2024",
            "修改于2024年的章程",
            "Source code of the town's maps is free.",
            "编辑部昨天搬家，新址在河湾路。",
            "完成了第三次检修",
            "他回复“可以”，随后入群。",
            "A site that works without JavaScript",
            "旧浏览器不支持JavaScript新语法怎么办",
            "关注夜市的人越来越多。",
            "市民扫描二维码即可查看进度。",
            "未经许可使用校名 培训班被罚",
            "版权所有者起诉短视频平台",
            "编辑 走进田间地头",
            "分享让更多的农户有了信心，合作社社长说。",
            "分享让更多人受益",
            "一审：驳回起诉",
            "二审：维持原判",
            "设计：简约大方",
            "图：春江晚景",
            "成为我们的会员以后，林远每周都来读书。",
            "法院认定本网侵权，要求三日内删除文章并道歉。",
            "旅客说，他在本站买票时受到侵犯，已经联系了警方，警方正在调查。",
            "Be a donor, the head nurse said to all who came to the town hall.",
            "Click beetles live in the top layer of the soil, the scientists found.",
            "成为会员以后，他每周都来图书馆读书。",
            "She became a member of the choir in May.",
            "图：河湾路的夜市今晚开放，游客很多",
            "校：下周一开学，请同学们带好作业。",
            "遇到侵权，市民可以联系市场监管部门。",
            "关注公众号以后怎样取消，问的人最多。",
            "More in county go hungry",
            "Subscribe now, pay later schemes under fire",
            "图片来自老人们的相册，讲的是河谷的旧事",
            "Photos by the river, taken at dawn, are on show",
            "Photo by photo the valley comes back",
            "Text size of the ballot worries the elderly",
        ] {
            assert_eq!(of(print), None, "{print}");
        }
        let linked = |print: &str, links| {
            let links = vec![links];
            is_address(&Line { text: Text::of(print, 0), links, ..Line::default() })
        };
        assert!(linked("项目地址：yunxi/night", 5..16) && linked("Website: mill.example", 9..21));
        assert!(!linked("地址：河湾路12号", 0..0) && !linked("夜市地址：河湾路（地图）", 9..11));
        let page = "本頁連結 https://mill.example/x";
        assert!(is_address(&Line { text: Text::of(page, 0), ..Line::default() }));
        assert!(heads_links(&Text::of("相關連結：", 0)) && is_label("投影片") && !is_label("河谷投影"));
        assert!(heads_links(&Text::of("相关链接：", 0)) && heads_links(&Text::of("Further reading", 0)));
        assert!(!heads_links(&Text::of("相关部门：", 0)));
    }
}
