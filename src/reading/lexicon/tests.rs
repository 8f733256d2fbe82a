use std::collections::BTreeMap;
use std::io::Write;

use super::*;

fn loaded(suffix: &str, text: &str) -> Result<Lexicon, Error> {
    let mut file = tempfile::Builder::new().suffix(suffix).tempfile().unwrap();
    file.write_all(text.as_bytes()).unwrap();
    Lexicon::load(&Options { lexicons: vec![file.path().to_owned()], ..Options::default() })
}

fn pinyin(lexicon: &Lexicon, text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let said = |pin: Pinned| pin.syllables.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    lexicon.pronunciations(&chars, |_| false).into_iter().map(said).collect()
}

fn respelled(lexicon: &Lexicon, text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut at = 0;
    let mut spoken = String::new();
    for respelling in lexicon.respellings(&chars, |_| false) {
        spoken.extend(&chars[at..respelling.start]);
        spoken.push_str(&respelling.spoken);
        at = respelling.end;
    }
    spoken.extend(&chars[at..]);
    spoken
}

#[test]
fn an_entry_gives_pinyin_a_spoken_form_or_both() {
    let lexicon = loaded(
        ".toml",
        r#"
[words]
"乐卡" = "le4 ka3"
"X7乐" = { spoken = "叉七乐", pinyin = "cha1 qi1 le4" }
"GDP" = { spoken = "国内生产总值" }
"绿城" = "lü4 cheng2"
"#,
    )
    .unwrap();
    assert_eq!(pinyin(&lexicon, "在乐卡和绿城"), ["le4 ka3", "lv4 cheng2"]);
    assert_eq!(respelled(&lexicon, "X7乐的GDP"), "叉七乐的国内生产总值");
    assert_eq!(pinyin(&lexicon, "叉七乐"), ["cha1 qi1 le4"]);
}

#[test]
fn the_first_entry_that_fits_its_surroundings_holds() {
    let lexicon = loaded(
        ".toml",
        r#"
[words]
"行" = [{ pinyin = "hang2", before = ["长"] }, { pinyin = "xing2", after = ["可", "不"] }]
"#,
    )
    .unwrap();
    assert_eq!(pinyin(&lexicon, "行长说可行，同行"), ["hang2", "xing2"]);
}

#[test]
fn the_longest_word_wins_and_letters_are_not_split() {
    let text = "[words]\n\"AI\" = { spoken = \"人工智能\" }\n\"AI岛\" = { spoken = \"爱岛\" }\n";
    let lexicon = loaded(".toml", text).unwrap();
    assert_eq!(respelled(&lexicon, "AI岛、AI和RAIN"), "爱岛、人工智能和RAIN");
}

#[test]
fn the_listeners_words_win_over_files_and_those_over_the_house() {
    let text = "[words]\n\"单县\" = \"dan1 xian4\"\n\"涡阳\" = \"wo1 yang2\"\n";
    let mut file = tempfile::Builder::new().suffix(".toml").tempfile().unwrap();
    file.write_all(text.as_bytes()).unwrap();
    let words = BTreeMap::from([("涡阳".to_owned(), Entries(vec![Entry::said("guo1 yang4")]))]);
    let lexicon = Lexicon::load(&Options { lexicons: vec![file.path().to_owned()], words }).unwrap();
    assert_eq!(pinyin(&lexicon, "单县涡阳莘县"), ["dan1 xian4", "guo1 yang4", "shen1 xian4"]);
}

#[test]
fn a_pronunciation_lexicon_of_the_w3c_is_read() {
    let text = r#"<?xml version="1.0" encoding="UTF-8"?>
<lexicon version="1.0" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon" alphabet="x-pinyin" xml:lang="zh">
  <lexeme><grapheme>乐卡</grapheme><grapheme>乐咖</grapheme><phoneme>le4 ka3</phoneme></lexeme>
  <lexeme><grapheme>A&amp;B</grapheme><alias>甲和乙</alias></lexeme>
</lexicon>"#;
    let lexicon = loaded(".pls", text).unwrap();
    assert_eq!(pinyin(&lexicon, "乐卡乐咖"), ["le4 ka3", "le4 ka3"]);
    assert_eq!(respelled(&lexicon, "A&B"), "甲和乙");
}

