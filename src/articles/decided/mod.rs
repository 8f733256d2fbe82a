//! What editors decided about which pieces are one story: a plain file that the desk writes and anybody may change. It is
//! honoured whenever the same page is read again.

mod cut;
mod letters;

use std::fmt::Write;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use serde::Deserialize;

use super::Error;
use crate::files::{parse_settings, regular};
use crate::model::{Article, ArticleId, Confidence, Paper, Paragraph};
use letters::{Place, letters, opens, place_of};

/// What stands at the head of a new file.
const HEAD: &str = "# Which pieces of a page are one story. Written by the desk, and honoured whenever the same page is read again.\n\
                    # Change the lines or take them out as you like. `begins` and `story` are words as they are printed.\n";

/// The decisions of a file, in the order in which they were made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Decisions {
    /// Each of them.
    pub decisions: Vec<Decision>,
}

/// What an editor decided about a piece.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// The day of the paper; without it, of every paper with these words.
    pub date: Option<Date>,
    /// What was decided.
    pub what: What,
    /// The first words of the piece.
    pub begins: String,
    /// The first words of the story that it belongs to, or was read as a part of.
    pub story: String,
    /// The title of the piece, for people, and as a story of its own.
    #[serde(default)]
    pub title: String,
    /// The name of a piece that is a story of its own, as scripts have it.
    pub name: Option<ArticleId>,
}

/// What can be decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum What {
    /// The piece goes on with the story.
    Joined,
    /// The piece is a story of its own.
    Parted,
}

impl Decisions {
    /// Reads a file.
    ///
    /// # Errors
    /// A file that cannot be read, or the first mistake in it with its place.
    pub fn read(file: &Path) -> Result<Self, Error> {
        let unreadable =
            |error: std::io::Error| Error::Unreadable { path: file.to_owned(), reason: error.to_string() };
        let text = regular::read_text(file, regular::LARGEST_SETTINGS).map_err(unreadable)?;
        Ok(parse_settings(&text, file)?)
    }

    /// Adds a decision; one that takes an earlier one back only removes it.
    pub fn add(&mut self, new: Decision) {
        let is_same = |old: &Decision| {
            old.date == new.date
                && letters(&old.begins).eq(letters(&new.begins))
                && letters(&old.story).eq(letters(&new.story))
        };
        let known = self.decisions.iter().rposition(is_same);
        match known.map(|at| (at, self.decisions[at].what == new.what)) {
            Some((_, true)) => {}
            Some((at, false)) => drop(self.decisions.remove(at)),
            None => self.decisions.push(new),
        }
    }

    /// The text of the file.
    pub fn to_toml(&self) -> String {
        let quoted = |text: &str| toml::Value::from(text).to_string();
        let mut text = HEAD.to_owned();
        for decision in &self.decisions {
            let what = if decision.what == What::Joined { "joined" } else { "parted" };
            let date = decision.date.map(|date| date.to_string());
            let lines = [
                ("date", date.as_deref()),
                ("what", Some(what)),
                ("title", Some(decision.title.as_str())),
                ("begins", Some(decision.begins.as_str())),
                ("story", Some(decision.story.as_str())),
                ("name", decision.name.as_ref().map(|name| name.0.as_str())),
            ];
            text.push_str("\n[[decisions]]\n");
            for (key, value) in lines {
                if let Some(value) = value {
                    // Writing into a string cannot fail.
                    let _ = writeln!(text, "{key} = {}", quoted(value));
                }
            }
        }
        text
    }

