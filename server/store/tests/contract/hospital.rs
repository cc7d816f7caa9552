//! A small hospital for the stories: two wards, what they ask about, and who comes.

use domain::{
    Category, CategoryId, Code, DeviceId, Duty, Note, OfferId, PersonId, Priority, Responder, ResponderKind,
    Role, RoleGrant, Site, SiteId, Spot, Tag, TagId, Ticket, TicketId, Timestamp, Ward, WardId, Zone, ZoneId,
    ZoneMode,
    priority::Stuck,
    ticket::{
        Actor, AskedBy, Command, Deadlines, Details, HelpInPassing, LiveOffer, PeopleHelped, Request,
        Transition, When, WithdrawReason,
    },
};
use store::{Device, DeviceKind, Hash, NewTicket, Person, Store, TicketLinks, Tx};
use uuid::Uuid;

/// The go-live morning.
const START: i64 = 1_763_622_000_000;

/// So many seconds into the morning.
pub(crate) fn at(seconds: i64) -> Timestamp {
    Timestamp::from_millis(START + seconds * 1000)
}

pub(crate) fn id<T: From<Uuid>>(number: u32) -> T {
    T::from(Uuid::from_u128(0x0199_0000_0000_7000_8000_0000_0000_0000 + u128::from(number)))
}

pub(crate) fn hash(number: u32) -> Hash {
    let mut bytes = [7; 32];
    bytes[..4].copy_from_slice(&number.to_be_bytes());
    Hash(bytes)
}

/// Four characters, different for each number.
pub(crate) fn code(number: u32) -> Code {
    let digits = [27_000, 900, 30, 1].map(|place| u8::try_from(number / place % 30).unwrap());
    Code::from_random(&digits)
}

/// Somebody with these roles from the start, and a PIN.
pub(crate) async fn put_person(session: &mut dyn Tx, number: u32, name: &str, roles: &[Role]) {
    session.put_person(&Person::human(id(number), name)).await.unwrap();
    session.set_pin(id(number), &format!("$argon2id$pin-of-{name}")).await.unwrap();
    for (role, place) in roles.iter().zip(1..) {
        let grant = RoleGrant::lasting(id(100_000 * place + number), id(number), *role, at(-900));
        session.add_grant(&grant).await.unwrap();
    }
}

pub(crate) struct Hospital {
    pub(crate) site: SiteId,
    pub(crate) zone: ZoneId,
    pub(crate) maple: WardId,
    pub(crate) birch: WardId,
    pub(crate) epma: TagId,
    pub(crate) orders: TagId,
    pub(crate) training: CategoryId,
    pub(crate) service_desk: CategoryId,
    /// The shared screen on Maple.
    pub(crate) screen: DeviceId,
    pub(crate) ada: PersonId,
    pub(crate) ben: PersonId,
    pub(crate) cy: PersonId,
    pub(crate) lead: PersonId,
    pub(crate) deadlines: Deadlines,
}

impl Hospital {
    /// Sets the hospital up.
    pub(crate) async fn open(store: &dyn Store) -> Self {
        let hospital = Self {
            site: id(1),
            zone: id(2),
            maple: id(3),
            birch: id(4),
            epma: id(5),
            orders: id(6),
            training: id(7),
            service_desk: id(8),
            screen: id(9),
            ada: id(10),
            ben: id(11),
            cy: id(12),
            lead: id(13),
            deadlines: Deadlines::default(),
        };
        let mut session = store.write().await.unwrap();
        session.put_site(&hospital.general()).await.unwrap();
        let zone = Zone { id: hospital.zone, site: hospital.site, name: "East".to_owned() };
        session.put_zone(&zone).await.unwrap();
        session.put_ward(&hospital.ward(hospital.maple, "W07", "Maple", Some(2))).await.unwrap();
        session.put_ward(&hospital.ward(hospital.birch, "W08", "Birch", Some(-1))).await.unwrap();
        session.put_tag(&tag(hospital.epma, "epma", "ePMA")).await.unwrap();
        session.put_tag(&tag(hospital.orders, "orders", "Order comms")).await.unwrap();
        let training = category(hospital.training, "training", "Training or elbow support", 0);
        session.put_category(&training).await.unwrap();
        let desk = category(hospital.service_desk, "service-desk", "Handed to IT service desk", 1);
        session.put_category(&Category { hands_off: true, ..desk }).await.unwrap();
        for (number, name) in [(10, "Ada"), (11, "Ben"), (12, "Cy")] {
            put_person(session.as_mut(), number, name, &[Role::Responder]).await;
            session.put_responder(&hospital.responder(id(number), name)).await.unwrap();
        }
        put_person(session.as_mut(), 13, "Dee", &[Role::Lead, Role::Analyst]).await;
        session.add_device(&hospital.screen(), &hash(9)).await.unwrap();
        session.commit().await.unwrap();
        hospital
    }

