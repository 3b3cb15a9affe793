//! Eight leads whose every figure was worked out by hand, and what must hold of the figures of any leads.

mod properties;

use bareme_scoring::{Currency, DAY_MS, Grade, HOUR_MS, Instant, Level, Points, Rating, Stage};

use crate::{
    Cell, Cohort, Counts, Exit, Fate, Flow, Funnel, Incidence, Passage, Path, Period, PipelineCounts,
    PipelineGroup, Proportion, Sla, SlaCounts, SlaFate, activity_by_period, activity_table, english, flows,
    heat_cells, pareto, pareto_table, pipeline, pipeline_table, sla_table, stage_time_table, stage_times,
    time_spread,
};

fn at(text: &str) -> Instant {
    Instant::parse(&format!("2026-{text}")).unwrap()
}

fn as_of() -> Instant {
    at("04-01")
}

fn rating(grade: Grade, level: u8) -> Option<Rating> {
    Level::new(level).map(|level| Rating::new(grade, level))
}

/// A lead that is to be answered within a day, with the stages that it reached.
fn lead(rating: Option<Rating>, stages: &[(Stage, &str)]) -> Passage {
    let mut passage = Passage { rating, ..Passage::default() };
    for (stage, when) in stages {
        passage = passage.with(*stage, at(when), false);
    }
    passage.due_at = passage.reached(Stage::Mql).map(|mql| mql.plus_days(1));
    passage
}

fn worth(passage: Passage, amount: i64, currency: &str) -> Passage {
    Passage { amount: Some(Points::from_whole(amount)), currency: Currency::from_code(currency), ..passage }
}

fn leads() -> Vec<Passage> {
    use Stage::{Lost, Mql, Opportunity, Recycled, Rejected, Sal, Sql, Won};
    let (a1, a2, b1) = (rating(Grade::A, 1), rating(Grade::A, 2), rating(Grade::B, 1));
    let won = [
        (Mql, "01-05T09:00"),
        (Sal, "01-05T15:00"),
        (Sql, "01-12"),
        (Opportunity, "01-20"),
        (Won, "02-10T09:00"),
    ];
    let lost = [(Mql, "01-05"), (Sal, "01-07"), (Sql, "01-20"), (Opportunity, "02-01"), (Lost, "02-20")];
    let rejected = [(Mql, "01-06"), (Rejected, "01-06T02:00"), (Recycled, "01-06T02:00")];
    let returned = [(Mql, "01-10"), (Sal, "01-12"), (Recycled, "01-20")];
    let open = [(Mql, "02-03"), (Sal, "02-03T10:00"), (Sql, "02-13"), (Opportunity, "02-23")];
    let mut imported = lead(None, &[(Mql, "02-05"), (Won, "02-25")]);
    for stage in [Sal, Sql, Opportunity] {
        imported = imported.with(stage, at("02-25"), true);
    }
    vec![
        worth(lead(a1, &won), 10_000, "EUR"),
        worth(lead(a1, &lost), 5_000, "EUR"),
        lead(b1, &rejected),
        Passage { accepted_by_default: true, ..lead(b1, &returned) },
        lead(a2, &[(Mql, "01-15")]),
        worth(lead(a1, &open), 8_000, "USD"),
        lead(a2, &[(Mql, "03-31T12:00")]),
        Passage { due_at: None, ..imported },
    ]
}

fn counts(leads: &[Passage]) -> Counts {
    leads.iter().fold(Counts::default(), |mut counts, lead| {
        counts += lead.counts();
        counts
    })
}

fn proportion(part: u64, whole: u64) -> Proportion {
    Proportion { part, whole }
}

fn near(one: f64, other: f64) -> bool {
    (one - other).abs() < 1e-9
}

#[test]
fn the_cohort_view_counts_each_lead_once_and_sets_the_undecided_apart() {
    let counts = counts(&leads());
    let reached = [counts.mql, counts.sal, counts.sql, counts.opportunity, counts.won, counts.lost];
    assert_eq!(reached, [8, 5, 4, 4, 2, 1]);
    assert_eq!((counts.rejected, counts.recycled, counts.disqualified), (1, 2, 0));
    assert_eq!(counts.acceptance(), proportion(4, 5), "the implied one says nothing");
    assert_eq!((counts.undecided(), counts.oldest_undecided), (2, Some(at("01-15"))));
    let ages = leads().into_iter().filter(|lead| lead.next(Stage::Mql).is_none());
    let ages = time_spread(ages.map(|lead| (as_of().millis_since(lead.reached(Stage::Mql).unwrap()), 1)));
    assert!(near(ages.unwrap().median, f64::midpoint(76.0, 0.5)));
}

