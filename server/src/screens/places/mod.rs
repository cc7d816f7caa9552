//! The lists that make a hospital, kept one entry at a time. All are alike: what they differ in is in `view` and `actions::entries`.

pub(crate) mod view;

use app::{
    model::FieldError,
    screens::{
        places as pages,
        question::{self, QuestionPage},
    },
    words::isolated,
};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use domain::{Entry, List, PersonId};
use leptos::prelude::*;
use texts::texts;

use self::view::{AskedEntries, Typed, end_question, entry_page, in_words, list_page, near_in_words};
use crate::{
    actions::{
        self, ActionError,
        entries::{Fields, NewEntry, NotKept, columns},
    },
    core::Core,
    http::{
        Problem,
        done::Done,
        extract::{Path, Query},
        forms::Posted,
        problem::still_needed,
        said::Said,
        shown,
        visit::Visit,
    },
    view::Sources,
};

pub(crate) async fn page(
    State(sources): State<Sources>,
    visit: Visit,
    Path(list): Path<String>,
    Query(done): Query<Done>,
    Query(asked): Query<AskedEntries>,
) -> Result<Response, Problem> {
    let list = named(&list)?;
    let notice = done.notice(&sources).await?;
    show_list(&sources, &visit, list, asked, Typed::default(), Said::done(notice)).await
}

pub(crate) async fn add(
    State(sources): State<Sources>,
    visit: Visit,
    Path(list): Path<String>,
    form: Posted,
) -> Result<Response, Problem> {
    let list = named(&list)?;
    let (by, once) = (visit.person_id()?, form.once());
    match keep(&sources, by, list, None, &form, once.as_deref()).await? {
        Ok(entry) => Ok(to(entry, "added")),
        Err(not_kept) => {
            let (typed, said) = come_back(list, &form, not_kept);
            show_list(&sources, &visit, list, AskedEntries::default(), typed, said).await
        }
    }
}

pub(crate) async fn one(
    State(sources): State<Sources>,
    visit: Visit,
    Path((list, id)): Path<(String, String)>,
    Query(done): Query<Done>,
) -> Result<Response, Problem> {
    let entry = entry(&list, &id)?;
    let notice = done.notice(&sources).await?;
    show_entry(&sources, &visit, entry, Typed::default(), Said::done(notice)).await
}

pub(crate) async fn change(
    State(sources): State<Sources>,
    visit: Visit,
    Path((list, id)): Path<(String, String)>,
    form: Posted,
) -> Result<Response, Problem> {
    let entry = entry(&list, &id)?;
    let (by, once) = (visit.person_id()?, form.once());
    match keep(&sources, by, entry.list(), Some(entry), &form, once.as_deref()).await {
        Ok(Ok(entry)) => Ok(to(entry, "changed")),
        Ok(Err(not_kept)) => {
            let (typed, said) = come_back(entry.list(), &form, not_kept);
            show_entry(&sources, &visit, entry, typed, said).await
        }
        // It has ended meanwhile, which its page says.
        Err(ActionError::NotFound) => {
            let said = Said::refused(texts().problem_changed());
            show_entry(&sources, &visit, entry, Typed::default(), said).await
        }
        Err(error) => Err(error.into()),
    }
}

/// What it takes with it: told before.
pub(crate) async fn ask_about_end(
    State(sources): State<Sources>,
    visit: Visit,
    Path((list, id)): Path<(String, String)>,
) -> Result<Response, Problem> {
    show_question(&sources, &visit, entry(&list, &id)?, Said::default()).await
}

pub(crate) async fn end(
    State(sources): State<Sources>,
    visit: Visit,
    Path((list, id)): Path<(String, String)>,
    form: Posted,
) -> Result<Response, Problem> {
    let entry = entry(&list, &id)?;
    match actions::entries::end_entry(&sources.core, entry, visit.person_id()?, form.get("told")).await {
        Ok(()) => {
            forget_ways(&sources, entry).await;
            Ok(to(entry, "ended"))
        }
        Err(ActionError::CutsOff) => {
            show_question(&sources, &visit, entry, Said::refused(texts().problem_changed())).await
        }
        Err(error) => not_ended(&sources, &visit, entry, error).await,
    }
}

