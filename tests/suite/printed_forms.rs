//! Tables of printed forms: datelines and bylines, headlines, noise, slips.

use newscaster::articles::{self, Options};
use newscaster::model::{Article, Kind, Nature, Paper, SkipReason};

/// A few lines tell nobody whether they were printed.
fn page(print: &str) -> Paper {
    let options = options!(Options { nature: Some(Nature::Printed) });
    articles::read_bytes("page.md", print.as_bytes(), &options).unwrap()
}

fn texts(article: &Article) -> Vec<&str> {
    article.paragraphs.iter().map(|paragraph| paragraph.text.as_str()).collect()
}

/// What is printed, and the reporters, the agency and the place that it says.
type Row = (&'static str, &'static [&'static str], Option<&'static str>, Option<&'static str>);

/// Reads each row's print as the head of a story, with the body where it says BODY.
fn check(headline: &str, body: &str, rest: &str, rows: &[Row]) {
    for (print, reporters, agency, place) in rows {
        let print = print.replace("BODY", body);
        let paper = page(&format!("# {headline}\n\n{print}\n\n{rest}\n"));
        assert_eq!(paper.articles.len(), 1, "{print}: {:?}", paper.articles);
        let story = &paper.articles[0];
        let got = (story.reporters.clone(), story.agency.as_deref(), story.dateline.place.as_deref());
        assert_eq!(got, (reporters.iter().map(ToString::to_string).collect(), *agency, *place), "{print}");
        assert_eq!(story.headline.as_deref(), Some(headline), "{print}");
        assert_eq!(texts(story), [body, rest], "{print}");
    }
}

#[test]
fn chinese_datelines_and_bylines() {
    let one: &[&str] = &["苏婉"];
    let two: &[&str] = &["苏婉", "林远"];
    let xinhua = Some("新华社");
    let rows: &[Row] = &[
        // The paper's own reports, in brackets and blanks of every width, with bold marks around and inside.
        ("本报讯（记者 苏婉）BODY", one, None, None),
        ("本报讯(记者 苏婉)BODY", one, None, None),
        ("本报讯 （记者苏婉） BODY", one, None, None),
        ("　　本报讯　（记者　苏　婉）　BODY", one, None, None),
        ("本报讯\u{2003}（记者\u{00a0}苏婉）\u{2002}BODY", one, None, None),
        ("**本报讯（记者 苏婉）** BODY", one, None, None),
        ("**本报讯**（记者 **苏婉**）BODY", one, None, None),
        ("**本报讯** （记者 苏婉）BODY", one, None, None),
        ("【本报讯】BODY", &[], None, None),
        ("【本报讯】（记者 苏婉）BODY", one, None, None),
        ("［本报讯］（记者 苏婉）BODY", one, None, None),
        ("[本报讯](记者 苏婉)BODY", one, None, None),
        ("【本报讯 记者 苏婉】BODY", one, None, None),
        ("（本报讯 记者苏婉）BODY", one, None, None),
        ("本报11月27日讯（记者苏婉）BODY", one, None, None),
        ("本报 11 月 27 日讯（记者 苏婉）BODY", one, None, None),
        ("本报1１月2７日讯（记者 苏婉）BODY", one, None, None),
        ("本报云州11月27日电（记者苏婉）BODY", one, None, Some("云州")),
        ("本报云州讯（记者 苏婉）BODY", one, None, Some("云州")),
        ("青原晚报讯 记者苏婉报道：BODY", one, Some("青原晚报"), None),
        // Several people and their posts.
        ("本报讯（记者 苏婉 林远）BODY", two, None, None),
        ("本报讯（记者 苏婉、林远）BODY", two, None, None),
        ("本报讯（记者 苏婉 通讯员 林远）BODY", two, None, None),
        ("本报讯（记者 苏婉 实习生 林远）BODY", two, None, None),
        ("本报讯（记者／苏婉 实习记者／林远）BODY", two, None, None),
        ("本报讯（全媒体记者 苏婉 林远）BODY", two, None, None),
        ("本报讯（首席记者 苏婉 见习记者 林远）BODY", two, None, None),
        ("本报讯（通讯员 苏婉）BODY", one, None, None),
        // Agencies.
        ("新华社北京11月27日电（记者 苏婉）BODY", one, xinhua, Some("北京")),
        ("新华社北京11月27日电 （记者苏婉、林远）BODY", two, xinhua, Some("北京")),
        ("（新华社北京11月27日电）BODY", &[], xinhua, Some("北京")),
        ("据新华社北京11月27日电 BODY", &[], xinhua, Some("北京")),
        ("据新华社北京11月27日电（记者 苏婉）BODY", one, xinhua, Some("北京")),
        ("据新华社北京11月27日专电 BODY", &[], xinhua, Some("北京")),
        ("据新华社专电 BODY", &[], xinhua, None),
        ("据新华社电 BODY", &[], xinhua, None),
        ("据新华社电（记者 苏婉）BODY", one, xinhua, None),
        ("中新社东京11月27日电 （记者 苏婉）BODY", one, Some("中新社"), Some("东京")),
        ("中新网东京11月27日电 BODY", &[], Some("中新网"), Some("东京")),
        ("据中新社电 BODY", &[], Some("中新社"), None),
        ("本报综合新华社电 BODY", &[], xinhua, None),
        // Lines of their own.
        ("□本报记者 苏婉\n\nBODY", one, None, None),
        ("□ 苏婉\n\nBODY", one, None, None),
        ("■ 本报记者 苏婉\n\nBODY", one, None, None),
        ("■青原日报全媒体记者 苏婉 林远\n\nBODY", two, None, None),
        ("■ 苏婉/文 林远/图\n\nBODY", two, None, None),
        ("**本报记者 苏婉**\n\nBODY", one, None, None),
        ("本报记者 苏婉 实习生 林远\n\nBODY", two, None, None),
        ("本报记者　苏　婉　通讯员　林　远\n\nBODY", two, None, None),
        ("本报记者 苏婉 文/图\n\nBODY", one, None, None),
        ("文/图 本报记者 苏婉\n\nBODY", one, None, None),
        ("文/苏婉 图/林远\n\nBODY", two, None, None),
        ("本报记者 苏婉 摄影报道\n\nBODY", one, None, None),
        ("编译 苏婉\n\nBODY", one, None, None),
        ("编译：苏婉\n\nBODY", one, None, None),
        ("苏婉 编译\n\nBODY", one, None, None),
        ("苏婉\n\nBODY", one, None, None),
        ("本报评论员\n\nBODY", &["本报评论员"], None, None),
        ("□本报评论员\n\nBODY", &["本报评论员"], None, None),
        ("本报评论员 苏婉\n\nBODY", one, None, None),
        // Behind the text.
        ("BODY（苏婉）", one, None, None),
        ("BODY（记者 苏婉）", one, None, None),
        ("BODY （记者 苏婉 通讯员 林远）", two, None, None),
        ("BODY本报记者 苏婉", one, None, None),
        // Traditional print.
        ("【本報訊】（記者 蘇婉）BODY", &["蘇婉"], None, None),
        ("【記者蘇婉／海城報導】BODY", &["蘇婉"], None, Some("海城")),
        ("〔記者蘇婉／海城報導〕BODY", &["蘇婉"], None, Some("海城")),
        ("【本報訊】記者蘇婉報導：BODY", &["蘇婉"], None, None),
        ("記者蘇婉／海城報導\n\nBODY", &["蘇婉"], None, None),
        ("（中央社台北27日電）BODY", &[], Some("中央社"), Some("台北")),
        ("（中央社記者蘇婉台北27日電）BODY", &["蘇婉"], Some("中央社"), Some("台北")),
    ];
    check("跨江步行桥开通", "青原市首座跨江步行桥昨日正式开通。", "大桥全长四百米，市民可步行过江。", rows);
}

#[test]
fn who_took_a_picture_is_told_in_a_photo_story_and_not_in_another() {
    for credit in [
        "苏婉 摄",
        "本报记者 苏婉 摄",
        "（苏婉 摄）",
        "(本报记者苏婉摄)",
        "摄影：苏婉",
        "图/苏婉",
        "苏婉/摄",
        "通讯员 苏婉 摄",
    ] {
        let photo = page(&format!("# 晨练\n\n3月2日，老人们在公园里打太极拳。\n\n{credit}\n"));
        assert_eq!(photo.articles[0].reporters, ["苏婉"], "{credit}");
        let story = page(&format!(
            "# 跨江步行桥开通\n\n本报讯（记者 林远）青原市首座跨江步行桥昨日开通。\n\n大桥全长四百米。\n\n{credit}\n"
        ));
        assert_eq!(story.articles[0].reporters, ["林远"], "{credit}");
        assert_eq!(texts(&story.articles[0]).len(), 2, "{credit}");
    }
    let english = page(
        "# Ferry sinks\n\nBy Nora Quill\n\nThe ferry sank in calm water.\n\nNobody was hurt.\n\nPhoto by Abe Stone\n",
    );
    assert_eq!(english.articles[0].reporters, ["Nora Quill"]);
}

#[test]
fn english_datelines_and_bylines() {
    let one: &[&str] = &["Nora Quill"];
    let two: &[&str] = &["Nora Quill", "Abe Stone"];
    let reuters = Some("Reuters");
    let rows: &[Row] = &[
        ("LONDON (Reuters) — BODY", &[], reuters, Some("LONDON")),
        ("LONDON (Reuters) - BODY", &[], reuters, Some("LONDON")),
        ("LONDON (Reuters) -- BODY", &[], reuters, Some("LONDON")),
        ("**LONDON (Reuters)** – BODY", &[], reuters, Some("LONDON")),
        ("LONDON, Nov. 12 (Reuters) — BODY", &[], reuters, Some("LONDON")),
        ("WASHINGTON, Nov 12 (AP) - BODY", &[], Some("AP"), Some("WASHINGTON")),
        ("ST. PAUL, Minn. (AP) — BODY", &[], Some("AP"), Some("ST. PAUL, Minn.")),
        ("(AP) — BODY", &[], Some("AP"), None),
        ("TARN, March 3 — BODY", &[], None, Some("TARN")),
        ("By Nora Quill\n\nBODY", one, None, None),
        ("**By Nora Quill**\n\nBODY", one, None, None),
        ("*by Nora Quill*\n\nBODY", one, None, None),
        ("BY NORA QUILL\n\nBODY", one, None, None),
        ("BY NORA O’QUILL\n\nBODY", &["Nora O’Quill"], None, None),
        ("By NORA QUILL, Staff Writer\n\nBODY", one, None, None),
        ("By Nora Quill\nStaff Writer\n\nBODY", one, None, None),
        ("By Nora Quill\nStatehouse Bureau\n\nBODY", one, None, None),
        ("By Nora Quill, Crime Reporter\n\nBODY", one, None, None),
        ("By Nora Quill\nStaff Writer\n\nTARN — BODY", one, None, Some("TARN")),
        ("By Nora Quill and Abe Stone\n\nBODY", two, None, None),
        ("By NORA QUILL and ABE STONE\nCourier Staff Writers\n\nBODY", two, None, None),
        ("Nora Quill | The Courier\n\nBODY", one, None, None),
        ("Nora Quill | Staff Reporter\n\nBODY", one, None, None),
        ("Nora Quill\nChief reporter\n\nBODY", one, None, None),
        ("By Nora Quill\nnquill@tarncourier.example\n\nBODY", one, None, None),
        ("By Nora Quill\nSpecial to the Courier\n\nBODY", one, None, None),
        ("Associated Press\n\nBODY", &[], Some("AP"), None),
        ("ASSOCIATED PRESS\n\nBODY", &[], Some("AP"), None),
        ("By The Associated Press\n\nBODY", &[], Some("AP"), None),
        ("By THE ASSOCIATED PRESS\n\nBODY", &[], Some("AP"), None),
        ("By Nora Quill, Associated Press\n\nBODY", one, Some("AP"), None),
        ("By Nora Quill\nAssociated Press\n\nBODY", one, Some("AP"), None),
        ("By Reuters\n\nBODY", &[], reuters, None),
        ("By Staff Reports\n\nBODY", &[], None, None),
        ("By STAFF REPORTS\n\nBODY", &[], None, None),
        ("Staff report\n\nBODY", &[], None, None),
        ("By Courier Staff\n\nBODY", &[], None, None),
        ("By Our Reporter\n\nBODY", &[], None, None),
        ("By a Staff Reporter\n\nBODY", &[], None, None),
        ("From staff and wire reports\n\nBODY", &[], None, None),
        ("By the Editorial Board\n\nBODY", &["the Editorial Board"], None, None),
        ("By THE COURIER EDITORIAL BOARD\n\nBODY", &["The Courier Editorial Board"], None, None),
    ];
    let rest = "Nobody was hurt, the harbor office said.";
    check("Ferry sinks in calm water", "The ferry sank in calm water.", rest, rows);
}

#[test]
fn headings_go_where_they_belong() {
    const BODY: &str = "本报讯（记者 林远）青原市首座跨江步行桥昨日正式开通，市民可步行过江。";
    type Lines = (&'static str, Option<&'static str>, Option<&'static str>, Option<&'static str>);
    // What is printed above the story; headline, kicker or label, subtitle.
    let rows: &[Lines] = &[
        ("# 跨江步行桥开通", Some("跨江步行桥开通"), None, None),
        ("**跨江步行桥开通**", Some("跨江步行桥开通"), None, None),
        (
            "## 两岸百姓盼了十二年\n\n# 跨江步行桥开通",
            Some("跨江步行桥开通"),
            Some("两岸百姓盼了十二年"),
            None,
        ),
        (
            "## 两岸百姓盼了十二年\n\n## 跨江步行桥开通",
            Some("跨江步行桥开通"),
            Some("两岸百姓盼了十二年"),
            None,
        ),
        (
            "**两岸百姓盼了十二年**\n\n**跨江步行桥开通**",
            Some("跨江步行桥开通"),
            Some("两岸百姓盼了十二年"),
            None,
        ),
        (
            "**两岸百姓盼了十二年**\n\n# 跨江步行桥开通",
            Some("跨江步行桥开通"),
            Some("两岸百姓盼了十二年"),
            None,
        ),
        (
            "# 跨江步行桥开通\n\n## ——两岸百姓十二年的等待",
            Some("跨江步行桥开通"),
            None,
            Some("——两岸百姓十二年的等待"),
        ),
        (
            "## ——两岸百姓十二年的等待\n\n## 跨江步行桥开通",
            Some("跨江步行桥开通"),
            None,
            Some("——两岸百姓十二年的等待"),
        ),
        (
            "**跨江步行桥开通**\n\n**全长四百米 总投资三千万元 设无障碍坡道两处**",
            Some("跨江步行桥开通"),
            None,
            Some("全长四百米 总投资三千万元 设无障碍坡道两处"),
        ),
        (
            "### 两岸百姓盼了十二年\n\n# 跨江步行桥开通\n\n## 全长四百米 设无障碍坡道",
            Some("跨江步行桥开通"),
            Some("两岸百姓盼了十二年"),
            Some("全长四百米 设无障碍坡道"),
        ),
        ("## 民生关注\n\n# 跨江步行桥开通", Some("跨江步行桥开通"), Some("民生关注"), None),
        ("市交通局局长林远： 桥要好走", Some("桥要好走"), Some("市交通局局长林远："), None),
        ("", None, None, None),
    ];
    for (print, headline, above, below) in rows {
        let print = if print.contains("： ") { format!("# {print}") } else { (*print).to_owned() };
        let paper = page(&format!("{print}\n\n{BODY}\n\n大桥全长四百米，设无障碍坡道。\n"));
        assert_eq!(paper.articles.len(), 1, "{print}");
        let story = &paper.articles[0];
        let over = story.kicker.as_deref().or(story.label.as_deref());
        let got = (story.headline.as_deref(), over, story.subtitle.as_deref());
        assert_eq!(got, (*headline, *above, *below), "{print}");
        if headline.is_none() {
            assert!(BODY.contains(&story.title), "{}", story.title);
        }
    }
}

#[test]
fn english_headings_go_where_they_belong() {
    for (print, headline, over, below) in [
        (
            "**Council backs night ferry**\n\n**Vote ends two years of delay**",
            "Council backs night ferry",
            None,
            Some("Vote ends two years of delay"),
        ),
        (
            "## ELECTION 2025\n\n## Council backs night ferry",
            "Council backs night ferry",
            Some("ELECTION 2025"),
            None,
        ),
        (
            "# Council backs night ferry\n\n## Vote ends two years of delay",
            "Council backs night ferry",
            None,
            Some("Vote ends two years of delay"),
        ),
        (
            "## Local News\n\n## Council backs night ferry",
            "Council backs night ferry",
            Some("Local News"),
            None,
        ),
    ] {
        let paper = page(&format!(
            "{print}\n\nBy Nora Quill\n\nThe council voted on Monday to keep the ferry running at night.\n"
        ));
        assert_eq!(paper.articles.len(), 1, "{print}");
        let story = &paper.articles[0];
        let above = story.kicker.as_deref().or(story.label.as_deref()).or(story.section.as_deref());
        let got = (story.headline.as_deref(), above, story.subtitle.as_deref());
        assert_eq!(got, (Some(headline), over, below), "{print}");
    }
}

#[test]
fn an_editors_note_belongs_to_the_story_below_it() {
    const STORY: &str = "本报讯（记者 林远）青原市首座跨江步行桥昨日正式开通。";
    const NOTE: &str = "从今天起，本报开设“桥边人家”专栏，请读者留意。";
    let above = "# 图书馆开放\n\n本报讯（记者 苏婉）市图书馆昨日开放。\n\n";
    for print in [
        format!("{above}## 编者按\n\n{NOTE}\n\n# 跨江步行桥开通\n\n{STORY}"),
        format!("{above}**编者按**\n\n{NOTE}\n\n# 跨江步行桥开通\n\n{STORY}"),
        format!("{above}编者按：{NOTE}\n\n# 跨江步行桥开通\n\n{STORY}"),
        format!("{above}【编者按】{NOTE}\n\n# 跨江步行桥开通\n\n{STORY}"),
        format!("{above}# 跨江步行桥开通\n\n编者按　{NOTE}\n\n{STORY}"),
        format!("{above}# 跨江步行桥开通\n\n**编者按**\n\n{NOTE}\n\n{STORY}"),
    ] {
        let paper = page(&print);
        let stories: Vec<(Option<&str>, usize)> =
            paper.articles.iter().map(|a| (a.headline.as_deref(), a.paragraphs.len())).collect();
        assert_eq!(stories, [(Some("图书馆开放"), 1), (Some("跨江步行桥开通"), 2)], "{print}");
        let texts = texts(&paper.articles[1]);
        assert!(
            texts[0].trim_start_matches('【').starts_with("编者按") && texts[0].ends_with(NOTE),
            "{texts:?}"
        );
        assert_eq!(paper.articles[1].reporters, ["林远"], "{print}");
    }
    let english = page(
        "# Lawmakers return\n\nBy Nora Quill\n\n*Editor's note: This is the first of two reports.*\n\nCOLUMBUS — Lawmakers return on Tuesday for six weeks.\n",
    );
    assert_eq!(english.articles.len(), 1);
    assert_eq!(english.articles[0].headline.as_deref(), Some("Lawmakers return"));
    assert_eq!(english.articles[0].dateline.place.as_deref(), Some("COLUMBUS"));
}

#[test]
fn what_surrounds_the_stories_is_skipped_with_its_reason() {
    use SkipReason::{Advert, Boilerplate, Masthead, Table};
    let chinese = [
        ("青原日报", Masthead),
        ("**青原晚报**", Masthead),
        ("QINGYUAN RIBAO", Masthead),
        ("2025年3月4日　星期二　农历乙巳年二月初五　今日8版", Masthead),
        ("第４版　要闻", Masthead),
        ("A06 城事", Masthead),
        ("国内统一连续出版物号 CN 99-0001　邮发代号 99-1", Masthead),
        ("总第 1207 期", Masthead),
        ("零售价：1.00元", Masthead),
        ("- 4 -", Masthead),
        ("责任编辑：林远　版式：苏婉", Boilerplate),
        ("■本版责编 许安", Boilerplate),
        ("值班编委：林远 责任编辑：苏婉", Boilerplate),
        ("统筹 林远 版式 苏婉 校对 许安", Boilerplate),
        ("扫一扫 关注青原日报", Boilerplate),
        ("扫码看视频", Boilerplate),
        ("新闻热线：0999-5550000", Boilerplate),
        ("版权所有 未经授权不得转载", Boilerplate),
        ("广　告", Advert),
        ("【广告】", Advert),
        ("盛大开盘！江景三房仅需8800元，抢购热线：0999-5550000", Advert),
        ("云州 多云 2~9℃ 青原 晴 -3~6℃", Table),
        ("今日 晴 12~25℃", Table),
        ("| 区 | 户数 |\n|---|---|\n| 东 | 12 |", Table),
    ];
    let english = [
        ("THE TARN COURIER", Masthead),
        ("Tuesday, March 4, 2025 • A4 • $2", Masthead),
        ("Page A4", Masthead),
        ("Vol. 12, No. 40", Masthead),
        ("$1.50", Masthead),
        ("ADVERTISEMENT", Advert),
        ("Sponsored content", Advert),
        ("Hollis & Sons: 20% off all garden tools. Call today 555-0142.", Advert),
        ("© 2025 Tarn Courier. All rights reserved.", Boilerplate),
        ("Subscriptions: 555-0119", Boilerplate),
        ("Follow us on the web for updates", Boilerplate),
        ("Got a story? Call the newsdesk on 555-0144", Boilerplate),
        ("www.tarncourier.example", Boilerplate),
        ("WEATHER Today: Mostly sunny, high 52. Tonight: Cloudy, low 34.", Table),
    ];
    let story = "# 跨江步行桥开通\n\n本报讯（记者 林远）青原市首座跨江步行桥昨日开通。";
    let report = "# Ferry sinks in calm water\n\nTARN — The ferry sank in calm water on Monday.";
    let rows = chinese.map(|row| (story, row)).into_iter().chain(english.map(|row| (report, row)));
    for (story, (noise, reason)) in rows {
        for print in [format!("{story}\n\n{noise}\n"), format!("{noise}\n\n{story}\n")] {
            let paper = page(&print);
            assert_eq!(paper.articles.len(), 1, "{print}");
            assert_eq!(paper.articles[0].paragraphs.len(), 1, "{print}");
            assert!(paper.articles[0].headline.is_some(), "{print}");
            let reasons: Vec<SkipReason> = paper.skipped.iter().map(|skipped| skipped.reason).collect();
            assert_eq!(reasons, [reason], "{print}");
        }
    }
}

#[test]
fn slips_are_mended_for_the_ear_and_print_stays() {
    // What is printed, and what is spoken; names and what may be meant so stay.
    for (print, spoken) in [
        ("他们牢牢抓住住科技创新这一关键。", "他们牢牢抓住科技创新这一关键。"),
        ("修建修建水渠的工人昨日完工。", "修建水渠的工人昨日完工。"),
        ("全 市粮食产量增长。", "全市粮食产量增长。"),
        ("歌手范晓晓和李冰冰昨日到场。", "歌手范晓晓和李冰冰昨日到场。"),
        ("村民王珊珊说，渐渐习惯了。", "村民王珊珊说，渐渐习惯了。"),
        ("It is time to pour con- crete now, he said.", "It is time to pour concrete now, he said."),
        ("She had a two- and three-year plan.", "She had a two- and three-year plan."),
    ] {
        let paper = page(&format!("# 一则消息 A story\n\n{print}\n"));
        let paragraph = &paper.articles[0].paragraphs[0];
        assert_eq!(paragraph.text, print);
        let mut said: Vec<char> = print.chars().collect();
        for repair in paragraph.repairs.iter().rev() {
            said.splice(repair.start..repair.end, repair.spoken.chars());
        }
        assert_eq!(said.into_iter().collect::<String>(), spoken);
    }
    // A hyphen at a line's end is print that no voice reads.
    let wrapped = "# Wall vote\n\nIt is time to pour con-\ncrete for the wall along the Tanner River, the commissioner said\non Monday.\n";
    let paper = page(wrapped);
    assert!(paper.articles[0].paragraphs[0].text.starts_with("It is time to pour concrete for the wall"));
    assert_eq!(paper.coverage.characters, paper.coverage.in_articles + paper.coverage.skipped);
}

#[test]
fn a_few_words_above_a_marked_headline_are_its_label_or_kicker() {
    let print = "# 跨江步行桥开通\n\n本报讯（记者 林远）步行桥昨日正式开通，市民可步行过江，两岸往来更加方便。\n\n桥长四百米。\n\n论苑\n\n# \
                 把话说短\n\n开会讲话，三张纸的内容念成十三张，念的人口干，听的人脚麻，会场里醒着的没有几个。\n\n从“等人来办”到“上门问办”\n\n# \
                 窗口装进背篓\n\n本报讯（记者 苏婉）三名年轻人背着竹篓进山，把证照一户一户送到老人的手里。\n";
    let paper = page(print);
    let over: Vec<Option<&str>> =
        paper.articles.iter().map(|article| article.kicker.as_deref().or(article.label.as_deref())).collect();
    assert_eq!(over, [None, Some("论苑"), Some("从“等人来办”到“上门问办”")]);
}

#[test]
fn two_marked_items_under_a_few_words_are_briefs() {
    let print = "# 老渔港开直卖所\n\n〔記者林遠／澎湖報導〕天还没亮，渔港的铁皮屋前已经排了六十多人，有人自备冰桶。\n\n第一天卖出七百公斤。\n\n\
                 **社会记事簿**\n\n■城北一名老人昨天上午到银行汇款，行员见她讲电话讲到哭，悄悄按铃报警。\n\n\
                 ■海边前晚有民众听见哭声，消防队出动八人搜寻四十分钟，找到一只小猫。\n";
    let paper = page(print);
    let kinds: Vec<Kind> = paper.articles.iter().map(|article| article.kind).collect();
    assert_eq!(kinds, [Kind::News, Kind::Brief, Kind::Brief]);
}

#[test]
fn a_broad_line_among_the_lines_of_a_column_parts_none_of_them() {
    let column = "后街仁寿里四号居民屠阿根家前\n夜因小儿持烛觅鞋，失火延烧草\n房三间，消防队到场扑救，半小\n时始熄。屠本人救出邻家老妪一\n名，眉须俱\
                  焦，路人见之叹息。\n";
    let advert = "德记钟表行迁移新址　中正路一〇八号　修理名表　校对准时\n";
    let found = "人力车夫余老四昨晨在火车站拾\n得皮包一只，内有现钞二千余万\n元，当即送交站警，候至中午始由\n失主领回。失主酬以百万元，余只\n受车资三万。站警称其拾金不昧，\n当众予以嘉奖，观者无不称善。\n";
    let print = format!("火烛小心\n{column}{advert}拾金不昧\n{found}");
    let paper = page(&print);
    let headlines: Vec<Option<&str>> =
        paper.articles.iter().map(|article| article.headline.as_deref()).collect();
    assert_eq!(headlines, [Some("火烛小心"), Some("拾金不昧")]);
    assert_eq!(
        texts(&paper.articles[1]),
        [
            "人力车夫余老四昨晨在火车站拾得皮包一只，内有现钞二千余万元，当即送交站警，候至中午始由失主领回。失主酬以百万元，余只受车资三万。站警称其拾金不昧，当众予以嘉奖，观者无不称善。"
        ]
    );
}

#[test]
fn sentences_and_verse_of_a_story_are_no_adverts() {
    let print = "# 山谷音乐会\n\n本报讯（记者 林远）山谷音乐会昨晚举行，三千人到场，乐团演奏了四首新曲，最后一首由孩子们合唱。\n\n\
                 全场观众起立鼓掌，欢呼声响彻山谷。\n\n# 诗一首\n\n孩子们在台上念了这首诗，念完以后台下很久没有人说话：\n\n春眠不觉晓　处处闻啼鸟\n\n夜来风雨声　花落知多少\n";
    let paper = page(print);
    let all: String = paper.articles.iter().flat_map(texts).collect();
    assert!(
        all.contains("欢呼声响彻山谷") && all.contains("春眠不觉晓") && all.contains("花落知多少"),
        "{all}"
    );
}
