//! Which clip store the options name.

use std::sync::Arc;

use super::store::Store;
use super::{ClipStore, Options};
use crate::speech::Error;

/// The folder of the options, and before it the shared store where an address is given. Nothing is asked of it yet.
///
/// # Errors
/// An address that is none.
pub(in crate::speech) fn open(options: &Options, address: Option<&str>) -> Result<Arc<dyn Store>, Error> {
    let folder = ClipStore::new(options);
    folder.tidy();
    match address {
        None => Ok(Arc::new(folder)),
        Some(address) => shared(folder, address),
    }
}

#[cfg(feature = "farm")]
fn shared(folder: ClipStore, address: &str) -> Result<Arc<dyn Store>, Error> {
    Ok(Arc::new(super::remote::RemoteStore::open(folder, address)?))
}

#[cfg(not(feature = "farm"))]
fn shared(_: ClipStore, _: &str) -> Result<Arc<dyn Store>, Error> {
    Err(Error::Configuration(crate::speech::farm::NOT_BUILT_IN.to_owned()))
}
