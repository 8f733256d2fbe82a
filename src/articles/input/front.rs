//! Front matter: the lines between `---` at a file's head that name title, author, date, section and order.

use jiff::civil::Date;

use crate::articles::bylines::{english_names, names, people};
use crate::articles::features::{dates, header, languages};
use crate::articles::text::{Text, is_blank};
use crate::articles::words::lists;
use crate::model::Language;

/// What front matter says.
#[derive(Clone, Debug, Default)]
pub struct Front {
    /// The headline.
    pub title: Option<Text>,
    /// The line below it.
    pub subtitle: Option<Text>,
    /// The line above the headline.
    pub kicker: Option<Text>,
    /// Who wrote it, as one line.
    pub author: Option<Text>,
    /// The day of issue.
    pub date: Option<Date>,
    /// The section.
    pub section: Option<Text>,
    /// Its place among the files of a folder.
    pub order: Option<i64>,
    /// The page's number.
    pub page: Option<String>,
    /// Values that go into no field of an article.
    pub others: Vec<Text>,
    /// Characters it takes of the file, 0 where there is none.
    pub length: usize,
    /// True where it stands between lines of `---` or `+++`.
    pub is_fenced: bool,
    /// The language that it says the text is in.
    pub language: Option<Language>,
    /// True where it calls the text a draft.
    pub is_draft: bool,
}

/// The most lines front matter has: some name each of a hundred tags in a line of its own.
const LONGEST: usize = 1_000;

/// Reads the front matter of a page whose first character stands at `base`. Keys and fences are marks; values are print.
pub fn read(page: &[char], base: u32) -> Front {
    let forms = [find, remarked, unfenced];
    forms.into_iter().find_map(|form| form(page, base)).unwrap_or_default()
}

/// `.. title: …` line by line in a remark of HTML, as Nikola has them.
fn remarked(page: &[char], base: u32) -> Option<Front> {
    let mut lines = Lines { page, at: 0 };
    let (start, end) = lines.find(|&(start, end)| !page[start..end].iter().all(|&c| is_blank(c)))?;
    if !line_is(&page[start..end], "<!--") {
        return None;
    }
    let mut front = Front { is_fenced: true, ..Front::default() };
    for (start, end) in lines.take(LONGEST) {
        let line = &page[start..end];
        if line_is(line, "-->") {
            front.length = (end + 1).min(page.len());
            return Some(front);
        }
        if line.iter().all(|&c| is_blank(c)) {
            continue;
        }
        let keyed = line.strip_prefix(&['.', '.', ' '])?;
        let (key, length) = key(keyed)?;
        front.set(&key, value(page, start + 3 + length, end, base));
    }
    None
}

/// `Title: …`, `Date: …` without a fence, as Pelican and `MultiMarkdown` have them: two keys or more up to a blank line, of
/// which one is a title and one more is known.
fn unfenced(page: &[char], base: u32) -> Option<Front> {
    const MOST: usize = 20;
    let mut front = Front::default();
    let mut known = Vec::new();
    let mut keys = 0;
    for (start, end) in (Lines { page, at: 0 }).take(MOST) {
        let line = &page[start..end];
        if line.iter().all(|&c| is_blank(c)) {
            front.length = (end + 1).min(page.len());
            break;
        }
        let (key, length) = key(line)?;
        if line[0].is_whitespace() || !key.chars().all(|c| c.is_alphabetic() || matches!(c, '_' | '-')) {
            return None;
        }
        keys += 1;
        known.extend(lists().front_keys.iter().find(|known| **known == key).copied());
        front.set(&key, value(page, start + length, end, base));
    }
    let titled = known.iter().any(|key| matches!(*key, "title" | "标题"));
    (titled && known.len() >= 2 && keys >= 2 && front.length > 0).then_some(front)
}

