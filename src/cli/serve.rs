//! `newscaster serve`: the folder of editions for players and browsers.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use super::common::{Common, address, interrupted};
use super::exit::{Done, Misuse};
use super::output::tell;
use crate::desk::Editing;
use crate::station::desk::{Desk, Reach};
use crate::station::{Entry, Error, Server, Station};

/// Threads that wait for the disk: more of them only wait more.
const DISK_THREADS: usize = 16;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The folder of editions [default: the configuration's output]
    folder: Option<PathBuf>,
    /// Where to listen [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDRESS:PORT", value_parser = address)]
    listen: Option<SocketAddr>,
    /// No desk for editors at /desk/
    #[arg(long)]
    no_desk: bool,
    /// Let editors come to the desk from other machines, too, with its token: over HTTPS, or a network that you trust
    #[arg(long, conflicts_with = "no_desk")]
    desk_anywhere: bool,
}

impl Args {
    pub fn run(self, common: &Common) -> anyhow::Result<Done> {
        let mut config = common.config()?;
        config.station.listen = self.listen.unwrap_or(config.station.listen);
        config.output = self.folder.unwrap_or(config.output);
        let folder = config.output.clone();
        let base_url = config.publish.base_url.as_deref();
        let mut station = Station::new(&folder, &config.station, base_url).map_err(misuse)?;
        if !self.no_desk {
            let reach = if self.desk_anywhere { Reach::Anywhere } else { Reach::Here };
            let editing = Arc::new(Editing::new(config.clone()));
            station = station.with_desk(Desk::new(editing, reach).map_err(misuse)?);
        }
        let station = Arc::new(station);
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .max_blocking_threads(DISK_THREADS)
            .build()?;
        runtime.block_on(async {
            let server = Server::bind(&config.station).await.map_err(misuse)?;
            let address = server.address();
            match station.entry() {
                Entry::Open => tell(&format!("Serving {} openly at http://{address}/", folder.display())),
                _ => tell(&format!(
                    "Serving {} at http://{address}/ to listeners with a token; `newscaster listener add NAME` prints one.",
                    folder.display()
                )),
            }
            if let Some(desk) = station.desk() {
                tell(&format!("The editors' desk, at this address until the end of this run: {}", desk.address(address)));
            }
            server.serve(Arc::clone(&station), interrupted()).await;
        anyhow::Ok(())
        })?;
        if let Some(desk) = station.desk() {
            desk.end();
        }
        Ok(Done::Well)
    }
}

/// An error of the station for the exit code: what was asked for, or this machine.
pub(super) fn misuse(error: Error) -> anyhow::Error {
    if error.is_misuse() { Misuse(error.to_string()).into() } else { error.into() }
}
