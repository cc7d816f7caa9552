//! When somebody is expected: one shift at a time, in the browser.

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by failing")]

use std::time::Duration;

use domain::{PersonId, Shift, Timestamp};

use crate::hospital::{Hospital, MONDAY_MORNING};

/// From Monday, 2 March, 09:00 on.
const HOUR: i64 = 3_600_000;

fn at(hours: i64) -> Timestamp {
    Timestamp::from_millis(MONDAY_MORNING + hours * HOUR)
}

async fn shifts(hospital: &Hospital, person: PersonId) -> Vec<(Timestamp, Timestamp)> {
    let mut session = hospital.running.core.store.read().await.unwrap();
    let all = session.list_shifts(Timestamp::from_millis(0), Timestamp::from_millis(i64::MAX)).await.unwrap();
    let all = all.into_iter().filter(|shift| shift.person == person);
    all.map(|shift| (shift.starts_at, shift.ends_at)).collect()
}

async fn put(hospital: &Hospital, person: PersonId, from: Timestamp, until: Timestamp) {
    let mut session = hospital.running.core.store.write().await.unwrap();
    session.put_shift(&Shift { person, starts_at: from, ends_at: until }).await.unwrap();
    session.commit().await.unwrap();
}

#[tokio::test]
async fn a_shift_of_one_person_is_added_changed_and_taken_back() {
    let hospital = Hospital::open().await;
    let desk = hospital.administrator().await;
    let person = desk.page(&format!("/admin/people/{}", hospital.asha)).await;
    let page = person.link("Shifts").unwrap();
    let opened = desk.page(&page).await;
    assert!(opened.says("No shifts to come"), "{opened}");
    assert_eq!(opened.field("day").as_deref(), Some("2026-03-02"), "today");
    let night = [("day", "2026-03-02"), ("starts", "19:30"), ("ends", "07:30")];
    let key = opened.field("key").unwrap();
    let night = [night.as_slice(), &[("key", &key)]].concat();
    let added = desk.post(&page, &night).await;
    assert_eq!(added.location, format!("{page}?done=shift_added"), "{added}");
    assert_eq!(desk.post(&page, &night).await.location, added.location, "a second tap adds none");
    let shown = desk.page(&added.location).await;
    assert!(
        shown.says("The shift was added") && shown.says("Mon 2 Mar, 19:30 to Tue 3 Mar, 07:30"),
        "{shown}"
    );
    assert_eq!(shown.field("day").as_deref(), Some("2026-03-03"), "the next one is a tap away");
    assert_eq!(shown.field("starts").as_deref(), Some("19:30"));
    let starts = Timestamp::from_millis(MONDAY_MORNING + 10 * HOUR + HOUR / 2);
    let ends = Timestamp::from_millis(MONDAY_MORNING + 22 * HOUR + HOUR / 2);
    assert_eq!(shifts(&hospital, hospital.asha).await, [(starts, ends)]);
    assert!(desk.page(&format!("/admin/people/{}", hospital.asha)).await.says("Mon 2 Mar, 19:30"));

    let form = desk.page(&shown.button("Change").unwrap()).await;
    assert_eq!(form.field("ends").as_deref(), Some("07:30"), "as it is");
    let seen = form.part("form[method=post][action$='/shifts/1772479800000']").field("seen").unwrap();
    let key = form.part("form[method=post][action$='/shifts/1772479800000']").field("key").unwrap();
    let later = [("seen", seen.as_str()), ("day", "2026-03-02"), ("starts", "20:00"), ("ends", "08:00")];
    let later = [later.as_slice(), &[("key", &key)]].concat();
    let changed = desk.post(&form.button("Save").unwrap(), &later).await;
    assert_eq!(changed.location, format!("{page}?done=shift_changed"), "{changed}");
    let again = desk.post(&form.button("Save").unwrap(), &later).await;
    assert_eq!(again.location, changed.location, "a second tap changes nothing: {again}");
    let moved = [(starts + Duration::from_mins(30), ends + Duration::from_mins(30))];
    assert_eq!(shifts(&hospital, hospital.asha).await, moved);

    let shown = desk.page(&page).await;
    let remove = shown.button("Remove").unwrap();
    let form = shown.part(&format!("form[action='{remove}']"));
    let (seen, key) = (form.field("seen").unwrap(), form.field("key").unwrap());
    let removed = desk.post(&remove, &[("seen", &seen), ("key", &key)]).await;
    assert_eq!(removed.location, format!("{page}?done=shift_removed"), "{removed}");
    let again = desk.post(&remove, &[("seen", &seen), ("key", &key)]).await;
    assert_eq!(again.location, removed.location, "{again}");
    assert!(shifts(&hospital, hospital.asha).await.is_empty());
    let audit = desk.page("/admin/audit").await;
    for words in [
        "Added a shift of Asha Example: Mon 2 Mar 2026, 19:30 to Tue 3 Mar 2026, 07:30",
        "Changed a shift of Asha Example that was Mon 2 Mar 2026, 19:30 to Tue 3 Mar 2026, 07:30 and is now Mon 2 Mar 2026, 20:00 to Tue 3 Mar 2026, 08:00",
        "Removed the shift of Asha Example: Mon 2 Mar 2026, 20:00 to Tue 3 Mar 2026, 08:00",
    ] {
        assert!(audit.says(words), "{words}: {audit}");
    }
    hospital.running.stop().await;
}

