//! Tickets.

use std::collections::HashMap;

use async_trait::async_trait;
use domain::{
    Answers, CategoryId, Code, DeviceId, OfferId, PersonId, TagId, Ticket, TicketId, Timestamp, WardId,
    canary,
    ticket::{AskedBy, Details, State, Transition, WithdrawReason},
};

use super::{
    SqlSession,
    column::unknown,
    events::logged_event,
    offers::offer_record,
    row::{Fields, Row, to_json},
    statement::{Sql, assembled, query},
};
use crate::{
    Error, Hash, LoggedEvent, NewTicket, OfferRecord, Page, Part, Place, Result, TicketFilter, TicketKind,
    Tickets,
};

#[async_trait]
impl Tickets for SqlSession {
    async fn lookup_ticket(&mut self, id: TicketId) -> Result<Option<Ticket>> {
        self.ticket(query("select * from ticket where id = $1").with(&id)).await
    }

    async fn lookup_ticket_by_link(&mut self, link: &Hash) -> Result<Option<Ticket>> {
        self.ticket(query("select * from ticket where link = $1").with(link)).await
    }

    async fn lookup_ticket_by_code(&mut self, code: &Code) -> Result<Option<Ticket>> {
        self.ticket(query("select * from ticket where code = $1").with(code)).await
    }

    async fn lookup_link_rotation(&mut self, ticket: TicketId) -> Result<Option<u32>> {
        let sql = query("select id, link_rotation from ticket where id = $1").with(&ticket);
        let row = self.optional(sql).await?;
        row.map_or(Ok(None), |row| Fields::new("ticket", "id", &row).get("link_rotation"))
    }

    async fn lookup_ticket_by_request_key(&mut self, key: &str) -> Result<Option<Ticket>> {
        self.ticket(query("select * from ticket where request_key = $1").bind(key)).await
    }

    async fn list_open_tickets(&mut self) -> Result<Vec<Ticket>> {
        let sql = query(
            "select * from ticket where closed_at is null and ward <> $1 order by priority, asked_at, id",
        );
        self.tickets(sql.with(&canary::ward())).await
    }

    async fn list_open_tickets_of(&mut self, person: PersonId) -> Result<Vec<Ticket>> {
        let sql = query(
            "select * from ticket
             where closed_at is null and ward <> $2
             and (holder = $1 or id in (select ticket from offer where person = $1 and outcome is null))
             order by priority, asked_at, id",
        );
        self.few_tickets(sql.with(&person).with(&canary::ward())).await
    }

    async fn list_open_tickets_turned_down_by(&mut self, person: PersonId) -> Result<Vec<Ticket>> {
        // The list is compact JSON of our own, so that both engines can look for an id as text.
        let sql = query(
            "select * from ticket
             where closed_at is null and state = 'waiting' and ward <> $2 and turned_down like $1
             order by priority, asked_at, id",
        );
        self.few_tickets(sql.bind(format!("%\"{person}\"%")).with(&canary::ward())).await
    }

    async fn list_closed_tickets(&mut self, since: Timestamp, limit: u32) -> Result<Vec<Ticket>> {
        let sql = query(
            "select * from ticket where closed_at is not null and closed_at >= $1 and ward <> $3
             order by closed_at desc, id desc limit $2",
        );
        self.tickets(sql.with(&since).with(&limit).with(&canary::ward())).await
    }

    async fn list_not_sorted(&mut self, since: Timestamp, limit: u32) -> Result<Vec<Ticket>> {
        let sql = query(
            "select * from ticket where closed_at >= $1 and sorted in ('partly', 'no') and ward <> $3
             order by closed_at desc, id desc limit $2",
        );
        self.tickets(sql.with(&since).with(&limit).with(&canary::ward())).await
    }

