//! Browsers in which people have signed in before. Whoever guesses from elsewhere does not keep them from signing in there.
//!
//! The cookie opens nothing by itself: it says only whose tries are counted apart. It holds a random number and a mark for
//! each person, which nobody can make without the server's key.

use domain::PersonId;
use ground::{links::Links, random::Random};

/// A desk is shared by no more.
const PEOPLE: usize = 12;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct KnownBrowser {
    number: String,
    marks: Vec<String>,
}

impl KnownBrowser {
    /// As the cookie says; a browser without one is new.
    pub(crate) fn read(cookie: Option<&str>, random: &Random) -> Self {
        let mut parts = cookie.unwrap_or_default().split('.').map(str::to_owned);
        let number = parts.next().filter(|number| !number.is_empty()).unwrap_or_else(|| random.secret());
        Self { number, marks: parts.take(PEOPLE).collect() }
    }

    /// Whether this person has signed in here; with what their tries are counted by.
    pub(crate) fn of(&self, person: PersonId, links: &Links) -> Option<&str> {
        self.marks.contains(&self.mark(person, links)).then_some(&self.number)
    }

    /// How this browser remembers a person.
    pub(crate) fn mark(&self, person: PersonId, links: &Links) -> String {
        links.browser(person, &self.number)
    }

    /// The mark of who signed in here last.
    pub(crate) fn last(&self) -> Option<&str> {
        self.marks.first().map(String::as_str)
    }

    /// The cookie with this person in it, who comes first; the one who has not been here for longest is forgotten.
    pub(crate) fn with(mut self, person: PersonId, links: &Links) -> String {
        let mark = self.mark(person, links);
        self.marks.retain(|known| *known != mark);
        self.marks.insert(0, mark);
        self.marks.truncate(PEOPLE);
        format!("{}.{}", self.number, self.marks.join("."))
    }
}

#[cfg(test)]
mod tests {
    use domain::Timestamp;

    use super::*;

    #[test]
    fn a_browser_knows_those_who_signed_in_there_and_nobody_can_make_that_up() {
        let (links, random) = (Links::new([1; 32]), Random::system());
        let person = |number| PersonId::new(Timestamp::from_millis(1), [number; 10]);
        let mut cookie = KnownBrowser::read(None, &random).with(person(1), &links);
        cookie = KnownBrowser::read(Some(&cookie), &random).with(person(2), &links);
        let browser = KnownBrowser::read(Some(&cookie), &random);
        assert!(browser.of(person(1), &links).is_some() && browser.of(person(2), &links).is_some());
        assert!(browser.of(person(3), &links).is_none());
        assert!(browser.of(person(1), &Links::new([2; 32])).is_none(), "made with another key");
        for number in 3..=14 {
            cookie = KnownBrowser::read(Some(&cookie), &random).with(person(number), &links);
        }
        let full = KnownBrowser::read(Some(&cookie), &random);
        assert!(full.of(person(14), &links).is_some() && full.of(person(1), &links).is_none());
    }
}
