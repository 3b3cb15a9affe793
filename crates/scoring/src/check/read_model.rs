//! The whole document out of the tree: the top keys, the matrix and the rank, and the sections joined to a model.

use super::Code;
use super::reader::{At, Checker, Table};
use crate::document::Node;
use crate::model::{Action, Cell, Matrix, Model, Thresholds};
use crate::{Points, Rating};

const KEYS: [&str; 9] =
    ["name", "title", "primary", "applies_to", "fit", "engagement", "matrix", "rank", "account"];

impl Checker<'_> {
    pub fn model(&mut self, root: &Node) -> Option<Model> {
        let table = self.table(root, At::default(), &KEYS)?;
        let name = self.model_name(&table);
        let title = self.optional_text(&table, "title").map(|title| title.trim().to_owned());
        let primary = table.get("primary").and_then(|(node, at)| self.boolean(node, &at)).unwrap_or(false);
        let applies_to = self.optional_condition(&table, "applies_to");
        if let Some(read) = &applies_to {
            self.judge_condition(&read.value, None, &read.at, "so the model scores nobody");
        }
        let fit = self.need(&table, "fit").and_then(|(node, at)| self.fit(node, at, Thresholds::default()));
        let engagement = table.get("engagement").and_then(|(node, at)| self.engagement(node, at));
        let matrix = self.matrix(&table);
        let fit_share = self.fit_share(&table);
        let among = applies_to.as_ref().map(|read| &read.value);
        if let Some(fit) = &fit {
            self.judge_fit(fit, among);
        }
        if let Some(engagement) = &engagement {
            self.judge_engagement(engagement, among);
        }
        let fit = fit.and_then(super::read_fit::FitRead::build);
        let levels = engagement.as_ref().map(|read| read.levels.value).unwrap_or_default();
        let account = self.account(&table, fit.as_ref(), levels);
        let engagement = match engagement {
            Some(read) => Some(read.build()?),
            None => None,
        };
        Some(Model {
            name: name?,
            title,
            primary,
            applies_to: applies_to.map(|read| read.value),
            fit: fit?,
            engagement,
            matrix,
            fit_share: fit_share?,
            account: account?,
            attributes: std::mem::take(&mut self.attributes),
        })
    }

    fn model_name(&mut self, table: &Table<'_>) -> Option<String> {
        let (node, at) = self.need(table, "name")?;
        let name = self.text(node, &at)?;
        let fits = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
        if name.chars().count() > 64 || !name.chars().all(fits) {
            let message = format!(
                "'{name}' cannot be a model's name: up to 64 letters, digits, hyphens, underscores and dots; \
                 the title may say it in full"
            );
            self.error(&at, Code::InvalidName, message);
            return None;
        }
        Some(name.to_owned())
    }

    fn fit_share(&mut self, table: &Table<'_>) -> Option<Points> {
        let half = Points::from_whole(50);
        let Some((node, at)) = table.get("rank") else { return Some(half) };
        let inner = self.table(node, at, &["fit_share"])?;
        match inner.get("fit_share") {
            Some((node, at)) => self.percent(node, &at),
            None => Some(half),
        }
    }

    fn matrix(&mut self, table: &Table<'_>) -> Matrix {
        let mut matrix = Matrix::default();
        let Some((node, at)) = table.get("matrix") else { return matrix };
        let names: Vec<String> = Rating::all().map(|rating| rating.to_string()).collect();
        let keys: Vec<&str> = names.iter().map(String::as_str).collect();
        let Some(inner) = self.table(node, at, &keys) else { return matrix };
        for (rating, key) in Rating::all().zip(keys) {
            if let Some((node, at)) = inner.get(key) {
                self.cell(node, at, matrix.cell_mut(rating));
            }
        }
        matrix
    }

    fn cell(&mut self, node: &Node, at: At, cell: &mut Cell) {
        let Some(table) = self.table(node, at, &["action", "priority", "sla_hours", "play"]) else { return };
        if table.is_empty() {
            self.error(&table.at, Code::Empty, "the cell says nothing; give an action or leave the cell out");
        }
        let words: Vec<&str> = Action::ALL.iter().map(|action| action.word()).collect();
        let action =
            table.get("action").and_then(|(node, at)| self.word(node, &at, &words, Action::from_word));
        if let Some(action) = action {
            cell.action = action;
        }
        if let Some(read) = table.get("priority").and_then(|(node, at)| self.integer(node, &at, 1, 99)) {
            cell.priority = u8::try_from(read).unwrap_or(cell.priority);
        }
        if let Some(play) = self.optional_text(&table, "play") {
            cell.play = Some(play.to_owned());
        }
        if let Some((node, at)) = table.get("sla_hours") {
            cell.sla_hours = self.integer(node, &at, 1, 8_760).or(cell.sla_hours);
            if cell.action != Action::HandOff {
                let message = "only a hand-off has hours in which sales must respond; leave them out here";
                self.error(&at, Code::Conflict, message);
            }
        }
        if cell.action != Action::HandOff {
            cell.sla_hours = None;
        } else if cell.sla_hours.is_none() && !table.has("sla_hours") {
            let message = "a hand-off needs the hours in which sales must respond; add sla_hours, such as 48";
            self.error(&table.at.key("sla_hours", None), Code::MissingSla, message);
        }
    }
}
