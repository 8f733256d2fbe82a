//! Pages with places: the made-up day set in columns, as OCR tools write it, in order, shuffled and without its places.

use std::path::PathBuf;

use newscaster::articles::{self, Options};
use newscaster::model::Paper;
use newscaster::progress::Silent;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{fixtures, read, read_all, strings, texts, titles};

fn layouts() -> PathBuf {
    fixtures().with_file_name("layouts")
}

pub(super) fn stories(key: &str) -> Vec<Value> {
    let papers = std::fs::read_to_string(fixtures().join("papers.json")).unwrap();
    let papers: Value = serde_json::from_str(&papers).unwrap();
    papers[key]["stories"].as_array().unwrap().clone()
}

pub(super) fn close(print: &str) -> String {
    print.split_whitespace().collect()
}

/// The share of the stories' characters, in percent, that stand in the article with their headline.
pub(super) fn in_place(paper: &Paper, key: &str) -> f64 {
    let (mut all, mut right) = (0, 0);
    for story in stories(key) {
        let headline = close(story["headline"].as_str().unwrap());
        let article = paper.articles.iter().find(|article| close(&article.title) == headline);
        let said: String = article.map(|article| close(&texts(article).concat())).unwrap_or_default();
        for paragraph in strings(&story["paragraphs"]) {
            // A paragraph that was not put together again counts by its sentences.
            for sentence in paragraph.split_inclusive(['。', '.']) {
                let sentence = close(sentence);
                all += sentence.chars().count();
                right += if said.contains(&sentence) { sentence.chars().count() } else { 0 };
            }
        }
    }
    100.0 * right as f64 / all as f64
}

/// The files of a day in each form.
const FORMS: [&str; 6] =
    ["_content_list.json", "-shuffled_content_list.json", "_middle.json", "_answer.json", ".hocr", "-alto"];

#[test]
fn the_same_pages_are_read_out_of_every_form() {
    for key in ["zh", "en"] {
        for form in FORMS {
            let name = format!("{key}{form}");
            let paper = read_all(&[layouts().join(&name)]).unwrap();
            let stories = stories(key);
            assert_eq!(paper.articles.len(), stories.len(), "{name}: {:?}", titles(&paper));
            assert_eq!(paper.date.map(|day| day.to_string()).as_deref(), Some("2026-03-05"), "{name}");
            if key == "zh" {
                assert_eq!(paper.name.as_deref(), Some("河谷日报"), "{name}");
            }
            for (n, story) in stories.iter().enumerate() {
                let headline = close(story["headline"].as_str().unwrap());
                let article = paper.articles.iter().find(|article| close(&article.title) == headline);
                let article =
                    article.unwrap_or_else(|| panic!("{name}: no {headline}: {:?}", titles(&paper)));
                assert_eq!(texts(article), strings(&story["paragraphs"]), "{name}");
                assert_eq!(article.reporters, strings(&story["reporters"]), "{name}");
                assert_eq!(article.page.as_deref(), Some(if n < 2 { "1" } else { "2" }), "{name}");
                assert!(article.complete, "{name}: {headline}");
            }
        }
    }
}

/// The pages of a day with what a library says of them, in a folder of their own.
fn issue(key: &str, mets: &str, pages: &[u8]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for page in pages {
        let name = format!("page-{page}.xml");
        std::fs::copy(layouts().join(format!("{key}-alto")).join(&name), folder.path().join(&name)).unwrap();
    }
    let said = layouts().join("mets").join(format!("{key}-{mets}.xml"));
    std::fs::copy(said, folder.path().join("mets.xml")).unwrap();
    folder
}

