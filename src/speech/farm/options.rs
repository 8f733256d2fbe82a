//! Where the farm is: the `[farm]` table.

use std::path::PathBuf;

use serde::{Deserialize, Deserializer};

use crate::files::sense;

/// What a build without the feature says.
#[cfg(not(feature = "farm"))]
pub(crate) const NOT_BUILT_IN: &str = "this newscaster was built without its farm (queue and shared clip store); build it with \
    `cargo build --release --features farm`, or take --queue, --store and the table [farm] away";

/// The `[farm]` table. Users, passwords and keys are in the environment alone.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct Options {
    /// The NATS server, `nats://host:4222` or `tls://host:4222`; several of a cluster parted by commas.
    pub queue: Option<String>,
    /// The clip store that the machines share: `s3://`, `gs://`, `az://` or `file:///`.
    pub store: Option<String>,
    /// Seconds for which nobody may work at a voice's sentences before they are spoken here.
    #[serde(deserialize_with = "wait")]
    pub wait: f64,
    /// Seconds after which a sentence that was given away is not wanted any more and is spoken here.
    #[serde(deserialize_with = "deadline")]
    pub deadline: f64,
    /// The authority that signed the server's certificate, in PEM, where this system does not know it.
    pub ca: Option<PathBuf>,
    /// The certificate that this machine shows to the server, in PEM.
    pub certificate: Option<PathBuf>,
    /// Its key, in PEM.
    pub certificate_key: Option<PathBuf>,
}

fn wait<'de, D: Deserializer<'de>>(value: D) -> Result<f64, D::Error> {
    sense::read_within(value, "wait, in seconds,", &(0.5..=86_400.0))
}

fn deadline<'de, D: Deserializer<'de>>(value: D) -> Result<f64, D::Error> {
    sense::read_within(value, "deadline, in seconds,", &(1.0..=604_800.0))
}

impl Default for Options {
    fn default() -> Self {
        Self {
            queue: None,
            store: None,
            wait: 30.0,
            deadline: 3_600.0,
            ca: None,
            certificate: None,
            certificate_key: None,
        }
    }
}
