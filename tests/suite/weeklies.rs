//! Habits of weeklies, digests and letters with news that were found by trying more of them.

use newscaster::articles::{self, Options};
use newscaster::model::{Language, Nature};

use crate::document_kinds::{headlines, read_as, texts};

#[test]
fn chinese_titles_and_sections_make_a_chinese_paper() {
    let item = |title: &str, link: &str| format!("### {title}\n\n[{link}](https://a.example/x)\n\n---\n\n");
    let print = [
        item("渡口的新船下水了", "The ferry at the old landing is afloat"),
        item("水车修好了，下周开放", "Mill wheel repaired by volunteers of the town"),
        item("夜市开到十月底", "Night market hours"),
    ]
    .concat();
    let paper = read_as("02.md", &print);
    assert_eq!(paper.language, Language::Zh);
    let section = |name: &str| {
        let story = |title: &str| {
            format!(
                "### {title}\n\nThe keeper of the lock said that boats may pass again in May, after two years.\n\n"
            )
        };
        format!("## {name}\n\n{}{}", story("The lock opens"), story("Boats may pass"))
    };
    let quoted = format!(
        "# 河谷周报 2026-04-02\n\n{}{}## 本周见闻\n\n### 水声\n\n水少的时候声音高，水多的时候声音低，闭上眼睛也知道船闸开了几扇。\n",
        section("船闸"),
        section("水车与渡口")
    );
    assert_eq!(read_as("a.md", &quoted).language, Language::Zh);
    let letter = section("Lock") + &section("Mill");
    assert_eq!(read_as("b.md", &letter).language, Language::En);
}

#[test]
fn a_heading_with_nothing_but_a_link_to_its_origin_is_told() {
    let print = "### 渡口有了新船\n\n[原文链接](https://a.example/1)\n\n---\n\n### 水车停了\n\n水车今天停了，师傅说要修三天。\n\n[原文](https://a.example/2)\n\n---\n\n\
                 ### 议事会 2026.04.18\n\n[Read more](https://a.example/3)\n\n---\n\n### 订阅\n\n[链接](https://a.example/4)\n";
    let paper = read_as("02.md", print);
    let told = paper.articles.iter().flat_map(texts).collect::<Vec<_>>().concat();
    assert!(told.contains("渡口有了新船") && told.contains("议事会 2026.04.18"), "{told}");
    assert!(!told.contains("原文") && !told.contains("订阅"), "{told}");
}

#[test]
fn a_page_of_titles_above_their_addresses_is_written_and_keeps_them() {
    let item = |title: &str, text: &str| format!("**{title}**  \nhttp://a.example/x  \n{text}\n\n");
    let text = "渡口的老周说船要等水涨，水涨了才能过闸，过了闸还要再等一个钟头";
    let print = [
        "2026.04.02\n========\n\n## 会议\n\n".to_owned(),
        item("议事会的讲稿", ""),
        item("水车大会的讲稿", ""),
        "## 阅读\n\n".to_owned(),
        item("船为什么要等水？", text),
        item("How the lock of the old town came to have three gates, and why only two of them are used: a history", text),
        item("夜航", text),
        item("水声", text),
    ]
    .concat();
    let paper = articles::read_bytes("a.md", print.as_bytes(), &Options::default()).unwrap();
    assert!(paper.articles.iter().all(|article| article.nature == Nature::Written && article.complete));
    let told = paper.articles.iter().flat_map(texts).collect::<Vec<_>>();
    for title in ["议事会的讲稿", "水车大会的讲稿", "船为什么要等水？", "夜航", "水声"]
    {
        assert!(told.contains(&title), "{told:?}");
    }
    let subheads =
        paper.articles.iter().flat_map(|article| &article.paragraphs).filter(|para| para.is_subhead);
    assert!(subheads.clone().any(|para| para.text.ends_with("a history")));
}

#[test]
fn a_line_that_ends_before_a_word_of_latin_goes_on() {
    let print = "# 水车周报 2026-04-02\n\n## 驱动\n\n林远昨天修好了\nLock 的驱动，让它在满水时也能用。\n\n周岸在试的时候发现，同时开启两扇门的\nGate 会卡住。\n\n\
                 ## 名单\n\n新到的船\nSwan 与 Heron\n\n## 公告\n\n船闸检修的安排\nSwan 号停航三天。\n";
    let paper = read_as("a.md", print);
    assert_eq!(
        texts(&paper.articles[0]),
        [
            "林远昨天修好了Lock 的驱动，让它在满水时也能用。",
            "周岸在试的时候发现，同时开启两扇门的Gate 会卡住。"
        ]
    );
    assert_eq!(texts(&paper.articles[1]), ["新到的船", "Swan 与 Heron"]);
    assert_eq!(texts(&paper.articles[2]), ["船闸检修的安排", "Swan 号停航三天。"]);
}