#[test]
fn what_a_library_says_of_its_pages_is_believed() {
    for (key, mets) in [("zh", "pointers"), ("zh", "links"), ("en", "pointers"), ("en", "links")] {
        let folder = issue(key, mets, &[1, 2]);
        let paper = read_all(&[folder.path().to_owned()]).unwrap();
        let stories = stories(key);
        assert_eq!(paper.articles.len(), stories.len(), "{key} {mets}: {:?}", titles(&paper));
        assert!(paper.problems.is_empty(), "{:?}", paper.problems);
        for (n, (article, story)) in paper.articles.iter().zip(&stories).enumerate() {
            assert_eq!(close(&article.title), close(story["headline"].as_str().unwrap()), "{key} {mets}");
            assert_eq!(
                close(&texts(article).concat()),
                close(&strings(&story["paragraphs"]).concat()),
                "{key} {mets}"
            );
            assert_eq!(article.reporters, strings(&story["reporters"]), "{key} {mets}");
            assert_eq!(article.page.as_deref(), Some(if n < 2 { "1" } else { "2" }), "{key} {mets}");
            assert!(article.complete);
        }
    }
}

#[test]
fn pages_that_a_library_names_and_nobody_gave_are_missed() {
    let folder = issue("en", "links", &[1]);
    let paper = read_all(&[folder.path().to_owned()]).unwrap();
    assert_eq!(paper.articles.len(), 2, "{:?}", titles(&paper));
    assert!(paper.problems.iter().any(|problem| problem.contains("page-2.xml")), "{:?}", paper.problems);
    let alone = read_all(&[folder.path().join("mets.xml")]);
    assert!(matches!(alone, Err(articles::Error::NoArticle { .. })));
}

#[test]
fn a_page_is_never_read_better_without_its_places() {
    for key in ["zh", "en"] {
        for order in ["", "-shuffled"] {
            let share = |bare: &str| {
                let name = format!("{key}{order}{bare}_content_list.json");
                in_place(&read_all(&[layouts().join(name)]).unwrap(), key)
            };
            let (with, without) = (share(""), share("-bare"));
            assert!(with >= without && with >= 95.0, "{key}{order}: {with} with places, {without} without");
        }
    }
}

/// A page's blocks as `MinerU` lists them.
fn mineru(blocks: Value) -> Paper {
    read("page_content_list.json", blocks.to_string().as_bytes())
}

#[test]
fn captions_tables_and_what_is_called_furniture_are_judged_by_what_they_say() {
    let text = "停航两天的河谷渡口今天上午恢复通航，首班渡船在七点离岸，船上坐了一百二十名乘客。";
    let paper = mineru(json!([
        {"type": "header", "text": "河谷渡口今天恢复通航", "bbox": [50, 40, 650, 90], "page_idx": 0},
        {"type": "text", "text": text, "bbox": [50, 100, 350, 150], "page_idx": 0},
        {"type": "footer", "text": "渡口在上下班时段加开两班船，直到客流恢复平常。", "bbox": [50, 160, 350, 190], "page_idx": 0},
        {"type": "page_number", "text": "· 7 ·", "bbox": [500, 980, 520, 990], "page_idx": 0},
        {"type": "table", "table_body": "<table><tr><td>线路</td><td>首班</td></tr><tr><td>东线</td><td>7:00</td></tr></table>",
         "table_caption": [], "img_path": "images/a.jpg", "bbox": [50, 200, 350, 260], "page_idx": 0},
    ]));
    let [article] = paper.articles.as_slice() else { panic!("{:?}", titles(&paper)) };
    assert_eq!(article.headline.as_deref(), Some("河谷渡口今天恢复通航"));
    assert_eq!(texts(article)[..2], [text, "渡口在上下班时段加开两班船，直到客流恢复平常。"]);
    assert!(paper.skipped.iter().any(|skipped| skipped.text.contains('7')), "{:?}", paper.skipped);
    assert!(paper.skipped.iter().all(|skipped| !skipped.text.contains("images")), "{:?}", paper.skipped);
}

