//! What the paper says: a newspaper's pages, taken apart into articles.

use std::fmt;
use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::confidence::Confidence;

/// The language a text is printed in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Chinese (Mandarin), simplified or traditional.
    #[default]
    Zh,
    /// English.
    En,
}

impl Language {
    /// The language tag of BCP 47, as HTML, EPUB and RSS want it.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Zh => "zh-CN",
            Self::En => "en",
        }
    }
}

/// What names an article from run to run: same source and same headline or opening, same id.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ArticleId(pub String);

impl fmt::Display for ArticleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The journalistic form of an article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A report with a dateline (消息).
    #[default]
    News,
    /// Questions and answers (专访).
    Interview,
    /// A longer piece without a dateline (通讯, 特写).
    Feature,
    /// A picture with its caption (图片新闻).
    Photo,
    /// One item of a column of briefs (简讯).
    Brief,
    /// A public notice (公告).
    Notice,
}

/// Whether a text's structure was believed or had to be mended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Nature {
    /// A page of print, whose parts are put together by rules.
    #[default]
    Printed,
    /// A text made for screens: its headings and lists say what belongs together.
    Written,
}

/// A stretch of an input: offsets in Unicode scalar values, `end` excluded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// Which of [`Paper::sources`].
    pub source: usize,
    /// The first character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
}

/// A slip of the scanner that is plainly safe to mend for the ear; the print stays as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// First character of the slip, counted in the paragraph's text.
    pub start: usize,
    /// One past its last character.
    pub end: usize,
    /// What is spoken instead.
    pub spoken: String,
}

/// A paragraph as printed, column breaks joined, with where it came from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Paragraph {
    /// The printed text, without dateline, byline and speaker label.
    pub text: String,
    /// Who speaks it, in an interview.
    pub speaker: Option<String>,
    /// Where in the inputs its characters stand, in order.
    #[serde(skip)]
    pub spans: Vec<Span>,
    /// Slips to mend in the spoken form.
    #[serde(skip)]
    pub repairs: Vec<Repair>,
    /// Whether it is the heading of a part of the story, as the markup of a text made for screens says.
    #[serde(skip)]
    pub is_subhead: bool,
    /// How sure the reading is that it belongs to its article.
    #[serde(skip)]
    pub confidence: Confidence,
}

/// Where and when a report was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Dateline {
    /// The place as printed.
    pub place: Option<String>,
    /// The day; the year comes from the edition.
    pub date: Option<Date>,
}

/// One story of the paper.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Article {
    /// Its name from run to run.
    pub id: ArticleId,
    /// Its form.
    pub kind: Kind,
    /// How its input was read.
    pub nature: Nature,
    /// The file or address that it comes from, as given.
    pub source: String,
    /// When it was published, where the source says so: RFC 3339, or a day.
    pub published: Option<String>,
    /// Its own address, where the source gives it.
    pub url: Option<String>,
    /// The address of its picture, where the source gives one on the web.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub picture: Option<String>,
    /// As printed, without kicker and subtitle; `None` where none is printed.
    pub headline: Option<String>,
    /// What is announced: the headline, or words taken from the text.
    pub title: String,
    /// 引题: the line above the headline.
    pub kicker: Option<String>,
    /// 副题: the line below it, often after a dash.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subtitle: Option<String>,
    /// 栏目: the column's name.
    pub label: Option<String>,
    /// Who wrote or photographed it, in print order.
    pub reporters: Vec<String>,
    /// True where only metadata name who wrote it: authors, whom nothing calls the paper's reporters.
    #[serde(skip)]
    pub has_authors: bool,
    /// The agency it was taken from (新华社, Reuters).
    pub agency: Option<String>,
    /// Where and when it was sent.
    pub dateline: Dateline,
    /// The section the page or the file names; wording is judged later, by the script.
    pub section: Option<String>,
    /// True where a person set the section, who is believed.
    #[serde(skip)]
    pub is_section_set: bool,
    /// The language it is printed in.
    pub language: Language,
    /// False where the printed text breaks off.
    pub complete: bool,
    /// The page it jumps to, as printed.
    pub continued_on: Option<String>,
    /// The page it begins on, as printed (4, A04), where the paper tells.
    #[serde(skip)]
    pub page: Option<String>,
    /// The text.
    pub paragraphs: Vec<Paragraph>,
    /// How many printed tables belong to it; they are skipped, and the listener is told.
    #[serde(skip)]
    pub tables: usize,
    /// Where headline, byline, dateline and labels stand in the inputs.
    #[serde(skip)]
    pub furniture: Vec<Span>,
    /// How sure the reading is of the least sure of its paragraphs.
    #[serde(skip)]
    pub confidence: Confidence,
}

