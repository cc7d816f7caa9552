//! Which posters and cards, what is on them, and what has to be printed again.

use std::collections::HashMap;

use app::{
    model::FieldError,
    screens::posters::{CountRow, PostersPage, PrintPage, PrintedForm, Reprint, Sheet},
    words::{isolated, list},
};
use domain::{
    PosterKind, Ward,
    poster::{Outdated, Printed, Says, copies},
};
use serde::Deserialize;
use store::Tx;
use texts::texts;

use crate::{
    actions::{Count, mark},
    http::Problem,
    kept::Directory,
    view::{Sources, choices, day_in_words, moment, posters::copies_in_words, qr},
};

/// What an address asks for: `?wards=all&what=poster`; an id is that of a ward or a zone.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct AskedPosters {
    pub(crate) wards: String,
    pub(crate) what: String,
}

pub(crate) async fn posters_page(
    sources: &Sources,
    tx: &mut dyn Tx,
    asked: AskedPosters,
) -> Result<PostersPage, store::Error> {
    let directory = sources.directory(tx).await?;
    let AskedPosters { wards: chosen, what } = asked;
    Ok(PostersPage {
        wards: choices::some_wards(&directory),
        chosen,
        what,
        reprints: reprints(sources, tx, &directory).await?,
        counts: counts(sources, &tx.list_posters().await?, &directory),
        errors: Vec::new(),
        notice: None,
    })
}

/// Older ones nobody corrects any more.
const COUNTS: usize = 10;

fn counts(sources: &Sources, printed: &[Printed], directory: &Directory) -> Vec<CountRow> {
    let mut counts: Vec<(Count, Vec<&Printed>)> = Vec::new();
    for printed in printed.iter().rev() {
        let count = Count::of(printed);
        match counts.iter().position(|(known, _)| *known == count) {
            Some(place) => counts[place].1.push(printed),
            None if counts.len() < COUNTS => counts.push((count, vec![printed])),
            None => {}
        }
    }
    let row = |(count, printed): (Count, Vec<&Printed>)| CountRow {
        count: count.named(),
        when: moment(sources, count.at),
        who: directory.person_name(count.by),
        copies: copies_in_words(count.kind, copies(printed.iter().copied())),
        wards: match printed.as_slice() {
            [only] => directory.ward_name(only.ward),
            several => texts().posters_of_wards(several.len()),
        },
    };
    counts.into_iter().map(row).collect()
}

/// By site, level and code, as somebody walks who puts them up.
pub(crate) async fn reprints(
    sources: &Sources,
    tx: &mut dyn Tx,
    directory: &Directory,
) -> Result<Vec<Reprint>, store::Error> {
    let (printed, rotations) = (tx.list_posters().await?, tx.list_link_rotations().await?);
    let (waves, now) = (tx.list_waves().await?, sources.core.now());
    let mut hanging: HashMap<_, Vec<&Printed>> = HashMap::new();
    for printed in &printed {
        hanging.entry((printed.ward, printed.kind)).or_default().push(printed);
    }
    let open = directory.wards_in_order().iter().filter_map(|ward| {
        let rotation = rotations.get(&ward.id)?;
        Some((ward, Some(sources.trust.on_paper(ward, *rotation, (&waves, now)))))
    });
    let mut reprints = Vec::new();
    for (ward, now) in open.chain(directory.ended_wards().map(|ward| (ward, None))) {
        for kind in PosterKind::ALL {
            let Some(mut old) = hanging.remove(&(ward.id, kind)) else { continue };
            old.retain(|printed| now.as_ref().is_none_or(|now| !printed.says.outdated(now).is_empty()));
            if !old.is_empty() {
                reprints.push(reprint(ward, kind, &old, now.as_ref()));
            }
        }
    }
    Ok(reprints)
}

/// `now`: what they would say; none if the ward has closed.
fn reprint(ward: &Ward, kind: PosterKind, old: &[&Printed], now: Option<&Says>) -> Reprint {
    let mut why: Vec<String> = now.is_none().then(|| texts().posters_ward_closed()).into_iter().collect();
    for printed in old {
        for outdated in now.into_iter().flat_map(|now| printed.says.outdated(now)) {
            let words = match outdated {
                Outdated::Link => texts().posters_outdated_link(),
                Outdated::Address => texts().posters_outdated_address(),
                Outdated::Phone => texts().posters_outdated_phone(),
                Outdated::TrustName => texts()
                    .posters_outdated_trust(isolated(printed.says.trust_name.as_deref().unwrap_or_default())),
                Outdated::WardName => texts().posters_outdated_name(isolated(&printed.says.ward_name)),
            };
            if !why.contains(&words) {
                why.push(words);
            }
        }
    }
    let shown: Vec<_> = old.iter().map(|printed| printed.id.to_string()).collect();
    Reprint {
        ward_id: ward.id.to_string(),
        ward_name: ward.name.clone(),
        copies: copies_in_words(kind, copies(old.iter().copied())),
        why: list(&why),
        print: now.map(|_| format!("{}?wards={}&what={}", paths::PRINT_POSTERS, ward.id, kind.as_str())),
        shown: shown.join(","),
    }
}

