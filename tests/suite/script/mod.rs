//! The script: running order, presenter's words, length, and the file that an editor changes.

mod editing;
mod examples;
mod files;
mod properties;
mod real_page;

use jiff::civil::{Date, date};
use newscaster::model::{
    Article, ArticleId, Coverage, Dateline, Kind, Language, Nature, Paper, Paragraph, Script,
};
use newscaster::reading::Reader;
use newscaster::script::{self, Error, Options};

use crate::golden;

const DAY: Date = date(2026, 3, 2);

fn reader() -> Reader {
    Reader::new(&newscaster::reading::Options::default()).unwrap()
}

fn article(id: &str, title: &str, paragraphs: &[&str]) -> Article {
    let paragraph = |text: &&str| Paragraph { text: (*text).to_owned(), ..Paragraph::default() };
    Article {
        id: ArticleId(id.into()),
        headline: Some(title.into()),
        title: title.into(),
        reporters: vec!["王小明".into()],
        dateline: Dateline { place: None, date: Some(date(2026, 3, 1)) },
        complete: true,
        paragraphs: paragraphs.iter().map(paragraph).collect(),
        ..Article::default()
    }
}

fn turns(speakers: &[(&str, &str)]) -> Vec<Paragraph> {
    let turn = |(speaker, text): &(&str, &str)| Paragraph {
        text: (*text).into(),
        speaker: Some((*speaker).into()),
        ..Paragraph::default()
    };
    speakers.iter().map(turn).collect()
}

fn paper(articles: Vec<Article>) -> Paper {
    let count = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
    let text = |article: &Article| article.paragraphs.iter().map(|p| count(&p.text)).sum::<usize>();
    let in_articles = articles.iter().map(text).sum();
    Paper {
        name: Some("河湾日报".into()),
        articles,
        coverage: Coverage { characters: in_articles + 10, in_articles, skipped: 10 },
        ..Paper::default()
    }
}

fn write(paper: &Paper, options: &Options) -> Script {
    script::write(paper, DAY, options, script::Speakers::default(), &reader()).unwrap()
}

/// The stories in the order in which they are spoken.
fn order(script: &Script) -> Vec<&str> {
    script.chapters.iter().filter_map(|chapter| chapter.article.as_ref().map(|id| id.0.as_str())).collect()
}

/// The printed words of the segments whose ids begin so.
fn said<'a>(script: &'a Script, id: &str) -> Vec<&'a str> {
    let named = script.segments.iter().filter(|segment| segment.id.0.starts_with(id));
    named.map(|segment| segment.written.as_str()).collect()
}

/// A small paper with something of everything.
fn small_paper() -> Paper {
    let bridge = article(
        "bridge",
        "河湾大桥通车 两岸往来只需五分钟",
        &["河湾大桥3月1日通车。两岸居民走上桥头。", "大桥全长1200米，总投资3.5亿元。"],
    );
    let council = Article {
        dateline: Dateline { place: Some("柳镇".into()), date: Some(date(2026, 3, 1)) },
        ..article("council", "市人大常委会举行第九次会议", &["会议审议了三项议案。", "会议由王小明主持。"])
    };
    let talk = Article {
        kind: Kind::Interview,
        kicker: Some("市图书馆馆长李青：".into()),
        dateline: Dateline::default(),
        paragraphs: turns(&[
            ("河湾日报", "图书馆为什么延长开放时间？"),
            ("李青", "因为读者下班以后才有空。我们把闭馆时间推迟到21时。"),
            ("河湾日报", "人手够吗？"),
            ("李青", "够。"),
        ]),
        ..article("talk", "让灯亮得更久一些", &[])
    };
    let cut = Article {
        complete: false,
        continued_on: Some("4".into()),
        reporters: Vec::new(),
        dateline: Dateline::default(),
        kind: Kind::Feature,
        ..article("cut", "一座实验室的三十年", &["实验室建于1996年。第一批科研人员只有", "六个人，他们"])
    };
    let photo = Article {
        kind: Kind::Photo,
        reporters: vec!["赵一".into(), "钱二".into()],
        ..article("photo", "春到河湾", &["3月1日，市民在河边赏花。"])
    };
    let abroad = Article {
        agency: Some("新华社".into()),
        reporters: Vec::new(),
        dateline: Dateline { place: Some("日内瓦".into()), date: Some(date(2026, 3, 1)) },
        ..article("abroad", "联合国机构发布粮食报告", &["报告说，全球粮食价格连续三个月回落。"])
    };
    paper(vec![photo, talk, cut, abroad, bridge, council])
}

