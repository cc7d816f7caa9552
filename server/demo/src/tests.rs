//! The invented hospital in a real database.

use std::{
    collections::{BTreeSet, HashMap},
    sync::atomic::{AtomicU64, Ordering},
};

use dispatch::Policy;
use domain::{
    Duty, ResponderKind, Role, Timestamp, decision::Words as Text, text::contains_nhs_number, ticket::Sorted,
};
use ground::{
    links::{self, Links},
    password,
    random::Random,
};
use rand::{Rng, SeedableRng, rngs::StdRng};
use store::{Facet, Facets, Measure, Page, SqliteStore, Store, TicketFacts, Words, follow_to_end};

use super::*;

/// A Friday, 10:00 UTC.
const NOW: Timestamp = Timestamp::from_millis(1_795_168_800_000);

/// Repeatable, but never the same bytes twice.
fn random() -> Random {
    let drawn = AtomicU64::new(0);
    Random::new(move |bytes| {
        StdRng::seed_from_u64(drawn.fetch_add(1, Ordering::Relaxed)).fill_bytes(bytes);
    })
}

fn links() -> Links {
    Links::new([7; 32])
}

async fn empty(folder: &tempfile::TempDir) -> SqliteStore {
    let store = SqliteStore::open(&folder.path().join("elbow.db")).await.unwrap();
    store.migrate().await.unwrap();
    store
}

