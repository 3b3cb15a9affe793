//! Movements of accounts whose past is known whole, against what follows from their moves alone.

use proptest::prelude::*;

use super::*;

fn standing(rating: &str, mqa: bool) -> Standing {
    Standing { rating: rating.parse().unwrap(), mqa }
}

fn moved(account: i64, day: i32, before: Option<Standing>, after: Standing) -> Move {
    Move { account, day, before, after }
}

/// Four companies over the days 10 to 30. One stays B2 throughout; one rises to A1 and is qualified on day 12; one was
/// qualified, falls on day 15 and is back on day 25; one is first seen on day 20.
fn four() -> Standings {
    let (plain, best) = (standing("B2", false), standing("A1", true));
    let (held, fallen) = (standing("B1", true), standing("B3", false));
    let new = standing("C4", false);
    let now = [(plain, 1), (best, 1), (held, 1), (new, 1)];
    let moves = [
        moved(3, 25, Some(fallen), held),
        moved(2, 12, Some(plain), best),
        moved(3, 15, Some(held), fallen),
        moved(4, 20, None, new),
    ];
    Standings::new(now, moves)
}

#[test]
fn who_entered_and_who_left_is_told_from_both_ends() {
    let companies = four();
    assert_eq!(companies.mqa(10, 20), MqaMovement { start: 1, entered: 1, left: 1, end: 1 });
    assert_eq!(companies.mqa(20, 30), MqaMovement { start: 1, entered: 1, left: 0, end: 2 });
    let back = MqaMovement { start: 1, entered: 1, left: 0, end: 2 };
    assert_eq!(companies.mqa(10, 30), back, "who left and came back did neither");
}

#[test]
fn a_move_counts_from_the_day_after_it() {
    let best = standing("A1", true);
    let moves = [moved(1, 10, Some(standing("A2", false)), best)];
    let companies = Standings::new([(best, 1)], moves);
    assert_eq!(companies.mqa(10, 11), MqaMovement { start: 0, entered: 1, left: 0, end: 1 });
}

#[test]
fn ratings_at_the_beginning_and_now_make_a_matrix() {
    let all = four().transitions(10, 30);
    let rating = |text: &str| text.parse::<Rating>().unwrap();
    let pairs: Vec<_> = all.pairs().collect();
    let expected = [
        (None, rating("C4"), 1),
        (Some(rating("B1")), rating("B1"), 1),
        (Some(rating("B2")), rating("A1"), 1),
        (Some(rating("B2")), rating("B2"), 1),
    ];
    assert_eq!(pairs, expected);
    assert_eq!(all.ways(), Ways { up: 1, down: 0, same: 2, new: 1 });
    assert_eq!(all.grades()[1], [1, 2, 0, 0], "from B: one to A, two stayed");
    assert_eq!(all.levels(), [[1, 0, 0, 0], [1, 1, 0, 0], [0; 4], [0; 4]]);
    assert_eq!(all.largest(), [(rating("B2"), rating("A1"), 1)]);
    assert_eq!(four().transitions(10, 20).ways(), Ways { up: 1, down: 1, same: 1, new: 0 }, "C4 came later");
}

#[test]
fn the_largest_moves_come_first_and_equal_ones_by_rating() {
    let rating = |text: &str| text.parse::<Rating>().unwrap();
    let groups = [
        (Some(rating("A2")), rating("A1"), 3),
        (Some(rating("B2")), rating("A2"), 5),
        (Some(rating("A1")), rating("A2"), 1),
        (Some(rating("A1")), rating("A2"), 2),
        (Some(rating("D4")), rating("D4"), 90),
        (Some(rating("D4")), rating("C4"), 0),
    ];
    let largest = Transitions::of(groups).largest();
    let expected = [("B2", "A2", 5), ("A1", "A2", 3), ("A2", "A1", 3)];
    assert_eq!(largest, expected.map(|(from, to, count)| (rating(from), rating(to), count)));
}

