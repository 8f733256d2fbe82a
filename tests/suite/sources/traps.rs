//! Shapes of real files that once ended the program, lost whole texts, or were read as news.

use super::{read, read_all, texts, titles};
use newscaster::articles::{self, Options};

const HEAD: &str = "<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel><title>Valley</title>";
const LONG: &str = "The keeper of the lock said on Monday that boats may pass again in May, when the new gate hangs in \
    its place and the painters have gone home.";
const MORE: &str = "Boats of more than nine metres must wait for the second gate, which a yard down the river builds \
    until the autumn, and their owners have been told so by letter.";

fn page(head: &str, body: &str) -> String {
    format!("<html><head><title>Lock opens to boats</title>{head}</head><body>{body}</body></html>")
}

#[test]
fn json_of_any_depth_ends_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    let deep = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
    put("a.md", "# Lock opens\n\nBoats passed the lock at noon.\n");
    put("feed.json", &format!("{{\"version\":\"https://jsonfeed.org/version/1\",\"items\":{deep}}}"));
    put("scan.json", &format!("[{{\"type\":\"text\",\"page_idx\":0,\"bbox\":{deep}}}]"));
    put("result.json", &format!("{{\"parsing_res_list\":{deep}}}"));
    put("wire.json", &format!("{{\"uri\":\"x\",\"pubstatus\":\"usable\",\"subject\":{deep}}}"));
    let linked =
        format!("<script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"about\":{deep}}}</script>");
    put(
        "page.html",
        &page(&linked, &format!("<article><h1>Gate hangs</h1><p>{LONG}</p><p>{MORE}</p></article>")),
    );
    let paper = read_all(&[folder.path().to_owned()]).unwrap();
    assert_eq!(titles(&paper), ["Lock opens", "Gate hangs"]);
    assert_eq!(paper.problems.iter().filter(|problem| problem.contains("nested deeper")).count(), 4);
}

#[test]
fn letters_within_letters_end_nothing() {
    let head = "From: a@a.example\r\nSubject: Lock\r\nDate: Thu, 05 Mar 2026 06:00:00 +0000\r\nMIME-Version: 1.0\r\n";
    let forward = |inner: String, _| format!("{head}Content-Type: message/rfc822\r\n\r\n{inner}");
    let inner = (0..4).fold(format!("{head}\r\nThe bell rings at six.\r\n"), forward);
    let mail = format!(
        "{head}Content-Type: multipart/mixed; boundary=BB\r\n\r\n--BB\r\nContent-Type: text/plain\r\n\r\n{LONG}\r\n\
         --BB\r\nContent-Type: message/rfc822\r\n\r\n{inner}\r\n--BB\r\nContent-Type: text/plain\r\n\r\n{MORE}\r\n--BB--\r\n"
    );
    assert!(texts(&read("letter.eml", mail.as_bytes()).articles[0]).concat().starts_with("The keeper"));
    let paper = read("letter.eml", format!("\r\n  \r\n{inner}").as_bytes());
    assert_eq!(texts(&paper.articles[0]), ["The bell rings at six."]);
}

#[test]
fn a_beginning_in_linked_data_does_not_cut_the_page() {
    let body = format!("{LONG} Boats of more than nine metres must wait for the…");
    let linked = format!(
        "<script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"articleBody\":\"{body}\"}}</script>"
    );
    let last = "The first boat was the Bea, and the last one before the gate was shut for the night was the Ann, which had come \
        from the sea with salt.";
    let html = page(
        &linked,
        &format!("<h1>Lock opens to boats</h1><div><p>{LONG}</p><p>{MORE}</p><p>{last}</p></div>"),
    );
    assert_eq!(texts(&read("page.html", html.as_bytes()).articles[0]), [LONG, MORE, last]);
}

#[test]
fn a_form_may_hold_the_page_and_a_title_be_all_that_names_it() {
    let meta = "<meta property='og:type' content='article'>";
    let html = page(
        meta,
        &format!("<form><h1>Lock opens to boats</h1><article><p>{LONG}</p><p>{MORE}</p></article></form>"),
    );
    let paper = read("page.html", html.as_bytes());
    assert_eq!(texts(&paper.articles[0]), [LONG, MORE]);
    let html = page(
        meta,
        &format!(
            "<div><h2>Lock opens to boats</h2></div><div class=article-body><p>{LONG}</p><p>{MORE}</p></div>"
        ),
    );
    let paper = read("page.html", html.as_bytes());
    assert_eq!(paper.articles[0].headline.as_deref(), Some("Lock opens to boats"));
}