#[test]
fn the_activity_view_counts_what_happened_in_each_month() {
    let rows = activity_by_period(leads().iter().flat_map(Passage::stage_events), Period::Month, 1);
    let labels: Vec<&str> = rows.iter().map(|row| row.label.as_str()).collect();
    assert_eq!(labels, ["2026-01", "2026-02", "2026-03"]);
    let table = rows.iter().map(|row| {
        let counts = &row.counts;
        [
            counts.mql,
            counts.sal,
            counts.sql,
            counts.opportunity,
            counts.won,
            counts.lost,
            counts.rejected,
            counts.recycled,
        ]
    });
    assert_eq!(
        table.collect::<Vec<_>>(),
        [[5, 3, 2, 1, 0, 0, 1, 2], [2, 2, 2, 3, 2, 1, 0, 0], [1, 0, 0, 0, 0, 0, 0, 0]]
    );
    assert_eq!(rows[0].counts.acceptance(), proportion(3, 4));
}

#[test]
fn a_month_in_which_nothing_happened_stays_visible() {
    let stages = [lead(None, &[(Stage::Mql, "01-31")]), lead(None, &[(Stage::Mql, "04-01")])];
    let rows = activity_by_period(stages.iter().flat_map(Passage::stage_events), Period::Month, 1);
    let mql: Vec<u64> = rows.iter().map(|row| row.counts.mql).collect();
    assert_eq!(mql, [1, 0, 0, 1]);
}

#[test]
fn the_estimate_stands_beside_the_raw_rate_of_a_cohort() {
    let exits = || leads().into_iter().filter_map(|lead| lead.exit(Stage::Mql, Stage::Won, as_of()));
    let seen: Vec<(i64, Fate)> = exits().map(|exit| (exit.millis / DAY_MS, exit.fate)).collect();
    assert_eq!(
        seen,
        [
            (36, Fate::Converted),
            (46, Fate::Lost),
            (0, Fate::Refused),
            (10, Fate::Refused),
            (76, Fate::Open),
            (57, Fate::Open),
            (0, Fate::Open),
            (20, Fate::Converted),
        ]
    );
    let days = leads().into_iter().filter_map(|lead| lead.time_between(Stage::Mql, Stage::Won));
    let median = time_spread(days.map(|millis| (millis, 1))).unwrap().median;
    assert!(near(median, 28.0), "36 and 20 days: {median}");
    let cohort =
        Cohort { label: "2026-Q1".into(), from: at("01-01"), until: at("04-01"), counts: counts(&leads()) };
    let mut funnel = Funnel::new(vec![cohort], as_of(), Some(median));
    assert!(funnel.rows[0].immature && funnel.rows[0].estimate.is_none());
    funnel.estimate(0, exits());
    let estimate = funnel.rows[0].estimate.unwrap();
    // 7/8 are left after the first refusal, 5/6 of them after the second; then 1 of 5 and 1 of 4.
    let open = 7.0 / 8.0 * 5.0 / 6.0;
    assert!(near(estimate.share, open / 5.0 + open * 4.0 / 5.0 / 4.0), "{estimate:?}");
    assert!(near(estimate.within_days, 76.0));
    assert_eq!(funnel.rows[0].cohort.counts.overall().conversion, proportion(2, 8));
}

#[test]
fn steps_have_their_own_competing_exits() {
    let fates = |from, to| {
        let exits = leads().into_iter().filter_map(move |lead| lead.exit(from, to, as_of()));
        let mut counts = [0; 4];
        exits.for_each(|exit| counts[exit.fate as usize] += exit.count);
        counts
    };
    assert_eq!(fates(Stage::Mql, Stage::Sal), [5, 1, 0, 2]);
    assert_eq!(fates(Stage::Sal, Stage::Sql), [4, 1, 0, 0]);
    assert_eq!(fates(Stage::Opportunity, Stage::Won), [2, 0, 1, 1]);
    let early = leads()[0].exit(Stage::Mql, Stage::Won, at("01-08T09:00")).unwrap();
    assert_eq!(
        early,
        Exit { millis: 3 * DAY_MS, fate: Fate::Open, count: 1 },
        "what comes later is not known"
    );
    assert_eq!(leads()[0].exit(Stage::Mql, Stage::Won, at("01-01")), None);
}

