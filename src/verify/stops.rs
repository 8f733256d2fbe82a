//! The chapters that players stop at, told from the report.

use super::input::millis;
use crate::model::{ChapterReport, Report};

/// No chapter that players stop at is shorter, in milliseconds.
const SHORTEST: u64 = 5_000;

/// A chapter that players stop at.
#[derive(Clone, Copy, Debug)]
pub struct Stop<'a> {
    /// Its title.
    pub title: &'a str,
    /// Its mark in seconds.
    pub start_s: f64,
    /// The next one's, or the end.
    pub end_s: f64,
}

/// A section that begins with its first story is a heading and no stop; what is shorter than five seconds belongs to the
/// stop before it, at the beginning to the one behind it.
pub fn stops(report: &Report) -> Vec<Stop<'_>> {
    let mut stops: Vec<Stop<'_>> = Vec::new();
    let mut from = None;
    let nexts = report.chapters.iter().skip(1).map(|next| next.start_s).chain([report.duration_s]);
    for (ChapterReport { title, start_s, .. }, end_s) in report.chapters.iter().zip(nexts) {
        let start_s = from.take().unwrap_or(*start_s);
        if millis(end_s).0.saturating_sub(millis(start_s).0) >= SHORTEST {
            stops.push(Stop { title, start_s, end_s });
        } else if let Some(last) = stops.last_mut() {
            last.end_s = end_s;
        } else {
            from = Some(start_s);
        }
    }
    if let Some(first) = report.chapters.first().filter(|_| stops.is_empty()) {
        stops.push(Stop { title: &first.title, start_s: 0.0, end_s: report.duration_s });
    }
    stops
}
