//! What the master measures, while it is written.

use ebur128::{Channel, EbuR128, Mode};

use crate::model::{Loudness, SampleRate};

/// Measures the samples as they go by, after EBU R 128.
pub(super) struct Meter {
    /// `None` never happens for one channel at the master's rate.
    programme: Option<EbuR128>,
    /// The highest true peak, linear.
    peak: f32,
}

impl Meter {
    pub fn new() -> Self {
        let mode = Mode::I | Mode::LRA | Mode::HISTOGRAM;
        let mut programme = EbuR128::new(1, SampleRate::MASTER.hertz(), mode).ok();
        if let Some(meter) = &mut programme {
            // One channel that both ears hear.
            let _ = meter.set_channel(0, Channel::DualMono);
        }
        Self { programme, peak: 0.0 }
    }

    /// Samples that follow the earlier ones, and their true peak.
    pub fn add(&mut self, samples: &[i16], peak: f32) {
        self.peak = self.peak.max(peak);
        if let Some(meter) = &mut self.programme {
            let _ = meter.add_frames_i16(samples);
        }
    }

    /// The loudness so far. Silence is shown as −70 LUFS, the lowest that is measured.
    pub fn result(&self) -> Loudness {
        let programme = self.programme.as_ref();
        let integrated = programme.and_then(|meter| meter.loudness_global().ok()).unwrap_or(-70.0);
        Loudness {
            integrated: integrated.max(-70.0),
            true_peak: f64::from(20.0 * self.peak.max(1e-6).log10()),
            range: programme.and_then(|meter| meter.loudness_range().ok()).unwrap_or(0.0),
        }
    }
}
