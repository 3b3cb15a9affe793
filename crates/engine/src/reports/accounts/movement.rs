//! Who became marketing-qualified and who no longer is, and how ratings moved.

use bareme_reporting::chart::{Axis, Chart, LineChart, SankeyChart, SankeyLink, SankeyNode, Series, Tone};
use bareme_reporting::{Behind, Cell, Column, Kind, Section, Table};
use bareme_scoring::{Grade, Instant, Level};
use bareme_store::snapshots::day_number;

use super::Study;

/// Moves from rating to rating that have a row of their own.
const MOVES: usize = 20;

impl Study<'_> {
    /// The accounts that moved in the period, or in a part of it.
    pub(super) fn moved(
        &self,
        count: u64,
        way: &'static str,
        part: Option<(Instant, Option<Instant>)>,
    ) -> Option<Behind> {
        let (from, until) = part.unwrap_or((self.known.from, self.known.until));
        self.between(count, from, until, &[("moved", way)])
    }

    /// The accounts of which something holds between two days.
    fn between(
        &self,
        count: u64,
        from: Instant,
        until: Option<Instant>,
        words: &[(&'static str, &str)],
    ) -> Option<Behind> {
        let since = from.date().to_string();
        let until = until.map(|until| until.date().to_string());
        let mut all = words.to_vec();
        all.push(("since", &since));
        all.extend(until.as_deref().map(|until| ("until", until)));
        self.behind(count, &all)
    }

    /// Marketing-qualified accounts, part by part of the period.
    pub(super) fn months(&self) -> Section {
        let known = self.known;
        let columns = vec![
            Column::new("period", self.say("report-period"), Kind::Text),
            Column::new("start", self.say("accounts-report-start"), Kind::Count),
            Column::new("entered", self.say("accounts-report-entered"), Kind::Count),
            Column::new("left", self.say("accounts-report-left"), Kind::Count),
            Column::new("end", self.say("accounts-report-end"), Kind::Count),
        ];
        let mut table = Table::new(self.say("accounts-report-section-mqa"), columns);
        let (mut behind, mut points) = (Vec::new(), Vec::new());
        let parts = known
            .spans
            .iter()
            .map(|span| (self.wording.period(known.by, &span.label), span.from, known.end_of(span)));
        let whole = (known.spans.len() > 1).then(|| (self.say("report-total"), known.from, known.until));
        for (label, from, until) in parts.chain(whole) {
            let movement = known.standings.mqa(day_number(from), until.map_or(i32::MAX, day_number));
            if points.is_empty() {
                points.push((from, Some(super::real(movement.start))));
            }
            if points.len() <= known.spans.len() {
                points.push((until.unwrap_or(known.now), Some(super::real(movement.end))));
            }
            let of = |count, way| self.moved(count, way, Some((from, until)));
            behind.push(vec![None, None, of(movement.entered, "entered"), of(movement.left, "left")]);
            table.push([
                Cell::from(label),
                movement.start.into(),
                movement.entered.into(),
                movement.left.into(),
                movement.end.into(),
            ]);
        }
        let title = self.say("accounts-report-section-mqa");
        let series = Series { label: self.say("accounts-report-mqa"), points };
        let values = Axis::new(self.say("accounts-report-accounts"), Kind::Count);
        let chart = Chart::Lines(LineChart { title: title.clone(), values, series: vec![series] });
        Section { behind, ..Section::new("mqa", title, table) }
            .with_chart(chart)
            .with_note(self.say("accounts-report-note-mqa"))
    }

    /// Grades at the beginning and at the end.
    pub(super) fn grades(&self) -> Section {
        let names = Grade::ALL.map(|grade| grade.to_string());
        let cells = self.transitions().grades();
        self.matrix("grades", &names, cells).with_note(self.say("accounts-report-note-grades"))
    }

    /// Levels at the beginning and at the end.
    pub(super) fn levels(&self) -> Section {
        let names = Level::ALL.map(|level| level.to_string());
        let cells = self.transitions().levels();
        self.matrix("levels", &names, cells).with_note(self.say("accounts-report-note-levels"))
    }

    fn transitions(&self) -> bareme_reporting::Transitions {
        self.known.standings.transitions(self.known.first_day(), self.known.until_day())
    }

    fn matrix(&self, key: &'static str, names: &[String; 4], cells: [[u64; 4]; 4]) -> Section {
        let title = self.say(&format!("accounts-report-section-{key}"));
        let keys = ["first", "second", "third", "fourth"];
        let mut columns = vec![Column::new("before", self.say("accounts-report-was"), Kind::Text)];
        columns.extend(keys.into_iter().zip(names).map(|(key, name)| {
            Column::new(key, self.fill("accounts-report-now", &[("value", name.clone())]), Kind::Count)
        }));
        let mut table = Table::new(title.clone(), columns);
        let mut behind = Vec::new();
        let mut links = Vec::new();
        for ((row, was), from) in cells.iter().zip(names).zip(0..) {
            let mut line: Vec<Cell> = vec![was.clone().into()];
            let mut lists = vec![None];
            for ((count, became), to) in row.iter().zip(names).zip(4..) {
                line.push((*count).into());
                let words = [("was", was.as_str()), ("became", became.as_str())];
                lists.push(self.between(*count, self.known.from, self.known.until, &words));
                if *count > 0 {
                    links.push(SankeyLink { from, to, count: *count });
                }
            }
            table.push(line);
            behind.push(lists);
        }
        let node = |name: &String, column, key| SankeyNode {
            label: self.fill(key, &[("value", name.clone())]),
            column,
            tone: if column == 0 { Tone::Plain } else { Tone::Accent },
        };
        let before = names.iter().map(|name| node(name, 0, "accounts-report-then"));
        let nodes = before.chain(names.iter().map(|name| node(name, 1, "accounts-report-now"))).collect();
        let unit = self.say("accounts-report-accounts");
        let section = Section { behind, ..Section::new(key, title.clone(), table) };
        if links.is_empty() {
            return section;
        }
        section.with_chart(Chart::Sankey(SankeyChart { title, unit, nodes, links }))
    }

    /// The moves that most accounts made.
    pub(super) fn moves(&self) -> Section {
        let transitions = self.transitions();
        let all = transitions.largest();
        let columns = vec![
            Column::new("before", self.say("accounts-report-was"), Kind::Text),
            Column::new("after", self.say("accounts-report-became"), Kind::Text),
            Column::new("accounts", self.say("accounts-report-accounts"), Kind::Count),
            Column::new("way", self.say("accounts-report-way"), Kind::Text),
        ];
        let mut table = Table::new(self.say("accounts-report-section-moves"), columns);
        let mut behind = Vec::new();
        for (before, after, count) in all.iter().take(MOVES) {
            let way = if after < before { "accounts-report-up" } else { "accounts-report-down" };
            let (was, became) = (before.to_string(), after.to_string());
            let words = [("was", was.as_str()), ("became", became.as_str())];
            behind.push(vec![None, None, self.between(*count, self.known.from, self.known.until, &words)]);
            table.push([
                Cell::from(was.clone()),
                became.clone().into(),
                (*count).into(),
                self.say(way).into(),
            ]);
        }
        let ways = transitions.ways();
        let rest: u64 = all.iter().skip(MOVES).map(|(_, _, count)| count).sum();
        let arguments = [
            ("up", self.number(ways.up)),
            ("down", self.number(ways.down)),
            ("same", self.number(ways.same)),
            ("new", self.number(ways.new)),
            ("rest", self.number(rest)),
        ];
        let title = self.say("accounts-report-section-moves");
        Section { behind, ..Section::new("moves", title, table) }
            .with_note(self.fill("accounts-report-note-moves", &arguments))
    }
}
