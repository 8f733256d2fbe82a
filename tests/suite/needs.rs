//! What a test needs that may not be there. It says so and is skipped; with `NEWSCASTER_REQUIRE=all`, it fails.

use std::path::Path;

/// A tool or a right of this machine is missing; scripts/install-test-tools brings the tools.
pub fn skip(what: impl std::fmt::Display) {
    assert!(
        std::env::var_os("NEWSCASTER_REQUIRE").is_none_or(|wanted| wanted != "all"),
        "{what}, and NEWSCASTER_REQUIRE=all lets no test be skipped"
    );
    println!("skipped: {what}");
}

/// Data that are no part of the repository are not beside it.
pub fn beside_the_repository(file: &Path) {
    println!("skipped: {} is not beside the repository", file.display());
}
