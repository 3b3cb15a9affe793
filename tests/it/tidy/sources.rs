//! The text files of the checkout, in the same order everywhere.

use std::fs;
use std::path::{Path, PathBuf};

/// Folders whose files are not ours.
const FOREIGN: [&str; 4] = ["target", ".git", "vendor", "node_modules"];
/// What is read as text.
const TEXT: [&str; 10] = ["rs", "toml", "md", "html", "css", "js", "sql", "ftl", "svg", "sh"];

/// A text file.
pub struct Source {
    /// Its path from the root of the checkout, with `/`.
    pub path: String,
    /// What it says.
    pub text: String,
}

impl Source {
    /// Whether its name ends so, after a dot.
    pub fn has_extension(&self, extension: &str) -> bool {
        Path::new(&self.path).extension().is_some_and(|own| own == extension)
    }

    /// Its lines with their numbers, from 1.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        (1..).zip(self.text.lines())
    }
}

/// The root of the checkout that the tests run in, which need not be the one that they were built in.
fn root() -> PathBuf {
    let tests = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let tests = tests.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")));
    tests.parent().map(Path::to_path_buf).unwrap_or(tests)
}

/// Every text file, by path.
pub fn all() -> Vec<Source> {
    let mut found = Vec::new();
    walk(&root(), "", &mut found);
    assert!(found.len() > 10, "the checkout was not found at {}", root().display());
    found
}

/// Every text file whose path starts so; none when there are none yet.
pub fn under(start: &str) -> Vec<Source> {
    all().into_iter().filter(|source| source.path.starts_with(start)).collect()
}

/// Whether a file exists.
pub fn is_there(path: &str) -> bool {
    root().join(path).is_file()
}

/// The names of the folders in a folder, sorted; none when it does not exist.
pub fn folders(path: &str) -> Vec<String> {
    entries(&root().join(path)).into_iter().filter(|(_, path)| path.is_dir()).map(|(name, _)| name).collect()
}

fn walk(folder: &Path, prefix: &str, found: &mut Vec<Source>) {
    for (name, path) in entries(folder) {
        let relative = format!("{prefix}{name}");
        if path.is_dir() {
            if !FOREIGN.contains(&name.as_str()) {
                walk(&path, &format!("{relative}/"), found);
            }
        } else if is_text(&relative, &name)
            && let Ok(text) = fs::read_to_string(&path)
        {
            found.push(Source { path: relative, text });
        }
    }
}

fn is_text(relative: &str, name: &str) -> bool {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    TEXT.contains(&extension)
        || name == "Makefile"
        || relative == ".ci/run"
        || relative.starts_with("scripts/")
}

fn entries(folder: &Path) -> Vec<(String, PathBuf)> {
    let listed = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let mut entries: Vec<_> =
        listed.map(|entry| (entry.file_name().to_string_lossy().into_owned(), entry.path())).collect();
    entries.sort();
    entries
}
