//! What is recommended and why, in sentences, and the few figures that carry it.

use bareme_recalibration::run::ContenderKind;
use bareme_recalibration::{Difference, Reason, Verdict};
use bareme_reporting::{Cell, Figure, Interval, Kind};

use super::{Telling, figure, interval};

impl Telling<'_> {
    pub(super) fn verdict(&self) -> String {
        self.say(match self.kept.listed.verdict {
            Verdict::Adopt => "recal-verdict-adopt",
            Verdict::Keep => "recal-verdict-keep",
            Verdict::InsufficientData => "recal-verdict-insufficient",
        })
    }

    /// Why, a sentence for each reason.
    pub(super) fn why(&self) -> Vec<String> {
        let run = &self.whole().run;
        run.judgement.reasons.iter().map(|reason| self.reason(*reason)).collect()
    }

    fn reason(&self, reason: Reason) -> String {
        let run = &self.whole().run;
        let found = run.backtest.as_ref().and_then(|backtest| backtest.comparison.as_ref());
        let population = &run.population.conversion;
        let judged = |what: fn(&bareme_recalibration::Comparison) -> &Difference, digits| {
            found.map(|found| self.difference(what(found), digits)).unwrap_or_default()
        };
        match reason {
            Reason::AucBetter => self.fill("recal-why-auc-better", &judged(|found| &found.auc, 3)),
            Reason::AucWorse => self.fill("recal-why-auc-worse", &judged(|found| &found.auc, 3)),
            Reason::LiftBetter => self.fill("recal-why-lift-better", &judged(|found| &found.lift, 2)),
            Reason::LiftWorse => self.fill("recal-why-lift-worse", &judged(|found| &found.lift, 2)),
            Reason::NothingProven => match found {
                Some(found) => self.fill("recal-why-nothing-proven", &self.difference(&found.auc, 3)),
                None => self.say("recal-why-not-comparable"),
            },
            Reason::TooFewEvents => {
                let judged = run.backtest.as_ref().map_or(population.part, |backtest| backtest.events);
                self.too_few("recal-why-too-few-events", judged)
            }
            Reason::TooFewNonEvents => {
                let all = population.whole - population.part.min(population.whole);
                let judged = run
                    .backtest
                    .as_ref()
                    .map_or(all, |backtest| backtest.cases.saturating_sub(backtest.events));
                self.too_few("recal-why-too-few-others", judged)
            }
            Reason::NotComparable => self.say("recal-why-not-comparable"),
        }
    }

    /// Too few outcomes: `judged` of the newest leads by which proposals are judged, or of all where none was tried.
    fn too_few(&self, key: &str, judged: u64) -> String {
        let need = bareme_recalibration::ENOUGH;
        if judged >= need {
            // There are enough in all, and too few among the newest, which nothing was tried on.
            return self
                .fill("recal-why-too-few-newest", &[("target", self.target()), ("need", need.to_string())]);
        }
        let arguments = [("have", judged.to_string()), ("need", need.to_string()), ("target", self.target())];
        self.fill(key, &arguments)
    }

    fn difference(&self, found: &Difference, digits: u8) -> [(&'static str, String); 4] {
        let number = |number| self.number(number, digits);
        [
            ("before", number(found.current)),
            ("after", number(found.proposed)),
            ("low", self.signed(found.low, digits)),
            ("high", self.signed(found.high, digits)),
        ]
    }

    /// A number with its sign.
    pub(super) fn signed(&self, number: f64, digits: u8) -> String {
        let plain = self.number(number.abs(), digits);
        let is_nothing = number.abs() < 0.5 / 10_f64.powi(digits.into());
        match number {
            _ if is_nothing => plain,
            more if more > 0.0 => format!("+{plain}"),
            _ => format!("\u{2212}{plain}"),
        }
    }

    pub(super) fn figures(&self) -> Vec<Figure> {
        let run = &self.whole().run;
        let population = &run.population;
        let mut figures = vec![
            figure("leads", self.say("recal-figure-leads"), population.cases.into(), Kind::Count),
            Figure {
                interval: interval(population.conversion),
                hint: self.of_leads(population.conversion),
                ..figure(
                    "conversion",
                    self.fill("recal-figure-conversion", &[("target", self.target())]),
                    population.conversion.value.into(),
                    Kind::Share,
                )
            },
            Figure {
                interval: interval(population.acceptance),
                hint: self.of_leads(population.acceptance),
                ..figure(
                    "acceptance",
                    self.say("report-acceptance"),
                    population.acceptance.value.into(),
                    Kind::Share,
                )
            },
        ];
        if let Some(auc) = run.measurement.as_ref().and_then(|measurement| measurement.auc) {
            figures.push(Figure {
                interval: auc.low.zip(auc.high).map(|(low, high)| Interval { low, high }),
                hint: self.say("recal-figure-auc-hint"),
                ..figure("auc", self.say("recal-figure-auc"), auc.value.into(), Kind::Number { digits: 3 })
            });
        }
        if let Some(found) = run.backtest.as_ref().and_then(|backtest| backtest.comparison.as_ref()) {
            figures.push(self.gain("backtest", "recal-figure-auc-change", &found.auc, 3));
            figures.push(self.gain("lift", "recal-figure-lift-change", &found.lift, 2));
        }
        if let Some(impact) = &run.impact {
            let flow = impact.mqls_per_week;
            let hint = self.fill("recal-figure-now", &[("value", self.number(flow.before, 1))]);
            figures.push(Figure {
                hint,
                ..figure(
                    "mqls",
                    self.say("recal-figure-mqls"),
                    Cell::Number(flow.after),
                    Kind::Number { digits: 1 },
                )
            });
            let moved = impact.moved.len() as u64;
            figures.push(figure("moved", self.say("recal-figure-moved"), moved.into(), Kind::Count));
        }
        figures
    }

    fn gain(&self, key: &'static str, label: &str, found: &Difference, digits: u8) -> Figure {
        let arguments =
            [("before", self.number(found.current, digits)), ("after", self.number(found.proposed, digits))];
        Figure {
            interval: Some(Interval { low: found.low, high: found.high }),
            hint: self.fill("recal-before-after", &arguments),
            ..figure(key, self.say(label), found.value.into(), Kind::Number { digits })
        }
    }

    fn of_leads(&self, rate: bareme_recalibration::run::Rate) -> String {
        let part = self.number(real(rate.part), 0);
        self.fill("report-part-of", &[("part", part), ("leads", self.leads(rate.whole))])
    }

    /// What a contender is called.
    pub(super) fn contender(&self, kind: ContenderKind) -> String {
        self.say(match kind {
            ContenderKind::Current => "recal-contender-current",
            ContenderKind::Proposal => "recal-contender-proposal",
            ContenderKind::Unconstrained => "recal-contender-unconstrained",
        })
    }
}

/// A count as a real number.
#[expect(clippy::cast_precision_loss, reason = "counts of leads are far below 2^53")]
pub(super) fn real(count: u64) -> f64 {
    count as f64
}
