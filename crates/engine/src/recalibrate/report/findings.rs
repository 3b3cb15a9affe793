//! What is wrong with the model, a sentence for each finding.

use bareme_recalibration::run::Finding;
use bareme_reporting::{Cell, Kind, Section};

use super::Telling;

/// Findings of the first page.
const FIRST: usize = 3;

impl Telling<'_> {
    /// The weightiest.
    pub(super) fn three_findings(&self) -> Vec<String> {
        let findings = &self.whole().run.findings;
        if findings.is_empty() && self.whole().run.population.cases > 0 {
            return vec![self.say("recal-finding-none")];
        }
        findings.iter().take(FIRST).map(|found| self.finding(&found.finding)).collect()
    }

    pub(super) fn all_findings(&self) -> Option<Section> {
        let mut table = self.table(&[
            ("finding", "recal-finding", Kind::Text),
            ("rule", "recal-rule", Kind::Text),
            ("p", "recal-p", Kind::Number { digits: 4 }),
        ]);
        for found in &self.whole().run.findings {
            let finding = &found.finding;
            let rule = self.say(&format!("recal-rule-{}", finding.code().replace('_', "-")));
            table.push([Cell::from(self.finding(finding)), rule.into(), p_of(finding).into()]);
        }
        self.section("findings", table)
    }

    fn finding(&self, finding: &Finding) -> String {
        let key = format!("recal-finding-{}", finding.code().replace('_', "-"));
        self.fill(&key, &self.arguments(finding))
    }

    fn arguments(&self, finding: &Finding) -> Vec<(&'static str, String)> {
        let share = |rate| self.share(rate);
        match finding {
            Finding::TooManyMqls { per_week, capacity } | Finding::TooFewMqls { per_week, capacity } => {
                vec![("per_week", self.number(*per_week, 1)), ("capacity", self.number(*capacity, 1))]
            }
            Finding::RankOrderBroken { better, better_rate, worse, worse_rate, .. } => vec![
                ("better", better.to_string()),
                ("better_rate", share(*better_rate)),
                ("worse", worse.to_string()),
                ("worse_rate", share(*worse_rate)),
            ],
            Finding::HighScoresDoNotConvert { high, rest, .. } => {
                vec![("high", share(*high)), ("rest", share(*rest))]
            }
            Finding::LowScoresBecomeCustomers { low, rest, .. } => {
                vec![("low", share(*low)), ("rest", share(*rest))]
            }
            Finding::LongerCycles { before, after, .. } => {
                let days =
                    |days: Option<f64>| days.map_or_else(|| "–".to_owned(), |days| self.number(days, 0));
                vec![
                    ("target", self.target()),
                    ("before", days(before.median)),
                    ("after", days(after.median)),
                ]
            }
            Finding::ReasonCluster { spot, reason, here, elsewhere, .. } => vec![
                ("spot", self.spot(spot)),
                ("reason", self.refusal(reason)),
                ("here", share(*here)),
                ("elsewhere", share(*elsewhere)),
            ],
            Finding::SlaMissed { rating, in_time, timely, late, .. } => vec![
                ("rating", rating.to_string()),
                ("in_time", share(*in_time)),
                ("timely", share(*timely)),
                ("late", share(*late)),
            ],
            of_a_rule => self.arguments_of_rule(of_a_rule),
        }
    }

    /// What people read for a reason: what was agreed on, or what is shipped.
    fn refusal(&self, code: &str) -> String {
        let agreed = self.agreement.reasons.label(code).map(str::to_owned);
        agreed.unwrap_or_else(|| self.wording.reason(code))
    }

    fn arguments_of_rule(&self, finding: &Finding) -> Vec<(&'static str, String)> {
        let share = |rate| self.share(rate);
        match finding {
            Finding::NoInformation { spot, points, .. } => {
                vec![("spot", self.spot(spot)), ("points", self.number(*points, 0))]
            }
            Finding::WrongWay { spot, with, without, .. } => {
                vec![("spot", self.spot(spot)), ("with", share(*with)), ("without", share(*without))]
            }
            Finding::SplitTier { spot, attribute, values, .. } => {
                let name = |value: Option<&bareme_recalibration::run::ValueRate>| {
                    value.map_or_else(
                        || "–".to_owned(),
                        |value| format!("{} ({})", value.value, share(value.rate)),
                    )
                };
                let attribute = attribute.split_once('.').map_or(attribute.as_str(), |(_, name)| name);
                vec![
                    ("spot", self.spot(spot)),
                    ("attribute", self.wording.attribute(attribute)),
                    ("best", name(values.first())),
                    ("worst", name(values.last())),
                ]
            }
            Finding::MergeTiers { spot, with, rate, with_rate, .. } => vec![
                ("spot", self.spot(spot)),
                ("other", self.spot(with)),
                ("rate", share(*rate)),
                ("with_rate", share(*with_rate)),
            ],
            Finding::EffectChanged { spot, at, before, after, others_before, others_after, .. } => vec![
                ("spot", self.spot(spot)),
                ("date", self.wording.date(*at)),
                ("before", share(*before)),
                ("after", share(*after)),
                ("others_before", share(*others_before)),
                ("others_after", share(*others_after)),
            ],
            _ => Vec::new(),
        }
    }
}

const fn p_of(finding: &Finding) -> Option<f64> {
    match finding {
        Finding::RankOrderBroken { p, .. }
        | Finding::LongerCycles { p, .. }
        | Finding::WrongWay { p, .. }
        | Finding::SplitTier { p, .. }
        | Finding::ReasonCluster { p, .. }
        | Finding::SlaMissed { p, .. }
        | Finding::EffectChanged { p, .. } => Some(*p),
        _ => None,
    }
}
