//! Every way in which the table of a lead's life says no has its sentence in both languages.

use bareme_engine::view::ReasonChoice;
use bareme_scoring::{Event, Instant, MoneyError, Party, Points, Refusal, Stage};

use crate::i18n::{Language, Text};

/// Whoever adds a kind of refusal is told here by the compiler that one of it belongs to [`every`].
fn is_known(refusal: &Refusal) -> bool {
    use Refusal::{
        AnotherOpen, Backwards, BeforeNewest, ClosesBefore, Contradiction, Disconnected, GivenTwice,
        ImpossibleOrder, InTheFuture, Money, NoSla, NobodyToAssign, NotAllowed, NotDue, NotTheirs,
        NothingToUndo, OutOfSequence, OverdueAlready, Overtaken, ReasonMissing, UndoNotYours, UndoTooLate,
        UnknownReason, WrongTarget, WrongUndo,
    };
    match refusal {
        NotAllowed { .. }
        | WrongTarget { .. }
        | Disconnected { .. }
        | OutOfSequence { .. }
        | Backwards { .. }
        | BeforeNewest { .. }
        | ImpossibleOrder { .. }
        | GivenTwice { .. }
        | InTheFuture { .. }
        | Contradiction { .. }
        | ReasonMissing { .. }
        | UnknownReason { .. }
        | NotTheirs { .. }
        | Overtaken { .. }
        | AnotherOpen { .. }
        | Money(_)
        | ClosesBefore { .. }
        | NobodyToAssign
        | NotDue { .. }
        | NoSla { .. }
        | OverdueAlready { .. }
        | NothingToUndo { .. }
        | UndoTooLate { .. }
        | UndoNotYours { .. }
        | WrongUndo { .. } => true,
    }
}

/// One refusal of each kind.
fn every() -> Vec<Refusal> {
    use Refusal::{
        AnotherOpen, Backwards, BeforeNewest, ClosesBefore, Contradiction, Disconnected, GivenTwice,
        ImpossibleOrder, InTheFuture, Money, NoSla, NobodyToAssign, NotAllowed, NotDue, NotTheirs,
        NothingToUndo, OutOfSequence, OverdueAlready, Overtaken, ReasonMissing, UndoNotYours, UndoTooLate,
        UnknownReason, WrongTarget, WrongUndo,
    };
    let at = Instant::parse("2026-05-31T10:30:00Z").unwrap();
    let day = at.date();
    let (stage, event, who) = (Stage::Mql, Event::Accept, "Eve".to_owned());
    let all = vec![
        NotAllowed { stage, event },
        WrongTarget { from: stage, event, to: Stage::Won },
        Disconnected { seq: 2, from: stage, stage },
        OutOfSequence { expected: 1, found: 2 },
        Backwards { stage, at, before: stage, before_at: at },
        BeforeNewest { stage, at, newest_at: at },
        ImpossibleOrder { stage, at, before: stage, before_at: at },
        GivenTwice { stage, first: at, second: at },
        InTheFuture { stage, at, now: at },
        Contradiction { stage, at, logged: at, implied: false },
        Contradiction { stage, at, logged: at, implied: true },
        ReasonMissing { event },
        UnknownReason { reason: "gone".to_owned(), known: "no_need, other".to_owned() },
        NotTheirs { event, party: Party::Sales },
        Overtaken { event, who: who.clone(), at },
        AnotherOpen { stage, since: at },
        Money(MoneyError::NoCurrency(Points::from_whole(12))),
        Money(MoneyError::UnknownCurrency("ZZZ".to_owned())),
        Money(MoneyError::Negative(Points::from_whole(-12))),
        ClosesBefore { expected: day, opened: day },
        NobodyToAssign,
        NotDue { event, due: at },
        NoSla { event },
        OverdueAlready { since: at },
        NothingToUndo { newest: None },
        UndoTooLate { event, at },
        UndoNotYours { event, who },
        WrongUndo { named: 3, to: stage },
    ];
    assert!(all.iter().all(is_known));
    all
}

#[test]
fn every_refusal_has_a_sentence_in_both_languages() {
    let label = Some("Kein Bedarf".to_owned());
    let reasons = [ReasonChoice { code: "no_need".to_owned(), label, for_good: false, retired: false }];
    let now = Instant::parse("2026-06-01").unwrap();
    let mut said = Vec::new();
    for language in Language::ALL {
        let t = Text::new(language, now);
        for refusal in every() {
            let sentence = t.refusal(&refusal, &reasons);
            for broken in ['⟦', '{', '$'] {
                assert!(!sentence.contains(broken), "{refusal:?} in {language:?}: {sentence}");
            }
            assert!(!sentence.contains("T10:30"), "a moment for machines: {sentence}");
            said.push(sentence);
        }
    }
    let half = said.len() / 2;
    for (english, french) in said.iter().zip(&said[half..]).take(half) {
        assert_ne!(english, french);
    }
    assert!(said.iter().any(|sentence| sentence.contains("Kein Bedarf")), "the agreement's own words");
    assert!(said.iter().any(|sentence| sentence.contains("31 May 2026, 10:30 UTC")));
    assert!(said.iter().any(|sentence| sentence.contains("−12,00") || sentence.contains("12,00")));
}
