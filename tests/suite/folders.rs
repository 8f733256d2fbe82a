//! Files and folders as an editor gives them: several pages, stories over two of them, doubles, encodings.

use std::path::PathBuf;

use newscaster::articles::{self, Options};
use newscaster::model::{Article, Paper};

fn page(print: &str) -> Paper {
    articles::read_bytes("page.md", print.as_bytes(), &Options::default()).unwrap()
}

fn texts(article: &Article) -> Vec<&str> {
    article.paragraphs.iter().map(|paragraph| paragraph.text.as_str()).collect()
}

fn headlines(paper: &Paper) -> Vec<&str> {
    paper.articles.iter().map(|article| article.title.as_str()).collect()
}

/// Files in one folder, given one by one in the order in which they stand here.
fn files(prints: &[(&str, &str)]) -> Paper {
    let folder = tempfile::tempdir().unwrap();
    let put = |(name, print): &(&str, &str)| {
        let path = folder.path().join(name);
        std::fs::write(&path, print).unwrap();
        path
    };
    let paths: Vec<PathBuf> = prints.iter().map(put).collect();
    let paper = articles::read(&paths, &Options::default(), &newscaster::progress::Silent).unwrap();
    assert_eq!(paper.coverage.characters, paper.coverage.in_articles + paper.coverage.skipped);
    for skipped in &paper.skipped {
        let source = prints.iter().find(|(name, _)| skipped.source.ends_with(name)).unwrap().1;
        assert_eq!(source.chars().nth(skipped.start), skipped.text.chars().next(), "{}", skipped.text);
    }
    paper
}

const FRONT: &str = "青原日报\n2025年6月12日 星期四 第1版 要闻\n\n# 沿河步道全线贯通\n\n□本报记者 林远\n\n\
    昨天，沿河步道最后一段打通。从前走到水泥厂就得折返，现在可以一直走到（下转第4版）\n\n# 早市搬进新大棚\n\n\
    本报讯（记者 苏婉）城东早市昨日搬进新建的大棚。大棚装了通风和排水，商户说夏天不再怕雨（下转第4版）\n";
const BACK: &str = "青原日报 2025年6月12日 星期四 第4版 综合\n\n# 一条步道连起两岸\n\n（上接第1版）南码头，再坐公交车回家。\n\n\
    # 摊位抽签 商户安心\n\n（上接第1版）天。早市管理处表示，摊位费三年不变。\n\n\
    # 图书漂流角开放\n\n本报讯（记者 陈果）图书馆在步道旁设了五处图书漂流角。\n";

#[test]
fn a_story_goes_on_in_another_file_whichever_is_given_first() {
    for prints in [[("p1.md", FRONT), ("p4.md", BACK)], [("p4.md", BACK), ("p1.md", FRONT)]] {
        let paper = files(&prints);
        assert_eq!(paper.articles.len(), 3);
        let of = |title: &str| paper.articles.iter().find(|article| article.title == title).unwrap();
        let (path, market) = (of("沿河步道全线贯通"), of("早市搬进新大棚"));
        assert!(texts(path)[0].ends_with("可以一直走到南码头，再坐公交车回家。"));
        assert!(texts(market)[0].ends_with("夏天不再怕雨天。早市管理处表示，摊位费三年不变。"));
        assert!(path.complete && market.complete && of("图书漂流角开放").complete);
    }
    let cut = files(&[("p1.md", FRONT)]);
    assert!(cut.articles.iter().all(|article| !article.complete));
    assert_eq!(cut.articles[1].continued_on.as_deref(), Some("4"));
    let back = files(&[("p4.md", BACK)]);
    assert_eq!((back.articles.len(), back.doubts.len()), (3, 2));
}

#[test]
fn english_stories_go_on_under_the_word_that_sends_their_reader_there() {
    let front = "Page A1\n\n# Bridge repairs to close Mill Road\n\nBy Jane Doe\n\nThe county will close Mill Road on Monday. \
        Crews will replace the deck and\n\nSee BRIDGE, A6\n\n# School board picks new chief\n\nBy John Roe\n\n\
        The board voted on Tuesday to hire Ana Silva. She starts in July and will\n\nContinued on A6\n";
    let back = "Page A6\n\nSCHOOL\nContinued from A1\n\nmove here with her family.\n\nBRIDGE\nFrom A1\n\n\
        repaint the rails. Drivers should use Route 9.\n";
    let paper = files(&[("a6.md", back), ("a1.md", front)]);
    assert_eq!(headlines(&paper), ["Bridge repairs to close Mill Road", "School board picks new chief"]);
    assert!(
        texts(&paper.articles[0])[0]
            .ends_with("replace the deck and repaint the rails. Drivers should use Route 9.")
    );
    assert!(texts(&paper.articles[1])[0].ends_with("and will move here with her family."));
}

