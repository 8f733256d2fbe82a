//! What stands on the video, as Advanced `SubStation` Alpha, which libass burns in.

use std::fmt::Write as _;

use super::super::Programme;
use super::super::transcript::cues::Cue;
use super::super::transcript::units::{has_hanzi, width};
use crate::model::Millis;

/// Columns of a title's line, a hanzi taking two.
const COLUMNS: usize = 24;
/// Columns of what is told of the voices. Its letters are 36 pixels high, a twentieth of the picture, as China's standard
/// of signs for generated content is said to ask for pictures.
const TOLD_COLUMNS: usize = 34;
/// How many lines of a title are shown.
const LINES: usize = 4;

/// Colours are written `&HAABBGGRR`: the paper's white, the same dimmer, and the darkness around letters.
const HEAD: &str = "[Script Info]\nScriptType: v4.00+\nPlayResX: 1280\nPlayResY: 720\nWrapStyle: 2\n\
    ScaledBorderAndShadow: yes\n\n[V4+ Styles]\n\
    Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, \
    StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding\n\
    Style: Paper,sans-serif,32,&H00E7F1F6,&H00E7F1F6,&H00201A18,&H00201A18,0,0,0,0,100,100,0,0,1,0,0,7,560,40,64,1\n\
    Style: Told,sans-serif,46,&H00B4BCC0,&H00B4BCC0,&H00201A18,&H00201A18,0,0,0,0,100,100,0,0,1,0,0,1,560,40,222,1\n\
    Style: Title,sans-serif,54,&H00E7F1F6,&H00E7F1F6,&H00201A18,&H00201A18,1,0,0,0,100,100,0,0,1,0,0,7,560,40,128,1\n\
    Style: Line,sans-serif,46,&H00FFFFFF,&H00FFFFFF,&H00000000,&H00000000,0,0,0,0,100,100,0,0,1,3,0,2,40,40,44,1\n\n\
    [Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n";

/// The whole file.
pub fn captions(programme: &Programme<'_>, cues: &[Cue]) -> String {
    let mut text = HEAD.to_owned();
    let whole = Millis(0)..programme.length;
    event(&mut text, "Paper", &whole, &programme.dated_title());
    if let Some(told) = &programme.target.about.disclosure {
        event(&mut text, "Told", &whole, &lines(told, TOLD_COLUMNS, LINES).join("\n"));
    }
    for (_, title, times) in programme.stops() {
        event(&mut text, "Title", &times, &lines(title, COLUMNS, LINES).join("\n"));
    }
    for cue in cues {
        event(&mut text, "Line", &(cue.start..cue.end), &cue.text);
    }
    text
}

fn event(text: &mut String, style: &str, times: &std::ops::Range<Millis>, words: &str) {
    let (start, end) = (stamp(times.start), stamp(times.end));
    // Writing into a string cannot fail.
    let _ = writeln!(text, "Dialogue: 0,{start},{end},{style},,0,0,0,,{}", escaped(words));
}

/// `1:02:03.45`: hundredths are all that the format has.
fn stamp(time: Millis) -> String {
    let hundredths = (time.0 + 5) / 10;
    let (minutes, rest) = (hundredths / 6_000, hundredths % 6_000);
    format!("{}:{:02}:{:02}.{:02}", minutes / 60, minutes % 60, rest / 100, rest % 100)
}

/// Words in which nothing is a command: braces and backslashes are.
fn escaped(words: &str) -> String {
    words.replace('\\', "＼").replace('{', "｛").replace('}', "｝").replace(['\r'], "").replace('\n', "\\N")
}

/// A text in lines of so many columns, at most so many of them; the last ends with an ellipsis where that is not all.
fn lines(text: &str, columns: usize, most: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for piece in pieces(text) {
        let last = lines.last().map_or("", String::as_str);
        if last.is_empty() || width(&format!("{last}{}", piece.trim_end())) <= columns {
            if let Some(last) = lines.last_mut() {
                last.push_str(&piece);
            }
        } else {
            lines.push(piece);
        }
    }
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            *last = format!("{}…", last.trim_end());
        }
    }
    lines.iter().map(|line| line.trim_end().to_owned()).collect()
}

/// What stays on one line: a word with the blank behind it, a hanzi with the mark behind it.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let is_hanzi = |c: char| has_hanzi(c.encode_utf8(&mut [0; 4]));
    for c in text.chars().map(|c| if c.is_control() { ' ' } else { c }) {
        let joins = pieces.last().and_then(|piece| piece.chars().last()).is_some_and(|before| {
            "，。、；：？！”’）》」』…,.;:?!)".contains(c)
                || c.is_whitespace()
                || "“‘（《「『(".contains(before)
                || !before.is_whitespace() && !is_hanzi(before) && !is_hanzi(c)
        });
        match pieces.last_mut() {
            Some(piece) if joins => piece.push(c),
            _ => pieces.push(c.to_string()),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_broken_where_a_reader_may_break_them() {
        let title = "新桥今日通车，两岸居民过河只要五分钟";
        assert_eq!(lines(title, 14, 4), ["新桥今日通车，", "两岸居民过河只", "要五分钟"]);
        assert_eq!(lines(title, 14, 2), ["新桥今日通车，", "两岸居民过河只…"]);
        assert_eq!(lines("A new bridge opens", 10, 4), ["A new", "bridge", "opens"]);
    }

    #[test]
    fn nothing_in_a_text_is_a_command_and_times_are_in_hundredths() {
        assert_eq!(escaped("{\\b1}a\nb"), "｛＼b1｝a\\Nb");
        assert_eq!(stamp(Millis(3_723_456)), "1:02:03.46");
    }
}
