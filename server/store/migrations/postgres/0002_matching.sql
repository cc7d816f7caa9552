-- Somebody nearer than the holder on the way was asked; at most once a ticket.
alter table ticket add column nearer_asked boolean not null default false;

-- How much a responder's zone means to the engine.
alter table responder add column zone_mode text not null default 'all'
    check (zone_mode in ('all', 'preferred', 'exclusive'));

-- How people answered lately.
create index offer_answered on offer (made_at, person, outcome) where outcome is not null;

-- What a trust has tuned; the highest version is in force. Nothing here is ever changed.
create table policy (
    version bigint not null primary key check (version > 0),
    text text not null,
    set_at bigint not null,
    set_by uuid not null references person (id)
);

-- What rounds of dispatch looked at and what they made of it, compressed, so that they can be made again. What seldom
-- changes is kept once, under the SHA-256 of its text.
create table decision_setting (
    hash bytea not null primary key check (length(hash) = 32),
    body bytea not null
);

create table decision (
    id bigint generated always as identity primary key,
    at bigint not null,
    program text not null,
    policy bigint references policy (version),
    setting bytea not null references decision_setting (hash),
    body bytea not null
);

create index decision_at on decision (at);
create index decision_in_setting on decision (setting);
