//! What a file leaves open, and what people answer: which column is meant, and whether something new is what is nearly called so.

use std::collections::HashMap;

use domain::{Logged, PersonId, Timestamp, text, ticket::Actor};
use store::{HeadingSaid, ImportHeading, NewEvent, Subject, Tx};

use super::Kind;

/// A column that is not called as Elbow calls it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    pub file: String,
    pub kind: Kind,
    /// As the file has it, in lower case.
    pub name: String,
    pub meant: Meant,
    /// It is known as a column that the file has beside it, so that what is said of it holds for this file only.
    pub is_beside: bool,
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
    /// What was said of columns at imports before: by the letters of the name; none for one that is left out.
    remembered: HashMap<(Kind, String), Option<String>>,
    /// The same of these files.
    headings: HashMap<(Kind, String), Option<String>>,
    /// By the line, with the id of what is there.
    likenesses: HashMap<(Kind, u64), (String, Verdict)>,
    of_all: Option<Verdict>,
    is_asked: bool,
}

impl Answers {
    /// The same of everything that is nearly called as something that is there.
    #[must_use]
    pub fn of_all(self, verdict: Option<Verdict>) -> Self {
        Self { of_all: verdict, ..self }
    }

    /// Somebody will be asked what is open: what only follows from that is not said. Else columns that nobody knows are left out.
    #[must_use]
    pub fn asked(self) -> Self {
        Self { is_asked: true, ..self }
    }

    pub(super) const fn is_asked(&self) -> bool {
        self.is_asked
    }

    /// What was said of columns at imports before.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn remembered(tx: &mut dyn Tx) -> store::Result<Self> {
        let headings = tx.list_import_headings().await?.into_iter();
        let headings = headings.filter_map(|ImportHeading { list, heading, column, .. }| {
            Some(((Kind::named(&list)?, heading), column))
        });
        Ok(Self { remembered: headings.collect(), ..Self::default() })
    }

    /// Which column is meant by a name; none if it is left out.
    pub fn say(&mut self, kind: Kind, name: &str, column: Option<&str>) {
        self.headings.insert((kind, letters(name)), column.map(str::to_owned));
    }

    pub fn judge(&mut self, likeness: &Likeness, verdict: Verdict) {
        self.likenesses.insert((likeness.kind, likeness.line), (likeness.id.clone(), verdict));
    }

    /// What was said of a column of these files; none if nothing was.
    pub(super) fn heading(&self, kind: Kind, name: &str) -> Option<&Option<String>> {
        self.headings.get(&(kind, letters(name)))
    }

    /// What was said of such a column before.
    pub(super) fn before(&self, kind: Kind, name: &str) -> Option<&Option<String>> {
        self.remembered.get(&(kind, letters(name)))
    }

    /// None if nobody has said, or has said it of something else.
    pub fn verdict(&self, likeness: &Likeness) -> Option<Verdict> {
        let said = self.likenesses.get(&(likeness.kind, likeness.line));
        said.filter(|(id, _)| *id == likeness.id).map(|(_, verdict)| *verdict).or(self.of_all)
    }

    /// Keeps for imports to come what was said of these columns of these files, and nothing that was known before.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn remember(
        &self,
        tx: &mut dyn Tx,
        headings: &[Heading],
        (actor, now): (Actor, Timestamp),
    ) -> store::Result<()> {
        let mut known = tx.list_import_headings().await?;
        for Heading { kind, name, .. } in headings.iter().filter(|heading| !heading.is_beside) {
            let Some(column) = self.heading(*kind, name) else { continue };
            let (list, heading, column) = (kind.to_string(), letters(name), column.clone());
            if find(&known, &list, &heading).is_some_and(|known| known.column == column) {
                continue;
            }
            let what =
                Logged::ImportHeadingSaid { list: list.clone(), name: name.clone(), column: column.clone() };
            let said = Some(HeadingSaid { name: name.clone(), at: now, by: person(actor) });
            let heading = ImportHeading { list, heading, column, said };
            tx.put_import_heading(&heading).await?;
            tx.append_event(&NewEvent::new(Subject::Hospital, actor, now, what)).await?;
            known.retain(|other| (&other.list, &other.heading) != (&heading.list, &heading.heading));
            known.push(heading);
        }
        Ok(())
    }
}

/// What became of what was to be forgotten.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Forgotten {
    /// It is, or was already.
    Yes,
    /// Somebody has said something else of it since.
    Otherwise(ImportHeading),
}

/// Forgets what was said of a column, so that the next import asks. `shown` is what whoever forgets it has read; none: that the column
/// is left out.
///
/// # Errors
/// Those of the database.
pub async fn forget_heading(
    tx: &mut dyn Tx,
    (list, heading): (&str, &str),
    shown: Option<&str>,
    (actor, now): (Actor, Timestamp),
) -> store::Result<Forgotten> {
    let known = tx.list_import_headings().await?;
    let Some(known) = find(&known, list, heading) else { return Ok(Forgotten::Yes) };
    if known.column.as_deref() != shown {
        return Ok(Forgotten::Otherwise(known.clone()));
    }
    tx.forget_import_heading(list, heading).await?;
    let name = known.said.as_ref().map_or(heading, |said| &said.name).to_owned();
    let what = Logged::ImportHeadingForgotten { list: list.to_owned(), name };
    tx.append_event(&NewEvent::new(Subject::Hospital, actor, now, what)).await?;
    Ok(Forgotten::Yes)
}

const fn person(actor: Actor) -> Option<PersonId> {
    match actor {
        Actor::Staff(person) | Actor::Lead(person) | Actor::Responder(person) => Some(person),
        Actor::Operator(_) | Actor::Requester | Actor::Engine => None,
    }
}

fn find<'k>(known: &'k [ImportHeading], list: &str, heading: &str) -> Option<&'k ImportHeading> {
    known.iter().find(|known| (known.list.as_str(), known.heading.as_str()) == (list, heading))
}

/// What is left of a column's name if it does not matter how its words are parted; of one that is signs only, those.
pub(super) fn letters(name: &str) -> String {
    let folded = text::folded(name);
    let letters: String = folded.chars().filter(|c| c.is_alphanumeric()).collect();
    if letters.is_empty() { folded } else { letters }
}
