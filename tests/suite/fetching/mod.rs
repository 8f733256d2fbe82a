//! `newscaster fetch` and `make --spool` against a site on loopback.

mod daemon;
mod editions;
mod hostile;
pub mod news_server;
mod politeness;

use std::fmt::Write;

use crate::house::{House, TONES};
use news_server::NewsServer;

/// An item: its id, its page, its title and its text.
pub type Item<'a> = (&'a str, &'a str, &'a str, &'a str);

pub fn rss(title: &str, items: &[Item<'_>]) -> String {
    let mut feed = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\"><channel><title>{title}</title>\
         <link>https://example.org/</link><description>{title}</description><language>zh-cn</language>\n"
    );
    for (id, link, title, text) in items {
        writeln!(
            feed,
            "<item><title>{title}</title><link>{link}</link><guid isPermaLink=\"false\">{id}</guid>\
             <description>&lt;p&gt;{text}&lt;/p&gt;</description></item>"
        )
        .unwrap();
    }
    feed + "</channel></rss>\n"
}

pub const LIBRARY: Item<'_> = (
    "g1",
    "https://example.org/1",
    "图书馆今天开放",
    "市图书馆今天上午开放，藏书三万册，读者可以免费借阅。馆长说，周末也开门。",
);
pub const BRIDGE: Item<'_> = (
    "g2",
    "https://example.org/2",
    "新桥通车",
    "东门大桥昨天下午通车，全长六百米，两边有自行车道。第一天有两万人走过。",
);

/// A house with a voice of tones and these sources.
pub fn house(sources: &str) -> House {
    House::new().file("newscaster.toml", format!("zone = 'Asia/Shanghai'\n{TONES}{sources}"))
}

/// A house with one source, the feed of a server.
pub fn with_feed(server: &NewsServer, more: &str) -> House {
    house(&format!("[[sources]]\nname = '河湾日报'\nurl = '{}'\n{more}", server.url("/feed.xml")))
}

/// The visible files of a source in the spool.
pub fn spooled(house: &House, source: &str) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(house.path("spool").join(source)) else { return Vec::new() };
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.filter(|name| !name.starts_with('.')).collect();
    names.sort();
    names
}
