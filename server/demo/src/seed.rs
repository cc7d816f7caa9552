//! Writes the invented hospital, and says who plays in its crowd.

use domain::{
    Duty, GrantId, PersonId, Responder, ResponderKind, Role, RoleGrant, Site, SiteId, Tag, TagId, Timestamp,
    Ward, WardId, Zone, ZoneId, ZoneMode,
};
use ground::{
    links::{self, Links},
    password::{self, PasswordError},
    random::Random,
};
use import::ship_categories;
use rand::{SeedableRng, rngs::StdRng};
use store::{Person, Store, Tx};

use super::{
    hospital::{SITES, SOMETHING_ELSE, TAGS, WARDS, ZONES},
    people,
};

/// Every so many responders one stays out of the crowd, so that a visitor can be that person.
const LEFT_OUT_EVERY: usize = 8;

/// Username, name and role of the three who sign in with a password.
const STAFF: [(&str, &str, Role); 3] = [
    ("lead", "Morgan Placeholder", Role::Lead),
    ("analyst", "Noor Specimen", Role::Analyst),
    ("admin", "Robin Sample", Role::Administrator),
];

#[derive(Debug, thiserror::Error)]
pub enum SeedError {
    #[error("this database already holds a hospital; nothing was changed")]
    NotEmpty,
    #[error(transparent)]
    Store(#[from] store::Error),
    #[error(transparent)]
    Password(#[from] PasswordError),
}

/// Fills an empty, migrated database with the invented hospital, in one transaction. Its staff have no passwords yet:
/// see [`renew_passwords`].
///
/// # Errors
/// [`SeedError::NotEmpty`] if there is a site, a ward or a person already.
pub async fn seed(
    store: &dyn Store,
    random: &Random,
    links: &Links,
    now: Timestamp,
) -> Result<(), SeedError> {
    let mut tx = store.write().await?;
    let is_empty = tx.list_sites().await?.is_empty()
        && tx.list_wards().await?.is_empty()
        && tx.list_people().await?.is_empty();
    if !is_empty {
        return Err(SeedError::NotEmpty);
    }
    let zones = put_zones(tx.as_mut(), random, now).await?;
    let wards = put_wards(tx.as_mut(), random, links, now, &zones).await?;
    let tags = put_tags(tx.as_mut(), random, now).await?;
    ship_categories(tx.as_mut(), random, now).await?;
    put_responders(tx.as_mut(), random, now, &zones, &wards, &tags).await?;
    for (username, name, role) in STAFF {
        let id = PersonId::new(now, random.bytes());
        put_person(tx.as_mut(), random, now, (id, name, role)).await?;
        tx.set_username(id, username).await?;
    }
    tx.commit().await?;
    Ok(())
}

async fn put_zones(tx: &mut dyn Tx, random: &Random, now: Timestamp) -> store::Result<Vec<Zone>> {
    let mut sites = Vec::new();
    for place in &SITES {
        let id = SiteId::new(now, random.bytes());
        let site = Site { id, name: place.name.to_owned(), coordinates: Some(place.coordinates) };
        tx.put_site(&site).await?;
        sites.push(id);
    }
    let mut zones = Vec::new();
    for patch in &ZONES {
        let id = ZoneId::new(now, random.bytes());
        let zone = Zone { id, site: sites[patch.site], name: patch.name.to_owned() };
        tx.put_zone(&zone).await?;
        zones.push(zone);
    }
    Ok(zones)
}

async fn put_wards(
    tx: &mut dyn Tx,
    random: &Random,
    links: &Links,
    now: Timestamp,
    zones: &[Zone],
) -> store::Result<Vec<WardId>> {
    let mut wards = Vec::new();
    for unit in &WARDS {
        let id = WardId::new(now, random.bytes());
        let zone = &zones[unit.zone];
        let ward = Ward {
            id,
            code: unit.code.to_owned(),
            name: unit.name.to_owned(),
            site: zone.site,
            zone: Some(zone.id),
            building: Some(unit.building.to_owned()),
            level: Some(unit.level),
            position: Some(unit.position),
            phone: Some(unit.phone.to_owned()),
        };
        tx.put_ward(&ward).await?;
        tx.set_ward_link(id, &links::hash(&links.ward(id, 0)), 0).await?;
        wards.push(id);
    }
    Ok(wards)
}

async fn put_tags(tx: &mut dyn Tx, random: &Random, now: Timestamp) -> store::Result<Vec<TagId>> {
    let mut tags = Vec::new();
    for (slug, name) in TAGS.into_iter().chain([SOMETHING_ELSE]) {
        let id = TagId::new(now, random.bytes());
        let anyone = slug == SOMETHING_ELSE.0;
        tx.put_tag(&Tag { id, slug: slug.to_owned(), name: name.to_owned(), anyone }).await?;
        tags.push(id);
    }
    Ok(tags)
}

async fn put_responders(
    tx: &mut dyn Tx,
    random: &Random,
    now: Timestamp,
    zones: &[Zone],
    wards: &[WardId],
    tags: &[TagId],
) -> store::Result<()> {
    for invented in people::invent(&mut StdRng::from_seed(random.bytes())) {
        let id = PersonId::new(now, random.bytes());
        put_person(tx, random, now, (id, &invented.name, Role::Responder)).await?;
        let is_floorwalker = invented.kind == ResponderKind::Floorwalker;
        let responder = Responder {
            id,
            name: invented.name,
            kind: invented.kind,
            tags: invented.tags.iter().map(|tag| tags[*tag]).collect(),
            home_ward: invented.home.map(|ward| wards[ward]),
            zone: is_floorwalker.then(|| zones[invented.zone].id),
            zone_mode: ZoneMode::All,
            phone: Some(invented.phone),
            duty: Duty::OffShift,
            duty_since: now,
            whereabouts: None,
            unanswered: 0,
            closed_this_shift: 0,
            alerts_tested_at: None,
        };
        tx.put_responder(&responder).await?;
    }
    Ok(())
}

async fn put_person(
    tx: &mut dyn Tx,
    random: &Random,
    now: Timestamp,
    (id, name, role): (PersonId, &str, Role),
) -> store::Result<()> {
    tx.put_person(&Person::human(id, name)).await?;
    tx.add_grant(&RoleGrant::lasting(GrantId::new(now, random.bytes()), id, role, now)).await
}

/// How one of the staff signs in, shown to whoever started the demonstration.
#[derive(Clone, PartialEq, Eq)]
pub struct SignIn {
    pub role: Role,
    pub name: String,
    pub username: String,
    pub password: String,
}

impl std::fmt::Debug for SignIn {
    /// Leaves the password out.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SignIn").field("username", &self.username).finish_non_exhaustive()
    }
}

/// Gives lead, analyst and administrator of the invented hospital new passwords. At each start: then none has to be
/// kept anywhere.
pub async fn renew_passwords(store: &dyn Store, random: &Random) -> Result<Vec<SignIn>, SeedError> {
    let mut renewed = Vec::new();
    for (username, _, role) in STAFF {
        let password = random.code::<12>().to_string();
        renewed.push((username, role, password::hash(&password, &random.bytes())?, password));
    }
    let mut tx = store.write().await?;
    let mut sign_ins = Vec::new();
    for (username, role, hash, password) in renewed {
        let Some(account) = tx.lookup_account_by_username(username).await? else { continue };
        let Some(Person { name, .. }) = tx.lookup_person(account.person).await? else { continue };
        tx.set_password(account.person, &hash).await?;
        sign_ins.push(SignIn { role, name, username: username.to_owned(), password });
    }
    tx.commit().await?;
    Ok(sign_ins)
}

/// A ward's own address, `/w/<token>`.
#[derive(Clone, PartialEq, Eq)]
pub struct Door {
    pub path: String,
    /// The ward's code: the invented trust's wards are asked from according to their size.
    pub ward: String,
}

impl std::fmt::Debug for Door {
    /// Leaves the token out.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Door").field("ward", &self.ward).finish_non_exhaustive()
    }
}