fn find(page: &[char], base: u32) -> Option<Front> {
    let mut lines = Lines { page, at: 0 };
    let (start, end) = lines.find(|&(start, end)| !page[start..end].iter().all(|&c| is_blank(c)))?;
    let fence = ["---", "+++"].into_iter().find(|fence| line_is(&page[start..end], fence))?;
    let mut front = Front { is_fenced: true, ..Front::default() };
    // The key that values on the lines below it belong to, and whether they may have keys of their own.
    let mut open: Option<(String, bool)> = None;
    for (start, end) in lines.take(LONGEST) {
        let line = &page[start..end];
        if line_is(line, fence) || (fence == "---" && line_is(line, "...")) {
            front.length = (end + 1).min(page.len());
            return open.map(|_| front);
        }
        let blanks = line.iter().take_while(|&&c| is_blank(c)).count();
        let is_comment = line.get(blanks).is_none_or(|&c| c == '#');
        if is_comment {
            continue;
        }
        let dash = if line[blanks..].starts_with(&['-', ' ']) { 2 } else { 0 };
        let from = start + blanks + dash;
        let below = open.clone().filter(|_| from > start);
        let keyed = key(&page[from..end]).filter(|_| below.as_ref().is_none_or(|(_, nests)| *nests));
        match (below, keyed) {
            (Some((list, _)), None) => front.set(&list, value(page, from, end, base)),
            // The name within a list of people; all else within lists goes into no field.
            (Some((list, _)), Some((key, length))) => {
                let key = if key == "name" { list.as_str() } else { "" };
                front.set(key, value(page, from + length, end, base));
            }
            (None, Some((key, length))) => {
                let value = value(page, from + length, end, base);
                let nests = value.is_blank();
                front.set(&key, value);
                open = Some((key, nests));
            }
            // A table of TOML, a long value's next line: it is in no field.
            (None, None) if fence == "+++" || open.is_some() => {
                front.others.push(value(page, from, end, base));
            }
            (None, None) => return None,
        }
    }
    None
}

/// `title:`, and how many characters it takes.
fn key(line: &[char]) -> Option<(String, usize)> {
    let colon = line.iter().take(24).position(|c| matches!(c, ':' | '：' | '='))?;
    let key: String = line[..colon].iter().collect::<String>().trim().to_lowercase();
    let plain = !key.is_empty() && !key.contains(|c: char| c.is_whitespace() || "\"'“「[".contains(c));
    plain.then_some((key, colon + 1))
}

impl Front {
    /// Takes what is said under a key in small letters.
    pub fn set(&mut self, key: &str, value: Text) {
        let print = value.string();
        // Marks of a value that stands on the lines below.
        if value.is_blank() || matches!(print.as_str(), ">" | "|" | ">-" | "|-") {
            return;
        }
        match key {
            "title" | "headline" | "标题" => {
                self.others.extend(self.title.get_or_insert_default().join(value));
            }
            "subtitle" | "副标题" | "副题" => {
                self.others.extend(self.subtitle.get_or_insert_default().join(value));
            }
            "kicker" | "引题" | "眉题" => self.kicker = Some(value),
            "author" | "authors" | "byline" | "reporter" | "reporters" | "作者" | "记者" => {
                match &mut self.author {
                    Some(author) => {
                        author.push_unprinted(',');
                        author.append(value);
                    }
                    None => self.author = Some(value),
                }
            }
            "section" | "category" | "categories" | "channel" | "栏目" | "版面" | "版块" | "分类" => {
                if self.section.is_none() {
                    self.section = Some(first_of_list(value, &mut self.others));
                } else {
                    self.others.push(value);
                }
            }
            _ => {
                self.take(key, &print);
                self.others.push(value);
            }
        }
    }

