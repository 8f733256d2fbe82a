//! The language that a source says of itself.

use crate::model::Language;

/// The language that a tag names: zh-TW, `en_GB`, cmn, Chinese. `None` for all others.
pub fn of_tag(tag: &str) -> Option<Language> {
    let tag = tag.trim_matches(|c: char| c.is_whitespace() || "[]\"'".contains(c)).to_lowercase();
    let main = tag.split(['-', '_', '.']).next().unwrap_or_default();
    match main {
        "zh" | "cmn" | "yue" | "nan" | "hak" | "wuu" | "chinese" | "中文" => Some(Language::Zh),
        "en" | "eng" | "english" | "英文" | "英语" => Some(Language::En),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_of_all_writers_are_known() {
        for tag in ["zh-tw", "zh_Hans", "ZH", "[zh]", "\"yue\""] {
            assert_eq!(of_tag(tag), Some(Language::Zh), "{tag}");
        }
        assert_eq!(of_tag("en_GB.UTF-8"), Some(Language::En));
        assert_eq!(["python", "enough", "fr", ""].map(of_tag), [None; 4]);
    }
}
