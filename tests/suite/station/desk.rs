//! The desk of editors: who may come, what a form does, and every verb of it in a real browser.

use std::path::{Path, PathBuf};
use std::process::Command;

use jiff::Timestamp;

use super::{Reply, Serving, voices};
use crate::fetching::news_server::{NewsServer, page as page_of};
use crate::fetching::{BRIDGE, LIBRARY, rss};
use crate::house::{House, TONES};
use crate::publish::browser;

pub const PAGE: &str = "河湾日报\n\n2026年3月5日\n\n# 新桥今天通车 两岸往来只需五分钟\n\n本报讯（记者 林远）河湾大桥今天上午通车。市民步行过桥只需五分钟。\n\n大桥全长三公里，由本市自行设计。\n\n\
                    # 图书馆延长开放时间\n\n本报讯（记者 王青）市图书馆从今天起开放到晚上九点。周末也开放。\n\n读者可以在网上预约座位。\n\n\
                    # 夜市迁到滨河路\n\n本报讯（记者 李白）夜市下周迁到滨河路。摊位增加到八十个。\n\n停车场在路口东侧。\n";
const ENGLISH: &str = "THE TARN VALLEY COURIER\n\nMarch 5, 2026\n\n# New bridge opens to walkers and cyclists\n\nBy Anna Field\n\nThe new bridge over the Tarn opened on Thursday morning. Walking across takes five minutes.\n\nIt was designed in the valley and cost less than was feared.\n\n\
                       # Library to stay open until nine\n\nBy Tom Reed\n\nThe town library will stay open until nine from today. It opens on Sundays as well.\n\nSeats can be reserved at the desk.\n\n\
                       # Night market moves to River Road\n\nBy Kate Moss\n\nThe night market moves to River Road next week. There will be eighty stalls.\n\nParking is east of the crossing.\n";
const DROPPED: &str = "河湾晚报\n\n2026年3月6日\n\n# 地铁四号线明天试运行\n\n本报讯（记者 高山）地铁四号线明天试运行。票价三元。\n\n全线设二十座车站。\n\n\
                       # 花市周末开张\n\n本报讯（记者 白云）花市周末在滨河公园开张。入场免费。\n";

/// A voice of tones for everything.
pub fn configuration() -> String {
    format!("voice = 'main'\n{TONES}")
}

/// A house with an edition of a page.
pub fn made(page: &str) -> House {
    let house = House::new()
        .file("newscaster.toml", configuration())
        .file("page.md", page)
        .file("dropped.md", DROPPED);
    house.run("make page.md").succeeds();
    house
}

/// An editor at a desk.
pub struct Seat<'a> {
    station: &'a Serving,
    cookie: String,
}

/// The address that opens the desk of a station, without its host.
pub fn entrance(station: &Serving) -> String {
    let line = station.said.last().unwrap();
    format!("/desk/in/{}", line.split("/desk/in/").nth(1).unwrap())
}

impl<'a> Seat<'a> {
    pub fn of(station: &'a Serving) -> Self {
        let page = station.get(&entrance(station));
        let cookie = page.header("set-cookie").unwrap();
        assert!(page.status == 200 && cookie.contains("HttpOnly; SameSite=Strict"), "{page:?}");
        Self { station, cookie: cookie.split(';').next().unwrap().to_owned() }
    }

    pub fn get(&self, path: &str) -> Reply {
        self.station.ask("GET", path, &[("Cookie", &self.cookie)])
    }

    /// What a page's forms hold.
    pub fn field(&self, path: &str, name: &str) -> String {
        let page = self.get(path).text();
        let value =
            page.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap_or_else(|| panic!("{page}"));
        value.split('"').next().unwrap().to_owned()
    }

    pub fn post(&self, path: &str, body: &str, headers: &str) -> Reply {
        let length = body.len();
        let cookie = &self.cookie;
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nCookie: {cookie}\r\n",
            self.station.address
        );
        let kind = if headers.contains("Content-Type") {
            ""
        } else {
            "Content-Type: application/x-www-form-urlencoded\r\n"
        };
        self.station.send(format!("{head}{kind}{headers}Content-Length: {length}\r\n\r\n{body}").as_bytes())
    }

    /// Sends a form of a page with its mark and the version it was made from.
    pub fn edit(&self, what: &str) -> Reply {
        let (mark, base) = (self.field(SHEET, "mark"), self.field(SHEET, "base"));
        self.post(&format!("{SHEET}edit"), &format!("mark={mark}&base={base}&{what}"), "")
    }
}

pub const SHEET: &str = "/desk/e/2026-03-05/";
pub const SCRIPT: &str = "desk/2026-03-05/script.toml";

