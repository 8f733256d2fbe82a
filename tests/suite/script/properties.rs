//! What holds for any paper.

use std::collections::BTreeSet;
use std::path::Path;

use newscaster::model::{Article, ArticleId, Dateline, Kind, Language, Paper, Paragraph, Script};
use newscaster::reading::Reader;
use newscaster::script::{self, Error, Options};
use proptest::prelude::*;

use super::{DAY, paper, reader};

const TITLES: [&str; 8] = [
    "河湾大桥通车 两岸往来只需五分钟",
    "市人大常委会举行会议",
    "图书馆延长开放时间",
    "新芯片研发成功 “春芽一号”明年投产并将在全市三十所学校的实验室里首先使用",
    "女排三比一夺冠",
    "法院宣判一起诈骗案",
    "流感疫苗开打",
    "他和她",
];

const SENTENCES: [&str; 8] = [
    "河湾大桥3月1日通车。",
    "“够了。”他说，“我们走吧！”",
    "大桥全长1200米，总投资3.5亿元，比去年增长12%。",
    "人手够吗？",
    "……",
    "据了解，这项工作从2024年起已经开展了三年，覆盖全市12个区县、300多个村庄，涉及教育、卫生、交通、水利、农业等十多个领域，受益群众超过50万人次，并且在明年还将继续扩大范围，力争到年底实现全市所有乡镇全覆盖，让更多的人享受到便利。",
    "会议由王小明主持",
    "第一项（GDP）是6.5%；第二项是7%。",
];

prop_compose! {
    fn any_article()(
        title in prop::sample::select(&TITLES[..]),
        kind in prop::sample::select(vec![Kind::News, Kind::News, Kind::News, Kind::Interview, Kind::Feature, Kind::Photo, Kind::Brief, Kind::Notice]),
        paragraphs in prop::collection::vec((prop::collection::vec(prop::sample::select(&SENTENCES[..]), 1..4), prop::option::of(prop::sample::select(&["记者", "李青"][..]))), 0..5),
        complete in prop::bool::weighted(0.8),
        place in prop::option::of(Just("柳镇".to_owned())),
        label in prop::option::weighted(0.2, Just("河湾 故事".to_owned())),
        section in prop::option::weighted(0.2, prop::sample::select(vec!["第2版 体育".to_owned(), "要闻".to_owned()])),
        reporters in prop::collection::vec(Just("王小明".to_owned()), 0..3),
    ) -> Article {
        Article {
            kind,
            headline: Some(title.into()),
            title: title.into(),
            complete,
            label,
            section,
            reporters,
            language: Language::Zh,
            dateline: Dateline { place, date: None },
            paragraphs: paragraphs.into_iter().map(|(sentences, speaker)| Paragraph {
                text: sentences.concat(),
                speaker: speaker.map(str::to_owned).filter(|_| kind == Kind::Interview),
                ..Paragraph::default()
            }).collect(),
            ..Article::default()
        }
    }
}

prop_compose! {
    fn any_paper()(mut articles in prop::collection::vec(any_article(), 1..9)) -> Paper {
        for (number, article) in articles.iter_mut().enumerate() {
            article.id = ArticleId(format!("a{number}"));
        }
        // Of notices alone no programme is made.
        if articles.iter().all(|article| article.kind == Kind::Notice) {
            articles[0].kind = Kind::News;
        }
        paper(articles)
    }
}