/// The rules are those of a spreadsheet's line.
#[tokio::test]
async fn a_shift_that_cannot_be_is_refused_where_it_was_typed() {
    let hospital = Hospital::open().await;
    let desk = hospital.administrator().await;
    put(&hospital, hospital.asha, at(24), at(32)).await;
    let page = format!("/admin/people/{}/shifts", hospital.asha);
    for (day, starts, ends, field, message) in [
        ("soon", "07:30", "15:30", "day", "Enter a date such as 20/11/2026"),
        ("2026-03-04", "", "15:30", "starts", "Enter when the shift starts"),
        ("2026-03-04", "07:30", "half past", "ends", "Enter when the shift ends"),
        ("2026-03-04", "07:30", "07:30", "ends", "cannot end at the time at which it starts"),
        ("29/03/2026", "01:30", "09:00", "starts", "There is no 01:30 on 2026-03-29: the clocks go forward"),
        ("02/03/2026", "01:00", "08:00", "ends", "The shift is over already"),
        ("2026-03-03", "08:00", "12:00", "starts", "overlaps with that from 3 Mar 09:00 to 3 Mar 17:00"),
    ] {
        let wrong = desk.post(&page, &[("day", day), ("starts", starts), ("ends", ends)]).await;
        assert_eq!(wrong.status, 422, "{day} {starts}: {wrong}");
        let said = wrong.page().error_at(field).unwrap_or_else(|| panic!("{day} {starts}: {wrong}"));
        assert!(said.contains(message), "{said}");
        assert_eq!(wrong.hidden("day"), day, "what was typed stays");
    }
    assert_eq!(shifts(&hospital, hospital.asha).await, [(at(24), at(32))]);
    let lead = format!("/admin/people/{}/shifts", hospital.lead);
    assert_eq!(desk.get(&lead).await.status, 404, "nobody expects a lead on a ward");
    hospital.running.stop().await;
}

