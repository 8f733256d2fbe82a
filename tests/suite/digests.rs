//! Habits of digests and letters for screens: hours of what takes place, marks, items with their writers, names, days.

use newscaster::model::Language;

use crate::document_kinds::{headlines, read_as, texts};

#[test]
fn hours_at_which_something_takes_place_are_told_and_stamps_are_not() {
    let print = "# 小城消息 2026-04-02\n\n## 读书会\n\n对象：全体居民\n\n时间：2026年5月1日14：00 - 16：30\n\n地点：图书馆\n\n\
                 ## 琴友聚会\n\n- 时间：2026年5月2日（周六）19:00\n- 地点：文化馆\n\n## 小剧场\n\n共演两场：\n\n- 2026/05/03 19:30\n- 2026/05/04 19:30\n\n\
                 ## 船闸\n\n- 来源：河谷晚报\n- 时间：2026-04-01 08:31\n\n船闸昨天开了。\n";
    let paper = read_as("2026-04-02.md", print);
    assert!(texts(&paper.articles[0]).concat().contains("14：00"));
    assert!(texts(&paper.articles[1]).concat().contains("19:00"));
    assert_eq!(texts(&paper.articles[2]), ["共演两场：", "2026/05/03 19:30", "2026/05/04 19:30"]);
    assert_eq!(texts(&paper.articles[3]), ["船闸昨天开了。"]);
}

#[test]
fn links_with_writers_and_what_they_say_are_stories() {
    let print = "# Weekly links 2026-04-02\n\n## Featured\n\n- [Pruning in spring](https://a.example/1) by Ben Ash\n  > Cut back the old wood.\n\
                 - [Soil without a shovel](https://a.example/2) by Cleo Moss\n  > Feed the worms.\n- [One billion seeds](https://a.example/3) by Ann Lee\n  > Count them all.\n";
    let paper = read_as("a.md", print);
    assert_eq!(headlines(&paper), ["Pruning in spring", "Soil without a shovel", "One billion seeds"]);
    assert_eq!(paper.articles[0].reporters, ["Ben Ash"]);
    assert_eq!(texts(&paper.articles[1]), ["Feed the worms."]);
}

#[test]
fn what_leads_to_an_address_goes_with_it() {
    let print = "# 月报 2026-04-02\n\n## 新水车\n\n做完了一半，下载在这里：\n\nhttps://a.example/vec\n\n录像地址 https://a.example/v\n\n下周继续。\n";
    assert_eq!(texts(&read_as("a.md", print).articles[0]), ["做完了一半", "下周继续。"]);
    let print = "# 月报 2026-04-02\n\n## 新水车\n\n开会的时间是：\n\n晚上八点。\n";
    assert_eq!(texts(&read_as("a.md", print).articles[0]), ["开会的时间是：", "晚上八点。"]);
}

#[test]
fn the_last_of_several_days_is_the_issues_and_its_name_is_whole() {
    for (print, day, name) in [
        ("# 科技週記 (2026年3月10日-4月2日)", "2026-04-02", "科技週記"),
        ("# Valley Weekly (March 27 - April 2, 2026)", "2026-04-02", "Valley Weekly"),
        ("# Tech week 2026-04-02", "2026-04-02", "Tech week"),
    ] {
        let sections = "\n\n## One\n\nThe lock is open again after a month.\n\n## Two\n\nThe mill is shut until the floods are over.\n";
        let paper = read_as("a.md", &format!("{print}{sections}"));
        assert_eq!(paper.date.map(|day| day.to_string()).as_deref(), Some(day), "{print}");
        assert_eq!(paper.name.as_deref(), Some(name), "{print}");
    }
}

#[test]
fn a_line_of_chinese_goes_on_with_a_number_and_who_took_a_picture_is_silent() {
    let print = "# 南门消息 2026-04-02\n\n## 公告\n\n风扇夏天开到晚上，室温要先到\n28度，才能打开。\n\n![罚款将调高到四百元，下月起实行。（陈大文摄）](https://a.example/1.jpg)\n";
    assert_eq!(
        texts(&read_as("a.md", print).articles[0]),
        ["风扇夏天开到晚上，室温要先到28度，才能打开。", "罚款将调高到四百元，下月起实行。"]
    );
}

