//! `bareme model`: files that are wrong are named, and what scoring itself supplies is known.

use bareme_ingest::Kind;
use bareme_testkit::{GRADED_BY_TITLE, on_both_databases};

use super::bareme;

#[test]
fn a_model_that_cannot_be_published_is_named_with_its_problems() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    std::fs::write(path.join("good.toml"), GRADED_BY_TITLE).unwrap();
    std::fs::write(path.join("bad.toml"), GRADED_BY_TITLE.replace("contact.title", "title")).unwrap();
    let unquoted = GRADED_BY_TITLE.replace("\"Graded by title\"", "Graded by title");
    std::fs::write(path.join("unquoted.toml"), unquoted).unwrap();
    bareme(path, &["model", "publish", "bad.toml"])
        .fails(1, &["bareme: bad.toml cannot be published:\n", "line "]);
    assert!(!path.join("bareme.db").exists());
    bareme(path, &["model", "publish", "no.toml"]).fails(1, &["no.toml: there is no such file"]);
    bareme(path, &["model", "diff", "good.toml", "unquoted.toml"])
        .fails(1, &["unquoted.toml: line 3", "put it in quotes: \"Graded by title\""]);
    bareme(path, &["model", "diff", "good.toml", "no.toml"])
        .fails(1, &["neither a file nor a published model"]);
    let check = bareme(path, &["model", "check", "bad.toml"]);
    assert_eq!(check.code, Some(1));
    assert!(!check.out.contains("at most"), "{check:?}");
    assert!(check.out.ends_with("bad.toml: cannot be published; errors: 3, warnings: 0.\n"), "{check:?}");
}

#[test]
fn the_role_in_a_relationship_is_known_to_every_database_that_holds_something() {
    on_both_databases(|world| {
        world.import(Kind::Accounts, "key,name,type,industry\na,Acme,prospect,Software\n").run();
        world.import(Kind::Contacts, "key,title,account\nc,Chief,a\n").run();
        world.import(Kind::Activities, "contact,type,at\nc,page_view,2026-05-01\n").run();
        let by_role = GRADED_BY_TITLE.replacen(
            "{ attribute = \"contact.title\", is = \"Chief\" }",
            "{ attribute = \"relationship.role\", is = \"champion\" }",
            1,
        );
        let report = bareme_engine::models::check_document(world.engine(), &by_role).unwrap();
        let unseen =
            report.problems.iter().filter(|problem| problem.message.contains("nobody has ever seen"));
        assert_eq!(unseen.count(), 0, "{:?}", report.problems);
        let mistyped = by_role.replace("relationship.role", "relationship.rol");
        let report = bareme_engine::models::check_document(world.engine(), &mistyped).unwrap();
        let found = report.problems.iter().any(|it| it.message.contains("did you mean 'relationship.role'?"));
        assert!(found, "{:?}", report.problems);
    });
}
