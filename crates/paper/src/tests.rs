//! What is on the paper, read back from the PDF.

mod read;
mod samples;

use bareme_reporting::{Cell, Column, Kind, Report, Section, Table, english};
use read::{Paper, Rect, read};
use samples::{empty, of_table, rich};

use crate::{ENGLISH, PaperLanguage, render};

/// Names that would be something else if they were read as markup, as code, or by a careless printer.
const HOSTILE: [&str; 14] = [
    "#panic(\"x\")",
    "$x^2$ *bold* _it_ `code` <label> @ref",
    "= Heading\n- item\n/ term: x",
    "\\u{41} \\ \"quotes\" 'single' // comment /* open",
    "]]] ))) }}} #[ #{ #(",
    "{\"json\": \"\\\"\"}",
    "https://example.com/?a=1&b=<script>",
    "~~~ --- ... -? (c)",
    "שלום עולם",
    "شركة الاختبار",
    "😀👩‍💻 🇫🇷",
    "株式会社テスト",
    "\u{202e}gnihton\u{202c} \u{0}\u{7}\u{1b}[31m",
    "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW",
];

fn paper(report: &Report) -> Paper {
    read(&render(report, &PaperLanguage::english()).unwrap())
}

/// A4, upright or lying, less the margins.
const fn inside(lying: bool) -> Rect {
    let (width, height) = if lying { (841.9, 595.3) } else { (595.3, 841.9) };
    Rect { left: 48.0, right: width - 48.0, top: 40.0, bottom: height - 12.0 }
}

#[test]
fn a_paper_holds_all_that_the_report_says() {
    let report = rich();
    let text = paper(&report).text();
    let mut parts = vec![report.title.clone(), report.lead.clone()];
    parts.extend(report.scope.iter().flat_map(|(what, which)| [what.clone(), which.clone()]));
    parts.extend(report.figures.iter().flat_map(|figure| [figure.label.clone(), figure.hint.clone()]));
    for section in &report.sections {
        parts.extend([section.title.clone(), section.note.clone()]);
        parts.extend(section.table.columns.iter().map(|column| column.title.clone()));
        parts.extend(section.table.rows.iter().flatten().filter_map(|cell| match cell {
            Cell::Text(text) => Some(text.clone()),
            Cell::Count(count) if *count < 1_000 => Some(count.to_string()),
            _ => None,
        }));
    }
    parts.extend(
        report.definitions.iter().flat_map(|definition| [definition.term.clone(), definition.text.clone()]),
    );
    for part in parts {
        assert!(text.has(&part), "{part:?} is missing in\n{}", text.0);
    }
}

#[test]
fn each_page_of_a_paper_says_what_it_covers_when_it_was_made_and_which_it_is() {
    let report = of_table(120);
    let paper = paper(&report);
    let count = paper.pages.len();
    assert!(count >= 3, "{count} pages");
    for (index, page) in paper.pages.iter().enumerate() {
        let text = page.text();
        let number = format!("page {} of {count}", index + 1);
        for part in ["Model: Starter", "Source: web, event", "Bareme", "made 2026-11-22 02:25 UTC", &number] {
            assert!(text.has(part), "{part:?} is missing on page {}:\n{}", index + 1, text.0);
        }
    }
}

#[test]
fn a_table_over_pages_of_paper_repeats_its_head_and_loses_no_row() {
    let report = of_table(500);
    let paper = paper(&report);
    for (index, page) in paper.pages.iter().enumerate() {
        assert!(page.text().has("Company name"), "no head on page {}", index + 1);
    }
    let text = paper.text();
    for row in 0..500 {
        assert!(text.has(&format!("Company {row:03}")), "row {row} is lost");
    }
}

#[test]
fn figures_stand_right_on_paper_and_words_left() {
    let mut table =
        Table::new("T", vec![Column::new("a", "Who", Kind::Text), Column::new("b", "Leads", Kind::Count)]);
    table.push(["Short".into(), Cell::Count(7)]);
    table.push(["A longer name".into(), Cell::Count(123_456)]);
    let report = Report { sections: vec![Section::new("s", "S", table)], ..empty() };
    let paper = paper(&report);
    let page = &paper.pages[0];
    let [short, long] = ["7", "123,456"].map(|text| page.word(text).unwrap());
    assert!((short.right - long.right).abs() < 0.5, "{short:?} {long:?}");
    let [short, long] = ["Short", "longer"].map(|text| page.word(text).unwrap());
    assert!(short.left < long.left - 3.0, "{short:?} {long:?}");
}

#[test]
fn nothing_on_a_paper_leaves_its_page() {
    let wide = |columns: usize, cell: &str| {
        let column = |_| Column::new("c", "Opportunities won", Kind::Text);
        let mut table = Table::new("Wide", (0..columns).map(column).collect());
        for _ in 0..3 {
            table.push((0..columns).map(|_| Cell::from(cell)));
        }
        Report { sections: vec![Section::new("s", "Wide", table)], ..empty() }
    };
    let long = "x".repeat(300);
    let reports = [
        rich(),
        of_table(60),
        wide(9, "12,345 words"),
        wide(16, "some words"),
        wide(6, &long),
        wide(30, "1"),
        hostile(),
        filtered(),
    ];
    for (index, report) in reports.iter().enumerate() {
        for page in paper(report).pages {
            let room = inside(page.width > page.height);
            for glyph in &page.glyphs {
                assert!(room.holds(glyph), "report {index}: {:?} at {:?} of {room:?}", glyph.text, glyph.at);
            }
        }
    }
}

