//! Milliseconds as formats write them.

use super::Millis;

/// Hours, minutes, seconds and milliseconds.
fn parts(time: Millis) -> (u64, u64, u64, u64) {
    let seconds = time.0 / 1_000;
    (seconds / 3_600, seconds / 60 % 60, seconds % 60, time.0 % 1_000)
}

/// `01:02:03.456`, as WebVTT and SMIL 3 want it.
pub fn stamp(time: Millis) -> String {
    let (hours, minutes, seconds, millis) = parts(time);
    format!("{hours:02}:{minutes:02}:{seconds:02}.{millis:03}")
}

/// `01:02:03,456`, as SRT wants it.
pub fn comma_stamp(time: Millis) -> String {
    stamp(time).replace('.', ",")
}

/// `3723.456`: seconds, for JSON, media fragments and SMIL 1.
pub fn seconds(time: Millis) -> String {
    format!("{}.{:03}", time.0 / 1_000, time.0 % 1_000)
}

/// `PT1H2M3.456S`, a duration of ISO 8601.
pub fn iso(time: Millis) -> String {
    let (hours, minutes, seconds, millis) = parts(time);
    let fraction = if millis == 0 { String::new() } else { format!(".{millis:03}") };
    match (hours, minutes) {
        (0, 0) => format!("PT{seconds}{fraction}S"),
        (0, _) => format!("PT{minutes}M{seconds}{fraction}S"),
        _ => format!("PT{hours}H{minutes}M{seconds}{fraction}S"),
    }
}

/// `1:02:03` or `2:03`, as a person reads it; fractions dropped, as players do.
pub fn short(time: Millis) -> String {
    let (hours, minutes, seconds, _) = parts(time);
    if hours == 0 { format!("{minutes}:{seconds:02}") } else { format!("{hours}:{minutes:02}:{seconds:02}") }
}

/// `01:02:03`, to the nearest second, as DAISY 2.02 wants its totals.
pub fn whole(time: Millis) -> String {
    let (hours, minutes, seconds, _) = parts(Millis(time.0 + 500));
    format!("{hours:02}:{minutes:02}:{seconds:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_notation_says_the_same_time() {
        let time = Millis(3_723_456);
        assert_eq!(stamp(time), "01:02:03.456");
        assert_eq!(comma_stamp(time), "01:02:03,456");
        assert_eq!(seconds(time), "3723.456");
        assert_eq!(iso(time), "PT1H2M3.456S");
        assert_eq!(short(time), "1:02:03");
        assert_eq!(whole(time), "01:02:03");
    }

    #[test]
    fn short_and_long_times_keep_their_form() {
        assert_eq!(iso(Millis(0)), "PT0S");
        assert_eq!(iso(Millis(60_500)), "PT1M0.500S");
        assert_eq!(short(Millis(59_999)), "0:59");
        assert_eq!(whole(Millis(59_999)), "00:01:00");
        assert_eq!(stamp(Millis(360_000_001)), "100:00:00.001");
    }
}