    /// Takes what is said under a key that is no text for readers.
    fn take(&mut self, key: &str, print: &str) {
        match key {
            "path" | "permalink" | "slug" | "url" => self.date = self.date.or_else(|| dates::date(print)),
            "draft" => self.is_draft = print.trim() == "true",
            "status" => self.is_draft = matches!(print.trim(), "draft" | "hidden"),
            "date" | "日期" => {
                self.date = dates::date(print).or_else(|| dates::date_of_file(print.trim())).or(self.date);
            }
            "pubdate" | "published" | "publishedat" | "published_at" | "publishdate" | "publish_date"
            | "发布日期" => {
                self.date = self.date.or_else(|| dates::date(print));
                self.is_draft |= key == "published" && print.trim() == "false";
            }
            "lang" | "language" | "locale" | "语言" | "語言" => {
                self.language = self.language.or(languages::of_tag(print));
            }
            "order" | "weight" | "序号" => self.order = print.parse().ok(),
            "page" | "版次" | "页码" => self.page = Some(print.to_owned()),
            _ => {}
        }
    }

    /// A title that is a page's head (青原日报 第3版) names a page and no article.
    pub fn name_page(&mut self) {
        if let Some(head) = self.title.as_ref().and_then(header::read) {
            self.page = self.page.take().or(head.number);
            self.others.extend(self.title.take());
        }
    }

    /// The writers' names.
    pub fn authors(&self) -> Vec<String> {
        let Some(author) = &self.author else { return Vec::new() };
        let print = author.string();
        let marks = |c: char| c.is_whitespace() || "[]\"'“”".contains(c);
        let parts = print.split([',', '，', '、', ';', '；']).map(|part| part.trim_matches(marks));
        let plain = parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(",");
        people(&plain)
            .map(|byline| byline.names)
            .or_else(|| names(&plain))
            .or_else(|| english_names(plain.trim_start_matches("By ").trim_start_matches("by ")))
            .unwrap_or_else(|| plain.split(',').map(of_slug).collect())
    }
}

/// A person's name of the one that a site files it under: mel-choyce.
fn of_slug(name: &str) -> String {
    let is_slug = name.contains('-') && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
    if !is_slug {
        return name.to_owned();
    }
    let word = |word: &str| word[..1].to_ascii_uppercase() + &word[1..];
    name.split('-').filter(|part| !part.is_empty()).map(word).collect::<Vec<_>>().join(" ")
}

/// The first name of `[Sports, Town]`; what stands around it goes to the others.
fn first_of_list(value: Text, others: &mut Vec<Text>) -> Text {
    let is_mark = |c: &char| "[]\"', \t".contains(*c);
    let chars = value.chars();
    let start = chars.iter().take_while(|c| is_mark(c)).count();
    let length = chars[start..].iter().take_while(|c| !"],，、\"'".contains(**c)).count();
    if length == 0 {
        return value;
    }
    let name = value.slice(start, start + length);
    let around = [value.slice(0, start), value.slice(start + length, value.len())];
    others.extend(around.into_iter().filter(|text| !text.is_blank()));
    name
}

fn line_is(line: &[char], mark: &str) -> bool {
    line.iter().collect::<String>().trim_end() == mark
}

/// A value without its quotes, and without what keeps quotes within it apart from them.
fn value(page: &[char], start: usize, end: usize, base: u32) -> Text {
    let mut text = Text::default();
    for (i, &c) in page[start.min(end)..end].iter().enumerate() {
        text.push(c, base + (start + i) as u32);
    }
    text.trim();
    // A tag of YAML before the quotes, which says what the value is: ! 'Issue #9'.
    if text.chars().first() == Some(&'!')
        && let Some(end) = text.chars().iter().position(|&c| c == ' ')
        && text.chars().get(end + 1).is_some_and(|c| matches!(c, '"' | '\''))
    {
        text = text.slice(end + 1, text.len());
    }
    let quote = text.chars().first().copied().filter(|c| matches!(c, '"' | '\''));
    let Some(quote) = quote.filter(|quote| text.len() >= 2 && text.chars().last() == Some(quote)) else {
        return text;
    };
    let inner = text.slice(1, text.len() - 1);
    let mut plain = Text::with_capacity(inner.len());
    let mut is_kept_apart = false;
    let places = inner.start().unwrap_or(0)..;
    for (&c, at) in inner.chars().iter().zip(places) {
        let keeps = if quote == '"' { '\\' } else { '\'' };
        is_kept_apart = c == keeps && !is_kept_apart;
        if !is_kept_apart {
            plain.push(c, at);
        }
    }
    plain
}

