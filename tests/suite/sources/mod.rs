//! Forms that news arrives in: the same made-up day in each of them, and what goes wrong with real files.

mod accounts;
mod containers;
mod layouts;
mod pdf;
mod traps;

use std::path::{Path, PathBuf};

use newscaster::articles::{self, Error, Options};
use newscaster::model::{Article, Paper, SkipReason};
use newscaster::progress::Silent;
use serde_json::Value;

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/sources")
}

fn read_all(paths: &[PathBuf]) -> Result<Paper, Error> {
    let paper = articles::read(paths, &Options::default(), &Silent)?;
    assert_eq!(paper.coverage.characters, paper.coverage.in_articles + paper.coverage.skipped);
    Ok(paper)
}

fn read(name: &str, bytes: &[u8]) -> Paper {
    let paper = articles::read_bytes(name, bytes, &Options::default()).unwrap();
    assert_eq!(paper.coverage.characters, paper.coverage.in_articles + paper.coverage.skipped);
    paper
}

fn texts(article: &Article) -> Vec<&str> {
    article.paragraphs.iter().map(|paragraph| paragraph.text.as_str()).collect()
}

fn titles(paper: &Paper) -> Vec<&str> {
    paper.articles.iter().map(|article| article.title.as_str()).collect()
}

fn strings(value: &Value) -> Vec<&str> {
    value.as_array().unwrap().iter().filter_map(Value::as_str).collect()
}

/// Forms of the same day, and whether they say who wrote each story and in which section it stands.
const FORMS: [(&str, bool, bool); 10] = [
    ("rss", true, true),
    ("atom", true, true),
    ("feed.json", true, true),
    ("newsml.xml", true, true),
    ("ninjs.json", true, true),
    ("eml", false, false),
    ("epub", false, true),
    ("-nitf", true, true),
    ("-pages", true, true),
    ("founder", true, true),
];

#[test]
fn the_same_day_is_read_out_of_every_form() {
    let papers: Value =
        serde_json::from_str(&std::fs::read_to_string(fixtures().join("papers.json")).unwrap()).unwrap();
    for (key, form, signed, sectioned) in ["zh", "en"]
        .iter()
        .flat_map(|key| FORMS.map(|(form, signed, sectioned)| (*key, form, signed, sectioned)))
    {
        let names = match (key, form) {
            ("en", "founder") => continue,
            (_, "founder") => vec!["founder-old".to_owned(), "founder-new".to_owned()],
            (key, form) if form.starts_with('-') => vec![format!("{key}{form}")],
            (key, form) => vec![format!("{key}.{form}")],
        };
        for name in names {
            let paper = read_all(&[fixtures().join(&name)]).unwrap();
            let stories = papers[key]["stories"].as_array().unwrap();
            assert_eq!(paper.articles.len(), stories.len(), "{name}: {:?}", titles(&paper));
            assert_eq!(paper.date.map(|day| day.to_string()).as_deref(), Some("2026-03-05"), "{name}");
            for (article, story) in paper.articles.iter().zip(stories) {
                // A headline of two lines keeps a blank where they meet.
                let headline = article.headline.clone().unwrap_or_default();
                let close = |print: &str| print.replace(' ', "");
                assert_eq!(close(&headline), close(story["headline"].as_str().unwrap()), "{name}");
                assert_eq!(texts(article), strings(&story["paragraphs"]), "{name}");
                assert!(article.complete, "{name}: {headline}");
                if signed {
                    assert_eq!(article.reporters, strings(&story["reporters"]), "{name}");
                }
                if sectioned {
                    assert_eq!(article.section.as_deref(), story["section"].as_str(), "{name}");
                }
                assert!(
                    article.published.as_deref().is_some_and(|day| day.starts_with("2026-03-05")),
                    "{name}"
                );
                if name.ends_with("epub") {
                    assert!(article.url.as_deref().is_some_and(|url| url.contains("/2026-03-05/")), "{name}");
                }
                if name.starts_with("founder") {
                    assert_eq!(article.kicker.as_deref(), story["kicker"].as_str(), "{name}");
                    assert!(article.page.is_some(), "{name}");
                }
            }
        }
    }
}

#[test]
fn a_folder_of_all_forms_is_one_paper_and_each_story_is_read_once() {
    let paper = read_all(&[fixtures()]).unwrap();
    assert_eq!(paper.articles.len(), 7, "{:?}", titles(&paper));
    assert!(paper.problems.is_empty(), "{:?}", paper.problems);
}

