//! ZIP files, as books are packed.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::files::regular;

/// A ZIP file in the making; every entry has the same date, so the same edition gives the same bytes.
pub struct Package {
    zip: ZipWriter<BufWriter<File>>,
}

impl Package {
    /// Begins it.
    pub fn new(file: BufWriter<File>) -> Self {
        Self { zip: ZipWriter::new(file) }
    }

    fn options(method: CompressionMethod) -> SimpleFileOptions {
        SimpleFileOptions::default().compression_method(method).last_modified_time(zip::DateTime::DEFAULT)
    }

    /// An entry that is stored as it is.
    pub fn store(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        self.zip.start_file(name, Self::options(CompressionMethod::Stored))?;
        self.zip.write_all(bytes)
    }

    /// A compressed entry.
    pub fn add(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        self.zip.start_file(name, Self::options(CompressionMethod::Deflated))?;
        self.zip.write_all(bytes)
    }

    /// A file that is packed already, as a stream.
    pub fn copy(&mut self, name: &str, source: &Path) -> io::Result<()> {
        let mut file = regular::open(source)?;
        let large = file.metadata()?.len() >= u64::from(u32::MAX);
        self.zip.start_file(name, Self::options(CompressionMethod::Stored).large_file(large))?;
        io::copy(&mut file, &mut self.zip).map(|_| ())
    }

    /// Ends it, and waits for the disk.
    pub fn finish(self) -> io::Result<()> {
        let mut file = self.zip.finish()?;
        file.flush()?;
        file.get_ref().sync_all()
    }
}
