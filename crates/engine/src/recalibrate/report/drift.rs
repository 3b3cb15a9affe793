//! What has drifted, what each rule knows about the outcome, and attributes that know too much.

use bareme_recalibration::run::{BinLabel, LeakKind, RunDrift};
use bareme_recalibration::{Band, Strength};
use bareme_reporting::chart::{Axis, Bar, BarChart, Chart};
use bareme_reporting::{Cell, Kind, Section};

use super::Telling;

/// Bars of the chart: the rules that know most.
const BARS: usize = 16;

impl Telling<'_> {
    /// Information and drift of each rule, what knows most first.
    pub(super) fn criteria(&self) -> Option<Section> {
        let drift = self.whole().run.drift.as_ref()?;
        let mut table = self.table(&[
            ("criterion", "recal-criterion", Kind::Text),
            ("iv", "recal-iv", Kind::Number { digits: 3 }),
            ("strength", "recal-strength", Kind::Text),
            ("psi", "recal-psi", Kind::Number { digits: 3 }),
            ("band", "recal-band", Kind::Text),
        ]);
        let mut rows: Vec<_> = drift.criteria.iter().collect();
        let iv = |row: &bareme_recalibration::run::CriterionDrift| {
            row.evidence.as_ref().map(|evidence| evidence.iv)
        };
        rows.sort_by(|one, next| iv(next).unwrap_or(-1.0).total_cmp(&iv(one).unwrap_or(-1.0)));
        let mut bars = Vec::new();
        for row in rows {
            let label = self.spot(&row.spot);
            table.push([
                label.as_str().into(),
                iv(row).into(),
                row.strength.map(|strength| self.say(strength_key(strength))).into(),
                row.drift.as_ref().map(|drift| drift.value).into(),
                row.drift.as_ref().map(|drift| self.say(band_key(drift.band))).into(),
            ]);
            bars.push(Bar { label, value: iv(row), interval: None });
        }
        bars.truncate(BARS);
        let chart = BarChart {
            title: self.say("recal-section-criteria"),
            standing: false,
            categories: self.say("recal-criterion"),
            values: Axis::new(self.say("recal-iv"), Kind::Number { digits: 2 }),
            bars,
        };
        self.section("criteria", table).map(|section| section.with_chart(Chart::Bars(chart)))
    }

    /// The bins of each rule with their weight of evidence.
    pub(super) fn bins(&self) -> Option<Section> {
        let drift = self.whole().run.drift.as_ref()?;
        let mut table = self.table(&[
            ("criterion", "recal-criterion", Kind::Text),
            ("bin", "recal-bin", Kind::Text),
            ("n", "report-leads", Kind::Count),
            ("events", "report-reached", Kind::Count),
            ("rate", "report-rate", Kind::Share),
            ("woe", "recal-woe", Kind::Number { digits: 3 }),
            ("iv", "recal-iv", Kind::Number { digits: 3 }),
        ]);
        for row in &drift.criteria {
            let bins = row.evidence.iter().flat_map(|evidence| &evidence.bins);
            for (bin, label) in bins.zip(&row.labels) {
                if bin.n > 0 {
                    table.push([
                        self.spot(&row.spot).into(),
                        self.bin(label).into(),
                        bin.n.into(),
                        bin.events.into(),
                        bin.rate.into(),
                        bin.woe.into(),
                        bin.iv.into(),
                    ]);
                }
            }
        }
        self.section("bins", table)
    }

    pub(super) fn drift(&self) -> Option<Section> {
        let drift = self.whole().run.drift.as_ref()?;
        let mut table = self.table(&[
            ("what", "recal-what", Kind::Text),
            ("psi", "recal-psi", Kind::Number { digits: 3 }),
            ("band", "recal-band", Kind::Text),
        ]);
        for (name, found) in self.drifts() {
            table.push([name.into(), found.value.into(), self.say(band_key(found.band)).into()]);
        }
        let arguments = [("reference", self.leads(drift.reference)), ("actual", self.leads(drift.actual))];
        let key = if drift.against_reference { "recal-drift-reference" } else { "recal-drift-halves" };
        let note = self.fill(key, &arguments);
        self.section("drift", table).map(|section| section.with_note(note))
    }

    pub(super) fn drift_bins(&self) -> Option<Section> {
        let mut table = self.table(&[
            ("what", "recal-what", Kind::Text),
            ("bin", "recal-bin", Kind::Text),
            ("before", "recal-share-then", Kind::Share),
            ("after", "recal-share-now", Kind::Share),
            ("psi", "recal-psi", Kind::Number { digits: 4 }),
        ]);
        for (name, found) in self.drifts() {
            for (label, bin) in &found.bins {
                table.push([
                    name.as_str().into(),
                    self.bin(label).into(),
                    bin.reference_share.into(),
                    bin.actual_share.into(),
                    bin.psi.into(),
                ]);
            }
        }
        self.section("drift-bins", table)
    }

    /// Score, rating and each rule with its drift.
    fn drifts(&self) -> Vec<(String, &RunDrift)> {
        let Some(drift) = &self.whole().run.drift else { return Vec::new() };
        let mut all =
            vec![(self.say("recal-score"), &drift.score), (self.say("report-rating"), &drift.rating)];
        let rules = drift.criteria.iter();
        all.extend(rules.filter_map(|row| Some((self.spot(&row.spot), row.drift.as_ref()?))));
        all
    }

    /// What a bin holds.
    fn bin(&self, label: &BinLabel) -> String {
        let number = |number: f64| self.number(number, if number.fract() == 0.0 { 0 } else { 2 });
        match label {
            BinLabel::Text { text } => self.condition(text),
            BinLabel::Nothing => self.say("recal-bin-others"),
            BinLabel::Missing => self.say("recal-not-known"),
            BinLabel::Range { from, to } => match (from, to) {
                (Some(from), Some(to)) => {
                    self.fill("recal-bin-between", &[("from", number(*from)), ("to", number(*to))])
                }
                (Some(from), None) => format!("≥ {}", number(*from)),
                (None, Some(to)) => format!("< {}", number(*to)),
                (None, None) => self.say("recal-bin-all"),
            },
        }
    }

    pub(super) fn leaks(&self) -> Option<Section> {
        let mut table = self.table(&[
            ("attribute", "recal-attribute", Kind::Text),
            ("why", "recal-leak-why", Kind::Text),
            ("iv_at_mql", "recal-iv-then", Kind::Number { digits: 3 }),
            ("iv_now", "recal-iv-now", Kind::Number { digits: 3 }),
            ("known_at_mql", "recal-known-then", Kind::Share),
            ("known_now", "recal-known-now", Kind::Share),
        ]);
        for leak in &self.whole().run.leaks {
            table.push([
                Cell::from(leak.name.clone()),
                self.say(leak_key(leak.kind)).into(),
                leak.iv_at_mql.into(),
                leak.iv_now.into(),
                leak.known_at_mql.into(),
                leak.known_now.into(),
            ]);
        }
        self.section("leaks", table)
    }
}

pub(super) const fn leak_key(kind: LeakKind) -> &'static str {
    match kind {
        LeakKind::FilledAfterwards => "recal-leak-filled-afterwards",
        LeakKind::TooGood => "recal-leak-too-good",
    }
}

const fn band_key(band: Band) -> &'static str {
    match band {
        Band::Stable => "recal-band-stable",
        Band::Moderate => "recal-band-moderate",
        Band::Major => "recal-band-major",
    }
}

const fn strength_key(strength: Strength) -> &'static str {
    match strength {
        Strength::None => "recal-strength-none",
        Strength::Weak => "recal-strength-weak",
        Strength::Medium => "recal-strength-medium",
        Strength::Strong => "recal-strength-strong",
        Strength::Suspicious => "recal-strength-suspicious",
    }
}
