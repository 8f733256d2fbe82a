//! Habits of pages, letters, minutes and notices for screens, found by trying real ones.

use newscaster::model::Language;

use crate::document_kinds::{headlines, read_as, texts};

#[test]
fn links_called_by_what_they_lead_to_name_no_source() {
    let print = "# 河谷科技日报 2026-04-02\n\n## 新水车\n\n**配图：**[论文图版](https://a.example/1)\n\n**核心内容：**新水车转得更慢。\n\n\
                 **来源：**[论文原文](https://a.example/2)｜[代码](https://a.example/3)\n\n## 旧水车\n\n旧水车停了三年。\n\n\
                 **来源：**[论文原文](https://a.example/4)｜代码没有公开。\n\n## 船闸\n\n船闸今日开放。\n\n来源：[河谷晚报](https://a.example/5)\n";
    let paper = read_as("2026-04-02.md", print);
    let agencies: Vec<_> = paper.articles.iter().map(|article| article.agency.as_deref()).collect();
    assert_eq!(agencies, [None, None, Some("河谷晚报")]);
    assert_eq!(texts(&paper.articles[0]), ["核心内容：新水车转得更慢。"]);
    assert_eq!(texts(&paper.articles[1]), ["旧水车停了三年。", "代码没有公开。"]);
}

#[test]
fn a_stroke_at_a_lines_end_breaks_it_and_a_host_below_a_link_is_silent() {
    let print = "---\ntitle: Mill Weekly #7\ndate: 2026-04-02\n---\n\n## News\n\n[The wheel turns again](https://mill.example/1) \\\\\nmill.example.org\n\n\
                 [The lock is shut!](https://lock.example/2) \\\\\nlock.example.org\n";
    let paper = read_as("a.md", print);
    assert_eq!(texts(&paper.articles[0]), ["The wheel turns again", "The lock is shut!"]);
    let print =
        "# Hosts\n\nNews of 2026-04-02\n\nThe path is C:\\\\mill and the host of mill.example.org is back.\n";
    assert!(texts(&read_as("b.md", print).articles[0]).concat().contains("mill.example.org is back"));
}

#[test]
fn a_letter_laid_out_by_tables_has_sections_and_stories() {
    let cell = |inner: &str| format!("<tr><td>{inner}</td></tr>");
    let heading =
        |words: &str| format!("<h1><div class=\"line\"></div>{words}<div class=\"line\"></div></h1>");
    let print = format!(
        "<html><head><title>河谷快報 Vol. 9</title><meta property=\"og:title\" content=\"河谷快報 Vol. 9\">\
         <meta property=\"og:type\" content=\"article\"></head><body><table>{}{}{}{}</table></body></html>",
        cell(&format!(
            "{}<h3>水車修好</h3><p>水車轉了一百年，鎮上的人都說它還能再轉一百年，修水車的師傅卻說木頭已經老了，要換一半的葉片。</p>",
            heading("消息")
        )),
        cell(&heading("講座")),
        cell(
            "<img src=\"a.png\"></td><td><h3>阿林：怎麼聽水聲</h3><p>阿林聽水聲已經三十年了，他說水少的時候聲音高，水多的時候聲音低，閉上眼睛也知道船閘開了幾扇。</p>"
        ),
        cell(
            "<h3>小雨：船閘的夜班</h3><p>小雨在船閘值夜班，她說夜裡的船都很安靜，只有一條船每天晚上三點準時來，帶著一船的魚和一隻花貓。</p>"
        ),
    );
    let paper = read_as("mail.html", &print);
    assert_eq!(headlines(&paper), ["水車修好", "阿林：怎麼聽水聲", "小雨：船閘的夜班"]);
    let sections: Vec<_> = paper.articles.iter().map(|article| article.section.as_deref()).collect();
    assert_eq!(sections, [Some("消息"), Some("講座"), Some("講座")]);
    assert_eq!(paper.name.as_deref(), Some("河谷快報"));
}

