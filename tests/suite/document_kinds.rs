//! Kinds of documents found by trying real ones: components, minutes, sheets of notices, furniture that comes again.

use newscaster::articles::{self, Options};
use newscaster::model::{Article, Kind, Paper};

pub fn read_as(name: &str, print: &str) -> Paper {
    let paper = articles::read_bytes(name, print.as_bytes(), &Options::default()).unwrap();
    let coverage = paper.coverage;
    assert_eq!(coverage.characters, coverage.in_articles + coverage.skipped, "{print}");
    paper
}

pub fn headlines(paper: &Paper) -> Vec<&str> {
    paper.articles.iter().map(|article| article.headline.as_deref().unwrap_or_default()).collect()
}

pub fn texts(article: &Article) -> Vec<&str> {
    article.paragraphs.iter().map(|paragraph| paragraph.text.as_str()).collect()
}

#[test]
fn a_module_over_several_lines_is_no_story_and_the_link_below_each_is_furniture() {
    let story = |n: usize, title: &str, text: &str| {
        format!("### {title}\n\n{text}\n\n<Link href=\"/a/{n}\" tone=\"#aaa\">Points</Link>\n\n")
    };
    let print = [
        "---\ntitle: \"(2026-04-02) 渡口停航两天\"\n---\n\nexport const Link = ({children, href}) => (\n  <a\n    href={href}\n    \
         style={{\n      margin: '0px',\n    }}\n  >\n\n    {children}\n  </a>\n);\n\n"
            .to_owned(),
        story(1, "渡口停航两天", "渡口因大风，\n停航两天。"),
        story(2, "菜价回落", "菜价比上周低一成。"),
        story(3, "夜市开放", "夜市今晚开放。"),
    ]
    .concat();
    let paper = read_as("2026-04-02.mdx", &print);
    assert_eq!(headlines(&paper), ["渡口停航两天", "菜价回落", "夜市开放"]);
    assert_eq!(texts(&paper.articles[1]), ["菜价比上周低一成。"]);
    assert_eq!(paper.name, None, "what a story is called is no paper's name");
}

#[test]
fn a_last_line_that_is_no_link_stays_however_often_it_comes() {
    let print = "# Town diary 2026-04-02\n\n## Choir\n\nAt the mill.\n\nFree entry\n\n## Fair\n\nOn the green.\n\nFree entry\n\n\
                 ## Play\n\nIn the hall.\n\nFree entry\n";
    let paper = read_as("diary.md", print);
    assert!(paper.articles.iter().all(|article| texts(article)[1] == "Free entry"));
}

#[test]
fn clauses_on_lines_of_their_own_are_one_sentence_and_verses_are_not() {
    let paper =
        read_as("a.md", "# 渡口\n\n渡口今日因为上游的大风停航，\n预计后天恢复通航，\n乘客可以退票。\n");
    assert_eq!(texts(&paper.articles[0]), ["渡口今日因为上游的大风停航，预计后天恢复通航，乘客可以退票。"]);
    let paper = read_as("b.md", "# 渡口谣\n\n渡口春风吹柳绿，\n河湾夜雨打灯红。\n");
    assert_eq!(texts(&paper.articles[0]).len(), 2);
}

#[test]
fn minutes_are_one_account() {
    let print = "# Mill Trust Committee Meeting 2026-04-02\n\n## Present\n\n- Ann Lee\n- Jo Marsh\n\n## Agenda\n\n### [Roof](https://a.example/1)\n\n\
                 - The roof is to be mended by June.\n\n### [Wheel](https://a.example/2)\n\n- No objections.\n\n## Next meeting\n\nIn May.\n";
    let paper = read_as("minutes.md", print);
    assert_eq!(headlines(&paper), ["Mill Trust Committee Meeting 2026-04-02"]);
    assert!(texts(&paper.articles[0]).contains(&"The roof is to be mended by June."));
    // A digest that reports of a meeting is a digest.
    let print = "# Council news 2026-04-02\n\n## Roof\n\nThe council mends the roof.\n\n## Wheel\n\nThe wheel turns again.\n";
    assert_eq!(read_as("news.md", print).articles.len(), 2);
}

