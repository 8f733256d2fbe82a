//! Files that are complete or absent, and configuration that names its mistakes.

mod atomic;
mod below;
mod edition;
mod flush;
mod fonts;
mod hash;
mod leftovers;
mod mark;
mod nearest;
mod picture;
pub mod regular;
mod scratch;
pub mod sense;
mod settings;
mod shelf;
mod stop;
mod swap;
mod wav;
mod workplace;

pub use atomic::{Draft, FolderLock, write_atomically};
pub use below::{Below, Stamp, read_at};
pub use edition::{SUMS, Sums, edition, is_of_podcast, is_page_of_month};
pub use fonts::{FontFile, system_fonts};
pub use hash::hash;
pub use leftovers::{drop_edition, lock_path, sweep};
pub use mark::{MARK, is_marked, mark};
pub use nearest::nearest;
pub use picture::{PictureShape, picture_kind, picture_shape};
pub use scratch::Scratch;
pub use settings::{SettingsError, parse_settings};
pub use shelf::Shelf;
pub use stop::Stop;
pub use swap::{Step, System, ThisSystem};
pub use wav::{WavFile, bytes_of, samples_of};
pub use workplace::{Workplace, WorkplaceError};
