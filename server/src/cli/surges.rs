use std::{
    fs::{self, File},
    io::{self, BufRead, BufReader, Write},
    path::{Path, PathBuf},
};

use clap::Args;
use domain::{TicketId, Timestamp};
use ground::clock::{self, Day, zoned};
use import::{
    requests::{self, Requests},
    spreadsheet::{MARK, Table},
};
use jiff::{ToSpan, tz::TimeZone};
use surge::{Asked, Card, Kind, Parameters, Places, Scan, Stream, Ward, next_raise};

use super::say;
use crate::{
    config::Config,
    startup::StartupError,
    surges::{Named, Seen, begin_hours, sentence},
};

/// Nights look back so far for how many cards there were.
const DAYS_OF_BUDGET: i32 = 7;
/// By this hour somebody asks on a day that is whole.
const FIRST_ASKED_BY: i8 = 3;
const BUFFER: usize = 1 << 16;

#[derive(Debug, Args)]
pub(super) struct Surges {
    /// What was asked, as CSV with the columns `asked_at`, ward, zone, tag and priority, or as Elbow exports tickets; - reads standard input.
    /// Prints the cards as CSV.
    #[arg(long, value_name = "FILE", required_unless_present = "print_parameters")]
    replay: Option<PathBuf>,
    /// What the scan goes by (TOML). Whatever it leaves out has its default.
    #[arg(long, value_name = "FILE")]
    parameters: Option<PathBuf>,
    /// Print every parameter with its default, and do nothing else.
    #[arg(long)]
    print_parameters: bool,
}

pub(super) fn run(arguments: &Surges, config: &Config) -> Result<(), StartupError> {
    if arguments.print_parameters {
        let text = toml::to_string(&Parameters::default()).map_err(|error| told(&error))?;
        return say(text.trim_end());
    }
    let parameters = arguments.parameters.as_deref().map_or_else(|| Ok(Parameters::default()), parameters)?;
    let Some(file) = &arguments.replay else { return Ok(()) };
    let zone = &config.time_zone;
    let requests = read(file, zone)?;
    let raise = parameters.raise;
    let scan = replay(&requests, parameters, zone);
    say(cards_csv(&scan, &requests, zone).map_err(|error| told(&error))?.trim_end())?;
    note(summary(&requests, scan.cards(), raise, zone))
}

fn parameters(path: &Path) -> Result<Parameters, StartupError> {
    let text = fs::read_to_string(path)
        .map_err(|error| StartupError::Told(format!("{} cannot be read: {error}", path.display())))?;
    let parameters: Parameters =
        toml::from_str(&text).map_err(|error| StartupError::Told(format!("{}: {error}", path.display())))?;
    match parameters.validate() {
        problems if problems.is_empty() => Ok(parameters),
        problems => Err(StartupError::Told(format!(
            "{} cannot be used:\n  {}",
            path.display(),
            problems.join("\n  ")
        ))),
    }
}

/// What was asked. What is wrong with the file is told all at once; what people should know is said beside the cards.
fn read(path: &Path, zone: &TimeZone) -> Result<Requests, StartupError> {
    let is_standard = path.as_os_str() == "-";
    let name = if is_standard { "standard input".to_owned() } else { path.display().to_string() };
    let from: Box<dyn BufRead> = if is_standard {
        Box::new(io::stdin().lock())
    } else {
        let file = File::open(path)
            .map_err(|error| StartupError::Told(format!("{name} cannot be read: {error}")))?;
        Box::new(BufReader::with_capacity(BUFFER, file))
    };
    let requests = requests::read(&name, from, zone)
        .map_err(|error| StartupError::Told(format!("{name} cannot be read: {error}")))?;
    requests.notes.iter().try_for_each(|told| note(format_args!("note: {told}")))?;
    if requests.zones.is_empty() && !requests.requests.is_empty() {
        note(format_args!(
            "note: {name}: No line names a zone, so topics are not looked at zone by zone. Add the column zone if wards are in zones."
        ))?;
    }
    if requests.problems.is_empty() {
        return Ok(requests);
    }
    requests.problems.iter().try_for_each(note)?;
    let found = requests.problems.len();
    let found = if found == 1 { "1 problem".to_owned() } else { format!("{found} problems") };
    Err(StartupError::Told(format!("{found}; nothing was looked for.")))
}

fn replay(requests: &Requests, parameters: Parameters, zone: &TimeZone) -> Scan {
    let wards = requests.wards.iter().map(|ward| Ward { zone: ward.zone, heads: 1.0 }).collect();
    let count = |names: &[String]| u16::try_from(names.len()).unwrap_or(u16::MAX);
    let mut scan =
        Scan::new(parameters, Places { wards, zones: count(&requests.zones), tags: count(&requests.tags) });
    let Some(first) = requests.requests.first() else { return scan };
    let mut hours = clock::hours(first.at, zone).peekable();
    for request in &requests.requests {
        begin_hours(&mut scan, &mut hours, request.at);
        // The line is as good as chance: it is another for each.
        let mut line = [0; 10];
        line[6..].copy_from_slice(&request.line.to_be_bytes());
        let asked = Asked {
            ticket: TicketId::new(request.at, line),
            at: request.at,
            ward: request.ward,
            tag: request.tag,
            kind: Kind::Request,
        };
        scan.ask(asked, request.at);
    }
    scan
}

