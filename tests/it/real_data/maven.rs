//! Maven CRM: companies that are known by name, in families.

use bareme_engine::pages::accounts;
use bareme_ingest::Kind;
use bareme_testkit::{GRADED_BY_TITLE, alike_on_both_databases, real_data};

use super::mapping;

#[test]
fn maven_accounts_come_in_with_their_tree() {
    let Some(folder) = real_data("maven_crm") else { return };
    alike_on_both_databases(|world| {
        let import = || {
            world
                .import_file(Kind::Accounts, folder.join("accounts.csv"))
                .mapping(&mapping("maven_crm/accounts.toml"))
        };
        let summary = import().run();
        assert_eq!((summary.read, summary.created, summary.rejected), (85, 85, 0));
        assert!(!summary.notices.iter().any(|notice| notice.contains("not here")), "{:?}", summary.notices);
        world.publish(GRADED_BY_TITLE);
        world.score();
        let acme = accounts::show(world.engine(), world.account("Acme Corporation").id, None, None).unwrap();
        let family: Vec<(&str, u32)> =
            acme.family.members.iter().map(|member| (member.name.as_str(), member.depth)).collect();
        let below = ["Bluth Company", "Codehow", "Donquadtech", "Iselectrics"].map(|name| (name, 1));
        assert_eq!(family[0], ("Acme Corporation", 0));
        assert_eq!(family[1..], below);
        assert_eq!(acme.row.industry.as_deref(), Some("technology"), "and not as the file spells it");
        let members: usize =
            ["Acme Corporation", "Massive Dynamic", "Bubba Gump", "Inity", "Sonron", "Golddex", "Warephase"]
                .into_iter()
                .map(|name| {
                    let view = accounts::show(world.engine(), world.account(name).id, None, None).unwrap();
                    assert_eq!(view.problems, []);
                    view.family.members.len() - 1
                })
                .sum();
        assert_eq!(members, 15, "every company with a parent hangs in a family");
        assert_eq!(import().run().unchanged, 85);
    });
}