#[test]
fn a_table_of_facts_stays_one() {
    let print = "<h1>Pool hours 2026-04-02</h1><p>The pool opens as follows.</p><table><tr><th><h3>Day</h3></th><th><h3>Hours</h3></th></tr>\
                 <tr><td>Monday</td><td>9 to 5</td></tr><tr><td>Tuesday</td><td>10 to 6</td></tr></table>";
    let paper = read_as("pool.html", print);
    assert_eq!(paper.articles.len(), 1);
    assert_eq!(texts(&paper.articles[0])[1], "Day: Monday, Hours: 9 to 5");
}

#[test]
fn who_speaks_in_minutes_begins_a_line_and_accounts_are_silent() {
    let print = "# Lock Board Meeting 2026-04-02\n\n## Present\n\n- Ann Lee (@annlee)\n\n## Agenda\n\n- Spring fair\n\nWhat shall we show?\n\
                 AL: the old wheel (or a part of it)\nJM: Good. Who asks the mill\nAL: I will.\n";
    let paper = read_as("minutes.md", print);
    let texts = texts(&paper.articles[0]);
    assert_eq!(texts[1], "Ann Lee");
    assert_eq!(
        texts[4..],
        [
            "What shall we show?",
            "AL: the old wheel (or a part of it)",
            "JM: Good. Who asks the mill",
            "AL: I will."
        ]
    );
    let print = "# Diary 2026-04-02\n\nThe warden had one thing to say to all who came to the lock on the day of the fair.\nWarning: the water\nis cold and deep.\n";
    assert_eq!(read_as("b.md", print).articles[0].paragraphs.len(), 1, "one colon is none of many turns");
}

#[test]
fn headings_within_a_story_are_known_and_those_above_nothing_said_go() {
    let print = "---\ntitle: The fair\ndate: 2026-04-02\n---\n\nI wrote this for all who come to our fair.\n\n## How to come\n\nWe meet at the mill.\n\n\
                 ## What to bring\n\n<https://fair.example/list>\n\n## Why we do it\n\nBecause we like it.\n\nThe rooms are:\n\n- <https://fair.example/a>\n- <https://fair.example/b>\n";
    let paper = read_as("fair.md", print);
    let story = &paper.articles[0];
    assert_eq!(
        texts(story)[1..],
        ["How to come", "We meet at the mill.", "Why we do it", "Because we like it."]
    );
    let subheads: Vec<bool> = story.paragraphs.iter().map(|paragraph| paragraph.is_subhead).collect();
    assert_eq!(subheads, [false, true, false, true, false]);
}

#[test]
fn a_dateline_with_its_year_dates_a_release_and_a_day_told_of_does_not() {
    let text = "The town council will meet on Monday to talk about the lock and the mill, and about the road between the two.";
    let links = "\n\n---\n\n[Original Release](https://a.example/1)\n\n[Forum Post](https://a.example/2)\n";
    let release = |opening: &str| format!("# Council Meets\n\n{opening}{text}{links}");
    let paper = read_as("release.md", &release("MILL TOWN, TX, March 11, 2024 /MillWire/ -- "));
    assert_eq!(paper.date.map(|day| day.to_string()).as_deref(), Some("2024-03-11"));
    assert_eq!(texts(&paper.articles[0]), [text]);
    let paper = read_as("release.md", &release("On March 11, 2024 it met in the old mill. "));
    assert_eq!(paper.date, None);
}

#[test]
fn a_notice_in_two_languages_is_one_story_in_the_first() {
    let print = "Title: Weavers Meeting Notice\nDate: 2026-04-02\n\n(English version below)\n\n織布年會將在 6/1 揭開序幕，很高興能看到你，請詳細閱讀以下的資訊：\n\n\
                 交通資訊\n====\n\n會場在河灣路二段，詳細位置請看 [地圖](https://a.example/map)。\n\n網路\n====\n\n會場有無線網路，密碼寫在牆上。\n\n\
                 食物\n====\n\n會場供應午餐和點心，請自備餐具。\n\n---\n\n(English version)\n\nThe meeting starts on June 1, and we are glad to see you.\n\n\
                 Transportation\n======\n\nThe hall is on River Road, and a bus goes there from the station each hour.\n\nInternet\n======\n\nUse the network of the hall; the password is on the wall of each room.\n";
    let paper = read_as("notice.md", print);
    assert_eq!(headlines(&paper), ["Weavers Meeting Notice"]);
    assert_eq!(paper.language, Language::Zh);
    assert_eq!(paper.name, None, "the name of a part is no paper's");
}