#[test]
fn a_small_paper_becomes_a_programme() {
    let options = options!(Options { lunar_date: true });
    let script = write(&small_paper(), &options);
    golden::check("script/small-paper.toml", &script::file::to_toml(&script));
    let lengths = script::estimate(&script, &|_| 260.0);
    golden::check("script/small-paper.md", &script::sheet::markdown(&script, &lengths));
    golden::check("script/small-paper.html", &script::sheet::html(&script, &lengths));
}

#[test]
fn politics_lead_the_party_daily_and_the_cut_story_is_no_headline() {
    let script = write(&small_paper(), &Options::default());
    assert_eq!(order(&script), ["council", "bridge", "cut", "abroad", "talk", "photo"]);
    let headlines = said(&script, "headline-");
    assert_eq!(headlines.len(), 4, "{headlines:?}");
    assert!(headlines.contains(&"专访：让灯亮得更久一些。"), "{headlines:?}");
    assert_eq!(said(&script, "cut-rest"), ["这篇报道没有完，其余内容请见报纸第4版。"]);
    assert!(
        !script.segments.iter().any(|segment| segment.written.contains("他们")),
        "the broken end is not read"
    );
    assert!(script.left_out.iter().any(|item| item.article.0 == "cut"), "{:?}", script.left_out);
}

#[test]
fn the_lead_is_a_full_story_of_the_front_page_where_one_may_lead() {
    let on = |page: &str, mut story: Article| {
        story.section = Some(page.into());
        story
    };
    let council = article("council", "市人大常委会开会", &["市人大常委会4日开会。会议听取了政府工作报告。"]);
    let canteen = article("canteen", "社区食堂开张", &["社区食堂4日开张。"]);
    let tunnel = article("tunnel", "企业投产 产值增长", &["新厂4日投产。产值将增长。"]);
    let order_of = |articles: Vec<Article>| {
        let script = write(&paper(articles), &Options::default());
        order(&script).join(" ")
    };
    let inside =
        order_of(vec![on("要闻", tunnel.clone()), on("综合", canteen.clone()), on("综合", council.clone())]);
    assert!(inside.starts_with("tunnel"), "{inside}");
    let no_front = order_of(vec![tunnel.clone(), canteen.clone(), council]);
    assert!(no_front.starts_with("council"), "{no_front}");
    assert!(
        order_of(vec![canteen.clone(), tunnel]).starts_with("tunnel"),
        "one sentence does not open a programme"
    );
    assert_eq!(order_of(vec![canteen]), "canteen", "where there is another story");
}

#[test]
fn letters_and_obituaries_are_no_headlines_and_do_not_lead() {
    let with_label = |label: &str, mut story: Article| {
        story.label = Some(label.into());
        story
    };
    let script = write(
        &paper(vec![
            with_label(
                "读者来信",
                article("letter", "盲道不该断头", &["我每天走盲道上班。市政府该管一管。"]),
            ),
            article("roof", "学校屋顶换新", &["学校4日换屋顶。工程三周完成。"]),
        ]),
        &Options::default(),
    );
    assert_eq!(order(&script), ["roof", "letter"]);
    assert!(!said(&script, "headline-").join("").contains("盲道"), "{:?}", said(&script, "headline-"));
    assert_eq!(said(&script, "letter-label"), [""; 0], "the bridge has said so");
}

