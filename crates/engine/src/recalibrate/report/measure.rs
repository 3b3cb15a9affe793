//! What the model was worth: tenths of the score, ratings, months, and how true the chances are.

use bareme_recalibration::run::{Prediction, Target};
use bareme_reporting::chart::{Axis, BarChart, Chart, Heatmap, LineChart, Series};
use bareme_reporting::{Cell, Kind, Period, Section};

use super::{Telling, is_won, month, rate_cells};
use crate::reports::{decile_bar, decile_cells};

impl Telling<'_> {
    pub(super) fn deciles(&self) -> Option<Section> {
        let measurement = self.whole().run.measurement.as_ref()?;
        let mut table = self.table(&[
            ("tenth", "recal-tenth", Kind::Text),
            ("n", "report-leads", Kind::Count),
            ("events", "report-reached", Kind::Count),
            ("rate", "report-rate", Kind::Share),
            ("low", "report-interval-low", Kind::Share),
            ("high", "report-interval-high", Kind::Share),
            ("lift", "recal-lift", Kind::Number { digits: 2 }),
            ("cumulative_lift", "recal-cumulative-lift", Kind::Number { digits: 2 }),
            ("gain", "recal-gain", Kind::Share),
        ]);
        let mut bars = Vec::new();
        for (number, decile) in (1..).zip(&measurement.deciles) {
            let label = number.to_string();
            let mut row = vec![label.as_str().into()];
            row.extend(decile_cells(decile));
            table.push(row);
            bars.push(decile_bar(label, decile));
        }
        let chart = BarChart {
            title: self.say("recal-section-deciles"),
            standing: true,
            categories: self.say("recal-tenth"),
            values: Axis::new(self.say("report-rate"), Kind::Share),
            bars,
        };
        let figures = [
            ("auc", measurement.auc.map(|auc| auc.value)),
            ("gini", measurement.gini),
            ("ks", measurement.ks),
        ];
        let said = figures
            .map(|(key, value)| (key, value.map_or_else(|| "–".to_owned(), |value| self.number(value, 3))));
        let note = self.fill("recal-deciles-note", &said);
        self.section("deciles", table).map(|section| section.with_chart(Chart::Bars(chart)).with_note(note))
    }

    pub(super) fn cells(&self) -> Option<Section> {
        let target = self.kept.listed.target;
        let mut columns = vec![
            ("rating", "report-rating", Kind::Text),
            ("action", "recal-action", Kind::Text),
            ("n", "report-leads", Kind::Count),
            ("conversion", "report-conversion", Kind::Share),
            ("conversion_low", "report-interval-low", Kind::Share),
            ("conversion_high", "report-interval-high", Kind::Share),
            ("acceptance", "report-acceptance", Kind::Share),
            ("in_time", "report-answered-in-time", Kind::Share),
            ("days", "recal-days", Kind::Number { digits: 0 }),
        ];
        if !is_won(target) {
            columns.push(("won", "stage-won", Kind::Share));
        }
        let mut table = self.table(&columns);
        let (mut rates, mut counts) = ([None; 16], [0; 16]);
        for (place, cell) in self.whole().run.cells.iter().enumerate() {
            if let (Some(rate), Some(count)) = (rates.get_mut(place), counts.get_mut(place)) {
                (*rate, *count) = (cell.conversion.value, cell.conversion.whole);
            }
            let mut row = vec![
                cell.rating.to_string().into(),
                self.say(&format!("recal-action-{}", cell.action.word().replace('_', "-"))).into(),
                cell.conversion.whole.into(),
            ];
            row.extend(rate_cells(cell.conversion));
            row.extend([
                cell.acceptance.value.into(),
                cell.in_time.value.into(),
                cell.cycle.median.into(),
                cell.won.value.into(),
            ]);
            table.push(row);
        }
        let chart = Heatmap {
            title: self.say("recal-section-cells"),
            values: Axis::new(self.say("report-conversion"), Kind::Share),
            cells: rates,
            counts: Some(counts),
        };
        self.section("cells", table).map(|section| section.with_chart(Chart::Heatmap(Box::new(chart))))
    }

    pub(super) fn months(&self) -> Option<Section> {
        let mut table = self.table(&[
            ("month", "by-month", Kind::Text),
            ("n", "report-leads", Kind::Count),
            ("conversion", "report-conversion", Kind::Share),
            ("conversion_low", "report-interval-low", Kind::Share),
            ("conversion_high", "report-interval-high", Kind::Share),
            ("acceptance", "report-acceptance", Kind::Share),
            ("auc", "recal-auc", Kind::Number { digits: 3 }),
        ]);
        let rows = &self.whole().run.months;
        for row in rows {
            let mut cells =
                vec![self.wording.period(Period::Month, &row.month).into(), row.conversion.whole.into()];
            cells.extend(rate_cells(row.conversion));
            cells.extend([row.acceptance.value.into(), row.auc.map(|auc| auc.value).into()]);
            table.push(cells);
        }
        let series =
            |key: &str, value: &dyn Fn(&bareme_recalibration::run::MonthRow) -> Option<f64>| Series {
                label: self.say(key),
                points: rows.iter().filter_map(|row| Some((month(&row.month)?, value(row)))).collect(),
            };
        let chart = LineChart {
            title: self.say("recal-section-months"),
            values: Axis::new(self.say("report-rate"), Kind::Share),
            series: vec![
                series("report-conversion", &|row| row.conversion.value),
                series("report-acceptance", &|row| row.acceptance.value),
                series("recal-auc", &|row| row.auc.map(|auc| auc.value)),
            ],
        };
        self.section("months", table).map(|section| section.with_chart(Chart::Lines(chart)))
    }

    /// How true the chances of the target are, on leads that the fit had not seen.
    pub(super) fn calibration(&self) -> Option<Section> {
        let check = &self.prediction()?.check;
        let mut table = self.table(&[
            ("tenth", "recal-tenth", Kind::Text),
            ("n", "report-leads", Kind::Count),
            ("predicted", "recal-predicted", Kind::Share),
            ("rate", "recal-observed", Kind::Share),
            ("low", "report-interval-low", Kind::Share),
            ("high", "report-interval-high", Kind::Share),
        ]);
        for (number, row) in (1..).zip(&check.calibration) {
            table.push([
                Cell::from(number.to_string()),
                row.n.into(),
                row.predicted.into(),
                row.rate.into(),
                row.low.into(),
                row.high.into(),
            ]);
        }
        let arguments = [
            ("target", self.target()),
            ("brier", self.number(check.brier, 4)),
            ("base", self.number(check.brier_of_base_rate, 4)),
        ];
        let note = self.fill("recal-calibration-note", &arguments);
        self.section("calibration", table).map(|section| section.with_note(note))
    }

    fn prediction(&self) -> Option<&Prediction> {
        match self.kept.listed.target {
            Target::Sql => self.whole().run.sql.as_ref(),
            Target::Won => self.whole().run.won.as_ref(),
        }
    }
}