const DAYS: i32 = 12;

/// Where accounts stood on each of the days, `None` before they were known.
fn pasts() -> impl Strategy<Value = Vec<Vec<Option<Standing>>>> {
    let rating = (0_u8..16).prop_map(|index| Rating::from_index(index).unwrap());
    let change = prop::option::weighted(0.3, (rating, any::<bool>()));
    let one = (0..DAYS, prop::collection::vec(change, usize::try_from(DAYS).unwrap())).prop_map(
        |(born, changes)| {
            let mut now = None;
            let on_day = |(day, change): (i32, Option<(Rating, bool)>)| {
                let (rating, mqa) = change.unwrap_or((Rating::from_index(5).unwrap(), false));
                if day >= born && (change.is_some() || now.is_none()) {
                    now = Some(Standing { rating, mqa });
                }
                now
            };
            (0..).zip(changes).map(on_day).collect::<Vec<_>>()
        },
    );
    prop::collection::vec(one, 0..20)
}

/// The moves of whole pasts on or after a day.
fn moves_since(pasts: &[Vec<Option<Standing>>], since: i32) -> Vec<Move> {
    let mut moves = Vec::new();
    for (account, past) in (1..).zip(pasts) {
        let before = std::iter::once(None).chain(past.iter().copied());
        for ((day, after), before) in (0..).zip(past).zip(before) {
            if let Some(after) = after.filter(|after| Some(*after) != before && day >= since) {
                moves.push(moved(account, day, before, after));
            }
        }
    }
    moves
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn moves_alone_say_what_the_whole_past_says(pasts in pasts(), cuts in prop::collection::btree_set(0..=DAYS, 2..5)) {
        let days: Vec<i32> = cuts.into_iter().collect();
        let now = pasts.iter().filter_map(|past| past.last().copied().flatten()).map(|standing| (standing, 1));
        let mut moves = moves_since(&pasts, days[0]);
        moves.reverse();
        let companies = Standings::new(now, moves);
        // At the beginning of a day stands what the day before left.
        let at = |past: &Vec<Option<Standing>>, day: i32| usize::try_from(day - 1).ok().and_then(|day| past[day]);
        let pairs = days.iter().flat_map(|from| days.iter().filter(move |until| from <= until).map(move |until| (*from, *until)));
        for (from, until) in pairs {
            let ends = pasts.iter().map(|past| (at(past, from), at(past, until)));
            let mut expected = MqaMovement::default();
            for (before, after) in ends.clone() {
                let [before, after] = [before, after].map(|standing| standing.is_some_and(|standing| standing.mqa));
                expected.start += u64::from(before);
                expected.end += u64::from(after);
                expected.entered += u64::from(after && !before);
                expected.left += u64::from(before && !after);
            }
            prop_assert_eq!(companies.mqa(from, until), expected);
            prop_assert_eq!(companies.count(from), pasts.iter().filter(|past| at(past, from).is_some()).count() as u64);
            prop_assert_eq!(expected.start + expected.entered, expected.end + expected.left);
            let groups = ends.filter_map(|(before, after)| Some((before.map(|it| it.rating), after?.rating, 1)));
            let expected = Transitions::of(groups);
            let transitions = companies.transitions(from, until);
            prop_assert_eq!(&transitions, &expected);
            let (ways, all) = (transitions.ways(), transitions.pairs().map(|(_, _, count)| count).sum::<u64>());
            prop_assert_eq!(ways.up + ways.down + ways.same + ways.new, all);
            for folded in [transitions.grades(), transitions.levels()] {
                prop_assert_eq!(folded.iter().flatten().sum::<u64>() + ways.new, all);
            }
            let moved: u64 = transitions.largest().iter().map(|(_, _, count)| count).sum();
            prop_assert_eq!(moved, ways.up + ways.down);
        }
    }
}
