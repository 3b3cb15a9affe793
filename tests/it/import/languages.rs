//! Everything that an import says, in English as on the command line and in French: a zoo of files that make it say each
//! sentence of the catalogue.

use std::collections::BTreeSet;

use bareme_engine::pages::imports;
use bareme_engine::view::Message;
use bareme_ingest::Kind;
use bareme_store::Backend;
use bareme_testkit::{GRADED_BY_TITLE, World};
use bareme_web::i18n::{Language, Text};

const CATALOGUE: &str = include_str!("../../../crates/web/locales/en/imports.ftl");

/// Sentences that no file can cause: what is stored is no JSON, the log refuses what a history never asks for, or one
/// column has two dates.
const NEVER: [&str; 3] = ["said-plain", "said-refused-by-log", "said-stage-given-twice"];

/// What an import said, and its notices: each in English as the command says it, and in both languages as the page does.
#[derive(Default)]
struct Zoo {
    codes: BTreeSet<String>,
    problems: Vec<String>,
}

impl Zoo {
    fn look_at(&mut self, world: &World, import: i64) {
        let now = world.now();
        let (english, french) = (Text::new(Language::English, now), Text::new(Language::French, now));
        let view = imports::show(world.engine(), import, None).unwrap();
        let reasons: Vec<Message> = view.rejects.rows.into_iter().map(|reject| reject.reason).collect();
        for message in reasons.iter().chain(view.notices.iter().map(|notice| &notice.about)) {
            let key = format!("said-{}", message.code.replace('_', "-"));
            self.codes.insert(key.clone());
            self.compare(&message.text, &english.said(message), &french.said(message), &key);
        }
        for notice in &view.notices {
            let key = notice.about.code.to_string();
            self.compare(&notice.sentence(usize::MAX), &english.notice(notice), &french.notice(notice), &key);
        }
    }

    fn compare(&mut self, command: &str, english: &str, french: &str, key: &str) {
        if command != english {
            self.problems.push(format!("{key}: the command says '{command}', the page '{english}'"));
        }
        if french == english || french.contains('⟦') || french.contains("{$") {
            self.problems.push(format!("{key}: in French '{french}'"));
        }
    }

    fn import(&mut self, world: &World, kind: Kind, content: impl AsRef<[u8]>) {
        let summary = world.import(kind, content).run();
        self.look_at(world, summary.id);
    }

    fn import_by(&mut self, world: &World, kind: Kind, mapping: &str, content: impl AsRef<[u8]>) {
        let summary = world.import(kind, content).mapping(mapping).run();
        self.look_at(world, summary.id);
    }
}

fn broken_rows(zoo: &mut Zoo, world: &World) {
    let huge = "x".repeat(2 << 20);
    let mut text = format!(
        "key,name,name,,employees\n1,A,,,5\n2,\"B,,,6\n3,\"C\"c,,,7\n4\n5,E,,\n\"6,F,,,7\"\n7,G\0,,,7\n8,{huge},,,7\n9,É,É,É,9\n"
    )
    .into_bytes();
    text.extend_from_slice(b"10,Caf\xE9,,,3\n");
    zoo.import(world, Kind::Accounts, &text);
    let line = vec![b'y'; 17 << 20];
    let long = [b"key,name\n1,".as_slice(), &line, b"\n"].concat();
    zoo.import(world, Kind::Accounts, long);
    zoo.import(
        world,
        Kind::Accounts,
        "bareme_line,bareme_column,bareme_value,bareme_reason,key,name\n3,,,,1,Caf\u{FFFD}\n",
    );
    zoo.import(world, Kind::Accounts, "key,name\n");
    // Greek in its old encoding, long enough to be guessed.
    let greek: Vec<u8> = (0..40)
        .flat_map(|n| format!("{n},").into_bytes().into_iter().chain([0xC1, 0xE8, 0xDE, 0xED, 0xE1, b'\n']))
        .collect();
    zoo.import(world, Kind::Accounts, [b"key,name\n".as_slice(), &greek].concat());
}

fn wrong_values(zoo: &mut Zoo, world: &World) {
    let text = format!(
        "key,email,consent,role,created at\n1,a@x.org,perhaps,,2026-01-01\n2,b@x.org,,boss,2026-01-01\n\
         3,c@x.org,,,2026-02-30\n4,d@x.org,,,1066-10-14\n5,e@x.org,,,yesterday\n,,yes,,2026-01-01\n{},f@x.org,,,\n",
        "k".repeat(600)
    );
    zoo.import(world, Kind::Contacts, text);
    zoo.import(world, Kind::Contacts, "email,city\n,Lyon\na@x.org,Lyon\n");
    let mapping = "kind = \"contacts\"\npreset = \"automatic\"\ntime_zone = \"Europe/Paris\"\ndate_formats = [\"%d/%m/%Y\"]\n";
    zoo.import_by(
        world,
        Kind::Contacts,
        mapping,
        "key,created at\n1,2026-03-29 02:30\n2,soon\n3,2026-01-01\n",
    );
    zoo.import(world, Kind::Accounts, "key,employees\n1,5\n2,many\n3,1e309\n");
    let mapping = "kind = \"accounts\"\npreset = \"automatic\"\ndecimal_comma = true\n";
    zoo.import_by(world, Kind::Accounts, mapping, "key,employees\n1,5\n2,many\n");
    zoo.import(
        world,
        Kind::Relationships,
        "kind,from,to,weight,valid from,valid to\nfriend_of,1,2,,,\nadvises,1,a,7,,\n,1,a,,,\n\
         advises,1,a,,2026-02-01,2026-01-01\n",
    );
}

