//! Marks of documents for screens that say more than where a block begins: HTML set in, text struck out, questions and answers.

use newscaster::model::{Kind, Language, Paper, SkipReason};

use crate::document_kinds::{read_as, texts};

#[test]
fn html_set_in_among_markdown_is_html_and_a_listing_of_it_is_code() {
    let print = "---\ntitle: Mill diary\ndate: 2026-04-02\n---\n\n<section class=\"page\">\n\n    <h2>The wheel</h2>\n\n      <p>\n        The wheel turned\n        all night.\n      </p>\n\n\
                 \t<h2>\n\n\t  The lock</h2>\n\n        <p>The lock was shut.</p>\n\n</section>\n\nAfter the box:\n\n    <p>a listing</p>\n\nThe end came soon.\n";
    let paper = read_as("mill.md", print);
    let story = &paper.articles[0];
    assert_eq!(
        texts(story),
        [
            "The wheel",
            "The wheel turned all night.",
            "The lock",
            "The lock was shut.",
            "After the box:",
            "(Code is left out here.)",
            "The end came soon."
        ]
    );
    assert!(story.paragraphs[0].is_subhead && story.paragraphs[2].is_subhead);
    let listing = "# How to write a page 2026-04-02\n\nA page has a box for each of its parts:\n\n    <div>\n      <p>Words</p>\n    </div>\n\nNobody reads the box itself.\n";
    let paper = read_as("b.md", listing);
    assert_eq!(texts(&paper.articles[0])[1], "(Code is left out here.)");
    let component = "# 河湾日记 2026-04-02\n\n<Card title=\"a\">\n\n    <p>水车转了一夜。</p>\n\n</Card>\n\n船闸早上开了。\n";
    assert_eq!(texts(&read_as("c.mdx", component).articles[0]), ["水车转了一夜。", "船闸早上开了。"]);
}

#[test]
fn what_is_struck_out_is_skipped_with_its_own_reason() {
    let print = "# Fair stalls 2026-04-02\n\nThe fair opens at ~~nine~~ ten, <del>wet or dry</del>, in the yard. Bring 10~20 cups or 30~40 plates.\n\n\
                 - ~~Tea tent~~\n- Cake stall\n- <s>Car park</s>\n- ~~Pony~~, donkey\n\nAll are ~~welcome.\n";
    let paper = read_as("fair.md", print);
    assert_eq!(
        texts(&paper.articles[0]),
        [
            "The fair opens at ten, in the yard. Bring 10~20 cups or 30~40 plates.",
            "Cake stall",
            "donkey",
            "All are ~~welcome."
        ]
    );
    assert_eq!(struck(&paper), ["nine", "wet or dry,", "Tea tent", "Car park", "Pony,"]);
    let page = "<h1>集市摊位</h1><p>集市<strike>九点</strike>十点开门，请从<S>东门</S>西门进。</p><ul><li><del>茶摊</del></li><li>书摊</li></ul>\
                <del><p>下雨就不开了。</p></del><p>停车在<s>河边的空地上。</p>";
    let paper = read_as("fair.html", page);
    assert_eq!(texts(&paper.articles[0]), ["集市十点开门，请从西门进。", "书摊", "停车在河边的空地上。"]);
    assert_eq!(struck(&paper), ["九点", "东门", "茶摊", "下雨就不开了。"]);
    // What is never ended takes nothing of what stands behind it along.
    let page = "<h1>集市摊位</h1><p>停车在<s>河边的空地上。</p><p>集市十点开门。</p><p>入场费<s>二十元</s>十元。</p>";
    let paper = read_as("open.html", page);
    assert_eq!(texts(&paper.articles[0]), ["停车在河边的空地上。", "集市十点开门。", "入场费十元。"]);
}

/// What was struck out, in its order.
fn struck(paper: &Paper) -> Vec<&str> {
    let struck = paper.skipped.iter().filter(|skipped| skipped.why == Some("struck out"));
    struck
        .map(|skipped| {
            assert_eq!(skipped.reason, SkipReason::Boilerplate);
            skipped.text.as_str()
        })
        .collect()
}

