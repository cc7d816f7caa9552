//! `elbow`: see `elbow --help`.

use std::process::ExitCode;

#[tokio::main(worker_threads = 4)]
async fn main() -> ExitCode {
    server::cli::run().await
}
