//! The same letter for programs that show no HTML: short lines, nothing that relies on letters of one width.

use crate::letter::{Part, ReportLetter, Shown};

/// The plain body of a letter.
pub(crate) fn written(letter: &ReportLetter<'_>) -> String {
    let t = letter.t;
    let mut lines =
        vec![letter.title.clone(), "=".repeat(letter.title.chars().count().min(72)), String::new()];
    lines.extend([letter.lead.clone(), String::new()]);
    lines.extend(letter.scope.iter().map(|[what, which]| format!("{what}: {which}")));
    lines.push(format!("{}: {}", t.say("mail-made"), letter.made));
    for told in &letter.highlights {
        lines.extend([String::new(), told.title.clone()]);
        lines.extend(told.points.iter().map(|point| format!("* {point}")));
    }
    if !letter.figures.is_empty() {
        lines.push(String::new());
        lines.extend(letter.figures.iter().map(figure));
    }
    for part in &letter.parts {
        section(&mut lines, part);
    }
    if letter.parts.is_empty() && letter.figures.is_empty() && letter.highlights.is_empty() {
        lines.extend([String::new(), t.say("mail-nothing")]);
    }
    lines.push(String::new());
    if !letter.further.is_empty() {
        lines.extend([letter.further_line(), String::new()]);
    }
    lines.extend(letter.file_line());
    lines.push(format!("{}:\n{}", t.say(letter.links.open), letter.links.page));
    if let Some(stop) = &letter.links.stop {
        lines.extend([String::new(), "-- ".to_owned(), format!("{}\n{stop}", t.say("mail-why"))]);
    }
    lines.push(String::new());
    lines.join("\n")
}

fn figure(figure: &Shown) -> String {
    let aside: Vec<&str> = [figure.interval.as_str(), figure.hint.as_str()]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect();
    if aside.is_empty() {
        format!("* {}: {}", figure.label, figure.value)
    } else {
        format!("* {}: {} ({})", figure.label, figure.value, aside.join("; "))
    }
}

fn section(lines: &mut Vec<String>, part: &Part) {
    lines.extend([String::new(), part.title.clone(), "-".repeat(part.title.chars().count().min(72))]);
    if !part.note.is_empty() {
        lines.push(part.note.clone());
    }
    for row in &part.rows {
        let mut cells = row.iter().zip(&part.heads);
        let Some((name, _)) = cells.next() else { continue };
        let name = &name.text;
        let rest: Vec<String> = cells.map(|(cell, head)| format!("{} {}", head.text, cell.text)).collect();
        lines.push(if rest.is_empty() {
            format!("* {name}")
        } else {
            format!("* {name}: {}", rest.join(", "))
        });
    }
    lines.extend(part.left_out.clone());
}