pub(crate) async fn open(
    State(sources): State<Sources>,
    visit: Visit,
    Path((list, id)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let entry = entry(&list, &id)?;
    match actions::entries::open_entry(&sources.core, entry, visit.person_id()?).await? {
        Ok(()) => Ok(to(entry, "opened")),
        Err(other) => {
            let said = Said::refused(texts().places_not_opened(isolated(&other)));
            show_entry(&sources, &visit, entry, Typed::default(), said).await
        }
    }
}

pub(crate) async fn move_it(
    State(core): State<Core>,
    visit: Visit,
    Path((list, id)): Path<(String, String)>,
    form: Posted,
) -> Result<Response, Problem> {
    let entry = entry(&list, &id)?;
    let Entry::Category(id) = entry else { return Err(Problem::NotFound) };
    let is_up = match form.get("to") {
        "up" => true,
        "down" => false,
        _ => return Err(Problem::NotAForm),
    };
    actions::entries::move_category(&core, id, is_up, visit.person_id()?).await?;
    Ok(to(entry, "moved"))
}

fn named(list: &str) -> Result<List, Problem> {
    List::named(list).ok_or(Problem::NotFound)
}

fn entry(list: &str, id: &str) -> Result<Entry, Problem> {
    named(list)?.entry(id).map_err(|_| Problem::NotFound)
}

/// Walking times are worked out anew at once.
async fn forget_ways(sources: &Sources, entry: Entry) {
    if let Entry::Way(_) = entry {
        sources.kept.forget_ways().await;
    }
}

fn to(entry: Entry, done: &str) -> Response {
    let list = entry.list().name();
    let page = match (entry, done) {
        // A way that was taken away has no page any more.
        (Entry::Way(_), "ended") => paths::entries(list),
        _ => paths::entry(list, &entry),
    };
    Redirect::to(&format!("{page}?done={done}")).into_response()
}

async fn keep(
    sources: &Sources,
    by: PersonId,
    list: List,
    entry: Option<Entry>,
    form: &Posted,
    once: Option<&str>,
) -> Result<Result<Entry, NotKept>, ActionError> {
    let (fields, shown) = (typed(list, form), shown::read(columns(list), form));
    let trust = sources.trust.now();
    let new = NewEntry {
        list,
        entry,
        fields: &fields,
        shown: shown.as_ref(),
        is_another: form.get("is_another") == "yes",
        trust: &trust.values.trust_name,
    };
    let kept = actions::entries::keep_entry(&sources.core, new, by, once).await?;
    if let Ok(entry) = kept {
        forget_ways(sources, entry).await;
    }
    Ok(kept)
}

/// The fields as they were typed.
fn typed(list: List, form: &Posted) -> Fields {
    columns(list).iter().map(|column| (*column, form.get(column).to_owned())).collect()
}

/// The form again, with what was typed and why it was not kept.
fn come_back(list: List, form: &Posted, not_kept: NotKept) -> (Typed, Said) {
    let fields = typed(list, form);
    let typed = Typed {
        key: form.get("key").to_owned(),
        fields: Some(fields),
        shown: shown::read(columns(list), form),
        ..Typed::default()
    };
    match not_kept {
        NotKept::Wrong(wrong) => {
            let errors = wrong.into_iter().map(|wrong| FieldError::new(&wrong.field, in_words(wrong.why)));
            (typed, Said::wrong(errors.collect()))
        }
        NotKept::Near(near) => {
            let near: Vec<_> = near.iter().map(near_in_words).collect();
            let warnings = near.iter().map(|words| FieldError::new("is_another", words.clone())).collect();
            (Typed { near, ..typed }, Said::unsure(warnings))
        }
        NotKept::Changed => (typed, Said::refused(texts().shared_changed_meanwhile())),
    }
}

async fn show_list(
    sources: &Sources,
    visit: &Visit,
    list: List,
    asked: AskedEntries,
    typed: Typed,
    said: Said,
) -> Result<Response, Problem> {
    let Said { status, errors, notice, .. } = said.shown(visit)?;
    let mut tx = sources.core.store.read().await?;
    let page = list_page(sources, tx.as_mut(), list, &asked, typed, (errors, notice)).await?;
    drop(tx);
    Ok(visit.page(sources, status, page, |shell, page| view! { <pages::List shell=shell page=page /> }))
}

async fn show_entry(
    sources: &Sources,
    visit: &Visit,
    entry: Entry,
    typed: Typed,
    said: Said,
) -> Result<Response, Problem> {
    let Said { status, errors, notice, .. } = said.shown(visit)?;
    let mut tx = sources.core.store.read().await?;
    let page = entry_page(sources, tx.as_mut(), entry, typed, (errors, notice)).await?;
    drop(tx);
    Ok(visit.page(sources, status, page, |shell, page| view! { <pages::Entry shell=shell page=page /> }))
}

async fn show_question(
    sources: &Sources,
    visit: &Visit,
    entry: Entry,
    said: Said,
) -> Result<Response, Problem> {
    let Said { status, notice, .. } = said.shown(visit)?;
    let mut tx = sources.core.store.read().await?;
    let ends = actions::entries::look_at_end_of_entry(tx.as_mut(), entry).await;
    let page = match ends {
        Ok(ends) => end_question(tx.as_mut(), entry, ends).await?.ok_or(Problem::NotFound)?,
        Err(error) => {
            drop(tx);
            return not_ended(sources, visit, entry, error).await;
        }
    };
    drop(tx);
    let page = QuestionPage { notice, ..page };
    Ok(visit.page(
        sources,
        status,
        page,
        |shell, page| view! { <question::Question shell=shell page=page /> },
    ))
}

/// Its page, with why it has not ended.
async fn not_ended(
    sources: &Sources,
    visit: &Visit,
    entry: Entry,
    error: ActionError,
) -> Result<Response, Problem> {
    let said = match error {
        ActionError::StillNeeded(needed) => Said::refused(still_needed(needed)),
        // It has ended already, or there is none, which its page says.
        ActionError::NotFound => Said::default(),
        error => return Err(error.into()),
    };
    show_entry(sources, visit, entry, Typed::default(), said).await
}
