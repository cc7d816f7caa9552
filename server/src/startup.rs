//! How the parts become a program, from top to bottom: configuration, store, what is shared, workers, HTTP.

use std::{io, net::SocketAddr, sync::Arc, time::Duration};

use store::{Location, PostgresStore, Schema, SqliteStore, Store, TicketFacts};
use tokio::net::TcpListener;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{
    actions, canary,
    clock::Clock,
    config::{Config, PushConfig},
    directory::KeptDirectory,
    elbow::{Elbow, Parts, Wake},
    engine,
    http::{self, Web, assets::Assets, limits::Limits},
    import::Uploads,
    key_file,
    links::Links,
    live, nodes,
    policy::PolicyInForce,
    pulse::Pulse,
    push::{self, Sender, Settings, Worker},
    random::Random,
    rehearsal::Rehearsals,
    saving::Saving,
    second_channel::{self, Gateway},
    serving::{Room, Serving},
    tally::Tally,
    watch,
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
    pub elbow: Elbow,
    pub address: SocketAddr,
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
        push::seal_keys(store.as_ref(), &links.seal(), &random).await?;
        let policy = PolicyInForce::new(policy);
        policy.refresh(store.read().await?.as_mut()).await?;
        let room = Room::raise();
        tracing::info!("{room}");
        for doubt in config.doubts() {
            tracing::warn!("{doubt}");
        }
        let limits = Limits::new(&config.limits, room);
        let elbow = Elbow::new(Parts {
            config,
            store,
            clock,
            random,
            links,
            policy,
            limits,
            tally: Tally::default(),
            hub: live::Hub::default(),
            atlas: engine::Atlas::default(),
            directory: KeptDirectory::default(),
            answers: engine::KeptAnswers::default(),
            uploads: Uploads::default(),
            wake: Wake::default(),
            rehearsals: Rehearsals::default(),
            metrics: Arc::default(),
            pulse: Pulse::default(),
            saving: Saving::default(),
            alarms: std::sync::RwLock::default(),
            demo,
        });

        let metrics = Arc::clone(&elbow.metrics);
        elbow.store.watch_commits(Box::new(move |took, writes| metrics.committed(took, writes)));

        let (shutdown, tasks) = (CancellationToken::new(), TaskTracker::new());
        tasks.spawn(engine::run(elbow.clone(), shutdown.clone()));
        tasks.spawn(live::run(elbow.clone(), shutdown.clone()));
        tasks.spawn(watch::run(elbow.clone(), shutdown.clone()));
        tasks.spawn(nodes::run(elbow.clone(), shutdown.clone()));
        let (store, hints) = (Arc::clone(&elbow.store), Arc::clone(&elbow.wake.followers));
        tasks.spawn(follower::run(TicketFacts, store, hints, shutdown.clone()));
        tasks.spawn(second_channel::run(elbow.clone(), gateway(&elbow)?, shutdown.clone()));
        if elbow.config.canary {
            tasks.spawn(canary::run(elbow.clone(), shutdown.clone()));
        }
        let outbox = Arc::clone(&elbow.wake.outbox);
        tasks.spawn(push::run(push_worker(&elbow)?, outbox, shutdown.clone()));

        let address = listener.local_addr()?;
        let web = Web {
            elbow: elbow.clone(),
            assets: Arc::new(assets),
            boards: Arc::default(),
            shutdown: shutdown.clone(),
        };
        let serving = Serving {
            room,
            proxies: elbow.config.proxies(),
            shutdown: shutdown.clone(),
            tasks: tasks.clone(),
        };
        tasks.spawn(serving.run(listener, http::router(web)));
        Ok(Running { elbow, address, shutdown, tasks })
    }
}

impl Running {
    /// Ends with the program; for what runs beside it.
    pub fn shutdown(&self) -> CancellationToken {
        self.shutdown.clone()
    }

    /// Ends streams and workers, lets requests finish, closes the database.
    pub async fn stop(self) {
        self.shutdown.cancel();
        self.tasks.close();
        if tokio::time::timeout(STOP_WITHIN, self.tasks.wait()).await.is_err() {
            tracing::warn!("some requests did not finish in time");
        }
        actions::note_repeated(&self.elbow, true).await;
        self.elbow.store.close().await;
    }
}

/// The worker that sends alerts, or that ends them unsent without a contact, which push services ask for.
fn push_worker(elbow: &Elbow) -> Result<Worker, StartupError> {
    let PushConfig { contact, allowed } = elbow.config.push.clone();
    let settings =
        contact.map(|contact| Settings { contact, allowed, public_url: elbow.config.public_url.clone() });
    let sender =
        settings.map(Sender::new).transpose().map_err(|error| StartupError::Told(error.to_string()))?;
    let (links, metrics) = (elbow.links.clone(), Arc::clone(&elbow.metrics));
    Ok(Worker {
        store: Arc::clone(&elbow.store),
        sender: sender.map(Arc::new),
        ended: Arc::new(move |outcome| metrics.alert_ended(outcome)),
        seal: links.seal(),
        receipts: Arc::new(move |alert| links.receipt(alert)),
        clock: Arc::clone(&elbow.clock),
    })
}

/// The trust's own gateway, if there is one.
fn gateway(elbow: &Elbow) -> Result<Option<Gateway>, StartupError> {
    let config = elbow.config.second_channel.clone();
    config.map(Gateway::new).transpose().map_err(|error| StartupError::Told(error.to_string()))
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