#[test]
fn titles_in_bold_part_a_sheet_and_what_they_say_to_machines_is_silent() {
    let print = "**FOURTH SUNDAY (Spring)**\n\n**FIRST HYMN 12**\n\nThe lock is dry, and the water waits behind the gate\nfor the keeper.\n\n\
                 **PSALM 3**\n\nThe mill sings.\n\n**SECOND HYMN 14**\n\nThe wheel turns, and the miller comes home again.\n";
    let paper = read_as("sheet.md", print);
    let all: Vec<&str> = headlines(&paper);
    assert!(
        all.contains(&"SECOND HYMN 14") || texts(&paper.articles[0]).contains(&"SECOND HYMN 14"),
        "{all:?}"
    );
}

#[test]
fn a_writer_set_as_a_heading_is_a_writer() {
    let print = "<h4>Mill Gazette</h4><h1>How the wheel was mended</h1><h4>By <a href=\"mailto:a@b.example\">Ann Lee</a></h4>\
                 <p>The wheel of the old mill was mended on Monday by eleven people of the town.</p><h3>The wood</h3><p>It is oak.</p>\
                 <h3>The iron</h3><p>It was cast here.</p><h5>Copyright 2026, Ann Lee. <a href=\"/c\">Licence http://mill.example/licence.html</a> Issue 65 of the Mill Gazette, April 2026, all of it</h5>";
    let paper = read_as("wheel.html", print);
    assert_eq!(headlines(&paper), ["How the wheel was mended"]);
    assert_eq!(paper.articles[0].reporters, ["Ann Lee"]);
    assert_eq!(texts(&paper.articles[0]).last(), Some(&"It was cast here."));
}

#[test]
fn a_version_alone_is_the_title_of_one_announcement() {
    let print = "---\ntitle: Millwheel 25.0.0\n---\n\nMillwheel 25.0.0 is out, with [notes](https://a.example).\n\n## 22.x support\n\n\
                 Support of [22.x](https://a.example/22) goes on until autumn.\n\n## Stack\n\n- [Oak 4](https://a.example/4)\n\n## Fixes\n\n- See [#12](https://a.example/12)\n";
    let paper = read_as("2026-04-02-millwheel.md", print);
    assert_eq!(headlines(&paper), ["Millwheel 25.0.0"]);
    assert!(texts(&paper.articles[0]).contains(&"22.x support"));
}

#[test]
fn a_page_of_pictures_is_called_as_it_is() {
    let print = "---\ntitle: 115年03月 帳目\n---\n\n## 收支表 (115年03月)\n\n![](https://a.example/1.jpg)\n\n---\n## 存摺影本\n\n![](https://a.example/2.jpg)\n\n## 未繳列表\n\n![](https://a.example/3.jpg)\n";
    let paper = read_as("2026-04-02-account.md", print);
    assert_eq!(headlines(&paper), ["115年03月 帳目"]);
    assert_eq!(paper.articles[0].paragraphs.len(), 3);
}

#[test]
fn a_section_that_says_none_is_no_story() {
    let print = "Week 12\n=======\n\n.. feed-entry::\n   :date: 2026-04-02\n\nWheel\n-----\n\n- New spokes :rev:`B4f9a01c2be7d3aa01`\n- The hub is mended\n\nPapers\n------\n\nNone\n";
    let paper = read_as("week.rst", print);
    let all: Vec<&str> = paper.articles.iter().flat_map(texts).collect();
    assert!(!all.contains(&"None"), "{all:?}");
    assert!(all.contains(&"New spokes"), "{all:?}");
}

/// Found by fuzzing: a mark that is blanked out byte for byte, within a block of HTML.
#[test]
fn a_mark_of_broad_characters_within_html_is_silent() {
    let print =
        "# 渡口停航\n\n<pre>\n{/* 雨天 */}渡口停航两天。\n</pre>\n\n大桥照常通行，行人可以从桥上过河。\n";
    let paper = read_as("2026-04-02.mdx", print);
    let told: String = paper.articles.iter().flat_map(texts).collect();
    assert!(told.contains("大桥照常通行") && !told.contains("雨天"), "{told}");
}

#[test]
fn bold_titles_that_run_into_their_texts_make_a_digest() {
    let print = "2026-04-02 早报\n\n**夜市开放到十月** 摊位比去年多一倍。\n\n**船闸检修结束** 航道今晨恢复通航。\n\n**泳池换水** \
                 周四照常开放。\n";
    let paper = read_as("a.md", print);
    assert_eq!(headlines(&paper), ["夜市开放到十月", "船闸检修结束", "泳池换水"]);
    assert_eq!(texts(&paper.articles[1]), ["航道今晨恢复通航。"]);
    let list = "# Valley Notes 2026-04-02\n\n- **Lock opens** The lock opens on Monday.\n- **Pool shuts** The pool shuts at \
                noon.\n- **Mill turns** The wheel is whole.\n";
    let paper = read_as("b.md", list);
    assert_eq!(texts(&paper.articles[0])[..2], ["Lock opens", "The lock opens on Monday."]);
    assert_eq!(paper.articles[0].kind, Kind::Brief);
}

