//! The farm that a studio can reach.

use tokio::sync::Semaphore;

use crate::speech::farm::Farm;

/// Where sentences are given away to.
pub(super) struct Away {
    pub farm: Farm,
    /// As many as are spoken here at once, where nobody takes them.
    pub own: Semaphore,
}
