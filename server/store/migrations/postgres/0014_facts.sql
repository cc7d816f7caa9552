-- How far each follower of the event log is: it has everything up to `sequence`. `version` is that of what it makes of the log.
create table log_cursor (
    name text not null primary key check (length(name) between 1 and 80),
    version bigint not null check (version > 0),
    sequence bigint not null check (sequence >= 0)
);

-- What figures are made of: a row for each ticket from asking on. It is made from the log, and again when what it says changes, so that
-- it refers to no other table.
create table ticket_fact (
    ticket uuid not null primary key,
    site uuid,
    zone uuid,
    ward uuid not null,
    tag uuid not null,
    source text not null,
    first_priority text not null,
    priority text not null,
    wave uuid,
    phase text,
    asked_at bigint not null,
    accepted_at bigint,
    arrived_at bigint,
    arrivals bigint not null,
    ended_at bigint,
    ended text,
    category uuid,
    withdraw_reason text,
    helped bigint,
    known_issue uuid,
    offers bigint not null,
    reopened bigint not null,
    sequence bigint not null
);

create index ticket_fact_asked on ticket_fact (asked_at);

-- The words of leases live in the program.
alter table lease drop constraint lease_work_check;
insert into lease (work, number, ends_at) values ('followers', 0, 0);

insert into schema_compatibility (step, back_to) values (14, 12);