fn ward(names: &Requests, ward: u16) -> &str {
    names.wards.get(usize::from(ward)).map_or("", |ward| &ward.name)
}

fn name(names: &[String], number: u16) -> &str {
    names.get(usize::from(number)).map_or("", String::as_str)
}

fn seen<'a>(card: &Card, names: &'a Requests) -> Seen<'a> {
    let (zone, tag) = (|zone| name(&names.zones, zone), |tag| name(&names.tags, tag));
    let first = card.tickets().first();
    Seen {
        what: match card.stream() {
            Stream::Cell { ward: of, tag: about } => Named::Cell { ward: ward(names, of), tag: tag(about) },
            Stream::ZoneTag { zone: of, tag: about } => Named::ZoneTag { zone: zone(of), tag: tag(about) },
            Stream::Ward(of) => Named::Ward(ward(names, of)),
            Stream::Tag(about) => Named::Tag(tag(about)),
            Stream::Everywhere => Named::Everywhere,
        },
        requests: card.seen(),
        wards: card.wards(),
        minutes: card.window_minutes(),
        expected: card.expected(),
        began: first.map_or(card.opened_at(), |first| first.at),
        began_on: first.map_or("", |first| ward(names, first.ward)),
    }
}

fn cards_csv(scan: &Scan, names: &Requests, zone: &TimeZone) -> Result<String, csv::Error> {
    let time = |at: Timestamp| zoned(at, zone).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string();
    let mut table = Table::new([
        "level",
        "zone",
        "ward",
        "tag",
        "opened_at",
        "last_at",
        "window_minutes",
        "seen",
        "wards",
        "expected",
        "score",
        "tickets",
        "sentence",
    ])?;
    for card in scan.cards() {
        let stream = card.stream();
        table.row([
            stream.level().as_str().to_owned(),
            stream.zone().map_or("", |zone| name(&names.zones, zone)).to_owned(),
            stream.ward().map_or("", |of| ward(names, of)).to_owned(),
            stream.tag().map_or("", |tag| name(&names.tags, tag)).to_owned(),
            time(card.opened_at()),
            time(card.last_at()),
            card.window_minutes().to_string(),
            card.seen().to_string(),
            card.wards().to_string(),
            format!("{:.4}", card.expected()),
            format!("{:.4}", card.score()),
            card.tickets().len().to_string(),
            sentence(&seen(card, names), zone),
        ])?;
    }
    // Programs read this too, and few of them expect a mark on standard input.
    Ok(table.into_text()?.trim_start_matches(MARK).to_owned())
}

/// How much was looked at, and what the budget of alarms would make of it.
fn summary(requests: &Requests, cards: &[Card], raise: f64, zone: &TimeZone) -> String {
    let counted = |count: usize, one: &str, more: &str| {
        if count == 1 { format!("1 {one}") } else { format!("{count} {more}") }
    };
    let told = format!(
        "{} from {} about {}: {}.",
        counted(requests.requests.len(), "request", "requests"),
        counted(requests.wards.len(), "ward", "wards"),
        counted(requests.tags.len(), "topic", "topics"),
        counted(cards.len(), "card", "cards")
    );
    let [first, .., last] = &requests.requests[..] else { return told };
    // The last day may not be over, and the first may have begun before the file does.
    let (first, last) = (zoned(first.at, zone), zoned(last.at, zone).date());
    let begun = i32::from(first.hour() >= FIRST_ASKED_BY);
    let whole = last.since(first.date()).map_or(0, |between| between.get_days()) - begun;
    let whole = whole.clamp(0, DAYS_OF_BUDGET);
    let from = last.checked_sub(whole.days()).ok().and_then(|from| Day::of(from, zone));
    if let (Some(from), Some(until), Ok(days)) = (from, Day::of(last, zone), u32::try_from(whole))
        && days > 0
    {
        let lately =
            cards.iter().filter(|card| (from.start..until.start).contains(&card.opened_at())).count();
        let next = next_raise(raise, u32::try_from(lately).unwrap_or(u32::MAX), days);
        let days = counted(usize::try_from(days).unwrap_or_default(), "whole day", "whole days");
        let lately = counted(lately, "card", "cards");
        return format!(
            "{told} In the last {days}: {lately}. Without a real one among them the thresholds would be raised by {next:.1} from the next night on (now {raise:.1})."
        );
    }
    told
}

/// A line for people, beside what is printed for programs.
fn note(line: impl std::fmt::Display) -> Result<(), StartupError> {
    Ok(writeln!(io::stderr(), "{line}")?)
}

fn told(error: &impl ToString) -> StartupError {
    StartupError::Told(error.to_string())
}