/// The names of the stories in a script, in order.
pub fn stories(script: &str) -> Vec<String> {
    let chapters = script.split("\n[[segments]]\n").next().unwrap().split("\n[[chapters]]");
    let article = |chapter: &str| Some(chapter.split("article = \"").nth(1)?.split('"').next()?.to_owned());
    chapters.filter(|chapter| !chapter.contains("[[left_out]]")).filter_map(article).collect()
}

#[test]
fn only_who_has_the_token_comes_in_and_only_own_forms_count() {
    let house = made(PAGE);
    let station = Serving::with_desk(&house, "");
    let nobody = station.get(SHEET);
    assert_eq!((nobody.status, nobody.text().contains("新桥")), (403, false));
    let token = entrance(&station);
    assert_eq!(station.get(&token.to_uppercase().replace("/DESK/IN/", "/desk/in/")).status, 403);
    assert_eq!(station.get("/desk/in/").status, 403);
    // From elsewhere, over a proxy, or under another name there is no desk.
    for header in [("Host", "evil.example"), ("X-Forwarded-For", "203.0.113.9")] {
        assert_eq!(station.ask("GET", &token, &[header]).status, 404, "{header:?}");
    }
    let seat = Seat::of(&station);
    let page = seat.get(SHEET);
    let policy = page.header("content-security-policy").unwrap();
    assert!(!policy.contains("unsafe") && policy.contains("script-src 'self'"), "{policy}");
    assert_eq!(
        (page.header("cache-control"), page.header("referrer-policy")),
        (Some("no-store"), Some("no-referrer"))
    );
    assert!(!page.text().contains(token.split('/').next_back().unwrap()));

    let first = &stories(&house.text("output/2026-03-05/script.toml"))[0];
    let (mark, base) = (seat.field(SHEET, "mark"), seat.field(SHEET, "base"));
    let form = format!("mark={mark}&base={base}&do=down&story={first}");
    let foreign = [
        "Origin: http://evil.example\r\n",
        "Sec-Fetch-Site: cross-site\r\n",
        "Sec-Fetch-Site: same-site\r\n",
    ];
    for header in foreign {
        assert_eq!(seat.post(&format!("{SHEET}edit"), &form, header).status, 403, "{header}");
    }
    let other = Seat::of(&station);
    assert_eq!(other.post(&format!("{SHEET}edit"), &form, "").status, 403, "the mark is another editor's");
    assert_eq!(seat.post(&format!("{SHEET}edit"), &form.replace(&mark, ""), "").status, 403);
    assert_eq!(seat.get(&format!("{SHEET}edit?{form}")).status, 303, "nothing is done by looking");
    assert!(!house.path(SCRIPT).exists());
    assert_eq!(
        seat.post(&format!("{SHEET}edit"), &form, "Sec-Fetch-Site: same-origin\r\nOrigin: null\r\n").status,
        303
    );
    assert!(house.path(SCRIPT).exists());
    assert_eq!(Serving::of(&house).get("/desk/").status, 404, "--no-desk");
}

#[test]
fn the_script_is_the_truth_and_every_version_of_it_is_kept() {
    let house = made(PAGE).file("newscaster.toml", format!("zone = 'Asia/Shanghai'\n{}", configuration()));
    let station = Serving::with_desk(&house, "");
    let seat = Seat::of(&station);
    let made = house.text("output/2026-03-05/script.toml");
    let [a, b, c] = &stories(&made)[..] else { panic!("{made}") };
    assert_eq!(seat.edit(&format!("do=place&place=1&story={c}")).status, 303);
    assert_eq!(stories(&house.text(SCRIPT)), [c, a, b].map(String::clone));
    assert_eq!(house.text("output/2026-03-05/script.toml"), made, "the edition stays as it was made");
    assert_eq!(house.text("desk/2026-03-05/versions/0001.toml").split_once('\n').unwrap().1, made);
    // Changed by an editor's own program meanwhile: that counts, and is a version, too.
    let by_hand = house.text(SCRIPT).replace("停车场在路口东侧", "停车场在路口西侧");
    house.put(SCRIPT, &by_hand);
    assert_eq!(seat.edit(&format!("do=drop&story={b}")).status, 303);
    let now = house.text(SCRIPT);
    assert!(stories(&now) == [c, a].map(String::clone) && now.contains("路口西侧"), "{now}");
    let versions = seat.get(&format!("{SHEET}versions")).text();
    assert!(versions.contains("在文件里改过"));
    let first = house.text("desk/2026-03-05/versions/0001.toml");
    let time: Timestamp = first.split(' ').nth(1).unwrap().parse().unwrap();
    let there = time.in_tz("Asia/Shanghai").unwrap().strftime("%Y-%m-%d %H:%M · 制作时的稿子").to_string();
    assert!(versions.contains(&there), "{versions}");
    assert_eq!(seat.edit(&format!("do=up&story={c}")).status, 422, "it is the first");
    assert_eq!(seat.edit("do=drop&story=nobody").status, 422);
    let mark = seat.field(SHEET, "mark");
    assert_eq!(seat.post(&format!("{SHEET}back"), &format!("mark={mark}&number=1"), "").status, 303);
    assert_eq!(house.text(SCRIPT), made);
    // It is spoken as it stands.
    seat.edit(&format!("do=place&place=1&story={c}"));
    house.run("make desk/2026-03-05/script.toml -o other").succeeds();
    assert_eq!(house.text("other/script.toml"), house.text(SCRIPT));
}

