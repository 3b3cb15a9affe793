//! What the pages of a scored demo company show adds up to what its lists show.

use bareme_engine::pages::{accounts, contacts};
use bareme_engine::view::Ledger;
use bareme_scoring::Points;
use bareme_store::contacts::list_ids;
use bareme_testkit::on_both_databases;

fn sum(ledger: &Ledger) -> Points {
    ledger.lines.iter().map(|line| line.points).sum()
}

#[test]
fn the_people_of_every_account_account_for_its_whole_score() {
    on_both_databases(|world| {
        world.fill_demo(40, 3);
        let mut shown = 0;
        for (id, key) in world.read(bareme_store::accounts::list_keys) {
            let view = accounts::show(world.engine(), id, None, None).unwrap();
            let points: Points = view.contributions.iter().map(|person| person.points).sum();
            assert_eq!(points, view.row.engagement, "engagement of {key}");
            assert_eq!((sum(&view.fit), view.fit.score), (view.row.fit, view.row.fit), "fit of {key}");
            assert!(view.contributions.len() <= view.row.people as usize, "people of {key}");
            shown += usize::from(view.row.engagement > Points::ZERO);
        }
        assert!(shown > 20, "only {shown} accounts have any engagement");
    });
}

#[test]
fn the_lines_of_every_contact_add_up_to_what_the_list_shows() {
    on_both_databases(|world| {
        world.fill_demo(8, 4);
        let mut evidence = 0;
        for id in world.read(list_ids) {
            let view = contacts::show(world.engine(), id, None, None).unwrap();
            if !view.applies {
                assert_eq!(view.row.rating, None);
                continue;
            }
            assert_eq!((sum(&view.fit), view.fit.score), (view.row.fit, view.row.fit), "fit of {}", view.key);
            let engagement = (sum(&view.engagement), view.engagement.score);
            assert_eq!(engagement, (view.row.engagement, view.row.engagement), "engagement of {}", view.key);
            let last = view.history.last().unwrap();
            assert_eq!((last.fit, last.engagement), (view.row.fit, view.row.engagement), "{}", view.key);
            evidence += view.engagement.lines.iter().map(|line| line.evidence.len()).sum::<usize>();
        }
        assert!(evidence > 50, "only {evidence} activities stand behind all ledgers");
    });
}
