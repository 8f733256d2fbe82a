//! Words that lead to what stands below them, where that is not said: an address, a list of links.

use super::Body;
use crate::articles::document::List;
use crate::articles::text::is_han;
use crate::articles::words::lists;
use crate::articles::written::kinds::only_leads;
use crate::model::SkipReason;
use crate::text::is_traditional;

impl Body<'_> {
    /// 试用吧，下载在这里： the last clause of a text that leads to an address below it says nothing without it.
    pub(super) fn take_lead(&mut self) {
        const LONGEST: usize = 24;
        const LABEL: usize = 10;
        let Some(para) = self.story.paragraphs.last_mut() else { return };
        let chars = para.text.chars();
        if !chars.last().is_some_and(|c| matches!(c, ':' | '：')) {
            return;
        }
        let start = chars.iter().rposition(|c| "，。；！？,;!?".contains(*c)).map_or(0, |at| at + 1);
        let words: String = chars[start..].iter().collect();
        let is_label =
            start == 0 && chars.len() <= LABEL && chars.iter().any(|&c| is_han(c)) && !self.goes_on;
        if chars.len() - start > LONGEST || !is_label && !leads_to_address(&words) {
            // What stands below the address may be what the colon leads to.
            let words = words.to_lowercase();
            if !self.goes_on && lists().requests.iter().any(|word| words.contains(word)) {
                self.tell_of_address();
            }
            return;
        }
        let lead = para.text.take_back(start);
        let comma = para.text.chars().last().is_some_and(|c| "，；,;".contains(*c));
        if comma {
            let mark = para.text.take_back(para.text.len() - 1);
            self.story.skipped.push((SkipReason::Boilerplate, mark));
        }
        self.story.skipped.push((SkipReason::Boilerplate, lead));
        if para.text.is_blank() {
            self.story.paragraphs.pop();
        }
    }

    /// Please fill in this sheet: the address that stands below is not said, but that there is one.
    fn tell_of_address(&mut self) {
        let Some(para) = self.story.paragraphs.last_mut() else { return };
        let print = para.text.string();
        let words = match (print.contains(is_han), is_traditional(&[print.as_str()].into_iter())) {
            (true, true) => "網址見原文。",
            (true, false) => "网址见原文。",
            (false, _) => " the address is on the page.",
        };
        words.chars().for_each(|c| para.text.push_unprinted(c));
    }

    /// A list behind a paragraph of which nothing is said takes a few words along that only lead to it: The rooms are:
    pub(super) fn list_led_to(&mut self, list: List) {
        let before = self.story.paragraphs.len();
        self.list(list);
        if self.story.paragraphs.len() == before
            && let Some(para) = self.story.paragraphs.pop_if(|para| only_leads(&para.text))
        {
            self.skip(SkipReason::Boilerplate, para.text);
        }
    }
}

/// 下载在这里, the link: words for where something is to be had; of English whole ones.
fn leads_to_address(words: &str) -> bool {
    let words = words.to_lowercase();
    let holds = |word: &&str| {
        if word.contains(is_han) {
            words.contains(*word)
        } else {
            words.split(|c: char| !c.is_alphanumeric()).any(|own| own == *word)
        }
    };
    [&lists().linked, &lists().to_be_had].into_iter().flatten().any(holds)
        || words.trim_end_matches([':', ' ']).ends_with(" here")
}