#[test]
fn the_lines_that_close_a_letter_are_read() {
    let letter = |title: &str, text: &str, name: &str| {
        format!("<h4>{title}</h4><p>{text}</p><p><em>{name}<br/>Harbour</em></p>")
    };
    let print = format!(
        "<html><head><meta property=\"og:type\" content=\"article\"><meta property=\"og:site_name\" content=\"The Quay Post\"><meta name=\"author\" content=\"The Quay Post\">\
         <meta property=\"article:published_time\" content=\"2026-04-02T00:30:41+00:00\"></head><body><nav><a href=\"/\">Home</a></nav>\
         <article><h1>Letters: a rail, a bell</h1>{}{}</article><p><a href=\"/r\">Report an error</a></p></body></html>",
        letter(
            "The quay needs a rail",
            "The quay has stood for ninety years without a rail, and last week a child nearly fell from it into the harbour.",
            "Ann Mill",
        ),
        letter(
            "The bell is too loud",
            "I live beside the church, and its new bell wakes the whole street at six every single morning of the week.",
            "Bob Reed",
        ),
    );
    let paper = read_as("letters.html", &print);
    let told = texts(&paper.articles[0]);
    assert_eq!(told[told.len() - 2..], ["Bob Reed", "Harbour"]);
    assert!(paper.articles[0].reporters.is_empty(), "a site signs nothing");
}

#[test]
fn an_essay_without_a_title_is_one_and_called_as_its_file() {
    let print = "## 1 引言\n\n这次讲水车的十年。\n\n## 2 细说\n\n### 第一架\n\n第一架水车在镇口，转了三年就停了。\n\n### 第二架\n\n第二架水车大一倍，至今在转。\n\n\
                 ## 3 总结\n\n水车还要转下去。\n";
    let paper = read_as("135.细说《水车十年》.md", print);
    assert_eq!(paper.articles.len(), 1);
    assert_eq!(paper.articles[0].title, "细说《水车十年》");
    let digest = "## 引言\n\n夜市开了。\n\n## 船闸\n\n船闸修好了。\n\n## 泳池\n\n泳池下月开。\n\n## 菜价\n\n菜价跌了。\n";
    assert!(read_as("2026-04-02.md", digest).articles.len() > 1);
}

#[test]
fn what_all_posts_are_filed_under_is_no_section_and_handles_are_no_names() {
    let print = "---\ntitle: Mill Update - Apr 2nd, 2026\ndate: 2026-04-02\ncategory: weekly\nauthor: 'Ann Lee (@ann-lee)'\n---\n\nThe <i>Vespa</i> wheel turns again, says the warden.\n";
    let paper = read_as("update.md", print);
    assert_eq!(paper.articles[0].section, None);
    assert_eq!(paper.articles[0].reporters, ["Ann Lee"]);
    let print = "---\ntitle: 'The <i>Vespa</i> wheel'\ndate: 2026-04-02\ncategory: Sports\n---\n\nThe wheel turns again, says the warden.\n";
    let paper = read_as("wheel.md", print);
    assert_eq!(paper.articles[0].section.as_deref(), Some("Sports"));
    assert_eq!(headlines(&paper), ["The Vespa wheel"]);
}

#[test]
fn a_line_that_says_when_a_page_was_put_out_dates_it() {
    let page = |line: &str| {
        format!(
            "# 泳池守則\n\n因為水質的關係，泳池請大家一同遵守以下的守則，保護自己與他人的健康，也請按時離開。\n\n{line}\n\n## 要點\n\n1. 先洗腳。\n2. 不跑。\n"
        )
    };
    let day = |line: &str| read_as("rules.md", &page(line)).date.map(|day| day.to_string());
    assert_eq!(day("最新更新時間：2026-04-02").as_deref(), Some("2026-04-02"));
    assert_eq!(day("開放時間：2026-04-02"), None);
    assert_eq!(day("本守則預計在 2026-04-20 發布。"), None);
}

