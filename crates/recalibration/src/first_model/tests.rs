//! First models of histories whose truth is known.

use proptest::prelude::*;

use super::*;
use crate::chance::Chance;

/// A company's leads: staff and source decide, size repeats staff, noise knows nothing.
struct Leads {
    staff: Vec<Option<f64>>,
    noise: Vec<Option<f64>>,
    number: Vec<Option<f64>>,
    source: Vec<Option<&'static str>>,
    size: Vec<Option<&'static str>>,
    verdict: Vec<Option<&'static str>>,
    events: Vec<bool>,
}

fn leads(seed: u64, count: u32, signal: f64) -> Leads {
    let mut chance = Chance::seeded(seed);
    let mut leads = Leads {
        staff: Vec::new(),
        noise: Vec::new(),
        number: Vec::new(),
        source: Vec::new(),
        size: Vec::new(),
        verdict: Vec::new(),
        events: Vec::new(),
    };
    for case in 0..count {
        let staff = f64::from(chance.below(60) * 16 + 11);
        let source = ["web", "fair", "partner", "call"][chance.below(4) as usize];
        let is_known = chance.below(10) > 0;
        let odds = -1.0
            + signal * (if staff >= 203.0 && is_known { 1.0 } else { -0.5 })
            + signal * (if source == "partner" { 1.0 } else { 0.0 });
        let event = chance.share() < 1.0 / (1.0 + (-odds).exp());
        leads.staff.push(is_known.then_some(staff));
        leads.size.push(is_known.then_some(if staff >= 203.0 { "large" } else { "small" }));
        leads.noise.push(Some(f64::from(chance.below(50))));
        leads.number.push(Some(f64::from(10_000 + case)));
        leads.source.push(Some(source));
        leads.verdict.push(Some(if event == (chance.below(50) > 0) { "hot" } else { "cold" }));
        leads.events.push(event);
    }
    leads
}

fn fitted(leads: &Leads, trusted: &[&str]) -> FirstModel {
    of_at_most(leads, trusted, 5)
}

fn of_at_most(leads: &Leads, trusted: &[&str], categories: usize) -> FirstModel {
    let attributes = [
        Attribute { name: "staff", values: Column::Numbers(&leads.staff) },
        Attribute { name: "size", values: Column::Words(&leads.size) },
        Attribute { name: "noise", values: Column::Numbers(&leads.noise) },
        Attribute { name: "Lead Number", values: Column::Numbers(&leads.number) },
        Attribute { name: "source", values: Column::Words(&leads.source) },
        Attribute { name: "verdict", values: Column::Words(&leads.verdict) },
    ];
    let history = History { attributes: &attributes, events: &leads.events, times: None };
    first_model(&history, &FirstModelSettings { categories, trusted, ..FirstModelSettings::default() })
        .unwrap()
}

fn why(model: &FirstModel, attribute: &str) -> Option<Why> {
    model.left_out.iter().find(|left| left.attribute == attribute).map(|left| left.why.clone())
}

#[test]
fn what_decides_is_found_and_everything_else_is_left_out_with_its_reason() {
    for seed in 1..=3 {
        let model = of_at_most(&leads(seed, 3_000, 1.6), &[], 2);
        let grid = model.grid.clone().unwrap();
        let names: Vec<&str> = grid.categories.iter().map(|category| category.attribute.as_str()).collect();
        assert_eq!(names.len(), 2, "{names:?}");
        assert!(
            names.contains(&"source") && (names.contains(&"staff") || names.contains(&"size")),
            "{names:?}"
        );
        assert_eq!(grid.categories.iter().map(|category| category.weight).sum::<u32>(), 100);
        assert!(matches!(why(&model, "verdict"), Some(Why::Leak { .. })), "{:?}", model.left_out);
        assert_eq!(why(&model, "Lead Number"), Some(Why::Identifier));
        let other = if names.contains(&"staff") { "size" } else { "staff" };
        for name in ["noise", other] {
            let why = why(&model, name);
            let is_told = matches!(why, Some(Why::NoInformation | Why::Redundant { .. } | Why::BeyondLimit));
            assert!(is_told, "{name}: {why:?}");
        }
    }
}

#[test]
fn cut_points_are_round_and_percents_in_steps_of_five() {
    let leads = leads(4, 3_000, 1.6);
    let attributes = [Attribute { name: "staff", values: Column::Numbers(&leads.staff) }];
    let history = History { attributes: &attributes, events: &leads.events, times: None };
    let grid = first_model(&history, &FirstModelSettings::default()).unwrap().grid.unwrap();
    let category = &grid.categories[0];
    let begins_at_200 = |tier: &GridTier| matches!(tier.place, Place::Range { from: Some(from), .. } if (from - 200.0).abs() < f64::EPSILON);
    assert!(category.tiers.iter().any(begins_at_200), "{category:?}");
    assert!(category.tiers.iter().all(|tier| tier.percent % 5 == 0));
    assert!(category.missing.percent < 50 && category.missing.counts.n > 200, "{category:?}");
    assert!(grid.grades[0] > grid.grades[1] && grid.grades[1] > grid.grades[2], "{:?}", grid.grades);
}

#[test]
fn a_leak_that_is_known_before_is_used_when_somebody_says_so() {
    let model = fitted(&leads(5, 1_000, 1.6), &["verdict"]);
    assert_eq!(model.grid.unwrap().categories[0].attribute, "verdict");
}

