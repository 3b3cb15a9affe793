//! The walks through real data in the manual: their commands, one after another, print what it says they print.

use std::path::{Path, PathBuf};

use bareme_testkit::{program, real_data};

const OLIST: &str = include_str!("../../../docs/walkthrough-olist.md");
const MAVEN: &str = include_str!("../../../docs/walkthrough-maven.md");

/// The commands of a walk, each with the lines that it is said to print. A line that ends in `\` goes on in the next.
fn steps(walk: &'static str) -> Vec<(Vec<&'static str>, Vec<&'static str>)> {
    let mut steps: Vec<(Vec<&str>, Vec<&str>)> = Vec::new();
    let (mut inside, mut goes_on) = (false, false);
    for line in walk.lines() {
        if line.starts_with("```") {
            inside = line == "```console";
            continue;
        }
        if !inside || line.is_empty() {
            continue;
        }
        let command = if goes_on { Some(line) } else { line.strip_prefix("$ bareme ") };
        match (command, goes_on) {
            (Some(command), false) => steps.push((words(command), Vec::new())),
            (Some(command), true) => steps.last_mut().unwrap().0.extend(words(command)),
            (None, _) => steps.last_mut().unwrap().1.push(line),
        }
        goes_on = command.is_some_and(|command| command.ends_with('\\'));
    }
    steps
}

/// The words of a command; quotation marks keep several together.
fn words(command: &'static str) -> Vec<&'static str> {
    let command = command.trim_end_matches('\\');
    let parts = command.split('"').enumerate();
    parts
        .flat_map(|(place, part)| {
            let plain = place.is_multiple_of(2);
            if plain { part.split_whitespace().collect::<Vec<_>>() } else { vec![part] }
        })
        .collect()
}

fn prints(folder: &Path, arguments: &[&str]) -> String {
    let mut command = program().command();
    let done = command
        .args(arguments)
        .current_dir(folder)
        .env("BAREME_DATABASE", "sqlite:walk.db")
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    format!("{}{}", text(done.stderr), text(done.stdout))
}

/// Goes a walk through a folder of real data with its examples.
fn walk(manual: &'static str, data: PathBuf, examples: &str) {
    let folder = tempfile::tempdir().unwrap();
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs");
    std::fs::create_dir_all(folder.path().join("docs").join(examples)).unwrap();
    for (from, to) in
        [(data, folder.path().to_owned()), (docs.join(examples), folder.path().join("docs").join(examples))]
    {
        for file in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
            std::fs::copy(file.path(), to.join(file.file_name())).unwrap();
        }
    }
    let steps = steps(manual);
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

#[test]
fn every_line_of_the_walk_through_olist_is_printed() {
    let Some(data) = real_data("olist") else { return };
    walk(OLIST, data, "examples/olist");
}

#[test]
fn every_line_of_the_walk_through_maven_is_printed() {
    let Some(data) = real_data("maven_crm") else { return };
    walk(MAVEN, data, "examples/maven_crm");
}
