//! A table for a terminal: columns aligned by the width that characters really have.

use unicode_width::UnicodeWidthStr;

use super::{Cell, Column, Kind, Table};
use crate::Words;

/// What stands where nothing is known.
const NOTHING: &str = "–";

impl Table {
    /// The table as text: title, head, a line, the rows. Words on the left, figures on the right, two spaces
    /// between columns, none at the end of a line; control characters in data are shown as `·`, so that nothing in them
    /// reaches the terminal.
    pub fn to_text(&self, words: Words<'_>) -> String {
        let heads: Vec<String> = self.columns.iter().map(head).collect();
        let body: Vec<Vec<String>> = self
            .rows
            .iter()
            .map(|row| {
                row.iter().zip(&self.columns).map(|(cell, column)| cell.to_text(column.kind, words)).collect()
            })
            .collect();
        let widths: Vec<usize> = heads
            .iter()
            .enumerate()
            .map(|(index, head)| {
                body.iter()
                    .filter_map(|row| row.get(index))
                    .chain([head])
                    .map(|text| text.width())
                    .max()
                    .unwrap_or(0)
            })
            .collect();
        let mut out = String::new();
        if !self.title.is_empty() {
            out.push_str(&tame(&self.title));
            out.push_str("\n\n");
        }
        self.line(&mut out, &heads, &widths);
        let rules: Vec<String> = widths.iter().map(|width| "─".repeat(*width)).collect();
        self.line(&mut out, &rules, &widths);
        for row in &body {
            self.line(&mut out, row, &widths);
        }
        out
    }

    fn line(&self, out: &mut String, texts: &[String], widths: &[usize]) {
        let mut line = String::new();
        for ((text, width), column) in texts.iter().zip(widths).zip(&self.columns) {
            if !line.is_empty() {
                line.push_str("  ");
            }
            let gap = " ".repeat(width.saturating_sub(text.width()));
            if is_figure(column.kind) {
                line.push_str(&gap);
                line.push_str(text);
            } else {
                line.push_str(text);
                line.push_str(&gap);
            }
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
}

fn head(column: &Column) -> String {
    column
        .unit
        .as_ref()
        .map_or_else(|| tame(&column.title), |unit| tame(&format!("{} ({unit})", column.title)))
}

const fn is_figure(kind: Kind) -> bool {
    matches!(kind, Kind::Count | Kind::Share | Kind::Number { .. } | Kind::Hundredths)
}

impl Cell {
    /// The value as text for a terminal, by the kind of its column; a dash where nothing is known.
    pub fn to_text(&self, kind: Kind, words: Words<'_>) -> String {
        match self {
            Self::Empty => NOTHING.to_owned(),
            Self::Text(text) => tame(text),
            Self::Count(count) => count.to_string(),
            Self::Number(number) => match kind {
                Kind::Share => format!("{:.1} %", number * 100.0),
                Kind::Number { digits } => format!("{number:.*}", usize::from(digits)),
                _ => number.to_string(),
            },
            Self::Hundredths(points) => points.to_string(),
            Self::Moment(moment) if kind == Kind::Date => moment.date().to_string(),
            Self::Moment(moment) => moment.to_string(),
            Self::Flag(flag) => words(if *flag { "report-yes" } else { "report-no" }),
        }
    }
}

fn tame(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '·' } else { c }).collect()
}
