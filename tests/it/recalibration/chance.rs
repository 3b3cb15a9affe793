//! The chance beside a rating: there once enough outcomes are known, with what speaks for it; it moves nothing.

use bareme_engine::pages::{contacts, lead};
use bareme_engine::recalibrate::Asked;
use bareme_engine::view::{ChanceOf, ContactView};
use bareme_testkit::{GRADED_BY_TITLE, World, on_both_databases};

use super::world::{Way, leads, people, report, run};

/// A lead a day from 400 days ago on. Three of four chiefs reach SQL, a quarter of the managers, a tenth of the students.
fn with_outcomes(world: &World, count: usize) {
    world.publish(GRADED_BY_TITLE);
    people(world, count, |number| ["Chief", "Manager", "Student"][number % 3]);
    let converts = |number: usize| match number % 3 {
        0 => !(number / 3).is_multiple_of(4),
        1 => (number / 3).is_multiple_of(4),
        _ => (number / 3).is_multiple_of(10),
    };
    let way = |number: usize| {
        let mql = i64::try_from(number).unwrap();
        Way { mql, sql: converts(number).then_some(mql + 30), ..Way::default() }
    };
    leads(world, world.now().plus_days(-400), &(0..count).map(way).collect::<Vec<_>>());
    world.score();
}

fn seen(world: &World, key: &str) -> ContactView {
    contacts::show(world.engine(), world.contact(key).id, None, None).unwrap()
}

#[test]
fn a_contact_has_a_chance_with_its_reasons_once_enough_outcomes_are_known() {
    on_both_databases(|world| {
        with_outcomes(world, 360);
        let before = seen(world, "p0");
        assert_eq!(before.chance, None, "nothing has been learnt yet");
        report(world);
        let (chief, student) = (seen(world, "p0"), seen(world, "p2"));
        let (high, low) = (chief.chance.unwrap(), student.chance.unwrap());
        assert!(high.chance > 0.5 && low.chance < 0.3, "{high:?} {low:?}");
        assert!(low.chance < high.usual && high.usual < high.chance, "{high:?} {low:?}");
        let (for_chief, for_student) = (&high.reasons[0], &low.reasons[0]);
        assert_eq!((for_chief.rule.as_str(), for_chief.speaks_for), ("Title", true));
        assert_eq!((for_student.rule.as_str(), for_student.speaks_for), ("Title", false));
        assert!(for_chief.line.as_ref().is_some_and(|line| !line.evidence.is_empty()));
        assert_eq!(
            (chief.row.rating, chief.row.fit),
            (before.row.rating, before.row.fit),
            "it moves nothing"
        );
    });
}

#[test]
fn a_lead_has_the_chance_of_its_next_step_by_what_was_known_at_the_hand_over() {
    on_both_databases(|world| {
        with_outcomes(world, 360);
        report(world);
        let open = lead::show(world.engine(), 5, None).unwrap();
        let chance = open.chance.expect("a lead that waits has a chance to be qualified");
        assert_eq!(chance.of, ChanceOf::Sql);
        let qualified = lead::show(world.engine(), 4, None).unwrap();
        assert_eq!(qualified.lead.stage, bareme_scoring::Stage::Sql);
        assert_eq!(qualified.chance, None, "no opportunity has ended, so nothing is known of winning");
    });
}

#[test]
fn too_few_outcomes_give_no_chance() {
    on_both_databases(|world| {
        with_outcomes(world, 100);
        let _ = run(world, &Asked::new(None, "test"));
        assert_eq!(seen(world, "p0").chance, None);
    });
}