#[test]
fn a_later_save_is_told_what_was_changed_and_loses_nothing() {
    let house = made(PAGE);
    let station = Serving::with_desk(&house, "");
    let (one, two) = (Seat::of(&station), Seat::of(&station));
    let script = house.text("output/2026-03-05/script.toml");
    let [a, _, c] = &stories(&script)[..] else { panic!("{script}") };
    let base = two.field(SHEET, "base");
    let mark = two.field(SHEET, "mark");
    let late = |what: &str| two.post(&format!("{SHEET}edit"), &format!("mark={mark}&base={base}&{what}"), "");
    let reword = |segment: &str, words: &str| format!("do=reword&segment={segment}&written={words}");
    let title = format!("{a}-title");
    assert_eq!(one.edit(&reword(&title, "new+words+one")).status, 303);
    // Another part: both are kept.
    assert_eq!(late(&format!("do=drop&story={c}")).status, 303);
    let now = house.text(SCRIPT);
    assert!(now.contains("new words one") && stories(&now).len() == 2);
    let told = two.get(SHEET).text();
    assert!(told.contains("class=\"said\""), "{told}");
    // The same part: nothing is written, both are shown.
    let clash = late(&reword(&title, "words+of+two"));
    assert_eq!(clash.status, 409);
    assert!(clash.text().contains("new words one") && clash.text().contains("words of two"));
    assert_eq!(house.text(SCRIPT), now);
    // Who does not know any version that is kept is told so, too.
    let stale = two.post(&format!("{SHEET}edit"), &format!("mark={mark}&base=0&do=shorten&story={a}"), "");
    assert_eq!(stale.status, 409);
}

#[test]
fn what_editors_changed_survives_when_the_edition_is_made_anew() {
    let house = made(PAGE);
    let station = Serving::with_desk(&house, "");
    let seat = Seat::of(&station);
    let [a, _, c] = &stories(&house.text("output/2026-03-05/script.toml"))[..] else { panic!() };
    seat.edit(&format!("do=drop&story={a}"));
    seat.edit(&format!("do=reword&segment={c}-title&written=words+of+the+editor"));
    house.put("late.md", "# 地铁四号线明天试运行\n\n本报讯（记者 高山）地铁四号线明天试运行。票价三元。\n");
    house.run("make page.md late.md --date 2026-03-05").succeeds().says("重新制作");
    let script = house.text("output/2026-03-05/script.toml");
    let told = stories(&script);
    assert!(
        !told.contains(a) && script.contains("words of the editor") && script.contains("票价三元"),
        "{script}"
    );
    assert_eq!(script, house.text(SCRIPT));
    // Made elsewhere, without knowing of the desk: it is brought in when the desk is looked at.
    let other =
        PAGE.replace("摊位增加到八十个", "摊位增加到九十个").replace("读者可以在网上", "读者可以在窗口");
    house.put("page.md", &other);
    house.run("script page.md -o output/2026-03-05/script.toml --date 2026-03-05").succeeds();
    assert_eq!(seat.get(SHEET).status, 200);
    let script = house.text(SCRIPT);
    assert!(script.contains("words of the editor") && script.contains("在窗口"), "{script}");
    // What cannot be read stops no edition, but it is told.
    house.put("desk/2026-03-05/script.toml", "title = [");
    house.run("make page.md --date 2026-03-05").succeeds().says("未采用编辑台上的改动");
    assert!(!house.text("output/2026-03-05/script.toml").contains("words of the editor"));
}

