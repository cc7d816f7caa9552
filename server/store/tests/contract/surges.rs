//! Where more was asked than usual.

use domain::{
    Surge, TicketId,
    surge::{Found, Judged, Stream, Verdict},
};
use store::{Page, SurgeFilter};

use super::{
    Engine,
    hospital::{Hospital, at},
};

fn surge(hospital: &Hospital, id: TicketId, stream: Stream, opened: i64) -> Surge {
    Surge {
        id,
        found: Found {
            stream,
            opened_at: at(opened),
            last_at: at(opened + 300),
            began_at: at(opened - 600),
            began_on: hospital.maple,
            window_minutes: 20,
            seen: 12,
            wards: 6,
            expected: 1.0 / 3.0,
            score: 9.123_456_789_012_345,
            raise: 0.3,
        },
        is_gone: false,
        judged: None,
    }
}

pub(crate) async fn a_surge_is_written_again_as_it_grows_and_keeps_what_a_lead_said_of_it(
    engine: &dyn Engine,
) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let mut tickets = Vec::new();
    for number in 1..=3 {
        tickets.push(hospital.ask(&*store, number).await.id);
    }
    let cell = Stream::Cell { ward: hospital.maple, tag: hospital.epma };
    let first = surge(&hospital, tickets[0], cell, 1000);
    let mut tx = store.write().await.unwrap();
    tx.put_surge(&first, &tickets[..2]).await.unwrap();
    tx.commit().await.unwrap();

    let mut tx = store.read().await.unwrap();
    assert_eq!(tx.lookup_surge(first.id).await.unwrap().as_ref(), Some(&first), "to the last bit");
    let counted = tx.list_tickets_of_surge(first.id).await.unwrap();
    assert_eq!(counted.iter().map(|ticket| ticket.id).collect::<Vec<_>>(), &tickets[..2]);
    assert_eq!(tx.lookup_surge(tickets[1]).await.unwrap(), None);
    drop(tx);

    let judged = Judged { verdict: Verdict::Real, at: at(1400), by: hospital.lead };
    let mut tx = store.write().await.unwrap();
    tx.judge_surge(first.id, &judged).await.unwrap();
    let wider = Surge { judged: None, ..surge(&hospital, first.id, Stream::Tag(hospital.epma), 1000) };
    tx.put_surge(&wider, &tickets[1..]).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = store.read().await.unwrap();
    let kept = tx.lookup_surge(first.id).await.unwrap();
    assert_eq!(kept, Some(Surge { judged: Some(judged), ..wider }));
    let counted = tx.list_tickets_of_surge(first.id).await.unwrap();
    assert_eq!(counted.iter().map(|ticket| ticket.id).collect::<Vec<_>>(), &tickets[1..]);
}

pub(crate) async fn surges_are_found_by_what_was_said_of_them_and_those_that_are_gone_are_not(
    engine: &dyn Engine,
) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let streams = [
        Stream::Everywhere,
        Stream::Ward(hospital.birch),
        Stream::ZoneTag { zone: hospital.zone, tag: hospital.orders },
        Stream::Tag(hospital.epma),
    ];
    let mut ids = Vec::new();
    for (number, stream) in (1..).zip(streams) {
        let id = hospital.ask(&*store, number).await.id;
        let mut tx = store.write().await.unwrap();
        tx.put_surge(&surge(&hospital, id, stream, 1000 * i64::from(number)), &[id]).await.unwrap();
        tx.commit().await.unwrap();
        ids.push(id);
    }
    let mut tx = store.write().await.unwrap();
    let gone = Surge { is_gone: true, ..surge(&hospital, ids[0], streams[0], 1000) };
    tx.put_surge(&gone, &[]).await.unwrap();
    for (id, verdict) in [(ids[1], Verdict::Real), (ids[2], Verdict::Nothing)] {
        tx.judge_surge(id, &Judged { verdict, at: at(9000), by: hospital.lead }).await.unwrap();
    }
    tx.commit().await.unwrap();

    for (filter, expected) in [
        (SurgeFilter::All, vec![ids[3], ids[2], ids[1]]),
        (SurgeFilter::NotJudged, vec![ids[3]]),
        (SurgeFilter::Real, vec![ids[1]]),
        (SurgeFilter::Nothing, vec![ids[2]]),
    ] {
        for rows in 1..=4 {
            let (mut page, mut found) = (Page::first(rows), Vec::new());
            loop {
                let part = store.read().await.unwrap().find_surges(filter, &page).await.unwrap();
                assert_eq!(part.found, Some(expected.len()), "{filter:?}");
                found.extend(part.rows.iter().map(|surge| surge.id));
                if part.next.is_none() {
                    break;
                }
                page.after = part.next;
            }
            assert_eq!(found, expected, "{filter:?}, {rows} on a page");
        }
    }
    let since = store.read().await.unwrap().list_surges_since(at(3300)).await.unwrap();
    assert_eq!(since.iter().map(|surge| surge.id).collect::<Vec<_>>(), &ids[2..], "an alarm since then");
    let all = store.read().await.unwrap().list_surges_since(at(0)).await.unwrap();
    assert_eq!(all.iter().map(|surge| (surge.id, surge.is_gone)).next(), Some((ids[0], true)));
}
