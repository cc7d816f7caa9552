//! A responder's handset: enrolled once with a code, then looked at every few seconds.

use std::{sync::Arc, time::Duration};

use app::screens::my_jobs::{JobStep, MyJobsPage, OfferAnswer};
use rand::{RngExt, SeedableRng, rngs::StdRng};
use serde::Deserialize;
use tokio::time::sleep;

use super::{
    client::{Browser, Trouble},
    desk::Desk,
    pace::Pace,
    routine::{Act, Routine},
};
use crate::seed::Player;

/// Not everybody stands at the desk in the same second.
const JOIN_WITHIN: Duration = Duration::from_secs(8);
/// Looks at the page this often, in real time.
const LOOK_EVERY: Duration = Duration::from_millis(2_500);
/// Nothing is due sooner than a person can look again.
const LOOK_NO_SOONER: Duration = Duration::from_millis(250);
/// The wait before a second try; doubled each time …
const BACK_OFF: Duration = Duration::from_secs(2);
/// … up to this.
const BACK_OFF_AT_MOST: Duration = Duration::from_mins(1);

#[derive(Deserialize)]
struct Grant {
    pin_action: String,
    grant: String,
}

/// Enrols a handset and works with it, for ever.
pub(super) async fn live(browser: Browser, desk: Arc<Desk>, player: Player, pace: Pace, mut rng: StdRng) {
    sleep(JOIN_WITHIN.mul_f64(rng.random())).await;
    let mut routine = Routine::new(player.haunts, pace, StdRng::seed_from_u64(rng.random()));
    let mut wait = BACK_OFF;
    loop {
        match enrol(&browser, &desk, player.person, &mut rng).await {
            Ok(()) => {
                wait = BACK_OFF;
                let trouble = work(&browser, &mut routine, &mut rng).await;
                tracing::debug!(%trouble, "a responder of the crowd has to sign in again");
            }
            Err(trouble) => tracing::debug!(%trouble, "a responder of the crowd cannot sign in yet"),
        }
        sleep(wait.mul_f64(rng.random_range(0.5..1.5))).await;
        wait = (wait * 2).min(BACK_OFF_AT_MOST);
    }
}

async fn enrol(
    browser: &Browser,
    desk: &Desk,
    person: domain::PersonId,
    rng: &mut StdRng,
) -> Result<(), Trouble> {
    let code = desk.code_for(person).await?;
    let Grant { pin_action, grant } = browser.post_for_json(paths::ENROL, &[("code", &code)]).await?;
    let pin = format!("{:06}", rng.random_range(0..1_000_000));
    browser.post(&pin_action, &[("grant", &grant), ("pin", &pin), ("pin_again", &pin)]).await?;
    Ok(())
}

/// Looks and acts until it takes a new sign-in to go on.
async fn work(browser: &Browser, routine: &mut Routine, rng: &mut StdRng) -> Trouble {
    let mut wait = BACK_OFF;
    loop {
        match look_and_act(browser, routine).await {
            Ok(due_in) => {
                wait = BACK_OFF;
                let look_in = LOOK_EVERY.mul_f64(rng.random_range(0.75..1.25));
                sleep(due_in.map_or(look_in, |due_in| due_in.clamp(LOOK_NO_SOONER, look_in))).await;
            }
            Err(trouble) if trouble.may_pass() => {
                tracing::debug!(%trouble, "a responder of the crowd waits");
                sleep(wait.mul_f64(rng.random_range(0.5..1.5))).await;
                wait = (wait * 2).min(BACK_OFF_AT_MOST);
            }
            Err(trouble) => return trouble,
        }
    }
}

/// Answers with how soon there is something to do again, if that is known.
async fn look_and_act(browser: &Browser, routine: &mut Routine) -> Result<Option<Duration>, Trouble> {
    let page: MyJobsPage = browser.json(paths::MY_JOBS_JSON).await?;
    if !page.offers.is_empty() {
        let offers: Vec<&str> = page.offers.iter().map(|offer| offer.offer.as_str()).collect();
        browser.tell(paths::SEEN, &[("offers", &offers.join(","))]).await?;
    }
    let Some(act) = routine.next(&page) else { return Ok(routine.due_in(page.now)) };
    match perform(browser, &act).await {
        // Somebody was quicker, or the ticket was withdrawn: the next look tells.
        Err(Trouble::Refused(status)) if status.is_client_error() && status.as_u16() != 429 => Ok(None),
        done => done.map(|()| Some(LOOK_NO_SOONER)),
    }
}

async fn perform(browser: &Browser, act: &Act) -> Result<(), Trouble> {
    let done = match act {
        Act::Duty(duty) => browser.post(paths::SHIFT, &[("duty", duty)]).await,
        Act::Place(ward) => browser.post(paths::PLACE, &[("ward", ward)]).await,
        Act::Accept(offer) => browser.post(&paths::offer_answer(offer, &OfferAnswer::Accept), &[]).await,
        Act::Decline(offer) => browser.post(&paths::offer_answer(offer, &OfferAnswer::Decline), &[]).await,
        Act::Arrive(ticket) => browser.post(&paths::job_step(ticket, &JobStep::Arrive), &[]).await,
        Act::Finish { ticket, category } => {
            browser.post(&paths::finish(&ticket), &[("category", category)]).await
        }
    };
    done.map(drop)
}
