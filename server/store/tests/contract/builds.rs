//! Files for browsers of the last builds.

use super::{Engine, hospital::at};

fn files(words: &str) -> Vec<(String, Vec<u8>)> {
    vec![("pkg/app.js".to_owned(), words.as_bytes().to_vec()), ("pkg/app.wasm".to_owned(), vec![0, 159, 255])]
}

pub(crate) async fn the_files_of_the_last_builds_are_kept(engine: &dyn Engine) {
    let store = engine.store();
    for (second, build) in [(1, "monday"), (2, "tuesday"), (3, "monday"), (4, "wednesday")] {
        let mut session = store.write().await.unwrap();
        session.keep_build(build, &files(build), at(second), 2).await.unwrap();
        session.commit().await.unwrap();
    }
    let mut session = store.read().await.unwrap();
    // The one that was served longest ago is gone, not the one that was first.
    for (build, is_kept) in [("monday", true), ("tuesday", false), ("wednesday", true)] {
        assert_eq!(session.has_build(build).await.unwrap(), is_kept, "{build}");
        let kept = if is_kept { files(build) } else { Vec::new() };
        assert_eq!(session.list_build_files(build).await.unwrap(), kept, "{build}");
    }
}
