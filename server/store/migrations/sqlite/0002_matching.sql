-- Somebody nearer than the holder on the way was asked; at most once a ticket.
alter table ticket add column nearer_asked integer not null default 0 check (nearer_asked in (0, 1));

-- How much a responder's zone means to the engine.
alter table responder add column zone_mode text not null default 'all'
    check (zone_mode in ('all', 'preferred', 'exclusive'));

-- How people answered lately.
create index offer_answered on offer (made_at, person, outcome) where outcome is not null;

-- What a trust has tuned; the highest version is in force. Nothing here is ever changed.
create table policy (
    version integer not null primary key check (version > 0),
    text text not null,
    set_at integer not null,
    set_by blob not null references person (id)
) strict;

-- What rounds of dispatch looked at and what they made of it, compressed, so that they can be made again. What seldom
-- changes is kept once, under the SHA-256 of its text.
create table decision_setting (
    hash blob not null primary key check (length(hash) = 32),
    body blob not null
) strict;

create table decision (
    id integer not null primary key,
    at integer not null,
    program text not null,
    policy integer references policy (version),
    setting blob not null references decision_setting (hash),
    body blob not null
) strict;

create index decision_at on decision (at);
create index decision_in_setting on decision (setting);
