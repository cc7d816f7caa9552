//! The command centre's board.

use app::screens::board::{
    Arrival, BoardActions, BoardCounts, BoardFilter, BoardPage, BoardPerson, BoardTicket, BoardWard,
    BoardWave, FreeByTag, HurtLine, NotSorted, TicketHurt, ZoneTile,
};
use domain::{
    Duty, Hurt, Priority, ResponderKind,
    ticket::{Phase, Sorted},
};

use super::{NAMES, NOW, TAGS, ago, choices, s, surges::surge_card, wards};

const PHASES: [Phase; 4] = [Phase::Waiting, Phase::Offered, Phase::OnTheWay, Phase::WithYou];

pub(super) fn board_ticket(place: usize) -> BoardTicket {
    let phase = PHASES[place % 4];
    let who = match phase {
        Phase::Waiting => Vec::new(),
        _ => vec![s(NAMES[place % NAMES.len()])],
    };
    BoardTicket {
        id: format!("t{place}"),
        code: format!("K{place}P"),
        priority: Priority::ALL[(place / 3).min(3)],
        ward: wards()[place % 6].label.clone(),
        zone: s("z"),
        wave: s("v1"),
        tag: s(TAGS[place % TAGS.len()]),
        tag_slug: s("sample"),
        phase,
        why: match phase {
            Phase::Waiting => Some(s("Everyone who knows this is busy")),
            Phase::Offered => Some(s("Nearest of 3 who know it")),
            _ => None,
        },
        who,
        asked_beside: if phase == Phase::OnTheWay { vec![s("Fergus Mock")] } else { Vec::new() },
        arrivals: if phase == Phase::Offered { vec![arrival(place)] } else { Vec::new() },
        asked: ago(14 - u64::try_from(place).unwrap_or(0)),
        entered: (place == 3).then(|| ago(1)),
        waits_again: (place == 4).then(|| ago(2)),
        came_back: false,
        hurt: match phase {
            Phase::Waiting => Some(TicketHurt { kind: Hurt::NobodyCan, since: ago(12) }),
            Phase::Offered => Some(TicketHurt { kind: Hurt::NotReached, since: ago(1) }),
            _ => None,
        },
        escalation: u8::from(place == 0),
        done: if place == 0 { vec!["Command centre told 10:42".to_owned()] } else { Vec::new() },
        reopened: place == 5,
    }
}

fn arrival(place: usize) -> Arrival {
    let not_reached = place == 1;
    let words = if not_reached { "not reached (alert sent), called" } else { "alert shown 3 s after" };
    Arrival { name: s(NAMES[place % NAMES.len()]), words: s(words), not_reached }
}

pub(crate) fn board() -> BoardPage {
    let zones = ["Medicine", "Surgery", "Front door"];
    let people: Vec<BoardPerson> = (0..8)
        .map(|place| BoardPerson {
            id: format!("p{place}"),
            name: s(NAMES[place]),
            kind: if place % 3 == 0 { ResponderKind::SuperUser } else { ResponderKind::Floorwalker },
            duty: if place == 6 { Duty::OnBreak } else { Duty::OnShift },
            zone: (place != 7).then(|| s(zones[place % 3])),
            zone_id: if place == 7 { String::new() } else { format!("z{}", place % 3) },
            place: (place != 5).then(|| wards()[place % 6].label.clone()),
            place_is_old: place == 4,
            busy_with: (place < 3).then(|| (format!("K{place}P"), PHASES[place + 1])),
            is_reachable: place != 4,
            signed_out: place == 5,
            not_reached: false,
            tags: TAGS[place % 3..place % 3 + 3].iter().map(|tag| s(tag)).collect(),
        })
        .collect();
    let tickets: Vec<BoardTicket> = (0..12).map(board_ticket).collect();
    let free = TAGS.iter().enumerate().map(|(free, tag)| FreeByTag { tag: s(tag), free, on_shift: free + 3 });
    let tile = |place: usize| ZoneTile {
        id: format!("z{place}"),
        name: s(zones[place]),
        waiting: place * 2,
        urgent: usize::from(place == 2),
        oldest: (place > 0).then(|| ago(12)),
        free: 2 - place,
        uncovered: TAGS.iter().take(place * 2).map(|tag| s(tag)).collect(),
    };
    let wave = |id, name, day: Option<&str>, waiting| BoardWave {
        id: s(id),
        name: s(name),
        day: day.map(s),
        waiting,
    };
    BoardPage {
        now: NOW,
        now_clock: s("10:42:07"),
        sequence: 41,
        counts: BoardCounts::of(&tickets, &people),
        hurts: HurtLine::of(&tickets),
        tickets,
        came_back: Vec::new(),
        not_sorted: vec![NotSorted {
            id: s("t20"),
            code: s("M2X"),
            ward: s("Ward 4"),
            zone: s("z"),
            wave: s("v1"),
            tag: s("ePMA"),
            answer: Sorted::Partly,
            closed_by: Some(s("Aisha Example")),
            closed: ago(25),
        }],
        people,
        free: free.collect(),
        zones: (0..3).map(tile).collect(),
        waves: vec![
            wave("v1", "Wave 1", Some("Day 12 since the cutover"), 2),
            wave("v2", "Wave 2", Some("Day 3 since the cutover"), 4),
            wave("none", "In no wave", None, 0),
        ],
        wards: Vec::new(),
        tags: choices(&TAGS),
        filter: BoardFilter::default(),
        address: s("/board"),
        all_tickets: None,
        found_elsewhere: None,
        may_decide: true,
        canary: None,
        actions: BoardActions { open: 3, overdue: 1 },
        surges: vec![surge_card()],
        floods: Vec::new(),
        alarms: vec![s("1 open ticket has been past its deadline for more than 15 seconds")],
        alarms_since: Some(ago(3)),
        handsets_on_retired_keys: 0,
    }
}

/// What was looked for.
pub(crate) fn board_found() -> BoardPage {
    let ward = BoardWard {
        code: s("W07"),
        name: s("Ward 7"),
        zone: s("z0"),
        zone_name: Some(s("Medicine")),
        phone: Some(s("4512")),
        open: 2,
    };
    let board = board();
    let filter = BoardFilter { zone: s("z0"), find: s("ward 7"), ..BoardFilter::default() };
    BoardPage {
        tickets: board.tickets[..2].to_vec(),
        people: board.people[..2].to_vec(),
        wards: vec![ward],
        filter,
        ..board
    }
}

pub(crate) fn board_empty() -> BoardPage {
    BoardPage {
        tickets: Vec::new(),
        not_sorted: Vec::new(),
        counts: BoardCounts::default(),
        hurts: Vec::new(),
        people: Vec::new(),
        alarms: Vec::new(),
        alarms_since: None,
        filter: BoardFilter { phase: s("waiting"), ..BoardFilter::default() },
        ..board()
    }
}