#[test]
fn reporters_are_named_as_on_the_radio() {
    let script = write(&small_paper(), &Options::default());
    let by = |id: &str| said(&script, &format!("{id}-by")).join("");
    assert_eq!(by("bridge"), "本报记者王小明报道。");
    assert_eq!(by("council"), "本报记者王小明从柳镇报道。");
    assert_eq!(by("talk"), "本报记者王小明采写。");
    assert_eq!(by("photo"), "本报记者赵一、钱二拍摄。");
    assert_eq!(by("abroad"), "据新华社日内瓦报道。");
    assert_eq!(by("cut"), "");
}

#[test]
fn a_table_is_not_read_but_named() {
    let mut paper = small_paper();
    for (article, tables) in paper.articles.iter_mut().zip([1, 2]) {
        article.tables = tables;
    }
    let script = write(&paper, &Options::default());
    let note = |n: usize| said(&script, &format!("{}-tables", paper.articles[n].id)).join("");
    assert_eq!(note(0), "报道附有一张表格，详见报纸。");
    assert_eq!(note(1), "报道附有两张表格，详见报纸。");
    assert_eq!(note(2), "");
    // What was made for screens has no paper to look at.
    paper.articles[0].nature = Nature::Written;
    let script = write(&paper, &Options::default());
    assert_eq!(
        said(&script, &format!("{}-tables", paper.articles[0].id)).join(""),
        "原文附有一张表格，这里没有读出。"
    );
}

#[test]
fn other_profiles_order_otherwise() {
    let with = |profile: &str| options!(Options { profile: Some(profile.into()) });
    let paper = small_paper();
    assert_eq!(
        order(&write(&paper, &with("as-printed"))),
        ["photo", "talk", "cut", "abroad", "bridge", "council"]
    );
    assert_eq!(order(&write(&paper, &with("people-first"))).last(), Some(&"photo"));
    let error =
        script::write(&paper, DAY, &with("party-dialy"), script::Speakers::default(), &reader()).unwrap_err();
    assert!(error.to_string().contains("did you mean `party-daily`?"), "{error}");
}

#[test]
fn a_digest_with_sections_of_its_own_keeps_its_order() {
    let mut paper = small_paper();
    let sections = ["刊首", "走读", "走读", "工具", "工具", "尾声"];
    for (article, section) in paper.articles.iter_mut().zip(sections) {
        article.nature = Nature::Written;
        article.section = Some(section.into());
    }
    let own: Vec<String> = paper.articles.iter().map(|article| article.id.to_string()).collect();
    let script = write(&paper, &Options::default());
    assert_eq!(order(&script), own);
    assert!(
        script.segments.iter().any(|segment| segment.written.contains("工具")),
        "its sections are announced"
    );
    // One goes on behind another that stands within it.
    paper.articles[5].section = Some("走读".into());
    assert_eq!(order(&write(&paper, &Options::default())), own);
    // A section that comes again and again is a topic, not a part.
    paper.articles[2].section = Some("工具".into());
    paper.articles[3].section = Some("走读".into());
    assert_ne!(order(&write(&paper, &Options::default())), own);
}

#[test]
fn a_digest_called_as_newspapers_are_keeps_its_order_where_few_stories_say_where_they_belong() {
    let story = |id: &str, title: &str, text: &str| Article {
        nature: Nature::Written,
        ..article(id, title, &[text])
    };
    let paper = paper(vec![
        story("a", "水声", "周岸说水少的时候声音高，水多的时候声音低。"),
        story("b", "夜班", "夜里的船都很安静，只有一条船每天三点来。"),
        story("c", "大模型发布", "人工智能企业今天发布大模型，芯片和算法都是新的，机器人也用上了人工智能。"),
        story("d", "猫", "猫在船头睡着了，鱼也没有看。"),
        story("e", "绳结", "老周会打十二种绳结，最难的一种只教给了孙女。"),
    ]);
    assert_eq!(order(&write(&paper, &Options::default())), ["a", "b", "c", "d", "e"]);
}

