//! `bareme user`: who may come in, without a password ever being an argument or an answer; and the first start.

use std::io::{BufRead, BufReader};
use std::process::Stdio;

use bareme_testkit::program;

use super::{bareme, json};

#[test]
fn people_are_added_listed_moved_and_kept_out() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let add = ["user", "add", "ana@example.com", "--name", "Ana López", "--role", "rep"];
    let added = bareme(path, &add).done();
    let link = added.lines().last().unwrap();
    assert!(link.starts_with("http://127.0.0.1:8080/invitation?code="), "{added}");
    bareme(path, &add).fails(1, &["somebody else has this address"]);
    let same = ["user", "add", "al@example.com", "--name", "ana lopez", "--role", "rep"];
    bareme(path, &same).fails(1, &["somebody else has this name"]);
    let odd = ["user", "add", "bo@example.com", "--name", "Bo", "--role", "boss"];
    bareme(path, &odd).fails(2, &["choose marketer, rep, sales-leader"]);
    let unknown_team = ["user", "add", "bo@example.com", "--name", "Bo", "--role", "rep", "--team", "South"];
    bareme(path, &unknown_team).fails(1, &["the team is not one of the agreement's"]);
    assert_eq!(bareme(path, &["user", "list"]).done(), "Ana López <ana@example.com>: rep, no password yet\n");
    let moved = bareme(path, &["user", "set-role", "ANA@example.com", "--role", "marketer"]).done();
    assert_eq!(moved, "Ana López is marketer now.\n");
    bareme(path, &["user", "disable", "ana lopez"]).done();
    let list = json(&bareme(path, &["--format", "json", "user", "list"]).done());
    assert_eq!((&list[0]["role"], &list[0]["disabled"]), (&"marketer".into(), &true.into()));
    bareme(path, &["user", "enable", "Ana López"]).done();
    let again = bareme(path, &["user", "reset", "ana@example.com"]).done();
    assert!(again.contains("/invitation?code=") && !again.contains(link), "{again}");
    bareme(path, &["user", "reset", "bo"]).fails(1, &["there is nobody 'bo'", "bareme user list"]);
    assert!(
        !bareme(path, &["help", "user", "add"]).done().contains("password "),
        "a password is no argument"
    );
}

#[test]
fn the_console_shows_the_set_up_code_at_each_start() {
    let folder = tempfile::tempdir().unwrap();
    let code = || {
        let mut serve = program().command();
        serve.args(["serve", "--listen", "127.0.0.1:0"]).current_dir(folder.path());
        let mut child =
            serve.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines().map(Result::unwrap);
        let link = lines.find(|line| line.contains("/set-up?code="));
        child.kill().unwrap();
        child.wait().unwrap();
        link.unwrap().split("code=").nth(1).unwrap().to_owned()
    };
    assert_ne!(code(), code());
}
