//! `newscaster work`: speaks sentences for any master.

use std::net::SocketAddr;

use super::common::{Common, Farming, address};
use super::exit::Done;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    farming: Farming,
    /// Work for these voices only [default: all that can be used on this machine]
    #[arg(long, value_delimiter = ',', value_name = "VOICE,…")]
    voices: Vec<String>,
    /// Answer GET /healthz and /metrics (in Prometheus' text form) there
    #[arg(long, value_name = "ADDRESS:PORT", value_parser = address)]
    health: Option<SocketAddr>,
}

#[cfg(feature = "farm")]
impl Args {
    pub fn run(&self, common: &Common) -> anyhow::Result<Done> {
        use super::common::{interrupted, runtime};
        use super::output::tell;
        use crate::pipeline::Error;
        use crate::speech::farm::Worker;

        let mut config = common.config()?;
        self.farming.apply(&mut config);
        let options = config.speech();
        let runtime = runtime()?;
        runtime.block_on(async {
            let mut worker =
                Worker::open(&options, &self.voices, common.progress()).await.map_err(Error::from)?;
            if let Some(address) = self.health {
                let address = worker.tell_health(address).await.map_err(Error::from)?;
                tell(&format!("Health: http://{address}/healthz, metrics: http://{address}/metrics"));
            }
            tell(&format!("Speaking for whoever asks, as {}.", worker.voices().join(", ")));
            worker.work(interrupted()).await;
            tell("Stopped; what was in hand is finished.");
            Ok(Done::Well)
        })
    }
}

#[cfg(not(feature = "farm"))]
impl Args {
    pub fn run(&self, _: &Common) -> anyhow::Result<Done> {
        let _ = &self.farming;
        Err(super::exit::Misuse(crate::speech::farm::NOT_BUILT_IN.to_owned()).into())
    }
}
