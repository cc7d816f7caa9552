//! A pack as it was made, and what of it is not so any more.

use app::{
    screens::packs::{
        PackHead, PackIssue, PacksPage, PostPackPage, RosterLine, ShownPack, WardLine, WardPackPage,
        WardSheet,
    },
    words::{list, sentence},
};
use domain::pack::{Contents, Expected, Issue, Made, Pack, Rung, WardSheet as Kept};
use store::Tx;
use texts::texts;

use crate::{
    actions::packs::roster,
    kept::Directory,
    schedule::next_pack,
    screens::posters::wanted_wards,
    view::{Sources, choices, moment, moment::dated, shift_in_words, timeline::still_to_come},
};

/// A ward's sheet has room for so many lines about known issues, in letters of usual width.
const ISSUE_LINES: usize = 30;
const LETTERS_OF_A_LINE: usize = 90;

/// How many known issues fit on a ward's sheet; the first is there, however long it is.
fn that_fit(issues: &[Issue]) -> usize {
    let mut left = ISSUE_LINES;
    let fits = |issue: &&Issue| {
        let lines = issue.workaround.lines().map(|line| line.chars().count() / LETTERS_OF_A_LINE + 1);
        let title = (issue.title.chars().count() + issue.tag.chars().count()) / LETTERS_OF_A_LINE + 2;
        let fitted = left.checked_sub(title + lines.sum::<usize>());
        left = fitted.unwrap_or_default();
        fitted.is_some()
    };
    issues.iter().take_while(fits).count().max(1).min(issues.len())
}

pub(super) async fn packs_page(sources: &Sources, tx: &mut dyn Tx, chosen: &str) -> store::Result<PacksPage> {
    let directory = sources.directory(tx).await?;
    let now = sources.core.now();
    let pack = tx.latest_pack().await?;
    let shown = match &pack {
        None => None,
        Some(pack) => {
            // Those who have gone home since are no news.
            let still = |roster: &[Expected]| -> Vec<Expected> {
                let soon = pack.made.void_after;
                roster.iter().filter(|one| one.until > now && one.from < soon).cloned().collect()
            };
            let roster = roster(tx, &directory, now).await?;
            let is_outdated = still(&roster) != still(&pack.made.contents.roster);
            Some(ShownPack { head: head(sources, pack), is_outdated })
        }
    };
    Ok(PacksPage {
        pack: shown,
        wards: choices::some_wards(&directory),
        chosen: chosen.to_owned(),
        next: next_pack(&sources.core, &sources.trust.time_zone).map(|at| moment(sources, at)),
        key: sources.core.random.secret(),
        errors: Vec::new(),
        notice: None,
    })
}

fn head(sources: &Sources, Pack { number, made }: &Pack) -> PackHead {
    PackHead {
        number: *number,
        as_at: dated(sources, made.as_at),
        void_after: dated(sources, made.void_after),
        is_void: made.void_after <= sources.core.now(),
    }
}

pub(super) fn post_page(sources: &Sources, pack: Pack) -> PostPackPage {
    let head = head(sources, &pack);
    let Contents { wards, roster, zones, walks, ladders, .. } = pack.made.contents;
    let ladders = ladders.into_iter().map(|(priority, rungs)| (priority, rungs.iter().map(rung).collect()));
    PostPackPage {
        head,
        wards: wards.into_iter().map(line).collect(),
        roster: roster.into_iter().map(|one| expected(sources, one)).collect(),
        zones,
        walks,
        ladders: ladders.collect(),
    }
}

fn line(ward: Kept) -> WardLine {
    let slips = ward.slips.first().zip(ward.slips.last());
    WardLine {
        slips: slips.map(|(first, last)| (first.to_string(), last.to_string())),
        code: ward.code,
        name: ward.name,
        zone: ward.zone,
        phone: ward.phone,
    }
}

fn expected(sources: &Sources, Expected { zone, name, phone, tags, from, until }: Expected) -> RosterLine {
    RosterLine { zone, name, phone, tags, shift: shift_in_words(sources, from, until) }
}

fn rung(Rung { minutes, measures }: &Rung) -> String {
    let does: Vec<_> = measures.iter().map(|measure| still_to_come(*measure)).collect();
    sentence(&texts().packs_after(*minutes, list(&does)))
}

/// The sheets that are asked for, or why there are none.
pub(super) fn ward_page(
    sources: &Sources,
    directory: &Directory,
    pack: Pack,
    asked: &str,
) -> Result<WardPackPage, String> {
    let wanted: Vec<_> = wanted_wards(directory, asked)?.into_iter().map(|ward| ward.id).collect();
    let head = head(sources, &pack);
    let Made { contents: Contents { wards, issues, .. }, .. } = pack.made;
    let sheets: Vec<WardSheet> =
        wards.into_iter().filter(|ward| wanted.contains(&ward.id)).map(sheet).collect();
    if sheets.is_empty() {
        return Err(texts().packs_ward_is_new());
    }
    Ok(WardPackPage {
        head,
        sheets,
        more_issues: issues.len() - that_fit(&issues),
        issues: issues.iter().take(that_fit(&issues)).cloned().map(issue).collect(),
        back: format!("{}?wards={asked}", paths::PACKS),
    })
}

fn sheet(ward: Kept) -> WardSheet {
    let slips = ward.slips.iter().map(ToString::to_string).collect();
    WardSheet { name: ward.name, phone: ward.phone, slips }
}

fn issue(Issue { title, workaround, tag }: Issue) -> PackIssue {
    PackIssue { title, workaround, tag }
}