#[test]
fn an_agenda_is_one_account() {
    let print = "# Mill Ward Council, 2 April 2026\n\n## Call to Order\n\nAt seven.\n\n## Public Comment\n\nThree minutes each.\n\n\
                 ## New Business\n\n1. A roof for the mill\n2. A gate for the lock\n\n## Adjournment\n\nBy nine.\n";
    assert_eq!(read_as("a.md", print).articles.len(), 1);
}

#[test]
fn who_ask_and_answer_in_a_post_are_heard_as_two() {
    let print = "---\ntitle: 专访修钟人林远\ndate: 2026-04-02\n---\n\n林远修了三十年钟。\n\n**河谷晚报**：第一座钟在哪里？\n\n**林远**：\
                 在老邮局。\n\n**河谷晚报**：后来呢？\n\n**林远**：后来它停了。\n";
    let paper = read_as("a.md", print);
    let [article] = paper.articles.as_slice() else { panic!("{:?}", headlines(&paper)) };
    assert_eq!(article.kind, Kind::Interview);
    let speakers: Vec<Option<&str>> =
        article.paragraphs.iter().map(|paragraph| paragraph.speaker.as_deref()).collect();
    assert_eq!(speakers, [None, Some("河谷晚报"), Some("林远"), Some("河谷晚报"), Some("林远")]);
    assert_eq!(article.paragraphs[2].text, "在老邮局。");
}

#[test]
fn marks_of_notes_cells_and_little_pictures_are_silent() {
    let print = "# Rain\n\nIt rained :cloud: all day.\n\n> [!quote] The warden\n> So much rain.\n\n| day | mm |\n|---|---|\n| Mon \
                 :sunny: | **3** |\n| Tue | `9` |\n";
    let paper = read_as("a.md", print);
    assert_eq!(
        texts(&paper.articles[0]),
        ["It rained all day.", "The warden", "So much rain.", "day: Mon, mm: 3", "Tue, mm: 9"]
    );
}

#[test]
fn a_greeting_that_opens_with_the_day_dates_a_list() {
    let print = "# 每天60秒读懂河谷\n\n2026年4月16日，星期四，农历二月廿九，早上好！\n\n1、夜市开放到十月\n\n2、船闸检修结束\n\n3、泳池换水\n";
    let paper = read_as("a.md", print);
    assert_eq!(paper.date.map(|date| date.to_string()).as_deref(), Some("2026-04-16"));
}

#[test]
fn numbered_links_above_paragraphs_are_the_titles_of_stories() {
    let item = |n: usize, title: &str| {
        format!("{n}、[{title}](https://a.example/{n})\n\n{title}的经过，本刊读过以后推荐给大家。\n\n")
    };
    let print = [
        "# 河湾周刊#7\n\n## 文章\n\n".to_owned(),
        item(1, "渡口旧事"),
        item(2, "磨坊新主"),
        "## 项目\n\n".to_owned(),
        item(1, "水位计"),
        item(2, "潮汐表"),
    ]
    .concat();
    let paper = read_as("2026-04-02-weekly.md", &print);
    assert_eq!(headlines(&paper), ["渡口旧事", "磨坊新主", "水位计", "潮汐表"]);
    assert_eq!(paper.articles[3].section.as_deref(), Some("项目"));
}

#[test]
fn items_of_lists_below_headings_are_stories_where_their_first_lines_are_links() {
    let print = "# Mill notes 2026-04-02\n\n## Talk\n\n### General\n\n* [A wheel for the mill](https://a.example/1)\n\n  The trust \
                 has found a wheel.\n\n  It came by boat.\n\n### Reviews\n\n* [A sluice that leaks](https://a.example/2)\n\n  Ann Lee \
                 mended the sluice.\n\n## Other\n\nNothing else happened in April.\n";
    let paper = read_as("notes.md", print);
    assert_eq!(headlines(&paper), ["A wheel for the mill", "A sluice that leaks", "Other"]);
    assert_eq!(texts(&paper.articles[0]), ["The trust has found a wheel.", "It came by boat."]);
}

