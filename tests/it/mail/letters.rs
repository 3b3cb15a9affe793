//! What arrives: a report with its figures in both bodies and in the file, in the reader's language, with headers that mail
//! programs understand.

use bareme_engine::mailing::{self, Occasion, Order, Queued, RECALIBRATION, mail_report};
use bareme_engine::recalibrate;
use bareme_engine::reports::{ReportKind, ReportQuery, report};
use bareme_engine::{Engine, EngineError};
use bareme_store::Backend;
use bareme_testkit::{SmtpPeer, TakenLetter, World};
use bareme_web::i18n::{Language, Text};
use mail_parser::{Address, Message, MessageParser, MimeHeaders};

use super::{SITE, paper, plain, queue, round, send, to, with};

fn order(language: &str, addresses: &[&str]) -> Order {
    Order {
        report: "funnel".to_owned(),
        query: "by=source&view=cohort".to_owned(),
        to: addresses.join("\n"),
        language: language.to_owned(),
        schedule: None,
    }
}

fn parsed(taken: &TakenLetter) -> Message<'_> {
    MessageParser::default().parse(&taken.bytes).unwrap()
}

fn only(address: Option<&Address<'_>>) -> (String, String) {
    let address = address.unwrap().as_list().unwrap();
    assert_eq!(address.len(), 1);
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    (text(address[0].name()), text(address[0].address()))
}

/// A demo company whose funnel was mailed, and what arrived.
fn mailed(language: &str, addresses: &[&str]) -> (World, Engine, Vec<TakenLetter>) {
    let (world, peer) = (World::new(Backend::Sqlite), SmtpPeer::start());
    world.fill_demo(40, 1);
    let engine = with(&world, &peer);
    let occasion = Occasion { schedule: 7, due: world.now() };
    let queued = mail_report(&engine, &order(language, addresses), &occasion).unwrap();
    assert!(matches!(queued, Queued::New(_)));
    assert_eq!(send(&engine), round(addresses.len() as u64, 0, 0));
    (world, engine, peer.taken())
}

/// The report's figures as this language writes them.
fn figures(engine: &Engine, language: Language) -> Vec<String> {
    let t = Text::new(language, engine.now());
    let query = ReportQuery { by: "source".parse().unwrap(), ..ReportQuery::default() };
    let made = report(engine, ReportKind::Funnel, &query, &t).unwrap();
    assert!(made.figures.len() > 2 && made.sections.len() > 1);
    made.figures.iter().take(6).map(|figure| t.cell(&figure.value, figure.kind)).collect()
}

#[test]
fn a_report_arrives_with_its_figures_in_both_bodies_and_in_the_file() {
    let (world, engine, taken) = mailed("en", &["ann@example.com"]);
    let message = parsed(&taken[0]);
    let subject = message.subject().unwrap();
    assert!(subject.starts_with("Funnel"), "{subject}");
    let (text, html) = (message.body_text(0).unwrap(), message.body_html(0).unwrap());
    assert!(html.contains("<html lang=\"en\">"));
    let file = message.attachment(0).unwrap();
    assert_eq!(message.attachment_count(), 1);
    let name = file.attachment_name().unwrap().to_owned();
    assert_eq!(name, format!("bareme-funnel-{}.pdf", world.now().date()));
    let kind = file.content_type().unwrap();
    assert_eq!((kind.ctype(), kind.subtype()), ("application", Some("pdf")));
    let printed = paper::letters(file.contents());
    for figure in figures(&engine, Language::English) {
        assert!(text.contains(&figure), "{figure} in {text}");
        assert!(html.contains(&figure), "{figure} in {html}");
        assert!(printed.contains(&paper::squeezed(&figure)), "{figure} in {printed}");
    }
    let page = format!("{SITE}/reports/funnel?by=source&view=cohort");
    assert!(text.contains(&page), "{text}");
    assert!(html.contains(&page.replace('&', "&#38;")), "{html}");
    for said in [subject, &text, &html] {
        assert!(!said.contains('⟦'), "every message is in the catalogue: {said}");
    }
}

