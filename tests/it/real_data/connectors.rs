//! Exports as connectors of HubSpot and Salesforce write them, through the presets.
//!
//! Their values are hashed, and no two files speak of the same people: contacts under the ids that the files of
//! activities name are made here.

use std::collections::BTreeSet;
use std::path::Path;

use bareme_ingest::Kind;
use bareme_testkit::{World, alike_on_both_databases, csv, real_data, row};

/// A file: its kind, and how many of its rows come in, are left out as deleted, and come back.
type File = (Kind, &'static str, [u64; 3]);

/// Imports files by a preset, twice.
fn import_all(world: &World, folder: &Path, preset: &str, files: &[File]) {
    let mut found = Vec::new();
    for (kind, name, _) in files {
        let import = || world.import_file(*kind, folder.join(name)).preset(preset);
        let summary = import().run();
        let came_in = summary.created + summary.updated + summary.unchanged;
        found.push((*kind, *name, [came_in, summary.skipped, summary.rejected]));
        let again = import().run();
        assert_eq!((again.created, again.updated), (0, 0), "{name}");
    }
    assert_eq!(found, files);
}

/// Makes the contacts that a column of a file names.
fn with_contacts_of(world: &World, file: &Path, column: &str) {
    let text = std::fs::read_to_string(file).unwrap();
    let mut lines = text.trim_start_matches('\u{feff}').lines();
    let place = lines.next().unwrap().split(',').position(|name| name == column).unwrap();
    let keys: BTreeSet<&str> = lines.filter_map(|line| line.split(',').nth(place)).collect();
    let rows: Vec<_> = keys.into_iter().map(|key| row(key).with("email", key)).collect();
    world.import(Kind::Contacts, csv(&rows)).run();
}

#[test]
fn hubspot_exports_come_in_through_their_preset() {
    let Some(folder) = real_data("connector_seeds/dbt_hubspot") else { return };
    alike_on_both_databases(|world| {
        let files = [
            (Kind::Accounts, "company_data.csv", [24, 0, 0]),
            (Kind::Contacts, "contact_data.csv", [22, 0, 0]),
        ];
        import_all(world, &folder, "hubspot", &files);
        let company = world.account("2182162682").attributes;
        let text = |name: &str| company.get(name).map(ToString::to_string);
        assert_eq!(text("country").as_deref(), Some("United States"));
        assert_eq!(text("revenue").as_deref(), Some("10000000"));
        let contact = world.contact("78971951");
        assert_eq!(contact.created_at, Some(bareme_testkit::at("2021-04-01T17:32:47Z")));

        with_contacts_of(world, &folder.join("email_event_data.csv"), "recipient");
        with_contacts_of(world, &folder.join("contact_form_submission_data.csv"), "contact_id");
        let files = [
            (Kind::Activities, "email_event_data.csv", [97, 3, 0]),
            (Kind::Activities, "contact_form_submission_data.csv", [5, 0, 0]),
        ];
        import_all(world, &folder, "hubspot", &files);
        let error = world.import_file(Kind::Leads, folder.join("deal_data.csv")).preset("hubspot").fail();
        assert!(error.to_string().contains("contact"), "whose deal it is stands in another file: {error}");
    });
}

#[test]
fn salesforce_exports_come_in_through_their_preset() {
    let Some(folder) = real_data("connector_seeds/dbt_salesforce") else { return };
    alike_on_both_databases(|world| {
        let files = [
            (Kind::Accounts, "sf_account_data.csv", [1, 9, 0]),
            (Kind::Contacts, "sf_contact_data.csv", [4, 0, 0]),
            (Kind::Contacts, "sf_lead_data.csv", [1, 0, 0]),
        ];
        import_all(world, &folder, "salesforce", &files);
        assert_eq!(world.account("0015500000Xyy06AAB").name(), "Eric's Test");
        let contact = world.contact("0031G00000q9jPQAQ");
        assert_eq!((contact.name().as_str(), contact.account_id), ("Janet Yellen", None));
        assert_eq!(
            contact.attributes.get("title").map(ToString::to_string).as_deref(),
            Some("Daa Science Direcor")
        );

        with_contacts_of(world, &folder.join("sf_task_data.csv"), "who_id");
        with_contacts_of(world, &folder.join("sf_event_data.csv"), "who_id");
        let files = [
            (Kind::Activities, "sf_task_data.csv", [10, 0, 0]),
            (Kind::Activities, "sf_event_data.csv", [10, 0, 0]),
        ];
        import_all(world, &folder, "salesforce", &files);
        let file = folder.join("sf_opportunity_data.csv");
        let error = world.import_file(Kind::Leads, file).preset("salesforce").fail();
        assert!(
            error.to_string().contains("contact"),
            "whose opportunity it is stands in another file: {error}"
        );
    });
}
