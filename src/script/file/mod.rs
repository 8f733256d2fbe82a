//! The script file: the running order in a form that an editor changes by hand.
//!
//! It holds the keys of the script's JSON. A `spoken` line carries a mark, `# auto` with a hash of the printed
//! and one of the spoken words, so that a reworded sentence is read anew while reworded speech stays as it is. The
//! last line is a hash of all above it: a script that a person changed is not written over.

mod mark;
mod parse;
mod reading;

use std::fmt::Write;

use crate::model::{Language, Script, Segment};
use mark::{AUTO, fingerprint, sealed};

pub use mark::is_unchanged;
pub(super) use parse::LONGEST_SEGMENT;
pub use parse::parse;
pub use reading::is_by_hand;
pub(super) use reading::{headline, said_as, sentence, with_commas};

/// The script as TOML, with a comment that tells how to change it and one that tells whether somebody did.
pub fn to_toml(script: &Script) -> String {
    let mut text = String::from(match script.language {
        Language::Zh => include_str!("head.zh.txt"),
        Language::En => include_str!("head.en.txt"),
    });
    let mut write = |line: std::fmt::Arguments<'_>| {
        // Writing into a String cannot fail.
        let _ = text.write_fmt(line);
        text.push('\n');
    };
    write(format_args!("\ntitle = {}", quoted(&script.title)));
    write(format_args!("date = \"{}\"", script.date));
    write(format_args!("language = {}", quoted(language(script.language))));
    if !script.unreached.is_empty() {
        let names: Vec<String> = script.unreached.iter().map(|name| quoted(name)).collect();
        write(format_args!("unreached = [{}]", names.join(", ")));
    }
    for (index, chapter) in script.chapters.iter().enumerate() {
        write(format_args!("\n[[chapters]] # {index}"));
        write(format_args!("title = {}\nlevel = {}", quoted(&chapter.title), chapter.level));
        if let Some(article) = &chapter.article {
            write(format_args!("article = {}", quoted(&article.0)));
        }
        if let Some(page) = &chapter.page {
            write(format_args!("page = {}", quoted(page)));
        }
        if let Some(url) = &chapter.url {
            write(format_args!("url = {}", quoted(url)));
        }
        if let Some(picture) = &chapter.picture {
            write(format_args!("picture = {}", quoted(picture)));
        }
    }
    for item in &script.left_out {
        write(format_args!("\n[[left_out]]\narticle = {}", quoted(&item.article.0)));
        write(format_args!("reason = {}", quoted(&item.reason)));
    }
    let mut chapter = None;
    for segment in &script.segments {
        if chapter != Some(segment.chapter) {
            chapter = Some(segment.chapter);
            let title = script.chapters.get(segment.chapter).map_or("", |chapter| chapter.title.as_str());
            write(format_args!("\n# ──── {} · {} ────", segment.chapter, one_line(title)));
        }
        write(format_args!("\n{}", segment_toml(segment)));
    }
    sealed(text)
}

fn segment_toml(segment: &Segment) -> String {
    let mut text = format!("[[segments]]\nid = {}\nrole = \"{}\"\n", quoted(&segment.id.0), role(segment));
    let spoken = segment.spoken.text();
    let mark = if is_by_hand(&segment.spoken) {
        String::new()
    } else {
        format!("  {AUTO}{}-{}", fingerprint(&segment.written), fingerprint(&spoken))
    };
    let mut write = |line: std::fmt::Arguments<'_>| {
        let _ = text.write_fmt(line);
        text.push('\n');
    };
    if let Some(article) = &segment.article {
        write(format_args!("article = {}", quoted(&article.0)));
    }
    write(format_args!("chapter = {}", segment.chapter));
    write(format_args!("written = {}", quoted(&segment.written)));
    write(format_args!("spoken = {}{mark}", quoted(&spoken)));
    if let Some(voice) = &segment.voice {
        write(format_args!("voice = {}", quoted(voice)));
    }
    let _ = write!(text, "pause_after_ms = {}", segment.pause_after.0);
    text
}

/// A TOML string on one line.
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            c if c.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

fn one_line(text: &str) -> String {
    text.split(char::is_control).collect::<Vec<_>>().join(" ")
}

fn language(language: Language) -> &'static str {
    match language {
        Language::Zh => "zh",
        Language::En => "en",
    }
}

fn role(segment: &Segment) -> &'static str {
    use crate::model::Role;
    match segment.role {
        Role::Anchor => "anchor",
        Role::Reporter => "reporter",
        Role::Question => "question",
        Role::Answer => "answer",
        Role::Quote => "quote",
    }
}
