//! `people.csv`.

use domain::{ResponderKind, Role, ZoneMode, username};

use super::{
    cells::{Cell, Cells},
    sheet::Columns,
};
use crate::Kind;

pub(super) const COLUMNS: Columns = Columns {
    kind: Kind::People,
    required: &["name", "kind"],
    optional: &["username", "tags", "home_ward", "zone", "zone_mode", "phone"],
    also: &[
        ("name", &["fullname", "staffname"]),
        ("username", &["login", "userid", "adusername"]),
        ("home_ward", &["ward", "wardcode", "baseward"]),
        (
            "phone",
            &[
                "telephone",
                "phonenumber",
                "telephonenumber",
                "mobile",
                "mobilenumber",
                "extension",
                "ext",
                "bleep",
            ],
        ),
    ],
};

/// What somebody does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Job {
    Helps(ResponderKind),
    /// Lead, analyst or administrator.
    Staff(Role),
}

impl Job {
    pub(crate) const ALL: [Self; 5] = [
        Self::Helps(ResponderKind::Floorwalker),
        Self::Helps(ResponderKind::SuperUser),
        Self::Staff(Role::Lead),
        Self::Staff(Role::Analyst),
        Self::Staff(Role::Administrator),
    ];

    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Helps(ResponderKind::Floorwalker) => "floorwalker",
            Self::Helps(ResponderKind::SuperUser) => "super-user",
            Self::Staff(Role::Lead) => "lead",
            Self::Staff(Role::Analyst) => "analyst",
            Self::Staff(Role::Administrator) => "administrator",
            Self::Staff(Role::Responder) => "responder",
        }
    }

    fn read(text: &str) -> Option<Self> {
        let word = text.trim().to_lowercase().replace([' ', '_'], "-").replace("superuser", "super-user");
        Self::ALL.into_iter().find(|job| job.word() == word)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PersonRow {
    pub(crate) line: u64,
    pub(crate) name: String,
    /// Lower case.
    pub(crate) username: Cell<String>,
    /// At least one, unless the kind is empty or there is a problem.
    pub(crate) jobs: Vec<Job>,
    /// Slugs or names.
    pub(crate) tags: Cell<Vec<String>>,
    /// A code.
    pub(crate) home_ward: Cell<String>,
    /// A name, or `site / name`.
    pub(crate) zone: Cell<String>,
    pub(crate) zone_mode: Cell<ZoneMode>,
    pub(crate) phone: Cell<String>,
    /// A kind is missing or misspelt, so that they may help or not.
    pub(crate) is_kind_unclear: bool,
    /// Whoever is known stays what they are.
    pub(crate) is_kind_empty: bool,
}

/// How much the zone means, in words.
pub(crate) const ZONE_MODES: [(ZoneMode, &str); 3] =
    [(ZoneMode::All, "all"), (ZoneMode::Preferred, "preferred"), (ZoneMode::Exclusive, "exclusive")];

impl PersonRow {
    /// How they help; none for staff who do not.
    pub(crate) fn helps(&self) -> Option<ResponderKind> {
        self.jobs.iter().find_map(|job| match job {
            Job::Helps(kind) => Some(*kind),
            Job::Staff(_) => None,
        })
    }
}

pub(super) fn person(cells: &mut Cells<'_>) -> PersonRow {
    let username = match cells.text("username", username::MAX_CHARS) {
        Cell::Is(username) => {
            if username::has_space(&username) {
                let what = format!("The username “{username}” has a space");
                cells.problem_in("username", what, "Write it without.");
            }
            Cell::Is(username.to_lowercase())
        }
        other => other,
    };
    let tags = match cells.text("tags", 1000) {
        Cell::Is(tags) => Cell::Is(parts(&tags)),
        Cell::Empty => Cell::Empty,
        Cell::Absent => Cell::Absent,
    };
    let kind = cells.text("kind", 100);
    let is_kind_empty = matches!(kind, Cell::Empty);
    let (jobs, is_kind_unclear) = jobs(cells, kind);
    PersonRow {
        line: cells.line(),
        name: cells.required("name", 100),
        username,
        jobs,
        tags,
        home_ward: cells.text("home_ward", 20),
        zone: cells.text("zone", 203),
        zone_mode: cells.parsed("zone_mode", "Write all, preferred or exclusive.", |text| {
            ZONE_MODES.into_iter().find_map(|(mode, word)| (word == text.to_lowercase()).then_some(mode))
        }),
        phone: cells.phone(),
        is_kind_unclear,
        is_kind_empty,
    }
}

/// What they do, and whether something of it cannot be read.
fn jobs(cells: &mut Cells<'_>, kind: Cell<String>) -> (Vec<Job>, bool) {
    let mut jobs = Vec::new();
    let words = kind.value().map(|kind| parts(&kind)).unwrap_or_default();
    let mut is_unclear = words.is_empty();
    for text in words {
        match Job::read(&text) {
            Some(job) if !jobs.contains(&job) => jobs.push(job),
            Some(_) => {}
            None => {
                is_unclear = true;
                let words = Job::ALL.map(Job::word).join(", ");
                let to_do = format!("Write one of {words}, or some of them with a semicolon between.");
                cells.problem_in("kind", format!("The kind cannot be “{text}”"), to_do);
            }
        }
    }
    if jobs.iter().filter(|job| matches!(job, Job::Helps(_))).count() > 1 {
        cells.problem_in("kind", "Nobody is both floorwalker and super-user", "Choose one.");
    }
    (jobs, is_unclear)
}

/// What stands between semicolons.
fn parts(text: &str) -> Vec<String> {
    text.split(';').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}
