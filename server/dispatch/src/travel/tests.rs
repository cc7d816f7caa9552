use domain::SiteId;
use uuid::Uuid;

use super::*;

fn id<T: From<Uuid>>(number: u128) -> T {
    Uuid::from_u128(number).into()
}

fn ward(number: u128) -> Ward {
    Ward {
        id: id(number),
        code: format!("W{number:02}"),
        name: format!("Ward {number}"),
        site: id(1),
        zone: None,
        building: Some("Main".to_owned()),
        level: Some(0),
        position: None,
        phone: None,
    }
}

fn site(number: u128, coordinates: Option<(f64, f64)>) -> Site {
    Site { id: id::<SiteId>(number), name: format!("Site {number}"), coordinates }
}

fn corridor(from: u128, to: u128, seconds: u16) -> Link {
    Link { from: id(from), to: id(to), seconds, kind: LinkKind::Corridor, step_free: true }
}

fn seconds(survey: Survey<'_>, from: u128, to: u128) -> u16 {
    TravelTable::build(survey, &Walking::default()).seconds(id(from), id(to))
}

#[test]
fn each_rung_of_the_ladder_beats_the_next() {
    let bare = [ward(1), ward(2), ward(3)];
    let placed: Vec<Ward> = bare
        .iter()
        .zip([0.0, 30.0, 60.0])
        .map(|(w, east)| Ward { position: Some((east, 0.0)), ..w.clone() })
        .collect();
    let links = [corridor(1, 2, 40), corridor(2, 3, 45), corridor(3, 1, 200)];
    let overrides = [Override { from: id(1), to: id(3), seconds: 70 }];

    let constant = Survey { wards: &bare, ..Survey::default() };
    assert_eq!(seconds(constant, 1, 3), 60, "same floor");
    let by_position = Survey { wards: &placed, ..constant };
    assert_eq!(seconds(by_position, 1, 3), 64, "60 m × 4/π at 1.2 m/s");
    let by_links = Survey { links: &links, ..by_position };
    assert_eq!(seconds(by_links, 1, 3), 85, "through ward 2 rather than the slow direct link");
    assert_eq!(seconds(by_links, 3, 1), 85);
    let measured = Survey { overrides: &overrides, ..by_links };
    assert_eq!(seconds(measured, 1, 3), 70);
    assert_eq!(seconds(measured, 3, 1), 70, "a measured way holds both ways");
    assert_eq!(seconds(measured, 1, 2), 40, "and changes no other");
}

#[test]
fn a_way_measured_in_both_directions_may_differ() {
    let wards = [ward(1), ward(2)];
    let overrides =
        [Override { from: id(1), to: id(2), seconds: 90 }, Override { from: id(2), to: id(1), seconds: 50 }];
    let survey = Survey { wards: &wards, overrides: &overrides, ..Survey::default() };
    assert_eq!((seconds(survey, 1, 2), seconds(survey, 2, 1)), (90, 50));
}

#[test]
fn a_ward_that_no_link_reaches_falls_back_to_the_estimate() {
    let wards = [ward(1), ward(2), Ward { level: Some(2), ..ward(3) }];
    let links = [corridor(1, 2, 40), corridor(1, 99, 1)];
    let survey = Survey { wards: &wards, links: &links, ..Survey::default() };
    assert_eq!(seconds(survey, 2, 1), 40);
    assert_eq!(seconds(survey, 1, 3), 86, "same building, two floors of 13.1 s");
}

#[test]
fn two_floors_are_climbed_and_seven_are_ridden() {
    for (level, expected) in [(0, 60), (2, 60 + 26), (-4, 60 + 52), (7, 60 + 259)] {
        let wards = [ward(1), Ward { level: Some(level), ..ward(2) }];
        assert_eq!(seconds(Survey { wards: &wards, ..Survey::default() }, 1, 2), expected, "{level} floors");
    }
}

#[test]
fn another_building_is_reached_over_the_ground_floor() {
    let wards = [
        Ward { level: Some(2), position: Some((0.0, 0.0)), ..ward(1) },
        Ward { level: Some(1), position: Some((1.0, 0.0)), building: Some("Annexe".to_owned()), ..ward(2) },
    ];
    let survey = Survey { wards: &wards, ..Survey::default() };
    assert_eq!(seconds(survey, 1, 2), 240 + 26 + 13, "positions in different buildings do not compare");
}

