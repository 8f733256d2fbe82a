//! Whom a page's data call its author: persons, and much that is none.

use url::Url;

use crate::articles::features::header::is_english_name;
use crate::articles::sources::page::choice::letters;
use crate::articles::words::lists;

/// Whose page it is.
#[derive(Clone, Copy)]
pub struct House<'a> {
    /// The site's name.
    pub site: Option<&'a String>,
    /// The page's address.
    pub url: Option<&'a str>,
}

impl House<'_> {
    /// The name of a person; `None` for figures, addresses, and the house itself.
    pub fn person(self, name: &str) -> Option<&str> {
        let name = name.trim().trim_matches(|c: char| "[]【】".contains(c));
        let is_none = name.contains('@') || name.starts_with("http") || !name.contains(char::is_alphabetic);
        (!is_none && !self.is_own(name)).then_some(name)
    }

    /// A person may call a site by his own name, so that a paper's must look like one.
    fn is_own(self, name: &str) -> bool {
        let print = letters(name);
        let is_site = self.site.is_some_and(|site| letters(site) == print);
        let host =
            self.url.and_then(|url| Url::parse(url).ok()).and_then(|url| Some(url.host_str()?.to_owned()));
        let is_host = host.is_some_and(|host| host.split('.').any(|label| label.replace('-', "") == print));
        is_host || is_site && is_outlet(name) || is_house(name)
    }
}

/// 某某网, 参考消息网: no person has such a name, whatever the site.
fn is_house(name: &str) -> bool {
    const LONGEST: usize = 8;
    (2..=LONGEST).contains(&name.chars().count())
        && lists().house_endings.iter().any(|end| name.ends_with(end))
}

/// True for a paper, which signs nothing.
fn is_outlet(name: &str) -> bool {
    let mut ends = lists().paper_endings.iter().chain(&lists().outlet_endings);
    ends.any(|end| name.ends_with(end)) || is_english_name(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_and_houses_sign_nothing() {
        let site = "谷地新闻".to_owned();
        let house = House { site: Some(&site), url: Some("https://www.valley-post.example/a") };
        for (name, person) in [
            ("104363", None),
            ("desk@valley.example", None),
            ("谷地网", None),
            ("谷地新闻", None),
            ("Valley Post", None),
            ("林远", Some("林远")),
            ("林远]", Some("林远")),
            ("Ann Lee", Some("Ann Lee")),
        ] {
            assert_eq!(house.person(name), person, "{name}");
        }
    }
}
