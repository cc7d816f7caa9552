//! People, and the responders among them.

use std::collections::HashMap;

use async_trait::async_trait;
use domain::{DeviceId, Duty, PersonId, Responder, TagId, Timestamp, Whereabouts, canary};

use super::{
    Sql, SqlSession,
    push::has_ended,
    row::{Fields, Row},
    statement::{ROWS, assembled, places, query},
};
use crate::{NamePlace, Page, Part, People, PeopleFilter, Person, Result, if_readable};

#[async_trait]
impl People for SqlSession {
    async fn lookup_person(&mut self, id: PersonId) -> Result<Option<Person>> {
        self.row(query("select * from person where id = $1").with(&id), person).await
    }

    async fn lookup_person_by_external_id(&mut self, external_id: &str) -> Result<Option<Person>> {
        self.row(query("select * from person where external_id = $1").bind(external_id), person).await
    }

    async fn list_people(&mut self) -> Result<Vec<Person>> {
        let sql = query("select * from person where id <> $1 order by lower(name), id");
        self.rows(sql.with(&canary::person()), person).await
    }

    async fn find_people(
        &mut self,
        PeopleFilter { words, gone, among, also }: &PeopleFilter,
        page: &Page<NamePlace<PersonId>>,
    ) -> Result<Part<Person, NamePlace<PersonId>>> {
        let sql = query(
            "select person.id, person.name, person.kind, person.external_id, person.ended_at,
                 account.username as signs_in_as
             from person left join account on account.person = person.id
             where person.id <> $1 and ($2 or person.ended_at is null)",
        );
        let named = |row: &Row| {
            let fields = Fields::new("person", "id", row);
            let name: String = fields.get("name")?;
            let username = if_readable(fields.get::<Option<String>>("signs_in_as"))?;
            let id: PersonId = fields.get("id")?;
            let also = also.get(&id).into_iter().flatten().map(String::as_str);
            let texts: Vec<&str> =
                [Some(name.as_str()), username.as_deref()].into_iter().flatten().chain(also).collect();
            let is_asked_for = among.as_ref().is_none_or(|among| among.contains(&id));
            Ok((NamePlace::new(&name, id), is_asked_for && words.are_in(&texts)))
        };
        self.part_by_name(sql.with(&canary::person()).with(gone), page, named, person).await
    }

    async fn list_people_without_secret(&mut self) -> Result<Vec<PersonId>> {
        let sql = query(
            "select id from person
             where id <> $1 and ended_at is null and kind = 'human'
             and not exists (select 1 from pin where pin.person = person.id)
             and not exists (
                 select 1 from account
                 where account.person = person.id and password_hash is not null and account.ended_at is null)
             order by id",
        );
        let rows = self.all(sql.with(&canary::person())).await?;
        rows.iter().map(|row| Fields::new("person", "id", row).get("id")).collect()
    }

    async fn put_person(&mut self, person: &Person) -> Result<()> {
        // `roles` and `failed_attempts` have no default, and are an older program's.
        let sql = query(
            "insert into person (id, name, kind, external_id, ended_at, roles, failed_attempts)
             values ($1, $2, $3, $4, $5, '[]', 0)
             on conflict (id) do update
             set name = excluded.name, kind = excluded.kind, external_id = excluded.external_id,
                 ended_at = excluded.ended_at",
        )
        .with(&person.id)
        .with(&person.name)
        .with(&person.kind)
        .with(&person.external_id)
        .with(&person.ended_at);
        self.run(sql).await.map(drop)
    }

    async fn lookup_responder(&mut self, id: PersonId) -> Result<Option<Responder>> {
        let sql = query(
            "select responder.*, person.name from responder join person on person.id = responder.person
             where responder.person = $1",
        );
        let Some(row) = self.optional(sql.with(&id)).await? else { return Ok(None) };
        let tags = query("select * from responder_tag where responder = $1 order by position").with(&id);
        let tags = self.rows(tags, known_tag).await?.into_iter().map(|(_, tag)| tag).collect();
        self.shared.unreadable.noting(responder(&row, tags)).map(Some)
    }

