//! What a worker counts, in Prometheus' text form.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;

/// The counters of a worker.
#[derive(Default)]
pub(super) struct Metrics {
    voices: Mutex<BTreeMap<String, Counts>>,
}

/// What is counted for a voice.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Counts {
    /// Sentences spoken here.
    pub spoken: u64,
    /// Sentences whose clip was there already.
    pub there: u64,
    /// Sentences that this voice could not speak.
    pub failed: u64,
    /// Sentences that were given back, for another try.
    pub returned: u64,
    /// Sentences that came too late, or in a form that is not known here.
    pub dropped: u64,
    /// The length of what was spoken here.
    pub seconds: f64,
    /// Sentences being worked at.
    pub in_hand: u64,
    /// How many wait in the queue, as the last message told.
    pub waiting: u64,
    /// When the last message was given out.
    pub published: Option<Timestamp>,
}

/// One line of the table: its name, its kind, what it is, and how it is read.
type Row = (&'static str, &'static str, &'static str, fn(&Counts) -> f64);

const ROWS: [Row; 9] = [
    ("spoken_total", "counter", "Sentences spoken by this worker.", |c| c.spoken as f64),
    ("there_total", "counter", "Sentences whose clip was in the store already.", |c| c.there as f64),
    ("failed_total", "counter", "Sentences that the voice could not speak.", |c| c.failed as f64),
    ("returned_total", "counter", "Sentences given back for another try.", |c| c.returned as f64),
    ("dropped_total", "counter", "Messages past their deadline or of an unknown form.", |c| c.dropped as f64),
    ("sound_seconds_total", "counter", "Length of what was spoken.", |c| c.seconds),
    ("in_hand", "gauge", "Sentences being worked at.", |c| c.in_hand as f64),
    ("queue_waiting", "gauge", "Sentences that waited when the last one was taken.", |c| c.waiting as f64),
    (
        "queue_age_seconds",
        "gauge",
        "How long ago the last taken sentence was given out; 0 where none waits.",
        age,
    ),
];

fn age(counts: &Counts) -> f64 {
    match counts.published {
        Some(published) if counts.in_hand > 0 || counts.waiting > 0 => {
            Timestamp::now().duration_since(published).as_secs_f64().max(0.0)
        }
        _ => 0.0,
    }
}

impl Metrics {
    fn voices(&self) -> MutexGuard<'_, BTreeMap<String, Counts>> {
        self.voices.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the counts of a voice.
    pub fn count(&self, voice: &str, change: impl FnOnce(&mut Counts)) {
        change(self.voices().entry(voice.to_owned()).or_default());
    }

    /// All of it as text.
    pub fn text(&self) -> String {
        let voices = self.voices().clone();
        let mut text = String::new();
        for (name, kind, help, value) in ROWS {
            // Writing into a string cannot fail.
            let _ = writeln!(text, "# HELP newscaster_{name} {help}\n# TYPE newscaster_{name} {kind}");
            for (voice, counts) in &voices {
                let voice = voice.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
                let _ = writeln!(text, "newscaster_{name}{{voice=\"{voice}\"}} {}", value(counts));
            }
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_its_help_its_kind_and_a_line_a_voice() {
        let metrics = Metrics::default();
        metrics.count("a \"b\"", |counts| counts.spoken += 2);
        metrics.count("c", |counts| counts.seconds += 1.5);
        let text = metrics.text();
        assert!(text.contains("# TYPE newscaster_spoken_total counter\n"));
        assert!(text.contains("newscaster_spoken_total{voice=\"a \\\"b\\\"\"} 2\n"), "{text}");
        assert!(text.contains("newscaster_sound_seconds_total{voice=\"c\"} 1.5\n"));
        assert_eq!(text.lines().count(), ROWS.len() * 4);
    }
}
