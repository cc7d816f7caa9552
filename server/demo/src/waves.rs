//! The invented go-live came in two waves.

use std::time::Duration;

use domain::{
    Timestamp, Wave, WaveId,
    wave::{Cutover, Said, WaveName},
};
use ground::random::Random;
use store::Store;

/// How long ago their cutovers were: all of the past is real, and a week of the first is over.
const CUTOVERS: [(&str, &str, Duration); 2] =
    [("Wave 1", "wave-1", Duration::from_hours(195)), ("Wave 2", "wave-2", Duration::from_hours(30))];

/// Whoever begins is given more time to answer.
const POLICY: &str = "# Colleagues of the second wave are new to this, and are given longer to answer.
[wave.wave-2]
offer_lifetime_seconds = 60
";

/// Its desk is another room.
const SETTINGS: &str = "[wave.wave-2]
desk_phone = \"ext. 5002\"
message = \"The desk of the second wave is in the seminar room.\"
";

/// Two waves, and each of the wards in one of them. Meant for a database that has none yet.
///
/// # Errors
/// Those of the database.
pub async fn write_waves(store: &dyn Store, random: &Random, now: Timestamp) -> store::Result<()> {
    let mut tx = store.write().await?;
    let Some(lead) = tx.lookup_account_by_username("lead").await? else { return Ok(()) };
    let by = lead.person;
    let wards: Vec<_> = tx.list_wards().await?.into_iter().map(|ward| ward.id).collect();
    // The second is the smaller one.
    let (first, second) = wards.split_at(wards.len() * 2 / 3);
    for ((name, slug, ago), wards) in CUTOVERS.into_iter().zip([first, second]) {
        let (id, at) = (WaveId::new(now, random.bytes()), now - ago);
        let wave = Wave {
            id,
            slug: slug.to_owned(),
            name: WaveName::stored(name.to_owned()),
            cutover_at: at,
            made_at: at,
            made_by: by,
            cutovers: vec![Cutover { at, set_at: at, set_by: by }],
            wards: Vec::new(),
            phases: Vec::new(),
        };
        tx.add_wave(&wave).await?;
        tx.join_wave(id, wards, at, Said { at, by }).await?;
    }
    tx.add_policy(POLICY, by, now).await?;
    tx.add_settings(SETTINGS, by, now).await?;
    tx.commit().await
}
