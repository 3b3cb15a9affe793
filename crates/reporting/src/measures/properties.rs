//! For any leads: what is counted in groups is what is counted one by one, views agree where they must, nothing is lost.

use bareme_scoring::{DAY_MS, Instant, Lead, LeadRecord, Reasons, Stage, history, project};
use proptest::prelude::*;

use super::{counts, near};
use crate::{
    ActivityCounts, Counts, Exit, Fate, Incidence, Passage, Path, Period, Proportion, SlaCounts,
    activity_by_period, flows,
};

const WAYS: [&[Stage]; 7] = [
    &[Stage::Mql],
    &[Stage::Mql, Stage::Rejected],
    &[Stage::Mql, Stage::Sal, Stage::Disqualified],
    &[Stage::Inquiry, Stage::Mql, Stage::Sal, Stage::Sql],
    &[Stage::Mql, Stage::Sal, Stage::Sql, Stage::Opportunity],
    &[Stage::Mql, Stage::Sal, Stage::Sql, Stage::Opportunity, Stage::Won],
    &[Stage::Mql, Stage::Sal, Stage::Sql, Stage::Opportunity, Stage::Lost],
];

fn start() -> Instant {
    Instant::parse("2026-01-01").unwrap()
}

fn as_of() -> Instant {
    start().plus_days(400)
}

/// A lead with some of the dates of its way, by the log.
fn lead() -> impl Strategy<Value = Lead> {
    let way = prop::sample::select(WAYS.to_vec());
    (way, 0_i64..200, prop::collection::vec((0_i64..960, prop::bool::weighted(0.8)), 6)).prop_map(
        |(way, first, steps)| {
            let mut at = start().plus_days(first);
            let mut stages = Vec::new();
            for (place, (stage, (hours, told))) in way.iter().zip(steps).enumerate() {
                at = at.plus_millis(hours * 3_600_000);
                if told || place == 0 || place + 1 == way.len() {
                    stages.push((*stage, at));
                }
            }
            let record = LeadRecord { stages, reason: Some("no_need".into()), ..LeadRecord::default() };
            project(&history(&record, "test", &[], &Reasons::default(), as_of()).unwrap()).unwrap()
        },
    )
}

fn leads() -> impl Strategy<Value = Vec<Passage>> {
    prop::collection::vec((lead(), prop::option::of(1_i64..100)), 0..30).prop_map(|leads| {
        let row = |(lead, hours): &(Lead, Option<i64>)| {
            let mut passage = Passage::from(lead);
            let mql = passage.reached(Stage::Mql);
            passage.due_at = hours.and_then(|hours| Some(mql?.plus_millis(hours * 3_600_000)));
            passage
        };
        leads.iter().map(row).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_row_says_of_a_lead_what_its_log_says(lead in lead()) {
        let passage = Passage::from(&lead);
        for stage in Stage::ALL {
            prop_assert_eq!(passage.reached(stage), lead.reached(stage).map(|reached| reached.at));
            let dated = lead.reached(stage).filter(|reached| !reached.implied).map(|reached| reached.at);
            prop_assert_eq!(passage.dated(stage), dated);
        }
        prop_assert_eq!(passage.answered_at(), lead.answered_at());
        prop_assert_eq!(Counts::from(&lead), passage.counts());
        prop_assert_eq!(passage.known_at(Instant::MAX), passage);
    }

    #[test]
    fn what_flows_into_a_stage_flows_out_or_stands_there_and_is_what_the_funnel_counts(leads in leads()) {
        let flows = flows(leads.iter().map(|lead| (Path::from(lead), 1)));
        let counts = counts(&leads);
        for stage in Stage::ALL.into_iter().filter(|stage| *stage != Stage::Inquiry) {
            let out: u64 = flows.iter().filter(|flow| flow.from == stage).map(|flow| flow.count).sum();
            let into: u64 = flows.iter().filter(|flow| flow.to == Some(stage)).map(|flow| flow.count).sum();
            prop_assert_eq!(out, counts.reached(stage));
            prop_assert_eq!(into, if stage == Stage::Mql { 0 } else { counts.reached(stage) });
        }
    }

    #[test]
    fn over_all_time_both_views_count_the_same_leads(leads in leads(), period in 0_usize..4, fiscal in 1_u32..13) {
        let rows = activity_by_period(leads.iter().flat_map(Passage::stage_events), Period::ALL[period], fiscal);
        let mut all = ActivityCounts::default();
        for pair in rows.windows(2) {
            prop_assert_eq!(pair[0].until, pair[1].from);
        }
        for row in &rows {
            all += row.counts;
        }
        let counts = counts(&leads);
        for stage in Stage::ALL.into_iter().filter(|stage| *stage != Stage::Inquiry) {
            prop_assert_eq!(all.reached(stage), counts.reached(stage));
        }
    }

    #[test]
    fn exits_agree_with_the_funnel_and_a_day_more_or_less_changes_little(leads in leads()) {
        let exits: Vec<Exit> =
            leads.iter().filter_map(|lead| lead.exit(Stage::Mql, Stage::Won, as_of())).collect();
        let counts = counts(&leads);
        let of = |fate| exits.iter().filter(|exit| exit.fate == fate).count() as u64;
        prop_assert_eq!(of(Fate::Converted), counts.won);
        prop_assert_eq!(of(Fate::Lost), counts.lost);
        prop_assert_eq!(of(Fate::Refused), counts.recycled + counts.disqualified);
        prop_assert_eq!(exits.len() as u64, counts.mql);
        let raw = Proportion { part: counts.won, whole: counts.mql }.rate();
        let by_day = exits.iter().map(|exit| Exit { millis: exit.millis / DAY_MS * DAY_MS, ..*exit });
        let (fine, coarse) = (Incidence::of(exits.iter().copied()), Incidence::of(by_day));
        if let (Some(raw), Some(fine), Some(coarse)) = (raw, fine.estimate(), coarse.estimate()) {
            prop_assert!(fine.share >= raw - 1e-9 && coarse.share >= raw - 1e-9);
            prop_assert!(near(fine.within_days.floor(), coarse.within_days));
        }
    }

    #[test]
    fn going_back_in_time_only_takes_away(leads in leads(), day in 0_i64..400) {
        let moment = start().plus_days(day);
        let then: Vec<Passage> = leads.iter().map(|lead| lead.known_at(moment)).collect();
        let (then_counts, now_counts) = (counts(&then), counts(&leads));
        let mut sla = SlaCounts::default();
        for (now, then) in leads.iter().zip(&then) {
            prop_assert_eq!(now.sla(moment), then.sla(moment));
            prop_assert_eq!(now.exit(Stage::Mql, Stage::Sql, moment), then.exit(Stage::Mql, Stage::Sql, moment));
            now.sla(moment).into_iter().for_each(|fate| sla.add(fate, 1));
            for stage in Stage::ALL {
                prop_assert!(now.time_in(stage).is_none_or(|millis| millis >= 0));
            }
        }
        for stage in Stage::ALL {
            prop_assert!(then_counts.reached(stage) <= now_counts.reached(stage));
        }
        prop_assert!(sla.answered_in_time().whole + sla.waiting <= then_counts.mql);
    }
}