#[test]
fn the_service_level_counts_silence_as_missed_and_what_is_not_due_not_at_all() {
    let mut counts = SlaCounts::default();
    let fates: Vec<Option<SlaFate>> = leads().iter().map(|lead| lead.sla(as_of())).collect();
    fates.iter().flatten().for_each(|fate| counts.add(*fate, 1));
    assert_eq!(fates[7], None, "nobody knows when an imported lead was answered");
    assert_eq!(counts, SlaCounts { in_time: 3, late: 1, defaulted: 1, overdue: 1, waiting: 1 });
    let hours = leads().into_iter().filter_map(|lead| {
        lead.due_at?;
        let millis = lead.answered_at()?.millis_since(lead.reached(Stage::Mql)?);
        Some((f64::from(i32::try_from(millis / HOUR_MS).unwrap()), 1))
    });
    let sla = Sla::new(counts, hours);
    assert_eq!(sla.answered_in_time(), proportion(3, 6));
    let hours = sla.response_hours.unwrap();
    assert!(near(hours.median, 8.0) && near(hours.p90, 36.6), "2, 6, 10 and 48 hours: {hours:?}");
}

#[test]
fn times_at_a_stage_leave_out_what_nobody_knows_and_set_apart_who_still_stands_there() {
    let [mql, sal, sql, opportunity] = stage_times(&leads(), as_of());
    let left = mql.left.unwrap();
    assert_eq!((mql.stage, left.count), (Stage::Mql, 5));
    assert!(near(left.median, 10.0 / 24.0), "2, 6, 10, 48 and 48 hours: {left:?}");
    assert_eq!(mql.standing.unwrap().count, 2);
    assert_eq!((sal.left.unwrap().count, sal.standing), (4, None));
    assert!(near(sql.left.unwrap().median, 10.0), "8, 12 and 10 days");
    assert_eq!((opportunity.left.unwrap().count, opportunity.standing.unwrap().count), (2, 1));
    assert!(near(opportunity.standing.unwrap().median, 37.0));
}

#[test]
fn the_pipeline_never_adds_two_currencies() {
    let groups = leads().into_iter().filter_map(|lead| {
        Some(PipelineGroup {
            rating: lead.rating,
            currency: lead.pipeline_currency(),
            counts: lead.pipeline()?,
        })
    });
    let (rows, total) = pipeline(groups);
    let a1 = &rows[0];
    assert_eq!((rows.len(), a1.rating, a1.opportunities, a1.won, a1.lost), (2, rating(Grade::A, 1), 3, 1, 1));
    let [eur, usd] = ["EUR", "USD"].map(|code| Currency::from_code(code).unwrap());
    let euros = PipelineCounts {
        opportunities: 2,
        amount: Points::from_whole(15_000),
        won: 1,
        won_amount: Points::from_whole(10_000),
        lost: 1,
    };
    assert_eq!(a1.by_currency[&eur], euros);
    assert_eq!((a1.by_currency[&usd].open(), a1.by_currency[&usd].amount), (1, Points::from_whole(8_000)));
    assert_eq!((rows[1].rating, rows[1].opportunities, rows[1].without_amount.opportunities), (None, 1, 1));
    assert_eq!((total.opportunities, total.win_rate()), (4, proportion(2, 3)));
    assert_eq!(total.by_currency.len(), 2);
    assert_eq!(euros.mean_amount(), Some(Points::from_whole(7_500)));
    assert_eq!(euros.velocity(36.0), Some(Points::from_hundredths(20_833)), "2 × 0.5 × 7500 / 36");
    assert_eq!(euros.velocity(0.0), None);
    assert_eq!(a1.by_currency[&usd].velocity(36.0), None, "nothing is decided");
}

#[test]
fn the_heat_map_shows_conversion_by_rating_and_leaves_empty_cells_empty() {
    let groups = leads().into_iter().filter_map(|lead| Some((lead.rating?, lead.counts())));
    let cells = heat_cells(groups, Stage::Won);
    assert_eq!(cells.cell(rating(Grade::A, 1).unwrap()), proportion(1, 3));
    assert_eq!(cells.cell(rating(Grade::A, 2).unwrap()), proportion(0, 2));
    assert_eq!(cells.cell(rating(Grade::B, 1).unwrap()), proportion(0, 2));
    assert_eq!(cells.cells.iter().filter(|cell| cell.whole > 0).count(), 3);
    assert_eq!(cells.cells[15].rate(), None);
}