    async fn find_tickets(
        &mut self,
        filter: &TicketFilter,
        page: &Page<Place<TicketId>>,
    ) -> Result<Part<Ticket, Place<TicketId>>> {
        let after = page.after.unwrap_or_else(Place::latest);
        let text = format!(
            "select * from ticket
             where asked_at >= $1 and asked_at < $2 and (asked_at, id) < ($3, $4) and ward <> $5
             and ($6 is null or ward = $6) and ($7 is null or tag = $7)
             and ($8 is null or holder = $8 or closed_by = $8
                 or exists (select 1 from offer where offer.ticket = ticket.id and offer.person = $8))
             and ($10 is null or exists (select 1 from wave_ward stay
                 where stay.wave = $10 and stay.ward = ticket.ward and stay.from_at <= ticket.asked_at
                 and (stay.until_at is null or ticket.asked_at < stay.until_at)))
             {}
             order by asked_at desc, id desc limit $9",
            filter.kind.map_or("", is_of),
        );
        let sql = assembled(text)
            .with(&filter.from)
            .with(&filter.until)
            .with(&after.at)
            .with(&after.id)
            .with(&canary::ward())
            .with(&filter.ward)
            .with(&filter.tag)
            .with(&filter.person)
            .with(&page.with_one_more())
            .with(&filter.wave);
        let place = |row: &Row| {
            let fields = Fields::new("ticket", "id", row);
            Ok(Place { at: fields.get("asked_at")?, id: fields.get("id")? })
        };
        let Part { rows, next, found } = self.part_by_index(sql, page, place, ticket).await?;
        Ok(Part { rows: self.with_all_offers(rows).await?, next, found })
    }

    async fn list_open_tickets_asked_by(&mut self, asked_by: AskedBy) -> Result<Vec<Ticket>> {
        let sql = match asked_by {
            AskedBy::WardDevice(device) => query(
                "select * from ticket where asked_by_device = $1 and closed_at is null
                 order by asked_at, id",
            )
            .with(&device),
            AskedBy::Desk(person) => query(
                "select * from ticket where asked_by_person = $1 and closed_at is null
                 order by asked_at, id",
            )
            .with(&person),
            AskedBy::WardLink | AskedBy::InPassing(_) | AskedBy::Paper(_) => return Ok(Vec::new()),
        };
        self.tickets(sql).await
    }

    async fn list_closed_tickets_asked_by(
        &mut self,
        device: DeviceId,
        since: Timestamp,
    ) -> Result<Vec<Ticket>> {
        let sql = query(
            "select * from ticket where closed_at is not null and closed_at >= $2 and asked_by_device = $1
             order by asked_at, id",
        );
        self.tickets(sql.with(&device).with(&since)).await
    }