#[tokio::test(flavor = "multi_thread")]
async fn the_invented_hospital_is_large_enough_to_be_lively() {
    let folder = tempfile::tempdir().unwrap();
    let store = empty(&folder).await;
    seed(&store, &random(), &links(), NOW).await.unwrap();

    let mut tx = store.read().await.unwrap();
    assert_eq!(tx.list_sites().await.unwrap().len(), 2);
    assert!(tx.list_zones().await.unwrap().len() >= 6);
    let wards = tx.list_wards().await.unwrap();
    assert!(wards.len() >= 24);
    let levels: BTreeSet<_> = wards.iter().filter_map(|ward| ward.level).collect();
    assert!(levels.len() >= 4, "{levels:?}");
    assert!(wards.iter().all(|ward| ward.zone.is_some() && ward.position.is_some() && ward.phone.is_some()));

    let tags = tx.list_tags().await.unwrap();
    assert_eq!(tags.len(), 13);
    assert_eq!(tags.iter().filter(|tag| tag.anyone).count(), 1);
    assert_eq!(tx.list_categories().await.unwrap().len(), domain::category::SHIPPED.len());

    let responders = tx.list_responders().await.unwrap();
    let floorwalkers = responders.iter().filter(|person| person.kind == ResponderKind::Floorwalker).count();
    assert_eq!((floorwalkers, responders.len()), (24, 40));
    assert!(
        responders.iter().all(|person| (3..=6).contains(&person.tags.len()) && person.duty == Duty::OffShift)
    );
    assert!(responders.iter().all(|person| person.home_ward.is_some() != person.zone.is_some()));
    let names: BTreeSet<_> = responders.iter().map(|person| &person.name).collect();
    assert_eq!(names.len(), 40, "everybody has a name of their own");
    let holders: Vec<usize> = tags
        .iter()
        .filter(|tag| !tag.anyone)
        .map(|tag| responders.iter().filter(|person| person.tags.contains(&tag.id)).count())
        .collect();
    assert!(holders.iter().all(|count| *count >= 2), "{holders:?}");
    assert!(holders.iter().max() >= holders.iter().min().map(|fewest| fewest * 3).as_ref(), "{holders:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hospital_that_is_there_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let store = empty(&folder).await;
    seed(&store, &random(), &links(), NOW).await.unwrap();
    let again = seed(&store, &random(), &links(), NOW).await;
    assert!(matches!(again, Err(SeedError::NotEmpty)));
    assert_eq!(store.read().await.unwrap().list_responders().await.unwrap().len(), 40);
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_sign_in_with_passwords_that_were_just_made() {
    let folder = tempfile::tempdir().unwrap();
    let store = empty(&folder).await;
    let random = random();
    seed(&store, &random, &links(), NOW).await.unwrap();
    let sign_ins = renew_passwords(&store, &random).await.unwrap();
    let roles: Vec<Role> = sign_ins.iter().map(|sign_in| sign_in.role).collect();
    assert_eq!(roles, [Role::Lead, Role::Analyst, Role::Administrator]);
    for sign_in in &sign_ins {
        let mut tx = store.read().await.unwrap();
        let account = tx.lookup_account_by_username(&sign_in.username).await.unwrap().unwrap();
        assert_eq!(tx.roles_at(account.person, NOW).await.unwrap(), [sign_in.role]);
        assert!(password::verify(&sign_in.password, &account.password_hash.unwrap()).unwrap());
        assert!(!format!("{sign_in:?}").contains(&sign_in.password));
    }
    let renewed = renew_passwords(&store, &random).await.unwrap();
    assert_ne!(renewed[0].password, sign_ins[0].password);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_ward_has_a_door_and_some_responders_are_left_for_visitors() {
    let folder = tempfile::tempdir().unwrap();
    let store = empty(&folder).await;
    seed(&store, &random(), &links(), NOW).await.unwrap();
    let cast = cast(&store, &links()).await.unwrap();
    assert_eq!((cast.players.len(), cast.left_out.len()), (35, 5));
    assert!(cast.players.iter().all(|player| !player.haunts.is_empty()));
    let mut tx = store.read().await.unwrap();
    for door in &cast.doors {
        let token = door.path.strip_prefix("/w/").unwrap();
        let ward = tx.lookup_ward_by_link(&links::hash(token)).await.unwrap().unwrap();
        assert_eq!(ward.code, door.ward);
    }
}

#[tokio::test]
async fn the_command_centre_has_decided_something_and_has_something_left_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let store = empty(&folder).await;
    seed(&store, &random(), &links(), NOW).await.unwrap();
    write_decisions(&store, NOW).await.unwrap();
    assert_eq!(store.check(NOW, 0).await.unwrap().broken, Vec::<String>::new());
    let mut tx = store.read().await.unwrap();
    let decisions = tx.find_logged_decisions(&Words::default(), &Page::all()).await.unwrap().rows;
    assert_eq!(decisions.iter().map(|decision| decision.number).collect::<Vec<_>>(), [3, 2, 1]);
    assert_eq!(decisions[0].corrections.len(), 1);
    let counted = tx.count_open_follow_ups(NOW).await.unwrap();
    assert_eq!((counted.open, counted.overdue), (2, 1));
    let texts: Vec<_> = decisions.iter().map(|decision| decision.says().decision.as_str()).collect();
    assert!(texts.iter().all(|text| !contains_nhs_number(text) && text.chars().count() <= Text::MAX_CHARS));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_days_are_in_the_log_as_if_they_had_been_lived() {
    let folder = tempfile::tempdir().unwrap();
    let store = empty(&folder).await;
    let random = random();
    seed(&store, &random, &links(), NOW).await.unwrap();
    let tickets = write_history(&store, &random, &links(), &Policy::default(), NOW).await.unwrap();
    assert!((300..700).contains(&tickets), "{tickets}");
    assert_eq!(store.check(NOW, 0).await.unwrap().broken, Vec::<String>::new());

    follow_to_end(&store, &TicketFacts).await.unwrap();
    let mut tx = store.read().await.unwrap();
    assert!(tx.list_open_tickets().await.unwrap().is_empty());
    let from = NOW - std::time::Duration::from_hours(24 * 5);
    let closed = tx.list_closed(&Facets::default(), from..NOW).await.unwrap();
    assert_eq!(closed.len(), tickets);
    write_known_issues(&store, &random, NOW).await.unwrap();
    assert_eq!(store.check(NOW, 0).await.unwrap().broken, Vec::<String>::new());
    let mut tx = store.read().await.unwrap();
    let issues = tx.list_known_issues().await.unwrap();
    let linked = tx.count_tickets_of_known_issues().await.unwrap();
    assert!(issues.len() == 2 && issues.iter().all(|issue| linked[&issue.id] > 0), "{linked:?}");
    let resolved = closed.iter().filter(|ticket| ticket.ended == "resolved").count();
    assert!(resolved * 10 > tickets * 8, "{resolved} of {tickets}");
    assert!(resolved < tickets, "somebody loses patience");
    let said = |answer| closed.iter().filter(|ticket| ticket.sorted == answer).count();
    let (yes, partly, nothing) = (said(Some(Sorted::Yes)), said(Some(Sorted::Partly)), said(None));
    assert!(yes > nothing && nothing > partly && partly > 0, "{yes} yes, {partly} partly, {nothing} nothing");

    let (tickets, category) = ([Measure::Tickets], [Facet::Category]);
    let counts = tx.query(&tickets, &category, &Facets::default(), from..NOW).await.unwrap();
    let most = counts.iter().max_by_key(|count| count.get(Measure::Tickets)).unwrap();
    let categories: HashMap<_, _> = tx
        .list_categories()
        .await
        .unwrap()
        .into_iter()
        .map(|category| (category.id, category.slug))
        .collect();
    assert_eq!(categories[&most.of.category.unwrap()], "training");

    let mut last = from;
    let events = tx.list_events_after(0, 100_000).await.unwrap();
    for event in &events {
        assert!(event.at >= last && event.at < NOW, "the log is in the order of time");
        last = event.at;
    }
    let mut to_arrival: Vec<_> =
        closed.iter().filter_map(|ticket| Some(ticket.arrived_at?.since(ticket.asked_at))).collect();
    to_arrival.sort_unstable();
    let median = to_arrival[to_arrival.len() / 2].as_secs();
    assert!((30..600).contains(&median), "half wait {median} s");
}
