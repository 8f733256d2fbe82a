//! What the name of a column tells of the story below it.

use crate::model::{Article, Kind, Language};
use crate::script::words::lists;

/// The longest line of a poem, in characters.
const VERSE: usize = 20;
/// The same in English.
const VERSE_EN: usize = 60;

/// Whether an article is a box beside another one.
pub(super) fn is_sidebar(article: &Article) -> bool {
    let label = article.label.as_deref().unwrap_or(&article.title).to_lowercase().replace('’', "'");
    let name = without_marks(&label);
    article.kind == Kind::Feature && lists().sidebars.iter().any(|sidebar| name.ends_with(sidebar))
}

/// Whether boxes stand beside an article of that form.
pub(super) fn has_sidebars(kind: Kind) -> bool {
    matches!(kind, Kind::News | Kind::Feature | Kind::Interview)
}

/// Whether it is a poem: nearly all of its lines are short and end without a full stop.
pub(in crate::script) fn is_verse(article: &Article) -> bool {
    let longest = match article.language {
        Language::Zh => VERSE,
        Language::En => VERSE_EN,
    };
    let texts = article.paragraphs.iter().filter(|paragraph| paragraph.speaker.is_none());
    let lines: Vec<&str> = texts.flat_map(|paragraph| paragraph.text.lines()).collect();
    let is_line = |line: &&str| {
        let line = line.trim();
        line.chars().count() <= longest
            && !line.ends_with(['。', '！', '？', '”', '.', '!', '?', '：', ':', '；'])
    };
    let verses = lines.iter().copied().filter(is_line).count();
    article.kind == Kind::Feature && lines.len() >= 4 && verses * 5 >= lines.len() * 4
}

/// The name of a column without the signs that set it off: 【新闻链接】, ◇ 校园短讯.
pub(super) fn without_marks(name: &str) -> &str {
    name.trim_matches(|c: char| !c.is_alphanumeric())
}

/// The name of a column that a headline carries: before a colon (Obituary: …), or in brackets at its end（现场评论）.
pub(in crate::script) fn in_title(title: &str) -> impl Iterator<Item = &str> {
    let before = title.split_once(['：', ':', '丨', '|']).map(|(name, _)| name);
    let behind =
        title.trim_end().strip_suffix('）').and_then(|rest| rest.rsplit_once('（')).map(|(_, name)| name);
    before.into_iter().chain(behind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Paragraph;

    fn feature(title: &str, label: Option<&str>, texts: &[&str]) -> Article {
        let paragraph = |text: &&str| Paragraph { text: (*text).into(), ..Paragraph::default() };
        Article {
            kind: Kind::Feature,
            title: title.into(),
            label: label.map(Into::into),
            paragraphs: texts.iter().map(paragraph).collect(),
            ..Article::default()
        }
    }

    #[test]
    fn a_sidebar_is_known_by_its_column() {
        assert!(is_sidebar(&feature("急救怎么做", Some("【新闻链接】"), &[])));
        assert!(is_sidebar(&feature("等一盏灯", Some("记者手记"), &[])));
        assert!(is_sidebar(&feature("名词解释", None, &[])));
        assert!(!is_sidebar(&feature("产业链接上新一环", None, &[])));
        assert!(!is_sidebar(&feature("等一盏灯", Some("身边榜样"), &[])));
    }

    #[test]
    fn a_poem_is_known_by_its_lines() {
        assert!(is_verse(&feature("渡口", None, &["船来了", "又走了", "水还在，风", "也还在"])));
        assert!(!is_verse(&feature("渡口", None, &["船来了。", "又走了。", "水还在。", "风也还在。"])));
        let letter = ["编辑同志：", "门口的灯坏了两个月，没有人修，晚上出门很不方便。", "此致", "敬礼"];
        assert!(!is_verse(&feature("灯", None, &letter)));
    }

    #[test]
    fn a_headline_carries_its_column_before_a_colon_or_in_brackets() {
        let names = |title: &'static str| in_title(title).collect::<Vec<_>>();
        assert_eq!(names("Obituary: Ann Lee"), ["Obituary"]);
        assert_eq!(names("让小账本算出大民生（现场评论）"), ["现场评论"]);
        assert!(names("河湾大桥通车").is_empty());
    }
}