    async fn list_responders(&mut self) -> Result<Vec<Responder>> {
        let sql = query("select * from responder_tag order by responder, position");
        let tags = self.rows(sql, known_tag).await?;
        let sql = query(
            "select responder.*, person.name from responder join person on person.id = responder.person
             where person.id <> $1 and person.ended_at is null
             order by lower(person.name), person.id",
        );
        let responders = self.rows(sql.with(&canary::person()), |row| responder(row, Vec::new())).await?;
        Ok(who_know(responders, tags))
    }

    async fn list_responders_among(&mut self, people: &[PersonId]) -> Result<Vec<Responder>> {
        let known = "select * from responder_tag where responder in";
        let tags = self.rows_among(people, known, "order by responder, position", known_tag).await?;
        let helping =
            "select responder.*, person.name from responder join person on person.id = responder.person
                       where person.ended_at is null and person.id in";
        let responders = self.rows_among(people, helping, "", |row| responder(row, Vec::new())).await?;
        Ok(who_know(responders, tags))
    }

    async fn put_responder(&mut self, responder: &Responder) -> Result<()> {
        let sql = query(
            "insert into responder
                 (person, kind, home_ward, zone, phone, duty, duty_since, ward, ward_at, unanswered,
                  closed_this_shift, alerts_tested_at, zone_mode)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
             on conflict (person) do update
             set kind = excluded.kind, home_ward = excluded.home_ward, zone = excluded.zone,
                 phone = excluded.phone, zone_mode = excluded.zone_mode",
        )
        .with(&responder.id)
        .with(&responder.kind)
        .with(&responder.home_ward)
        .with(&responder.zone)
        .with(&responder.phone)
        .with(&responder.duty)
        .with(&responder.duty_since)
        .with(&responder.whereabouts.map(|place| place.ward))
        .with(&responder.whereabouts.map(|place| place.at))
        .with(&responder.unanswered)
        .with(&responder.closed_this_shift)
        .with(&responder.alerts_tested_at)
        .with(&responder.zone_mode);
        self.run(sql).await?;
        self.run(query("delete from responder_tag where responder = $1").with(&responder.id)).await?;
        for (position, tag) in (0_u32..).zip(&responder.tags) {
            let sql = query(
                "insert into responder_tag (responder, tag, position) values ($1, $2, $3)
                 on conflict (responder, tag) do nothing",
            );
            self.run(sql.with(&responder.id).with(tag).with(&position)).await?;
        }
        Ok(())
    }

    async fn set_duty(&mut self, id: PersonId, duty: Duty, now: Timestamp) -> Result<()> {
        let sql = query(
            "update responder
             set duty = $2, duty_since = $3,
                 closed_this_shift =
                     case when duty = 'off_shift' and $2 = 'on_shift' then 0 else closed_this_shift end,
                 alerts_tested_at = case when duty = 'off_shift' then null else alerts_tested_at end
             where person = $1 and duty <> $2",
        );
        self.run(sql.with(&id).with(&duty).with(&now)).await.map(drop)
    }

    async fn set_whereabouts(&mut self, id: PersonId, whereabouts: Option<Whereabouts>) -> Result<()> {
        let (ward, at) = whereabouts.map(|place| (place.ward, place.at)).unzip();
        let sql = query("update responder set ward = $2, ward_at = $3 where person = $1");
        self.run(sql.with(&id).with(&ward).with(&at)).await.map(drop)
    }

    async fn set_unanswered(&mut self, id: PersonId, unanswered: u8) -> Result<()> {
        let sql = query("update responder set unanswered = $2 where person = $1");
        self.run(sql.with(&id).with(&unanswered)).await.map(drop)
    }

    async fn add_closed(&mut self, id: PersonId, change: i8) -> Result<()> {
        let sql = query(
            "update responder
             set closed_this_shift = case when closed_this_shift + $2 > 0 then closed_this_shift + $2 else 0 end
             where person = $1",
        );
        self.run(sql.with(&id).with(&i64::from(change))).await.map(drop)
    }

