use super::*;

fn pinyin(text: &str) -> String {
    let words = Pronouncer::new(&Options::default()).unwrap().pronounce(text, &[]);
    let said: Vec<String> = words.iter().flat_map(|w| w.syllables.iter().map(ToString::to_string)).collect();
    said.join(" ")
}

#[test]
fn words_decide_the_reading_of_their_characters() {
    for (text, right) in [
        ("银行行长", "yin2 hang2 hang2 zhang3"),
        ("会计校长", "kuai4 ji4 xiao4 zhang3"),
        ("曾国藩在单县", "zeng1 guo2 fan1 zai4 shan4 xian4"),
    ] {
        assert_eq!(pinyin(text), right, "{text}");
    }
}
