//! DuckDB for tests: its package for Python, of one version, kept in the user's cache outside of the checkout.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::environment::variable;

/// The version that tests are run with.
const VERSION: &str = "2.0.1";

/// Runs each script in a database of its own, then its query, and gives the query's only column, a text a row.
///
/// The first test on a machine installs DuckDB by `pip`.
///
/// # Panics
///
/// When DuckDB is missing and cannot be installed, or refuses a script or a query.
pub fn duckdb_answers(cases: &[(String, String)]) -> Vec<Vec<String>> {
    let library = library();
    let folder = tempfile::tempdir().unwrap();
    for (number, (script, query)) in cases.iter().enumerate() {
        std::fs::write(folder.path().join(format!("{number}.script.sql")), script).unwrap();
        std::fs::write(folder.path().join(format!("{number}.query.sql")), query).unwrap();
    }
    let run = Command::new("python3")
        .args(["-c", include_str!("duckdb.py")])
        .arg(folder.path())
        .arg(cases.len().to_string())
        .env("PYTHONPATH", library)
        .output()
        .unwrap();
    assert!(run.status.success(), "DuckDB: {}", String::from_utf8_lossy(&run.stderr));
    let read = |number| std::fs::read_to_string(folder.path().join(format!("{number}.answer"))).unwrap();
    (0..cases.len()).map(|number| read(number).lines().map(str::to_owned).collect()).collect()
}

fn library() -> PathBuf {
    let python =
        Command::new("python3").args(["-c", "import sys; print('%d.%d' % sys.version_info[:2])"]).output();
    let python = python.expect("these tests need python3; on Debian: apt-get install python3 python3-pip");
    let python = String::from_utf8_lossy(&python.stdout).trim().to_owned();
    let cache = variable("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .or_else(|| variable("HOME").map(|home| Path::new(&home).join(".cache")))
        .expect("these tests keep DuckDB in the user's cache: set HOME or XDG_CACHE_HOME");
    let library = cache.join("bareme-tests").join(format!("duckdb-{VERSION}-python-{python}"));
    if !library.is_dir() {
        install(&library);
    }
    library
}

/// Installs beside the place and moves there at once, so that nobody finds half of it.
fn install(library: &Path) {
    let parent = library.parent().unwrap();
    std::fs::create_dir_all(parent).unwrap();
    let fresh = tempfile::Builder::new().prefix("duckdb-").tempdir_in(parent).unwrap();
    let run = Command::new("python3")
        .args(["-m", "pip", "install", "--quiet", "--no-deps", "--only-binary=:all:", "--target"])
        .arg(fresh.path())
        .arg(format!("duckdb=={VERSION}"))
        .output()
        .unwrap();
    assert!(
        run.status.success(),
        "these tests need DuckDB {VERSION}, and pip could not install it: {}\nBy hand: python3 -m pip install --target {} duckdb=={VERSION}",
        String::from_utf8_lossy(&run.stderr),
        library.display()
    );
    // Another process may have been quicker; then its copy is as good.
    if std::fs::rename(fresh.path(), library).is_err() {
        assert!(library.is_dir(), "DuckDB could not be put into {}", library.display());
    }
}
