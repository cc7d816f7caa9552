use std::path::PathBuf;

use clap::Args;
use domain::Logged;
use ground::clock;
use import::Kind;
use store::Subject;

use super::{operator, say};
use crate::{
    config::Config,
    startup::{StartupError, open_store},
};

#[derive(Debug, Args)]
pub(super) struct Export {
    /// wards, links, overrides, tags, people or shifts; all of them if there is none.
    #[arg(value_parser = kind)]
    kind: Option<Kind>,
    /// Write wards.csv and so on into this folder instead of printing.
    #[arg(long, value_name = "FOLDER", required_unless_present = "kind")]
    to: Option<PathBuf>,
}

pub(super) async fn run(Export { kind, to }: Export, config: Config) -> Result<(), StartupError> {
    let store = open_store(&config.database).await?;
    if !store.is_migrated().await? {
        return Err(StartupError::NotMigrated);
    }
    let kinds = kind.map_or(Kind::ALL.to_vec(), |kind| vec![kind]);
    let files: Vec<String> = kinds.iter().map(|kind| kind.file_name()).collect();
    let mut log = store.write().await?;
    log.append_event(&operator::event(
        Subject::Hospital,
        Logged::Exported { what: files.join(", "), rows: None },
    ))
    .await?;
    log.commit().await?;
    let mut tx = store.read().await?;
    for kind in kinds {
        let text = import::export(tx.as_mut(), kind, &config.time_zone, (clock::system())())
            .await
            .map_err(|error| StartupError::Told(error.to_string()))?;
        match &to {
            None => say(text.trim_end())?,
            Some(folder) => {
                let path = folder.join(kind.file_name());
                std::fs::create_dir_all(folder).and_then(|()| std::fs::write(&path, text)).map_err(
                    |error| StartupError::Told(format!("{} cannot be written: {error}", path.display())),
                )?;
                say(path.display())?;
            }
        }
    }
    drop(tx);
    store.close().await;
    Ok(())
}

fn kind(text: &str) -> Result<Kind, String> {
    Kind::named(text).ok_or_else(|| format!("one of {}", Kind::ALL.map(Kind::name).join(", ")))
}