#[test]
fn a_language_that_is_declared_is_believed_where_the_text_does_not_deny_it() {
    let links: String = (1..9)
        .map(|n| format!("{n}. [feat: let the boat wait for the gate {n}](https://a.example/{n})\n"))
        .collect();
    let notes = |head: &str| format!("{head}\n\n## boat-gate\n\n* 看過\n\n{links}* 試過\n\n{links}");
    let post = notes("---\ntitle: boat-gate notes\ndate: 2026-04-02\n---");
    let paper = read_as("a.md", &post);
    assert_eq!(paper.language, Language::Zh, "prose tells it, not what links are called");
    let plain = |head: &str| {
        format!(
            "{head}\n\n## Gates\n\n* 試過 fix: the gate of the upper lock waits for each boat that comes\n* 看過 feat: let every boat wait for the gate\n"
        )
    };
    for (head, language) in [
        ("---\ntitle: Notes\ndate: 2026-04-02\n---", Language::En),
        ("---\ntitle: Notes\ndate: 2026-04-02\nlang: zh-tw\n---", Language::Zh),
        ("+++\ntitle = \"Notes\"\ndate = 2026-04-02\nlanguage = \"zh\"\n+++", Language::Zh),
        ("Title: Notes\nDate: 2026-04-02\nLocale: zh_CN", Language::Zh),
    ] {
        assert_eq!(read_as("a.md", &plain(head)).language, language, "{head}");
    }
    let page = |lang: &str, text: &str| {
        format!(
            "<html lang='{lang}'><head><title>Notes</title></head><body><h1>Notes</h1><p>{text}</p></body></html>"
        )
    };
    let english = "The gate of the upper lock waits for each boat that comes.";
    for (lang, text, language) in [
        ("zh-CN", english, Language::En),
        ("en", "水車轉了一整夜，船閘的門早上才打開。", Language::Zh),
        ("zh-Hant", "試過 fix: the gate of the upper lock waits for each boat that comes", Language::Zh),
    ] {
        assert_eq!(read_as("a.html", &page(lang, text)).language, language, "{lang} {text}");
    }
}

#[test]
fn what_a_site_says_of_itself_is_no_subtitle() {
    let text = "水車轉了一百年，鎮上的人都說它還能再轉一百年，修水車的師傅卻說木頭已經老了，要換一半的葉片。";
    let page = |above: &str, below: &str| {
        format!(
            "<html><head><title>水車修好了 - 河灣手記</title><meta property='og:type' content='article'></head><body>\
            <header><a href='/'>河灣手記</a>{above}</header><article><h1>水車修好了</h1>{below}<div class='entry-content'><p>{text}</p><p>{text}</p></div></article></body></html>"
        )
    };
    let subtitle = |page: &str| read_as("a.html", page).articles[0].subtitle.clone();
    assert_eq!(subtitle(&page("<p class='site-subtitle'>慢慢地走</p>", "")), None);
    assert_eq!(subtitle(&page("<p class='header__subtitle'>慢慢地走</p>", "")), None);
    assert_eq!(subtitle(&page("", "<div class='site-subtitle'>慢慢地走</div>")), None);
    assert_eq!(subtitle(&page("", "<p class='subtitle'>木頭換了一半</p>")).as_deref(), Some("木頭換了一半"));
}

#[test]
fn questions_of_readers_and_their_answers_are_turns() {
    let print = "---\ntitle: 钟表周报\ndate: 2026-04-02\n---\n\n### 读者问答\n\n**@小雨** 提问：\n\n> 我的钟为什么总是慢？\n\nA：先看看发条，再看看油。\n\n\
                 **@大林** 提问：\n\n> 谁还会修座钟？\n\nA：河湾的林师傅会。\n";
    let paper = read_as("a.md", print);
    let story = &paper.articles[0];
    assert_eq!(story.kind, Kind::Interview);
    assert_eq!(
        texts(story),
        ["我的钟为什么总是慢？", "先看看发条，再看看油。", "谁还会修座钟？", "河湾的林师傅会。"]
    );
    let who: Vec<_> = story.paragraphs.iter().map(|para| para.speaker.as_deref()).collect();
    assert_eq!(who, [Some("小雨"), Some("A"), Some("大林"), Some("A")]);
}
