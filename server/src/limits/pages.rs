//! How many live pages are open, and whose.

use std::{
    collections::HashMap,
    hash::Hash,
    net::IpAddr,
    num::NonZeroU32,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use domain::{DeviceId, PersonId, TicketId, WallId};

use crate::{networks::Network, serving::Room};

/// Who follows a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Reader {
    Person(PersonId),
    /// A ward's own computer.
    Device(DeviceId),
    /// Anybody who knows the link of a request.
    Link(TicketId),
    /// A screen on a wall.
    Wall(WallId),
}

/// No page more fits, of this reader, of this address, or at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Full;

#[derive(Debug, Clone)]
pub(crate) struct OpenPages {
    room: Room,
    counts: Arc<Mutex<Counts>>,
}

#[derive(Debug, Default)]
struct Counts {
    all: usize,
    by_link: usize,
    by_reader: HashMap<Reader, usize>,
    by_network: HashMap<Network, usize>,
    by_link_by_network: HashMap<Network, usize>,
}

/// A live page's place; free again when it is dropped.
#[derive(Debug)]
pub(crate) struct Place {
    pages: OpenPages,
    reader: Reader,
    network: Network,
}

impl OpenPages {
    pub(super) fn new(room: Room) -> Self {
        Self { room, counts: Arc::default() }
    }

    /// At most `per_reader` are one reader's.
    ///
    /// # Errors
    /// [`Full`]; whoever is refused counts as nothing.
    pub(super) fn open(
        &self,
        reader: Reader,
        address: IpAddr,
        per_reader: NonZeroU32,
    ) -> Result<Place, Full> {
        let per_reader = usize::try_from(per_reader.get()).unwrap_or(usize::MAX);
        let network = Network::around(address);
        let mut counts = self.counts();
        let by_link = matches!(reader, Reader::Link(_));
        let fits = counts.all < self.room.pages
            && of(&counts.by_reader, &reader) < per_reader
            && of(&counts.by_network, &network) < self.room.pages_per_address
            && (!by_link
                || counts.by_link < self.room.pages_by_link
                    && of(&counts.by_link_by_network, &network) < self.room.pages_by_link_per_address);
        if !fits {
            return Err(Full);
        }
        counts.all += 1;
        *counts.by_reader.entry(reader).or_default() += 1;
        *counts.by_network.entry(network).or_default() += 1;
        if by_link {
            counts.by_link += 1;
            *counts.by_link_by_network.entry(network).or_default() += 1;
        }
        drop(counts);
        Ok(Place { pages: self.clone(), reader, network })
    }

    fn counts(&self) -> MutexGuard<'_, Counts> {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut counts = self.pages.counts();
        counts.all -= 1;
        one_less(&mut counts.by_reader, &self.reader);
        one_less(&mut counts.by_network, &self.network);
        if matches!(self.reader, Reader::Link(_)) {
            counts.by_link -= 1;
            one_less(&mut counts.by_link_by_network, &self.network);
        }
    }
}

fn of<K: Eq + Hash>(counts: &HashMap<K, usize>, key: &K) -> usize {
    counts.get(key).copied().unwrap_or_default()
}

fn one_less<K: Eq + Hash>(counts: &mut HashMap<K, usize>, key: &K) {
    if let Some(count) = counts.get_mut(key) {
        *count -= 1;
        if *count == 0 {
            counts.remove(key);
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::Timestamp;

    use super::*;

    const HERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(10, 0, 0, 7));

    fn at(last: u8) -> IpAddr {
        IpAddr::V4(std::net::Ipv4Addr::new(10, 0, 1, last))
    }

    fn link(number: u8) -> Reader {
        Reader::Link(TicketId::new(Timestamp::from_millis(1), [number; 10]))
    }

    fn person(number: u8) -> Reader {
        Reader::Person(PersonId::new(Timestamp::from_millis(1), [number; 10]))
    }

    const TWENTY: NonZeroU32 = NonZeroU32::new(20).unwrap();

    fn pages() -> OpenPages {
        OpenPages::new(Room::of(1_024))
    }

    #[test]
    fn one_link_takes_no_more_than_its_own_and_gives_it_back() {
        let pages = pages();
        let mut open: Vec<_> = (0..20).map(|_| pages.open(link(1), HERE, TWENTY).unwrap()).collect();
        assert_eq!(pages.open(link(1), HERE, TWENTY).unwrap_err(), Full);
        open.push(pages.open(link(2), HERE, TWENTY).unwrap());
        open.truncate(19);
        assert!(pages.open(link(1), HERE, TWENTY).is_ok());
        drop(open);
        let counts = pages.counts();
        assert!(counts.all == 0 && counts.by_link == 0);
        assert!(
            counts.by_reader.is_empty()
                && counts.by_network.is_empty()
                && counts.by_link_by_network.is_empty()
        );
    }

    #[test]
    fn however_many_links_are_followed_people_who_are_signed_in_find_room() {
        let pages = pages();
        let mut open = Vec::new();
        for address in 0..=255 {
            for number in 0..=255 {
                open.extend(pages.open(link(number), at(address), TWENTY));
            }
        }
        assert_eq!(open.len(), Room::of(1_024).pages_by_link);
        assert!(pages.open(person(1), HERE, TWENTY).is_ok());
    }

    #[test]
    fn one_address_leaves_room_for_others() {
        let pages = pages();
        let people = (0..=255).flat_map(|number| [number; 20]);
        let open: Vec<_> =
            people.filter_map(|number| pages.open(person(number), HERE, TWENTY).ok()).collect();
        assert_eq!(open.len(), Room::of(1_024).pages_per_address);
        assert!(pages.open(person(1), at(1), TWENTY).is_err(), "this person has all theirs");
        assert!(
            pages
                .open(Reader::Link(TicketId::new(Timestamp::from_millis(2), [9; 10])), at(1), TWENTY)
                .is_ok()
        );
    }
}
