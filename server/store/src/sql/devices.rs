//! Devices, enrolment codes and signed-in sessions.

use async_trait::async_trait;
use domain::{DeviceId, EndReason, PersonId, Timestamp, WardId};

use super::{
    SqlSession,
    row::{Fields, Row},
    statement::query,
};
use crate::{
    Device, DeviceKind, Devices, EnrolmentCode, Hash, Page, Part, Place, Result, SignInSession, Words,
};

#[async_trait]
impl Devices for SqlSession {
    async fn add_device(&mut self, device: &Device, secret: &Hash) -> Result<()> {
        let (ward, person) = bound_to(device.kind);
        let sql = query(
            "insert into device (id, ward, person, secret, enrolled_at, last_seen_at, revoked_at)
             values ($1, $2, $3, $4, $5, $6, $7)",
        )
        .with(&device.id)
        .with(&ward)
        .with(&person)
        .with(secret)
        .with(&device.enrolled_at)
        .with(&device.last_seen_at)
        .with(&device.revoked_at);
        self.run(sql).await.map(drop)
    }

    async fn lookup_device(&mut self, secret: &Hash) -> Result<Option<Device>> {
        let sql = query("select * from device where secret = $1 and revoked_at is null");
        self.readable_row(sql.with(secret), device).await
    }

    async fn is_revoked(&mut self, secret: &Hash) -> Result<bool> {
        let sql = query("select id from device where secret = $1 and revoked_at is not null");
        Ok(self.optional(sql.with(secret)).await?.is_some())
    }

    async fn is_enrolled(&mut self, id: DeviceId) -> Result<bool> {
        let sql = query("select id from device where id = $1 and revoked_at is null");
        Ok(self.optional(sql.with(&id)).await?.is_some())
    }

    async fn list_devices(&mut self) -> Result<Vec<Device>> {
        let sql = query("select * from device where revoked_at is null order by enrolled_at desc, id desc");
        self.rows(sql, device).await
    }

    async fn find_devices(
        &mut self,
        words: &Words,
        page: &Page<Place<DeviceId>>,
    ) -> Result<Part<Device, Place<DeviceId>>> {
        let sql = query(
            "select device.*, coalesce(ward.name, person.name, '') as bound_to from device
             left join ward on ward.id = device.ward left join person on person.id = device.person
             where device.revoked_at is null",
        );
        let place = |row: &Row| {
            let fields = Fields::new("device", "id", row);
            let bound_to: String = fields.get("bound_to")?;
            let place = Place { at: fields.get("enrolled_at")?, id: fields.get("id")? };
            Ok((place, words.are_in(&[&bound_to])))
        };
        self.part_by_time(sql, page, place, device).await
    }

    async fn revoke_device(
        &mut self,
        id: DeviceId,
        why: EndReason,
        now: Timestamp,
    ) -> Result<Vec<SignInSession>> {
        let device = query("update device set revoked_at = $2 where id = $1 and revoked_at is null");
        self.run(device.with(&id).with(&now)).await?;
        let ended = self.list_sessions_on(id, now).await?;
        let sessions =
            query("update sign_in set ended_at = $2, end_reason = $3 where device = $1 and ended_at is null");
        self.run(sessions.with(&id).with(&now).with(&why)).await?;
        self.run(query("delete from push_subscription where device = $1").with(&id)).await?;
        Ok(ended)
    }

    async fn touch_device(&mut self, id: DeviceId, now: Timestamp) -> Result<()> {
        let sql = query("update device set last_seen_at = $2 where id = $1 and last_seen_at < $2");
        self.run(sql.with(&id).with(&now)).await.map(drop)
    }

    async fn add_code(&mut self, code: &EnrolmentCode) -> Result<()> {
        let (ward, person) = bound_to(code.kind);
        let older = match code.kind {
            DeviceKind::Ward(ward) => query(
                "update enrolment_code set expires_at = $2
                     where ward = $1 and used_at is null and expires_at > $2",
            )
            .with(&ward),
            DeviceKind::Handset(person) => query(
                "update enrolment_code set expires_at = $2
                     where person = $1 and used_at is null and expires_at > $2
                     and (purpose is null or purpose = 'handset')",
            )
            .with(&person),
        };
        self.run(older.with(&code.made_at)).await?;
        let sql = query(
            "insert into enrolment_code (code, ward, person, made_by, made_at, expires_at, purpose)
             values ($1, $2, $3, $4, $5, $6, $7)",
        )
        .with(&code.code)
        .with(&ward)
        .with(&person)
        .with(&code.made_by)
        .with(&code.made_at)
        .with(&code.expires_at)
        .bind(purpose(code.kind));
        self.run(sql).await.map(drop)
    }

    async fn lookup_code(&mut self, code: &Hash, now: Timestamp) -> Result<Option<EnrolmentCode>> {
        let sql = query(
            "select * from enrolment_code
                 where code = $1 and used_at is null and expires_at > $2
                 and (purpose is null or purpose in ('ward_device', 'handset'))",
        );
        self.readable_row(sql.with(code).with(&now), enrolment_code).await
    }

