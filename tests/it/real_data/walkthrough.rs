//! The walk through Olist in the manual: its commands, one after another, print what it says they print.

use std::path::Path;

use bareme_testkit::{program, real_data};

const WALK: &str = include_str!("../../../docs/walkthrough-olist.md");

/// The commands of the walk, each with the lines that it is said to print.
fn steps() -> Vec<(Vec<&'static str>, Vec<&'static str>)> {
    let mut steps: Vec<(Vec<&str>, Vec<&str>)> = Vec::new();
    let mut inside = false;
    for line in WALK.lines() {
        match line.strip_prefix("$ bareme ") {
            _ if line.starts_with("```") => inside = line == "```console",
            Some(command) if inside => steps.push((command.split_whitespace().collect(), Vec::new())),
            None if inside && !line.is_empty() => steps.last_mut().unwrap().1.push(line),
            _ => {}
        }
    }
    steps
}

fn prints(folder: &Path, arguments: &[&str]) -> String {
    let mut command = program().command();
    let done = command
        .args(arguments)
        .current_dir(folder)
        .env("BAREME_DATABASE", "sqlite:olist.db")
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    format!("{}{}", text(done.stderr), text(done.stdout))
}

#[test]
fn every_line_of_the_walk_through_olist_is_printed() {
    let Some(data) = real_data("olist") else { return };
    let folder = tempfile::tempdir().unwrap();
    let manual = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs");
    std::fs::create_dir_all(folder.path().join("docs/examples/olist")).unwrap();
    for (from, to) in [
        (data, folder.path().to_owned()),
        (manual.join("examples/olist"), folder.path().join("docs/examples/olist")),
    ] {
        for file in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
            std::fs::copy(file.path(), to.join(file.file_name())).unwrap();
        }
    }
    let steps = steps();
    assert!(steps.len() >= 5, "{steps:?}");
    for (command, lines) in steps {
        let printed = prints(folder.path(), &command);
        assert!(!lines.is_empty(), "the walk says nothing of {command:?}");
        for line in lines {
            assert!(
                printed.lines().any(|printed| printed.trim_end() == line),
                "{line:?} of {command:?} in:\n{printed}"
            );
        }
    }
}