/// A responder of the crowd.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Player {
    pub person: PersonId,
    /// Where they are when there is nothing to do: the own ward, or the wards of the zone.
    pub haunts: Vec<WardId>,
}

/// Who and what the crowd has to do with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cast {
    pub doors: Vec<Door>,
    pub players: Vec<Player>,
    /// Responders whom nobody plays, by name: a visitor may be one of them.
    pub left_out: Vec<(PersonId, String)>,
}

/// Who is there to play, whatever has been added or removed since the hospital was seeded.
pub async fn cast(store: &dyn Store, links: &Links) -> store::Result<Cast> {
    let mut tx = store.read().await?;
    let wards = tx.list_wards().await?;
    let mut doors = Vec::new();
    let rotations = tx.list_link_rotations().await?;
    for ward in &wards {
        if let Some(rotation) = rotations.get(&ward.id) {
            let path = paths::ward_link(&links.ward(ward.id, *rotation));
            doors.push(Door { path, ward: ward.code.clone() });
        }
    }
    let (mut players, mut left_out) = (Vec::new(), Vec::new());
    for (number, responder) in tx.list_responders().await?.into_iter().enumerate() {
        if number % LEFT_OUT_EVERY == LEFT_OUT_EVERY - 1 {
            left_out.push((responder.id, responder.name));
            continue;
        }
        let roams = |ward: &&Ward| responder.zone.is_some() && ward.zone == responder.zone;
        let haunts = match responder.home_ward {
            Some(home) => vec![home],
            None => wards.iter().filter(roams).map(|ward| ward.id).collect(),
        };
        players.push(Player { person: responder.id, haunts });
    }
    Ok(Cast { doors, players, left_out })
}