    pub(crate) fn general(&self) -> Site {
        Site { id: self.site, name: "General".to_owned(), coordinates: Some((53.5, -2.25)) }
    }

    pub(crate) fn ward(&self, id: WardId, code: &str, name: &str, level: Option<i16>) -> Ward {
        Ward {
            id,
            code: code.to_owned(),
            name: name.to_owned(),
            site: self.site,
            zone: Some(self.zone),
            building: Some("Main".to_owned()),
            level,
            position: Some((12.5, -40.0)),
            phone: Some("4512".to_owned()),
        }
    }

    pub(crate) fn responder(&self, id: PersonId, name: &str) -> Responder {
        Responder {
            id,
            name: name.to_owned(),
            kind: ResponderKind::Floorwalker,
            tags: vec![self.orders, self.epma],
            home_ward: None,
            zone: Some(self.zone),
            zone_mode: ZoneMode::All,
            phone: None,
            duty: Duty::OnShift,
            duty_since: at(-600),
            whereabouts: None,
            unanswered: 0,
            closed_this_shift: 0,
            alerts_tested_at: None,
        }
    }

    pub(crate) fn screen(&self) -> Device {
        Device {
            id: self.screen,
            kind: DeviceKind::Ward(self.maple),
            enrolled_at: at(-900),
            last_seen_at: at(-900),
            revoked_at: None,
        }
    }

    /// A request number `number` from Maple's screen, so many seconds into the morning.
    pub(crate) fn request(&self, number: u32) -> Request {
        Request {
            id: id(1000 + number),
            code: code(number),
            ward: self.maple,
            tag: self.epma,
            priority: Priority::P2,
            stuck: Some(Stuck::CannotGoOn),
            spot: Spot::parse_line("Bay 4").unwrap(),
            note: Note::parse("cannot sign the chart").unwrap(),
            asker: Some("bleep 4512".to_owned()),
            asked_by: AskedBy::WardDevice(self.screen),
        }
    }

    /// What the form makes of a request at `now`.
    pub(crate) fn new_ticket(&self, number: u32, request: Request, now: Timestamp) -> NewTicket {
        let links = TicketLinks {
            link: hash(1000 + number),
            request_key: format!("key-{number}"),
            link_rotation: None,
        };
        let ward = self.ward(request.ward, "W07", "Maple", Some(2));
        let transition = Ticket::ask(request, Some(at(-3)), now, &self.deadlines).at(&ward);
        NewTicket { transition, links }
    }

    /// Asks for help, `number` seconds into the morning.
    pub(crate) async fn ask(&self, store: &dyn Store, number: u32) -> Ticket {
        self.ask_for(store, number, self.request(number)).await
    }

    /// Somebody of Maple was helped with a training matter, `number` seconds into the morning, without having asked.
    pub(crate) async fn help_in_passing(&self, store: &dyn Store, number: u32, by: PersonId) -> Ticket {
        let help = HelpInPassing {
            id: ticket_id(number),
            code: code(number),
            ward: self.maple,
            tag: self.epma,
            category: self.training,
            hands_off: false,
            by,
        };
        let ward = self.ward(self.maple, "W07", "Maple", Some(2));
        let transition = Ticket::help_in_passing(help, Some(at(-3)), at(number.into())).at(&ward);
        let links = TicketLinks {
            link: hash(1000 + number),
            request_key: format!("key-{number}"),
            link_rotation: None,
        };
        let mut session = store.write().await.unwrap();
        session.add_ticket(&NewTicket { transition: transition.clone(), links }).await.unwrap();
        session.commit().await.unwrap();
        transition.ticket
    }