#[test]
fn a_numbered_title_before_its_address_is_told_and_a_label_is_not() {
    let print = "# 河谷早报 2026-04-02\n\n## 新闻\n\n1. 夜市开放：https://a.example/1\n2. 船闸检修：https://a.example/2\n3. 泳池换水：https://a.example/3\n\n\
                 - 投稿地址：https://a.example/4\n- 归档：https://a.example/5\n";
    let paper = read_as("2026-04-02.md", print);
    assert_eq!(texts(&paper.articles[0]), ["夜市开放：", "船闸检修：", "泳池换水："]);
}

#[test]
fn the_name_of_a_group_of_entries_is_a_subhead() {
    let print = "# Mill news 2026-04-02\n\n- Wheels:\n  - The old wheel turns ([Forum](https://a.example/1))\n  - A new one comes\n- Locks:\n  - The lock is shut\n- Rain: none\n";
    let paper = read_as("list.md", print);
    let heads: Vec<&str> = paper.articles[0]
        .paragraphs
        .iter()
        .filter(|paragraph| paragraph.is_subhead)
        .map(|paragraph| paragraph.text.as_str())
        .collect();
    assert_eq!(heads, ["Wheels:", "Locks:"]);
}

#[test]
fn items_with_headings_are_sections() {
    let print = "<html><head><title>Minutes</title></head><body><p>Minutes of 2 April 2026</p><ol>\
                 <li><h4>The lock</h4><p>The lock leaks. Two builders will be asked.</p></li>\
                 <li><h4>The path</h4><p>The path is closed. The county was told.</p></li></ol></body></html>";
    assert_eq!(headlines(&read_as("a.html", print)), ["", "The lock", "The path"]);
}

#[test]
fn a_bold_line_with_room_left_is_a_title() {
    let print = "---\ndate: 2026-04-02\n---\n\n## Notices\n\n**Lock walk**\nstarts at the mill on 5th April and ends there\n\n\
                 **Mill fair**\nOur next fair will be held on 7th April.\n\n**Please note that the path to the mill**\nis closed.\n";
    let paper = read_as("a.md", print);
    assert_eq!(
        texts(&paper.articles[0]),
        [
            "Lock walk starts at the mill on 5th April and ends there",
            "Mill fair",
            "Our next fair will be held on 7th April.",
            "Please note that the path to the mill is closed."
        ]
    );
}

#[test]
fn numbered_links_in_bold_with_a_list_below_are_titles() {
    let item = |number: u8, title: &str, text: &str| {
        format!(
            "**0{number}、**[**{title}**](https://a.example/{number})\n\n- 作者：林河，住在河谷。\n\n{text}\n\n"
        )
    };
    let print = format!(
        "# 河谷小刊 2026-04-02\n\n## 好文\n\n{}{}",
        item(1, "怎样听水声", "水少的时候声音高，水多的时候声音低。"),
        item(2, "怎样看云", "云走得快，第二天多半有雨，带伞出门。")
    );
    assert_eq!(headlines(&read_as("a.md", &print)), ["怎样听水声", "怎样看云"]);
}

#[test]
fn the_day_that_a_notice_is_signed_with_dates_it() {
    let print = "关于水车停转的通知\n\n各位居民：\n\n水车从2026年4月5日起停转三天，请大家不要下水。\n\n河谷水务所\n\n2026年4月2日\n";
    let paper = read_as("notice.md", print);
    assert_eq!(paper.date.map(|day| day.to_string()).as_deref(), Some("2026-04-02"));
    // One that a text tells of does not.
    let told = "关于水车停转的通知\n\n各位居民：\n\n水车停转三天，一直到2026年4月5日。\n";
    assert_eq!(read_as("notice.md", told).date, None);
    let minutes = "# 會議紀錄\n\n時間：115/4/2\n\n大家同意修水車。\n";
    let day = read_as("minutes.md", minutes).date;
    assert_eq!(day.map(|day| day.to_string()).as_deref(), Some("2026-04-02"));
}