#[test]
fn what_a_section_is_called_and_its_only_story_too_is_said_once() {
    let story = |id: &str, title: &str, section: Option<&str>| Article {
        language: Language::En,
        nature: Nature::Written,
        section: section.map(str::to_owned),
        ..article(id, title, &["The keeper said that boats may pass in May."])
    };
    let mut paper = paper(vec![
        story("a", "The lock opens", Some("Town")),
        story("b", "The mill opens", Some("Town")),
        story("c", "Other News", None),
    ]);
    paper.language = Language::En;
    let script = write(&paper, &Options::default());
    assert!(script.segments.iter().any(|segment| segment.written.contains("Now to Other News")
        || segment.written.contains("finally, Other News")));
    assert!(!said(&script, "c").iter().any(|line| line.contains("Other News")));
}

#[test]
fn an_english_paper_has_an_english_programme() {
    let story = |id: &str, title: &str, text: &str| Article {
        language: Language::En,
        reporters: vec!["Jane Field".into(), "Tom Marsh".into()],
        dateline: Dateline { place: Some("Riverton".into()), date: None },
        ..article(id, title, &[text])
    };
    let articles = vec![
        story("match", "United win the league with a late goal", "United won 2-1. The fans sang."),
        story(
            "vote",
            "Council votes to keep the library open",
            "The council voted by nine to four on Monday.",
        ),
    ];
    let paper = Paper { language: Language::En, name: Some("The Riverton Post".into()), ..paper(articles) };
    let script = write(&paper, &options!(Options { orientation: true }));
    let text = script::file::to_toml(&script);
    // How English is read has tests of its own.
    let written = text.lines().filter(|line| !line.starts_with("spoken = ")).map(|line| format!("{line}\n"));
    golden::check("script/english-paper.toml", &written.collect::<String>());
    assert_eq!(order(&script), ["vote", "match"]);
    assert_eq!(said(&script, "vote-by"), ["Jane Field and Tom Marsh report from Riverton."]);
}

#[test]
fn a_budget_shortens_stories_by_whole_paragraphs_and_says_so() {
    let paper = small_paper();
    let whole = write(&paper, &Options::default());
    let minutes = script::length(&whole, &|_| 260.0).seconds() / 60.0;
    let options = options!(Options { minutes: Some(minutes * 0.8), announce_left_out: true });
    let script = write(&paper, &options);
    assert!(script.left_out.len() > whole.left_out.len());
    assert!(script.left_out.iter().all(|item| !item.reason.is_empty()));
    assert_eq!(said(&script, "shortened").len(), 1, "the listener is told too");
    let options = options!(Options { minutes: Some(0.05) });
    let error = script::write(&paper, DAY, &options, script::Speakers::default(), &reader()).unwrap_err();
    assert!(matches!(error, Error::TooShort { least, .. } if least > 0.05), "{error}");
}

#[test]
fn a_digest_reads_the_leading_paragraphs() {
    let script = write(&small_paper(), &options!(Options { digest: true }));
    assert!(script.segments.iter().any(|segment| segment.written.contains("走上桥头")));
    assert!(!script.segments.iter().any(|segment| segment.written.contains("总投资")));
    assert!(
        script.segments.iter().any(|segment| segment.written.contains("下班以后")),
        "no question without answer"
    );
}

