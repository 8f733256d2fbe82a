//! What an editor does to a script, and what follows from it.

use jiff::civil::date;
use newscaster::articles;
use newscaster::model::{ArticleId, Edit, Paper, Place, Script, SegmentId};
use newscaster::reading::Reader;
use newscaster::script::edit::{EditError, Help, apply, is_by_editor, merge, touched};
use newscaster::script::{self, file};

const PAGE: &str = "河湾日报\n\n2026年3月5日\n\n# 新桥今天通车 两岸往来只需五分钟\n\n本报讯（记者 林远）河湾大桥今天上午通车。市民步行过桥只需五分钟。\n\n大桥全长三公里，由本市自行设计。设计人员用了四年。\n\n\
                    # 图书馆延长开放时间\n\n本报讯（记者 王青）市图书馆从今天起开放到晚上九点。周末也开放。\n\n读者可以在网上预约座位。\n\n\
                    # 夜市迁到滨河路\n\n本报讯（记者 李白）夜市下周迁到滨河路。摊位增加到八十个。\n\n停车场在路口东侧。\n";

fn reader() -> Reader {
    Reader::new(&newscaster::reading::Options::default()).unwrap()
}

fn written(page: &str) -> Script {
    let paper: Paper = articles_of(page);
    script::write(
        &paper,
        date(2026, 3, 5),
        &script::Options::default(),
        script::Speakers::default(),
        &reader(),
    )
    .unwrap()
}

fn articles_of(page: &str) -> Paper {
    articles::read_bytes("p.md", page.as_bytes(), &articles::Options::default()).unwrap()
}

fn edited(script: &Script, edit: &Edit, older: &[Script]) -> Result<Script, EditError> {
    let mut older = older.iter().rev().cloned();
    apply(script, edit, Help { reader: &reader(), pace: &|_| 276.0, older: &mut older })
}

fn story(script: &Script, number: usize) -> ArticleId {
    script.chapters.iter().filter_map(|chapter| chapter.article.clone()).nth(number).unwrap()
}

fn titles(script: &Script) -> Vec<&str> {
    let told = script.chapters.iter().filter(|chapter| chapter.article.is_some());
    told.map(|chapter| chapter.title.as_str()).collect()
}

fn said(script: &Script, prefix: &str) -> Vec<String> {
    let own = script.segments.iter().filter(|segment| segment.id.0.starts_with(prefix));
    own.map(|segment| segment.written.clone()).collect()
}

