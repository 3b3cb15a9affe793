//! The ready-made clock says what the agreement's clock says.

use bareme_scoring::{CalendarDraft, Instant, SlaClock};

use super::Clock;

#[test]
fn hours_of_business_are_those_of_the_calendar_over_a_year_with_both_changes_of_summer_time() {
    let calendar =
        CalendarDraft { zone: "Europe/Paris".to_owned(), ..CalendarDraft::default() }.check().unwrap();
    let clock = SlaClock::Business(calendar);
    let (from, until) = (Instant::from_millis(1_767_225_600_000), Instant::from_millis(1_798_761_600_000));
    let ready = Clock::new(&clock, from, until);
    // Steps that fall into every hour of the day and every day of the week.
    let moment = |step: i64| from.plus_millis(step * 5 * 3_600_000 + step * 61_000);
    for step in 0..1_500 {
        let (start, end) = (moment(step), moment(step + step % 40));
        assert_eq!(ready.between(start, end), clock.between(start, end), "{start} to {end}");
    }
    assert_eq!(ready.between(until, from), 0);
}

#[test]
fn plain_hours_are_all_hours() {
    let at = Instant::from_millis;
    assert_eq!(Clock::new(&SlaClock::Plain, at(0), at(10)).between(at(3), at(9)), 6);
}