#[test]
fn its_headers_are_those_that_mail_programs_ask_for() {
    let (world, _, taken) = mailed("en", &["ann@example.com", "bob@example.org"]);
    assert_eq!(taken.len(), 2, "each address gets a letter of its own");
    assert_eq!(
        (taken[0].from.as_str(), taken[0].hello.as_str()),
        ("reports@bareme.example", "bareme.example")
    );
    let messages: Vec<Message<'_>> = taken.iter().map(parsed).collect();
    assert_eq!(only(messages[0].to()).1, "ann@example.com");
    assert_eq!(
        (taken[1].to.as_slice(), only(messages[1].to()).1.as_str()),
        (&["bob@example.org".to_owned()][..], "bob@example.org")
    );
    let (name, address) = only(messages[0].from());
    assert_eq!((name.as_str(), address.as_str()), ("Équipe Bareme", "reports@bareme.example"));
    assert_eq!(messages[0].date().unwrap().to_timestamp() * 1_000, world.now().millis());
    let ids: Vec<&str> = messages.iter().filter_map(|message| message.message_id()).collect();
    assert!(ids.iter().all(|id| id.ends_with("@bareme.example")) && ids[0] != ids[1], "{ids:?}");
    assert_eq!(messages[0].header_raw("Auto-Submitted").map(str::trim), Some("auto-generated"));
    let stop = messages[0].header_raw("List-Unsubscribe").map(str::trim);
    assert_eq!(stop, Some(format!("<{SITE}/reports/mails/7>").as_str()));
    assert!(messages[0].body_text(0).unwrap().contains(&format!("{SITE}/reports/mails/7")));
}

#[test]
fn a_french_letter_is_french_to_the_last_figure() {
    let (_world, engine, taken) = mailed("fr", &["anne@example.fr"]);
    let message = parsed(&taken[0]);
    let subject = message.subject().unwrap();
    assert!(subject.contains(" : "), "{subject}");
    let (text, html) = (message.body_text(0).unwrap(), message.body_html(0).unwrap());
    assert!(html.contains("<html lang=\"fr\">"));
    for body in [&text, &html] {
        assert!(
            body.contains("Ouvrir le rapport dans Bareme") && body.contains("Le rapport entier est joint")
        );
        assert!(!body.contains("Open the report"));
    }
    let printed = paper::letters(message.attachment(0).unwrap().contents());
    for figure in figures(&engine, Language::French) {
        assert!(text.contains(&figure) && html.contains(&figure), "{figure} in {text}");
        assert!(printed.contains(&paper::squeezed(&figure)), "{figure} in {printed}");
    }
}

#[test]
fn nothing_in_a_letter_adds_a_header_or_a_receiver_and_dots_stay_dots() {
    let (world, peer) = (World::new(Backend::Sqlite), SmtpPeer::start());
    let engine = with(&world, &peer);
    let stop_at = Some("https://x.example/>\r\nBcc: eve@example.com".to_owned());
    for text in ["first\n.\n..two\n.three\n", "first\n.\n..two\n.three\n\u{1f600} é\n"] {
        let subject = "Été : 20 %\r\nBcc: eve@example.com\u{2028}\u{202e}";
        let letter = mailing::Letter { stop_at: stop_at.clone(), ..plain(subject, text) };
        mailing::queue(&engine, text, None, &letter, &to(&["ann@example.com"])).unwrap();
        assert_eq!(send(&engine), round(1, 0, 0));
        let taken = peer.taken();
        let taken = taken.last().unwrap();
        assert_eq!(taken.to, ["ann@example.com"]);
        let message = parsed(taken);
        assert!(message.bcc().is_none() && message.header_raw("List-Unsubscribe").is_none());
        let subject: Vec<&str> = message.subject().unwrap().split_whitespace().collect();
        assert_eq!(subject.join(" "), "Été : 20 % Bcc: eve@example.com");
        assert_eq!(message.body_text(0).unwrap().replace("\r\n", "\n").trim_end(), text.trim_end());
    }
}