#[test]
fn a_list_of_pages_with_content_in_pieces_is_read() {
    let said = |text: &str| json!([{"type": "text", "content": text}]);
    let opening = "停航两天的河谷渡口今天上午恢复通航，首班渡船在七点离岸，";
    let pages = json!([
        [
            {"type": "page_header", "content": {"page_header_content": said("河谷晚报")}, "bbox": [50, 10, 650, 30]},
            {"type": "title", "content": {"title_content": said("河谷渡口今天恢复通航"), "level": 1}, "bbox": [50, 40, 650, 90]},
            {"type": "paragraph", "content": {"paragraph_content": [
                {"type": "text", "content": opening}, {"type": "text", "content": "船上坐了一百二十名乘客。"}]}, "bbox": [50, 100, 350, 150]},
            {"type": "paragraph", "content": {"paragraph_content": []}, "bbox": [360, 100, 650, 150]},
            {"type": "list", "content": {"list_type": "text_list", "list_items": [
                {"item_type": "text", "item_content": said("东线首班七点，末班二十点。")},
                {"item_type": "text", "item_content": said("西线首班八点，末班十九点。")}]}, "bbox": [50, 160, 350, 200]},
            {"type": "table", "content": {"image_source": {"path": "images/a.jpg"}, "table_caption": [], "html":
                "<table><tr><td>线路</td><td>首班</td></tr><tr><td>东线</td><td>7:00</td></tr></table>"}, "bbox": [50, 210, 350, 260]},
        ],
        [
            {"type": "title", "content": {"title_content": said("夜市今晚开放"), "level": 2}, "bbox": [50, 40, 650, 90]},
            {"type": "paragraph", "content": {"paragraph_content": said("河湾路的夜市今晚六点开放，摊位比去年多了三成。")}, "bbox": [50, 100, 350, 150]},
        ],
    ]);
    let paper = mineru(pages);
    assert_eq!(titles(&paper), ["河谷渡口今天恢复通航", "夜市今晚开放"]);
    assert_eq!(texts(&paper.articles[0])[0], format!("{opening}船上坐了一百二十名乘客。"));
    let told = texts(&paper.articles[0]).concat();
    assert!(told.contains("东线首班七点") && told.contains("西线首班八点"), "{told}");
    assert_eq!(paper.articles[1].page.as_deref(), Some("2"));
    assert!(paper.skipped.iter().all(|skipped| !skipped.text.contains("images")), "{:?}", paper.skipped);
    assert_eq!(paper.coverage.characters, paper.coverage.in_articles + paper.coverage.skipped);
}

#[test]
fn formatted_blocks_of_a_page_say_neither_tags_nor_marks() {
    let text = "停航两天的河谷渡口今天上午恢复通航，首班渡船在七点离岸，船上坐了一百二十名乘客。";
    let page = json!({"parsing_res_list": [
        {"block_label": "paragraph_title", "block_content": "## 河谷渡口今天恢复通航", "block_bbox": [50, 40, 650, 90], "block_order": 1},
        {"block_label": "image", "block_content": "<div style=\"text-align: center;\"><img src=\"imgs/a.jpg\" alt=\"Image\" width=\"79%\" /></div>\n",
         "block_bbox": [360, 100, 650, 300], "block_order": null},
        {"block_label": "text", "block_content": text, "block_bbox": [50, 100, 350, 150], "block_order": 2},
    ]});
    let paper = read("page_res.json", page.to_string().as_bytes());
    assert_eq!(paper.articles[0].headline.as_deref(), Some("河谷渡口今天恢复通航"));
    assert_eq!(texts(&paper.articles[0]), [text]);
}

#[test]
fn words_that_are_divided_at_a_lines_end_are_whole_in_alto() {
    let alto = "<alto><Layout><Page><PrintSpace><TextBlock HPOS='0' VPOS='0' WIDTH='200' HEIGHT='40'>\
        <TextLine HPOS='0' VPOS='0' WIDTH='200' HEIGHT='15'><String CONTENT='The'/><SP/><String CONTENT='com' SUBS_TYPE='HypPart1' \
        SUBS_CONTENT='community'/><HYP CONTENT='¬'/></TextLine>\
        <TextLine HPOS='0' VPOS='20' WIDTH='200' HEIGHT='15'><String CONTENT='munity' SUBS_TYPE='HypPart2' SUBS_CONTENT='community'/>\
        <SP/><String CONTENT='R&amp;D'/><SP/><String CONTENT='centre opened on Wednesday morning.'/></TextLine>\
        </TextBlock></PrintSpace></Page></Layout></alto>";
    let paper = read("page.xml", alto.as_bytes());
    assert_eq!(texts(&paper.articles[0]), ["The community R&D centre opened on Wednesday morning."]);
    let chars: Vec<char> = alto.chars().collect();
    let spans = &paper.articles[0].paragraphs[0].spans;
    let there: String = spans.iter().flat_map(|span| &chars[span.start..span.end]).collect();
    assert!(there.starts_with("Thecommunity"), "{there}");
}

