//! Files that are complete or absent, and configuration that names its mistakes.

mod atomic;
mod hash;
mod nearest;
mod picture;
mod settings;
mod shelf;
mod stop;
mod wav;
mod workplace;

pub use atomic::{Draft, FolderLock, lock_path, write_atomically};
pub use hash::hash;
pub use nearest::nearest;
pub use picture::picture_kind;
pub use settings::{SettingsError, parse_settings};
pub use shelf::Shelf;
pub use stop::Stop;
pub use wav::{WavFile, bytes_of, samples_of};
pub use workplace::{Workplace, WorkplaceError};
