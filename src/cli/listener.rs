//! `newscaster listener`: private listeners, each with an address of their own.

use super::common::Common;
use super::exit::Done;
use super::output::{put, tell};
use super::serve::misuse;
use crate::station::listeners;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Add a listener and print the private address of the feed, which is shown this once
    Add {
        /// A name to remove the listener by
        name: String,
    },
    /// List the listeners
    List,
    /// Remove a listener: the address opens nothing from now on
    Remove {
        /// The name
        name: String,
    },
}

impl Args {
    pub fn run(&self, common: &Common) -> anyhow::Result<Done> {
        let config = common.config()?;
        let file = &config.station.listeners;
        match &self.what {
            What::Add { name } => {
                let token = listeners::add(file, name).map_err(misuse)?;
                let local = format!("http://{}", config.station.listen);
                let base = config.publish.base_url.unwrap_or(local);
                tell(&format!(
                    "{name} hears the editions at this address. It is shown this once; only its hash is kept."
                ));
                put(&format!("{}/l/{}/feed.xml\n", base.trim_end_matches('/'), token.expose()))?;
            }
            What::List => {
                let listeners = listeners::list(file).map_err(misuse)?.unwrap_or_default();
                let names: Vec<&str> =
                    listeners.iter().flat_map(|listener| [listener.name.as_str(), "\n"]).collect();
                if names.is_empty() {
                    tell("There are no listeners yet.");
                }
                put(&names.concat())?;
            }
            What::Remove { name } => {
                let left = listeners::remove(file, name).map_err(misuse)?;
                tell(&format!("{name} is removed."));
                if left.is_empty() {
                    tell(&format!(
                        "Nobody is left, and nothing is served; to serve openly again, remove {} and start anew.",
                        file.display()
                    ));
                }
            }
        }
        Ok(Done::Well)
    }
}