fn any_block() -> impl Strategy<Value = Value> {
    let text = proptest::sample::select(vec![
        "河谷渡口今天恢复通航",
        "停航两天的渡口今天上午恢复通航，首班渡船在七点",
        "离岸，船上坐了一百二十名乘客。",
        "By Ann Lee",
        "The lock opened to boats on Wednesday, and the com-",
        "munity came to see it.",
        "第3版 要闻",
        "7",
        "一\n二",
        "<table><tr><td>a</td></tr></table>",
        "",
    ]);
    let kind =
        proptest::sample::select(vec!["text", "title", "header", "footer", "table", "image", "number"]);
    (text, kind, 0..900, 0..900, 1..400, 1..200, 0..4).prop_map(|(text, kind, x, y, w, h, page)| {
        json!({"type": kind, "text": text, "block_label": kind, "block_content": text, "table_body": text, "page_idx": page,
            "bbox": [x, y, x + w, y + h], "block_bbox": [x, y, x + w, y + h]})
    })
}

fn markup(blocks: &[Value], hocr: bool) -> String {
    let block = |block: &Value| {
        let [x, y, right, bottom] = [0, 1, 2, 3].map(|edge| block["bbox"][edge].as_i64().unwrap());
        let text = block["text"].as_str().unwrap().replace('<', "&lt;");
        if hocr {
            let words: String =
                text.split(' ').map(|word| format!("<span class='ocrx_word'>{word}</span> ")).collect();
            format!(
                "<p class='ocr_par'><span class='ocr_line' title='bbox {x} {y} {right} {bottom}'>{words}</span></p>"
            )
        } else {
            let (width, height) = (right - x, bottom - y);
            format!(
                "<TextBlock><TextLine HPOS='{x}' VPOS='{y}' WIDTH='{width}' HEIGHT='{height}'><String CONTENT='{text}'/></TextLine></TextBlock>"
            )
        }
    };
    let blocks: String = blocks.iter().map(block).collect();
    match hocr {
        true => format!("<html><body><div class='ocr_page'>{blocks}</div></body></html>"),
        false => format!("<alto><Layout><Page>{blocks}</Page></Layout></alto>"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn every_character_of_a_page_with_places_is_accounted_for_once(blocks in proptest::collection::vec(any_block(), 0..14)) {
        let listed = Value::Array(blocks.clone()).to_string();
        let parsed = json!({"res": {"parsing_res_list": blocks}}).to_string();
        let files = [
            ("a.json", listed),
            ("b.json", parsed),
            ("c.hocr", markup(&blocks, true)),
            ("d.xml", markup(&blocks, false)),
        ];
        for (name, print) in files {
            let Ok(paper) = articles::read_bytes(name, print.as_bytes(), &Options::default()) else { continue };
            prop_assert_eq!(paper.coverage.characters, paper.coverage.in_articles + paper.coverage.skipped, "{}", name);
            super::accounts::assert_once(&print, &paper)?;
        }
    }
}

#[test]
fn explain_draws_each_page_with_its_blocks_in_place() {
    let drawn = |name: &str| {
        articles::open(&[layouts().join(name)], &[], &Silent)
            .unwrap()
            .explain(&Options::default(), None)
            .unwrap()
    };
    let page = drawn("zh_content_list.json");
    // One sheet a page, a rectangle a block that is not left out before, a figure on each story, an arrow to each column.
    assert_eq!(page.matches("<figure class=\"sheet\">").count(), 2);
    assert!(page.matches("<rect ").count() >= 24, "{}", page.matches("<rect ").count());
    for story in 1..=4 {
        assert_eq!(page.matches(&format!(">{story}</text>")).count(), 1, "{story}");
    }
    assert!(page.matches("<path d=\"M").count() >= 5);
    assert!(!drawn("zh-bare_content_list.json").contains("<figure"));
}