#[test]
fn a_notice_of_standing_parts_is_one_story_and_empty_sections_are_none() {
    let print = "---\ntitle: 河谷歌团招新活动\ndate: 2026-04-02\n---\n\n## 时间地点：\n\n- 河谷小学\n\n## 参加对象\n\n- 爱唱歌的人。\n\n\
                 ## 联系方式\n\n来信请寄河谷小学。\n\n## 活动简章\n\n[简章下载请点我](https://a.example/x)\n";
    let paper = read_as("a.md", print);
    assert_eq!(headlines(&paper), ["河谷歌团招新活动"]);
    assert!(!texts(&paper.articles[0]).concat().contains("请点我"));
    let print = "# 河谷周报 2026-04-02\n\n## 工具\n\n（本次無分享內容）\n\n## 新闻\n\n水车修好了，明天开始转。\n\n## 活动\n\n(暂无活动)\n";
    assert_eq!(headlines(&read_as("b.md", print)), ["新闻"]);
}

#[test]
fn reviews_below_one_rubric_are_stories() {
    let print = "---\ntitle: 河谷一周精选\ndate: 2026-04-02\n---\n\n**声明：只代表自己。**\n\n## 文章点评\n\n\
                 ### 旧水车的故事\n\n原文链接：[The history of the old wheel](https://a.example/1)\n原文链接：[Another long story of the wheel](https://a.example/2)\n\n> 水车是一代人的记忆，值得一读。\n\n\
                 ### 河边的新船闸\n\n> 船闸方便了两岸，也带来了新的问题。\n\n### 学木工\n\n> 自己动手，才知道东西的好坏。\n";
    let paper = read_as("a.md", print);
    assert_eq!(headlines(&paper)[1..], ["旧水车的故事", "河边的新船闸", "学木工"]);
    assert_eq!(texts(&paper.articles[1]), ["水车是一代人的记忆，值得一读。"]);
}

#[test]
fn cells_stand_under_their_names_and_an_unsaid_table_has_its_own_said() {
    let print = "---\ndate: 2026-04-02\n---\n\n# 河谷值班\n\n本周照常。\n\n<table><tr><td rowspan=\"2\"></td><th colspan=\"2\">船闸</th><th>水车</th></tr>\
                 <tr><td>早班</td><td>晚班</td><td>看守</td></tr><tr><td>周一</td><td colspan=\"2\">林河</td><td>苏婉</td></tr></table>\n";
    let paper = read_as("a.md", print);
    assert_eq!(texts(&paper.articles[0])[1], "周一，船闸 早班：林河，晚班：林河，水车 看守：苏婉");
    let row = |words: &str| {
        format!("<tr>{}</tr>", words.split(' ').map(|word| format!("<td>{word}</td>")).collect::<String>())
    };
    let table = format!("<table>{}{}</table>", row("一 二 三 四 五 六 七"), row("1 2 3 4 5 6 7"));
    let print = format!(
        "---\ndate: 2026-04-02\n---\n\n## 消息\n\n水车修好了。\n\n## 数字\n\n**上周水位**\n{table}\n\n**下周水位**\n\n水位还会更高。\n"
    );
    let paper = read_as("b.md", &print);
    let all: Vec<String> = paper.articles.iter().flat_map(texts).map(str::to_owned).collect();
    assert!(all.contains(&"上周水位".to_owned()), "{all:?}");
    assert_eq!(paper.articles.iter().map(|article| article.tables).sum::<usize>(), 1);
}

#[test]
fn words_in_a_short_code_are_read_and_a_day_without_marks_dates() {
    let print = "---\ntitle: 河谷通知\ndate: '20260402'\n---\n\n{{< color \"red\" \"时间地点有变！\" >}}\n\n{{< ref \"关于河谷.md\" >}}\n\n改在下午三点。\n\n\
                 **三月八日**\n- [木工小组聚会：自己做一张椅子，一直做到晚上](https://a.example/1)\n**三月九日**\n- [河边野餐](https://a.example/2)\n";
    let paper = read_as("a.md", print);
    assert_eq!(paper.date.map(|day| day.to_string()).as_deref(), Some("2026-04-02"));
    let told = texts(&paper.articles[0]);
    assert_eq!(told[0], "时间地点有变！");
    assert!(told.contains(&"三月九日") && !told.concat().contains("关于"), "{told:?}");
}

