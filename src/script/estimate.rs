//! How long a script will be, told before anything is spoken.

use crate::model::{Mark, Millis, Say, Script, Segment, Spoken};

/// The length of each segment's speech, without the pause after it. `pace` says how many beats
/// ([`Spoken::beats`]) the segment's voice speaks in a minute, pauses at commas and the like included.
pub fn estimate(script: &Script, pace: &dyn Fn(&Segment) -> f64) -> Vec<Millis> {
    script.segments.iter().map(|segment| speech(&segment.spoken, pace(segment))).collect()
}

/// The length of the whole programme, pauses and all.
pub fn length(script: &Script, pace: &dyn Fn(&Segment) -> f64) -> Millis {
    programme(&script.segments, pace)
}

/// The length of segments in a row; the pause after the last counts too.
pub(super) fn programme(segments: &[Segment], pace: &dyn Fn(&Segment) -> f64) -> Millis {
    let lengths =
        segments.iter().map(|segment| speech(&segment.spoken, pace(segment)).0 + segment.pause_after.0);
    Millis(lengths.sum())
}

/// The length of a sentence: its beats, and the pauses at the marks inside it.
///
/// A voice's pace is measured over whole sentences, so that it holds the pauses and the breath of an average one.
pub(super) fn speech(spoken: &Spoken, beats_a_minute: f64) -> Millis {
    let said = spoken.beats() as f64 * 60_000.0 * (1.0 - OVERHEAD) / beats_a_minute.max(1.0);
    Millis(said.round() as u64 + marks(spoken) + BREATH)
}

/// The milliseconds of silence at the marks of a sentence. The one that ends it is followed by the segment's own
/// pause instead.
fn marks(spoken: &Spoken) -> u64 {
    let heard = spoken.tokens.iter().filter(|token| token.say != Say::Silent).collect::<Vec<_>>();
    let last = heard.iter().rposition(|token| !matches!(token.say, Say::Mark(_))).unwrap_or(0);
    let pauses = heard[..last.min(heard.len())].iter().map(|token| match token.say {
        Say::Mark(Mark::Comma) => COMMA,
        Say::Mark(Mark::Semicolon) => SEMICOLON,
        Say::Mark(Mark::Dash) => DASH,
        Say::Mark(Mark::Stop | Mark::Question | Mark::Exclamation) => STOP,
        _ => 0,
    });
    pauses.sum()
}

/// The share of a news page's speech that is not in its beats: of 1,337 s, 85 at marks and 24 of breath.
const OVERHEAD: f64 = 0.082;

/// Milliseconds that a sentence takes beside its beats: its first and its last syllable are longer than others.
const BREATH: u64 = 150;

// As espeak-ng pauses; other voices are near it.

/// Milliseconds at ， and 、.
const COMMA: u64 = 250;
/// Milliseconds at ； and ：.
const SEMICOLON: u64 = 320;
/// Milliseconds at —— and ….
const DASH: u64 = 120;
/// Milliseconds at a full stop inside a segment, behind which a quotation goes on.
const STOP: u64 = 400;
