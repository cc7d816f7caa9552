//! What imports remember.

use store::ImportHeading;

use super::Engine;

pub(crate) async fn what_was_said_of_a_column_is_remembered_and_may_change(engine: &dyn Engine) {
    let store = engine.store();
    let said = |heading: &str, column: Option<&str>| ImportHeading {
        list: "wards".to_owned(),
        heading: heading.to_owned(),
        column: column.map(str::to_owned),
    };
    let mut session = store.write().await.unwrap();
    assert_eq!(session.list_import_headings().await.unwrap(), []);
    for heading in [said("unit", Some("name")), said("beds", Some("level")), said("beds", None)] {
        session.put_import_heading(&heading).await.unwrap();
    }
    session.commit().await.unwrap();
    let known = store.read().await.unwrap().list_import_headings().await.unwrap();
    assert_eq!(known, [said("beds", None), said("unit", Some("name"))], "by heading");
}