/// A file as the tools of speech services write them: a schema, metadata, roles, examples, several phonemes.
#[test]
fn a_pronunciation_lexicon_of_another_tool_is_read() {
    let text = "\u{feff}<?xml version='1.0' encoding='utf-8'?>
<!-- names of our town -->
<lexicon version='1.0' xmlns='http://www.w3.org/2005/01/pronunciation-lexicon'
    xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'
    xsi:schemaLocation='http://www.w3.org/2005/01/pronunciation-lexicon
      http://www.w3.org/TR/2007/CR-pronunciation-lexicon-20071212/pls.xsd'
    alphabet='ipa' xml:lang='zh-CN'>
  <meta name='author' content='desk'/>
  <metadata><dc:title xmlns:dc='http://purl.org/dc/elements/1.1/'>Names</dc:title></metadata>
  <lexeme xml:id='n1' role='claws:NP'>
    <grapheme>乐家巷</grapheme>
    <phoneme alphabet='x-amazon-pinyin'>le4 jia1 xiang4</phoneme>
    <phoneme alphabet='x-amazon-pinyin' prefer='true'>yue4 jia1 xiang4</phoneme>
    <example>他住在乐家巷。</example>
  </lexeme>
  <lexeme>
    <grapheme>WHO</grapheme><grapheme>W.H.O.</grapheme>
    <alias>世卫组织</alias><phoneme>dʌbəljuː</phoneme>
  </lexeme>
  <lexeme><grapheme><![CDATA[R&D]]></grapheme><alias>研发</alias></lexeme>
</lexicon>
";
    let lexicon = loaded(".pls", text).unwrap();
    assert_eq!(pinyin(&lexicon, "乐家巷"), ["yue4 jia1 xiang4"]);
    assert_eq!(respelled(&lexicon, "WHO和W.H.O.的R&D"), "世卫组织和世卫组织的研发");
}

#[test]
fn what_is_wrong_is_told_by_its_kind() {
    let missing = Options { lexicons: vec!["/no/such/names.toml".into()], ..Options::default() };
    assert!(matches!(Lexicon::load(&missing), Err(Error::Unreadable { .. })));
    let entry = loaded(".toml", "[words]\n\"单县\" = \"shan4\"\n").unwrap_err();
    assert!(matches!(entry, Error::Entry(SettingsError { line: 2, column: 8, .. })), "{entry:?}");
    let words = BTreeMap::from([("单县".to_owned(), Entries(vec![Entry::said("shan4")]))]);
    let word = Lexicon::load(&Options { words, ..Options::default() }).unwrap_err();
    assert!(matches!(&word, Error::Word { word, .. } if word == "单县"), "{word:?}");
}

#[test]
fn a_wrong_entry_is_named_with_its_place_and_the_nearest_syllable() {
    for (suffix, text, told) in [
        (
            ".toml",
            "[words]\n\"单县\" = \"shnan4 xian4\"\n",
            "line 2, column 8: shnan4 of 单县 is no syllable of Mandarin; did you mean shan?",
        ),
        (".toml", "[words]\n\"单县\" = \"shan xian4\"\n", "needs its tone"),
        (".toml", "[words]\n\"单县\" = \"shan4\"\n", "单县 has 2 hanzi, but \"shan4\" has 1 syllables"),
        (".toml", "[words]\n\"AB\" = \"shan4\"\n", "give it a spoken form"),
        (".toml", "[words]\n\"单县\" = {}\n", "needs pinyin, a spoken form, or both"),
        (".toml", "[words]\n\"单县\" = { pinying = \"shan4 xian4\" }\n", "did you mean `pinyin`?"),
        (".toml", "[words]\n单县 = \"shan4 xian4\"\n", "stands in quotes"),
        (
            ".pls",
            "<lexicon alphabet=\"ipa\"><lexeme><grapheme>单</grapheme><phoneme>ʂan</phoneme></lexeme></lexicon>",
            "phonemes in \"ipa\" cannot be read",
        ),
        (
            ".pls",
            "<lexicon alphabet=\"x-pinyin\">\n<lexeme><grapheme>单</grapheme><phoneme>sham4</phoneme></lexeme></lexicon>",
            "line 2, column 1",
        ),
        (".pls", "<html/>", "this is no pronunciation lexicon"),
        (".pls", "<lexicon><lexeme></lexicon>", "line 1"),
    ] {
        let error = loaded(suffix, text).unwrap_err().to_string();
        assert!(error.contains(told), "{error}\nshould tell: {told}");
    }
}

#[test]
fn the_last_syllables_of_the_list_are_known() {
    for text in ["\"坐下\" = \"zuo4 xia4\"", "\"花儿\" = \"hua1 r5\""] {
        assert!(loaded(".toml", &format!("[words]\n{text}\n")).is_ok(), "{text}");
    }
}