#[test]
fn where_a_story_was_taken_from_is_silent_where_each_one_says_so() {
    let story = |n: usize, title: &str| {
        format!(
            "# {title}\n\n{title}，记者看到许多居民前来。\n\n---\n\n原址：\n<https://a.example/{n}.htm>\n\n© a.example\n\n\
                 电邮:\n[news@a.example](mailto:news@a.example)\n\n---\n\n"
        )
    };
    let print = [story(1, "渡口停航"), story(2, "菜价回落"), story(3, "夜市开放")].concat();
    let paper = read_as("2026-04-02.md", &print);
    assert_eq!(texts(&paper.articles[1]), ["菜价回落，记者看到许多居民前来。"]);
    assert_eq!(paper.articles.len(), 3);
}

#[test]
fn what_slides_and_links_say_to_machines_is_silent() {
    let print = "---\ntheme: plain\n---\n\n# Tides\n\nHow they are told.\n\n---\nlayout: center\nclass: text-center\n---\n\n# Tables\n\n\
                 They are printed yearly.\n\n---\nclicks: 6\n---\n\n# Buoys {.big}\n\nThey [ring](https://a.example){target=\"_blank\"} at night.\n";
    let paper = read_as("slides.md", print);
    let all: String = paper.articles.iter().flat_map(texts).chain(headlines(&paper)).collect();
    for mark in ["layout", "clicks", "blank", "big", "class"] {
        assert!(!all.contains(mark), "{mark}: {all}");
    }
    assert!(all.contains("They ring at night."), "{all}");
}

#[test]
fn a_page_laid_out_by_a_table_is_read_as_paragraphs_below_its_title() {
    let text = "The miller told how the wheel was lifted out of the river by forty hands and two horses, and who paid for the beer. ";
    let print = format!(
        "<html><head><title>The wheel</title></head><body><table><tr><td><img src=a.gif></td><td>{text}{text}<br><br>{text}{text}\
         <br /><br />{text}{text}</td></tr></table></body></html>"
    );
    let paper = read_as("2026-04-02.html", &print);
    assert_eq!(headlines(&paper), ["The wheel"]);
    assert_eq!(texts(&paper.articles[0]).len(), 3);
}

#[test]
fn numbers_of_telephones_are_nobodys_answers() {
    let print = "MILL REOPENS\n\nOffice: 555-0143\nCell: 555-0144\n\nRIVERTON – The mill was opened again on Monday after a year of work \
                 by the trust and its friends.\n\nOffice: 555-0145\nCell: 555-0146\n";
    let paper = read_as("mill.txt", print);
    assert!(paper.articles.iter().all(|article| article.kind != Kind::Interview));
}

#[test]
fn what_comes_again_behind_each_entry_and_bare_addresses_are_not_told() {
    let item = |n: usize, text: &str| format!("- {text}[消息来源](https://a.example/{n})\n");
    let print = [
        "# 河谷周刊（第 3 期）\n\n## 渡口\n\n".to_owned(),
        item(1, "船闸今晨开放。"),
        item(2, "渡轮加开两班。"),
        item(3, "票价下月不变。"),
        "\n## 织机\n\n新织机一天织布四十米。\n\n项目地址：[yunxi/loom](https://a.example/loom)\n\n来源：https://a.example/s\n\n".to_owned(),
        "## 夜市\n\n夜市周六开放。\n\n地址：河湾路12号\n".to_owned(),
    ]
    .concat();
    let paper = read_as("2026-04-02.md", &print);
    assert_eq!(paper.name.as_deref(), Some("河谷周刊"));
    let all: Vec<&str> = paper.articles.iter().flat_map(texts).collect();
    assert_eq!(
        all,
        [
            "船闸今晨开放。",
            "渡轮加开两班。",
            "票价下月不变。",
            "新织机一天织布四十米。",
            "夜市周六开放。",
            "地址：河湾路12号"
        ]
    );
    assert!(paper.articles.iter().all(|article| article.agency.is_none()));
}

#[test]
fn a_linked_name_is_whole_and_what_to_join_is_an_event() {
    let print = "# Loom Letter 2026-04-02\n\n## Events\n\n- [Join us at the spring fair](https://a.example/f)\n\
                 - [Chief Weaver - Mill.Org](https://a.example/j)\n- [The dye club meets](https://a.example/d)\n";
    let paper = read_as("a.md", print);
    let all: Vec<&str> = paper.articles.iter().flat_map(texts).collect();
    assert_eq!(all, ["Join us at the spring fair", "Chief Weaver - Mill.Org", "The dye club meets"]);
}

