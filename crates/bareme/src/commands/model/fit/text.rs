//! What a fitted model is worth and what it leaves out, in words.

use bareme_recalibration::{Area, FirstModel, Grid, JudgedOn, Why};
use bareme_reporting::{Column, Kind, Proportion, Table, english};

use crate::commands::flat::{FlatTable, Outcome};

/// What is told about a model.
pub struct Report<'a> {
    pub table: &'a FlatTable,
    pub outcome: &'a Outcome,
    pub model: &'a FirstModel,
}

impl Report<'_> {
    /// Everything, for a terminal.
    pub fn written(&self, grid: &Grid) -> String {
        let mut text = self.preface();
        text.extend([String::new(), self.gained(), categories(grid), grades(grid)]);
        text.extend(self.left_out());
        text.extend(self.model.doubts.iter().map(|(name, iv)| {
            format!(
                "Make sure that '{name}' is known before the outcome: it separates unusually well (information value {iv:.2}). If it \
                 is filled in afterwards: --exclude '{name}'"
            )
        }));
        text.join("\n")
    }

    /// How it was made and what it is worth, in a few lines; they stand above the document too.
    pub fn preface(&self) -> Vec<String> {
        let model = self.model;
        let gained = &model.gained;
        let judged = match gained.on {
            JudgedOn::Newest => format!(
                "Judged on the newest {} rows by what the {} before them taught",
                gained.cases,
                model.n - gained.cases
            ),
            JudgedOn::Folds { folds } => {
                format!("Judged in {folds} parts, each by what the other parts taught")
            }
        };
        vec![
            format!(
                "A first model of {}: {} rows, {} with {} ({}).",
                self.table.file,
                model.n,
                model.events,
                self.outcome.event,
                percent(model.events, model.n)
            ),
            format!("{judged}: AUC {}; 0.50 would be chance, 1.00 certainty.", area(&gained.model)),
        ]
    }

    /// Why there is no model.
    pub fn no_signal(&self) -> String {
        let mut text = vec![format!(
            "no usable signal in {}: no model is written. On rows that it had not seen, the best that could be learnt has an AUC of \
             {}; it must be above 0.55 by more than chance, and 0.50 is a coin.",
            self.table.file,
            area(&self.model.gained.model)
        )];
        text.extend(self.left_out());
        text.join("\n")
    }

    fn gained(&self) -> String {
        let gained = &self.model.gained;
        let columns = vec![
            Column::new("what", "On rows that it had not seen", Kind::Text),
            Column::new("auc", "AUC", Kind::Text),
            Column::new("interval", "95 % interval", Kind::Text),
        ];
        let mut table = Table::new("What is gained", columns);
        let best = gained.single_attribute.as_deref().unwrap_or("none");
        for (what, area) in [
            ("This model".to_owned(), &gained.model),
            ("The same categories, not rounded".to_owned(), &gained.unrounded),
            ("Logistic regression on all attributes".to_owned(), &gained.everything),
            (format!("The best attribute alone: {best}"), &gained.single),
        ] {
            let interval = format!("{:.3} to {:.3}", area.low, area.high);
            table.push([what.into(), format!("{:.3}", area.value).into(), interval.into()]);
        }
        table.to_text(&english)
    }

    /// What is not in the model, and what to do about it.
    fn left_out(&self) -> Option<String> {
        let columns =
            vec![Column::new("attribute", "Left out", Kind::Text), Column::new("why", "Because", Kind::Text)];
        let mut table = Table::new("", columns);
        for left in &self.model.left_out {
            let name = &left.attribute;
            let advice = match left.why {
                Why::Leak { .. } => {
                    format!(
                        ". To settle it: --exclude '{name}'; if it is known before the outcome: --trust '{name}'"
                    )
                }
                Why::BeyondLimit => " (--categories)".to_owned(),
                _ => String::new(),
            };
            table.push([name.clone().into(), format!("{}{advice}", left.why).into()]);
        }
        (!table.rows.is_empty()).then(|| table.to_text(&english))
    }
}

fn categories(grid: &Grid) -> String {
    let columns = vec![
        Column::new("weight", "Weight", Kind::Count),
        Column::new("category", "Category", Kind::Text),
        Column::new("tiers", "Tiers", Kind::Count),
    ];
    let mut table = Table::new("The model", columns);
    for category in &grid.categories {
        let tiers = category.tiers.iter().filter(|tier| tier.counts.n > 0).count() as u64;
        table.push([u64::from(category.weight).into(), category.attribute.clone().into(), tiers.into()]);
    }
    table.to_text(&english)
}

fn grades(grid: &Grid) -> String {
    let columns = vec![
        Column::new("grade", "Grade", Kind::Text),
        Column::new("from", "From points", Kind::Count),
        Column::new("rows", "Rows", Kind::Count),
        Column::new("rate", "With the outcome", Kind::Share),
    ];
    let mut table = Table::new("", columns);
    let from = grid.grades.into_iter().chain([0]);
    for ((grade, from), counts) in ["A", "B", "C", "D"].into_iter().zip(from).zip(grid.graded) {
        let rate = Proportion { part: counts.events, whole: counts.n }.rate();
        table.push([grade.into(), u64::from(from).into(), counts.n.into(), rate.into()]);
    }
    table.to_text(&english)
}

fn area(area: &Area) -> String {
    format!("{:.3} (95 % interval {:.3} to {:.3})", area.value, area.low, area.high)
}

fn percent(part: u64, whole: u64) -> String {
    let hundredths = part.saturating_mul(1_000).checked_div(whole).unwrap_or(0);
    format!("{}.{} %", hundredths / 10, hundredths % 10)
}