#[test]
fn what_cannot_be_mailed_is_refused_in_a_sentence_and_nothing_waits() {
    let (world, peer) = (World::new(Backend::Sqlite), SmtpPeer::start());
    let occasion = Occasion { schedule: 7, due: world.now() };
    let refused = |engine: &Engine, order: &Order| match mail_report(engine, order, &occasion) {
        Err(EngineError::Invalid(sentence)) => sentence,
        other => panic!("{other:?}"),
    };
    let bare = world.engine();
    assert!(refused(bare, &order("en", &["ann@example.com"])).contains("BAREME_MAIL_URL"));
    assert!(bare.mail_set_up().is_none());
    let engine = with(&world, &peer);
    let set_up = engine.mail_set_up().unwrap();
    assert_eq!(set_up, format!("{}, Équipe Bareme <reports@bareme.example>", peer.url()));
    assert!(refused(&engine, &order("en", &[])).contains("nobody"));
    assert!(refused(&engine, &order("en", &["ann"])).contains("'ann' is no address"));
    let unknown = Order { report: "weather".to_owned(), ..order("en", &["ann@example.com"]) };
    assert!(refused(&engine, &unknown).contains("'weather' is not a report"));
    let broken = Order { query: "from=yesterday".to_owned(), ..order("en", &["ann@example.com"]) };
    assert!(refused(&engine, &broken).contains("yesterday"));
    assert_eq!(send(&engine), round(0, 0, 0));
    assert_eq!(peer.conversations(), 0);
    queue(&engine, "sound", "ann@example.com");
    assert_eq!(send(&engine), round(1, 0, 0));
}

#[test]
fn the_newest_report_of_recalibration_is_mailed_with_its_verdict_and_its_paper() {
    let (world, peer) = (World::new(Backend::Sqlite), SmtpPeer::start());
    world.fill_demo(120, 1);
    let engine = with(&world, &peer);
    let order =
        Order { report: RECALIBRATION.to_owned(), query: String::new(), ..order("en", &["ann@example.com"]) };
    let occasion = |day: i64| Occasion { schedule: 7, due: world.now().plus_days(day) };
    let Err(EngineError::Invalid(why)) = mail_report(&engine, &order, &occasion(0)) else {
        panic!("there is no report yet")
    };
    assert!(why.contains("was not recalibrated yet"), "{why}");
    assert!(peer.taken().is_empty());
    let run = || {
        let asked = recalibrate::Asked::new(None, "Ana");
        recalibrate::run(&engine, &asked, &false.into(), &mut |_| ()).unwrap().unwrap()
    };
    run();
    let newest = run();
    mail_report(&engine, &order, &occasion(1)).unwrap();
    assert_eq!(send(&engine), round(1, 0, 0));
    let taken = peer.taken();
    let message = parsed(&taken[0]);
    let t = Text::new(Language::English, engine.now());
    let report = recalibrate::report(&engine, newest, &t).unwrap();
    let (text, html) = (message.body_text(0).unwrap(), message.body_html(0).unwrap());
    let printed = paper::letters(message.attachment(0).unwrap().contents());
    assert!(!report.figures.is_empty(), "the demo is measured");
    for figure in report.figures.iter().map(|figure| t.cell(&figure.value, figure.kind)) {
        assert!(text.contains(&figure) && html.contains(&figure), "{figure} in {text}");
        assert!(printed.contains(&paper::squeezed(&figure)), "{figure} in {printed}");
    }
    assert!(text.contains(&format!("{SITE}/recalibration/{newest}")), "{text}");
    for said in [message.subject().unwrap(), &text, &html] {
        assert!(!said.contains('⟦'), "every message is in the catalogue: {said}");
    }
}
