//! Documents: the model, the agreement, one contact, a graph, a mapping, the expression of a job.

use bareme_engine::jobs::schedule::Schedule;
use bareme_ingest::{Kind, Mapping};
use bareme_rollup::GraphDocument;
use bareme_scoring::{AgreementDraft, ContactDocument, Draft, STARTER, check, check_agreement};
use bareme_testkit::{Fuzz, GRADED_BY_TITLE, noon};

/// What documents are made of.
const WORDS: [&str; 40] = [
    "[",
    "]",
    "{",
    "}",
    "[[",
    "]]",
    "=",
    "\"",
    "\"\"\"",
    "'''",
    "#",
    "\\u{0}",
    "\\uD800",
    "null",
    "true",
    "inf",
    "nan",
    "[fit]",
    "[[fit.category]]",
    "weight = 100",
    "percent",
    "when = { ",
    "not = { ",
    "and = [",
    "or = [",
    "matches = \"(((a*)*)*)*$\"",
    "matches = \"[\"",
    "between = [",
    "half_life = { days = ",
    "window = { days = ",
    "[engagement]",
    "[[engagement.category]]",
    "[[engagement.category.signal]]",
    "[matrix]",
    "thresholds",
    "[account]",
    "knock_out",
    "missing",
    "name = ",
    "1e400",
];

/// Deeper than any person nests.
fn nested(open: &str, close: &str) -> String {
    format!("{}1{}", open.repeat(20_000), close.repeat(20_000))
}

#[test]
fn a_model_is_checked_or_its_mistakes_are_told() {
    let starter = Draft::parse(STARTER).unwrap();
    let seeds = [
        STARTER.to_owned(),
        GRADED_BY_TITLE.to_owned(),
        starter.to_json(),
        nested("[", "]"),
        nested("{\"a\":", "}"),
        format!("a = {}", nested("[", "]")),
        format!("a = {}", nested("{b = ", "}")),
        format!("a{} = 1", ".b".repeat(20_000)),
        format!("{{\"name\": \"x\", \"applies_to\": {}}}", nested("{\"not\": ", "}")),
    ];
    let tried = Fuzz::new("model").seeds(seeds).words(WORDS).run(|input| {
        let text = String::from_utf8_lossy(input);
        let report = check(&text, None);
        assert!(report.model.is_some() || report.errors().next().is_some(), "neither a model nor a mistake");
        let Some(model) = report.model else { return };
        // What was checked says the same again, in either form.
        let draft = Draft::parse(&text).unwrap();
        for again in [draft.to_toml(), draft.to_json()] {
            let read = check(&again, None).model.map(|model| format!("{model:?}"));
            assert_eq!(read, Some(format!("{model:?}")), "{again}");
        }
    });
    assert!(tried > 20);
}

#[test]
fn an_agreement_is_checked_or_its_mistakes_are_told() {
    let seeds = [
        AgreementDraft::default().to_toml(),
        "[[team]]\nname = \"North\"\nleader = \"Lea\"\nmembers = [\"Ana\"]\n[[rule]]\nteam = \"North\"\n"
            .to_owned(),
        "[calendar]\nzone = \"Europe/Paris\"\n[calendar.week]\nmonday = \"09:00-12:00, 13:00-17:30\"\n"
            .to_owned(),
        "[[reason]]\ncode = \"no_need\"\npolicy = \"recycle\"\n[service_level]\nhours = 24\n".to_owned(),
    ];
    let words = [
        "[[team]]",
        "[[rule]]",
        "[[territory]]",
        "[[reason]]",
        "[calendar]",
        "holidays",
        "25:00",
        "24:00-00:00",
    ];
    let tried = Fuzz::new("agreement").seeds(seeds).words(WORDS).words(words).run(|input| {
        let text = String::from_utf8_lossy(input);
        let report = check_agreement(&text, None);
        if let Some(agreement) = report.agreement {
            let again = AgreementDraft::read(&text).unwrap().to_toml();
            let read = check_agreement(&again, None).agreement.map(|agreement| format!("{agreement:?}"));
            assert_eq!(read, Some(format!("{agreement:?}")), "{again}");
        }
    });
    assert!(tried > 20);
}