    async fn add_ticket(&mut self, ticket: &NewTicket) -> Result<i64> {
        let NewTicket { transition: Transition { ticket, event }, links } = ticket;
        let (asked_by, device, person) = match ticket.asked_by {
            AskedBy::WardDevice(device) => ("ward_device", Some(device), None),
            AskedBy::WardLink => ("ward_link", None, None),
            AskedBy::Desk(person) | AskedBy::InPassing(person) | AskedBy::Paper(person) => {
                ("desk", None, Some(person))
            }
        };
        let state = Stored::from(ticket.state);
        let sql = query(
            "insert into ticket
                 (id, code, ward, tag, priority, note, asker, asked_by, asked_by_device, asked_by_person,
                  asked_at, state, holder, closed_by, category, withdraw_reason, closed_at, turned_down,
                  accepted_at, arrived_at, escalation, escalate_at, next_action_at, reopened, version,
                  link, request_key, in_passing, link_rotation, stuck, spot, hold_lifted, came_through)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
                     $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33)",
        )
        .with(&ticket.id)
        .with(&ticket.code)
        .with(&ticket.ward)
        .with(&ticket.tag)
        .with(&ticket.priority)
        .with(&ticket.note)
        .with(&ticket.asker)
        .bind(asked_by)
        .with(&device)
        .with(&person)
        .with(&ticket.asked_at)
        .bind(state.word)
        .with(&state.holder)
        .with(&state.closed_by)
        .with(&state.category)
        .with(&state.why)
        .with(&state.closed_at)
        .with(&to_json(&ticket.turned_down)?)
        .with(&ticket.accepted_at)
        .with(&ticket.arrived_at)
        .with(&ticket.escalation)
        .with(&ticket.escalate_at)
        .with(&ticket.next_action_at())
        .with(&ticket.reopened)
        .with(&ticket.version)
        .with(&links.link)
        .with(&links.request_key)
        .with(&ticket.is_in_passing())
        .with(&links.link_rotation)
        .with(&ticket.stuck)
        .with(&ticket.spot)
        .with(&ticket.hold_lifted)
        .with(&matches!(ticket.asked_by, AskedBy::Paper(_)).then(|| PAPER.to_owned()));
        self.run(sql).await?;
        self.append_transition(event).await
    }

    async fn save_ticket(&mut self, transition: &Transition, why: Option<&str>) -> Result<i64> {
        let Transition { ticket, event } = transition;
        let before = ticket.version.checked_sub(1).ok_or(Error::Stale)?;
        let state = Stored::from(ticket.state);
        let sql = query(
            "update ticket
             set tag = $3, priority = $4, state = $5, holder = $6, closed_by = $7, category = $8,
                 withdraw_reason = $9, closed_at = $10, turned_down = $11, accepted_at = $12,
                 arrived_at = $13, escalation = $14, escalate_at = $15, next_action_at = $16,
                 reopened = $17, version = $18, nearer_asked = $19, helped = $20, closing_note = $21,
                 known_issue = case when $10 is null then null else known_issue end,
                 cannot_help = $22, sorted = $23, spot = $24, note = $25, held_until = $26,
                 hold_lifted = $27, closed_with = $28
             where id = $1 and version = $2",
        )
        .with(&ticket.id)
        .with(&before)
        .with(&ticket.tag)
        .with(&ticket.priority)
        .bind(state.word)
        .with(&state.holder)
        .with(&state.closed_by)
        .with(&state.category)
        .with(&state.why)
        .with(&state.closed_at)
        .with(&to_json(&ticket.turned_down)?)
        .with(&ticket.accepted_at)
        .with(&ticket.arrived_at)
        .with(&ticket.escalation)
        .with(&ticket.escalate_at)
        .with(&ticket.next_action_at())
        .with(&ticket.reopened)
        .with(&ticket.version)
        .with(&ticket.settled)
        .with(&ticket.details.helped)
        .with(&ticket.details.note)
        .with(&to_json(&ticket.cannot_help)?)
        .with(&ticket.sorted)
        .with(&ticket.spot)
        .with(&ticket.note)
        .with(&ticket.hold)
        .with(&ticket.hold_lifted)
        .with(&ticket.closed_with);
        if self.run(sql).await? == 0 {
            return Err(Error::Stale);
        }
        let sequence = self.append_transition(event).await?;
        self.change_offers(event, sequence, why).await?;
        Ok(sequence)
    }

    async fn list_offers(&mut self, ticket: TicketId) -> Result<Vec<OfferRecord>> {
        let sql = query(
            "select offer.*, event.at as ended_at from offer
             left join event on event.sequence = offer.ended_event
             where offer.ticket = $1 order by offer.made_event",
        );
        self.rows(sql.with(&ticket), offer_record).await
    }

    async fn lookup_offer(&mut self, id: OfferId) -> Result<Option<OfferRecord>> {
        let sql = query(
            "select offer.*, event.at as ended_at from offer
             left join event on event.sequence = offer.ended_event
             where offer.id = $1",
        );
        self.row(sql.with(&id), offer_record).await
    }

    async fn count_answers(&mut self, since: Timestamp) -> Result<HashMap<PersonId, Answers>> {
        let sql = query(
            "select person, count(*) as asked, count(*) filter (where outcome = 'accepted') as accepted from offer
             where made_at >= $1 and outcome in ('accepted', 'declined', 'expired')
             group by person",
        );
        self.rows(sql.with(&since), |row| {
            let fields = Fields::new("offer", "person", row);
            let answers = Answers { asked: fields.get("asked")?, accepted: fields.get("accepted")? };
            Ok((fields.get("person")?, answers))
        })
        .await
        .map(HashMap::from_iter)
    }

    async fn set_shortfall(&mut self, ticket: TicketId, shortfall: Option<&str>) -> Result<()> {
        let sql = query("update ticket set shortfall = $2 where id = $1");
        self.run(sql.with(&ticket).with(&shortfall.map(str::to_owned))).await.map(drop)
    }

    async fn lookup_shortfall(&mut self, ticket: TicketId) -> Result<Option<String>> {
        let row =
            self.optional(query("select id, shortfall from ticket where id = $1").with(&ticket)).await?;
        row.map_or(Ok(None), |row| Fields::new("ticket", "id", &row).get("shortfall"))
    }

    async fn list_shortfalls(&mut self) -> Result<HashMap<TicketId, String>> {
        let sql = query("select id, shortfall from ticket where closed_at is null and shortfall is not null");
        self.texts_by_ticket(sql, "shortfall").await
    }

    async fn list_reasons(&mut self) -> Result<HashMap<TicketId, String>> {
        let sql = query(
            "select ticket.id, offer.why from ticket
             join offer on offer.made_event = (
                 select max(made_event) from offer
                 where offer.ticket = ticket.id and (ticket.holder is null or offer.person = ticket.holder))
             where ticket.closed_at is null",
        );
        self.texts_by_ticket(sql, "why").await
    }

    async fn list_waits(&mut self) -> Result<Vec<LoggedEvent>> {
        let sql = query(
            "select * from event
             where subject = 'ticket' and subject_id in (
                 select id from ticket where closed_at is null and state = 'waiting' and ward <> $1)
             and kind in ('arrived', 'arrival_undone', 'released', 'resolved', 'reopened', 'escalated', 'priority_changed')
             order by sequence",
        );
        self.rows(sql.with(&canary::ward()), logged_event).await
    }

    async fn list_takings(&mut self) -> Result<Vec<LoggedEvent>> {
        let sql = query(
            "select * from event
             where subject = 'ticket' and subject_id in (
                 select id from ticket where closed_at is null and holder is not null and ward <> $1)
             and kind in ('accepted', 'assigned')
             order by sequence",
        );
        self.rows(sql.with(&canary::ward()), logged_event).await
    }

    async fn count_tags_by_ward(
        &mut self,
        ward: WardId,
        since: Timestamp,
        until: Timestamp,
    ) -> Result<Vec<(TagId, u32)>> {
        let sql = query(
            "select tag, count(*) as tickets from ticket
             where ward = $1 and asked_at >= $2 and asked_at < $3 and not in_passing
             group by tag order by tickets desc, tag",
        );
        self.rows(sql.with(&ward).with(&since).with(&until), |row| {
            let fields = Fields::new("ticket", "tag", row);
            Ok((fields.get("tag")?, fields.get("tickets")?))
        })
        .await
    }

    async fn list_asked_about(&mut self, since: Timestamp) -> Result<Vec<(WardId, TagId)>> {
        let sql = query(
            "select distinct ward, tag from ticket
             where asked_at >= $1 and not in_passing and ward <> $2",
        );
        self.rows(sql.with(&since).with(&canary::ward()), |row| {
            let fields = Fields::new("ticket", "tag", row);
            Ok((fields.get("ward")?, fields.get("tag")?))
        })
        .await
    }

    async fn next_deadline(&mut self) -> Result<Option<Timestamp>> {
        let sql = query("select min(next_action_at) as next from ticket where next_action_at is not null");
        Fields::new("ticket", "next", &self.one(sql).await?).get("next")
    }

    async fn list_closed_by(
        &mut self,
        holder: PersonId,
        since: Timestamp,
        limit: u32,
    ) -> Result<Vec<Ticket>> {
        let sql = query(
            "select * from ticket where closed_by = $1 and closed_at >= $2 and closed_with is null
             order by closed_at desc, id desc limit $3",
        );
        self.tickets(sql.with(&holder).with(&since).with(&limit)).await
    }
}