#[test]
fn leads_flow_from_stage_to_stage_and_some_stand_still() {
    let flow = |from, to, count| Flow { from, to, count };
    assert_eq!(
        flows(leads().iter().map(|lead| (Path::from(lead), 1))),
        [
            flow(Stage::Mql, None, 2),
            flow(Stage::Mql, Some(Stage::Sal), 5),
            flow(Stage::Mql, Some(Stage::Rejected), 1),
            flow(Stage::Sal, Some(Stage::Sql), 4),
            flow(Stage::Sal, Some(Stage::Recycled), 1),
            flow(Stage::Sql, Some(Stage::Opportunity), 4),
            flow(Stage::Opportunity, None, 1),
            flow(Stage::Opportunity, Some(Stage::Won), 2),
            flow(Stage::Opportunity, Some(Stage::Lost), 1),
            flow(Stage::Won, None, 2),
            flow(Stage::Rejected, Some(Stage::Recycled), 1),
            flow(Stage::Recycled, None, 2),
            flow(Stage::Lost, None, 1),
        ]
    );
}

#[test]
fn reasons_come_most_frequent_first_with_what_they_add_up_to() {
    let given = [("no_need", 2), ("no_budget", 5), ("student", 2), ("no_need", 1), ("other", 0)];
    let rows = pareto(given.map(|(code, count)| (code.to_owned(), count)));
    let seen: Vec<_> = rows.iter().map(|row| (row.value.as_str(), row.share.part, row.cumulative)).collect();
    assert_eq!(
        seen,
        [
            ("no_budget", 5, proportion(5, 10)),
            ("no_need", 3, proportion(8, 10)),
            ("student", 2, proportion(10, 10)),
        ]
    );
    assert_eq!(pareto([]), []);
}

#[test]
fn a_cohort_can_be_seen_as_it_stood_when_it_was_younger() {
    let then: Vec<Passage> = leads().iter().map(|lead| lead.known_at(at("01-18"))).collect();
    let seen = counts(&then);
    assert_eq!([seen.mql, seen.sal, seen.sql, seen.won, seen.rejected], [5, 3, 1, 0, 1]);
    assert_eq!(
        Incidence::of(then.iter().filter_map(|lead| lead.exit(Stage::Mql, Stage::Won, at("01-18")))).leads,
        5
    );
}

#[test]
fn every_measure_is_a_table_with_one_row_for_each_of_its_parts() {
    let words = &english;
    let activity = activity_by_period(leads().iter().flat_map(Passage::stage_events), Period::Quarter, 1);
    let table = activity_table(&activity, words);
    assert_eq!(table.to_csv().lines().nth(1), Some("2026-Q1,8,5,4,4,2,1,2,0,1,0.8333333333333334"));
    let times = stage_time_table(&stage_times(&leads(), as_of()), words);
    assert_eq!((times.rows.len(), times.rows[3][1].clone()), (4, Cell::Count(2)));
    let reasons = pareto_table(&pareto([("no_need".to_owned(), 3)]), &|code| code.to_uppercase(), words);
    assert_eq!(reasons.rows[0][0], Cell::Text("NO_NEED".into()));
    let sla = Sla::new(SlaCounts { in_time: 3, late: 1, ..SlaCounts::default() }, [(8.0, 4)]);
    let table = sla_table([("ana", &sla)], "Owner", words);
    assert_eq!((table.rows[0][6].clone(), table.rows[0][9].clone()), (Cell::Number(0.75), Cell::Number(8.0)));
    let (rows, total) = pipeline(leads().into_iter().filter_map(|lead| {
        let currency = lead.pipeline_currency();
        Some(PipelineGroup { rating: lead.rating, currency, counts: lead.pipeline()? })
    }));
    let table = pipeline_table(&rows, &total, words);
    let labels = table.rows.iter().map(|row| (row[0].clone(), row[1].clone()));
    let text = |word: &str| Cell::Text(word.to_owned());
    assert_eq!(
        labels.collect::<Vec<_>>(),
        [
            (text("A1"), text("EUR")),
            (text("A1"), text("USD")),
            (text("No rating"), Cell::Empty),
            (text("Total"), text("EUR")),
            (text("Total"), text("USD")),
            (text("Total"), Cell::Empty),
        ]
    );
    for table in [&table, &times, &reasons] {
        assert!(table.rows.iter().all(|row| row.len() == table.columns.len()));
    }
}