#[test]
fn without_signal_there_is_no_model() {
    for seed in 1..=5 {
        let mut leads = leads(seed, 1_500, 0.0);
        leads.verdict = leads.source.clone();
        let model = fitted(&leads, &[]);
        assert_eq!(model.grid, None, "{:?}", model.gained);
    }
}

#[test]
fn what_is_known_for_one_outcome_only_is_taken_for_a_leak() {
    let events: Vec<bool> = (0..300).map(|case| case % 3 == 0).collect();
    let amount: Vec<Option<f64>> =
        (0..300_u16).map(|case| (case % 3 == 0).then(|| f64::from(case))).collect();
    let attributes = [Attribute { name: "amount", values: Column::Numbers(&amount) }];
    let history = History { attributes: &attributes, events: &events, times: None };
    let model = first_model(&history, &FirstModelSettings::default()).unwrap();
    assert!(matches!(why(&model, "amount"), Some(Why::Leak { .. })), "{:?}", model.left_out);
    assert_eq!(model.grid, None);
}

#[test]
fn what_cannot_be_learnt_from_is_said() {
    let code = |events: &[bool], times: Option<&[i64]>, categories: usize| {
        let values = vec![Some(1.0); 120];
        let attributes = [Attribute { name: "a", values: Column::Numbers(&values) }];
        let history = History { attributes: &attributes, events, times };
        let settings = FirstModelSettings { categories, ..FirstModelSettings::default() };
        first_model(&history, &settings).map(|model| model.grid).map_err(|answer| answer.code())
    };
    let half: Vec<bool> = (0..120).map(|case| case % 2 == 0).collect();
    assert_eq!(code(&[], None, 5), Err("no_data"));
    assert_eq!(code(&half[1..], None, 5), Err("lengths"));
    assert_eq!(code(&[true; 120], None, 5), Err("one_outcome"));
    assert_eq!(code(&(0..120).map(|case| case < 20).collect::<Vec<_>>(), None, 5), Err("too_few"));
    assert_eq!(code(&half, Some(&[7; 120]), 5), Err("impossible"));
    assert_eq!(code(&half, None, 0), Err("impossible"));
    assert_eq!(code(&half, None, 5), Ok(None));
}

#[test]
fn the_document_says_what_stands_in_the_grid() {
    let leads = leads(6, 3_000, 1.6);
    let grid = fitted(&leads, &[]).grid.unwrap();
    let preface = ["made of leads\nthat \"nobody\" knows".to_owned()];
    let text = grid.to_toml(&About { name: "first", title: "A \"first\" \\ model", preface: &preface });
    assert!(text.starts_with("# made of leads that \"nobody\" knows\n#\n# How to read it"), "{text}");
    assert!(text.contains("title = \"A \\\"first\\\" \\\\ model\""), "{text}");
    assert!(
        text.contains("when = { attribute = \"contact.source\", in = [\"partner\"] }\npercent = 100"),
        "{text}"
    );
    for category in text.split("[[fit.category]]").skip(1) {
        let (words, others) = (category.rfind("in = ["), category.find("known = true"));
        assert!(others.is_none() || words < others, "the first that matches counts: {category}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn any_history_gives_a_sound_grid_or_a_reason(
        seed in any::<u64>(),
        count in 120_u32..400,
        signal in 0.0_f64..4.0,
        most in 1_usize..6,
    ) {
        let leads = leads(seed, count, signal);
        let attributes = [
            Attribute { name: "staff", values: Column::Numbers(&leads.staff) },
            Attribute { name: "source", values: Column::Words(&leads.source) },
            Attribute { name: "noise", values: Column::Numbers(&leads.noise) },
        ];
        let history = History { attributes: &attributes, events: &leads.events, times: None };
        let settings = FirstModelSettings { categories: most, ..FirstModelSettings::default() };
        let Ok(model) = first_model(&history, &settings) else { return Ok(()) };
        prop_assert_eq!(&model, &first_model(&history, &settings).unwrap());
        let Some(grid) = model.grid else { return Ok(()) };
        prop_assert!(grid.categories.len() <= most);
        prop_assert_eq!(grid.categories.iter().map(|category| category.weight).sum::<u32>(), 100);
        prop_assert_eq!(grid.graded.iter().map(|counts| counts.n).sum::<u64>(), u64::from(count));
        for category in &grid.categories {
            let known: u64 = category.tiers.iter().map(|tier| tier.counts.n).sum();
            prop_assert_eq!(known + category.missing.counts.n, u64::from(count));
            prop_assert!(category.tiers.iter().all(|tier| tier.percent <= 100 && tier.percent % 5 == 0));
            let mut along: Vec<(f64, u32)> = Vec::new();
            for tier in &category.tiers {
                if let Place::Range { from, .. } = tier.place {
                    along.push((from.unwrap_or(f64::MIN), tier.percent));
                }
            }
            along.sort_by(|a, b| a.0.total_cmp(&b.0));
            let (rises, falls) = (along.is_sorted_by(|a, b| a.1 <= b.1), along.is_sorted_by(|a, b| a.1 >= b.1));
            prop_assert!(rises || falls, "{:?}", along);
            let best = category.tiers.iter().chain([&category.missing]).map(|tier| tier.percent).max();
            prop_assert_eq!(best, Some(100));
        }
    }
}