#[test]
fn a_story_moves_and_its_headline_with_it() {
    let script = written(PAGE);
    let before = titles(&script).iter().map(ToString::to_string).collect::<Vec<_>>();
    let last = story(&script, 2);
    let moved = edited(&script, &Edit::Move { story: last.clone(), to: Place::Earlier }, &[]).unwrap();
    assert_eq!(titles(&moved), [&before[0], &before[2], &before[1]]);
    let first = edited(&script, &Edit::Move { story: last.clone(), to: Place::At(1) }, &[]).unwrap();
    assert_eq!(titles(&first), [&before[2], &before[0], &before[1]]);
    let headlines = said(&first, "headline-");
    assert!(headlines[0].starts_with(&before[2]) && headlines[0].ends_with('；'), "{headlines:?}");
    assert!(headlines[2].ends_with('。'), "{headlines:?}");
    assert!(matches!(
        edited(&script, &Edit::Move { story: last, to: Place::Later }, &[]),
        Err(EditError::AtTheEnd(_))
    ));
    // It is still a script that can be read back, and the sentences are the same.
    let text = file::to_toml(&first);
    let back = file::parse(&text, std::path::Path::new("s.toml"), &reader(), &|_| Ok(())).unwrap();
    assert_eq!(file::to_toml(&back), text);
    let sorted = |script: &Script| {
        let mut words: Vec<_> = script.segments.iter().map(|segment| letters(&segment.written)).collect();
        words.sort();
        words
    };
    assert_eq!(sorted(&script), sorted(&first));
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[test]
fn what_is_dropped_or_shortened_comes_back_with_its_headline_and_the_count_follows() {
    let script = written(PAGE);
    let bridge = script.chapters.iter().find(|chapter| chapter.title == "新桥今天通车 两岸往来只需五分钟");
    let id = bridge.unwrap().article.clone().unwrap();
    let short = edited(&script, &Edit::Shorten { story: id.clone() }, &[]).unwrap();
    let text = |script: &Script| {
        let own = script.segments.iter().filter(|segment| segment.article.as_ref() == Some(&id));
        own.map(|segment| segment.written.clone()).collect::<String>()
    };
    assert!(text(&short).ends_with("市民步行过桥只需五分钟。"), "{}", text(&short));
    assert!(is_by_editor(&short.left_out.last().unwrap().reason));
    let shorter = edited(&short, &Edit::Shorten { story: id.clone() }, &[]).unwrap();
    assert!(
        text(&shorter).ends_with("河湾大桥今天上午通车。"),
        "then to its first sentence: {}",
        text(&shorter)
    );
    let again = edited(&shorter, &Edit::Shorten { story: id.clone() }, &[]);
    assert!(matches!(again, Err(EditError::ShortAlready(_))));

    let dropped = edited(&short, &Edit::Drop { story: id.clone() }, &[]).unwrap();
    assert_eq!(titles(&dropped).len(), 2);
    assert_eq!(said(&dropped, "contents"), ["今天为您播报2条新闻，主要内容有："]);
    assert!(said(&dropped, "headline-").iter().all(|line| !line.contains("新桥")));
    let older = [script.clone(), short.clone()];
    let back = edited(&dropped, &Edit::Restore { story: id.clone() }, &older).unwrap();
    assert_eq!(text(&back), text(&short), "the youngest version that has it");
    assert_eq!(said(&back, "headline-"), said(&script, "headline-"));
    assert_eq!(titles(&back), titles(&script));
    let whole = edited(&back, &Edit::Restore { story: id.clone() }, &older).unwrap();
    assert_eq!((text(&whole), &whole.left_out), (text(&script), &script.left_out));
    assert_eq!(said(&whole, "contents"), said(&script, "contents"));
    assert_eq!(
        edited(&whole, &Edit::Restore { story: id }, &older).unwrap_err(),
        EditError::NothingToRestore
    );
}

#[test]
fn new_words_are_read_anew_and_spoken_ones_stay_by_hand() {
    let script = written(PAGE);
    let sentence = script.segments.iter().find(|segment| segment.written.contains("八十个")).unwrap();
    let edit = |spoken: Option<&str>| Edit::Reword {
        segment: sentence.id.clone(),
        written: "摊位增加到85个。".into(),
        spoken: spoken.map(str::to_owned),
    };
    let find = |script: &Script| {
        script.segments.iter().find(|segment| segment.id == sentence.id).unwrap().spoken.text()
    };
    assert_eq!(find(&edited(&script, &edit(None), &[]).unwrap()), "摊位增加到八十五个。");
    let by_hand = edited(&script, &edit(Some("摊位有八十五个。")), &[]).unwrap();
    assert_eq!(find(&by_hand), "摊位有八十五个。");
    assert_ne!(touched(&script, &edit(None)), touched(&by_hand, &edit(None)));
    let other = Edit::Drop { story: story(&script, 1) };
    assert_eq!(touched(&script, &other), touched(&by_hand, &other));
    let empty = Edit::Reword { segment: SegmentId("length".into()), written: " 。".into(), spoken: None };
    assert!(matches!(edited(&script, &empty, &[]), Err(EditError::Words(_))));
    let gone = Edit::Reword { segment: SegmentId("x".into()), written: "好".into(), spoken: None };
    assert!(matches!(edited(&script, &gone, &[]), Err(EditError::NoSegment(_))));
}

#[test]
fn an_editor_s_changes_survive_a_late_page() {
    let base = written(PAGE);
    let id = |title: &str| {
        base.chapters
            .iter()
            .find(|chapter| chapter.title.starts_with(title))
            .unwrap()
            .article
            .clone()
            .unwrap()
    };
    let mine = edited(&base, &Edit::Drop { story: id("图书馆") }, &[]).unwrap();
    let mine = edited(&mine, &Edit::Shorten { story: id("新桥") }, &[]).unwrap();
    let sentence = base.segments.iter().find(|segment| segment.written.contains("八十个")).unwrap();
    let words =
        Edit::Reword { segment: sentence.id.clone(), written: "摊位有八十个。".into(), spoken: None };
    let mine = edited(&mine, &words, &[]).unwrap();
    let late =
        format!("{PAGE}\n# 地铁四号线明天试运行\n\n本报讯（记者 高山）地铁四号线明天试运行。票价三元。\n")
            .replace("周末也开放", "周末不开放")
            .replace("设计人员用了四年", "设计人员用了五年");
    let theirs = written(&late);
    let merged = merge(&base, &mine, &theirs, &reader(), &|_| 276.0);
    assert_eq!(merged.came, ["地铁四号线明天试运行"]);
    assert_eq!(merged.clashes, Vec::<String>::new());
    let told = merged.script.segments.iter().map(|segment| segment.written.as_str()).collect::<String>();
    assert!(told.contains("摊位有八十个。") && told.contains("票价三元"), "{told}");
    assert!(!told.contains("图书馆") && !told.contains("四年") && !told.contains("五年"), "{told}");
    assert_eq!(said(&merged.script, "contents"), ["今天为您播报3条新闻，主要内容有："]);
    // The same sentence changed by both: the editor's stays, and that is told.
    let both = written(&PAGE.replace("摊位增加到八十个", "摊位增加到九十个"));
    let clashed = merge(&base, &mine, &both, &reader(), &|_| 276.0);
    assert!(clashed.script.segments.iter().any(|segment| segment.written == "摊位有八十个。"));
    // Nobody changed anything: what is written anew holds.
    let same = merge(&base, &base, &theirs, &reader(), &|_| 276.0);
    assert_eq!(titles(&same.script), titles(&theirs));
}

#[test]
fn an_older_story_of_a_feed_is_told_with_its_day() {
    let mut paper = articles_of(PAGE);
    let days = [Some("2026-03-01T08:00:00+08:00"), Some("2026-03-04"), None];
    for (article, day) in paper.articles.iter_mut().zip(days) {
        article.published = day.map(str::to_owned);
        article.nature = newscaster::model::Nature::Written;
    }
    let told = |paper: &Paper| {
        let script = script::write(
            paper,
            date(2026, 3, 5),
            &script::Options::default(),
            script::Speakers::default(),
            &reader(),
        )
        .unwrap();
        let lines = script.segments.into_iter().map(|own| own.written);
        lines.filter(|text| text.contains("发布")).collect::<Vec<_>>()
    };
    assert_eq!(told(&paper), ["3月1日发布。"]);
    paper.articles[0].nature = newscaster::model::Nature::Printed;
    assert_eq!(told(&paper), [""; 0]);
}

#[test]
fn a_corrected_headline_makes_no_other_story_of_one_that_an_editor_changed() {
    let base = written(PAGE);
    let sentence = base.segments.iter().find(|segment| segment.written.contains("八十个")).unwrap();
    let words =
        Edit::Reword { segment: sentence.id.clone(), written: "摊位有八十个。".into(), spoken: None };
    let mine = edited(&base, &words, &[]).unwrap();
    let library = base.chapters.iter().find(|chapter| chapter.title.contains("图书馆")).unwrap();
    let mine = edited(&mine, &Edit::Drop { story: library.article.clone().unwrap() }, &[]).unwrap();
    // Another story that shares a sentence with the dropped one is another story.
    let (before, behind) = (PAGE.find("# 图书馆").unwrap(), PAGE.find("# 夜市").unwrap());
    let race = format!(
        "{}{}\n# 划船比赛周日举行\n\n本报讯（记者 高山）划船比赛周日在河湾举行。周末也开放。\n",
        &PAGE[..before],
        &PAGE[behind..]
    );
    assert_eq!(merge(&base, &mine, &written(&race), &reader(), &|_| 276.0).came, ["划船比赛周日举行"]);
    let corrected = PAGE
        .replace("# 夜市迁到滨河路", "# 夜市迁往滨江路")
        .replace("# 图书馆延长开放时间", "# 图书馆开放到十点")
        .replace("到晚上九点", "到晚上十点");
    let corrected = written(&corrected);
    let merged = merge(&base, &mine, &corrected, &reader(), &|_| 276.0);
    assert_eq!(titles(&merged.script), ["夜市迁往滨江路", "新桥今天通车 两岸往来只需五分钟"]);
    assert_eq!((merged.came, merged.clashes), (Vec::new(), Vec::new()));
    let told = merged.script.segments.iter().map(|segment| segment.written.as_str()).collect::<String>();
    assert!(told.contains("摊位有八十个。") && !told.contains("摊位增加"), "{told}");
}

#[test]
fn a_wrong_join_is_parted_and_a_right_one_made_and_both_survive_a_late_page() {
    let base = written(PAGE);
    let sentence = base.segments.iter().find(|segment| segment.written.contains("大桥全长")).unwrap();
    let parted = edited(&base, &Edit::Part { segment: sentence.id.clone() }, &[]).unwrap();
    assert_eq!(titles(&parted).len(), 4);
    assert!(titles(&parted).contains(&"大桥全长三公里，由本市自行设计"));
    assert_eq!(said(&parted, "contents"), ["今天为您播报4条新闻，主要内容有："]);
    let first =
        Edit::Part { segment: parted.segments.iter().find(|s| s.id == sentence.id).unwrap().id.clone() };
    assert_eq!(edited(&parted, &first, &[]).unwrap_err(), EditError::NothingBefore);
    let text = file::to_toml(&parted);
    assert!(file::parse(&text, std::path::Path::new("s.toml"), &reader(), &|_| Ok(())).is_ok());

    let late =
        format!("{PAGE}\n# 地铁四号线明天试运行\n\n本报讯（记者 高山）地铁四号线明天试运行。票价三元。\n");
    let merged = merge(&base, &parted, &written(&late), &reader(), &|_| 276.0).script;
    assert_eq!(titles(&merged).len(), 5);
    let count = |script: &Script| script.segments.iter().filter(|s| s.written.contains("大桥全长")).count();
    assert_eq!(count(&merged), 1);

    let new = parted.chapters.iter().find(|chapter| chapter.title.starts_with("大桥全长")).unwrap();
    let joined = edited(&parted, &Edit::Join { story: new.article.clone().unwrap() }, &[]).unwrap();
    let words = |script: &Script| script.segments.iter().map(|s| s.written.clone()).collect::<Vec<_>>();
    assert_eq!(words(&joined), words(&base));
    assert!(matches!(
        edited(&base, &Edit::Join { story: story(&base, 0) }, &[]),
        Err(EditError::NoneBefore(_))
    ));
    let second = edited(&base, &Edit::Join { story: story(&base, 1) }, &[]).unwrap();
    let merged = merge(&base, &second, &written(&late), &reader(), &|_| 276.0).script;
    assert_eq!(titles(&merged).len(), 3);
    assert_eq!(count(&merged), 1);
}