#[test]
fn a_tag_of_yaml_and_the_star_of_an_item_are_not_said() {
    let print = "---\ntitle: ! 'River letter: the \"old\" lock'\ndate: 2026-04-02\n---\n\nThe council met.\n\n\\* The lock stays shut.\n\n\\* The mill opens.\n";
    let paper = read_as("a.md", print);
    assert_eq!(headlines(&paper), ["River letter: the \"old\" lock"]);
    assert_eq!(texts(&paper.articles[0]), ["The council met.", "The lock stays shut.", "The mill opens."]);
}

#[test]
fn rows_that_are_numbered_are_items_and_have_no_head() {
    let row = |n: &str, text: &str| format!("<tr><td>{n}</td><td>{text}</td></tr>");
    let rows =
        [row("1.", "Apologies from Ann Lee"), row("2.", "The lock stays shut"), row("3.", "The mill opens")];
    let print = format!(
        "<h1>Council of 2 April 2026</h1><p>Those present sat in the mill.</p><table>{}</table>",
        rows.concat()
    );
    let paper = read_as("a.html", &print);
    assert_eq!(
        texts(&paper.articles[0])[1..],
        ["1. Apologies from Ann Lee", "2. The lock stays shut", "3. The mill opens"]
    );
}

#[test]
fn a_paragraph_that_leads_to_a_list_within_its_item_is_no_subhead() {
    let print = "# River weekly 2026-04-02\n\n## News\n\n- **Talk about the lock:** Ann Lee wrote about how the lock came to have three gates, and names two ways to use them:\n\n  \
                 - the first is to open two of them at once and to wait for the tide.\n\n  - the second is to open them one after the other.\n";
    let paper = read_as("a.md", print);
    assert!(!paper.articles[0].paragraphs[0].is_subhead);
    let named = print.replace(
        "Ann Lee wrote about how the lock came to have three gates, and names two ways to use them:",
        "",
    );
    assert!(read_as("a.md", &named).articles[0].paragraphs[0].is_subhead);
}

#[test]
fn a_saved_page_of_an_issue_has_its_items_and_its_day() {
    let item = |title: &str, n: usize| {
        format!(
            "<div class=\"item\"><h3><a href=\"/{n}\">{title}</a></h3><p>渡口的老周說，船要等水漲，水漲了才能過閘，過了閘還要再等一個鐘頭，第{n}條船才到。</p><span><a href=\"/{n}\">river{n}.example.org</a></span></div>"
        )
    };
    let long = format!(
        "<p>{}</p>",
        "水車轉了一百年，鎮上的人都說它還能再轉一百年，修水車的師傅說木頭已經老了。".repeat(12)
    );
    let print = format!(
        "<html><head><title>河谷週刊 - Issue 9</title></head><body><div><p>河谷週刊是一份給渡口的人看的週刊，每個禮拜一出刊，歡迎大家來信。</p></div>\
         <article><header><h1><a href=\"/9\"><span>Issue 9 / <time datetime=\"2026-03-30\">March 30th 2026</time></span>船來了</a></h1></header>\
         <section><h2>河岸</h2>{}{}</section><section><h2><img src=\"a.jpg\" alt=\"鎮上\"><span>鎮上</span></h2>{}{}{long}{}</section></article>\
         <ul><li><a href=\"/8\">Previous issue</a></li></ul></body></html>",
        item("渡口的新船", 1),
        item("船閘的門", 2),
        item("夜市", 3),
        item("水車", 4),
        item("雨天的班次", 5)
    );
    let paper = read_as("index.html", &print);
    assert_eq!(headlines(&paper), ["渡口的新船", "船閘的門", "夜市", "水車", "雨天的班次"]);
    assert_eq!(paper.date.map(|date| date.to_string()).as_deref(), Some("2026-03-30"));
    let sections: Vec<_> = paper.articles.iter().filter_map(|article| article.section.as_deref()).collect();
    assert_eq!(sections, ["河岸", "河岸", "鎮上", "鎮上", "鎮上"]);
    assert!(!paper.articles.iter().flat_map(texts).any(|text| text.contains("example.org")));
    assert_ne!(paper.name.as_deref(), Some("河谷週刊是一份給渡口的人看的週刊"));
}

#[test]
fn where_a_digest_is_to_be_had_is_no_news() {
    let print = "### 渡口有了新船\n\n新船今天下水，能载四十人。\n\n---\n\n每日新闻订阅地址：\n\n- [River Channel](https://a.example/c)\n- [河谷论坛](https://a.example/d)\n";
    let told = read_as("a.md", print).articles.iter().flat_map(texts).collect::<Vec<_>>().concat();
    assert_eq!(told, "新船今天下水，能载四十人。");
}

#[test]
fn front_matter_may_name_hundreds_of_tags() {
    let tags: String = (0..300).map(|n| format!("  - \"tag {n}\"\n")).collect();
    let print = format!(
        "---\ntitle: \"River letter\"\ndate: 2026-04-02\ntags:\n{tags}---\n\nThe lock opens in May.\n"
    );
    let paper = read_as("a.md", &print);
    assert_eq!(headlines(&paper), ["River letter"]);
    assert_eq!(texts(&paper.articles[0]), ["The lock opens in May."]);
}
