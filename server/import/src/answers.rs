//! What a file leaves open, and what people answer: which column is meant, and whether something new is what is nearly called so.

use std::collections::HashMap;

use domain::text;
use store::{ImportHeading, Tx};

use super::Kind;

/// A column that is not called as Elbow calls it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    pub file: String,
    pub kind: Kind,
    /// As the file has it, in lower case.
    pub name: String,
    pub meant: Meant,
    /// Which columns it may be.
    pub columns: Vec<&'static str>,
}

/// What a column is taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meant {
    /// Nobody has said; it is left out so far.
    Unknown,
    LeftOut,
    Column(&'static str),
}

/// Something new that is nearly called as something that is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Likeness {
    pub file: String,
    pub line: u64,
    pub kind: Kind,
    /// As the file has it.
    pub given: String,
    /// What is there.
    pub known: String,
    /// Its id.
    pub id: String,
}

/// Whether they are one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The line corrects what is there.
    Same,
    /// The line adds something.
    Another,
}

/// What was answered so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers {
    /// By the letters of the column's name; none for one that is left out.
    headings: HashMap<(Kind, String), Option<String>>,
    /// By the line, with the id of what is there.
    likenesses: HashMap<(Kind, u64), (String, Verdict)>,
    of_all: Option<Verdict>,
}

impl Answers {
    /// The same of everything that is nearly called as something that is there.
    #[must_use]
    pub fn of_all(self, verdict: Option<Verdict>) -> Self {
        Self { of_all: verdict, ..self }
    }

    /// What was said of columns at imports before.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn remembered(tx: &mut dyn Tx) -> store::Result<Self> {
        let headings = tx.list_import_headings().await?.into_iter();
        let headings = headings.filter_map(|ImportHeading { list, heading, column }| {
            Some(((Kind::named(&list)?, heading), column))
        });
        Ok(Self { headings: headings.collect(), ..Self::default() })
    }

    /// These, and the later ones where both know something.
    #[must_use]
    pub fn and(mut self, later: &Self) -> Self {
        self.headings.extend(later.headings.clone());
        self.likenesses.extend(later.likenesses.clone());
        self.of_all(later.of_all)
    }

    /// Which column is meant by a name; none if it is left out.
    pub fn say(&mut self, kind: Kind, name: &str, column: Option<&str>) {
        self.headings.insert((kind, letters(name)), column.map(str::to_owned));
    }

    pub fn judge(&mut self, likeness: &Likeness, verdict: Verdict) {
        self.likenesses.insert((likeness.kind, likeness.line), (likeness.id.clone(), verdict));
    }

    /// None if nobody has said.
    pub(super) fn heading(&self, kind: Kind, name: &str) -> Option<Option<&str>> {
        self.headings.get(&(kind, letters(name))).map(Option::as_deref)
    }

    /// None if nobody has said, or has said it of something else.
    pub fn verdict(&self, likeness: &Likeness) -> Option<Verdict> {
        let said = self.likenesses.get(&(likeness.kind, likeness.line));
        said.filter(|(id, _)| *id == likeness.id).map(|(_, verdict)| *verdict).or(self.of_all)
    }

    /// What is to be remembered of columns that these files have.
    pub(super) async fn remember(&self, tx: &mut dyn Tx, headings: &[Heading]) -> store::Result<()> {
        for Heading { kind, name, .. } in headings {
            if let Some(column) = self.heading(*kind, name) {
                let (list, heading) = (kind.to_string(), letters(name));
                tx.put_import_heading(&ImportHeading { list, heading, column: column.map(str::to_owned) })
                    .await?;
            }
        }
        Ok(())
    }
}

/// What is left of a column's name if it does not matter how its words are parted.
pub(super) fn letters(name: &str) -> String {
    text::folded(name).chars().filter(|c| c.is_alphanumeric()).collect()
}