#[test]
fn walls_are_named_and_no_news() {
    let error = |html: &str| {
        let file = tempfile::Builder::new().suffix(".html").tempfile().unwrap();
        std::fs::write(file.path(), html).unwrap();
        articles::read(&[file.path().to_owned()], &Options::default(), &newscaster::progress::Silent)
            .map(|paper| paper.articles.len())
            .unwrap_err()
            .to_string()
    };
    let login = "<title>Sign in - Valley</title><h1>Sign in</h1><form><input type=password></form><p>Please sign in to read on.</p>";
    assert!(error(login).contains("sign in"), "{}", error(login));
    let consent = "<title>We value your privacy</title><h1>We value your privacy</h1><p>We use cookies to show you what you like to buy.</p>";
    assert!(error(consent).contains("consent"), "{}", error(consent));
    let server = "<title>504 Gateway Time-out</title><h1>504 Gateway Time-out</h1><p>The server did not answer in time.</p>";
    assert!(error(server).contains("error message of a server"), "{}", error(server));
}

#[test]
fn entries_whose_text_comes_to_nothing_keep_their_headlines() {
    let foot = "&lt;hr&gt;&lt;p&gt;Address of the original: valley&lt;/p&gt;&lt;p&gt;Write to the desk of the valley&lt;/p&gt;";
    let item = |title: &str, text: &str| {
        format!("<item><title>{title}</title><description>{text}{foot}</description></item>")
    };
    let items = [
        item("Lock opens to boats", &format!("&lt;p&gt;{LONG}&lt;/p&gt;")),
        item("Second gate is late", &format!("&lt;p&gt;{MORE}&lt;/p&gt;")),
        item("Mayor speaks", ""),
        item("Keeper answers", "&lt;p&gt;By Ann Lee&lt;/p&gt;"),
    ];
    let paper = read("feed.xml", format!("{HEAD}{}</channel></rss>", items.concat()).as_bytes());
    assert_eq!(titles(&paper)[..2], ["Lock opens to boats", "Second gate is late"]);
    let briefs = texts(&paper.articles[2]).concat();
    assert!(briefs.contains("Mayor speaks") && briefs.contains("Keeper answers"), "{briefs}");
    assert!(!paper.articles.iter().flat_map(texts).any(|text| text.contains("Address of")));
}

#[test]
fn items_of_agencies_keep_their_text_and_name_only_persons() {
    let nitf = |head: &str, content: &str| {
        format!(
            "<nitf><head><title>Lock opens to boats</title><docdata><doc-id id-string='a'/>{head}</docdata></head><body>\
             {content}</body></nitf>"
        )
    };
    let lines =
        "<body.content><pre>Boats up: Bea, Ann, Eve.\nBoats down: Joy, Sal, Una.</pre></body.content>";
    let byline = "<body.head><byline>Gate late, boats wait in the rain says the keeper</byline></body.head>";
    let paper = read("a.xml", nitf("", &format!("{byline}{lines}")).as_bytes());
    assert_eq!(texts(&paper.articles[0]), ["Boats up: Bea, Ann, Eve.", "Boats down: Joy, Sal, Una."]);
    assert_eq!(paper.articles[0].headline.as_deref(), Some("Lock opens to boats"));
    assert!(paper.articles[0].reporters.is_empty(), "{:?}", paper.articles[0].reporters);
    let held = read("a.xml", nitf("<date.release norm='29990305T060000Z'/>", lines).as_bytes());
    assert!(
        held.articles.is_empty() && held.doubts.iter().any(|doubt| doubt.contains("2999")),
        "{:?}",
        held.doubts
    );
    let ninjs = |more: &str| {
        format!(
            "{{\"guid\":\"a\",\"pubstatus\":\"usable\",\"headline\":\"Lock\",{more}\"body_html\":\"<p>{LONG}</p>\"}}"
        )
    };
    assert_eq!(texts(&read("a.json", ninjs("").as_bytes()).articles[0]), [LONG]);
    for (until, count) in [("2999-01-01T00:00:00Z", 0), ("2999-01-01", 0), ("2020-01-01T00:00:00+08:00", 1)] {
        let item = ninjs(&format!("\"embargoed\":\"{until}\","));
        assert_eq!(read("a.json", item.as_bytes()).articles.len(), count, "{until}");
    }
}

#[test]
fn what_a_page_tells_baidu_is_its_article() {
    let head = "<script type='application/ld+json'>{\"@context\":\"https://ziyuan.baidu.com/contexts/cambrian.jsonld\",\
         \"@id\":\"https://a.example/1 \",\"title\":\"渡口今天复航\",\"pubDate\":\"2026-03-05T10:00:00\"}</script>";
    let menu: String = (0..15).map(|n| format!("<li><a href=/{n}>栏目{n}</a></li>")).collect();
    let said = "港务局今天早上宣布，渡口修好了，五月起每天六点开船，全年票价不变，学生和老人照旧半价，自行车不用买票。";
    let body = format!(
        "<div><ul>{menu}</ul></div><div><h3>渡口今天复航</h3><div class=content><p>{said}</p><p>{}</p><p>{}</p></div></div>",
        said.replace("渡口", "码头"),
        said.replace("港务局", "船运公司")
    );
    let paper = read("page.html", page(head, &body).as_bytes());
    assert_eq!(titles(&paper), ["渡口今天复航"]);
    assert_eq!(texts(&paper.articles[0]).len(), 3, "{:?}", texts(&paper.articles[0]));
    assert_eq!(paper.articles[0].published.as_deref(), Some("2026-03-05"));
}