#[test]
fn the_same_story_in_other_words_here_and_there_is_read_once() {
    const WHOLE: &str = "本报讯（记者 林远）市气象局昨日发布高温橙色预警，预计未来三天最高气温将达三十八摄氏度。户外作业的单位要错开正午时段，\
        环卫、快递和建筑工人每两小时休息一次。\n\n市疾控中心提醒，老人和孩子尽量不在午后出门，家中常备淡盐水。如果出现头晕、恶心，\
        要立即移到阴凉处并拨打急救电话。\n\n供电部门说，今年新增的两座变电站已经投运。\n";
    let changed = WHOLE.replace("每两小时", "每隔两小时").replace("要立即", "应立即");
    let cut = WHOLE
        .replace("预计", "")
        .replace("，环卫、快递和建筑工人每两小时休息一次", "")
        .replace("供电部门说，", "");
    let follows = "本报讯（记者 林远）市气象局昨日发布高温橙色预警，预计未来三天最高气温将达三十八摄氏度。受高温影响，市区多所学校把下午的\
        课提前到上午，校车发车时间一并提前。家长可以在学校的平台上查看新的课表。\n";
    for (other, wanted) in [(changed.as_str(), 1), (&cut, 1), (follows, 2)] {
        let [first, second] = [format!("# 高温预警发布\n\n{WHOLE}"), format!("# 连续三天高温\n\n{other}")];
        let both = files(&[("a.md", &first), ("b.md", &second)]);
        assert_eq!((both.articles.len(), headlines(&both)[0]), (wanted, "高温预警发布"), "{other}");
        assert_eq!(page(&format!("{second}\n{first}")).articles.len(), wanted, "{other}");
    }
}

#[test]
fn several_pages_in_one_file_keep_their_numbers_and_names() {
    for head in [
        "第{n}版 {s}",
        "第0{n}版：{s}",
        "# A{n}版：{s}",
        "## 第{n}版 {s}",
        "【第{n}版 {s}】",
        "{s}·{n}",
        "**第{n}版　{s}**",
        "=== 第{n}版 {s} ===",
        "--- A0{n} {s} ---",
        "第{n}版（{s}）",
    ] {
        let one = |n: &str, name: &str, turn: &str| {
            format!(
                "{}\n\n## 第{n}号楼的消息\n\n本报讯（记者 林远）这里是{n}号楼的消息，居民们都很关心。{turn}\n\n",
                head.replace("{n}", n).replace("{s}", name)
            )
        };
        let paper = page(&[one("1", "要闻", ""), one("2", "经济", ""), one("3", "文化", "")].concat());
        let sections: Vec<_> =
            paper.articles.iter().filter_map(|article| article.section.as_deref()).collect();
        assert_eq!((paper.articles.len(), sections), (3, vec!["要闻", "经济", "文化"]), "{head}");
        assert_eq!(paper.skipped.len(), 3, "{head}");
    }
}

#[test]
fn front_matter_says_what_the_file_is() {
    let body = "新桥今日通车，从河东到河西只要三分钟。\n";
    let only = |front: &str| page(&format!("---\n{front}\n---\n{body}")).articles.remove(0);
    let bridge =
        only("title: 新桥通车\nkicker: 城市建设\nsubtitle: 三分钟过河\nauthor: 本报记者 林远\nsection: 要闻");
    assert_eq!(
        (bridge.kicker.as_deref(), bridge.subtitle.as_deref()),
        (Some("城市建设"), Some("三分钟过河"))
    );
    assert_eq!((bridge.reporters, bridge.section.as_deref()), (vec!["林远".to_owned()], Some("要闻")));
    // Without a title, the writer and the section still are the article's.
    let untitled =
        page(&format!("---\nauthor: 林远\nsection: 要闻\n---\n# 新桥通车\n\n{body}")).articles.remove(0);
    assert_eq!((untitled.title.as_str(), untitled.section.as_deref()), ("新桥通车", Some("要闻")));
    assert_eq!(untitled.reporters, ["林远"]);
    // A whole page may have front matter too.
    for front in ["title: 青原日报 2025年3月4日 第3版\nsection: 综合", "author: 青原日报\nsection: 综合"]
    {
        let stories = "# 夜市开张\n\n本报讯（记者 陈果）夜市昨日开张。\n\n# 夜校招生\n\n本报讯（记者 方远）夜校昨日开始招生。\n";
        let whole = page(&format!("---\n{front}\n---\n{stories}"));
        assert_eq!(headlines(&whole), ["夜市开张", "夜校招生"], "{front}");
        assert!(whole.articles.iter().all(|article| article.section.as_deref() == Some("综合")));
        assert_eq!(whole.coverage.characters, whole.coverage.in_articles + whole.coverage.skipped);
    }
}

