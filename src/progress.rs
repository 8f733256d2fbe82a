//! How the rooms tell what they are doing. The library prints nothing; whoever calls it brings a [`Progress`].

/// A stage of making an edition, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Stage {
    /// Reading the pages; counted in files.
    Read,
    /// Writing the script; counted in stories.
    Write,
    /// Speaking; counted in segments.
    Speak,
    /// Assembling the master; counted in segments.
    Stitch,
    /// Writing the publications; counted in formats.
    Publish,
    /// Checking what was written; counted in files.
    Verify,
}

/// A listener to the work. Calls come from several threads at once.
pub trait Progress: Send + Sync {
    /// A stage begins; `total` is the number of steps it will have.
    fn begin(&self, stage: Stage, total: u64);
    /// One step is done; `what` names it (a sentence, a file).
    fn step(&self, stage: Stage, what: &str);
    /// The stage is over.
    fn end(&self, stage: Stage);
    /// Something a person should know, in one line.
    fn note(&self, message: &str);
}

/// Says nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl Progress for Silent {
    fn begin(&self, _: Stage, _: u64) {}
    fn step(&self, _: Stage, _: &str) {}
    fn end(&self, _: Stage) {}
    fn note(&self, _: &str) {}
}
