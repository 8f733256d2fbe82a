//! The characters of a Chinese paper: its presenter's words are written as the paper is.

use std::collections::BTreeMap;

use crate::model::Paper;
use crate::text::is_traditional;

/// How Chinese is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::script) enum Hanzi {
    /// As in mainland China.
    Simplified,
    /// As in Taiwan and Hong Kong.
    Traditional,
}

impl Hanzi {
    /// As most of a paper is written.
    pub fn of(paper: &Paper) -> Self {
        let texts = paper.articles.iter().flat_map(|article| &article.paragraphs);
        let is_traditional = is_traditional(&texts.map(|paragraph| paragraph.text.as_str()));
        if is_traditional { Self::Traditional } else { Self::Simplified }
    }

    /// One of the presenter's words in these characters.
    pub fn write(self, text: &str) -> String {
        if self == Self::Simplified {
            return text.to_owned();
        }
        let table: BTreeMap<char, char> = include_str!("traditional.txt")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .flat_map(str::split_whitespace)
            .filter_map(|pair| Some((pair.chars().next()?, pair.chars().nth(1)?)))
            .collect();
        text.chars().map(|letter| table.get(&letter).copied().unwrap_or(letter)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::simplified;

    #[test]
    fn every_word_of_the_presenter_has_its_traditional_form() {
        // In the senses in which the presenter uses them these are the same in both.
        let same = "不了全六再冬出句只年成教旅更最注社系者育表采面后布";
        let forms = ('\u{4e00}'..='\u{9fff}').filter(|&c| simplified(c) != c);
        let changing: std::collections::BTreeSet<char> = forms.map(simplified).collect();
        let words = include_str!("zh.toml").lines().filter(|line| !line.starts_with('#')).collect::<String>();
        let unchanged: String = words
            .chars()
            .filter(|c| changing.contains(c) && !same.contains(*c))
            .filter(|c| Hanzi::Traditional.write(&c.to_string()) == c.to_string())
            .collect();
        assert_eq!(unchanged, "");
        assert!(Hanzi::Traditional.write(&words).contains("歡迎收聽《{{ paper }}》有聲版"));
        assert_eq!(Hanzi::Simplified.write("开场"), "开场");
    }
}
