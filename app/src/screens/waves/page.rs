//! The waves of a go-live.

use domain::wave::WaveName;
use leptos::prelude::*;
use texts::texts;

use super::{CutoverSet, PhaseRow, Stay, WaveForm, WavePage, WaveRow, WavesPage, Which};
use crate::{
    components::{
        TextInput, Tone, button, column, details, fact, facts, figures, hidden, moment, notice, rich, select,
        table, text_input, tick, ticks, written,
    },
    model::{Choice, FieldError, Shell},
    shell::{Head, announcement, document},
    words::{isolated, list_of_names},
};

#[component]
pub fn Waves(shell: Shell, page: WavesPage) -> impl IntoView {
    let WavesPage { rows, in_no_wave, form, notice } = page;
    let t = texts();
    let (errors, decides) = (form.errors.clone(), shell.decides());
    let head = Head { here: paths::BOARD, errors: &errors, ..Head::still(t.waves_title()) };
    let is_open = rows.is_empty() || form.which == Which::Add;
    let list = if rows.is_empty() {
        view! { <p>{t.waves_none()}</p> }.into_any()
    } else {
        standing(rows.iter(), |row| {
            view! { <a href=paths::wave(&row.id)>{written(&row.name)}</a> }.into_any()
        })
    };
    let content = view! {
        <a class="app-back" href=paths::BOARD>{t.shared_back_to_board()}</a>
        <h1 class="nhsuk-heading-l">{t.waves_title()}</h1>
        {announcement(notice.as_deref())}
        <p>{t.waves_about()}</p>
        {list}
        {(!in_no_wave.is_empty()).then(|| view! { <p>{t.waves_in_no_wave(list_of_names(&in_no_wave))}</p> })}
        {decides.then(|| details("add", &t.waves_add(), is_open, add(&form)))}
    };
    document(shell, head, content)
}

#[component]
pub fn OneWave(shell: Shell, page: WavePage) -> impl IntoView {
    let WavePage { wave, slug, may_set_phase, phases, cutovers, wards, gone, form, notice } = page;
    let t = texts();
    let (errors, decides) = (form.errors.clone(), shell.decides());
    let head = Head { here: paths::BOARD, errors: &errors, ..Head::still(isolated(&wave.name).into_owned()) };
    let now = facts(view! {
        {fact(&t.waves_cutover(), view! { {moment(&wave.cutover)} ". " {wave.day.clone()} })}
        {fact(&t.waves_phase(), wave.phase.clone())}
        {fact(&t.waves_wards(), wave.wards)}
        {fact(&t.waves_slug(), slug)}
    });
    let forms = decides.then(|| {
        let open = |which| form.which == which;
        view! {
            {details("cutover", &t.waves_move(), open(Which::Cutover), move_cutover(&wave.id, &form))}
            {details("phase-set", &t.waves_set_phase(), open(Which::Phase), set_phase(&wave.id, may_set_phase, &form))}
            {details("join", &t.waves_join(), open(Which::Wards), join(&wave.id, &form))}
            {(!form.leaving_wards.is_empty()).then(|| {
                details("leave", &t.waves_leave(), open(Which::Leave), leave(&wave.id, &form))
            })}
            {details("rename", &t.waves_rename(), open(Which::Name), rename(&wave.id, &form))}
        }
    });
    let content = view! {
        <a class="app-back" href=paths::WAVES>{t.waves_back()}</a>
        <h1 class="nhsuk-heading-l">{written(&wave.name)}</h1>
        {announcement(notice.as_deref())}
        {now}
        {forms}
        <h2 class="nhsuk-heading-m">{t.waves_in_it()}</h2>
        {if wards.is_empty() { view! { <p>{t.waves_no_wards()}</p> }.into_any() } else { stays(&wards) }}
        {(!gone.is_empty()).then(|| view! { <h2 class="nhsuk-heading-m">{t.waves_gone()}</h2> {stays(&gone)} })}
        {(!phases.is_empty()).then(|| so_far(&phases))}
        {(!cutovers.is_empty()).then(|| as_set(&cutovers))}
    };
    document(shell, head, content)
}

/// How waves stand, a row each; `name` is what stands in its first cell.
pub(crate) fn standing<'a>(
    waves: impl Iterator<Item = &'a WaveRow>,
    name: impl Fn(&WaveRow) -> AnyView,
) -> AnyView {
    let t = texts();
    let rows: Vec<_> = waves
        .map(|row| {
            view! {
                <tr>
                    <th scope="row">{name(row)}</th>
                    <td data-label=t.waves_cutover()>
                        {moment(&row.cutover)} ". " {row.day.clone()}
                    </td>
                    <td data-label=t.waves_phase()>{row.phase.clone()}</td>
                    <td class="app-figure" data-label=t.waves_wards()>{row.wards}</td>
                </tr>
            }
        })
        .collect();
    let headings = [
        column(t.waves_wave()),
        column(t.waves_cutover()),
        column(t.waves_phase()),
        figures(t.waves_wards()),
    ];
    table(None, headings, rows)
}