fn odd_columns(zoo: &mut Zoo, world: &World) {
    zoo.import(world, Kind::Accounts, "key,employees,created at\n1,11-50,spring\n");
    zoo.import(world, Kind::Leads, "key,contact,mql at,sal at,amount\nx1,c1,2026-01-01,soon,much\n");
    let mut text = "key,a score,a renewal,another,a day\n".to_owned();
    text.extend((1..=20).map(|n| format!("s{n},{n},2026-01-{n:02},{n},2026-01-{n:02}\n")));
    text.push_str("s21,none,soon,1e309,2026-02-30\n");
    zoo.import(world, Kind::Accounts, text);
}

fn links(zoo: &mut Zoo, world: &World) {
    zoo.import(
        world,
        Kind::Accounts,
        "key,name,parent\na,Acme,b\nb,Bolt,a\ns,Self,s\nm,M,nowhere\nt1,Twin,\nt2,TWIN,\nc,C,Twin\nx,X,a\nx,X,b\nx,Other,\n",
    );
    zoo.import(
        world,
        Kind::Contacts,
        "key,email,account\nc1,info@x.org,nowhere\nc2,INFO@x.org,nowhere\nc3,c3@x.org,a\nc4,two@x.org,\nc5,two@x.org,\n",
    );
    zoo.import(world, Kind::Contacts, "email,city\ninfo@x.org,Lyon\n");
    zoo.import(
        world,
        Kind::Relationships,
        "kind,from,to\nworks_at,nobody,a\nworks_at,c1,nowhere\nworks_at,c1,Twin\nreports_to,c1,c1\n",
    );
    zoo.import(
        world,
        Kind::Activities,
        "id,contact,type,at\ne1,c1,page_view,2026-05-01\ne1,c3,page_view,2026-05-01\ne2,two@x.org,page_view,2026-05-01\n\
         e3,nobody,page_view,2026-05-01\n",
    );
}

fn histories(zoo: &mut Zoo, world: &World) {
    let text = "key,contact,model,inquiry at,mql at,sal at,rejected at,recycled at,won at,lost at,stage,stage at,amount,currency\n\
                l1,c1,,,2026-02-01,2026-01-01,,,,,,,,\n\
                l2,c1,,,2026-01-01,,,,2026-01-05,2026-01-06,,,,\n\
                l3,c1,,,2027-01-01,,,,,,,,,\n\
                l4,c1,nothing,,2026-01-01,,,,,,,,,\n\
                l5,c1,,,,,,,,,,,,\n\
                l6,c1,,,,,,,,,won,,,\n\
                l7,c1,,,,,,,,,nonsense,2026-01-01,,\n\
                l8,c1,,,2026-01-01,,,,,,,,5,\n\
                l9,c1,,,2026-01-01,,,,,,,,5.005,EUR\n\
                l10,c1,,,2026-01-01,,,,,,,,99999999999999999999,EUR\n\
                l11,c1,,,2026-01-01,,,,,,,,much,EUR\n\
                l12,c1,,,2026-01-01,,,,,,,,5,EURO\n\
                l13,c1,,,2026-01-05,,,,2026-03-01,,,,,\n\
                l13,c1,,,2026-01-06,,,,,,,,,\n\
                l13,c1,,,2026-01-05,2026-01-07,,,,,,,,\n";
    zoo.import(world, Kind::Leads, text);
    let mapping = "kind = \"leads\"\n[columns]\nkey = \"key\"\ncontact = \"contact\"\nmql_at = \"mql\"\nsal_at = \"sal\"\n\
                   amount = \"amount\"\n";
    zoo.import_by(world, Kind::Leads, mapping, "key,contact,mql,sal,amount\nm1,c1,2026-01-01,,\n");
}

#[test]
fn every_sentence_is_said_in_english_as_by_the_command_and_in_french() {
    let world = World::new(Backend::Sqlite);
    world.publish(GRADED_BY_TITLE);
    let mut zoo = Zoo::default();
    links(&mut zoo, &world);
    broken_rows(&mut zoo, &world);
    wrong_values(&mut zoo, &world);
    odd_columns(&mut zoo, &world);
    histories(&mut zoo, &world);
    assert!(zoo.problems.is_empty(), "{:#?}", zoo.problems);
    let known = CATALOGUE.lines().filter_map(|line| line.split_once(" =")).map(|(key, _)| key);
    let unsaid: Vec<&str> = known
        .filter(|key| key.starts_with("said-") && !NEVER.contains(key) && !zoo.codes.contains(*key))
        .collect();
    assert!(unsaid.is_empty(), "no file made it say {unsaid:#?}");
}
