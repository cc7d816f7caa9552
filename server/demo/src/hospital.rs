//! An invented trust: two hospitals, their zones and wards, and what its people know. Any likeness is chance.

/// A hospital: name, degrees north, degrees east. Two points in open country, a half-hour's walk apart.
pub(super) struct Place {
    pub(super) name: &'static str,
    pub(super) coordinates: (f64, f64),
}

pub(super) const SITES: [Place; 2] = [
    Place { name: "Northbank General", coordinates: (52.0000, -1.0000) },
    Place { name: "Riverside Hospital", coordinates: (52.0140, -0.9790) },
];

/// Wards looked after together, and how many floorwalkers roam them.
pub(super) struct Patch {
    pub(super) site: usize,
    pub(super) name: &'static str,
    pub(super) floorwalkers: usize,
}

pub(super) const ZONES: [Patch; 7] = [
    Patch { site: 0, name: "Emergency and acute", floorwalkers: 5 },
    Patch { site: 0, name: "Theatres and critical care", floorwalkers: 4 },
    Patch { site: 0, name: "Medicine", floorwalkers: 4 },
    Patch { site: 0, name: "Surgery", floorwalkers: 4 },
    Patch { site: 0, name: "Women and children", floorwalkers: 3 },
    Patch { site: 1, name: "Riverside wards", floorwalkers: 2 },
    Patch { site: 1, name: "Riverside clinics", floorwalkers: 2 },
];

/// A ward as the invented trust would list it.
pub(super) struct Unit {
    pub(super) code: &'static str,
    pub(super) name: &'static str,
    /// Index into [`ZONES`]; the site is the zone's.
    pub(super) zone: usize,
    pub(super) building: &'static str,
    /// Floors above the ground floor.
    pub(super) level: i16,
    /// Metres east and north of the main entrance of the site.
    pub(super) position: (f64, f64),
    /// An internal extension.
    pub(super) phone: &'static str,
    /// Staff on a day: how often help is asked for from here.
    pub(super) staff: u32,
    /// The slug of the special system that is used here and hardly anywhere else.
    pub(super) speciality: Option<&'static str>,
}

impl Unit {
    const fn with(self, speciality: &'static str) -> Self {
        Self { speciality: Some(speciality), ..self }
    }
}

#[expect(clippy::too_many_arguments, reason = "a row of a table")]
const fn unit(
    code: &'static str,
    name: &'static str,
    zone: usize,
    building: &'static str,
    level: i16,
    position: (f64, f64),
    phone: &'static str,
    staff: u32,
) -> Unit {
    Unit { code, name, zone, building, level, position, phone, staff, speciality: None }
}

const MAIN: &str = "Main Building";
const EAST: &str = "East Wing";
const WOMEN: &str = "Women’s Centre";
const HOUSE: &str = "Riverside House";
const CLINICS: &str = "Clinic Block";

pub(super) const WARDS: [Unit; 28] = [
    unit("ED", "Emergency Department", 0, MAIN, 0, (10.0, 15.0), "4101", 90),
    unit("SDEC", "Same Day Emergency Care", 0, MAIN, 0, (60.0, 20.0), "4102", 25),
    unit("AMU", "Acute Medical Unit", 0, MAIN, 1, (15.0, 40.0), "4103", 65),
    unit("FAU", "Frailty Assessment Unit", 0, MAIN, 1, (70.0, 40.0), "4104", 20),
    unit("THR", "Main Theatres", 1, MAIN, 2, (20.0, 60.0), "4201", 80).with("theatres"),
    unit("REC", "Recovery", 1, MAIN, 2, (50.0, 60.0), "4202", 30).with("theatres"),
    unit("ICU", "Intensive Care", 1, MAIN, 2, (85.0, 55.0), "4203", 60),
    unit("ENDO", "Endoscopy", 1, MAIN, 1, (95.0, 70.0), "4204", 25),
    unit("W05", "Ward 5 Respiratory", 2, MAIN, 3, (10.0, 30.0), "4305", 38),
    unit("W06", "Ward 6 Cardiology", 2, MAIN, 3, (80.0, 30.0), "4306", 40),
    unit("W07", "Ward 7 Older People", 2, MAIN, 4, (10.0, 30.0), "4307", 36),
    unit("W08", "Ward 8 Gastroenterology", 2, MAIN, 4, (80.0, 30.0), "4308", 36),
    unit("W09", "Ward 9 Diabetes and Kidney", 2, MAIN, 5, (45.0, 30.0), "4309", 32),
    unit("W01", "Ward 1 Orthopaedics", 3, EAST, 1, (150.0, 20.0), "4401", 38),
    unit("W02", "Ward 2 General Surgery", 3, EAST, 1, (200.0, 20.0), "4402", 40),
    unit("W03", "Ward 3 Urology", 3, EAST, 2, (150.0, 20.0), "4403", 30),
    unit("W04", "Ward 4 Vascular", 3, EAST, 2, (200.0, 20.0), "4404", 30),
    unit("PAC", "Pre-assessment Clinic", 3, EAST, 0, (175.0, 10.0), "4405", 18).with("outpatients"),
    unit("LAB", "Labour Ward", 4, WOMEN, 1, (-70.0, 50.0), "4501", 45).with("maternity"),
    unit("MAT", "Maternity Ward", 4, WOMEN, 2, (-70.0, 50.0), "4502", 36).with("maternity"),
    unit("NEO", "Neonatal Unit", 4, WOMEN, 1, (-100.0, 60.0), "4503", 35),
    unit("CHI", "Children’s Ward", 4, WOMEN, 0, (-90.0, 40.0), "4504", 34),
    unit("W21", "Ward 21 Stroke", 5, HOUSE, 1, (15.0, 10.0), "6121", 34),
    unit("W22", "Ward 22 Rehabilitation", 5, HOUSE, 2, (15.0, 10.0), "6122", 28),
    unit("W23", "Ward 23 Elective Surgery", 5, HOUSE, 2, (60.0, 10.0), "6123", 30),
    unit("OPD", "Outpatients", 6, CLINICS, 0, (110.0, 25.0), "6201", 55).with("outpatients"),
    unit("IMG", "Imaging", 6, CLINICS, 0, (150.0, 35.0), "6202", 26),
    unit("DSU", "Day Surgery", 6, CLINICS, 1, (120.0, 30.0), "6203", 28).with("theatres"),
];

/// What people ask about, slug and name, the most asked first: demand falls off by Zipf's law in this order.
pub(super) const TAGS: [(&str, &str); 12] = [
    ("epma", "ePMA"),
    ("clinical-notes", "Clinical notes"),
    ("order-comms", "Order comms"),
    ("nursing", "Nursing assessments"),
    ("discharge", "Discharge summary"),
    ("access", "Log-in and access"),
    ("results", "Results"),
    ("beds", "Bed management"),
    ("devices", "Printing and devices"),
    ("outpatients", "Outpatient clinics"),
    ("theatres", "Theatres"),
    ("maternity", "Maternity"),
];

/// The tag that everybody may take.
pub(super) const SOMETHING_ELSE: (&str, &str) = ("something-else", "Something else");

/// Weights by Zipf's law with exponent 1: the second is asked for half as often as the first, the third a third.
pub(super) fn zipf(ranks: usize) -> Vec<f64> {
    (1_u32..).take(ranks).map(|rank| 1.0 / f64::from(rank)).collect()
}

/// The ward with this code; a code of another trust has none.
pub(super) fn ward(code: &str) -> Option<&'static Unit> {
    WARDS.iter().find(|ward| ward.code == code)
}
