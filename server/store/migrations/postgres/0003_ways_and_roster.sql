-- What a trust says about its ways and its roster, and what arrivals have shown.

-- Holds in both directions; two wards may be joined by stairs and by a lift.
create table link (
    from_ward uuid not null references ward (id),
    to_ward uuid not null references ward (id),
    kind text not null check (kind in ('corridor', 'stairs', 'lift', 'shuttle')),
    seconds bigint not null check (seconds between 1 and 65535),
    step_free boolean not null,
    primary key (from_ward, to_ward, kind)
);

-- A whole way that was measured, in one direction.
create table way_override (
    from_ward uuid not null references ward (id),
    to_ward uuid not null references ward (id),
    seconds bigint not null check (seconds between 1 and 65535),
    primary key (from_ward, to_ward)
);

-- From accepting to arriving. Nobody's name: this is about ways, not about people.
create table walk (
    id bigint generated always as identity primary key,
    from_ward uuid not null references ward (id),
    to_ward uuid not null references ward (id),
    seconds bigint not null check (seconds between 1 and 65535),
    arrived_at bigint not null
);

create index walk_arrived on walk (arrived_at);

create table shift (
    person uuid not null references responder (person),
    starts_at bigint not null,
    ends_at bigint not null check (ends_at > starts_at),
    primary key (person, starts_at)
);

create index shift_starts on shift (starts_at);