#[test]
fn a_listener_changes_words_order_and_sections() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let links = file(
        "links.toml",
        "[lines]\ngreeting = [\"早安，河湾！\"]\n[bridges]\nrivers = [\"来看看大河。\"]\n",
    );
    let sections = file("sections.toml", "[rivers]\nzh = \"大河\"\nstrong = [\"大桥\"]\n");
    let built_in = include_str!("../../../src/script/order/profiles/party-daily.toml");
    let profile = built_in.replace("sections = [\"时政\"", "sections = [\"大河\", \"时政\"");
    let profile = file("mine.toml", &profile.replace("lead = [\"时政\"", "lead = [\"大河\""));
    let options = options!(Options {
        links: Some(links),
        sections: Some(sections),
        profile: Some(profile.display().to_string())
    });
    let script = write(&small_paper(), &options);
    assert_eq!(script.segments[0].written, "早安，河湾！");
    assert_eq!(order(&script)[0], "bridge");
    assert_eq!(said(&script, "bridge-大河"), ["来看看大河。"]);

    let wrong = file("wrong.toml", "[lines]\ngreting = [\"早安\"]\n");
    let error = script::write(
        &small_paper(),
        DAY,
        &options!(Options { links: Some(wrong) }),
        script::Speakers::default(),
        &reader(),
    );
    let error = error.unwrap_err().to_string();
    assert!(
        error.contains("wrong.toml, line 2, column 1") && error.contains("did you mean `greeting`?"),
        "{error}"
    );
}

#[test]
fn a_correction_is_told_by_story() {
    let old = write(&small_paper(), &Options::default());
    assert_eq!(script::changes(&old, &old), Vec::<String>::new());
    let mut corrected = small_paper();
    corrected.articles.retain(|article| article.id.0 != "abroad");
    let bridge = corrected.articles.iter_mut().find(|article| article.id.0 == "bridge").unwrap();
    bridge.paragraphs[1].text = "大桥全长1250米，总投资3.5亿元。".into();
    corrected.articles.push(article("news", "邮局搬到新街", &["邮局今天搬到新街。"]));
    let new = write(&corrected, &Options::default());
    let changes = script::changes(&old, &new);
    for line in [
        "更正：河湾大桥通车 两岸往来只需五分钟（新1句，去1句）",
        "新增：邮局搬到新街",
        "撤下：联合国机构发布粮食报告",
    ] {
        assert!(changes.iter().any(|change| change == line), "{line} in {changes:?}");
    }
    let ids = |script: &Script| {
        script.segments.iter().map(|s| s.id.0.clone()).collect::<std::collections::BTreeSet<_>>()
    };
    let kept = ids(&old).intersection(&ids(&new)).count();
    assert!(kept + 8 > ids(&new).len(), "what did not change keeps its id");
}

/// The printed words of a story's segments in order.
fn told<'a>(script: &'a Script, id: &str) -> Vec<&'a str> {
    let of_story =
        |segment: &&newscaster::model::Segment| segment.article.as_ref().is_some_and(|a| a.0 == id);
    script.segments.iter().filter(of_story).map(|segment| segment.written.as_str()).collect()
}

#[test]
fn an_editors_note_stands_before_the_byline_and_another_behind_the_story() {
    let story = article(
        "tea",
        "一杯热水",
        &["编者按：本报今起推出系列报道。", "林晓递上一杯热水。", "【编后】热水暖人心。"],
    );
    let script = write(&paper(vec![story.clone()]), &Options::default());
    assert_eq!(
        told(&script, "tea"),
        [
            "一杯热水",
            "编者按：",
            "本报今起推出系列报道。",
            "本报记者王小明报道。",
            "林晓递上一杯热水。",
            "【编后】",
            "热水暖人心。"
        ]
    );
    let digest = write(&paper(vec![story.clone()]), &options!(Options { digest: true }));
    assert!(told(&digest, "tea").contains(&"林晓递上一杯热水。"), "a note alone is no digest");
    let unsigned = Article { reporters: Vec::new(), dateline: Dateline::default(), ..story };
    assert!(told(&write(&paper(vec![unsigned]), &Options::default()), "tea").contains(&"下面请听报道。"));
}

#[test]
fn a_sentence_that_begins_like_a_note_is_none() {
    let story = article("after", "走访", &["编后记者又走访了现场。"]);
    let script = write(&paper(vec![story]), &Options::default());
    assert_eq!(told(&script, "after"), ["走访", "本报记者王小明报道。", "编后记者又走访了现场。"]);
}