prop_compose! {
    fn any_options()(
        profile in prop::option::of(prop::sample::select(vec!["party-daily", "people-first", "as-printed", "bulletin"])),
        digest in prop::bool::weighted(0.2),
        (orientation, announce_left_out, lunar_date) in any::<(bool, bool, bool)>(),
        recap in any::<Option<bool>>(),
    ) -> Options {
        let profile = profile.map(str::to_owned);
        options!(Options {
            profile: profile,
            digest: digest,
            orientation: orientation,
            announce_left_out: announce_left_out,
            lunar_date: lunar_date,
            recap: recap,
        })
    }
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Everything that a script file holds; counts and places of the page are not in it.
fn filed(script: &Script) -> Script {
    let mut script = script.clone();
    script.coverage = newscaster::model::SpokenCoverage::default();
    script.notes.clear();
    script.problems.clear();
    script.left_out.iter_mut().for_each(|item| item.characters = 0);
    script.segments.iter_mut().for_each(|segment| segment.spans.clear());
    script
}

fn check_shape(script: &Script) -> Result<(), TestCaseError> {
    let ids: BTreeSet<_> = script.segments.iter().map(|segment| &segment.id).collect();
    prop_assert_eq!(ids.len(), script.segments.len(), "ids are unique");
    prop_assert!(script.segments.is_sorted_by_key(|segment| segment.chapter), "chapters follow one another");
    let used: BTreeSet<_> = script.segments.iter().map(|segment| segment.chapter).collect();
    prop_assert!(used.into_iter().eq(0..script.chapters.len()), "every chapter has a segment");
    prop_assert_eq!(script.chapters[0].level, 1);
    for segment in &script.segments {
        prop_assert!(segment.spoken.beats() > 0, "nothing is heard of {:?}", segment.written);
        prop_assert_eq!(segment.written.trim(), segment.written.as_str());
        if segment.id.0.starts_with("headline-") {
            prop_assert!(segment.written.chars().count() <= 90, "{}", segment.written);
        }
    }
    let coverage = script.coverage;
    prop_assert_eq!(coverage.spoken + coverage.skipped, coverage.characters);
    Ok(())
}

fn check_stories(paper: &Paper, script: &Script) -> Result<(), TestCaseError> {
    for article in &paper.articles {
        let chapters =
            script.chapters.iter().filter(|chapter| chapter.article.as_ref() == Some(&article.id)).count();
        let left_out = script.left_out.iter().any(|item| item.article == article.id);
        prop_assert!(chapters == 1 || (chapters == 0 && left_out), "{}: {chapters} chapters", article.id);
        let spoken = script.segments.iter().filter(|segment| segment.article.as_ref() == Some(&article.id));
        let spoken = squeezed(&spoken.map(|segment| segment.written.as_str()).collect::<String>());
        for paragraph in article.paragraphs.iter().filter(|_| !left_out) {
            prop_assert!(
                spoken.contains(&squeezed(&paragraph.text)),
                "{} is not in {spoken}",
                paragraph.text
            );
        }
    }
    Ok(())
}

#[test]
fn a_paper_of_notices_alone_is_told_and_not_made() {
    let text = "本人遗失身份证，声明作废。".to_owned();
    let notice = Article {
        kind: Kind::Notice,
        title: "遗失声明".to_owned(),
        language: Language::Zh,
        paragraphs: vec![Paragraph { text, ..Paragraph::default() }],
        ..Article::default()
    };
    let asked =
        script::write(&paper(vec![notice]), DAY, &Options::default(), script::Speakers::default(), &READER);
    assert!(matches!(asked, Err(Error::NoNews(_))), "{asked:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn every_story_is_told_once_or_left_out_with_a_reason(paper in any_paper(), options in any_options()) {
        let script = script::write(&paper, DAY, &options, script::Speakers::default(), &READER).unwrap();
        check_shape(&script)?;
        check_stories(&paper, &script)?;
        prop_assert_eq!(&script, &script::write(&paper, DAY, &options, script::Speakers::default(), &READER).unwrap());
    }

    #[test]
    fn any_budget_is_kept(paper in any_paper(), mut options in any_options(), minutes in 0.05..6.0_f64) {
        options.minutes = Some(minutes);
        let pace = options.pace.unwrap_or_default();
        match script::write(&paper, DAY, &options, script::Speakers::default(), &READER) {
            Ok(script) => {
                let length = script::length(&script, &|segment| pace.of(segment.language));
                prop_assert!(length.seconds() <= minutes * 60.0, "{} s in {minutes} minutes", length.seconds());
                check_shape(&script)?;
                check_stories(&paper, &script)?;
            }
            Err(Error::TooShort { least, .. }) => prop_assert!(least > minutes),
            Err(error) => return Err(TestCaseError::fail(error.to_string())),
        }
    }

    #[test]
    fn a_script_comes_back_from_its_file_as_it_was(paper in any_paper(), options in any_options()) {
        let script = script::write(&paper, DAY, &options, script::Speakers::default(), &READER).unwrap();
        let text = script::file::to_toml(&script);
        let parsed = script::file::parse(&text, Path::new("script.toml"), &READER, &|_| Ok(())).unwrap();
        prop_assert_eq!(filed(&parsed), filed(&script));
        prop_assert_eq!(script::file::to_toml(&parsed), text);
    }
}

static READER: std::sync::LazyLock<Reader> = std::sync::LazyLock::new(reader);
