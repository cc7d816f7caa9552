//! People who need help: they ask from their ward's link, look now and then, and lose patience.

use std::{sync::Arc, time::Duration};

use domain::{
    priority::Patient,
    ticket::{Sorted, WithdrawReason},
};
use rand::{RngExt, SeedableRng, rngs::StdRng};
use tokio::{
    task::JoinSet,
    time::{Instant, sleep},
};

use super::{
    client::{Browser, Trouble},
    pace::Pace,
};
use crate::{
    demand::{Demand, Wish},
    draw, habits,
    seed::Door,
};

/// How often a waiting page loads itself without script; real time, whatever the pace.
const RELOAD: Duration = Duration::from_secs(10);
/// Between the tap on the link and the tap on the button, in hospital time.
const TIME_TO_ASK: Duration = Duration::from_secs(12);
/// A request that does not get through is tried this often, as people do before they phone.
const TRIES: u32 = 5;
/// Whoever helps for longer is not waited for.
const HELP_AT_MOST: Duration = Duration::from_hours(1);
/// People who wait at the same time: beyond it, newcomers phone.
const WAITING_AT_MOST: usize = 200;

/// Lets requesters arrive by chance, `per_hour` in an hour of hospital time, for ever.
pub(super) async fn arrive(
    browser: Browser,
    doors: Vec<Door>,
    demand: Demand,
    pace: Pace,
    per_hour: f64,
    mut rng: StdRng,
) {
    if doors.is_empty() || per_hour <= 0.0 {
        return;
    }
    let browser = Arc::new(browser);
    let mean = pace.real(Duration::from_hours(1).div_f64(per_hour));
    let mut waiting = JoinSet::new();
    loop {
        sleep(draw::gap(&mut rng, mean)).await;
        while waiting.try_join_next().is_some() {}
        if waiting.len() >= WAITING_AT_MOST {
            continue;
        }
        let wish = demand.wish(&mut rng, None);
        let door = doors[wish.ward].path.clone();
        let (browser, rng) = (Arc::clone(&browser), StdRng::seed_from_u64(rng.random()));
        waiting.spawn(async move {
            if let Err(trouble) = need_help(&browser, &door, &wish, pace, rng).await {
                tracing::warn!(%trouble, "a request of the crowd did not get through");
            }
        });
    }
}

async fn need_help(
    browser: &Browser,
    door: &str,
    wish: &Wish,
    pace: Pace,
    mut rng: StdRng,
) -> Result<(), Trouble> {
    let link = ask(browser, door, wish, pace, &mut rng).await?;
    let (patience, why) = habits::patience(&mut rng);
    let until = Instant::now() + pace.real(patience);
    while Instant::now() < until {
        sleep(RELOAD.min(until - Instant::now())).await;
        if !can_withdraw(browser, &link).await? {
            return say_whether_it_is_sorted(browser, &link, pace, rng).await;
        }
    }
    withdraw(browser, &link, why).await
}

/// Looks until the request is closed, tries it out, and answers.
async fn say_whether_it_is_sorted(
    browser: &Browser,
    link: &str,
    pace: Pace,
    mut rng: StdRng,
) -> Result<(), Trouble> {
    let Some((answer, later)) = habits::sorted(&mut rng) else { return Ok(()) };
    let until = Instant::now() + pace.real(HELP_AT_MOST);
    while Instant::now() < until {
        sleep(RELOAD).await;
        if shows(browser, link, "/sorted\"").await?.unwrap_or_default() {
            sleep(pace.real(later)).await;
            browser.post(&format!("{link}/{}", address(answer)), &[]).await?;
            break;
        }
    }
    Ok(())
}

/// The last part of the address of its form.
const fn address(answer: Sorted) -> &'static str {
    match answer {
        Sorted::Yes => "sorted",
        Sorted::Partly => "partly-sorted",
        Sorted::No => "not-sorted",
    }
}

/// Asks; the same key each time, so that a request that got through unnoticed is not made twice.
async fn ask(
    browser: &Browser,
    door: &str,
    wish: &Wish,
    pace: Pace,
    rng: &mut StdRng,
) -> Result<String, Trouble> {
    let key = format!("{:032x}", rng.random::<u128>());
    let form = [
        ("key", key.as_str()),
        ("tag", wish.tag),
        ("stuck", wish.stuck.as_str()),
        ("patient", patient(wish.patient)),
        ("asker", wish.asker.unwrap_or_default()),
        ("note", wish.note.unwrap_or_default()),
        // One browser stands for everybody's: each of them has a problem of their own.
        ("another", "yes"),
    ];
    let mut tries = 0;
    loop {
        let asked = async {
            browser.page(door).await?;
            sleep(pace.real(draw::lognormal(rng, TIME_TO_ASK, 0.5))).await;
            browser.post(door, &form).await
        };
        match asked.await {
            Err(trouble) if trouble.may_pass() && tries < TRIES => {
                tries += 1;
                sleep(Duration::from_secs(2) * tries).await;
            }
            asked => return asked,
        }
    }
}

/// Whether the page still offers to cancel: nobody is there yet, and the request is open. A page that does not load
/// tells nothing, so people wait on.
async fn can_withdraw(browser: &Browser, link: &str) -> Result<bool, Trouble> {
    Ok(shows(browser, link, "/withdraw\"").await?.unwrap_or(true))
}

/// Whether a page has something in it; none if it does not load.
async fn shows(browser: &Browser, link: &str, part: &str) -> Result<Option<bool>, Trouble> {
    match browser.page(link).await {
        Ok(page) => Ok(Some(page.contains(part))),
        Err(trouble) if trouble.may_pass() => Ok(None),
        Err(trouble) => Err(trouble),
    }
}

async fn withdraw(browser: &Browser, link: &str, why: WithdrawReason) -> Result<(), Trouble> {
    if can_withdraw(browser, link).await? {
        browser.post(&format!("{link}/withdraw"), &[("why", why.as_str())]).await?;
    }
    Ok(())
}

/// The value that the form sends.
const fn patient(answer: Patient) -> &'static str {
    match answer {
        Patient::CouldComeToHarm => "could_come_to_harm",
        Patient::Waiting => "waiting",
        Patient::NotAffected => "not_affected",
    }
}