#[test]
fn a_wide_table_lies_on_paper_and_the_next_section_stands_again() {
    let mut report = rich();
    let columns = (0..14).map(|_| Column::new("c", "Conversion", Kind::Text)).collect();
    let mut table = Table::new("Wide", columns);
    table.push((0..14).map(|_| Cell::from("A word or two")));
    report.sections.insert(1, Section::new("wide", "Wide", table));
    let lying: Vec<bool> = paper(&report).pages.iter().map(|page| page.width > page.height).collect();
    assert!(!lying[0] && lying.contains(&true) && lying.last() == Some(&false), "{lying:?}");
}

/// A filter that goes on and on.
fn filtered() -> Report {
    let pair = |index| (format!("Filter {index}"), "one, two, three, four and five of them ".repeat(3));
    Report { scope: (0..40).map(pair).collect(), ..rich() }
}

/// Every place for a name has one of no end.
fn hostile() -> Report {
    let name = HOSTILE[HOSTILE.len() - 1];
    let mut report = rich();
    report.title = name.to_owned();
    report.lead = name.to_owned();
    report.scope = vec![(name.to_owned(), name.repeat(3))];
    report.figures[0].label = name.to_owned();
    report.figures[0].value = Cell::from(name);
    report.figures[1].hint = name.to_owned();
    report.sections[0].title = name.to_owned();
    report.sections[0].note = name.to_owned();
    report.sections[0].table.columns[0].title = name.to_owned();
    report.definitions[0].text = name.to_owned();
    report
}

#[test]
fn hostile_names_stand_on_paper_as_they_are() {
    for name in HOSTILE {
        let mut report = rich();
        report.title = format!("T {name}");
        report.scope.push((String::from("Name"), name.to_owned()));
        report.sections[0].table.rows[0][0] = Cell::from(name);
        report.sections[0].note = name.to_owned();
        let text = paper(&report).text();
        assert!(text.has("Why sales said no"), "{name}");
        if name.is_ascii() {
            assert!(text.has(name), "{name} is missing in\n{}", text.0);
        }
    }
}

#[test]
fn names_in_other_scripts_can_be_read_on_paper_and_found() {
    let mut report = empty();
    report.lead = String::from("Œuvres françaises, 5 € → ≥ 3, Łódź, Ελλάδα, Київ, Đặng");
    let text = paper(&report).text();
    for word in ["Œuvres", "françaises", "€", "→", "≥", "Łódź", "Ελλάδα", "Київ", "Đặng"]
    {
        assert!(text.has(word), "{word} is missing in {}", text.0);
    }
}

#[test]
fn a_french_paper_is_french() {
    let words = |key: &str| match key {
        "paper-made" => String::from("établi le"),
        "paper-of" => String::from("sur"),
        key => english(key),
    };
    let write = |cell: &Cell, _: Kind, _: Option<&str>| match cell {
        Cell::Count(count) => format!("{count} œ"),
        Cell::Number(number) => number.to_string().replace('.', ","),
        _ => String::from("22 nov. 2026, 02:25 UTC"),
    };
    let bytes = render(&rich(), &PaperLanguage { code: "fr", words: &words, write: &write }).unwrap();
    let text = read(&bytes).text();
    assert!(text.has("établi le 22 nov. 2026, 02:25 UTC"), "{}", text.0);
    assert!(text.has("page 1 sur") && text.has("842 œ"), "{}", text.0);
    assert!(bytes.windows(9).any(|part| part == b"/Lang(fr)"), "the language is not told");
}

#[test]
fn a_report_without_anything_is_a_paper_that_says_so() {
    let paper = paper(&empty());
    assert_eq!(paper.pages.len(), 1);
    assert!(paper.text().has("There is nothing to show here."));
    let mut report = empty();
    report.sections.push(Section::new(
        "s",
        "Reasons",
        Table::new("Reasons", vec![Column::new("a", "A", Kind::Text)]),
    ));
    report.sections.push(Section::new("t", "Nothing", Table::default()));
    let text = self::paper(&report).text();
    assert!(text.has("Reasons") && text.has("There is nothing to show here."));
}

#[test]
fn the_same_report_gives_the_same_paper_to_the_byte() {
    let language = PaperLanguage::english();
    let first = render(&rich(), &language).unwrap();
    render(&of_table(30), &language).unwrap();
    assert!(first == render(&rich(), &language).unwrap(), "two runs differ");
}

#[test]
fn a_paper_tells_title_time_and_tags_to_readers() {
    let bytes = render(&rich(), &PaperLanguage::english()).unwrap();
    let has = |part: &str| bytes.windows(part.len()).any(|window| window == part.as_bytes());
    assert!(has("<dc:title>") && has("Funnel"), "no title");
    assert!(has("2026-11-22T02:25:00"), "no time");
    assert!(has("pdfuaid"), "not tagged as PDF/UA");
}

#[test]
fn every_word_of_the_paper_is_known_in_english() {
    for (key, message) in ENGLISH {
        assert_eq!(crate::english(key), message);
    }
    assert_eq!(crate::english("report-fit"), "Fit");
}
