//! An expression taken apart into alternatives of simple pieces.

use bareme_scoring::fold;
use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Class, Hir, HirKind, Look, Repetition};

/// More alternatives than this are no longer a query that anybody reads.
const MOST_ALTERNATIVES: usize = 500;

/// More repetitions than this are not spelt out.
const MOST_REPETITIONS: u32 = 20;

/// Characters of a set that are looked at one by one.
const SMALL: usize = 8;

/// Characters, as ranges in order.
pub(super) type Set = Vec<(char, char)>;

/// A part of an alternative.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Piece {
    Text(String),
    One(Set),
    /// At least so many.
    Run(Set, u32),
    Look(Look),
}

/// What stands at an end of an alternative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edge {
    /// Anything.
    Open,
    /// The end of the text.
    Text,
    /// The end of a word.
    Word,
}

/// One of the texts that an expression stands for.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Alternative {
    pub start: Edge,
    pub pieces: Vec<Piece>,
    pub end: Edge,
}

/// The alternatives of an expression of a model, which ignores case.
pub(super) fn of(pattern: &str) -> Result<Vec<Alternative>, String> {
    parse(pattern, true)
}

/// The alternatives of an expression as it is written.
pub(super) fn exactly(pattern: &str) -> Result<Vec<Alternative>, String> {
    parse(pattern, false)
}

fn parse(pattern: &str, ignore_case: bool) -> Result<Vec<Alternative>, String> {
    let parsed = ParserBuilder::new().case_insensitive(ignore_case).build().parse(pattern);
    let hir = parsed.map_err(|_| "cannot be read".to_owned())?;
    let all = expand(&hir)?;
    all.into_iter().map(shaped).collect()
}

/// Every character that is no part of a word, as a class of `GLOB`.
pub(crate) fn nonword() -> String {
    format!("[^{}]", super::glob::ranges(&word()).unwrap_or_default())
}

/// Characters of words.
pub(super) fn word() -> Set {
    match regex_syntax::parse("\\w").map(Hir::into_kind) {
        Ok(HirKind::Class(Class::Unicode(class))) => {
            class.iter().map(|range| (range.start(), range.end())).collect()
        }
        _ => Vec::new(),
    }
}

fn expand(hir: &Hir) -> Result<Vec<Vec<Piece>>, String> {
    let found = match hir.kind() {
        HirKind::Empty => vec![Vec::new()],
        HirKind::Literal(literal) => match std::str::from_utf8(&literal.0) {
            Ok(text) => vec![vec![Piece::Text(text.to_owned())]],
            Err(_) => return Err("has bytes that are no text".to_owned()),
        },
        HirKind::Class(class) => one_of(set(class)?),
        HirKind::Look(look) => vec![vec![Piece::Look(*look)]],
        HirKind::Repetition(repetition) => repeat(repetition)?,
        HirKind::Capture(capture) => expand(&capture.sub)?,
        HirKind::Concat(parts) => {
            let mut all = vec![Vec::new()];
            for part in parts {
                all = product(&all, &expand(part)?)?;
            }
            all
        }
        HirKind::Alternation(parts) => {
            let mut all = Vec::new();
            for part in parts {
                all.extend(expand(part)?);
            }
            all
        }
    };
    if found.len() > MOST_ALTERNATIVES { Err(too_many()) } else { Ok(found) }
}

fn too_many() -> String {
    "stands for too many texts: write it shorter, or with contains_any".to_owned()
}

fn product(all: &[Vec<Piece>], next: &[Vec<Piece>]) -> Result<Vec<Vec<Piece>>, String> {
    if all.len().saturating_mul(next.len()) > MOST_ALTERNATIVES {
        return Err(too_many());
    }
    Ok(all.iter().flat_map(|one| next.iter().map(move |other| [one.as_slice(), other].concat())).collect())
}

/// A set of characters; in a small one, without those that no folded text has.
fn set(class: &Class) -> Result<Set, String> {
    let Class::Unicode(class) = class else { return Err("has bytes that are no text".to_owned()) };
    let set: Set = class.iter().map(|range| (range.start(), range.end())).collect();
    let count: usize = set.iter().map(|(low, high)| (*low as usize).abs_diff(*high as usize) + 1).sum();
    if count > SMALL {
        return Ok(set);
    }
    let single = set.into_iter().flat_map(|(low, high)| low..=high);
    Ok(single.filter(|c| fold(c.encode_utf8(&mut [0; 4])).chars().eq([*c])).map(|c| (c, c)).collect())
}

