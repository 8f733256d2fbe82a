//! What an edition says of itself wherever it goes: its language, who is heard, and that a machine speaks.
//!
//! The label follows China's 《人工智能生成合成内容标识办法》 and GB 45438-2025: the key `AIGC` in a file's metadata, its
//! value JSON that says what the content is, who made it and what it is called. What a platform that spreads it has to
//! add is left empty.

use serde::Serialize;
use uuid::Uuid;

use super::words::words;
use crate::model::{Locale, Narrator, Script};
use crate::text::is_traditional;

/// What an edition says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// How its text is written.
    pub locale: Locale,
    /// Who is heard, by the names that people know, each once.
    pub narrators: Vec<String>,
    /// What listeners are told of the voices; `None` where only people are heard.
    pub disclosure: Option<String>,
    /// The same for programs, as JSON.
    pub label: Option<String>,
}

/// The label of GB 45438-2025; its keys are the standard's.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Label<'a> {
    /// 1: it is made by a machine; 2 would be perhaps, 3 suspected.
    #[serde(rename = "Label")]
    nature: &'static str,
    content_producer: &'a str,
    #[serde(rename = "ProduceID")]
    produce_id: String,
    reserved_code1: &'static str,
    content_propagator: &'static str,
    #[serde(rename = "PropagateID")]
    propagate_id: &'static str,
    reserved_code2: &'static str,
}

impl About {
    /// Of an edition with these voices; `producer` is its maker's name or code, `identifier` its name for ever.
    pub fn new(
        script: &Script,
        locale: Option<Locale>,
        voices: &[Narrator],
        producer: &str,
        identifier: Uuid,
    ) -> Self {
        let locale = locale.filter(|locale| locale.language() == script.language);
        let locale = locale.unwrap_or_else(|| written(script));
        let disclosure = disclosure(voices, locale);
        let label = Label {
            nature: "1",
            content_producer: producer,
            produce_id: identifier.to_string(),
            reserved_code1: "",
            content_propagator: "",
            propagate_id: "",
            reserved_code2: "",
        };
        Self {
            locale,
            narrators: names(voices.iter()),
            // A row of strings is always JSON.
            label: disclosure.as_ref().and_then(|_| serde_json::to_string(&label).ok()),
            disclosure,
        }
    }
}

/// The locale that the text itself tells.
fn written(script: &Script) -> Locale {
    let texts = script.segments.iter().map(|segment| segment.written.as_str());
    match script.language {
        crate::model::Language::En => Locale::En,
        crate::model::Language::Zh if is_traditional(&texts) => Locale::ZhHant,
        crate::model::Language::Zh => Locale::ZhHans,
    }
}

/// Names, each once, in the order of appearance.
fn names<'a>(voices: impl Iterator<Item = &'a Narrator>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for voice in voices {
        if !names.contains(&voice.name) {
            names.push(voice.name.clone());
        }
    }
    names
}

/// What is told of voices that a machine makes.
fn disclosure(voices: &[Narrator], locale: Locale) -> Option<String> {
    let machines = || voices.iter().filter(|voice| voice.synthetic);
    machines().next()?;
    let words = words(locale);
    let word = |key: &str| words.get(key).map_or("", String::as_str);
    let is_trained = machines().any(|voice| voice.trained);
    let whole = machines().count() == voices.len();
    let sentence = word(if whole { "disclosure" } else { "disclosure_part" });
    let generated = if is_trained { word("disclosure_trained") } else { "" };
    let text =
        sentence.replace("NAMES", &names(machines()).join(word("joint"))).replace("GENERATED", generated);
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn voice(name: &str, synthetic: bool, trained: bool) -> Narrator {
        Narrator { voice: name.to_lowercase(), name: name.to_owned(), synthetic, trained }
    }

    #[test]
    fn a_machine_is_told_of_and_people_are_not() {
        let (machine, model, person) =
            (voice("eSpeak NG", true, false), voice("Baker", true, true), voice("王芳", false, false));
        let told = |voices: &[Narrator]| disclosure(voices, Locale::ZhHans);
        assert_eq!(told(std::slice::from_ref(&person)), None);
        assert_eq!(told(&[machine.clone(), machine]).unwrap(), "本节目由合成语音播报（eSpeak NG）。");
        let told = told(&[model, person]).unwrap();
        assert!(told.contains("合成语音") && told.contains("人工智能") && told.contains("部分"), "{told}");
        assert!(!told.contains("王芳"), "{told}");
    }

    #[test]
    fn the_label_has_the_keys_of_the_standard_and_no_others() {
        let script = Script {
            title: String::new(),
            date: jiff::civil::date(2026, 3, 5),
            language: crate::model::Language::Zh,
            segments: Vec::new(),
            chapters: Vec::new(),
            left_out: Vec::new(),
            unreached: Vec::new(),
            coverage: crate::model::SpokenCoverage::default(),
            problems: Vec::new(),
            notes: Vec::new(),
        };
        let voices = [voice("Baker", true, true)];
        let about = About::new(&script, Some(Locale::ZhTw), &voices, "河湾日报", Uuid::nil());
        let label: serde_json::Value = serde_json::from_str(&about.label.unwrap()).unwrap();
        let keys: Vec<&str> = label.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(keys.len(), 7);
        assert_eq!((&label["Label"], &label["ContentProducer"]), (&"1".into(), &"河湾日报".into()));
        for key in ["ProduceID", "ReservedCode1", "ContentPropagator", "PropagateID", "ReservedCode2"] {
            assert!(label[key].is_string(), "{key}");
        }
        assert_eq!((about.locale, about.narrators), (Locale::ZhTw, vec!["Baker".to_owned()]));
    }
}
