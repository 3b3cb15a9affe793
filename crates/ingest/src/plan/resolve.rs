//! Names become column numbers; whatever does not fit is collected.

mod attributes;
mod check;
mod misfit;
mod shape;

use std::collections::{BTreeMap, BTreeSet};

use bareme_scoring::{AttributeType, BuyingRole, RelationshipKind, Stage, fold};

use super::slot::{Filter, Slot, Test};
use super::words::Words;
use super::{MappedColumn, Plan, PlanOptions};
use crate::error::{Problem, Problems};
use crate::header::{Column, Header};
use crate::mapping::{Condition, Kind, Mapping, Pick, Unmapped, nearest};
use crate::message::Message;
use crate::records::AttributeSlots;
use crate::source::Source;
use crate::survey::{ColumnSurvey, Survey};
use crate::values::ValueReader;
use misfit::Misfit;

/// Everything that is known while a mapping is resolved, and everything that is found.
pub(super) struct Resolver<'r> {
    header: &'r Header,
    survey: &'r Survey,
    mapping: &'r Mapping,
    options: &'r PlanOptions,
    problems: Vec<Problem>,
    notices: Vec<Message>,
    /// Columns that a field could have had, by number: in none of their values is what the field needs.
    misfits: BTreeMap<usize, Misfit>,
    /// What becomes of each column, by its number.
    targets: BTreeMap<usize, Vec<String>>,
    used: BTreeSet<usize>,
    /// The mapping as it is understood.
    effective: Mapping,
    attribute_types: BTreeMap<String, AttributeType>,
}

pub(super) fn resolve(
    source: &Source,
    survey: &Survey,
    mapping: &Mapping,
    options: &PlanOptions,
) -> Result<Plan, Problems> {
    let mapping = mapping.with_preset(source.header())?;
    let mut resolver = Resolver::new(source.header(), survey, &mapping, options);
    resolver.check_values();
    let filter = resolver.filter();
    let mut slots = resolver.slots();
    let mut attributes = resolver.built_in_attributes(&slots);
    resolver.own_attributes(&mut attributes);
    resolver.unmapped(&mut attributes);
    resolver.notice_left_out();
    resolver.check_required(&slots);
    resolver.check_currency(&mut slots);
    let reader = ValueReader::new(&mapping.reading).unwrap_or_else(|_| ValueReader::plain());
    if !resolver.problems.is_empty() {
        return Err(Problems::sorted(resolver.problems));
    }
    Ok(Plan {
        kind: mapping.kind,
        columns: resolver.columns(),
        mapping: resolver.effective,
        attribute_types: resolver.attribute_types,
        notices: resolver.notices,
        shape: shape::shape(mapping.kind, slots, attributes),
        filter,
        reader,
        note_columns: source.header().note_columns(),
    })
}

impl<'r> Resolver<'r> {
    fn new(header: &'r Header, survey: &'r Survey, mapping: &'r Mapping, options: &'r PlanOptions) -> Self {
        let mut effective = Mapping::new(mapping.kind);
        effective.description.clone_from(&mapping.description);
        effective.reading = mapping.reading.clone();
        effective.constants = mapping.constants.clone();
        effective.unmapped = Some(Unmapped::Ignore);
        Self {
            header,
            survey,
            mapping,
            options,
            problems: Vec::new(),
            notices: Vec::new(),
            misfits: BTreeMap::new(),
            targets: BTreeMap::new(),
            used: BTreeSet::new(),
            effective,
            attribute_types: BTreeMap::new(),
        }
    }

    fn problem(&mut self, place: String, message: String) {
        let line = self.mapping.line(&place);
        self.problems.push(Problem { line, place, message });
    }

    fn filter(&mut self) -> Filter {
        let mapping = self.mapping;
        let skip = self.tests("skip_rows_where", &mapping.skip_rows_where);
        let only = self.tests("only_rows_where", &mapping.only_rows_where);
        let swap = self.tests("swap_rows_where", &mapping.swap_rows_where);
        self.effective.skip_rows_where = self.kept(&mapping.skip_rows_where);
        self.effective.only_rows_where = self.kept(&mapping.only_rows_where);
        self.effective.swap_rows_where = self.kept(&mapping.swap_rows_where);
        Filter { skip, only, swap }
    }

    fn tests(&mut self, section: &str, conditions: &BTreeMap<String, Condition>) -> Vec<Test> {
        let mut tests = Vec::new();
        for (column, condition) in conditions {
            let found =
                if condition.optional { self.header.find_first(column) } else { self.header.find(column) };
            if let Some(index) = found {
                self.use_column(index, section.to_owned());
                let values = condition.values.iter().map(|value| fold(value.trim()).into_owned()).collect();
                tests.push(Test { column: index, values });
            } else if !condition.optional {
                self.unknown_column(format!("{section}.{column}"), column);
            }
        }
        tests
    }

