//! The document tree as TOML that a person likes to read: sections for the parts of a model, a block for each item
//! of its lists, everything small on one line.

use std::fmt::{self, Write};

use super::{Content, Entry, Node};

/// Lists of these are written as blocks (`[[fit.category]]`).
const BLOCKS: [&str; 12] = [
    "category",
    "criterion",
    "penalty",
    "knock_out",
    "signal",
    "tier",
    "committee",
    "reason",
    "team",
    "territory",
    "rule",
    "holiday",
];
/// Tables of these are written as sections (`[fit]`).
const SECTIONS: [&str; 12] = [
    "fit",
    "engagement",
    "matrix",
    "rank",
    "account",
    "mqa",
    "surge",
    "weights",
    "calendar",
    "week",
    "service_level",
    "fiscal_year",
];

pub(super) fn write(root: &Node) -> String {
    let mut text = String::new();
    if let Some(entries) = root.entries() {
        // Writing to a string does not fail.
        let _ = body(entries, "", &mut text);
    }
    text
}

/// Scalars first: in TOML what follows a section's header belongs to that section.
fn body(entries: &[Entry], path: &str, out: &mut String) -> fmt::Result {
    for entry in entries.iter().filter(|entry| !is_section(entry) && !is_block(entry)) {
        write_key(&entry.key, out)?;
        out.push_str(" = ");
        inline(&entry.node, out)?;
        out.push('\n');
    }
    for entry in entries {
        let name = if path.is_empty() { key(&entry.key) } else { format!("{path}.{}", key(&entry.key)) };
        if is_section(entry) {
            writeln!(out, "{}[{name}]", separator(out))?;
            body(entry.node.entries().unwrap_or_default(), &name, out)?;
        } else if is_block(entry) {
            for item in entry.node.items().unwrap_or_default() {
                writeln!(out, "{}[[{name}]]", separator(out))?;
                body(item.entries().unwrap_or_default(), &name, out)?;
            }
        }
    }
    Ok(())
}

fn separator(out: &str) -> &'static str {
    if out.is_empty() { "" } else { "\n" }
}

fn is_section(entry: &Entry) -> bool {
    SECTIONS.contains(&entry.key.as_str()) && entry.node.entries().is_some()
}

fn is_block(entry: &Entry) -> bool {
    let all_tables = |items: &[Node]| !items.is_empty() && items.iter().all(|item| item.entries().is_some());
    BLOCKS.contains(&entry.key.as_str()) && entry.node.items().is_some_and(all_tables)
}

/// One value on one line.
pub(super) fn inline(node: &Node, out: &mut dyn Write) -> fmt::Result {
    match &node.content {
        Content::Null => out.write_str("\"\""),
        Content::Boolean(flag) => write!(out, "{flag}"),
        Content::Integer(number) => write!(out, "{number}"),
        Content::Float(number) => write!(out, "{}", toml_edit::Value::from(*number)),
        Content::Text(text) => write!(out, "{}", one_line(text)),
        Content::List(items) => {
            out.write_str("[")?;
            for (index, item) in items.iter().enumerate() {
                out.write_str(if index == 0 { "" } else { ", " })?;
                inline(item, out)?;
            }
            out.write_str("]")
        }
        Content::Table(entries) => {
            out.write_str(if entries.is_empty() { "{" } else { "{ " })?;
            for (index, entry) in entries.iter().enumerate() {
                out.write_str(if index == 0 { "" } else { ", " })?;
                write_key(&entry.key, out)?;
                out.write_str(" = ")?;
                inline(&entry.node, out)?;
            }
            out.write_str(if entries.is_empty() { "}" } else { " }" })
        }
    }
}

fn write_key(name: &str, out: &mut dyn Write) -> fmt::Result {
    out.write_str(&key(name))
}

fn key(name: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if !name.is_empty() && name.chars().all(bare) { name.to_owned() } else { one_line(name) }
}

/// A basic string, escaped so that it stays on one line.
fn one_line(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            '\r' => quoted.push_str("\\r"),
            c if c.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
