//! X Education: contacts with attributes of their own, clean, and with 338 rows quoted as a whole.

use bareme_ingest::Kind;
use bareme_store::inspect::list_texts;
use bareme_testkit::{World, alike_on_both_databases, real_data};

use super::mapping;

fn import(world: &World, file: &std::path::Path) -> bareme_engine::import::ImportSummary {
    world
        .import_file(Kind::Contacts, file)
        .mapping(&mapping("xeducation/contacts.toml"))
        .rejects_to("rejects.csv")
        .run()
}

#[test]
fn the_clean_file_comes_in_whole_with_typed_attributes() {
    let Some(folder) = real_data("xeducation") else { return };
    alike_on_both_databases(|world| {
        let summary = import(world, &folder.join("leads.csv"));
        assert_eq!((summary.read, summary.created, summary.rejected), (9_240, 9_240, 0));
        let first = world.contact("2a272436-5132-4136-86fa-dcc88c88f482").attributes;
        let text = |name: &str| first.get(name).map(ToString::to_string);
        assert_eq!(text("visits").as_deref(), Some("5"));
        assert_eq!(text("pages_per_visit").as_deref(), Some("2.5"));
        assert_eq!(text("do_not_email").as_deref(), Some("false"));
        assert_eq!(text("source").as_deref(), Some("Organic Search"));
        assert_eq!(text("specialization"), None, "Select means that nothing was chosen");
        for leak in ["converted", "tags", "lead_quality", "asymmetrique_activity_score"] {
            assert_eq!(text(leak), None, "{leak} was known only afterwards");
        }
        let query = "SELECT kind AS value FROM attributes WHERE subject = 'contact' AND name = 'visits'";
        assert_eq!(list_texts(world.database(), query).unwrap(), ["number"]);
    });
}

#[test]
fn of_the_malformed_file_338_rows_come_back_with_line_and_reason_and_8902_come_in() {
    let Some(folder) = real_data("xeducation") else { return };
    alike_on_both_databases(|world| {
        let file = folder.join("leads_malformed.csv");
        let summary = import(world, &file);
        assert_eq!((summary.read, summary.created, summary.rejected), (9_240, 8_902, 338));
        let text = std::fs::read_to_string(file).unwrap();
        let broken: Vec<u64> = (1_u64..)
            .zip(text.lines())
            .filter(|(_, line)| line.starts_with('"'))
            .map(|(number, _)| number)
            .collect();
        let rejects = std::fs::read_to_string(summary.rejects.unwrap()).unwrap();
        let lines: Vec<u64> =
            rejects.lines().skip(1).filter_map(|line| line.split(',').next()?.parse().ok()).collect();
        assert_eq!(lines, broken);
        assert_eq!(rejects.matches("the whole row is quoted as one field").count(), 338);
        // The rejects file has taken the quoted rows apart: after a look they come in as they are.
        let mended = world.write_file("mended.csv", rejects);
        let again = import(world, &mended);
        assert_eq!((again.created, again.rejected), (338, 0));
    });
}

#[test]
fn both_files_give_the_same_people() {
    let Some(folder) = real_data("xeducation") else { return };
    alike_on_both_databases(|world| {
        import(world, &folder.join("leads.csv"));
        let before = world.digest_of_content();
        let summary = import(world, &folder.join("leads_malformed.csv"));
        assert_eq!((summary.created, summary.updated, summary.unchanged), (0, 0, 8_902));
        assert_eq!(world.digest_of_content(), before);
    });
}