#[test]
fn between_sites_the_great_circle_counts() {
    let wards = [ward(1), Ward { site: id(2), ..ward(2) }];
    // A hundredth of a degree of latitude is 1,112 m.
    let sites = [site(1, Some((53.80, -1.55))), site(2, Some((53.81, -1.55)))];
    let survey = Survey { wards: &wards, sites: &sites, ..Survey::default() };
    assert_eq!(seconds(survey, 1, 2), 280, "1,112 m × 1.4 at 20 km/h");
    let unplaced = [site(1, None), site(2, None)];
    assert_eq!(seconds(Survey { sites: &unplaced, ..survey }, 1, 2), 1800);
}

#[test]
fn a_very_long_way_is_as_long_as_the_table_can_say() {
    let wards = [ward(1), Ward { site: id(2), ..ward(2) }];
    let sites = [site(1, Some((53.8, -1.5))), site(2, Some((-37.8, 145.0)))];
    assert_eq!(seconds(Survey { wards: &wards, sites: &sites, ..Survey::default() }, 1, 2), u16::MAX);
}

#[test]
fn an_unknown_ward_is_some_minutes_away_from_everywhere() {
    let wards = [ward(1)];
    let survey = Survey { wards: &wards, ..Survey::default() };
    assert_eq!(seconds(survey, 1, 77), 300);
    assert_eq!(seconds(survey, 77, 77), 300);
    assert_eq!(seconds(Survey::default(), 1, 1), 300);
}

#[test]
fn the_nearest_places_come_first() {
    let wards: Vec<Ward> = [0.0, 100.0, 30.0]
        .iter()
        .zip(1..)
        .map(|(east, n)| Ward { position: Some((*east, 0.0)), ..ward(n) })
        .collect();
    let table = TravelTable::build(Survey { wards: &wards, ..Survey::default() }, &Walking::default());
    assert_eq!(table.nearest_to(0).collect::<Vec<_>>(), [0, 2, 1, 3]);
}

#[test]
fn with_the_lift_out_people_take_the_stairs() {
    let wards = [ward(1), Ward { level: Some(7), ..ward(2) }, Ward { level: Some(2), ..ward(3) }];
    let links = [
        Link { kind: LinkKind::Lift, ..corridor(1, 3, 40) },
        Link { kind: LinkKind::Stairs, ..corridor(1, 3, 70) },
    ];
    let running = Survey { wards: &wards, links: &links, ..Survey::default() };
    let out = Survey { lift_out: true, ..running };
    assert_eq!((seconds(running, 1, 3), seconds(out, 1, 3)), (40, 70), "the stairs that were timed");
    assert_eq!(
        (seconds(running, 1, 2), seconds(out, 1, 2)),
        (60 + 259, 60 + 92),
        "the floors that nobody timed"
    );
}

#[test]
fn arrivals_correct_an_estimate_and_leave_a_measured_way_alone() {
    let wards = [ward(1), ward(2), ward(3)];
    let overrides = [Override { from: id(1), to: id(3), seconds: 70 }];
    let walk = |from, to, seconds| domain::Walk { from: id(from), to: id(to), seconds };
    let walks: Vec<domain::Walk> =
        std::iter::repeat_n([walk(2, 1, 100), walk(1, 3, 200)], 8).flatten().collect();
    let observed = observe(&walks);
    let survey = Survey { wards: &wards, overrides: &overrides, observed: &observed, ..Survey::default() };
    assert_eq!(
        (seconds(survey, 1, 2), seconds(survey, 2, 1)),
        (80, 80),
        "half of the way from 60 to 100 after 8 walks"
    );
    assert_eq!((seconds(survey, 1, 3), seconds(survey, 3, 1)), (70, 70));
    assert_eq!(seconds(survey, 2, 3), 60, "nobody went there");
}

#[test]
fn a_table_is_kept_and_read_back() {
    let wards = [ward(3), ward(1), ward(2)];
    let one_way = [Override { from: id(1), to: id(3), seconds: 77 }];
    let survey = Survey { wards: &wards, overrides: &one_way, ..Survey::default() };
    let table = TravelTable::build(survey, &Walking::default());
    let kept = serde_json::to_string(&table).unwrap();
    assert_eq!(serde_json::from_str::<TravelTable>(&kept).unwrap(), table);
    assert!(serde_json::from_str::<TravelTable>(r#"{"wards":[],"seconds":[]}"#).is_err());
}
