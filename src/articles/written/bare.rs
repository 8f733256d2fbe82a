//! What tells no news: headings without text, and documents in which nothing stands but what a paper says of itself.

use super::{furniture, kinds};
use crate::articles::document::Line;
use crate::articles::features::{header, sections};
use crate::articles::stories::Story;
use crate::articles::text::Text;
use crate::model::SkipReason;

/// Fewer headings without text are no list of entries.
const ENTRIES: usize = 3;

/// A heading with no text below it.
pub struct Bare {
    pub heading: Line,
    /// It is a link, or addresses stand below it.
    pub is_linked: bool,
}

/// True for names of something that is not there: a few headings that neither lead on nor say anything.
pub fn are_names(headings: &[Bare]) -> bool {
    let tells = |bare: &Bare| bare.is_linked || kinds::is_sentence(&bare.heading.text);
    headings.len() < ENTRIES && !headings.iter().any(tells)
}

/// Leaves out what was taken for stories in a document whose whole text is the day, the page, the editors, and the names of
/// sections; `bare` says how many stories are headings without text.
pub fn leave_out_heads(stories: &mut Vec<Story>, skipped: &mut Vec<(SkipReason, Text)>, bare: usize) {
    let tells = |story: &Story| {
        story.article.tables > 0 || !story.paragraphs.iter().all(|para| is_head(&para.text) && !para.is_link)
    };
    if bare > 0 || stories.len() >= ENTRIES || stories.iter().any(tells) {
        return;
    }
    for story in stories.drain(..) {
        let texts = story.paragraphs.into_iter().map(|para| para.text).chain(story.furniture);
        skipped.extend(texts.map(|text| (SkipReason::Masthead, text)));
        skipped.extend(story.skipped);
    }
}

/// True for a line of a page's head, of a site's menu or the name of a section: 2026年3月5日 星期四, 要闻, About us.
fn is_head(text: &Text) -> bool {
    header::read(text).is_some() || sections::is_section(&text.string()) || furniture::kind(text).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_a_page_head_is_no_news() {
        for print in [
            "2026年3月5日 星期四",
            "Thursday, March 5, 2026",
            "要闻",
            "返回首页",
            "About",
            "第12345期 今日8版 2026年3月5日",
        ] {
            assert!(is_head(&Text::of(print, 0)), "{print}");
        }
        for print in [
            "停课",
            "Lock reopens",
            "夜市今晚开放",
            "Bridge reopens today",
            "夜市开了。",
            "2026年3月5日，夜市开放。",
            "It rains.",
        ] {
            assert!(!is_head(&Text::of(print, 0)), "{print}");
        }
    }
}
