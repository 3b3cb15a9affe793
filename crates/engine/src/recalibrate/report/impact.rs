//! What the proposal would change for whom: sales as a whole, each person, each rating, each lead.

use bareme_recalibration::run::Moved;
use bareme_reporting::{Cell, Column, Kind, Section, Table};
use bareme_scoring::Rating;

use super::verdict::real;
use super::{NAMED, Telling, lead};

/// People of sales that the first page names.
const FIRST: usize = 3;

/// Leads that move, those that move furthest first, then by id.
pub(super) fn by_size(moved: &[Moved]) -> impl Iterator<Item = &Moved> {
    let far = |moved: &Moved| {
        let (before, after) = (moved.before.index(), moved.after.index());
        let (rows, columns) = (before / 4, before % 4);
        (rows.abs_diff(after / 4) + columns.abs_diff(after % 4), u8::from(rows != after / 4))
    };
    let mut sorted: Vec<&Moved> = moved.iter().collect();
    sorted.sort_by_key(|moved| (std::cmp::Reverse(far(moved)), moved.lead));
    sorted.into_iter()
}

impl Telling<'_> {
    /// For sales, for the people of sales, for marketing, for leads: a sentence each.
    pub(super) fn what_changes(&self) -> Vec<String> {
        let Some(impact) = &self.whole().run.impact else { return Vec::new() };
        let flow = impact.mqls_per_week;
        let sales = [
            ("before", self.number(flow.before, 1)),
            ("after", self.number(flow.after, 1)),
            ("kept", self.share(impact.kept)),
        ];
        let moved = impact.moved.len() as u64;
        let up = impact.moved.iter().filter(|moved| is_up(moved)).count() as u64;
        let leads = [
            ("moved", self.leads(moved)),
            ("all", self.leads(self.whole().run.population.cases)),
            ("up", self.number(real(up), 0)),
            ("down", self.number(real(moved - up), 0)),
        ];
        let mut said = vec![self.fill("recal-changes-sales", &sales)];
        said.extend(self.loads_change());
        said.extend(self.weights_change());
        said.push(self.fill("recal-changes-leads", &leads));
        said
    }

    fn loads_change(&self) -> Option<String> {
        let mut loads: Vec<_> = self.whole().load.iter().filter(|load| load.owner.is_some()).collect();
        loads.retain(|load| load.before != load.after);
        loads.sort_by_key(|load| std::cmp::Reverse(load.before.abs_diff(load.after)));
        let named: Vec<String> = loads
            .iter()
            .take(FIRST)
            .map(|load| {
                let arguments = [
                    ("who", load.owner.clone().unwrap_or_default()),
                    ("before", load.before.to_string()),
                    ("after", load.after.to_string()),
                ];
                self.fill("recal-load-change", &arguments)
            })
            .collect();
        (!named.is_empty()).then(|| self.fill("recal-changes-people", &[("people", named.join(", "))]))
    }

    pub(super) fn flow(&self) -> Option<Section> {
        let impact = self.whole().run.impact.as_ref()?;
        let mut table = self.table(&[
            ("what", "recal-figure", Kind::Text),
            ("before", "recal-now", Kind::Number { digits: 1 }),
            ("after", "recal-proposed", Kind::Number { digits: 1 }),
        ]);
        let flow = impact.mqls_per_week;
        table.push([
            self.say("recal-figure-mqls").into(),
            Cell::Number(flow.before),
            Cell::Number(flow.after),
        ]);
        if let Some(capacity) = self.whole().run.settings.capacity_per_week {
            table.push([self.say("recal-capacity").into(), Cell::Number(capacity), Cell::Number(capacity)]);
        }
        self.section("flow", table)
    }

    pub(super) fn load(&self) -> Option<Section> {
        self.whole().run.impact.as_ref()?;
        let settings = &self.whole().run.settings;
        let weeks = (settings.until.days_since(settings.from) / 7.0).max(1.0 / 7.0);
        let mut table = self.table(&[
            ("owner", "by-owner", Kind::Text),
            ("before", "recal-now", Kind::Count),
            ("after", "recal-proposed", Kind::Count),
            ("before_per_week", "recal-per-week-now", Kind::Number { digits: 1 }),
            ("after_per_week", "recal-per-week-proposed", Kind::Number { digits: 1 }),
        ]);
        for load in &self.whole().load {
            let owner = load.owner.clone().unwrap_or_else(|| self.say("recal-nobody"));
            table.push([
                owner.into(),
                load.before.into(),
                load.after.into(),
                Cell::Number(real(load.before) / weeks),
                Cell::Number(real(load.after) / weeks),
            ]);
        }
        self.section("load", table)
    }

    /// From each rating (row) to each (column); rows and columns that nobody stands in are left out.
    pub(super) fn migration(&self) -> Option<Section> {
        let impact = self.whole().run.impact.as_ref()?;
        let count = |row: &Rating, column: &Rating| {
            let row = impact.migration.get(usize::from(row.index()));
            row.and_then(|row| row.get(usize::from(column.index()))).copied().unwrap_or(0)
        };
        let all: Vec<Rating> = Rating::all().collect();
        let rows: Vec<&Rating> =
            all.iter().filter(|row| all.iter().any(|column| count(row, column) > 0)).collect();
        let columns: Vec<&Rating> =
            all.iter().filter(|column| all.iter().any(|row| count(row, column) > 0)).collect();
        let mut heads = vec![Column::new("from", self.say("recal-rating-now"), Kind::Text)];
        heads.extend(
            columns.iter().map(|column| Column::new(word(**column), column.to_string(), Kind::Count)),
        );
        let mut table = Table::new("", heads);
        for row in rows {
            let cells = columns.iter().map(|column| Cell::from(count(row, column)));
            table.push([Cell::from(row.to_string())].into_iter().chain(cells));
        }
        let key = if impact.of_standing { "recal-migration-everyone" } else { "recal-migration-leads" };
        self.section("migration", table).map(|section| section.with_note(self.say(key)))
    }

    pub(super) fn moved(&self) -> Option<Section> {
        let impact = self.whole().run.impact.as_ref()?;
        let mut table = self.table(&[
            ("lead", "recal-lead", Kind::Text),
            ("contact", "recal-contact", Kind::Text),
            ("before", "recal-now", Kind::Text),
            ("after", "recal-proposed", Kind::Text),
        ]);
        let mut behind = Vec::new();
        for moved in by_size(&impact.moved).take(NAMED) {
            let name = self.names.get(&moved.lead);
            table.push([
                moved.lead.to_string().into(),
                name.map(|(_, name)| name.clone()).into(),
                moved.before.to_string().into(),
                moved.after.to_string().into(),
            ]);
            let contact = name.map(|(id, _)| bareme_reporting::Behind {
                list: bareme_reporting::List::Contact,
                words: vec![("id", id.to_string())],
            });
            behind.push(vec![Some(lead(moved.lead)), contact]);
        }
        let shown = table.rows.len() as u64;
        let all = impact.moved.len() as u64;
        let section = self.section("moved", table)?;
        let note = if all > shown {
            let arguments = [("shown", self.number(real(shown), 0)), ("all", self.leads(all))];
            self.fill("recal-moved-first", &arguments)
        } else {
            section.note.clone()
        };
        Some(Section { behind, ..section.with_note(note) })
    }
}

/// Whether a lead moves to a better grade, or to a stronger level of the same one.
fn is_up(moved: &Moved) -> bool {
    (moved.after.grade, moved.after.level) < (moved.before.grade, moved.before.level)
}

/// The key of a column.
fn word(rating: Rating) -> &'static str {
    const WORDS: [&str; 16] =
        ["a1", "a2", "a3", "a4", "b1", "b2", "b3", "b4", "c1", "c2", "c3", "c4", "d1", "d2", "d3", "d4"];
    WORDS.get(usize::from(rating.index())).copied().unwrap_or("d4")
}
