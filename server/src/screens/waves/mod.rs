//! The waves of a go-live: which wards start together, when, and how far each is.

mod form;
mod view;

pub(crate) use self::view::wave_row;

use app::{
    model::{FieldError, Tick},
    screens::waves::{self as pages, WaveForm, Which},
};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use domain::{PersonId, Timestamp, WardId, Wave, WaveId, WavePhase};
use leptos::prelude::*;
use texts::texts;

use self::{
    form::{WARD, read_cutover, read_name, read_since, read_wards, typed},
    view::{problem, recount_in_words, wave_page, waves_page},
};
use crate::{
    actions::{self, ActionError, Leaves, NewWave, WaveProblem},
    http::{
        Problem,
        done::Done,
        extract::{Path, Query},
        forms::{Posted, Reading},
        said::Said,
        visit::Visit,
    },
    view::Sources,
};

pub(crate) async fn page(
    State(sources): State<Sources>,
    visit: Visit,
    Query(done): Query<Done>,
) -> Result<Response, Problem> {
    let notice = done.notice(&sources).await?;
    show_all(&sources, &visit, WaveForm::default(), Said::done(notice)).await
}

pub(crate) async fn one(
    State(sources): State<Sources>,
    visit: Visit,
    Path(wave): Path<WaveId>,
    Query(done): Query<Done>,
) -> Result<Response, Problem> {
    let notice = done.notice(&sources).await?;
    show(&sources, &visit, wave, WaveForm::default(), Said::done(notice)).await
}