#[test]
fn a_teaser_and_the_page_that_it_leads_to_are_one_story() {
    let folder = tempfile::tempdir().unwrap();
    let linked =
        "{\"@type\":\"NewsArticle\",\"headline\":\"Lock opens again\",\"url\":\"https://a.example/1\"}";
    std::fs::write(folder.path().join("page.html"), PAGE.replace("LD", linked)).unwrap();
    let item = |n: u8| {
        format!(
            "<item><title>Lock opens again</title><link>https://a.example/{n}</link><description>Boats are back on the water […]</description></item>"
        )
    };
    let feed = format!("{HEAD}{}{}</channel></rss>", item(1), item(2));
    std::fs::write(folder.path().join("feed.xml"), feed).unwrap();
    let paper = read_all(&[folder.path().to_owned()]).unwrap();
    let complete: Vec<bool> = paper.articles.iter().map(|article| article.complete).collect();
    assert_eq!(complete, [false, true], "{:?}", titles(&paper));
}

#[test]
fn a_teaser_is_called_one_and_no_broken_print() {
    let item = "<item><title>Lock opens again</title><description>Boats are back on the water […]</description></item>";
    let paper = articles::read_bytes(
        "feed.xml",
        format!("{HEAD}{item}</channel></rss>").as_bytes(),
        &Options::default(),
    )
    .unwrap();
    let reader = newscaster::reading::Reader::new(&newscaster::reading::Options::default()).unwrap();
    let day = jiff::civil::date(2026, 3, 5);
    let script = newscaster::script::write(
        &paper,
        day,
        &newscaster::script::Options::default(),
        newscaster::script::Speakers::default(),
        &reader,
    )
    .unwrap();
    let said: Vec<&str> = script.segments.iter().map(|segment| segment.written.as_str()).collect();
    assert!(
        said.contains(&"This is only the beginning of the story; the rest is on its own page."),
        "{said:?}"
    );
    assert!(script.problems[0].contains("only the beginning"), "{:?}", script.problems);
}

/// Every place of a skipped text or a paragraph is where the character stands in the text that was read.
fn assert_places(name: &str, print: &str, paper: &Paper) {
    let chars: Vec<char> = print.chars().collect();
    for skipped in &paper.skipped {
        let there = chars[skipped.start];
        let first = skipped.text.chars().next().unwrap();
        assert!(
            there == first || matches!(there, '&' | '\\'),
            "{name}: {there:?} is not {first:?} in {}",
            skipped.text
        );
    }
    for span in paper.articles.iter().flat_map(|article| &article.paragraphs).flat_map(|text| &text.spans) {
        assert!(span.end <= chars.len(), "{name}");
    }
}

#[test]
fn places_lead_into_the_file() {
    for name in [
        "zh.rss",
        "en.atom",
        "zh.feed.json",
        "en.newsml.xml",
        "zh.ninjs.json",
        "zh-nitf/0.xml",
        "en-pages/1.html",
    ] {
        let print = std::fs::read_to_string(fixtures().join(name)).unwrap();
        let paper = read(name, print.as_bytes());
        assert_places(name, &print, &paper);
        // The words of a paragraph stand where it says.
        let chars: Vec<char> = print.chars().collect();
        let paragraph = &paper.articles[0].paragraphs[0];
        let there: String = paragraph.spans.iter().flat_map(|span| &chars[span.start..span.end]).collect();
        let close = |print: &str| print.chars().filter(|c| !c.is_whitespace()).take(8).collect::<String>();
        assert_eq!(close(&there), close(&paragraph.text), "{name}");
    }
}

const HEAD: &str = "<?xml version='1.0' encoding='utf-8'?><rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/' \
    xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><title>河谷</title>";

fn rss(items: &str) -> Paper {
    read("feed.xml", format!("{HEAD}{items}</channel></rss>").as_bytes())
}

#[test]
fn a_feed_says_itself_which_texts_are_only_beginnings() {
    let complete = |item: &str| rss(&format!("<item><title>渡口</title>{item}</item>")).articles[0].complete;
    assert!(complete("<description>渡口今天复航，乘客可以买票。</description>"));
    assert!(!complete("<description>渡口今天复航，乘客可以……</description>"));
    assert!(!complete(
        "<description><![CDATA[<p>渡口今天复航。</p><a href='x'>阅读全文</a>]]></description>"
    ));
    assert!(complete(
        "<description>渡口今天……</description><content:encoded><![CDATA[<p>渡口今天复航，乘客可以买票。</p>]]></content:encoded>"
    ));
    let atom = "<feed xmlns='http://www.w3.org/2005/Atom'><title>L</title><entry><title>Lock</title><summary>The lock opened today.</summary></entry></feed>";
    assert!(!read("a.xml", atom.as_bytes()).articles[0].complete);
}

