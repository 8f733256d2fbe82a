//! Outputs kept word for word in tests/golden. `UPDATE_GOLDEN=1 cargo test` renews them.

use std::fs;
use std::path::Path;

/// Fails where `text` is not what tests/golden/`name` holds, naming the first line that differs.
pub fn check(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        return;
    }
    let golden = fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("{}: {error}; UPDATE_GOLDEN=1 cargo test writes it", path.display()));
    let differs = text.lines().zip(golden.lines()).position(|(new, old)| new != old);
    let lines = (text.lines().count(), golden.lines().count());
    let line = differs.or_else(|| (text != golden).then(|| lines.0.min(lines.1)));
    if let Some(line) = line {
        let show = |text: &str| text.lines().nth(line).unwrap_or("(end)").to_owned();
        panic!(
            "{name}, line {}:\n  was  {}\n  is   {}\nUPDATE_GOLDEN=1 cargo test renews it where the new one is right",
            line + 1,
            show(&golden),
            show(text)
        );
    }
}
