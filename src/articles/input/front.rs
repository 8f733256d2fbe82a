//! Front matter: the lines between `---` at a file's head that name title, author, date, section and order.

use jiff::civil::Date;

use crate::articles::bylines::{english_names, names, people};
use crate::articles::text::Text;

/// What front matter says.
#[derive(Clone, Debug, Default)]
pub struct Front {
    /// The headline.
    pub title: Option<Text>,
    /// The line below it.
    pub subtitle: Option<Text>,
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
}

/// The most lines front matter has.
const LONGEST: usize = 60;

/// Reads the front matter of a page whose first character stands at `base`. Keys and fences are marks; values are print.
pub fn read(page: &[char], base: u32) -> Front {
    let mut lines = Lines { page, at: 0 };
    let fence = match lines.next() {
        Some((start, end)) if line_is(&page[start..end], "---") => "---",
        Some((start, end)) if line_is(&page[start..end], "+++") => "+++",
        _ => return Front::default(),
    };
    let mut front = Front::default();
    let mut keyed = 0;
    let mut list: Option<String> = None;
    for (start, end) in lines.by_ref().take(LONGEST) {
        let line = &page[start..end];
        if line_is(line, fence) || (fence == "---" && line_is(line, "...")) {
            front.length = (end + 1).min(page.len());
            return if keyed > 0 { front } else { Front::default() };
        }
        let trimmed: String = line.iter().collect::<String>().trim().to_owned();
        if trimmed.is_empty() || trimmed.starts_with('#') {
            continue;
        }
        if let (Some(item), Some(key)) = (trimmed.strip_prefix("- "), &list) {
            let blanks = line.iter().rev().take_while(|c| c.is_whitespace()).count();
            let value = value(page, end - (blanks + item.trim_end().chars().count()).min(end), end, base);
            front.set(&key.clone(), value);
            continue;
        }
        let Some(colon) = line.iter().position(|&c| matches!(c, ':' | '：' | '=')) else {
            return Front::default();
        };
        let key: String = line[..colon].iter().collect::<String>().trim().to_lowercase();
        if key.is_empty() || key.chars().count() > 20 {
            return Front::default();
        }
        keyed += 1;
        let value = value(page, start + colon + 1, end, base);
        list = value.is_blank().then(|| key.clone());
        front.set(&key, value);
    }
    Front::default()
}

impl Front {
    fn set(&mut self, key: &str, value: Text) {
        if value.is_blank() {
            return;
        }
        let print = value.string();
        match key {
            "title" | "headline" | "标题" => self.title = Some(value),
            "subtitle" | "副标题" | "副题" => self.subtitle = Some(value),
            "author" | "authors" | "byline" | "reporter" | "reporters" | "作者" | "记者" => {
                match &mut self.author {
                    Some(author) => {
                        author.push_unprinted(',');
                        author.append(value);
                    }
                    None => self.author = Some(value),
                }
            }
            "section" | "category" | "栏目" | "版面" | "版块" => self.section = Some(value),
            "date" | "日期" => {
                self.date = print.get(..10).unwrap_or(&print).parse().ok();
                self.others.push(value);
            }
            "order" | "weight" | "序号" => {
                self.order = print.parse().ok();
                self.others.push(value);
            }
            "page" | "版次" | "页码" => {
                self.page = Some(print);
                self.others.push(value);
            }
            _ => self.others.push(value),
        }
    }

    /// The writers' names.
    pub fn authors(&self) -> Vec<String> {
        let Some(author) = &self.author else { return Vec::new() };
        let print = author.string();
        let plain: String = print.chars().map(|c| if "[]\"'".contains(c) { ' ' } else { c }).collect();
        people(&plain)
            .map(|byline| byline.names)
            .or_else(|| names(&plain))
            .or_else(|| english_names(plain.trim().trim_start_matches("By ")))
            .unwrap_or_else(|| vec![plain.trim().to_owned()])
    }
}

fn line_is(line: &[char], mark: &str) -> bool {
    line.iter().collect::<String>().trim_end() == mark
}

/// A value without its quotes.
fn value(page: &[char], start: usize, end: usize, base: u32) -> Text {
    let mut text = Text::default();
    for (i, &c) in page[start.min(end)..end].iter().enumerate() {
        text.push(c, base + (start + i) as u32);
    }
    text.trim();
    let quoted = |quote: char| {
        text.len() >= 2 && text.chars().first() == Some(&quote) && text.chars().last() == Some(&quote)
    };
    if quoted('"') || quoted('\'') { text.slice(1, text.len() - 1) } else { text }
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
        let end = start + rest.iter().position(|&c| c == '\n').unwrap_or(rest.len());
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
        let page: Vec<char> = "---\n\n没有前言\n\n---\n正文".chars().collect();
        assert_eq!(read(&page, 0).length, 0);
    }
}