/// Of two who change a shift the second is told, and what has begun is history.
#[tokio::test]
async fn a_shift_that_is_not_as_it_was_seen_is_left_as_it_is() {
    let hospital = Hospital::open().await;
    let desk = hospital.administrator().await;
    put(&hospital, hospital.asha, at(24), at(32)).await;
    let page = format!("/admin/people/{}/shifts", hospital.asha);
    let address = format!("{page}/{}", at(24).as_millis());
    let seen = format!("{}~{}", at(24).as_millis(), at(32).as_millis());
    let form = [("seen", seen.as_str()), ("day", "2026-03-05"), ("starts", "09:00"), ("ends", "17:00")];
    put(&hospital, hospital.asha, at(24), at(30)).await;
    for refused in
        [desk.post(&address, &form).await, desk.post(&format!("{address}/remove"), &form[..1]).await]
    {
        assert_eq!(refused.status, 409, "{refused}");
        assert!(refused.says("someone else has changed or removed it"), "{refused}");
        assert!(refused.says("Tue 3 Mar, 09:00 to 15:00"), "as it is now: {refused}");
    }
    let refused = desk.post(&address, &form).await;
    let again = refused.page().part(&format!("form[method=post][action='{address}']"));
    assert_eq!(again.field("day").as_deref(), Some("2026-03-05"), "what was typed stays: {refused}");
    let seen = format!("{}~{}", at(24).as_millis(), at(30).as_millis());
    assert_eq!(again.field("seen"), Some(seen), "about the shift as it is now");
    hospital.fast_forward(Duration::from_hours(25));
    let desk = hospital.administrator().await;
    let begun = desk.page(&page).await;
    assert!(begun.says("Has begun") && begun.button("Change").is_none(), "{begun}");
    assert_eq!(desk.get(&address).await.status, 409);
    let seen = format!("{}~{}", at(24).as_millis(), at(30).as_millis());
    let removed = desk.post(&format!("{address}/remove"), &[("seen", seen.as_str())]).await;
    assert_eq!(removed.status, 409, "{removed}");
    assert_eq!(shifts(&hospital, hospital.asha).await, [(at(24), at(30))]);
    hospital.running.stop().await;
}

/// Whoever is on shift keeps what they do: the roster informs.
#[tokio::test]
async fn taking_a_shift_back_ends_nobodys_shift() {
    let hospital = Hospital::open().await;
    let desk = hospital.administrator().await;
    put(&hospital, hospital.asha, at(1), at(8)).await;
    let asha = hospital.handset(hospital.asha).await;
    let page = format!("/admin/people/{}/shifts", hospital.asha);
    let seen = format!("{}~{}", at(1).as_millis(), at(8).as_millis());
    let remove = format!("{page}/{}/remove", at(1).as_millis());
    assert_eq!(desk.post(&remove, &[("seen", seen.as_str())]).await.status, 303);
    assert!(asha.page("/me").await.says("You are on shift"));
    hospital.running.stop().await;
}

/// Her shifts to come would be expected for ever.
#[tokio::test]
async fn shifts_of_somebody_who_helps_no_more_can_be_taken_back() {
    let hospital = Hospital::open().await;
    let desk = hospital.administrator().await;
    put(&hospital, hospital.asha, at(24), at(32)).await;
    let person = format!("/admin/people/{}", hospital.asha);
    assert!(desk.page("/admin/start").await.says("1 person has shifts"), "counted while she helps");
    assert_eq!(desk.says_yes(&format!("{person}/end")).await.status, 303);
    assert!(desk.page("/admin/start").await.says("Nobody has a shift from today on"));
    let page = desk.page(&person).await.link("Shifts").unwrap();
    let shown = desk.page(&page).await;
    assert!(shown.says("does not respond to requests any more"), "{shown}");
    assert!(shown.button("Add a shift").is_none() && shown.button("Change").is_none(), "{shown}");
    let form = [("day", "2026-03-05"), ("starts", "09:00"), ("ends", "17:00")];
    assert_eq!(desk.post(&page, &form).await.status, 404);
    let remove = shown.button("Remove").unwrap();
    let seen = shown.part(&format!("form[action='{remove}']")).field("seen").unwrap();
    let removed = desk.post(&remove, &[("seen", &seen)]).await;
    assert!(desk.page(&removed.location).await.says("The shift was removed"), "{removed}");
    assert!(shifts(&hospital, hospital.asha).await.is_empty());
    hospital.running.stop().await;
}
