//! The program `elbow serve` as a process: started, killed, paused, limited.

use std::{
    process::{Command as Run, Stdio},
    time::Duration,
};

use tokio::{
    io::{AsyncBufReadExt, BufReader},
    net::TcpListener,
    process::{Child, Command},
    time::Instant,
};

use super::hospital::{Engine, Place};

/// What a service manager would wait for.
const READY_WITHIN: Duration = Duration::from_mins(1);

/// Where one program listens, for all its lives.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    address: String,
    pub(crate) base: String,
}

impl Node {
    pub(crate) async fn anywhere() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        Self { base: format!("http://{address}"), address }
    }

    /// One that somebody else has started, at `http://host:port`.
    pub(crate) fn at(base: &str) -> Self {
        Self { base: base.to_owned(), address: base.trim_start_matches("http://").to_owned() }
    }

    pub(crate) fn port(&self) -> u16 {
        self.address.rsplit_once(':').unwrap().1.parse().unwrap()
    }
}

/// A running program; killed when dropped.
#[derive(Debug)]
pub(crate) struct Program {
    child: Child,
    pub(crate) started: Instant,
    /// From the start of the process until it listens.
    pub(crate) ready_after: Duration,
}

impl Program {
    /// Starts `elbow serve` and waits until it listens.
    pub(crate) async fn start(place: &Place, node: &Node) -> Self {
        Self::listening(Self::command(place, node)).await
    }

    /// [`Program::start`] on a machine whose clock is off by so much.
    pub(crate) async fn start_by(place: &Place, node: &Node, off: &str) -> Self {
        let mut elbow = Self::command(place, node);
        elbow
            .env("LD_PRELOAD", faketime().expect("ELBOW_TEST_FAKETIME is set"))
            .env("FAKETIME", off)
            // Timers go by a clock that nobody sets.
            .env("FAKETIME_DONT_FAKE_MONOTONIC", "1");
        Self::listening(elbow).await
    }

    /// As many programs as may share the database: two on `PostgreSQL`, one on `SQLite`.
    pub(crate) async fn start_all(place: &Place, engine: Engine) -> (Vec<Node>, Vec<Self>) {
        let (mut nodes, mut programs) = (Vec::new(), Vec::new());
        for _ in 0..if engine == Engine::Postgres { 2 } else { 1 } {
            let node = Node::anywhere().await;
            programs.push(Self::start(place, &node).await);
            nodes.push(node);
        }
        (nodes, programs)
    }

    /// [`Program::start`] with so many file descriptors, as a service manager may give.
    pub(crate) async fn start_with_descriptors(place: &Place, node: &Node, count: usize) -> Self {
        Self::listening(Self::from_shell(place, node, &format!("ulimit -n {count}; exec \"$0\" serve"))).await
    }

    /// [`Program::start`] with the signal ignored that a limit on the size of files sends, so that writing fails instead.
    pub(crate) async fn start_limited(place: &Place, node: &Node) -> Self {
        Self::listening(Self::from_shell(place, node, "trap '' XFSZ; exec \"$0\" serve")).await
    }

    /// Started by a shell, which prepares the ground.
    fn from_shell(place: &Place, node: &Node, script: &str) -> Command {
        let elbow = Self::command(place, node);
        let mut shell = Command::new("sh");
        shell.args(["-c", script, &program()]);
        for (name, value) in elbow.as_std().get_envs() {
            shell.env(name, value.unwrap());
        }
        shell.kill_on_drop(true);
        shell
    }

    fn command(place: &Place, node: &Node) -> Command {
        let mut elbow = elbow(place, "serve");
        elbow.env("ELBOW_LISTEN", &node.address).env("ELBOW_PUBLIC_URL", &node.base);
        elbow
    }