#[test]
fn what_only_looks_like_a_notice_a_title_or_a_call_is_read() {
    let story =
        |title: &str, text: &str| format!("### [{title}](https://a.example/{})\n\n{text}\n\n", title.len());
    let print = format!(
        "# Valley Weekly 2026-04-02\n\n## Articles\n\n{}{}{}",
        story("How we rebuilt the weir", "The weir was rebuilt with the stones of the old mill."),
        story("Why the lock stays shut", "The lock stays shut because its gate is broken."),
        story("What the council spends", "The council spends a third of its money on roads.")
    );
    assert_eq!(headlines(&read_as("a.md", &print)).len(), 3);
    let lines = [
        "法院按此前判决执行",
        "市府：按此方案明年动工",
        "公司按此计算年终奖",
        "点此火炬的是一位老兵",
        "如有异议，请按此电话联系",
    ];
    let print = format!("# 河谷要闻\n\n2026年4月2日\n\n水车修好了。\n\n{}\n", lines.join("\n\n"));
    let told = texts(&read_as("b.md", &print).articles[0]).concat();
    assert!(lines.iter().all(|line| told.contains(line)), "{told}");
    let print = "---\ndate: 2026-04-02\n---\n\n# Meeting\n\nThe meeting of the keepers was held at the\n**Old Mill Hall**\nand all the keepers of the valley came to it.\n";
    assert_eq!(texts(&read_as("c.md", print).articles[0]).len(), 1);
    // A line that only begins with a word before a colon goes on from the one above.
    let print = "---\ndate: 2026-04-02\n---\n\n# 大会\n\n河谷镇的镇长昨天上午在老磨坊的大厅里对在场的三百多位居\n民们说：水车一定要修，船闸也一定要修，而且今年就修。\n大家说：好。\n";
    assert!(texts(&read_as("d.md", print).articles[0])[0].contains("居民们说"));
}

#[test]
fn lines_with_a_key_of_their_own_name_no_reporter() {
    let print =
        "# 图书馆周末开放\n\n日期：2026-04-02\n\n图书馆周末开放。\n\n对象：读者和家长\n\n原因：记者会改期\n";
    let article = &read_as("a.md", print).articles[0];
    assert_eq!(article.reporters, [""; 0]);
    assert_eq!(texts(article)[1..], ["对象：读者和家长", "原因：记者会改期"]);
    // What stands below 时间 is the day of what is told.
    assert_eq!(read_as("b.md", "## 夜市\n\n夜市开放。\n\n## 时间\n\n2027年5月1日\n").date, None);
}

#[test]
fn a_notice_in_both_languages_is_told_in_the_one_it_opens_with() {
    let chinese = "## 水車開放參觀\n\n水車下週六開放，鎮上的人都可以來看，孩子們由家長陪同。\n\n";
    let english = "## The water wheel is open\n\nThe water wheel is open next Saturday, and all of the town may come and see it, \
                   children with their parents.\n\n";
    let of = |print: &str| read_as("2026-04-02.md", print).language;
    assert_eq!(of(&format!("[TOC]\n\n{chinese}{english}")), Language::Zh);
    assert_eq!(of(&format!("{english}{chinese}")), Language::En);
    let more = "The mill has stood by the river for three hundred years. It grinds no corn now, but the wheel turns on every day \
                of the week, and the miller tells how it was built and who has looked after it since.\n";
    assert_eq!(of(&format!("{chinese}{english}{more}")), Language::En);
    assert_eq!(
        headlines(&read_as("2026-04-02.md", &format!("[TOC]\n\n{chinese}{chinese}"))),
        ["水車開放參觀"]
    );
}

#[test]
fn a_command_between_fences_is_code_and_a_sentence_there_is_text() {
    let print =
        |inner: &str| format!("# 水车\n\n要看水车的转速，请运行：\n\n```\n{inner}\n```\n\n再看水位。\n");
    assert!(!texts(&read_as("a.md", &print("wheel show speed")).articles[0]).contains(&"wheel show speed"));
    for told in ["The wheel turns slowly", "the wheel turns, the water sings.", "水车转得很慢"] {
        assert!(texts(&read_as("a.md", &print(told)).articles[0]).contains(&told), "{told}");
    }
}