fn stays(stays: &[Stay]) -> AnyView {
    let t = texts();
    let items: Vec<_> = stays
        .iter()
        .map(|stay| {
            let when = match &stay.until {
                _ if stay.is_mistake => t.waves_ward_by_mistake().into_any(),
                None => rich(|[time]| t.waves_ward_since(time), [moment(&stay.from)]),
                Some(until) => {
                    rich(|[from, until]| t.waves_ward_was(from, until), [moment(&stay.from), moment(until)])
                }
            };
            view! { <li>{written(&stay.ward)} " " <span class="app-muted">{when}</span></li> }
        })
        .collect();
    view! { <ul class="nhsuk-list">{items}</ul> }.into_any()
}

fn so_far(phases: &[PhaseRow]) -> AnyView {
    let t = texts();
    let items: Vec<_> = phases
        .iter()
        .map(|PhaseRow { phase, from, decision }| {
            let when = rich(|[time]| t.waves_phase_since(time), [moment(from)]);
            view! {
                <li>
                    {phase.clone()} ". " {when} ". "
                    <a href=paths::decision(decision)>{t.waves_by_decision(*decision)}</a>
                </li>
            }
        })
        .collect();
    view! { <h2 class="nhsuk-heading-m">{t.waves_phases()}</h2> <ol class="nhsuk-list">{items}</ol> }
        .into_any()
}

fn as_set(cutovers: &[CutoverSet]) -> AnyView {
    let t = texts();
    let items: Vec<_> = cutovers
        .iter()
        .map(|CutoverSet { at, set, by }| {
            let words = rich(
                |[time, was, name]| t.waves_cutover_was(time, was, name),
                [moment(set), moment(at), written(by)],
            );
            view! { <li>{words}</li> }
        })
        .collect();
    view! { <h2 class="nhsuk-heading-m">{t.waves_cutovers()}</h2> <ol class="nhsuk-list">{items}</ol> }
        .into_any()
}

/// What a form says of itself that is not the one that came back.
fn of(form: &WaveForm, which: Which) -> &[FieldError] {
    if form.which == which { &form.errors } else { &[] }
}

fn add(form: &WaveForm) -> AnyView {
    let t = texts();
    let errors = of(form, Which::Add);
    view! {
        <form method="post" action=paths::WAVES novalidate>
            {hidden("key", &form.key)}
            {name(form, errors)}
            {cutover(form, errors)}
            {wards(&t.waves_choose_wards(), form, errors)}
            {since(form, errors)}
            {told(form, Which::Add)}
            {button(Tone::Primary, &t.waves_add_now())}
        </form>
    }
    .into_any()
}

fn move_cutover(id: &str, form: &WaveForm) -> AnyView {
    let t = texts();
    let errors = of(form, Which::Cutover);
    view! {
        <form method="post" action=paths::wave_change(id, "cutover") novalidate>
            {hidden("seen", &form.seen_cutover)}
            {cutover(form, errors)}
            {told(form, Which::Cutover)}
            {button(Tone::Primary, &t.waves_move_now())}
        </form>
    }
    .into_any()
}

fn rename(id: &str, form: &WaveForm) -> AnyView {
    let t = texts();
    let errors = of(form, Which::Name);
    view! {
        <form method="post" action=paths::wave_change(id, "name") novalidate>
            {name(form, errors)}
            {button(Tone::Secondary, &t.waves_rename_now())}
        </form>
    }
    .into_any()
}

fn join(id: &str, form: &WaveForm) -> AnyView {
    let t = texts();
    let errors = of(form, Which::Wards);
    if form.wards.is_empty() {
        return view! { <p>{t.waves_no_free_wards()}</p> }.into_any();
    }
    view! {
        <form method="post" action=paths::wave_change(id, "wards") novalidate>
            {hidden("key", &form.key)}
            {wards(&t.waves_choose_more(), form, errors)}
            {since(form, errors)}
            {told(form, Which::Wards)}
            {button(Tone::Primary, &t.waves_join_now())}
        </form>
    }
    .into_any()
}