    /// Does to a paper what was decided about its stories; what stands on other pages is passed over.
    fn apply(&self, paper: &mut Paper) {
        let is_of_day =
            |decision: &&Decision| decision.date.is_none_or(|day| paper.date.is_none_or(|own| own == day));
        let all: Vec<&Decision> = self.decisions.iter().filter(is_of_day).collect();
        for decision in all {
            let (piece, story) = (&decision.begins, &decision.story);
            if letters(piece).next().is_none() || letters(story).next().is_none() {
                continue;
            }
            let find = |words: &str| paper.articles.iter().position(|article| opens(article, words));
            let Some(host) = find(story) else { continue };
            match decision.what {
                What::Joined => {
                    if let Some(guest) = find(piece).filter(|guest| *guest != host) {
                        let gone = paper.articles.remove(guest);
                        join(&mut paper.articles[host - usize::from(guest < host)], gone);
                    }
                }
                What::Parted => {
                    if let Some(place) = place_of(&paper.articles[host], piece) {
                        let new = part(&mut paper.articles[host], place, decision);
                        paper.articles.insert(host + 1, new);
                    }
                }
            }
        }
    }
}

/// Does to a paper what was decided in these files.
///
/// # Errors
/// A file that cannot be read or has a mistake.
pub fn honour(files: &[PathBuf], paper: &mut Paper) -> Result<(), Error> {
    files.iter().try_for_each(|file| {
        Decisions::read(file)?.apply(paper);
        Ok(())
    })
}

/// Puts a story behind another one; its printed titles stay, where their words stand nowhere else.
fn join(host: &mut Article, guest: Article) {
    let text: String = letters::of(&guest).collect();
    let titles = [guest.kicker, guest.headline, guest.subtitle].into_iter().flatten();
    let kept = titles.filter(|title| !text.contains(&letters(title).collect::<String>()));
    host.paragraphs.extend(kept.map(|text| Paragraph { text, ..Paragraph::default() }));
    host.paragraphs.extend(guest.paragraphs);
    for reporter in guest.reporters {
        if !host.reporters.contains(&reporter) {
            host.reporters.push(reporter);
        }
    }
    host.furniture.extend(guest.furniture);
    host.tables += guest.tables;
    (host.complete, host.continued_on) = (guest.complete, guest.continued_on);
    host.confidence = Confidence::FULL;
}