    fn kept(&self, conditions: &BTreeMap<String, Condition>) -> BTreeMap<String, Condition> {
        let found = |(column, condition): (&String, &Condition)| {
            let name = self.header.name(self.header.find_first(column)?).to_owned();
            Some((name, Condition { values: condition.values.clone(), optional: false }))
        };
        conditions.iter().filter_map(found).collect()
    }

    fn use_column(&mut self, index: usize, target: String) {
        self.used.insert(index);
        self.targets.entry(index).or_default().push(target);
    }

    fn unknown_column(&mut self, place: String, column: &str) {
        let names = || self.header.names().take(40).collect::<Vec<_>>().join(", ");
        let hint = nearest(column, self.header.names())
            .map_or_else(|| format!("the file has {}", names()), |known| format!("did you mean '{known}'?"));
        self.problem(place, format!("the file has no column '{column}'; {hint}"));
    }

    /// The built-in fields, each where it lies.
    fn slots(&mut self) -> BTreeMap<&'static str, Slot> {
        let mapping = self.mapping;
        let mut slots = BTreeMap::new();
        for field in mapping.kind.fields() {
            let mut slot = match mapping.columns.get(field.name) {
                Some(pick) => self.slot(&format!("columns.{}", field.name), field.name, pick),
                None => Slot::default(),
            };
            slot.constant = mapping.constants.get(field.name).cloned();
            slot.words = self.words(field.name);
            if !slot.columns.is_empty() {
                self.effective.columns.insert(field.name.to_owned(), understood(&slot));
            }
            slots.insert(field.name, slot);
        }
        slots
    }

    /// The columns of a pick. Of those that may be absent the ones are left out whose values are all of another type
    /// than the field needs.
    fn slot(&mut self, place: &str, target: &str, pick: &Pick) -> Slot {
        let mut columns: Vec<(usize, String)> = Vec::new();
        for name in &pick.columns {
            let found = if pick.optional { self.header.find_first(name) } else { self.header.find(name) };
            if let Some(index) = found
                && columns.iter().all(|(known, _)| *known != index)
                && !(pick.optional && self.is_misfit(index, target))
            {
                columns.push((index, self.header.name(index).to_owned()));
            }
        }
        if columns.is_empty() && !pick.optional {
            for name in &pick.columns {
                self.unknown_column(place.to_owned(), name);
            }
        }
        for (index, _) in &columns {
            self.use_column(*index, target.to_owned());
        }
        Slot { columns, join: pick.join.clone(), split: pick.split.clone(), ..Slot::default() }
    }

    fn column(&self, index: usize) -> Option<&'r ColumnSurvey> {
        self.survey.columns.get(index)
    }

    /// Whether a column that was chosen by its header cannot be what the header says. In a rejects file every value may be
    /// wrong, and what was refused there must not come in another way.
    fn is_misfit(&mut self, index: usize, target: &str) -> bool {
        let is_rejects_file = self.header.columns().iter().any(|column| column.is_reject_note);
        let Some(column) = self.column(index).filter(|_| !is_rejects_file) else { return false };
        let is_date = is_date_field(target);
        if !is_date && !is_number_field(target) {
            return false;
        }
        let meant = if is_date { column.dates.values } else { column.numbers.values };
        if meant > 0 || column.filled == 0 {
            return false;
        }
        let example = column.examples.first().cloned().unwrap_or_default();
        let misfit = Misfit { column: column.name.clone(), field: target.to_owned(), is_date, example };
        self.misfits.insert(index, misfit);
        true
    }

    fn words(&mut self, name: &str) -> Words {
        let own: Vec<&str> = match name {
            "role" => BuyingRole::ALL.map(BuyingRole::word).to_vec(),
            "stage" => Stage::ALL.map(Stage::word).to_vec(),
            "kind" => RelationshipKind::ALL.map(RelationshipKind::word).to_vec(),
            _ => Vec::new(),
        };
        match self.mapping.values.get(name) {
            Some(words) => {
                self.effective.values.insert(name.to_owned(), words.clone());
                Words::new(words, &own)
            }
            None => Words::default(),
        }
    }

    fn columns(&self) -> Vec<MappedColumn> {
        let describe = |(index, column): (usize, &Column)| {
            let target = self.targets.get(&index).map(|targets| targets.join(", "));
            let of = target.as_ref().and_then(|target| self.attribute_types.get(target)).copied();
            let examples = self.column(index).map(|column| column.examples.clone()).unwrap_or_default();
            MappedColumn { column: column.name.clone(), target, of, examples }
        };
        self.header.columns().iter().enumerate().map(describe).collect()
    }
}

/// A slot as a mapping would say it.
fn understood(slot: &Slot) -> Pick {
    let columns = slot.columns.iter().map(|(_, name)| name.clone()).collect();
    Pick { columns, join: slot.join.clone(), split: slot.split.clone(), optional: false }
}

pub(super) fn is_date_field(field: &str) -> bool {
    field == "at" || field.ends_with("_at") || field.starts_with("valid_")
}

fn is_number_field(field: &str) -> bool {
    matches!(field, "employees" | "revenue" | "amount")
}