#[test]
fn feeds_are_read_in_spite_of_their_faults() {
    // The same guid twice, dates in CDATA and of no standard, an entity of HTML, control characters, tags that cross.
    let paper = rss(
        "<item><guid>1</guid><title>渡口&nbsp;复航</title><pubDate><![CDATA[2026年3月5日 11:38]]></pubDate>\
         <description>&lt;p&gt;渡口\u{8}今天&lt;b&gt;复航&lt;/b&gt;。&lt;/p&gt;</description></item>\
         <item><guid>1</guid><title>图书馆开放</title><description><i>图书馆昨天开放</description></i></item>\
         <item><description>没有标题的一条短讯，说的是早市。</description></item>",
    );
    assert_eq!(titles(&paper).len(), 3, "{:?}", titles(&paper));
    assert_eq!(paper.articles[0].title, "渡口 复航");
    assert_eq!(paper.articles[0].published.as_deref(), Some("2026-03-05"));
    assert_eq!(texts(&paper.articles[0]), ["渡口今天复航。"]);
    assert_eq!(paper.articles[2].headline, None);
    // gb2312 with a broken byte.
    let print = format!(
        "{}<item><title>渡口复航</title><description>{}</description></item></channel></rss>",
        HEAD.replace("utf-8", "gb2312"),
        "渡口今天恢复通航，乘客可以买票，大家都说这是好事。".repeat(20)
    );
    let (bytes, _, _) = encoding_rs::GBK.encode(&print);
    let mut bytes = bytes.into_owned();
    let at = bytes.len() - 60;
    bytes[at] = 0xff;
    let paper = read("feed.xml", &bytes);
    assert_eq!(titles(&paper), ["渡口复航"]);
    assert!(paper.doubts.iter().any(|doubt| doubt.contains("damaged")));
}

#[test]
fn a_feed_that_breaks_off_is_read_so_far_and_named() {
    let whole = format!(
        "{HEAD}<item><title>A</title><description>渡口今天复航了。</description></item><item><title>B</title>"
    );
    let paper = read("feed.xml", whole.as_bytes());
    assert_eq!(paper.articles[0].title, "A");
    assert!(paper.problems.iter().any(|problem| problem.starts_with("feed.xml: ")), "{:?}", paper.problems);
}

#[test]
fn entities_are_not_expanded_and_nothing_outside_is_opened() {
    let print = "<!DOCTYPE rss [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c SYSTEM 'file:///etc/passwd'>]>\
        <rss><channel><title>L</title><item><title>T</title><description>The lock &b; opened &c; today.</description></item></channel></rss>";
    let paper = read("feed.xml", print.as_bytes());
    assert_eq!(texts(&paper.articles[0]), ["The lock &b; opened &c; today."]);
}

#[test]
fn what_is_no_feed_is_named_by_what_it_is() {
    let error = |name: &str, bytes: &[u8]| {
        articles::read_bytes(name, bytes, &Options::default()).unwrap_err().to_string()
    };
    let page =
        error("feed.rss", b"<!DOCTYPE html><html><head><title>503 Service Unavailable</title></head></html>");
    assert!(page.contains("503 Service Unavailable") && page.contains("rss"), "{page}");
    assert!(error("a.json", b"{\"name\": \"x\"}").contains("JSON"));
    assert!(error("a.xml", b"<plist/>").contains("XML"));
    let zip = error("a.zip", b"PK\x03\x04aaaaaaaaaaaaaaaaaaaaaaa");
    assert!(zip.contains("an archive") && zip.contains("epub"), "{zip}");
    assert!(matches!(read_all(&["https://a.example/feed".into()]), Err(Error::Address { .. })));
}

#[test]
fn one_bad_file_of_a_folder_takes_no_other_down() {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).unwrap();
    put("a.md", "# 渡口复航\n\n渡口今天复航，见[说明](https://a.example)。\n".as_bytes());
    put("b.epub", b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0mimetypeapplication/epub+zip, and then it breaks off");
    put("package.json", b"{\"name\": \"site\"}");
    let paper = read_all(&[folder.path().to_owned()]).unwrap();
    assert_eq!(titles(&paper), ["渡口复航"]);
    assert_eq!(paper.problems.len(), 1, "{:?}", paper.problems);
    assert!(paper.problems[0].contains("b.epub"));
    assert!(paper.doubts.iter().any(|doubt| doubt.contains("package.json")));
}

const PAGE: &str = "<!doctype html><html><head><title>Lock - Post</title><meta property='og:type' content='article'>\
    <script type='application/ld+json'>LD</script></head><body><header><ul><li><a href='/'>Home</a></li></ul></header>\
    <article><p class='kicker'>Waterways</p><h1>Lock opens again</h1><h2>Two years of repair are over</h2><p class='byline'>By Ann Lee</p>\
    <div class='article-body'><p>The old lock at Mill Road opened to boats again on Wednesday, two years after its gate cracked.</p>\
    <figure><img src=x alt=''><figcaption>Eleven boats waited below the gate</figcaption></figure>\
    <ul><li>The first boat was the Bea.</li><li>The last one was the Ann.</li></ul>\
    <p>The repair cost 1.4 million, of which the county paid half, and nobody complained about that.</p></div></article>\
    <aside class='related'><h3>Related</h3><p>Something that happened somewhere else entirely, a long time ago, and is no news.</p></aside>\
    <footer>© Post</footer></body></html>";