#[test]
fn the_front_page_of_a_site_is_no_name_and_a_key_of_its_files_no_section() {
    let print = "---\ntitle: 首页\ndate: 2026-04-02\ncategories: [news]\n---\n\n### 今日简报\n\n1. 船闸开了，水车停了。\n2. 夜市今晚开放，明天休息。\n";
    let paper = read_as("a.md", print);
    assert_eq!(headlines(&paper), ["今日简报"]);
    assert!(paper.name.as_deref() != Some("首页") && paper.articles[0].section.is_none());
    let print = "---\ntitle: October Letter\ndate: 2026-04-02\ncategories: [news-from-the-chair]\n---\n\n## Runs\n\nWear bright clothes.\n\n## Report\n\nThe club has grown.\n";
    assert_eq!(read_as("a.md", print).articles[0].section.as_deref(), Some("News from the chair"));
}

#[test]
fn bold_type_of_html_opens_stories_as_that_of_markdown_does() {
    let print = "<html><head><title>April 2, 2026</title></head><body><p>\n  <strong>Bridge to close</strong> The old bridge will be shut.</p>\
                 <p>\n  <strong>New head at the school</strong> Anna Reed has been named.</p><p><b>Choir wins the cup</b>The choir won.</p>\
                 <p><b>Plan for the market</b> The council wants to hear more.</p></body></html>";
    let paper = read_as("a.html", print);
    assert_eq!(
        headlines(&paper),
        ["Bridge to close", "New head at the school", "Choir wins the cup", "Plan for the market"]
    );
    assert_eq!(texts(&paper.articles[2]), ["The choir won."]);
}

#[test]
fn lines_with_little_pictures_stand_apart_and_a_heading_that_tells_is_told() {
    let print = "# 通知 2026-04-02\n\n## 讀書會\n\n讀書會開放報名，每週六下午都有一場，歡迎各位帶著孩子一起來參加。\n\n📅 時間：8 月 1 日 (六) 至 8 月 2 日 (日)\n📍 地點：市立圖書館\n\n\
                 ## 每週一句\n\n### 看見水車慢慢地轉，就知道河裡的水還夠用。\n\n### 讀者來信\n\n我每天都去看水車，它轉得比去年慢。\n";
    let paper = read_as("2026-04-02.md", print);
    assert_eq!(texts(&paper.articles[0]).len(), 3);
    assert!(paper.articles.iter().flat_map(texts).any(|text| text.starts_with("看見水車")));
}

#[test]
fn what_only_looks_like_an_invitation_a_lead_or_a_list_of_sources_is_none() {
    let print = "# 小城消息 2026-04-02\n\n## 船闸开了\n\n时间：2026年4月1日 10:20\n\n船闸昨天开了，两岸的人都来看。\n\n## 水车\n\n会议决定三件事：\n\nhttps://a.example/1\n\n修水车，修船闸，修路。\n";
    let paper = read_as("2026-04-02.md", print);
    assert_eq!(texts(&paper.articles[0]), ["船闸昨天开了，两岸的人都来看。"]);
    assert_eq!(texts(&paper.articles[1]), ["会议决定三件事：", "修水车，修船闸，修路。"]);
    let print = "# Valley notes 2026-04-02\n\n## The mayor\n\nThe mayor will leave in June, she said on Monday.\n\n## Sources\n\nTwo people close to the mayor told us so.\n\n\
                 ## References\n\n- [The Echo](https://a.example/1)\n- [The Post](https://a.example/2)\n";
    let paper = read_as("a.md", print);
    assert_eq!(headlines(&paper), ["The mayor", "Sources"]);
}

#[test]
fn a_few_foreign_words_are_no_story_in_another_language_and_a_sentence_is() {
    let print = "# 小城消息 2026-04-02\n\n## 船闸\n\n船闸昨天开了，两岸的人都来看，水车也转了起来，鱼市照常。\n\n## Deadline\n\n- Ongoing\n- Open\n\n## Storm\n\nA storm hit the coast on Sunday.\n";
    let languages: Vec<Language> =
        read_as("2026-04-02.md", print).articles.iter().map(|article| article.language).collect();
    assert_eq!(languages, [Language::Zh, Language::Zh, Language::En]);
}