    async fn use_code(&mut self, code: &Hash, now: Timestamp) -> Result<Option<EnrolmentCode>> {
        let sql = query(
            "update enrolment_code set used_at = $2
             where code = $1 and used_at is null and expires_at > $2
             and (purpose is null or purpose in ('ward_device', 'handset'))
             returning *",
        );
        self.readable_row(sql.with(code).with(&now), enrolment_code).await
    }

    async fn add_session(&mut self, session: &SignInSession) -> Result<()> {
        let sql = query(
            "insert into sign_in
                 (token, person, device, started_at, last_seen_at, expires_at, id, label, through)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        )
        .with(&session.token)
        .with(&session.person)
        .with(&session.device)
        .with(&session.started_at)
        .with(&session.last_seen_at)
        .with(&session.expires_at)
        .with(&session.id)
        .with(&session.label)
        .with(&session.through);
        self.run(sql).await.map(drop)
    }

    async fn lookup_session(&mut self, token: &Hash, now: Timestamp) -> Result<Option<SignInSession>> {
        let sql = query("select * from sign_in where token = $1 and ended_at is null and expires_at > $2");
        self.readable_row(sql.with(token).with(&now), sign_in).await
    }

    async fn touch_session(&mut self, token: &Hash, now: Timestamp) -> Result<()> {
        let sql = query(
            "update sign_in set last_seen_at = $2
             where token = $1 and ended_at is null and last_seen_at < $2",
        );
        self.run(sql.with(token).with(&now)).await.map(drop)
    }

    async fn list_sessions_of(&mut self, person: PersonId, now: Timestamp) -> Result<Vec<SignInSession>> {
        let sql = query(
            "select * from sign_in where person = $1 and ended_at is null and expires_at > $2
             order by started_at desc, id",
        );
        self.rows(sql.with(&person).with(&now), sign_in).await
    }

    async fn list_sessions_on(&mut self, device: DeviceId, now: Timestamp) -> Result<Vec<SignInSession>> {
        let sql = query(
            "select * from sign_in where device = $1 and ended_at is null and expires_at > $2
             order by started_at desc, id",
        );
        self.rows(sql.with(&device).with(&now), sign_in).await
    }

    async fn end_session(&mut self, token: &Hash, why: EndReason, now: Timestamp) -> Result<()> {
        let sql =
            query("update sign_in set ended_at = $2, end_reason = $3 where token = $1 and ended_at is null");
        self.run(sql.with(token).with(&now).with(&why)).await.map(drop)
    }

    async fn end_codes_for(&mut self, person: PersonId, now: Timestamp) -> Result<()> {
        let sql = query(
            "update enrolment_code set expires_at = $2
             where person = $1 and used_at is null and expires_at > $2",
        );
        self.run(sql.with(&person).with(&now)).await.map(drop)
    }
}

const fn bound_to(kind: DeviceKind) -> (Option<WardId>, Option<PersonId>) {
    match kind {
        DeviceKind::Ward(ward) => (Some(ward), None),
        DeviceKind::Handset(person) => (None, Some(person)),
    }
}

const fn purpose(kind: DeviceKind) -> &'static str {
    match kind {
        DeviceKind::Ward(_) => "ward_device",
        DeviceKind::Handset(_) => "handset",
    }
}

fn kind(fields: Fields<'_>) -> Result<DeviceKind> {
    match fields.get("ward")? {
        Some(ward) => Ok(DeviceKind::Ward(ward)),
        None => Ok(DeviceKind::Handset(fields.required("person")?)),
    }
}

pub(super) fn device(row: &Row) -> Result<Device> {
    let fields = Fields::new("device", "id", row);
    Ok(Device {
        id: fields.get("id")?,
        kind: kind(fields)?,
        enrolled_at: fields.get("enrolled_at")?,
        last_seen_at: fields.get("last_seen_at")?,
        revoked_at: fields.get("revoked_at")?,
    })
}

pub(super) fn enrolment_code(row: &Row) -> Result<EnrolmentCode> {
    let fields = Fields::new("enrolment_code", "made_at", row);
    Ok(EnrolmentCode {
        code: fields.get("code")?,
        kind: kind(fields)?,
        made_by: fields.get("made_by")?,
        made_at: fields.get("made_at")?,
        expires_at: fields.get("expires_at")?,
    })
}

pub(super) fn sign_in(row: &Row) -> Result<SignInSession> {
    let fields = Fields::new("sign_in", "id", row);
    Ok(SignInSession {
        id: fields.get("id")?,
        label: fields.get("label")?,
        through: fields.get("through").ok().flatten(),
        token: fields.get("token")?,
        person: fields.get("person")?,
        device: fields.get("device")?,
        started_at: fields.get("started_at")?,
        last_seen_at: fields.get("last_seen_at")?,
        expires_at: fields.get("expires_at")?,
    })
}