/// Why a text of the page is in no article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SkipReason {
    /// 下转第4版, Continued on A6.
    JumpLine,
    /// A column's name that stands over no story of its own.
    ColumnLabel,
    /// The paper's name, date, price, page number, editors.
    Masthead,
    /// Paid or house advertising.
    Advert,
    /// QR prompts, copyright lines, repeated headers.
    Boilerplate,
    /// A table or a list of numbers.
    Table,
    /// The same story again.
    Duplicate,
    /// Text that no rule could place.
    Unassigned,
}

/// A text that no article holds, with the reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Skipped {
    /// The text as printed.
    pub text: String,
    /// Why.
    pub reason: SkipReason,
    /// The test or pass that decided it; `None` where a later step left it out.
    pub why: Option<&'static str>,
    /// The file's name as given.
    pub source: Arc<str>,
    /// First character in the file (Unicode scalar values).
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

/// What became of an input's non-blank characters (Markdown marks not counted).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// All of them.
    pub characters: usize,
    /// Those lifted into a field of an article.
    pub in_articles: usize,
    /// Those in [`Paper::skipped`]; the two add up to `characters`.
    pub skipped: usize,
}

/// A newspaper's pages as they were read.
#[derive(Clone, Debug, Default)]
pub struct Paper {
    /// The paper's name, where a masthead or a byline gives it.
    pub name: Option<String>,
    /// The day of issue, from the page or its file's name.
    pub date: Option<Date>,
    /// The language most of it is printed in.
    pub language: Language,
    /// The files, as given; spans count into them.
    pub sources: Vec<String>,
    /// How each of them was read, and the signs that this rests on, in words.
    pub natures: Vec<(Nature, String)>,
    /// The stories in print order.
    pub articles: Vec<Article>,
    /// What is in none of them.
    pub skipped: Vec<Skipped>,
    /// The test or pass that decided what each stretch of print is, in print order.
    pub reasons: Vec<(Span, &'static str)>,
    /// The sum that adds up.
    pub coverage: Coverage,
    /// Where the reading was unsure, in words for the report.
    pub doubts: Vec<String>,
    /// What could not be read, in words: the paper lacks it.
    pub problems: Vec<String>,
    /// The names of the sources that could not be reached: the paper may lack their stories.
    pub unreached: Vec<String>,
}

impl Paper {
    /// True where all of it was made for screens: nobody calls it a newspaper.
    pub fn is_written(&self) -> bool {
        self.articles.iter().all(|article| article.nature == Nature::Written)
    }

    /// How much of its text is in a language, in bytes: a hanzi tells as much as three letters.
    pub fn length_in(&self, language: Language) -> usize {
        let articles = self.articles.iter().filter(|article| article.language == language);
        articles.flat_map(|article| &article.paragraphs).map(|paragraph| paragraph.text.len()).sum()
    }

    /// The language of most of the text; Chinese where there is as much of both, where the paper opens in Chinese and goes on
    /// in English with little more than twice as much, and where most sections have Chinese names and some of the text is Chinese,
    /// whatever it quotes.
    pub fn main_language(&self) -> Language {
        /// Of the text, the least that is Chinese where sections are named in Chinese, in tenths.
        const LEAST: usize = 1;
        /// The same where the paper opens in Chinese: of a notice in both languages, the English half is the longer.
        const LEAST_BELOW_OPENING: usize = 3;
        let (chinese, english) = (self.length_in(Language::Zh), self.length_in(Language::En));
        let names = || self.articles.iter().filter_map(|article| article.section.as_deref());
        let is_chinese = |name: &&str| name.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        let named_in_chinese = names().filter(is_chinese).count() * 2 > names().count()
            && chinese * 10 >= (chinese + english) * LEAST;
        let opens_in_chinese = self.articles.first().is_some_and(|first| first.language == Language::Zh)
            && chinese * 10 >= (chinese + english) * LEAST_BELOW_OPENING;
        if english > chinese && !named_in_chinese && !opens_in_chinese { Language::En } else { Language::Zh }
    }
}
