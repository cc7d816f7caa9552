//! The waves of a go-live, and where facts stand in them.

use std::collections::HashMap;

use async_trait::async_trait;
use domain::{
    Timestamp, WardId, Wave, WaveId,
    wave::{Cutover, Period, PhaseSet, Said, WaveName, WaveWard},
};

use super::{
    Sql, SqlSession,
    row::{Fields, Row},
    statement::query,
};
use crate::{Result, Waves};

/// Before and after every time that is kept.
const EVER: (Timestamp, Timestamp) = (Timestamp::from_millis(i64::MIN), Timestamp::from_millis(i64::MAX));

#[async_trait]
impl Waves for SqlSession {
    async fn list_waves(&mut self) -> Result<Vec<Wave>> {
        self.whole(query("select * from wave order by cutover_at, id")).await
    }

    async fn lookup_wave(&mut self, id: WaveId) -> Result<Option<Wave>> {
        let sql = query("select * from wave where id = $1").with(&id);
        let Some(mut wave) = self.row(sql, wave).await? else { return Ok(None) };
        let sql = query("select * from wave_cutover where wave = $1 order by number");
        wave.cutovers = values(self.rows(sql.with(&id), cutover).await?);
        let sql = query("select * from wave_ward where wave = $1 order by ward, number");
        wave.wards = values(self.rows(sql.with(&id), stay).await?);
        let sql = query("select * from wave_phase where wave = $1 order by number");
        wave.phases = values(self.rows(sql.with(&id), phase).await?);
        Ok(Some(wave))
    }

    async fn add_wave(&mut self, wave: &Wave) -> Result<()> {
        let sql = query(
            "insert into wave (id, name, cutover_at, made_at, made_by, slug) values ($1, $2, $3, $4, $5, $6)",
        )
        .with(&wave.id)
        .with(&wave.name)
        .with(&wave.cutover_at)
        .with(&wave.made_at)
        .with(&wave.made_by)
        .with(&wave.slug);
        self.run(sql).await?;
        for cutover in &wave.cutovers {
            self.note_cutover(wave.id, *cutover).await?;
        }
        Ok(())
    }

    async fn rename_wave(&mut self, id: WaveId, name: &WaveName) -> Result<()> {
        self.run(query("update wave set name = $2 where id = $1").with(&id).with(name)).await.map(drop)
    }

    async fn move_cutover(&mut self, id: WaveId, to: Cutover) -> Result<()> {
        self.run(query("update wave set cutover_at = $2 where id = $1").with(&id).with(&to.at)).await?;
        self.note_cutover(id, to).await
    }

    async fn join_wave(&mut self, id: WaveId, wards: &[WardId], from: Timestamp, said: Said) -> Result<()> {
        for ward in wards {
            let sql = query(
                "insert into wave_ward (wave, ward, number, from_at, joined_at, joined_by)
                 select $1, $2, coalesce(max(number), 0) + 1, $3, $4, $5
                 from wave_ward where wave = $1 and ward = $2",
            );
            self.run(sql.with(&id).with(ward).with(&from).with(&said.at).with(&said.by)).await?;
        }
        Ok(())
    }

    async fn leave_wave(&mut self, id: WaveId, ward: WardId, until: Timestamp, said: Said) -> Result<()> {
        let sql = query(
            "update wave_ward set until_at = $3, left_at = $4, left_by = $5
             where wave = $1 and ward = $2 and until_at is null",
        );
        self.run(sql.with(&id).with(&ward).with(&until).with(&said.at).with(&said.by)).await.map(drop)
    }

    async fn set_wave_phase(&mut self, id: WaveId, set: PhaseSet) -> Result<()> {
        let sql = query(
            "insert into wave_phase (wave, number, phase, from_at, set_by, decision)
             select $1, coalesce(max(number), 0) + 1, $2, $3, $4, $5 from wave_phase where wave = $1",
        );
        self.run(sql.with(&id).with(&set.phase).with(&set.from).with(&set.set_by).with(&set.decision))
            .await
            .map(drop)
    }

    async fn count_asked(
        &mut self,
        ward: WardId,
        from: Option<Timestamp>,
        until: Option<Timestamp>,
    ) -> Result<u32> {
        let sql = query(
            "select count(*) as asked from ticket where ward = $1 and asked_at >= $2 and asked_at < $3
             and not (in_passing and state = 'withdrawn')",
        );
        let sql = sql.with(&ward).with(&from.unwrap_or(EVER.0)).with(&until.unwrap_or(EVER.1));
        Fields::new("ticket", "asked", &self.one(sql).await?).get("asked")
    }

