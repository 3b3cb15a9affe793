//! What must hold for every model and every contact, tried on random ones.

use crate::generated::{Contact, contact, document, mutated, positive_document, twisted};
use bareme_scoring::{
    Activity, ActivityKind, Draft, Evaluation, Instant, LineKind, Model, Points, ProblemCode, STARTER,
    Subject, check, diff,
};
use proptest::collection::vec;
use proptest::prelude::*;

const EXAMPLE: &str = include_str!("../fixtures/example.toml");

fn as_of() -> Instant {
    Instant::parse("2026-06-30T12:00:00Z").unwrap()
}

fn model(text: &str) -> Model {
    let report = check(text, None);
    let errors: Vec<String> = report.errors().map(ToString::to_string).collect();
    report.model.unwrap_or_else(|| panic!("{errors:#?}\n{text}"))
}

fn evaluate(model: &Model, contact: &Contact) -> Evaluation {
    model.evaluate(&contact.subject(), &model.matcher(&contact.kinds), as_of())
}

fn settings() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, cases: 400, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(settings())]

    #[test]
    fn every_ledger_adds_up_to_its_score_between_0_and_100(text in document(), contact in contact()) {
        let evaluation = evaluate(&model(&text), &contact);
        if let (Some(fit), Some(engagement)) = (&evaluation.fit, &evaluation.engagement) {
            for (score, lines) in [(fit.score, &fit.lines), (engagement.score, &engagement.lines)] {
                prop_assert_eq!(lines.iter().map(|line| line.points).sum::<Points>(), score);
                prop_assert!(score >= Points::ZERO && score <= Points::HUNDRED);
            }
        } else {
            prop_assert!(!evaluation.applies);
        }
    }

    #[test]
    fn the_score_without_a_ledger_is_the_score_with_one(text in document(), contact in contact()) {
        let model = model(&text);
        let evaluation = evaluate(&model, &contact);
        let score = model.score(&contact.subject(), &model.matcher(&contact.kinds), as_of());
        prop_assert_eq!(score.applies, evaluation.applies);
        prop_assert_eq!(score.last_activity, evaluation.last_activity);
        if let (Some(fit), Some(engagement)) = (evaluation.fit, evaluation.engagement) {
            prop_assert_eq!((score.fit, score.grade, score.completeness), (fit.score, fit.grade, fit.completeness));
            prop_assert_eq!(score.knocked_out, !fit.knock_outs.is_empty());
            prop_assert_eq!((score.engagement, score.level), (engagement.score, engagement.level));
            prop_assert_eq!(Some(score.rank), evaluation.rank);
            prop_assert_eq!(Some(score.rating()), evaluation.rating);
            prop_assert_eq!((Some(score.action), score.sla_hours), (evaluation.action, evaluation.sla_hours));
        }
    }

    #[test]
    fn one_more_positive_activity_never_lowers_engagement(
        text in positive_document(),
        contact in contact(),
        kind in 0_u32..8,
        hours in 0_i64..3_000,
    ) {
        let model = model(&text);
        let mut contact = contact;
        contact.activities.retain(|activity| activity.at <= as_of());
        let before = evaluate(&model, &contact).engagement.unwrap();
        let latest = contact.activities.last().map_or(Instant::MIN, |activity| activity.at);
        let at = latest.max(as_of().plus_millis(-hours * 3_600_000));
        contact.activities.push(Activity { at, kind });
        let after = evaluate(&model, &contact).engagement.unwrap();
        prop_assert!(after.score >= before.score, "{:#?}\n{:#?}", before, after);
    }

    #[test]
    fn what_came_later_does_not_exist(text in document(), contact in contact()) {
        let model = model(&text);
        let mut earlier = contact.clone();
        earlier.activities.retain(|activity| activity.at <= as_of());
        prop_assert_eq!(evaluate(&model, &contact), evaluate(&model, &earlier));
    }

    #[test]
    fn the_order_of_rows_changes_no_byte(text in document(), contact in contact(), seed in any::<u64>()) {
        let model = model(&text);
        let mut other = contact.clone();
        // Rows and the table of kinds come in another order.
        let count = other.kinds.len();
        let shift = usize::try_from(seed % 7).unwrap();
        other.kinds.rotate_left(shift);
        for activity in &mut other.activities {
            let kind = (activity.kind as usize + count - shift) % count;
            activity.kind = u32::try_from(kind).unwrap();
        }
        other.activities.sort_by_key(|activity| activity.at.millis().wrapping_mul(0x9E37_79B9) ^ i64::from(activity.kind));
        other.adjustments.reverse();
        let (one, two) = (evaluate(&model, &contact), evaluate(&model, &other));
        prop_assert_eq!(serde_json::to_string(&one).unwrap(), serde_json::to_string(&two).unwrap());
        let score = |contact: &Contact| model.score(&contact.subject(), &model.matcher(&contact.kinds), as_of());
        prop_assert_eq!(score(&contact), score(&other));
    }

    #[test]
    fn a_matcher_that_grows_is_one_made_at_once(text in document(), contact in contact(), cut in 0_usize..8) {
        let model = model(&text);
        let (first, rest) = contact.kinds.split_at(cut);
        let mut grown = model.matcher(first);
        grown.extend(&model, rest);
        prop_assert_eq!(grown.len(), contact.kinds.len());
        prop_assert_eq!(model.evaluate(&contact.subject(), &grown, as_of()), evaluate(&model, &contact));
    }

    #[test]
    fn a_document_is_the_same_as_toml_and_as_json(text in document()) {
        let draft = Draft::from_toml(&text).unwrap();
        let json = Draft::from_json(&draft.to_json()).unwrap();
        prop_assert_eq!(&json, &draft);
        prop_assert_eq!(&Draft::from_toml(&json.to_toml()).unwrap(), &draft);
        prop_assert_eq!(diff(&draft, &json), Vec::new());
    }

    #[test]
    fn an_evaluation_is_read_back_as_it_was_written(text in document(), contact in contact()) {
        let evaluation = evaluate(&model(&text), &contact);
        let json = serde_json::to_string(&evaluation).unwrap();
        let back: Evaluation = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(serde_json::to_string(&back).unwrap(), json);
    }

    #[test]
    fn the_account_fit_adds_up_and_reads_nothing_but_the_account(text in document(), contact in contact()) {
        let model = model(&text);
        if let Some(fit) = model.account_fit(&contact.account, as_of()) {
            prop_assert_eq!(fit.lines.iter().map(|line| line.points).sum::<Points>(), fit.score);
            let score = model.account_score(&contact.account, as_of()).unwrap();
            prop_assert_eq!((score.fit, score.grade, score.completeness), (fit.score, fit.grade, fit.completeness));
            let full: Points = model.account.fit.as_ref().unwrap().categories.iter().map(|it| it.weight).sum();
            prop_assert_eq!(full, Points::HUNDRED);
            let looked_at = fit.lines.iter().flat_map(|line| line.evidence.keys());
            prop_assert!(looked_at.into_iter().all(|name| name.starts_with("account.")));
        }
    }

    #[test]
    fn a_check_survives_any_edit_of_a_document(text in mutated(&[EXAMPLE, STARTER]), contact in contact()) {
        let report = check(&text, None);
        prop_assert_eq!(report.model.is_none(), report.errors().next().is_some());
        for problem in &report.problems {
            prop_assert!(!problem.message.is_empty());
        }
        if let Some(model) = report.model {
            let evaluation = evaluate(&model, &contact);
            if let Some(engagement) = evaluation.engagement {
                prop_assert_eq!(engagement.lines.iter().map(|line| line.points).sum::<Points>(), engagement.score);
            }
        }
        if let Ok(draft) = Draft::parse(&text) {
            let again = Draft::from_toml(&draft.to_toml());
            prop_assert!(again.is_ok(), "{:?}", again);
        }
    }

    #[test]
    fn a_check_survives_any_value_at_any_place(draft in twisted(&[EXAMPLE, STARTER]), contact in contact()) {
        let report = draft.check(None);
        prop_assert_eq!(report.model.is_none(), report.errors().next().is_some());
        if let Some(model) = report.model {
            let evaluation = evaluate(&model, &contact);
            if let (Some(fit), Some(engagement)) = (evaluation.fit, evaluation.engagement) {
                prop_assert_eq!(engagement.lines.iter().map(|line| line.points).sum::<Points>(), engagement.score);
                prop_assert_eq!(fit.lines.iter().map(|line| line.points).sum::<Points>(), fit.score);
            }
            // A sound document says the same in both forms.
            prop_assert_eq!(&Draft::from_toml(&draft.to_toml()).unwrap(), &draft);
            prop_assert_eq!(&Draft::from_json(&draft.to_json()).unwrap(), &draft);
        }
    }

    #[test]
    fn what_the_check_calls_impossible_never_happens(text in document(), contacts in vec(contact(), 8)) {
        let report = check(&text, None);
        let warned = |code: ProblemCode, path: &str| {
            report.problems.iter().any(|problem| problem.code == code && problem.path == path)
        };
        let model = report.model.clone().unwrap();
        for contact in &contacts {
            let evaluation = evaluate(&model, contact);
            prop_assert!(!(evaluation.applies && warned(ProblemCode::NeverMatches, "applies_to")));
            let Some(fit) = evaluation.fit else { continue };
            for line in &fit.lines {
                let Some((path, criterion)) = line.path.as_ref().zip(line.criterion) else { continue };
                let path = format!("{path}.criterion[{criterion}]");
                prop_assert!(!warned(ProblemCode::NeverMatches, &path), "{} matched", path);
                prop_assert!(!warned(ProblemCode::NeverMatches, &format!("{path}.when")), "{} matched", path);
            }
            for reason in &fit.knocked_out_by {
                let path = format!("{}.when", reason.path);
                prop_assert!(!warned(ProblemCode::NeverMatches, &path), "{} held", path);
            }
            let says = |name: &str| report.problems.iter().any(|problem| {
                problem.code == ProblemCode::UnreachableRating
                    && problem.message.starts_with(&format!("nobody can reach {name}:"))
            });
            prop_assert!(!says(&fit.grade.to_string()));
            let engagement = evaluation.engagement.unwrap();
            // Sales may lift anybody.
            let lifted = engagement.lines.iter().any(|line| line.kind == LineKind::Adjustment);
            prop_assert!(lifted || !says(&engagement.level.to_string()));
            for line in engagement.lines.iter().filter(|line| line.kind == LineKind::Cap) {
                let cap = format!("{}.cap", line.path.as_deref().unwrap_or_default());
                prop_assert!(!warned(ProblemCode::UnreachableCap, &cap));
            }
        }
    }

    #[test]
    fn sales_adjustments_stand_apart_and_only_while_they_hold(text in document(), contact in contact()) {
        let evaluation = evaluate(&model(&text), &contact);
        let held: Points = contact.adjustments.iter().filter(|it| it.holds_at(as_of())).map(|it| it.points).sum();
        if let Some(engagement) = evaluation.engagement {
            let lines = engagement.lines.iter().filter(|line| line.kind == LineKind::Adjustment);
            prop_assert_eq!(lines.map(|line| line.points).sum::<Points>(), held);
        }
    }
}

#[test]
fn a_kind_beyond_the_table_matches_nothing_but_is_activity() {
    let model = model(EXAMPLE);
    let nothing = bareme_scoring::Attributes::new();
    let activities = [Activity { at: as_of(), kind: 7 }];
    let subject = Subject {
        contact: &nothing,
        account: None,
        relationship: None,
        activities: &activities,
        adjustments: &[],
    };
    let matcher = model.matcher(&[ActivityKind::default()]);
    let engagement = model.evaluate(&subject, &matcher, as_of()).engagement.unwrap();
    assert_eq!(engagement.lines, Vec::new());
}