    pub(crate) async fn ask_for(&self, store: &dyn Store, number: u32, request: Request) -> Ticket {
        let ticket = self.new_ticket(number, request, at(number.into()));
        let mut session = store.write().await.unwrap();
        session.add_ticket(&ticket).await.unwrap();
        session.commit().await.unwrap();
        ticket.transition.ticket
    }

    /// The step that `command` makes, not yet written.
    pub(crate) fn step(&self, ticket: &Ticket, command: Command, now: Timestamp) -> Transition {
        ticket.apply(command, Actor::Engine, When::at(now), &self.deadlines).unwrap()
    }

    /// Takes a step and commits it.
    pub(crate) async fn take(
        &self,
        store: &dyn Store,
        ticket: &Ticket,
        command: Command,
        now: Timestamp,
    ) -> Ticket {
        let step = self.step(ticket, command, now);
        let mut session = store.write().await.unwrap();
        session.save_ticket(&step, Some(r#"{"walk":40}"#)).await.unwrap();
        session.commit().await.unwrap();
        step.ticket
    }

    pub(crate) async fn offer(&self, store: &dyn Store, ticket: &Ticket, offer: u32, to: PersonId) -> Ticket {
        let offer = live_offer(offer, to);
        self.take(store, ticket, Command::Offer { offer }, offer.made_at).await
    }

    /// Somebody comes, helps and closes the ticket, one second each, from `now` on.
    pub(crate) async fn resolve(
        &self,
        store: &dyn Store,
        ticket: &Ticket,
        by: PersonId,
        now: Timestamp,
    ) -> Ticket {
        let second = std::time::Duration::from_secs(1);
        let held = self.take(store, ticket, Command::Assign { to: by }, now).await;
        let there = self.take(store, &held, Command::Arrive, now + second).await;
        let resolve = Command::Resolve { by, category: self.training };
        self.take(store, &there, resolve, now + second + second).await
    }

    pub(crate) async fn withdraw(
        &self,
        store: &dyn Store,
        ticket: &Ticket,
        why: WithdrawReason,
        now: Timestamp,
    ) -> Ticket {
        self.take(store, ticket, Command::Withdraw { why }, now).await
    }
}

/// Offer number `number`, made so many seconds into the morning, open for 30 s.
pub(crate) fn live_offer(number: u32, to: PersonId) -> LiveOffer {
    let made_at = at(number.into());
    LiveOffer { id: offer_id(number), to, made_at, expires_at: made_at + std::time::Duration::from_secs(30) }
}

/// So many people at once, and a note.
pub(crate) fn details(people: u8) -> Details {
    Details {
        helped: PeopleHelped::new(people).unwrap(),
        note: Note::parse("showed them the worklist").unwrap(),
    }
}

pub(crate) fn offer_id(number: u32) -> OfferId {
    // Later offers have smaller ids: their order must come from elsewhere.
    id(900_000 - number)
}

pub(crate) fn ticket_id(number: u32) -> TicketId {
    id(1000 + number)
}

pub(crate) fn tag(id: TagId, slug: &str, name: &str) -> Tag {
    Tag { id, slug: slug.to_owned(), name: name.to_owned(), anyone: false }
}

pub(crate) fn category(id: CategoryId, slug: &str, name: &str, position: u16) -> Category {
    Category { id, slug: slug.to_owned(), name: name.to_owned(), position, hands_off: false }
}

pub(crate) fn codes(tickets: &[Ticket]) -> Vec<Code> {
    tickets.iter().map(|ticket| ticket.code.clone()).collect()
}