fn leave(id: &str, form: &WaveForm) -> AnyView {
    let t = texts();
    let errors = of(form, Which::Leave);
    let since = [("now", t.waves_leave_from_now()), ("never", t.waves_leave_never())];
    let since: Vec<_> =
        since.into_iter().map(|(value, label)| Choice { value: value.to_owned(), label }).collect();
    view! {
        <form method="post" action=paths::wave_change(id, "leave") novalidate>
            {select("leaving", &t.waves_leave_which(), &form.leaving_wards, &form.leaving, Some(&t.waves_choose()), errors)}
            {select("leaves", &t.waves_leave_since(), &since, &form.leaves, None, errors)}
            {told(form, Which::Leave)}
            {button(Tone::Warning, &t.waves_leave_now())}
        </form>
    }
    .into_any()
}

fn set_phase(id: &str, may: bool, form: &WaveForm) -> AnyView {
    let t = texts();
    let errors = of(form, Which::Phase);
    if !may {
        return view! { <p>{t.waves_phase_before_cutover()}</p> }.into_any();
    }
    let (label, hint) = (t.waves_decision(), t.waves_decision_hint());
    let decision = TextInput {
        hint: Some(&hint),
        value: &form.decision,
        max_length: Some(9),
        class: "nhsuk-input--width-5",
        ..TextInput::new("decision", &label)
    };
    view! {
        <form method="post" action=paths::wave_change(id, "phase") novalidate>
            {hidden("key", &form.key)}
            {hidden("seen", &form.seen_phase)}
            <p>{t.waves_set_phase_about()}</p>
            {select("phase", &t.waves_which_phase(), &form.phases, &form.phase, Some(&t.waves_choose()), errors)}
            {text_input(decision, errors)}
            {button(Tone::Primary, &t.waves_set_phase_now())}
        </form>
    }
    .into_any()
}

fn name(form: &WaveForm, errors: &[FieldError]) -> AnyView {
    let t = texts();
    let (label, hint) = (t.waves_name(), t.waves_name_hint());
    let field = TextInput {
        hint: Some(&hint),
        value: &form.name,
        max_length: u16::try_from(WaveName::MAX_CHARS).ok(),
        ..TextInput::new("name", &label)
    };
    text_input(field, errors)
}

fn cutover(form: &WaveForm, errors: &[FieldError]) -> AnyView {
    let t = texts();
    let which = form.asks_which_hour.then(|| {
        let hours = [("first", t.waves_first()), ("second", t.waves_second())];
        let hours: Vec<_> =
            hours.into_iter().map(|(value, label)| Choice { value: value.to_owned(), label }).collect();
        select("which_hour", &t.waves_which(), &hours, &form.which_hour, Some(&t.waves_choose()), errors)
    });
    let labels = (t.waves_cutover_time(), t.decisions_time_hint());
    view! {
        {when("cutover_time", (&labels.0, &labels.1), "5", &form.cutover_time, errors)}
        {when("cutover_day", (&t.waves_cutover_day(), &t.waves_day_hint()), "10", &form.cutover_day, errors)}
        {which}
    }
    .into_any()
}

fn wards(legend: &str, form: &WaveForm, errors: &[FieldError]) -> AnyView {
    if form.wards.is_empty() {
        return view! { <p>{texts().waves_no_free_wards()}</p> }.into_any();
    }
    ticks("wards", legend, &form.wards, errors)
}

/// Few need it: wards come into a wave before anything is asked.
fn since(form: &WaveForm, errors: &[FieldError]) -> AnyView {
    let t = texts();
    let is_open = !form.from_time.is_empty() || !form.from_day.is_empty();
    let fields = view! {
        {when("from_time", (&t.waves_from_time(), &t.waves_from_hint()), "5", &form.from_time, errors)}
        {when("from_day", (&t.waves_cutover_day(), &t.waves_day_hint()), "10", &form.from_day, errors)}
    };
    details("since", &t.waves_since(), is_open, fields)
}

fn when(
    name: &'static str,
    (label, hint): (&str, &str),
    width: &'static str,
    value: &str,
    errors: &[FieldError],
) -> AnyView {
    let class = if width == "5" { "nhsuk-input--width-5" } else { "nhsuk-input--width-10" };
    let field =
        TextInput { hint: Some(hint), value, max_length: Some(10), class, ..TextInput::new(name, label) };
    text_input(field, errors)
}

/// What would count otherwise, with a box for whoever means that.
fn told(form: &WaveForm, which: Which) -> Option<AnyView> {
    let (words, of_what) = form.told.as_ref().filter(|_| form.which == which)?;
    let t = texts();
    Some(
        view! {
            {notice(words)}
            {hidden("told_of", of_what)}
            {tick("told", &t.waves_count_so(), None, false, &form.errors)}
        }
        .into_any(),
    )
}
