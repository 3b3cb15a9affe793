//! Who sits on the committee, who is missing, and whether the account qualifies.

use bareme_rollup::{Edge, MqaCondition, Rollup, Rules, decide_mqa};
use bareme_scoring::{BuyingRole, Grade, Level, MqaRule, Points, Rating, RelationshipKind, Seat};

use crate::support::{graph, now, people, subsidiary};

fn seat(role: BuyingRole, required: u32) -> Seat {
    Seat { role, required }
}

#[test]
fn coverage_averages_the_seats_and_names_the_missing() {
    let edges = [
        Edge::job(1, 10, BuyingRole::Champion),
        Edge::job(2, 10, BuyingRole::Champion),
        Edge::job(3, 10, BuyingRole::User),
        Edge::job(4, 10, BuyingRole::User),
        // None of these takes a seat: no longer there, only advising, working at the subsidiary.
        Edge { valid_to: Some(now()), ..Edge::job(5, 10, BuyingRole::EconomicBuyer) },
        Edge { role: BuyingRole::EconomicBuyer, ..Edge::new(RelationshipKind::Advises, 6, 10) },
        Edge::job(7, 11, BuyingRole::EconomicBuyer),
        subsidiary(11, 10, None),
    ];
    let graph = graph(&[10, 11], &[1, 2, 3, 4, 5, 6, 7], &edges);
    // The second champion is not engaged (level 4), both users are (level 3).
    let engagements = [(1, 8_000), (2, 2_499), (3, 2_500), (4, 2_600), (5, 9_000), (6, 9_000), (7, 9_000)];
    let people = people(&graph, &engagements);
    let seats = vec![
        seat(BuyingRole::EconomicBuyer, 1),
        seat(BuyingRole::Champion, 1),
        seat(BuyingRole::User, 3),
        seat(BuyingRole::Champion, 2),
    ];
    let rules = Rules { seats, ..Rules::default() };
    let rollup = Rollup::new(&graph, &people, &rules);
    let coverage = rollup.coverage(10).unwrap();
    // (0 + 1 + 2/3 + 1/2) / 4 = 54.1666… %
    assert_eq!(coverage.percent, Points::from_hundredths(5_417));
    assert_eq!(rollup.accounts(&[10]).unwrap()[0].coverage, coverage.percent);
    let missing: Vec<_> = coverage.missing().map(|seat| (seat.role, seat.missing, seat.known)).collect();
    assert_eq!(
        missing,
        [(BuyingRole::EconomicBuyer, 1, 0), (BuyingRole::User, 1, 2), (BuyingRole::Champion, 1, 2)]
    );
}

#[test]
fn more_people_than_a_seat_needs_do_not_fill_another() {
    let edges = [1, 2, 3].map(|contact| Edge::job(contact, 10, BuyingRole::Champion));
    let graph = graph(&[10], &[1, 2, 3], &edges);
    let people = people(&graph, &[(1, 9_000), (2, 9_000), (3, 9_000)]);
    let seats = vec![seat(BuyingRole::Champion, 1), seat(BuyingRole::EconomicBuyer, 1)];
    let rules = Rules { seats, ..Rules::default() };
    assert_eq!(Rollup::new(&graph, &people, &rules).coverage(10).unwrap().percent, Points::from_whole(50));
}

#[test]
fn without_seats_nothing_is_missing() {
    let graph = graph(&[10], &[], &[]);
    let people = people(&graph, &[]);
    let rules = Rules::default();
    let coverage = Rollup::new(&graph, &people, &rules).coverage(10).unwrap();
    assert_eq!((coverage.percent, coverage.seats.len()), (Points::HUNDRED, 0));
}

#[test]
fn an_account_qualifies_when_all_four_conditions_hold() {
    let rating = |grade, level| Rating::new(grade, Level::new(level).unwrap());
    let rule = MqaRule::default();
    let half = Points::from_whole(50);
    assert!(decide_mqa(&rule, rating(Grade::B, 2), half, 2).qualified);
    for (rating, coverage, people) in [
        (rating(Grade::C, 2), half, 2),
        (rating(Grade::B, 3), half, 2),
        (rating(Grade::B, 2), Points::from_hundredths(4_999), 2),
        (rating(Grade::B, 2), half, 1),
    ] {
        let decision = decide_mqa(&rule, rating, coverage, people);
        assert!(!decision.qualified);
        assert_eq!(decision.conditions.len(), 4);
        assert_eq!(decision.failing().count(), 1);
    }
    let alone = decide_mqa(&rule, rating(Grade::A, 1), Points::HUNDRED, 1);
    let expected = MqaCondition::People { holds: false, actual: 1, required: 2 };
    assert_eq!(alone.failing().collect::<Vec<_>>(), [&expected]);
}
