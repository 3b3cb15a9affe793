//! Letters by a real conversation with a mail server: what arrives, what becomes of what does not, and that nothing is sent
//! twice.

mod conversations;
mod letters;
mod overdue;
mod paper;
mod scheduled;
mod twice;

use std::sync::Arc;
use std::time::Duration;

use bareme_engine::Engine;
use bareme_engine::mailing::{self, Address, DeliveryView, Letter, Post, Queued, Round};
use bareme_mail::{Server, Smtp};
use bareme_testkit::{SmtpPeer, World};
use bareme_web::LetterPress;

const SITE: &str = "https://bareme.example.com";

/// The world's engine with a server to hand letters to.
fn at(world: &World, url: &str) -> Engine {
    let smtp = Smtp::new(Server::parse(url).unwrap(), "Équipe Bareme <reports@bareme.example>").unwrap();
    let smtp = smtp.with_patience(Duration::from_millis(700));
    world
        .engine()
        .clone()
        .with_post(Post { postman: Some(Arc::new(smtp)), press: Some(Arc::new(LetterPress::new(SITE))) })
}

fn with(world: &World, peer: &SmtpPeer) -> Engine {
    at(world, &peer.url())
}

fn to(addresses: &[&str]) -> Vec<Address> {
    addresses.iter().map(|text| Address::parse(text).unwrap()).collect()
}

fn plain(subject: &str, text: &str) -> Letter {
    Letter {
        subject: subject.to_owned(),
        plain: text.to_owned(),
        html: format!("<!doctype html><p>{text}</p>"),
        ..Letter::default()
    }
}

/// Queues a short letter to one address.
fn queue(engine: &Engine, key: &str, address: &str) -> Queued {
    mailing::queue(engine, key, None, &plain("Hello", "How are you?"), &to(&[address])).unwrap()
}

fn send(engine: &Engine) -> Round {
    mailing::send_waiting(engine, &|| false).unwrap()
}

const fn round(sent: u64, later: u64, failed: u64) -> Round {
    Round { sent, later, failed }
}

/// What became of the newest letter's only delivery.
fn newest(engine: &Engine) -> DeliveryView {
    mailing::show(engine, None).unwrap().letters[0].deliveries[0].clone()
}