#[test]
fn dropped_files_have_harmless_names_and_limits() {
    let house = House::new().file("newscaster.toml", configuration());
    std::fs::create_dir(house.path("output")).unwrap();
    let station = Serving::with_desk(&house, "");
    let seat = Seat::of(&station);
    let mark = seat.field("/desk/", "mark");
    let drop = |name: &str, bytes: &str| {
        let part = |head: &str, bytes: &str| {
            format!("--X\r\nContent-Disposition: form-data; {head}\r\n\r\n{bytes}\r\n")
        };
        let body = part("name=\"mark\"", &mark)
            + &part(&format!("name=\"pages\"; filename=\"{name}\""), bytes)
            + "--X--\r\n";
        seat.post("/desk/take", &body, "Content-Type: multipart/form-data; boundary=X\r\n")
    };
    let led = drop("../../../evil.md", DROPPED);
    assert_eq!((led.status, led.header("location")), (303, Some("./e/2026-03-06/")));
    assert!(house.path("desk/2026-03-06/pages/evil.md").exists() && !house.path("evil.md").exists());
    assert_eq!(stories(&house.text("desk/2026-03-06/script.toml")).len(), 2);
    // Another paper of that day gets a name of its own; what holds no story leaves nothing behind.
    assert_eq!(drop("a.md", DROPPED).header("location"), Some("./e/2026-03-06-2/"));
    let before = std::fs::read_dir(house.path("desk")).unwrap().count();
    assert_eq!(drop("empty.md", "").status, 422);
    assert_eq!(std::fs::read_dir(house.path("desk")).unwrap().count(), before);
    let plain = |body: &str| seat.post("/desk/take", &format!("mark={mark}{body}"), "").status;
    assert_eq!((plain(""), plain("&address=file:///etc/passwd")), (422, 422));
    for (kind, length) in
        [("application/x-www-form-urlencoded", 300 << 10), ("multipart/form-data; boundary=X", 49 << 20)]
    {
        let head = format!(
            "POST /desk/take HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nCookie: {}\r\n\
             Content-Type: {kind}\r\nContent-Length: {length}\r\n\r\n",
            station.address, seat.cookie
        );
        assert_eq!(station.send(head.as_bytes()).status, 413, "{kind}");
    }
}

#[test]
fn what_is_paid_is_told_first_and_never_exceeded() {
    let paid = configuration().replace("pace = 260.0", "pace = 260.0\nprice_per_million = 1000000.0");
    let house = made(PAGE).file("newscaster.toml", paid);
    // What was spoken before would be free.
    std::fs::remove_dir_all(house.path("clips")).unwrap();
    let station = Serving::with_desk(&house, "");
    let seat = Seat::of(&station);
    let mark = seat.field(SHEET, "mark");
    let story = &stories(&house.text("output/2026-03-05/script.toml"))[0];
    let hear =
        |more: &str| seat.post(&format!("{SHEET}hear"), &format!("mark={mark}&story={story}{more}"), "");
    let price = hear("").text();
    let told: f64 = price.split("id=\"price\">").nth(1).unwrap().split('<').next().unwrap().parse().unwrap();
    assert!(told > 5.0 && !price.contains("<audio"), "{price}");
    assert!(!hear("&agreed=1").text().contains("<audio"));
    let heard = hear(&format!("&agreed={told}")).text();
    let file = heard.split("heard/").nth(1).unwrap().split('"').next().unwrap();
    let sound = seat.station.ask(
        "GET",
        &format!("/desk/heard/{file}"),
        &[("Cookie", &seat.cookie), ("Range", "bytes=0-3")],
    );
    assert_eq!(
        (sound.status, sound.body.as_slice(), sound.header("content-type")),
        (206, &b"RIFF"[..], Some("audio/wav"))
    );
    assert_eq!(station.get(&format!("/desk/heard/{file}")).status, 403);
    assert!(hear("").text().contains("<audio"), "what is in the store is free");
    let make = seat.post(&format!("{SHEET}make"), &format!("mark={mark}&agreed=0.01"), "");
    assert!(make.status == 200 && make.text().contains("id=\"price\""), "{}", make.text());
    assert_eq!(seat.get("/desk/work").text(), "null");
}

#[test]
fn the_desk_works_in_a_browser() {
    let Some(modules) = browser::modules() else { return };
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser/desk.mjs");
    let pictures = std::env::var_os("NEWSCASTER_SCREENSHOTS").map(PathBuf::from);
    for (language, page) in [("zh", PAGE), ("en", ENGLISH)] {
        let house = House::new()
            .file("newscaster.toml", voices::configuration())
            .file("desk/cast.toml", voices::CAST)
            .file("page.md", page)
            .file("dropped.md", DROPPED)
            .file("joined.md", include_str!("../../../examples/chinese-page.md"));
        house.run("make page.md").succeeds();
        let server = NewsServer::new();
        server.put("/feed.xml", page_of("application/rss+xml", rss("河湾日报", &[BRIDGE, LIBRARY])));
        let station = Serving::with_desk(&house, "");
        let mut node = Command::new("node");
        node.arg(&script).arg(station.url(&entrance(&station))).arg(language).arg(house.path("dropped.md"));
        node.arg(server.url("/feed.xml"));
        node.args(pictures.as_ref().map(|pictures| pictures.join(format!("desk-{language}"))));
        let output = node.env("NEWSCASTER_NODE_MODULES", &modules).output().expect("node runs");
        let told = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{language}: {told}{}", String::from_utf8_lossy(&output.stderr));
    }
}