#[test]
fn a_web_page_is_its_article_and_the_rest_is_boilerplate() {
    let linked = "{\"@context\":\"https://schema.org\",\"@graph\":[{\"@type\":\"WebSite\"},{\"@type\":\"NewsArticle\",\"headline\":\"Lock opens again\",\
        \"author\":{\"name\":\"Ann Lee\"},\"datePublished\":\"2026-03-05T06:00:00Z\",\"articleSection\":\"Town\",\"url\":\"https://a.example/1\",\"image\":[{\"@type\":\"ImageObject\",\"url\":\"https://a.example/lock.jpg\"}]}]}";
    let paper = read("page.html", PAGE.replace("LD", linked).as_bytes());
    let [article] = paper.articles.as_slice() else { panic!("{:?}", titles(&paper)) };
    assert_eq!(article.headline.as_deref(), Some("Lock opens again"));
    assert_eq!(article.kicker.as_deref(), Some("Waterways"));
    assert_eq!(article.subtitle.as_deref(), Some("Two years of repair are over"));
    assert_eq!(
        (article.reporters.as_slice(), article.section.as_deref()),
        (["Ann Lee".to_owned()].as_slice(), Some("Town"))
    );
    assert_eq!(article.url.as_deref(), Some("https://a.example/1"));
    assert_eq!(article.picture.as_deref(), Some("https://a.example/lock.jpg"));
    let said = texts(article);
    assert_eq!(said.len(), 5, "{said:?}");
    assert!(said.contains(&"The last one was the Ann."));
    assert!(paper.skipped.iter().any(|skipped| {
        skipped.reason == SkipReason::Boilerplate && skipped.text.starts_with("Something that happened")
    }));
}

#[test]
fn a_text_behind_a_barrier_is_not_complete() {
    let linked =
        "{\"@type\":\"NewsArticle\",\"headline\":\"Lock opens again\",\"isAccessibleForFree\":\"False\"}";
    assert!(!read("page.html", PAGE.replace("LD", linked).as_bytes()).articles[0].complete);
    let free = linked.replace("\"False\"", "true");
    assert!(read("page.html", PAGE.replace("LD", &free).as_bytes()).articles[0].complete);
}

#[test]
fn a_text_that_stands_only_in_linked_data_is_read_from_there() {
    let page = "<html><head><script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"Lock opens\",\
        \"articleBody\":\"The lock opened on Wednesday.\\n\\nBoats came at noon.\"}</script></head><body><div id=app>Loading</div></body></html>";
    let paper = read("page.html", page.as_bytes());
    assert_eq!(texts(&paper.articles[0]), ["The lock opened on Wednesday.", "Boats came at noon."]);
}

#[test]
fn the_last_version_of_an_item_counts_and_withdrawn_items_are_not_read() {
    let item = |uri: &str, version: u8, status: &str, text: &str| {
        format!(
            "{{\"uri\":\"{uri}\",\"version\":\"{version}\",\"versionCreated\":\"2026-03-05T0{version}:00:00Z\",\"pubStatus\":\"{status}\",\
             \"type\":\"text\",\"headline\":\"Item {uri}\",\"body_text\":\"{text}\"}}"
        )
    };
    let items = [
        item("a", 1, "usable", "The lock opens on Tuesday, said its keeper."),
        item("a", 2, "usable", "The lock opens on Wednesday, said its keeper."),
        item("b", 1, "usable", "The mill is sold, said its owner."),
        item("b", 2, "canceled", ""),
        item("c", 1, "withheld", "Nobody may know this yet at all."),
        item("d", 1, "usable", "The pond will be filled in the spring."),
    ];
    let paper = read("wire.json", format!("[{}]", items.join(",")).as_bytes());
    assert_eq!(titles(&paper), ["Item a", "Item d"]);
    assert_eq!(texts(&paper.articles[0]), ["The lock opens on Wednesday, said its keeper."]);
    assert!(paper.doubts.iter().any(|doubt| doubt.contains("withdrew")), "{:?}", paper.doubts);
}

#[test]
fn the_forms_are_listed_by_the_contract_s_names() {
    let known = "markdown text html rss atom jsonfeed epub founder mineru paddleocr pdf nitf newsml ninjs alto hocr mail";
    for form in articles::forms() {
        assert!(known.split(' ').any(|name| name == form.name), "{}", form.name);
        assert!(!form.extensions.is_empty() && !form.what.is_empty());
    }
}