pub(crate) async fn add(
    State(sources): State<Sources>,
    visit: Visit,
    form: Posted,
) -> Result<Response, Problem> {
    let directory = directory(&sources).await?;
    let mut reading = Reading::of(&form);
    let mut typed = with_wards(typed(&form, Which::Add), &form);
    let name = read_name(&mut reading);
    let (cutover_at, is_twice) = read_cutover(&sources, &form, &mut reading);
    typed.asks_which_hour = is_twice;
    let from = read_since(&sources, &form, &mut reading);
    let wards = read_wards(&form, &directory);
    let (Some(name), Some(cutover_at), false) = (name, cutover_at, reading.is_wrong()) else {
        return show_all(&sources, &visit, typed, Said::wrong(reading.errors())).await;
    };
    let told = Told::of(&form, format!("{}-{}", cutover_at.as_millis(), of_wards(&wards, from)));
    let new = NewWave { name, cutover_at, wards, from };
    let once = form.once();
    match actions::add_wave(&sources.core, new, told.is_ticked, visit.person_id()?, once.as_deref()).await {
        Ok(wave) => Ok(done(wave, "wave_added")),
        Err(ActionError::Wave(wrong)) => {
            let (form, said) = comes_back(&sources, typed, wrong, told).await?;
            show_all(&sources, &visit, form, said).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Whatever is changed of one wave.
pub(crate) async fn change(
    State(sources): State<Sources>,
    visit: Visit,
    Path((wave, change)): Path<(WaveId, String)>,
    form: Posted,
) -> Result<Response, Problem> {
    let (which, done_word) = match change.as_str() {
        "cutover" => (Which::Cutover, "cutover_moved"),
        "name" => (Which::Name, "wave_renamed"),
        "wards" => (Which::Wards, "wards_joined"),
        "leave" => (Which::Leave, "ward_left"),
        "phase" => (Which::Phase, "phase_set"),
        _ => return Err(Problem::NotFound),
    };
    let mut change = Change {
        sources: &sources,
        wave,
        by: visit.person_id()?,
        form: &form,
        reading: Reading::of(&form),
        asks_which_hour: false,
        told: Told::default(),
    };
    let outcome = match which {
        Which::Cutover => change.cutover().await,
        Which::Name => change.name().await,
        Which::Wards => change.wards().await?,
        Which::Leave => change.leave().await,
        Which::Phase => change.phase().await,
        Which::None | Which::Add => None,
    };
    let Change { reading, asks_which_hour, told, .. } = change;
    let typed = WaveForm { asks_which_hour, ..with_wards(typed(&form, which), &form) };
    match outcome {
        Some(Ok(())) => Ok(done(wave, done_word)),
        Some(Err(ActionError::Wave(wrong))) => {
            let (form, said) = comes_back(&sources, typed, wrong, told).await?;
            show(&sources, &visit, wave, form, said).await
        }
        Some(Err(ActionError::Changed)) => {
            let said = Said::refused(texts().waves_changed());
            // What was typed stays, beside how it is now.
            let form = WaveForm { seen_cutover: String::new(), seen_phase: String::new(), ..typed };
            show(&sources, &visit, wave, form, said).await
        }
        Some(Err(error)) => Err(error.into()),
        None => show(&sources, &visit, wave, typed, Said::wrong(reading.errors())).await,
    }
}

/// What is posted about a wave. Each way to change it answers with none where it cannot be read, which `reading` says.
struct Change<'a> {
    sources: &'a Sources,
    wave: WaveId,
    by: PersonId,
    form: &'a Posted,
    reading: Reading<'a>,
    asks_which_hour: bool,
    told: Told,
}

type Outcome = Option<Result<(), ActionError>>;

impl Change<'_> {
    async fn cutover(&mut self) -> Outcome {
        let (to, is_twice) = read_cutover(self.sources, self.form, &mut self.reading);
        self.asks_which_hour = is_twice;
        let to = to?;
        self.told = Told::of(self.form, to.as_millis().to_string());
        let seen = self.form.get("seen").parse().ok().map(Timestamp::from_millis);
        let told = self.told.is_ticked;
        Some(actions::move_cutover(&self.sources.core, self.wave, (seen, to), told, self.by).await)
    }

    async fn name(&mut self) -> Outcome {
        let name = read_name(&mut self.reading)?;
        Some(actions::rename_wave(&self.sources.core, self.wave, &name, self.by).await)
    }

    async fn wards(&mut self) -> Result<Outcome, Problem> {
        let wards = read_wards(self.form, &directory(self.sources).await?);
        if wards.is_empty() {
            self.reading.wrong("wards", texts().waves_choose_a_ward());
        }
        let from = read_since(self.sources, self.form, &mut self.reading);
        if self.reading.is_wrong() {
            return Ok(None);
        }
        self.told = Told::of(self.form, of_wards(&wards, from));
        let (core, once, told) = (&self.sources.core, self.form.once(), self.told.is_ticked);
        Ok(Some(actions::join_wave(core, self.wave, (&wards, from), told, self.by, once.as_deref()).await))
    }

    async fn leave(&mut self) -> Outcome {
        let [ward, leaves] = ["leaving", "leaves"].map(|field| self.form.get(field));
        self.told = Told::of(self.form, format!("{ward}-{leaves}"));
        let ward: WardId =
            self.reading.field("leaving", &texts().waves_choose_leave(), |typed| typed.parse().ok())?;
        let leaves = if leaves == "never" { Leaves::FromItsBeginning } else { Leaves::Now };
        let told = self.told.is_ticked;
        Some(actions::leave_wave(&self.sources.core, self.wave, (ward, leaves), told, self.by).await)
    }

    async fn phase(&mut self) -> Outcome {
        let t = texts();
        let phase = self.reading.field("phase", &t.waves_choose_phase(), read_phase);
        let decision = self
            .reading
            .field("decision", &t.waves_no_such_decision(), |typed| typed.trim().parse::<u32>().ok());
        let change = (read_phase(self.form.get("seen")), phase?, decision?);
        let once = self.form.once();
        Some(actions::set_wave_phase(&self.sources.core, self.wave, change, self.by, once.as_deref()).await)
    }
}

/// What somebody was told would count otherwise, and ticked.
#[derive(Debug, Default)]
struct Told {
    of_what: String,
    is_ticked: bool,
}

impl Told {
    /// A tick is worth nothing where it was said of something else.
    fn of(form: &Posted, of_what: String) -> Self {
        let is_ticked = form.get("told") == "yes" && form.get("told_of") == of_what;
        Self { of_what, is_ticked }
    }
}

/// What is agreed to: these wards, from then on.
fn of_wards(wards: &[WardId], from: Option<Timestamp>) -> String {
    let from = from.map_or_else(String::new, |from| from.as_millis().to_string());
    let wards: Vec<_> = wards.iter().map(ToString::to_string).collect();
    let wards = ground::links::hash(&wards.join(" ")).0;
    let sum = wards.iter().take(8).fold(0_u64, |sum, byte| (sum << 8) | u64::from(*byte));
    format!("{from}-{sum:x}")
}

fn read_phase(typed: &str) -> Option<WavePhase> {
    [WavePhase::DressRehearsal].into_iter().chain(WavePhase::DECIDED).find(|phase| phase.as_str() == typed)
}

fn with_wards(form: WaveForm, posted: &Posted) -> WaveForm {
    let ticked = posted.fields().filter(|(name, typed)| name.starts_with(WARD) && *typed == "yes");
    let wards = ticked.map(|(name, _)| Tick { name: name.to_owned(), label: String::new(), is_set: true });
    WaveForm { wards: wards.collect(), ..form }
}

async fn comes_back(
    sources: &Sources,
    form: WaveForm,
    wrong: WaveProblem,
    told: Told,
) -> Result<(WaveForm, Said), Problem> {
    let mut tx = sources.core.store.read().await?;
    let (field, words) = problem(sources, tx.as_mut(), wrong).await?;
    drop(tx);
    let told = match wrong {
        WaveProblem::Recounts(recount) => Some((recount_in_words(recount), told.of_what)),
        WaveProblem::LeavesRehearsal => Some((texts().waves_leaves_rehearsal(), told.of_what)),
        _ => None,
    };
    Ok((WaveForm { told, ..form }, Said::wrong(vec![FieldError::new(field, words)])))
}

fn done(wave: WaveId, word: &str) -> Response {
    Redirect::to(&format!("{}?done={word}", paths::wave(&wave))).into_response()
}

async fn directory(sources: &Sources) -> store::Result<crate::kept::Directory> {
    let mut tx = sources.core.store.read().await?;
    sources.directory(tx.as_mut()).await
}

async fn show_all(sources: &Sources, visit: &Visit, form: WaveForm, said: Said) -> Result<Response, Problem> {
    let Said { status, errors, notice, .. } = said.shown(visit)?;
    let mut tx = sources.core.store.read().await?;
    let page = waves_page(sources, tx.as_mut(), WaveForm { errors, ..form }, notice).await?;
    drop(tx);
    Ok(visit.page(sources, status, page, |shell, page| view! { <pages::Waves shell=shell page=page /> }))
}

async fn show(
    sources: &Sources,
    visit: &Visit,
    wave: WaveId,
    form: WaveForm,
    said: Said,
) -> Result<Response, Problem> {
    let Said { status, errors, notice, .. } = said.shown(visit)?;
    let mut tx = sources.core.store.read().await?;
    let wave: Wave = tx.lookup_wave(wave).await?.ok_or(Problem::NotFound)?;
    let page = wave_page(sources, tx.as_mut(), &wave, WaveForm { errors, ..form }, notice).await?;
    drop(tx);
    Ok(visit.page(sources, status, page, |shell, page| view! { <pages::OneWave shell=shell page=page /> }))
}
