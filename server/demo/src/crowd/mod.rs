//! The living crowd: invented requesters and responders who use Elbow as people do.
//!
//! They act only through the public routes, with cookies and forms like any browser, and see only what a page shows
//! them. So the crowd is also a standing check that the whole loop works, and a visitor can join in as any role.

mod client;
mod desk;
mod pace;
mod requester;
mod responder;
mod routine;

use std::sync::Arc;

use rand::{RngExt, SeedableRng, rngs::StdRng};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use url::Url;

use self::{client::Throttle, desk::Desk};
pub use self::{client::Trouble, pace::Pace};
use super::{
    demand::Demand,
    seed::{Cast, SignIn},
};

/// Requests a second of the whole crowd, at most.
const REQUESTS_PER_SECOND: u32 = 25;

/// What a crowd needs to know to live.
#[derive(Debug)]
pub struct Crowd {
    /// Where Elbow is: `http://localhost:3000`.
    pub base_url: Url,
    pub cast: Cast,
    /// The lead who hands out codes for handsets.
    pub lead: SignIn,
    pub pace: Pace,
    /// Requests for help in an hour of hospital time.
    pub per_hour: f64,
    /// The same seed makes the same people do much the same.
    pub seed: u64,
}

/// Lives until `shutdown`. Whatever goes wrong with a request, its person tries again later.
///
/// # Errors
/// [`Trouble::NoClient`] if not even an HTTP client can be made.
pub async fn run(crowd: Crowd, shutdown: CancellationToken) -> Result<(), Trouble> {
    let Crowd { base_url, cast, lead, pace, per_hour, seed } = crowd;
    let mut rng = StdRng::seed_from_u64(seed);
    let throttle = Arc::new(Throttle::new(REQUESTS_PER_SECOND));
    let desk = Arc::new(Desk::new(&base_url, &throttle, lead)?);

    let mut everyone = JoinSet::new();
    for player in cast.players {
        let browser = client::Browser::new(&base_url, &throttle)?;
        let rng = StdRng::seed_from_u64(rng.random());
        let life = responder::live(browser, Arc::clone(&desk), player, pace, rng);
        everyone.spawn(shutdown.clone().run_until_cancelled_owned(life));
    }
    let demand = Demand::new(cast.doors.iter().map(|door| door.ward.as_str()));
    let browser = client::Browser::new(&base_url, &throttle)?;
    let rng = StdRng::seed_from_u64(rng.random());
    let requests = requester::arrive(browser, cast.doors, demand, pace, per_hour, rng);
    everyone.spawn(shutdown.run_until_cancelled_owned(requests));

    while let Some(ended) = everyone.join_next().await {
        if let Err(error) = ended {
            tracing::error!(%error, "somebody left the crowd");
        }
    }
    Ok(())
}