#[test]
fn a_contact_is_evaluated_or_refused() {
    let model = check(GRADED_BY_TITLE, None).model.unwrap();
    let seed = r#"{"contact": {"title": "Chief", "employees": 12.5, "ok": true}, "account": {"country": "FR"},
        "activities": [{"type": "page_view", "content": "/pricing", "at": "2026-05-30T10:00:00Z"}], "as_of": "2026-06-01"}"#;
    Fuzz::new("contact").seeds([seed]).words(WORDS).run(|input| {
        if let Ok(contact) = ContactDocument::from_json(&String::from_utf8_lossy(input)) {
            let evaluation = contact.evaluate(&model, noon());
            assert!(!serde_json::to_string(&evaluation).unwrap().contains("null,null,null,null"));
        }
    });
}

#[test]
fn a_graph_is_scored_or_its_mistakes_are_told() {
    let seed = r#"{"strategy": {"champion": {"share": 0.6}}, "accounts": [{"id": "a", "parent": "p", "ownership": 0.8},
        {"id": "p"}], "contacts": [{"id": "c", "engagement": 80.0}, {"id": "d", "engagement": 20}], "relationships": [
        {"kind": "works_at", "from": "c", "to": "a", "role": "champion"}, {"kind": "advises", "from": "d", "to": "p"}]}"#;
    let words = [
        "noisy_or",
        "weighted_mean",
        "sum",
        "cap",
        "median",
        "max_edges",
        "floor",
        "reports_to",
        "referred_by",
        "weights",
    ];
    Fuzz::new("graph").seeds([seed]).words(WORDS).words(words).run(|input| {
        if let Ok(graph) = serde_json::from_slice::<GraphDocument>(input) {
            let Ok(answer) = graph.score() else { return };
            assert_eq!(answer.accounts.len(), graph.accounts.len());
        }
    });
}

#[test]
fn a_mapping_is_read_or_its_mistakes_are_told() {
    let seed = "kind = \"contacts\"\n[columns]\nkey = \"id\"\nname = { columns = [\"First\", \"Last\"], join = \" \" }\n\
                [constants]\nsource = \"fair\"\n[values.role]\nBoss = \"economic_buyer\"\n[skip_rows_where]\nstate = [\"x\"]\n\
                [reading]\ndecimal_comma = true\ndate_formats = [\"%d.%m.%Y\"]\ntime_zone = \"Europe/Paris\"\n";
    let words = [
        "[attributes]",
        "split = ",
        "join = ",
        "optional = true",
        "unmapped = ",
        "preset = \"hubspot\"",
        "%",
        "%Q",
    ];
    Fuzz::new("mapping").seeds([seed]).words(WORDS).words(words).run(|input| {
        if let Ok(mapping) = Mapping::parse(&String::from_utf8_lossy(input)) {
            let again = Mapping::parse(&mapping.to_toml());
            assert_eq!(again.as_ref().map(|again| again.kind), Ok(mapping.kind), "{}", mapping.to_toml());
            assert!(Kind::ALL.contains(&mapping.kind));
        }
    });
}

#[test]
fn the_expression_of_a_job_is_understood_or_refused() {
    let seeds = ["0 6 1 1,4,7,10 *", "*/5 * * * *", "30 2 L * 7#3", "@daily", "0 0 29 2 *"];
    Fuzz::new("schedule")
        .seeds(seeds)
        .words(["*", "/", "-", ",", "L", "W", "#", "MON", "JAN", "?", "0"])
        .run(|input| {
            let text = String::from_utf8_lossy(input);
            for zone in ["UTC", "Europe/Paris", "Africa/Casablanca"] {
                if let Ok(schedule) = Schedule::new(&text, zone, 1) {
                    let next = schedule.next_after(noon());
                    assert!(next.is_none_or(|next| next > noon()), "{text} in {zone}");
                }
            }
        });
}