    async fn place_facts(&mut self, ward: WardId, periods: &[Period]) -> Result<()> {
        for Period { from, until, standing } in periods {
            let sql = query(
                "update ticket_fact set wave = $1, phase = $2
                 where ward = $3 and asked_at >= $4 and asked_at < $5
                 and (wave is distinct from $1 or phase is distinct from $2)",
            )
            .with(&standing.map(|standing| standing.wave))
            .with(&standing.map(|standing| standing.phase))
            .with(&ward)
            .with(&from.unwrap_or(EVER.0))
            .with(&until.unwrap_or(EVER.1));
            self.run(sql).await?;
        }
        Ok(())
    }
}

impl SqlSession {
    async fn note_cutover(&mut self, id: WaveId, Cutover { at, set_at, set_by }: Cutover) -> Result<()> {
        let sql = query(
            "insert into wave_cutover (wave, number, at, set_at, set_by)
             select $1, coalesce(max(number), 0) + 1, $2, $3, $4 from wave_cutover where wave = $1",
        );
        self.run(sql.with(&id).with(&at).with(&set_at).with(&set_by)).await.map(drop)
    }

    async fn whole(&mut self, waves: Sql) -> Result<Vec<Wave>> {
        let mut waves = self.rows(waves, wave).await?;
        if waves.is_empty() {
            return Ok(waves);
        }
        let cutovers = self.rows(query("select * from wave_cutover order by wave, number"), cutover).await?;
        let stays = self.rows(query("select * from wave_ward order by wave, ward, number"), stay).await?;
        let phases = self.rows(query("select * from wave_phase order by wave, number"), phase).await?;
        let (mut cutovers, mut stays, mut phases) = (by_wave(cutovers), by_wave(stays), by_wave(phases));
        for wave in &mut waves {
            wave.cutovers = cutovers.remove(&wave.id).unwrap_or_default();
            wave.wards = stays.remove(&wave.id).unwrap_or_default();
            wave.phases = phases.remove(&wave.id).unwrap_or_default();
        }
        Ok(waves)
    }
}

fn by_wave<T>(rows: Vec<(WaveId, T)>) -> HashMap<WaveId, Vec<T>> {
    let mut found: HashMap<WaveId, Vec<T>> = HashMap::new();
    for (wave, row) in rows {
        found.entry(wave).or_default().push(row);
    }
    found
}

fn values<T>(rows: Vec<(WaveId, T)>) -> Vec<T> {
    rows.into_iter().map(|(_, row)| row).collect()
}

/// Without what is told of it in other tables.
pub(super) fn wave(row: &Row) -> Result<Wave> {
    let fields = Fields::new("wave", "id", row);
    let id: WaveId = fields.get("id")?;
    // One that a program of before added is called by the end of its id.
    let slug: Option<String> = fields.get("slug")?;
    Ok(Wave {
        id,
        slug: slug.unwrap_or_else(|| format!("wave-{}", &id.to_string()[28..])),
        name: fields.get("name")?,
        cutover_at: fields.get("cutover_at")?,
        made_at: fields.get("made_at")?,
        made_by: fields.get("made_by")?,
        cutovers: Vec::new(),
        wards: Vec::new(),
        phases: Vec::new(),
    })
}

pub(super) fn cutover(row: &Row) -> Result<(WaveId, Cutover)> {
    let fields = Fields::new("wave_cutover", "wave", row);
    let cutover =
        Cutover { at: fields.get("at")?, set_at: fields.get("set_at")?, set_by: fields.get("set_by")? };
    Ok((fields.get("wave")?, cutover))
}

pub(super) fn stay(row: &Row) -> Result<(WaveId, WaveWard)> {
    let fields = Fields::new("wave_ward", "wave", row);
    let left = match fields.get("left_at")? {
        Some(at) => Some(Said { at, by: fields.required("left_by")? }),
        None => None,
    };
    let stay = WaveWard {
        ward: fields.get("ward")?,
        from: fields.get("from_at")?,
        until: fields.get("until_at")?,
        joined: Said { at: fields.get("joined_at")?, by: fields.get("joined_by")? },
        left,
    };
    Ok((fields.get("wave")?, stay))
}

pub(super) fn phase(row: &Row) -> Result<(WaveId, PhaseSet)> {
    let fields = Fields::new("wave_phase", "wave", row);
    let set = PhaseSet {
        phase: fields.get("phase")?,
        from: fields.get("from_at")?,
        set_by: fields.get("set_by")?,
        decision: fields.get("decision")?,
    };
    Ok((fields.get("wave")?, set))
}