    async fn listening(mut command: Command) -> Self {
        let log = tempfile::NamedTempFile::new().unwrap();
        let started = Instant::now();
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(log.reopen().unwrap())
            .kill_on_drop(true)
            .spawn()
            .expect("the program starts");
        let mut line = String::new();
        // Nobody reads further than the first line: what is said after it must not end the program.
        let mut said = BufReader::new(child.stdout.take().unwrap());
        tokio::time::timeout(READY_WITHIN, said.read_line(&mut line))
            .await
            .expect("it says something")
            .unwrap();
        let log = std::fs::read_to_string(log.path()).unwrap();
        assert!(line.starts_with("Elbow listens"), "{line}{log}");
        Self { child, started, ready_after: started.elapsed() }
    }

    pub(crate) fn pid(&self) -> u32 {
        self.child.id().expect("it runs")
    }

    /// As by a power cut of the program alone: no warning, nothing flushed.
    pub(crate) async fn kill(mut self) {
        self.child.kill().await.unwrap();
    }

    pub(crate) async fn stop(mut self) {
        self.signal("TERM");
        self.child.wait().await.unwrap();
    }

    pub(crate) fn signal(&self, name: &str) {
        run(Run::new("kill").arg(format!("-{name}")).arg(self.pid().to_string()));
    }

    /// Files may grow to so many bytes and no further; none for as long as they like.
    pub(crate) fn limit_files(&self, bytes: Option<u64>) {
        let limit = bytes.map_or_else(|| "unlimited".to_owned(), |bytes| bytes.to_string());
        run(Run::new("prlimit").args([
            "--pid",
            &self.pid().to_string(),
            &format!("--fsize={limit}:unlimited"),
        ]));
    }

    /// Memory in use, in MiB.
    pub(crate) fn rss_mib(&self) -> f64 {
        rss_kib(self.pid()) / 1024.0
    }

    /// What it has taken of the processors so far, by Linux, in hundredths of a second.
    pub(crate) fn processor_time(&self) -> Duration {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.pid())).unwrap();
        // Behind the name, which may have spaces: user time is the 12th field, system time the 13th.
        let (_, fields) = stat.rsplit_once(") ").unwrap();
        let ticks: u64 = fields.split(' ').skip(11).take(2).map(|ticks| ticks.parse::<u64>().unwrap()).sum();
        Duration::from_millis(ticks * 10)
    }
}

/// Memory that a process uses, in KiB, by Linux.
pub(crate) fn rss_kib(pid: u32) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let kib = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    kib.trim().trim_end_matches(" kB").parse().unwrap()
}

/// A command of the program on this place's database.
pub(crate) fn elbow(place: &Place, command: &str) -> Command {
    let mut elbow = Command::new(program());
    elbow
        .arg(command)
        .env("ELBOW_DATABASE_URL", &place.database)
        .env("ELBOW_KEY_FILE", place.file("elbow.key"))
        .env("ELBOW_DESK_PHONE", DESK)
        .env("ELBOW_PUSH__CONTACT", "mailto:elbow@trust.example")
        .env("ELBOW_PUSH__ALLOW_LOOPBACK", "true")
        // Its requests would be in the database, and in nobody's ledger.
        .env("ELBOW_CANARY", "false")
        .env("ELBOW_LOG__FILTER", "warn");
    for (name, value) in &place.settings {
        elbow.env(name, value);
    }
    elbow.kill_on_drop(true);
    elbow
}

/// Where it was built: cargo says so to tests, and a script to benches.
fn program() -> String {
    let built = std::env::var("ELBOW_PROGRAM").ok();
    built.or(option_env!("CARGO_BIN_EXE_elbow").map(ToOwned::to_owned)).expect("ELBOW_PROGRAM is set")
}

/// The library that shifts the clock of a program, if there is one; `script/test` finds it.
pub(crate) fn faketime() -> Option<String> {
    std::env::var("ELBOW_TEST_FAKETIME").ok().filter(|path| !path.is_empty())
}

/// The number that pages name when something does not work.
pub(crate) const DESK: &str = "ext. 5121";

fn run(command: &mut Run) {
    let done = command.output().expect("it is installed");
    assert!(done.status.success(), "{command:?}: {}", String::from_utf8_lossy(&done.stderr));
}