impl SqlSession {
    async fn ticket(&mut self, sql: Sql) -> Result<Option<Ticket>> {
        let Some(ticket) = self.row(sql, ticket).await? else { return Ok(None) };
        self.with_offers(ticket).await.map(Some)
    }

    /// Reads rows of a ticket's id and a text.
    async fn texts_by_ticket(&mut self, sql: Sql, text: &'static str) -> Result<HashMap<TicketId, String>> {
        self.rows(sql, |row| {
            let fields = Fields::new("ticket", "id", row);
            Ok((fields.get("id")?, fields.get(text)?))
        })
        .await
        .map(HashMap::from_iter)
    }

    /// So few that it is less to ask for the offers of each than to read all live ones.
    async fn few_tickets(&mut self, sql: Sql) -> Result<Vec<Ticket>> {
        let mut tickets = Vec::new();
        for ticket in self.rows(sql, ticket).await? {
            tickets.push(self.with_offers(ticket).await?);
        }
        Ok(tickets)
    }

    pub(super) async fn tickets(&mut self, sql: Sql) -> Result<Vec<Ticket>> {
        let tickets = self.rows(sql, ticket).await?;
        self.with_all_offers(tickets).await
    }
}

/// What a statement about tickets says of one kind of them.
const fn is_of(kind: TicketKind) -> &'static str {
    match kind {
        TicketKind::Open => "and closed_at is null",
        TicketKind::Closed => "and closed_at is not null",
        TicketKind::Cancelled => "and state = 'withdrawn'",
        TicketKind::HandedOff => "and state = 'handed_off'",
        TicketKind::Reopened => "and reopened > 0",
        TicketKind::Escalated => {
            "and exists (select 1 from event
                 where subject = 'ticket' and subject_id = ticket.id and kind = 'escalated')"
        }
        TicketKind::Declined => {
            "and exists (select 1 from offer where offer.ticket = ticket.id and outcome = 'declined')"
        }
    }
}