/// The sheets that are asked for, or what is wrong with the question.
///
/// # Errors
/// If the database cannot be read, or an address is longer than a QR code can be.
pub(crate) async fn print_page(
    sources: &Sources,
    tx: &mut dyn Tx,
    asked: &AskedPosters,
) -> Result<Result<PrintPage, Vec<FieldError>>, Problem> {
    let directory = sources.directory(tx).await?;
    let (wards, kind) = match wanted(&directory, asked) {
        Ok(wanted) => wanted,
        Err(errors) => return Ok(Err(errors)),
    };
    let rotations = tx.list_link_rotations().await?;
    let (waves, now) = (tx.list_waves().await?, sources.core.now());
    let (mut sheets, mut left_out, mut seen) = (Vec::new(), Vec::new(), Vec::new());
    for ward in wards {
        let Some(rotation) = rotations.get(&ward.id) else {
            left_out.push(ward.name.clone());
            continue;
        };
        sheets.push(sheet(sources, ward, *rotation)?);
        seen.push(mark(ward.id, &sources.trust.on_paper(ward, *rotation, (&waves, now))));
    }
    let AskedPosters { wards, what } = asked.clone();
    Ok(Ok(PrintPage {
        kind,
        sheets,
        left_out,
        here_only: sources.trust.is_here_only().then(|| sources.trust.url("")),
        back: format!("{}?wards={wards}&what={what}", paths::POSTERS),
        day: day_in_words(sources, sources.core.now()),
        form: PrintedForm {
            key: sources.core.random.secret(),
            wards,
            what,
            seen: seen.join("."),
            copies: "1".to_owned(),
        },
        errors: Vec::new(),
        notice: None,
    }))
}

fn sheet(sources: &Sources, ward: &Ward, rotation: u32) -> Result<Sheet, Problem> {
    let links = &sources.core.links;
    let url = sources.trust.url(&paths::ward_link(&links.ward(ward.id, rotation)));
    let code = links.ward_code(ward.id, rotation);
    let (first, last) = code.as_str().split_at(4);
    let typed = sources.trust.url(&paths::ward_link(&format!("{first}-{last}")));
    // Browsers put the rest before it.
    let address = typed.split_once("://").map_or(typed.as_str(), |(_, address)| address).to_owned();
    let qr = qr(&url).map_err(|error| Problem::Failed(error.to_string()))?;
    Ok(Sheet { ward_name: ward.name.clone(), qr, address })
}

/// The wards in the order of a walk, and what is printed for each; or what is wrong with the question.
pub(crate) fn wanted<'a>(
    directory: &'a Directory,
    asked: &AskedPosters,
) -> Result<(Vec<&'a Ward>, PosterKind), Vec<FieldError>> {
    match (wanted_wards(directory, &asked.wards), asked.what.parse::<PosterKind>()) {
        (Ok(wards), Ok(kind)) => Ok((wards, kind)),
        (wards, kind) => {
            let no_wards = wards.err().map(|message| FieldError::new("wards", message));
            let no_kind = kind.is_err().then(|| FieldError::new("what", texts().posters_no_kind()));
            Err(no_wards.into_iter().chain(no_kind).collect())
        }
    }
}

/// Those that an address asks for, in the order of a walk; or why there are none.
pub(crate) fn wanted_wards<'a>(directory: &'a Directory, asked: &str) -> Result<Vec<&'a Ward>, String> {
    let all = directory.wards_in_order().iter();
    if asked == choices::ALL {
        return Ok(all.collect());
    }
    let mut wards = all.clone();
    if let Some(ward) = asked.parse().ok().and_then(|id| wards.find(|ward| ward.id == id)) {
        return Ok(vec![ward]);
    }
    let zone = asked.parse().ok().and_then(|id| directory.zones.iter().find(|zone| zone.id == id));
    let zone = zone.ok_or_else(|| texts().posters_no_wards())?;
    let of_zone: Vec<_> = all.filter(|ward| ward.zone == Some(zone.id)).collect();
    if of_zone.is_empty() { Err(texts().posters_none_there()) } else { Ok(of_zone) }
}