#[test]
fn titles_in_bold_type_stand_alone_above_their_addresses_and_in_long_items() {
    let print = "## Reading\n\n**How looms learned to count**\nhttps://a.example/looms\nA long look at punched cards and what they left \
                 behind.\n\n**Weaving without a frame**\nhttps://a.example/frame\nTwo sticks are enough, says the author.\n";
    let paper = read_as("2026-04-02.md", print);
    let all: Vec<&str> = paper.articles.iter().flat_map(texts).collect();
    assert_eq!(all[0], "How looms learned to count");
    let print = "# 茶市整理（2026-04-02）\n\n1. **春茶减产**  \n   茶农说，今年的春茶比去年少一成，买家都在等。\n\n\
                 2. **外销回升**  \n   海关说，三月的外销比去年多百分之三，邻国仍是最大的市场。\n\n\
                 3. **茶馆重开**  \n   河湾路的老茶馆修了两年，周六重新开门，头一天来了三百人。\n";
    assert_eq!(headlines(&read_as("tea.md", print)), ["春茶减产", "外销回升", "茶馆重开"]);
}

#[test]
fn a_letter_is_called_by_its_title_and_dated_by_its_post() {
    let print = ".. post:: April 2, 2026\n\nThe Loom Letter – April 2026\n============================\n\nHello weavers!\n\n\
                 What makes a good edge\n----------------------\n\nGetting a straight edge is hard, and every weaver has a trick.\n\n\
                 Which dye for which thread\n--------------------------\n\nWool takes almost any dye, and cotton needs a mordant.\n";
    let paper = read_as("letter.rst", print);
    assert_eq!(paper.date.map(|date| date.to_string()).as_deref(), Some("2026-04-02"));
    assert_eq!(paper.name.as_deref(), Some("The Loom Letter"));
    assert_eq!(paper.articles[0].headline, None, "the greeting is called as the letter is");
    let named = read_as("048-2026-april-2.md", "## Loom camp\n\nThe camp ran for four days.\n");
    assert_eq!(named.date.map(|date| date.to_string()).as_deref(), Some("2026-04-02"));
}

#[test]
fn a_documents_date_counts_for_more_than_when_it_was_put_out() {
    for head in [
        "date: 2026-04-02\npublished: 2026-04-05",
        "published: 2026-04-05\ndate: 2026-04-02",
        "publishedAt: 2026/04/02",
    ] {
        let paper = read_as("a.md", &format!("---\ntitle: 渡口\n{head}\n---\n\n渡口今日停航。\n"));
        assert_eq!(paper.date.map(|date| date.to_string()).as_deref(), Some("2026-04-02"), "{head}");
    }
}

#[test]
fn words_that_begin_as_addresses_do_are_words() {
    let paper = read_as(
        "a.md",
        "# Notes 2026-04-02\n\n**httpd**\nhttpd is the web server of the town, and it was\nmended last night by two of its keepers.\n",
    );
    assert!(texts(&paper.articles[0]).iter().any(|text| text.contains("it was mended last night")));
}

#[test]
fn a_pages_own_title_is_without_its_sites_name() {
    for (title, wanted) in [
        ("夜市周六开放_河湾区要闻_河谷网", "夜市周六开放"),
        ("Pool opens in June - Valley Post", "Pool opens in June"),
        ("Mill-Town fair", "Mill-Town fair"),
    ] {
        let print = format!(
            "<html><head><title>{title}</title></head><body><p>Doors open at noon.</p></body></html>"
        );
        assert_eq!(headlines(&read_as("a.html", &print)), [wanted]);
    }
}

#[test]
fn the_line_under_a_pages_title_tells_its_day() {
    let text = "河湾县三座图书馆今日重新开馆，读者凭证进馆，每人每次可以借书十本。".repeat(8);
    let menu = "<li>要闻专题</li>".repeat(40);
    let print = format!(
        "<html><body><ul>{menu}</ul><h1>图书馆重新开馆</h1><p>2026-04-02 11:38 来源：河谷在线</p>\
         <div><p>{text}</p><p>{text}</p></div><p>关于我们 联系我们</p></body></html>"
    );
    let paper = read_as("page.html", &print);
    assert_eq!(paper.date.map(|date| date.to_string()).as_deref(), Some("2026-04-02"));
    assert_eq!(headlines(&paper), ["图书馆重新开馆"]);
}