    async fn list_signed_out(&mut self, now: Timestamp, used_since: Timestamp) -> Result<Vec<PersonId>> {
        let sql = query(concat!(
            "select person from responder
             where duty <> 'off_shift' and person <> $2
             and (not exists (
                     select 1 from sign_in
                     where sign_in.person = responder.person and ended_at is null
                     and expires_at > $1 and last_seen_at >= $3)
                 and not exists (
                     select 1 from push_subscription
                     where push_subscription.person = responder.person and refused_at is null and not ",
            has_ended!(),
            ")
                 or not exists (
                     select 1 from role_grant
                     where role_grant.person = responder.person and role = 'responder' and scope = 'all'
                     and (starts_at is null or starts_at <= $1) and (ends_at is null or ends_at > $1)))
             order by person",
        ));
        let rows = self.all(sql.with(&now).with(&canary::person()).with(&used_since)).await?;
        rows.iter().map(|row| Fields::new("responder", "person", row).get("person")).collect()
    }

    async fn is_reached_without(
        &mut self,
        id: PersonId,
        device: DeviceId,
        now: Timestamp,
        used_since: Timestamp,
    ) -> Result<bool> {
        let sql = query(concat!(
            "select person from sign_in
             where person = $1 and ended_at is null and expires_at > $3 and last_seen_at >= $4
             and (device is null or device <> $2)
             union all
             select person from push_subscription
             where person = $1 and refused_at is null and (device is null or device <> $2) and not ",
            has_ended!(),
            " limit 1",
        ));
        Ok(self.optional(sql.with(&id).with(&device).with(&now).with(&used_since)).await?.is_some())
    }

    async fn set_alerts_tested(&mut self, id: PersonId, at: Option<Timestamp>) -> Result<()> {
        let sql = query("update responder set alerts_tested_at = $2 where person = $1");
        self.run(sql.with(&id).with(&at)).await.map(drop)
    }
}

pub(super) fn person(row: &Row) -> Result<Person> {
    let fields = Fields::new("person", "id", row);
    Ok(Person {
        id: fields.get("id")?,
        name: fields.get("name")?,
        kind: fields.get("kind")?,
        external_id: fields.get("external_id")?,
        ended_at: fields.get("ended_at")?,
    })
}

impl SqlSession {
    /// The rows of these people: of a statement that ends in `in`, and how it orders those of each.
    pub(super) async fn rows_among<T>(
        &mut self,
        people: &[PersonId],
        statement: &'static str,
        order: &'static str,
        read: impl Fn(&Row) -> Result<T>,
    ) -> Result<Vec<T>> {
        let mut rows = Vec::with_capacity(people.len());
        for people in people.chunks(ROWS) {
            let sql = assembled(format!("{statement} ({}) {order}", places(people.len())));
            rows.extend(self.rows(people.iter().fold(sql, Sql::with), &read).await?);
        }
        Ok(rows)
    }
}

fn who_know(mut responders: Vec<Responder>, known: Vec<(PersonId, TagId)>) -> Vec<Responder> {
    let mut tags: HashMap<PersonId, Vec<TagId>> = HashMap::new();
    for (responder, tag) in known {
        tags.entry(responder).or_default().push(tag);
    }
    for responder in &mut responders {
        responder.tags = tags.remove(&responder.id).unwrap_or_default();
    }
    responders
}

/// What somebody knows.
pub(super) fn known_tag(row: &Row) -> Result<(PersonId, TagId)> {
    let fields = Fields::new("responder_tag", "responder", row);
    Ok((fields.get("responder")?, fields.get("tag")?))
}

pub(super) fn responder(row: &Row, tags: Vec<TagId>) -> Result<Responder> {
    let fields = Fields::new("responder", "person", row);
    Ok(Responder {
        id: fields.get("person")?,
        name: fields.get("name")?,
        kind: fields.get("kind")?,
        tags,
        home_ward: fields.get("home_ward")?,
        zone: fields.get("zone")?,
        zone_mode: fields.get("zone_mode")?,
        phone: fields.get("phone")?,
        duty: fields.get("duty")?,
        duty_since: fields.get("duty_since")?,
        whereabouts: fields.pair("ward", "ward_at")?.map(|(ward, at)| Whereabouts { ward, at }),
        unanswered: fields.get("unanswered")?,
        closed_this_shift: fields.get("closed_this_shift")?,
        alerts_tested_at: fields.get("alerts_tested_at")?,
    })
}