/// A state, spread over its columns.
#[derive(Default)]
struct Stored {
    word: &'static str,
    holder: Option<PersonId>,
    closed_by: Option<PersonId>,
    category: Option<CategoryId>,
    why: Option<WithdrawReason>,
    closed_at: Option<Timestamp>,
}

impl From<State> for Stored {
    fn from(state: State) -> Self {
        let closed = |word, by, category, at| Self {
            word,
            closed_by: Some(by),
            category: Some(category),
            closed_at: Some(at),
            ..Self::default()
        };
        match state {
            State::Waiting => Self { word: "waiting", ..Self::default() },
            State::OnTheWay { holder } => {
                Self { word: "on_the_way", holder: Some(holder), ..Self::default() }
            }
            State::WithYou { holder } => Self { word: "with_you", holder: Some(holder), ..Self::default() },
            State::Resolved { by, category, at } => closed("resolved", by, category, at),
            State::HandedOff { by, category, at } => closed("handed_off", by, category, at),
            State::Withdrawn { why, at } => {
                Self { word: "withdrawn", why: Some(why), closed_at: Some(at), ..Self::default() }
            }
        }
    }
}

fn state(fields: Fields<'_>) -> Result<State> {
    match fields.get::<String>("state")?.as_str() {
        "waiting" => Ok(State::Waiting),
        "on_the_way" => Ok(State::OnTheWay { holder: fields.required("holder")? }),
        "with_you" => Ok(State::WithYou { holder: fields.required("holder")? }),
        "resolved" => Ok(State::Resolved {
            by: fields.required("closed_by")?,
            category: fields.required("category")?,
            at: fields.required("closed_at")?,
        }),
        "withdrawn" => Ok(State::Withdrawn {
            why: fields.required("withdraw_reason")?,
            at: fields.required("closed_at")?,
        }),
        "handed_off" => Ok(State::HandedOff {
            by: fields.required("closed_by")?,
            category: fields.required("category")?,
            at: fields.required("closed_at")?,
        }),
        other => Err(fields.unfit("state", unknown(other))),
    }
}

/// How a request came that the desk has entered from paper.
const PAPER: &str = "paper";

fn asked_by(fields: Fields<'_>) -> Result<AskedBy> {
    match fields.get::<String>("asked_by")?.as_str() {
        "ward_device" => Ok(AskedBy::WardDevice(fields.required("asked_by_device")?)),
        "ward_link" => Ok(AskedBy::WardLink),
        "desk" if fields.get("in_passing")? => Ok(AskedBy::InPassing(fields.required("asked_by_person")?)),
        "desk" if fields.get::<Option<String>>("came_through")?.as_deref() == Some(PAPER) => {
            Ok(AskedBy::Paper(fields.required("asked_by_person")?))
        }
        "desk" => Ok(AskedBy::Desk(fields.required("asked_by_person")?)),
        other => Err(fields.unfit("asked_by", unknown(other))),
    }
}

/// The ticket without its live offers, which are rows of their own.
pub(super) fn ticket(row: &Row) -> Result<Ticket> {
    let fields = Fields::new("ticket", "id", row);
    Ok(Ticket {
        id: fields.get("id")?,
        code: fields.get("code")?,
        ward: fields.get("ward")?,
        tag: fields.get("tag")?,
        priority: fields.get("priority")?,
        stuck: fields.get("stuck")?,
        spot: fields.get("spot")?,
        note: fields.get("note")?,
        asker: fields.get("asker")?,
        asked_by: asked_by(fields)?,
        asked_at: fields.get("asked_at")?,
        state: state(fields)?,
        offers: Vec::new(),
        turned_down: fields.json("turned_down")?,
        cannot_help: fields.json("cannot_help")?,
        accepted_at: fields.get("accepted_at")?,
        arrived_at: fields.get("arrived_at")?,
        escalation: fields.get("escalation")?,
        escalate_at: fields.get("escalate_at")?,
        settled: fields.get("nearer_asked")?,
        reopened: fields.get("reopened")?,
        details: Details { helped: fields.get("helped")?, note: fields.get("closing_note")? },
        sorted: fields.get("sorted")?,
        hold: fields.get("held_until")?,
        hold_lifted: fields.get("hold_lifted")?,
        closed_with: fields.get("closed_with")?,
        version: fields.get("version")?,
    })
}
