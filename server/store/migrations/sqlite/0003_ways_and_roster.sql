-- What a trust says about its ways and its roster, and what arrivals have shown.

-- Holds in both directions; two wards may be joined by stairs and by a lift.
create table link (
    from_ward blob not null references ward (id),
    to_ward blob not null references ward (id),
    kind text not null check (kind in ('corridor', 'stairs', 'lift', 'shuttle')),
    seconds integer not null check (seconds between 1 and 65535),
    step_free integer not null check (step_free in (0, 1)),
    primary key (from_ward, to_ward, kind)
) strict, without rowid;

-- A whole way that was measured, in one direction.
create table way_override (
    from_ward blob not null references ward (id),
    to_ward blob not null references ward (id),
    seconds integer not null check (seconds between 1 and 65535),
    primary key (from_ward, to_ward)
) strict, without rowid;

-- From accepting to arriving. Nobody's name: this is about ways, not about people.
create table walk (
    id integer not null primary key,
    from_ward blob not null references ward (id),
    to_ward blob not null references ward (id),
    seconds integer not null check (seconds between 1 and 65535),
    arrived_at integer not null
) strict;

create index walk_arrived on walk (arrived_at);

create table shift (
    person blob not null references responder (person),
    starts_at integer not null,
    ends_at integer not null check (ends_at > starts_at),
    primary key (person, starts_at)
) strict, without rowid;

create index shift_starts on shift (starts_at);
