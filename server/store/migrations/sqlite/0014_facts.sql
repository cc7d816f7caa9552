-- How far each follower of the event log is: it has everything up to `sequence`. `version` is that of what it makes of the log.
create table log_cursor (
    name text not null primary key check (length(name) between 1 and 80),
    version integer not null check (version > 0),
    sequence integer not null check (sequence >= 0)
) strict;

-- What figures are made of: a row for each ticket from asking on. It is made from the log, and again when what it says changes, so that
-- it refers to no other table.
create table ticket_fact (
    ticket blob not null primary key check (length(ticket) = 16),
    site blob,
    zone blob,
    ward blob not null,
    tag blob not null,
    source text not null,
    first_priority text not null,
    priority text not null,
    wave blob,
    phase text,
    asked_at integer not null,
    accepted_at integer,
    arrived_at integer,
    arrivals integer not null,
    ended_at integer,
    ended text,
    category blob,
    withdraw_reason text,
    helped integer,
    known_issue blob,
    offers integer not null,
    reopened integer not null,
    sequence integer not null
) strict;

create index ticket_fact_asked on ticket_fact (asked_at);

insert into schema_compatibility (step, back_to) values (14, 12);
