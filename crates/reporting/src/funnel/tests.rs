//! The funnel counts each lead once, in the cohort of its hand-over, and says how sure it is.

use bareme_scoring::{Instant, LeadRecord, Reasons, Stage, history, project};
use proptest::prelude::*;

use super::{Cohort, CohortCounts, Counts, Funnel, by_period};
use crate::{Period, Proportion, english};

fn day(text: &str) -> Instant {
    Instant::parse(text).unwrap()
}

fn counted(mql_at: &str, mql: u64, sal: u64, won: u64) -> CohortCounts {
    let counts = Counts { mql, sal, sql: won, opportunity: won, won, rejected: 1, ..Counts::default() };
    CohortCounts { mql_at: day(mql_at), counts }
}

fn two_quarters() -> Funnel {
    let mut first = counted("2018-01-15", 7, 3, 1);
    first.counts.oldest_undecided = Some(day("2018-01-20"));
    let mut second = counted("2018-02-01", 3, 2, 0);
    second.counts.oldest_undecided = Some(day("2018-02-01"));
    let days = [counted("2018-04-02", 10, 4, 2), first, second];
    Funnel::new(by_period(days, Period::Quarter, 1), day("2018-07-15"), Some(30.0))
}

#[test]
fn days_become_cohorts_oldest_first_and_empty_periods_stay_visible() {
    let cohorts =
        by_period([counted("2018-04-02", 10, 4, 2), counted("2018-01-15", 7, 3, 1)], Period::Month, 1);
    let seen: Vec<_> = cohorts.iter().map(|cohort| (cohort.label.as_str(), cohort.counts.mql)).collect();
    assert_eq!(seen, [("2018-01", 7), ("2018-02", 0), ("2018-03", 0), ("2018-04", 10)]);
}

#[test]
fn acceptance_is_among_decided_leads_and_the_undecided_are_counted_apart() {
    let counts = Counts { mql: 10, sal: 3, rejected: 1, ..Counts::default() };
    assert_eq!(counts.acceptance(), Proportion { part: 3, whole: 4 });
    assert_eq!(counts.undecided(), 6);
    assert_eq!(Counts { mql: 5, ..Counts::default() }.acceptance().rate(), None, "nobody has decided yet");
}

#[test]
fn a_cohort_is_immature_until_its_youngest_lead_had_the_median_time() {
    let immature = |as_of, median| {
        let cohorts = by_period([counted("2018-01-01", 5, 3, 1)], Period::Month, 1);
        Funnel::new(cohorts, day(as_of), median).rows[0].immature
    };
    assert!(immature("2018-02-27", Some(30.0)));
    assert!(!immature("2018-03-03", Some(30.0)));
    assert!(immature("2018-01-20", Some(0.5)), "the month is not over");
    assert!(!immature("2018-01-20", None));
}

#[test]
fn the_tables_say_what_happened_to_each_cohort_and_to_all() {
    let expected = "\
cohort,mql,sal,sql,opportunity,won,rejected,recycled,disqualified,lost,undecided,oldest_undecided,acceptance,immature,median_days
2018-Q1,10,5,1,1,1,2,0,0,0,3,2018-01-20T00:00:00Z,0.7142857142857143,false,12.5
2018-Q2,10,4,2,2,2,1,0,0,0,5,,0.8,true,
Total,20,9,3,3,3,3,0,0,0,8,2018-01-20T00:00:00Z,0.75,,30
";
    let mut funnel = two_quarters();
    funnel.tell_median(0, Some(12.5));
    let counts = funnel.counts_table(&english);
    assert_eq!(counts.to_csv().replace("\r\n", "\n"), expected);
    assert!(counts.to_text(&english).contains("  71.4 %  no "));
    let conversions = two_quarters().conversions_table(&english);
    let csv = conversions.to_csv();
    assert!(
        csv.starts_with("cohort,step,entered,reached,rate,low,high,immature\r\n2018-Q1,MQL → SAL,10,5,0.5,")
    );
    assert_eq!(conversions.rows.len(), 15);
}

#[test]
fn the_picture_narrows_from_mql_to_won_and_has_a_table_behind_it() {
    let chart = two_quarters().chart(&english);
    let expected = "\
From MQL to won

Step         Leads  Conversion  95 % from  95 % up to
───────────  ─────  ──────────  ─────────  ──────────
MQL             20           –          –           –
SAL              9      45.0 %     25.8 %      65.8 %
SQL              3      33.3 %     12.1 %      64.6 %
Opportunity      3     100.0 %     43.9 %     100.0 %
Won              3     100.0 %     43.9 %     100.0 %
";
    assert_eq!(chart.table(&english).to_text(&english), expected);
}

#[test]
fn an_imported_lead_counts_in_every_stage_it_went_through() {
    let record = LeadRecord {
        stages: vec![(Stage::Mql, day("2018-02-01")), (Stage::Won, day("2018-02-26"))],
        ..LeadRecord::default()
    };
    let log = history(&record, "import", &[], &Reasons::default(), day("2019-01-01")).unwrap();
    let counts = Counts::from(&project(&log).unwrap());
    let reached = Counts { mql: 1, sal: 1, sql: 1, opportunity: 1, won: 1, ..Counts::default() };
    assert_eq!(counts, Counts { implied_sal: 1, ..reached });
    assert_eq!(
        (counts.undecided(), counts.acceptance().rate()),
        (0, None),
        "nobody knows who was rejected in silence"
    );
}

#[test]
fn a_funnel_of_nothing_is_empty_and_says_so_without_numbers_that_are_not_there() {
    let funnel = Funnel::new(Vec::new(), day("2018-01-01"), None);
    assert!(funnel.counts_table(&english).rows.is_empty());
    assert!(funnel.conversions_table(&english).to_csv().contains("Total,MQL → SAL,0,0,,,,"));
}

fn any_counts() -> impl Strategy<Value = CohortCounts> {
    (0_i64..2_000, 0_u64..50, 0_u64..50, 0_u64..50).prop_map(|(day, won, open, rejected)| {
        let mql_at = Instant::from_millis(0).plus_days(day);
        let counts = Counts { mql: won + open + rejected, sal: won, won, rejected, ..Counts::default() };
        CohortCounts { mql_at, counts }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_lead_is_in_one_cohort_whatever_the_period(
        days in prop::collection::vec(any_counts(), 0..40), start in 1_u32..13
    ) {
        let mut expected = Counts::default();
        for day in &days {
            expected += day.counts;
        }
        for period in Period::ALL {
            let mut shuffled = days.clone();
            shuffled.reverse();
            let cohorts: Vec<Cohort> = by_period(days.clone(), period, start);
            prop_assert_eq!(&cohorts, &by_period(shuffled, period, start));
            prop_assert!(cohorts.windows(2).all(|pair| pair[0].until == pair[1].from));
            prop_assert_eq!(Funnel::new(cohorts, Instant::MAX, None).total, expected);
        }
    }
}
