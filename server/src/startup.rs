//! How the parts become a program, from top to bottom: configuration, store, what is shared, workers, HTTP.

use std::{io, net::SocketAddr, sync::Arc, time::Duration};

use ground::{clock::Clock, key_file, links::Links, random::Random};
use import::Uploads;
use outbound::{Queue, Worker};
use push::{Alerts, Sender};
use store::{Location, PostgresStore, Schema, SqliteStore, Store, TicketFacts};
use tokio::{net::TcpListener, sync::Notify};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{
    actions, canary,
    config::{
        Config, GatewayConfig,
        settings::{Made, SettingsInForce, Values},
    },
    core::Core,
    engine,
    http::{Assets, Door},
    kept::Kept,
    limits::Limits,
    live::{self, Hub},
    nodes,
    observed::Observed,
    policy::PolicyInForce,
    scanning::{self, Thresholds},
    schedule,
    screens::{board::Boards, wall::Walls},
    second_channel::{self, Calls, Gateway},
    serving::{Room, Serving},
    trust::Trust,
    view::Sources,
    watch::{self, Watch},
    web::{self, Web},
    workers::follower,
};

/// Requests under way may finish within this time after the program was told to stop.
const STOP_WITHIN: Duration = Duration::from_secs(10);

/// Why the program did not start, as a sentence for whoever starts it.
#[derive(Debug, thiserror::Error)]
pub enum StartupError {
    #[error(transparent)]
    Store(#[from] store::Error),
    #[error("The database was made for another version of Elbow. Run `elbow migrate` first.")]
    NotMigrated,
    #[error(
        "The database is not one of this version of Elbow, nor one that it may serve. Bring this program up to date."
    )]
    Foreign,
    #[error(transparent)]
    Keys(#[from] push::SealKeysError),
    #[error("{0}")]
    Told(String),
    #[error("Elbow cannot listen on {address}: {error}. Another address is chosen with {setting}.")]
    Listen { address: SocketAddr, setting: &'static str, error: io::Error },
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// What the program starts from.
#[derive(Debug)]
pub struct Startup {
    pub config: Config,
    pub store: Arc<dyn Store>,
    pub links: Links,
    /// In force until the trust sets one.
    pub policy: dispatch::Policy,
    pub random: Random,
    pub demo: bool,
}

/// A program that serves.
#[derive(Debug)]
pub struct Running {
    pub core: Core,
    pub config: Config,
    pub address: SocketAddr,
    limits: Arc<Limits>,
    trust: Arc<Trust>,
    shutdown: CancellationToken,
    tasks: TaskTracker,
}

/// Takes the address to serve on. `setting` is what chooses another.
///
/// # Errors
/// [`StartupError::Listen`], if it is taken, for one.
pub async fn listen(address: SocketAddr, setting: &'static str) -> Result<TcpListener, StartupError> {
    TcpListener::bind(address).await.map_err(|error| StartupError::Listen { address, setting, error })
}

/// Opens the database; an embedded one is made, with the folder it lies in.
pub async fn open_store(location: &Location) -> Result<Arc<dyn Store>, StartupError> {
    match location {
        Location::File(path) => {
            if let Some(folder) = path.parent() {
                tokio::fs::create_dir_all(folder).await.map_err(|error| {
                    StartupError::Told(format!("{} cannot be made: {error}", folder.display()))
                })?;
            }
            Ok(Arc::new(SqliteStore::open(path).await?))
        }
        Location::Server(address) => match PostgresStore::open(address).await {
            Ok(store) => Ok(Arc::new(store)),
            Err(error) => {
                Err(StartupError::Told(format!("Cannot connect to PostgreSQL ({address}): {error}")))
            }
        },
    }
}

/// Opens a database that is there, to look and to change nothing.
pub(crate) async fn look_into_store(location: &Location) -> Result<Arc<dyn Store>, StartupError> {
    match location {
        Location::File(path) => Ok(Arc::new(SqliteStore::look_into(path).await?)),
        Location::Server(_) => open_store(location).await,
    }
}

impl Startup {
    /// Reads what the configuration points to.
    pub async fn from_config(config: Config) -> Result<Self, StartupError> {
        let random = Random::system();
        let key = key_file::load_or_make(&config.key_file, &random).map_err(StartupError::Told)?;
        let store = open_store(&config.database).await?;
        let policy = dispatch::Policy::default();
        Ok(Self { config, store, links: Links::new(key), policy, random, demo: false })
    }

    /// Starts every worker and serves on `listener` until [`Running::stop`].
    #[expect(clippy::too_many_lines, reason = "a part of the program a line")]
    pub async fn run(
        self,
        listener: TcpListener,
        clock: Clock,
        assets: Assets,
    ) -> Result<Running, StartupError> {
        let Self { config, store, links, policy, random, demo } = self;
        match store.schema().await? {
            Schema::Own => {}
            Schema::Newer => {
                tracing::warn!("the database is a newer version's, which this program may still serve");
            }
            Schema::Older => return Err(StartupError::NotMigrated),
            Schema::Foreign => return Err(StartupError::Foreign),
        }
        store.enter_service().await?;
        if let Err(error) = assets.share(store.as_ref(), clock()).await {
            tracing::warn!(%error, "programs of other builds have no files for the pages of this one");
        }
        if store.read().await?.list_categories().await?.is_empty() {
            let mut tx = store.write().await?;
            import::ship_categories(tx.as_mut(), &random, clock()).await?;
            tx.commit().await?;
        }
        push::seal_keys(store.as_ref(), &links.seal(), &random).await?;
        let policy = PolicyInForce::new(policy);
        policy.refresh(store.read().await?.as_mut()).await?;
        let settings = Arc::new(SettingsInForce::new(&config, links.seal()));
        settings.refresh(store.read().await?.as_mut()).await?;
        let room = Room::raise();
        tracing::info!("{room}");
        for doubt in config.doubts() {
            tracing::warn!("{doubt}");
        }
        let sign_ins = config.limits.sign_ins_per_ten_minutes;
        let limits = Arc::new(Limits::new(Arc::clone(&settings), sign_ins, room));
        let trust = Arc::new(Trust::new(&config, Arc::clone(&settings), demo));
        let (kept, observed) = (Arc::<Kept>::default(), Arc::<Observed>::default());
        let uploads = Arc::<Uploads>::default();
        let hub = Hub::default();
        let core = Core {
            store,
            clock,
            random,
            links,
            policy: Arc::new(policy),
            settings,
            wake: Arc::default(),
            idle: config.sessions.clone(),
        };

        let told = Arc::clone(&observed);
        core.store.watch_commits(Box::new(move |took, writes| told.metrics.committed(took, writes)));

        let (shutdown, tasks) = (CancellationToken::new(), TaskTracker::new());
        let (a_kept, an_observed) = (Arc::clone(&kept), Arc::clone(&observed));
        tasks.spawn(engine::run(core.clone(), a_kept, an_observed, shutdown.clone()));
        tasks.spawn(live::run(core.clone(), hub.clone(), Arc::clone(&observed), shutdown.clone()));
        let watch = Watch {
            core: core.clone(),
            limits: Arc::clone(&limits),
            observed: Arc::clone(&observed),
            trust: Arc::clone(&trust),
            uploads: Arc::clone(&uploads),
        };
        tasks.spawn(watch::run(watch, shutdown.clone()));
        tasks.spawn(nodes::run(core.clone(), shutdown.clone()));
        tasks.spawn(schedule::run(
            core.clone(),
            Arc::clone(&kept),
            config.time_zone.clone(),
            shutdown.clone(),
        ));
        let (store, hints) = (Arc::clone(&core.store), Arc::clone(&core.wake.followers));
        tasks.spawn(follower::run(TicketFacts, store, hints, shutdown.clone()));
        let thresholds = Arc::<Thresholds>::default();
        let (a_kept, zone, known) = (Arc::clone(&kept), config.time_zone.clone(), Arc::clone(&thresholds));
        tasks.spawn(scanning::run(core.clone(), a_kept, zone, known, shutdown.clone()));
        tasks.spawn(second_channel::notice(core.clone(), shutdown.clone()));
        if config.canary {
            tasks.spawn(canary::run(core.clone(), Arc::clone(&kept), Arc::clone(&limits), shutdown.clone()));
        }
        let gateway = gateway(&core)?;
        let (alerts, calls) = (alerts(&core, &config, &observed)?, Calls(Arc::clone(&gateway)));
        let (to_alert, to_call) = (Arc::clone(&core.wake.outbox), Arc::clone(&core.wake.calls));
        tasks.spawn(sending(alerts, &core, to_alert, &shutdown));
        tasks.spawn(sending(calls, &core, to_call, &shutdown));

        let address = listener.local_addr()?;
        let sources =
            Sources { core: core.clone(), kept, trust: Arc::clone(&trust), assets: assets.base().into() };
        let web = Web {
            boards: Arc::new(Boards::new(sources.clone(), Arc::clone(&observed), Arc::clone(&limits))),
            walls: Arc::new(Walls::new(sources.clone())),
            sources,
            assets: Arc::new(assets),
            config: Arc::new(config.clone()),
            door: Arc::new(Door::new(&config)),
            hub,
            limits: Arc::clone(&limits),
            observed,
            pages: web::pages(),
            gateway,
            rehearsals: Arc::default(),
            seen_walls: Arc::default(),
            thresholds,
            uploads,
            shutdown: shutdown.clone(),
        };
        let serving =
            Serving { room, proxies: config.proxies(), shutdown: shutdown.clone(), tasks: tasks.clone() };
        tasks.spawn(serving.run(listener, web::router(web)));
        Ok(Running { core, config, address, limits, trust, shutdown, tasks })
    }
}

impl Running {
    /// Ends with the program; for what runs beside it.
    pub fn shutdown(&self) -> CancellationToken {
        self.shutdown.clone()
    }

    /// The address with which the first administrator comes in: made anew with each start, as long as there is no administrator who can
    /// sign in.
    ///
    /// # Errors
    /// [`StartupError::Told`] if it cannot be made.
    pub async fn first_administrators_link(&self) -> Result<Option<String>, StartupError> {
        let made = actions::invite_first_administrator(&self.core).await;
        let made = made.map_err(|error| StartupError::Told(format!("No link could be made: {error}")))?;
        Ok(made.map(|made| self.trust.join_url(&made.token)))
    }

    /// Ends streams and workers, lets requests finish, closes the database.
    pub async fn stop(self) {
        self.shutdown.cancel();
        self.tasks.close();
        if tokio::time::timeout(STOP_WITHIN, self.tasks.wait()).await.is_err() {
            tracing::warn!("some requests did not finish in time");
        }
        actions::note_repeated(&self.core, &self.limits, true).await;
        self.core.store.close().await;
    }
}

/// Empties a queue until `shutdown`.
fn sending<Q: Queue>(
    queue: Q,
    core: &Core,
    wake: Arc<Notify>,
    shutdown: &CancellationToken,
) -> impl Future<Output = ()> + use<Q> {
    let (store, clock) = (Arc::clone(&core.store), Arc::clone(&core.clock));
    Worker::new(queue, store, clock, wake, shutdown.clone()).run()
}

/// Alerts; ended unsent without a contact, which push services ask for.
fn alerts(core: &Core, config: &Config, observed: &Arc<Observed>) -> Result<Alerts, StartupError> {
    let (allowed, public_url) = (config.push.allowed.clone(), config.public_url.clone());
    let sender = Made::new(
        Arc::clone(&core.settings),
        |values| values.contact.clone(),
        move |contact| {
            let (allowed, public_url) = (allowed.clone(), public_url.clone());
            Sender::new(push::Settings { contact, allowed, public_url })
        },
    );
    let sender = sender.map_err(|error| StartupError::Told(error.to_string()))?;
    let (links, told) = (core.links.clone(), Arc::clone(observed));
    Ok(Alerts {
        sender: Arc::new(move || sender.now()),
        ended: Arc::new(move |outcome| told.metrics.alert_ended(outcome)),
        seal: links.seal(),
        receipts: Arc::new(move |alert| links.receipt(alert)),
    })
}

/// The trust's own gateway, if there is one.
fn gateway(core: &Core) -> Result<Arc<Made<GatewayConfig, Gateway>>, StartupError> {
    let made = Made::new(Arc::clone(&core.settings), Values::gateway, Gateway::new);
    made.map(Arc::new).map_err(|error| StartupError::Told(error.to_string()))
}

/// Waits until the program is told to stop.
pub async fn told_to_stop() {
    let interrupt = async {
        if let Err(error) = tokio::signal::ctrl_c().await {
            tracing::error!(%error, "Ctrl-C cannot be heard");
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminate) => tokio::select! {
                () = interrupt => {}
                _ = terminate.recv() => {}
            },
            Err(_) => interrupt.await,
        }
    }
    #[cfg(not(unix))]
    interrupt.await;
}
