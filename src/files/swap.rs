//! Putting a finished folder in the place of an old one.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use super::leftovers;

/// A step of putting an edition in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// All of the new edition is on the disk; the old one stands.
    Flushed,
    /// Only where folders cannot be exchanged: the old edition is under a hidden name, and none has its own.
    OldAside,
    /// The new edition stands.
    Swapped,
    /// The disk knows it.
    Durable,
    /// The old edition is gone.
    OldGone,
}

/// What putting an edition in its place asks of the system. A test brings one that cannot exchange folders, or that
/// looks on, step by step.
pub trait System {
    /// Swaps two folders in one step.
    ///
    /// # Errors
    /// `Unsupported` or `InvalidInput` where system or file system know no such thing; else what the disk says.
    fn exchange(&self, a: &Path, b: &Path) -> io::Result<()>;

    /// A step is done.
    fn reached(&self, _: Step) {}
}

/// The system that this program runs on.
#[derive(Clone, Copy, Debug, Default)]
pub struct ThisSystem;

impl System for ThisSystem {
    #[cfg(any(target_os = "linux", target_os = "macos"))]
    fn exchange(&self, a: &Path, b: &Path) -> io::Result<()> {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        Ok(renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE)?)
    }

    #[cfg(not(any(target_os = "linux", target_os = "macos")))]
    fn exchange(&self, _: &Path, _: &Path) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }
}

/// Puts `building` in the place of `destination`, and the old edition, where there was one, in that of `building`.
pub(super) fn swap(building: &Path, destination: &Path, system: &dyn System) -> io::Result<()> {
    if fs::symlink_metadata(destination).is_err() {
        fs::rename(building, destination)?;
    } else if let Err(error) = system.exchange(building, destination) {
        if !cannot_exchange(&error) {
            return Err(error);
        }
        swap_in_two_steps(building, destination, system)?;
    }
    system.reached(Step::Swapped);
    destination.parent().map_or(Ok(()), |parent| File::open(parent)?.sync_all())?;
    system.reached(Step::Durable);
    Ok(())
}

/// For file systems that cannot exchange two folders. A run killed between the steps leaves the old edition
/// under a hidden name, from which the next run brings it back.
fn swap_in_two_steps(building: &Path, destination: &Path, system: &dyn System) -> io::Result<()> {
    // Without a new edition the old one does not move.
    fs::metadata(building)?;
    let old = leftovers::old(destination);
    fs::rename(destination, &old)?;
    system.reached(Step::OldAside);
    if let Err(error) = fs::rename(building, destination) {
        fs::rename(&old, destination)?;
        return Err(error);
    }
    Ok(())
}

/// Whether the system or the file system knows no exchange, rather than that this one failed.
fn cannot_exchange(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput)
}

#[cfg(test)]
mod tests {
    use super::*;

    struct NoExchange;

    impl System for NoExchange {
        fn exchange(&self, _: &Path, _: &Path) -> io::Result<()> {
            Err(io::ErrorKind::Unsupported.into())
        }
    }

    #[test]
    fn a_new_edition_that_vanished_does_not_move_the_old_one() {
        let root = tempfile::tempdir().unwrap();
        let (new, destination) = (root.path().join(".e.new"), root.path().join("e"));
        fs::create_dir(&destination).unwrap();
        assert!(swap(&new, &destination, &ThisSystem).is_err());
        assert!(swap(&new, &destination, &NoExchange).is_err());
        assert!(destination.exists());
    }
}
