//! F20. Two database servers, of which one follows the other. In the middle of the work they change places: the first is
//! stopped and comes back as a standby, which takes no writes; then the second is promoted, and whoever connects *anew* is
//! led to it. Connections from before stay where they are. Meanwhile nobody is told that something was saved and the
//! program says that it is not ready; afterwards it goes on by itself.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "what cannot go on stops there, and says why")]

use std::{
    env, fs,
    net::{SocketAddr, TcpListener},
    os::unix::fs::PermissionsExt,
    path::PathBuf,
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex},
    time::Duration,
};

use sqlx::{Connection, PgConnection, raw_sql};
use tokio::{
    io::copy_bidirectional,
    net::TcpStream,
    time::{Instant, timeout},
};

use crate::{
    crowd::Crowd,
    figures::Figures,
    killed::SMALL,
    outside::{
        client::Proxy,
        hospital::{Engine, Hospital, Place},
        program::{Node, Program},
    },
};

const GOES_ON_WITHIN: Duration = Duration::from_secs(10);
/// The probe gives the database two seconds.
const NOT_READY_WITHIN: Duration = Duration::from_secs(5);
const UP_WITHIN: Duration = Duration::from_mins(1);

/// What `script/postgres` says about its programs.
pub(crate) fn can_be_told() -> bool {
    env::var("TEST_POSTGRES_BIN").is_ok()
}

/// One of the server's programs, as a user that may run it.
fn postgres(program: &str) -> Command {
    let bin = env::var("TEST_POSTGRES_BIN").unwrap();
    let as_user = env::var("TEST_POSTGRES_AS").unwrap();
    let mut words = as_user.split(' ');
    let mut command = Command::new(words.next().unwrap());
    command.args(words);
    command.arg(if program.contains('/') { program.to_owned() } else { format!("{bin}/{program}") });
    command
}

fn done(command: &mut Command) {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// A server with a folder of its own.
struct Server {
    folder: PathBuf,
    port: u16,
    process: Option<Child>,
}

impl Server {
    fn new(folder: PathBuf) -> Self {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        Self { folder, port, process: None }
    }

    fn address(&self) -> SocketAddr {
        ([127, 0, 0, 1], self.port).into()
    }

    async fn connect(&self) -> Option<PgConnection> {
        PgConnection::connect(&format!("postgres://elbow@127.0.0.1:{}/postgres", self.port)).await.ok()
    }

    /// Follows `other` if there is one; answers when it lets somebody in.
    async fn start(&mut self, follows: Option<u16>) {
        let signal = self.folder.join("standby.signal");
        let mut server = postgres("postgres");
        server.arg("-D").arg(&self.folder).args(["-p", &self.port.to_string()]).args([
            "-clisten_addresses=127.0.0.1",
            "-cunix_socket_directories=",
            "-cmax_connections=100",
            "-cfsync=off",
            "-cwal_keep_size=256MB",
        ]);
        if let Some(port) = follows {
            done(postgres("/bin/sh").args(["-c", "touch \"$0\""]).arg(&signal));
            server.arg(format!("-cprimary_conninfo=host=127.0.0.1 port={port} user=elbow"));
        }
        let log =
            fs::File::options().append(true).create(true).open(self.folder.with_extension("log")).unwrap();
        self.process = Some(server.stdout(Stdio::null()).stderr(log).spawn().unwrap());
        timeout(UP_WITHIN, async {
            while self.connect().await.is_none() {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        })
        .await
        .unwrap_or_else(|_| panic!("{}", fs::read_to_string(self.folder.with_extension("log")).unwrap()));
    }

    /// As its administrator does: connections are cut, and what was committed has reached the standby.
    async fn stop(&mut self) {
        let mut process = self.process.take().unwrap();
        done(Command::new("kill").args(["-INT", &process.id().to_string()]));
        tokio::task::spawn_blocking(move || process.wait().unwrap()).await.unwrap();
    }

    async fn promote(&self) {
        let mut connection = self.connect().await.unwrap();
        raw_sql("select pg_promote(true, 30)").execute(&mut connection).await.unwrap();
        connection.close().await.unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(process) = &mut self.process {
            let _ = Command::new("kill").args(["-QUIT", &process.id().to_string()]).status();
            let _ = process.wait();
        }
    }
}

/// Where the address of the database leads: connections stay where they began.
#[derive(Clone)]
struct Door {
    leads_to: Arc<Mutex<SocketAddr>>,
    port: u16,
}

impl Door {
    async fn open(leads_to: SocketAddr) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let door =
            Self { leads_to: Arc::new(Mutex::new(leads_to)), port: listener.local_addr().unwrap().port() };
        let behind = Arc::clone(&door.leads_to);
        tokio::spawn(async move {
            while let Ok((mut from, _)) = listener.accept().await {
                let to = *behind.lock().unwrap();
                tokio::spawn(async move {
                    if let Ok(mut to) = TcpStream::connect(to).await {
                        let _ = copy_bidirectional(&mut from, &mut to).await;
                    }
                });
            }
        });
        door
    }

    fn lead_to(&self, server: &Server) {
        *self.leads_to.lock().unwrap() = server.address();
    }
}

pub(crate) async fn story(_: Engine, rounds: u32) -> Figures {
    let folder = tempfile::tempdir().unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o777)).unwrap();
    let (mut first, mut second) =
        (Server::new(folder.path().join("one")), Server::new(folder.path().join("two")));
    done(postgres("initdb").arg("--pgdata").arg(&first.folder).args([
        "--username=elbow",
        "--auth=trust",
        "--encoding=UTF8",
        "--locale=C",
        "--no-sync",
    ]));
    // A server that is stopped is its folder: no other program is needed for a copy.
    done(postgres("/bin/cp").arg("-a").arg(&first.folder).arg(&second.folder));
    first.start(None).await;
    second.start(Some(first.port)).await;
    let mut connection = first.connect().await.unwrap();
    raw_sql("create database elbow").execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();

    let door = Door::open(first.address()).await;
    let place = Place::at(format!("postgres://elbow@127.0.0.1:{}/elbow", door.port));
    let hospital = Hospital::open_at(place, SMALL).await;
    let node = Node::anywhere().await;
    let program = Program::start(&hospital.place, &node).await;
    let ready = Proxy::new(std::slice::from_ref(&node), Duration::from_secs(5)).client("");
    let crowd = Crowd::come(&hospital, &Proxy::new(&[node], Duration::from_secs(30)), 4);
    let mut figures = Figures::default();
    for _ in 0..rounds {
        tokio::time::sleep(Duration::from_millis(rand::random_range(800..1_500))).await;
        first.stop().await;
        first.start(Some(second.port)).await;
        // Whoever connects finds a server, and not one that takes writes.
        let is_standby = Instant::now();
        loop {
            let told = ready.get("/readyz").await;
            if told.is_ok_and(|told| told.status == 503 && told.retry_after.is_some()) {
                break;
            }
            assert!(is_standby.elapsed() < NOT_READY_WITHIN, "a standby is not ready");
        }
        second.promote().await;
        tokio::time::sleep(Duration::from_millis(rand::random_range(200..3_000))).await;
        door.lead_to(&second);
        let changed = Instant::now();
        figures.recover(changed, GOES_ON_WITHIN, crowd.ledger.first_success_after(changed)).await;
        let is_ready = async {
            while ready.get("/readyz").await.is_ok_and(|told| told.status != 200) {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        };
        timeout(GOES_ON_WITHIN, is_ready).await.expect("ready again");
        std::mem::swap(&mut first, &mut second);
    }
    figures.add(crowd.settle(&hospital).await);
    program.stop().await;
    figures
}