#[test]
fn a_damaged_file_is_read_and_said_to_be_damaged() {
    let mut bytes =
        "# 夜市开张\n\n本报讯（记者 陈果）夜市昨日开张，摊位一百二十个。\n\n".repeat(30).into_bytes();
    bytes[60] = 0xff;
    let paper = articles::read_bytes("page.md", &bytes, &Options::default()).unwrap();
    assert!(paper.doubts.iter().any(|doubt| doubt.contains("page.md") && doubt.contains('�')));
    assert_eq!(paper.coverage.characters, paper.coverage.in_articles + paper.coverage.skipped);
}

#[test]
fn a_page_reads_the_same_in_every_encoding() {
    let fixtures = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/pages"));
    let told = |paper: &Paper| -> Vec<(String, Vec<String>)> {
        let of = |a: &Article| (a.title.clone(), a.paragraphs.iter().map(|p| p.text.clone()).collect());
        paper.articles.iter().map(of).collect()
    };
    let utf16 = |text: &str, mark: bool, big: bool| -> Vec<u8> {
        let units = mark.then_some(0xfeff).into_iter().chain(text.encode_utf16());
        units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    };
    for (name, chinese) in [("evening.md", encoding_rs::GBK), ("traditional.md", encoding_rs::BIG5)] {
        let text = std::fs::read_to_string(fixtures.join(name)).unwrap();
        let wanted = told(&page(&text));
        assert!(wanted.len() > 1);
        let mut prints = vec![
            [b"\xef\xbb\xbf".to_vec(), text.clone().into_bytes()].concat(),
            utf16(&text, true, false),
            utf16(&text, true, true),
            utf16(&text, false, false),
            utf16(&text, false, true),
            text.replace('\n', "\r\n").into_bytes(),
            encoding_rs::GB18030.encode(&text).0.into_owned(),
            chinese.encode(&text).0.into_owned(),
        ];
        let declared = format!("<!-- encoding: {} -->\n{text}", chinese.name());
        prints.push(chinese.encode(&declared).0.into_owned());
        for (n, bytes) in prints.iter().enumerate() {
            let paper = articles::read_bytes(name, bytes, &Options::default()).unwrap();
            assert_eq!(told(&paper), wanted, "{name}, print {n}");
        }
    }
    for (bytes, refusal) in [
        (&b"\xff\xfe\x00\xd8"[..], "encoding"),
        (b"\x89PNG\r\n\x1a\n\0\0", "text file"),
        (b"PK\x03\x04 zip", "text file"),
        (b"caf\xe9 au lait, tr\xe8s bien, \xe0 bient\xf4t \xe9t\xe9", "encoding"),
        (b" \n", "empty"),
    ] {
        let error = articles::read_bytes("page.md", bytes, &Options::default()).unwrap_err().to_string();
        assert!(error.contains(refusal) && error.contains("page.md"), "{error}");
    }
}

#[test]
fn a_folder_may_hold_articles_and_pages_side_by_side() {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, print: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, print).unwrap();
    };
    put(
        "b-bridge.md",
        "---\ntitle: 新桥通车\nauthor: 林远、苏婉\ndate: 2025-03-04\nsection: 要闻\norder: 2\n---\n\n新桥今日通车。\n\n## 桥上有坡道\n\n轮椅可以自己过桥。\n",
    );
    put(
        "c-school.txt",
        "---\r\ntitle: \"School: merged\"\r\nauthors:\r\n  - Nora Quill\r\n  - Abe Stone\r\norder: 1\r\n---\r\nThe two schools merge in the fall.\r\n",
    );
    put(
        "a-page.md",
        "# 图书馆开放\n\n本报讯（记者 方远）市图书馆昨日开放。\n\n# 夜市开张\n\n本报讯 夜市昨日开张。\n",
    );
    put("more/page10.md", "# 第十页\n\n本报讯 这里是第十页的消息。\n");
    put("more/page2.md", "# 第二页\n\n本报讯 这里是第二页的消息。\n");
    put("README.md", "# Read me\n\nThis is no page.\n");
    put(".hidden.md", "# Hidden\n\nThis is no page.\n");
    put("notes.docx", "no page");
    let paper =
        articles::read(&[folder.path().to_owned()], &Options::default(), &newscaster::progress::Silent)
            .unwrap();
    let titles: Vec<&str> = paper.articles.iter().map(|article| article.title.as_str()).collect();
    assert_eq!(titles, ["School: merged", "新桥通车", "图书馆开放", "夜市开张", "第二页", "第十页"]);
    let (school, bridge) = (&paper.articles[0], &paper.articles[1]);
    assert_eq!(school.reporters, ["Nora Quill", "Abe Stone"]);
    assert_eq!(bridge.reporters, ["林远", "苏婉"]);
    assert_eq!(bridge.section.as_deref(), Some("要闻"));
    assert_eq!(texts(bridge), ["新桥今日通车。", "桥上有坡道", "轮椅可以自己过桥。"]);
    assert_eq!(paper.date.map(|date| date.to_string()).as_deref(), Some("2025-03-04"));
    assert_eq!(paper.sources.len(), 5);
    assert_eq!(paper.coverage.characters, paper.coverage.in_articles + paper.coverage.skipped);
}
