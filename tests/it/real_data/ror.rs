//! The Research Organization Registry: 51,370 organisations, and links between them that are not all a tree.

use bareme_engine::pages::accounts;
use bareme_engine::view::TreeProblem;
use bareme_ingest::Kind;
use bareme_scoring::RelationshipKind;
use bareme_store::inspect::list_texts;
use bareme_store::{Backend, relationships};
use bareme_testkit::{World, alike_on_both_databases, real_data};

use super::mapping;

/// Organisations with at least two parents that are here, of whom the largest share decides.
const SEVERAL_PARENTS: usize = 2_818;
/// Different links between different organisations that are here.
const LINKS: u64 = 17_595;
/// Rows that say a link again from its other end.
const SAID_TWICE: u64 = 16_513;
/// Rows that name an organisation that is not here: 423 as a parent, 5,200 as a subsidiary.
const MISSING: u64 = 423 + 5_200;
/// Rows that tell neither parent nor subsidiary.
const OTHER: u64 = 9_608 + 1_990 + 494;

fn one(notices: &[String], part: &str) -> String {
    let found: Vec<&String> = notices.iter().filter(|notice| notice.contains(part)).collect();
    assert_eq!(found.len(), 1, "'{part}' in {found:?}");
    found[0].clone()
}

#[test]
fn ror_families_come_in_with_their_ring_their_self_parent_and_their_missing_parents_named() {
    let Some(folder) = real_data("ror") else { return };
    let world = World::new(Backend::Sqlite);
    let summary = world
        .import_file(Kind::Accounts, folder.join("ror_orgs.csv"))
        .mapping(&mapping("ror/accounts.toml"))
        .run();
    assert_eq!((summary.read, summary.created, summary.rejected), (51_370, 51_370, 0));

    let file = folder.join("ror_relationships.csv");
    let summary = world
        .import_file(Kind::Relationships, file)
        .mapping(&mapping("ror/relationships.toml"))
        .rejects_to("rejects.csv")
        .run();
    assert_eq!((summary.read, summary.skipped, summary.rejected), (51_824, OTHER, MISSING));
    assert_eq!((summary.created, summary.updated), (LINKS, 0));
    assert_eq!(summary.unchanged, SAID_TWICE + 1, "said from both ends, and one that leads to itself");

    let notices = world.notices(summary.id);
    let ring = one(&notices, "own each other in a ring");
    assert!(ring.contains("ring (1)") && ring.contains("028rfb880") && ring.contains("03bqy0f38"), "{ring}");
    assert!(one(&notices, "Its own parent").contains("02ek9wp67"));
    assert!(one(&notices, "several parents").contains(&format!("({SEVERAL_PARENTS})")));
    let rejects = std::fs::read_to_string(summary.rejects.unwrap()).unwrap();
    assert_eq!(rejects.lines().count() as u64, 1 + MISSING);
    assert_eq!(rejects.matches("import accounts first").count() as u64, MISSING, "each says what is missing");

    let ring = accounts::show(world.engine(), world.account("028rfb880").id, None, None).unwrap();
    assert!(
        ring.problems.iter().any(|problem| matches!(problem, TreeProblem::Cycle(names) if names.len() == 2))
    );
    let parents = world.read(|c| {
        relationships::list_from(c, &[RelationshipKind::SubsidiaryOf], &[world.account("02ek9wp67").id])
    });
    assert!(parents.iter().all(|edge| edge.to_id != edge.from_id));
}

#[test]
fn companies_in_families_keep_every_parent_that_the_file_names() {
    let Some(folder) = real_data("ror") else { return };
    alike_on_both_databases(|world| {
        let file = folder.join("derived_company_families.csv");
        let summary = world.import_file(Kind::Accounts, file).mapping(&mapping("ror/families.toml")).run();
        assert_eq!((summary.read, summary.created, summary.rejected), (774, 769, 0));
        let edges = list_texts(world.database(), "SELECT CAST(count(*) AS TEXT) AS value FROM relationships")
            .unwrap();
        assert_eq!(edges, ["525"], "five companies stand in the file twice, with two parents each");
        let open = format!(
            "SELECT CAST(count(*) AS TEXT) AS value FROM relationships WHERE valid_to = {}",
            bareme_scoring::Instant::MAX.millis()
        );
        assert_eq!(list_texts(world.database(), &open).unwrap(), ["525"]);
        assert!(one(&summary.notices, "several parents").contains("(5)"));
    });
}
