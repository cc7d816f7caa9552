//! Push subscriptions and VAPID keys.

use async_trait::async_trait;
use domain::{DeviceId, PersonId, Timestamp};

use super::{
    SqlSession,
    row::{Fields, Row},
    statement::query,
};
use crate::{Hash, Push, Result, Subscription, VapidKey};

/// Its device was shut out, or the account of its person has ended: only that their job is taken away is sent to it.
macro_rules! has_ended {
    () => {
        "(exists (select 1 from device
                  where device.id = push_subscription.device and device.revoked_at is not null)
          or exists (select 1 from person
                     where person.id = push_subscription.person and person.ended_at is not null))"
    };
}
pub(super) use has_ended;

/// Nothing more will be sent to it.
macro_rules! is_over {
    () => {
        concat!(
            has_ended!(),
            " and not exists (select 1 from alert
                              where alert.person = push_subscription.person and alert.kind = 'taken_away'
                              and alert.outcome is null)"
        )
    };
}

impl SqlSession {
    /// What was kept for the last word to its person is gone with it; `alert`: the one that has ended, if it is one.
    pub(super) async fn forget_ended_subscriptions(&mut self, alert: Option<i64>) -> Result<()> {
        let sql = match alert {
            Some(id) => query(concat!(
                "delete from push_subscription
                 where person in (select person from alert where id = $1 and kind = 'taken_away') and ",
                is_over!(),
            ))
            .with(&id),
            None => query(concat!("delete from push_subscription where ", is_over!())),
        };
        self.run(sql).await.map(drop)
    }
}

#[async_trait]
impl Push for SqlSession {
    async fn put_subscription(&mut self, subscription: &Subscription) -> Result<()> {
        let sql = query(
            "insert into push_subscription
                 (endpoint, person, device, p256dh, auth, vapid_key, made_at, refused_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8)
             on conflict (endpoint) do update
             set person = excluded.person, device = excluded.device, p256dh = excluded.p256dh,
                 auth = excluded.auth, vapid_key = excluded.vapid_key, made_at = excluded.made_at,
                 refused_at = excluded.refused_at",
        )
        .with(&subscription.endpoint)
        .with(&subscription.person)
        .with(&subscription.device)
        .with(&subscription.p256dh)
        .with(&subscription.auth)
        .with(&subscription.vapid_key)
        .with(&subscription.made_at)
        .with(&subscription.refused_at);
        self.run(sql).await.map(drop)
    }

    async fn list_subscriptions(&mut self, person: PersonId) -> Result<Vec<Subscription>> {
        let sql = query(concat!(
            "select * from push_subscription where person = $1 and not ",
            has_ended!(),
            " order by made_at, endpoint",
        ));
        self.rows(sql.with(&person), subscription).await
    }

    async fn list_subscriptions_with_ended(&mut self, person: PersonId) -> Result<Vec<Subscription>> {
        let sql = query("select * from push_subscription where person = $1 order by made_at, endpoint");
        self.rows(sql.with(&person), subscription).await
    }

    async fn remove_subscription(&mut self, endpoint: &str) -> Result<()> {
        let sql = query("delete from push_subscription where endpoint = $1");
        self.run(sql.bind(endpoint)).await.map(drop)
    }

    async fn remove_older_subscriptions(&mut self, device: DeviceId, endpoint: &str) -> Result<()> {
        let sql = query("delete from push_subscription where device = $1 and endpoint <> $2");
        self.run(sql.with(&device).bind(endpoint)).await.map(drop)
    }

    async fn remove_subscriptions_on(&mut self, person: PersonId, device: Option<DeviceId>) -> Result<()> {
        let sql = query("delete from push_subscription where person = $1 and device is not distinct from $2");
        self.run(sql.with(&person).with(&device)).await.map(drop)
    }

    async fn mark_subscription_refused(&mut self, endpoint: &str, at: Timestamp) -> Result<()> {
        let sql = query("update push_subscription set refused_at = $2 where endpoint = $1");
        self.run(sql.bind(endpoint).with(&at)).await.map(drop)
    }

    async fn add_endpoint_gone(&mut self, endpoint: Hash, at: Timestamp) -> Result<()> {
        let sql = query(
            "insert into push_endpoint_gone (hash, at) values ($1, $2)
             on conflict (hash) do update set at = excluded.at",
        );
        self.run(sql.with(&endpoint).with(&at)).await.map(drop)
    }

    async fn is_endpoint_gone(&mut self, endpoint: Hash) -> Result<bool> {
        let sql = query("select 1 as gone from push_endpoint_gone where hash = $1");
        Ok(self.optional(sql.with(&endpoint)).await?.is_some())
    }

    async fn forget_endpoints_gone(&mut self, before: Timestamp) -> Result<()> {
        self.run(query("delete from push_endpoint_gone where at < $1").with(&before)).await.map(drop)
    }

    async fn add_vapid_key(&mut self, key: &VapidKey) -> Result<()> {
        let sql =
            query("insert into vapid_key (public, sealed, made_at, retired_at) values ($1, $2, $3, $4)")
                .with(&key.public)
                .with(&key.sealed)
                .with(&key.made_at)
                .with(&key.retired_at);
        self.run(sql).await.map(drop)
    }

    async fn list_vapid_keys(&mut self) -> Result<Vec<VapidKey>> {
        self.rows(query("select * from vapid_key order by made_at desc, public"), vapid_key).await
    }

    async fn retire_vapid_key(&mut self, public: &str, at: Timestamp) -> Result<()> {
        let sql = query("update vapid_key set retired_at = $2 where public = $1 and retired_at is null");
        self.run(sql.bind(public).with(&at)).await.map(drop)
    }

    async fn seal_vapid_key(&mut self, public: &str, sealed: &str) -> Result<()> {
        let sql = query("update vapid_key set sealed = $2 where public = $1");
        self.run(sql.bind(public).bind(sealed)).await.map(drop)
    }

    async fn count_subscriptions(&mut self) -> Result<Vec<(String, u32)>> {
        let sql = query(
            "select vapid_key, count(*) as subscriptions from push_subscription
             group by vapid_key order by vapid_key",
        );
        let count = |row: &Row| {
            let fields = Fields::new("push_subscription", "vapid_key", row);
            Ok((fields.get("vapid_key")?, fields.get("subscriptions")?))
        };
        self.rows(sql, count).await
    }
}

pub(super) fn subscription(row: &Row) -> Result<Subscription> {
    // An endpoint lets its holder send alerts, so the person names the row.
    let fields = Fields::new("push_subscription", "person", row);
    Ok(Subscription {
        endpoint: fields.get("endpoint")?,
        person: fields.get("person")?,
        device: fields.get("device")?,
        p256dh: fields.get("p256dh")?,
        auth: fields.get("auth")?,
        vapid_key: fields.get("vapid_key")?,
        made_at: fields.get("made_at")?,
        refused_at: fields.get("refused_at")?,
    })
}

pub(super) fn vapid_key(row: &Row) -> Result<VapidKey> {
    let fields = Fields::new("vapid_key", "public", row);
    Ok(VapidKey {
        public: fields.get("public")?,
        sealed: fields.get("sealed")?,
        made_at: fields.get("made_at")?,
        retired_at: fields.get("retired_at")?,
    })
}
