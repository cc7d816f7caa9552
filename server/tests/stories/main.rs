//! Stories of a hospital, told to the real program: a real database, the real router, fakes only of what is outside. They are
//! one program, so that they are linked once; `logging`, which listens to all that its process says, `push`, whose hospital is another, and `faults`,
//! which kills programs, are their own.

mod asking;
mod auditing;
mod canary;
mod closing;
mod commanding;
mod correcting;
mod counting;
#[cfg(feature = "demo")]
mod crowd;
mod deciding;
mod decisions;
mod dispatching;
mod drilling;
mod figures;
mod gate;
mod health;
mod hearing;
mod hospital;
mod importing;
mod joining;
mod keeping;
mod known_before;
mod known_issues;
mod leaving;
mod listing;
mod live;
mod lost_answers;
mod master_tickets;
mod morning;
mod names;
mod nodes;
mod packs;
mod paper;
mod people;
mod places;
mod posters;
mod reaching;
mod rehearsing;
mod reports;
mod roles;
mod roster;
mod setting_up;
mod settings;
mod shifts;
mod signing_in;
mod subscribing;
mod surges;
mod surging;
mod tapping;
mod tuning;
mod walls;
mod ward_computer;
mod waves;
mod words;