/// Takes what begins at a place out of a story, as a story of its own.
fn part(host: &mut Article, place: Place, decision: &Decision) -> Article {
    let paragraphs = cut::behind(&mut host.paragraphs, place);
    let title = if decision.title.is_empty() { &decision.begins } else { &decision.title };
    let new = Article {
        id: decision.name.clone().unwrap_or_else(|| {
            let hash = blake3::hash(decision.begins.as_bytes()).to_hex();
            ArticleId(format!("{}-{}", host.id, &hash[..6]))
        }),
        headline: None,
        title: title.clone(),
        kicker: None,
        subtitle: None,
        reporters: Vec::new(),
        agency: None,
        paragraphs,
        furniture: Vec::new(),
        tables: 0,
        continued_on: host.continued_on.take(),
        confidence: Confidence::FULL,
        ..host.clone()
    };
    (host.complete, host.confidence) = (true, Confidence::FULL);
    new
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Span;

    fn story(id: &str, headline: &str, paragraphs: &[&str]) -> Article {
        let paragraph = |text: &&str| Paragraph { text: (*text).to_owned(), ..Paragraph::default() };
        Article {
            id: ArticleId(id.into()),
            headline: Some(headline.into()),
            title: headline.into(),
            complete: true,
            paragraphs: paragraphs.iter().map(paragraph).collect(),
            ..Article::default()
        }
    }

    fn paper() -> Paper {
        let articles = vec![
            story("a", "新桥通车", &["大桥今天上午通车。全长三公里。", "夜市迁到滨河路。摊位增加。"]),
            story("b", "阅读到深夜", &["市图书馆开放到九点。"]),
        ];
        Paper { articles, ..Paper::default() }
    }

    fn decision(what: What, begins: &str, story: &str) -> Decision {
        Decision {
            date: None,
            what,
            begins: begins.into(),
            story: story.into(),
            title: String::new(),
            name: None,
        }
    }

    fn texts(paper: &Paper) -> Vec<Vec<String>> {
        let of = |article: &'_ Article| article.paragraphs.iter().map(|own| own.text.clone()).collect();
        paper.articles.iter().map(of).collect()
    }

    fn applied(mut paper: Paper, decisions: &[Decision]) -> Paper {
        Decisions { decisions: decisions.to_vec() }.apply(&mut paper);
        paper
    }

    #[test]
    fn a_piece_goes_on_with_its_story_and_keeps_its_printed_title() {
        let joined = applied(paper(), &[decision(What::Joined, "市图书馆开放到九点", "大桥今天上午通车。")]);
        assert_eq!(texts(&joined)[0][2..], ["阅读到深夜", "市图书馆开放到九点。"]);
        assert_eq!((joined.articles.len(), joined.articles[0].confidence), (1, Confidence::FULL));
        let backwards =
            applied(paper(), &[decision(What::Joined, "大桥今天上午通车。", "市图书馆开放到九点。")]);
        assert_eq!((backwards.articles.len(), &*backwards.articles[0].id.0), (1, "b"));
    }

    #[test]
    fn a_piece_is_a_story_of_its_own_also_from_the_midst_of_a_paragraph() {
        let mut paper = paper();
        paper.articles[0].paragraphs[0].spans =
            vec![Span { source: 0, start: 10, end: 19 }, Span { source: 0, start: 30, end: 36 }];
        let parted = applied(paper, &[decision(What::Parted, "全长三公里。", "大桥今天上午通车。")]);
        assert_eq!(
            texts(&parted),
            [
                vec!["大桥今天上午通车。"],
                vec!["全长三公里。", "夜市迁到滨河路。摊位增加。"],
                vec!["市图书馆开放到九点。"]
            ]
        );
        let spans = |at: usize| parted.articles[at].paragraphs[0].spans.clone();
        assert_eq!(spans(0), [Span { source: 0, start: 10, end: 19 }]);
        assert_eq!(spans(1), [Span { source: 0, start: 30, end: 36 }]);
        assert!(parted.articles[1].headline.is_none() && parted.articles[1].title == "全长三公里。");
    }

    #[test]
    fn what_is_on_other_pages_or_of_another_day_or_broken_changes_nothing() {
        let day = jiff::civil::date(2026, 3, 5);
        let of_day =
            |date| Decision { date: Some(date), ..decision(What::Joined, "市图书馆", "大桥今天") };
        let dated = || Paper { date: Some(day), ..paper() };
        assert_eq!(applied(dated(), &[of_day(day.tomorrow().unwrap())]).articles.len(), 2);
        assert_eq!(applied(dated(), &[of_day(day)]).articles.len(), 1);
        for (begins, story) in [
            ("", "大桥今天"),
            ("市图书馆", ""),
            ("。", "，"),
            ("无此事", "大桥今天"),
            ("大桥今天", "大桥今天"),
        ] {
            for what in [What::Joined, What::Parted] {
                assert_eq!(texts(&applied(paper(), &[decision(what, begins, story)])), texts(&paper()));
            }
        }
    }

    #[test]
    fn what_is_taken_back_is_forgotten_and_the_file_reads_back() {
        let mut decisions = Decisions::default();
        let joined = Decision {
            date: Some(jiff::civil::date(2026, 3, 5)),
            title: "“图书馆”\\".into(),
            name: Some(ArticleId("b".into())),
            ..decision(What::Joined, "市图书馆。", "大桥")
        };
        decisions.add(joined.clone());
        decisions.add(joined.clone());
        let read: Decisions = parse_settings(&decisions.to_toml(), Path::new("x")).unwrap();
        assert_eq!((&read, read.decisions.len()), (&decisions, 1));
        decisions.add(Decision { what: What::Parted, begins: "市图书馆".into(), ..joined });
        assert_eq!(decisions, Decisions::default());
        assert!(parse_settings::<Decisions>("[[decisions]]\nwhat = 'split'\n", Path::new("x")).is_err());
    }
}
