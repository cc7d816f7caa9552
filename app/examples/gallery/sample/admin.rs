//! The hospital: upload, export, lists, walking times.

use app::screens::admin::{AdminList, AdminPage, ListPage};

use super::{error, looked_for, s};

pub(crate) fn admin() -> AdminPage {
    let list = |name, slug, about, entries| AdminList {
        name: s(name),
        page: paths::list(&slug),
        slug,
        about: s(about),
        entries,
    };
    AdminPage {
        lists: vec![
            list("Wards", "wards", "Where help is asked from, with what is known of the place", 28),
            list("Links", "links", "Ways between wards that someone timed", 41),
        ],
        missing: 3,
        megabytes: 2,
        last_import: Some(s("20 Nov, 10:42")),
        headings: 2,
        errors: vec![error("files", "Choose at least one file")],
        notice: Some(s("Saved. 3 wards were added.")),
    }
}

pub(crate) fn list() -> ListPage {
    ListPage {
        title: s("Links"),
        about: s("Ways between wards that someone timed"),
        columns: ["From", "To", "Seconds", "Kind", "Step free"].map(s).to_vec(),
        rows: vec![["W07", "AMU", "95", "lift", "yes"].map(s).to_vec()],
        found: looked_for("amu", 1),
        path: s("/admin/lists/links"),
        csv: Some(s("/admin/files/links.csv")),
    }
}
