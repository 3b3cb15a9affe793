//! The few things that tests ask of the machine that they run on.

use std::path::{Path, PathBuf};

/// A variable of the environment, unless it is empty.
pub(crate) fn variable(name: &str) -> Option<String> {
    #[expect(clippy::disallowed_methods, reason = "tests have no configuration but this")]
    let value = std::env::var(name).ok();
    value.filter(|value| !value.is_empty())
}

/// The number that a variable of the environment asks for: how long a test goes on that could go on for ever.
pub fn asked_for(name: &str) -> Option<usize> {
    variable(name)?.parse().ok()
}

/// The folder of the real data that `BAREME_REAL_DATA` names; `None`, after saying so plainly, when it names none.
///
/// # Panics
///
/// When the folder is named and is not there: what was asked for must not be skipped.
pub fn real_data(folder: &str) -> Option<PathBuf> {
    let Some(root) = variable("BAREME_REAL_DATA") else {
        eprintln!(
            "NOT RUN: this test needs the real data; set BAREME_REAL_DATA to the folder that holds {folder}/"
        );
        return None;
    };
    let path = Path::new(&root).join(folder);
    assert!(path.is_dir(), "BAREME_REAL_DATA is {root}, and {folder}/ is not in it");
    Some(path)
}

/// The root of the checkout.
pub(crate) fn checkout() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
