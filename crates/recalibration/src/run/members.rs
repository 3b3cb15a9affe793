//! The parts of a model that regression gives a number to: each choice of fit, each signal and each row of tiers, with its
//! name and what it is worth now.

use bareme_scoring::model::Tier;
use bareme_scoring::{DAY_MS, Model, Points};

use super::grid::{Grid, Kind};
use super::outcome::Read;
use super::{Half, Spot};
use crate::Choice;

/// A part of a model.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Member {
    pub spot: Spot,
    pub half: Half,
    /// Its category's place within its half.
    pub category: usize,
    /// How it is read.
    pub read: Read,
    /// Points of its half of the score for each unit: a case with a choice or row, an activity that counts in full.
    pub points: f64,
    /// Whether sales takes it for a good sign.
    pub positive: bool,
}

/// All members of a model, by half, category and place.
pub(super) fn members(model: &Model, grid: &Grid) -> Vec<Member> {
    let mut all = fit_members(model);
    let Some(rules) = &model.engagement else {
        weigh(&mut all, grid);
        return all;
    };
    for (at, (category, numbers)) in rules.categories.iter().zip(&grid.engagement).enumerate() {
        let mut add = |path: &str, criterion: String, read: Read, positive: bool| {
            let spot = Spot {
                half: Half::Engagement,
                path: path.to_owned(),
                category: category.name.clone(),
                criterion: Some(criterion),
                missing: false,
                value: None,
            };
            let half = Half::Engagement;
            all.push(Member { spot, half, category: at, read, points: 0.0, positive });
        };
        match &numbers.kind {
            Kind::Accumulate { signals, .. } => {
                for place in signals.clone() {
                    let Some(signal) = rules.signals.get(place) else { continue };
                    let label = signal.label.strip_prefix(&category.name).unwrap_or(&signal.label);
                    let label = label.trim_start_matches([' ', '/']).to_owned();
                    add(&signal.path, label, Read::Units(place), signal.points > Points::ZERO);
                }
            }
            Kind::Tiers { rows } => {
                for place in rows.clone() {
                    let Some((tier, row)) = rules.tiers.get(place).zip(u16::try_from(place).ok()) else {
                        continue;
                    };
                    add(&tier.path, written(tier), Read::Row(at, row), true);
                }
            }
        }
    }
    weigh(&mut all, grid);
    all
}

fn fit_members(model: &Model) -> Vec<Member> {
    let mut all = Vec::new();
    for (at, category) in model.fit.categories.iter().enumerate() {
        let spot = |path: String, criterion: Option<String>, missing: bool| Spot {
            half: Half::Fit,
            path,
            category: category.name.clone(),
            criterion,
            missing,
            value: None,
        };
        let mut add = |spot: Spot, choice: Choice| {
            let read = Read::Choice(at, choice);
            all.push(Member { spot, half: Half::Fit, category: at, read, points: 0.0, positive: true });
        };
        for (place, criterion) in (0_u16..).zip(&category.criteria) {
            let path = format!("{}.criterion[{}]", category.path, u32::from(place) + 1);
            add(spot(path, Some(criterion.written.clone()), false), Choice::Criterion(place));
        }
        add(spot(category.path.clone(), None, true), Choice::Missing);
    }
    all
}

/// A row of tiers as the document writes it.
fn written(tier: &Tier) -> String {
    let filter = &tier.filter;
    let mut parts = vec![format!("activity = \"{}\"", filter.activity)];
    let content = filter.content.as_ref().map(ToString::to_string);
    let texts = [
        ("content_type", &filter.content_type),
        ("content", &content),
        ("campaign", &filter.campaign),
        ("channel", &filter.channel),
    ];
    for (key, text) in texts {
        parts.extend(text.as_ref().map(|text| format!("{key} = \"{text}\"")));
    }
    parts.push(format!("at_least = {}", tier.at_least));
    let days = tier.within_ms.map(|millis| millis.div_euclid(DAY_MS));
    parts.extend(days.map(|days| format!("within_days = {days}")));
    format!("{{ {} }}", parts.join(", "))
}

/// Gives each member what it is worth by a grid.
pub(super) fn weigh(members: &mut [Member], grid: &Grid) {
    for member in members {
        member.points = points_of(member, grid);
    }
}

/// Points for each unit of a member by a grid.
pub(super) fn points_of(member: &Member, grid: &Grid) -> f64 {
    let percent = |weight: f64, percent: Option<Points>| weight * percent.map_or(0.0, Points::as_f64) / 100.0;
    let engagement = grid.engagement.get(member.category);
    let weight = engagement.map_or(0.0, |category| f64::from(category.weight));
    match member.read {
        Read::Choice(category, choice) => grid.fit.get(category).map_or(0.0, |numbers| {
            let of = match choice {
                Choice::Criterion(at) => numbers.percents.get(usize::from(at)).copied(),
                Choice::Missing => Some(numbers.missing),
                Choice::Nothing => None,
            };
            percent(numbers.weight.as_f64(), of)
        }),
        Read::Units(signal) => match engagement.map(|category| &category.kind) {
            Some(Kind::Accumulate { cap, .. }) => {
                weight * grid.points.get(signal).map_or(0.0, |points| points.as_f64()) / cap.as_f64()
            }
            _ => 0.0,
        },
        Read::Row(_, row) => percent(weight, grid.rows.get(usize::from(row)).copied()),
    }
}