struct Lines<'a> {
    page: &'a [char],
    at: usize,
}

impl Iterator for Lines<'_> {
    type Item = (usize, usize);

    fn next(&mut self) -> Option<Self::Item> {
        let start = self.at;
        let rest = self.page.get(start..).filter(|rest| !rest.is_empty())?;
        let end = start + rest.iter().position(|&c| matches!(c, '\n' | '\r')).unwrap_or(rest.len());
        self.at = end + 1;
        Some((start, end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_is_read_and_a_rule_across_the_page_is_not() {
        let page: Vec<char> =
            "---\ntitle: \"新桥通车\"\nauthor: 林远, 苏婉\ndate: 2025-03-04\norder: 2\n---\n正文"
                .chars()
                .collect();
        let front = read(&page, 0);
        assert_eq!(front.title.as_ref().map(Text::string).as_deref(), Some("新桥通车"));
        assert_eq!(front.authors(), ["林远", "苏婉"]);
        assert_eq!((front.order, front.date), (Some(2), Date::new(2025, 3, 4).ok()));
        assert_eq!(page[front.length..], ['正', '文']);
        let said = |print: &str| {
            let front = read(&print.chars().collect::<Vec<_>>(), 0);
            let title = front.title.as_ref().map(Text::string).unwrap_or_default();
            (title, front.authors().join("+"), front.date.map(|day| day.to_string()).unwrap_or_default())
        };
        for (print, title, authors, date) in [
            (
                "title: \"“新桥”\\\"一\\\"\"\nauthor: [\"林远\", '苏婉']\ndate: 2025年3月4日",
                "“新桥”\"一\"",
                "林远+苏婉",
                "2025-03-04",
            ),
            (
                "title: 'Council''s vote: 5-2'\nauthor: \"Jane O'Neil and John Roe\"\ndate: March 4, 2025",
                "Council's vote: 5-2",
                "Jane O'Neil+John Roe",
                "2025-03-04",
            ),
            (
                "title: >\n  Bridge: the\n  first day\nauthor:\n  - name: Jane Doe\n    email: jd@a.example\n  - name: John Roe\ndate: 2025/3/4",
                "Bridge: the first day",
                "Jane Doe+John Roe",
                "2025-03-04",
            ),
            ("标题：新桥通车\n\n作者：林远；苏婉\n日期：2025.03.04", "新桥通车", "林远+苏婉", "2025-03-04"),
        ] {
            let wanted = (title.to_owned(), authors.to_owned(), date.to_owned());
            assert_eq!(said(&format!("\n---\n{print}\n---\nText")), wanted, "{print}");
            assert_eq!(
                said(&format!("---\r\n{}\r\n---\r\nText", print.replace('\n', "\r\n"))),
                wanted,
                "{print}"
            );
        }
        let page: Vec<char> =
            "<!--\n.. title: Mill news\n.. date: 2026-04-02 10:00\n.. author: Ann Lee\n-->\n\nText"
                .chars()
                .collect();
        let front = read(&page, 0);
        assert_eq!((front.authors(), front.date), (vec!["Ann Lee".to_owned()], Date::new(2026, 4, 2).ok()));
        assert_eq!(page[front.length..].iter().collect::<String>(), "\nText");
        let page: Vec<char> = "---\n\n没有前言\n\n---\n正文".chars().collect();
        assert_eq!(read(&page, 0).length, 0);
    }
}