fn one_of(set: Set) -> Vec<Vec<Piece>> {
    match set.as_slice() {
        [] => Vec::new(),
        [(low, high)] if low == high => vec![vec![Piece::Text(low.to_string())]],
        _ => vec![vec![Piece::One(set)]],
    }
}

fn repeat(repetition: &Repetition) -> Result<Vec<Vec<Piece>>, String> {
    let Some(most) = repetition.max else {
        let set = match repetition.sub.kind() {
            HirKind::Class(class) => set(class)?,
            HirKind::Literal(literal) => {
                let text = std::str::from_utf8(&literal.0).unwrap_or_default();
                let mut characters = text.chars();
                match (characters.next(), characters.next()) {
                    (Some(one), None) => vec![(one, one)],
                    _ => return Err("repeats more than a character".to_owned()),
                }
            }
            _ => return Err("repeats more than a character".to_owned()),
        };
        if set.is_empty() || repetition.min > MOST_REPETITIONS {
            return Err("repeats what cannot be spelt out".to_owned());
        }
        return Ok(vec![vec![Piece::Run(set, repetition.min)]]);
    };
    if most > MOST_REPETITIONS {
        return Err(format!("repeats something up to {most} times"));
    }
    let sub = expand(&repetition.sub)?;
    let mut all = Vec::new();
    let mut times = vec![Vec::new()];
    for number in 0..=most {
        if number >= repetition.min {
            all.extend(times.clone());
        }
        if number < most {
            times = product(&times, &sub)?;
        }
    }
    Ok(all)
}

/// Takes what stands at both ends off the pieces. Boundaries within are refused.
fn shaped(mut pieces: Vec<Piece>) -> Result<Alternative, String> {
    let mut start = Edge::Open;
    while let Some(Piece::Look(look)) = pieces.first() {
        start = edge(*look, Look::Start, start)?;
        pieces.remove(0);
    }
    let mut end = Edge::Open;
    while let Some(Piece::Look(look)) = pieces.last() {
        end = edge(*look, Look::End, end)?;
        pieces.pop();
    }
    if pieces.iter().any(|piece| matches!(piece, Piece::Look(_))) {
        return Err("asks for the end of a word or of the text in its middle".to_owned());
    }
    let sure = |piece: Option<&Piece>, first: bool| piece.is_some_and(|piece| is_word(piece, first));
    if (start == Edge::Word && !sure(pieces.first(), true))
        || (end == Edge::Word && !sure(pieces.last(), false))
    {
        return Err("has \\b where no letter or digit follows for sure".to_owned());
    }
    if start == Edge::Open {
        loosen(&mut pieces, 0);
    }
    if end == Edge::Open {
        let last = pieces.len().saturating_sub(1);
        loosen(&mut pieces, last);
    }
    Ok(Alternative { start, pieces, end })
}

/// Beside an open end, the least number of a run is as good as any.
fn loosen(pieces: &mut Vec<Piece>, at: usize) {
    if let Some(Piece::Run(set, least)) = pieces.get(at).cloned() {
        let ones = std::iter::repeat_n(Piece::One(set), usize::try_from(least).unwrap_or(0));
        pieces.splice(at..=at, ones);
    }
}

fn edge(look: Look, end: Look, so_far: Edge) -> Result<Edge, String> {
    match (look, so_far) {
        (look, Edge::Open | Edge::Text) if look == end => Ok(Edge::Text),
        (Look::WordUnicode, Edge::Open | Edge::Word) => Ok(Edge::Word),
        _ => Err("asks for an end of lines or words that SQL does not know".to_owned()),
    }
}

/// Whether every character that may stand there belongs to a word.
fn is_word(piece: &Piece, first: bool) -> bool {
    let word = word();
    let within = |low: char, high: char| word.iter().any(|(from, to)| *from <= low && high <= *to);
    match piece {
        Piece::Text(text) => {
            let found = if first { text.chars().next() } else { text.chars().last() };
            found.is_some_and(|c| within(c, c))
        }
        Piece::One(set) | Piece::Run(set, 1..) => set.iter().all(|(low, high)| within(*low, *high)),
        Piece::Run(..) | Piece::Look(_) => false,
    }
}

/// Ranges of all that a set leaves out, when it goes from the first character to the last.
pub(super) fn left_out(set: &[(char, char)]) -> Option<Set> {
    let (first, last) = (set.first()?, set.last()?);
    if first.0 != '\0' || last.1 != char::MAX {
        return None;
    }
    let gaps = set.windows(2).filter_map(|pair| {
        let (low, high) = (u32::from(pair.first()?.1) + 1, u32::from(pair.last()?.0) - 1);
        Some((char::from_u32(low)?, char::from_u32(high)?))
    });
    Some(gaps.collect())
}
