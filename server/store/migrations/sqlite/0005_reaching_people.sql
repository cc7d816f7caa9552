-- The private half of a key that signs alerts is sealed by the server, which does so at its next start.
alter table vapid_key rename column private to sealed;

-- An alert may be one of a drill; it may be left unsent because its person has gone home; and what is known of its
-- arrival is more: the page at hand showed it, or nothing did in time.
-- A check cannot be changed in place, so the table is made anew; what points to it steps aside meanwhile.
create table set_aside_before as select * from alert_set_aside;
drop table alert_set_aside;
alter table alert rename to alert_before;

create table alert (
    id integer not null primary key,
    person blob not null references person (id),
    kind text not null
        check (kind in ('offer', 'taken', 'assigned', 'withdrawn', 'nudge', 'test', 'drill')),
    ticket blob references ticket (id),
    offer blob references offer (id),
    made_at integer not null,
    expires_at integer not null,
    due_at integer not null,
    claimed_until integer,
    attempts integer not null default 0 check (attempts >= 0),
    lost integer not null default 0 check (lost >= 0),
    outcome text check (outcome in ('sent', 'no_subscription', 'off_shift', 'expired', 'refused')),
    finished_at integer,
    shown_at integer,
    opened_at integer,
    seen_at integer,
    unreached_at integer,
    check ((outcome is null) = (finished_at is null))
) strict;

insert into alert (id, person, kind, ticket, offer, made_at, expires_at, due_at, claimed_until, attempts, outcome,
                   finished_at, shown_at, opened_at, lost)
select id, person, kind, ticket, offer, made_at, expires_at, due_at, claimed_until, attempts, outcome, finished_at,
       shown_at, opened_at, lost
from alert_before;

drop table alert_before;

create table alert_set_aside (
    alert integer not null primary key references alert (id),
    at integer not null,
    why text not null
) strict;

insert into alert_set_aside (alert, at, why) select alert, at, why from set_aside_before;

drop table set_aside_before;

create index alert_set_aside_at on alert_set_aside (at);

create index alert_unfinished on alert (id) where outcome is null;
create index alert_of_ticket on alert (ticket, id) where ticket is not null;
create index alert_of_offer on alert (offer) where offer is not null;
-- Offers of which nothing shows yet that they arrived.
create index alert_unconfirmed on alert (expires_at)
    where kind = 'offer' and shown_at is null and opened_at is null and seen_at is null and unreached_at is null;

create index alert_unseen on alert (expires_at) where kind = 'offer' and seen_at is null;

-- What goes through the trust's own gateway: to a responder whom no alert reached, or to the command centre.
create table call (
    id integer not null primary key,
    kind text not null check (kind in ('offer', 'command_centre')),
    ticket blob not null references ticket (id),
    person blob references person (id),
    made_at integer not null,
    expires_at integer not null,
    due_at integer not null,
    claimed_until integer,
    attempts integer not null default 0 check (attempts >= 0),
    outcome text check (outcome in ('sent', 'no_gateway', 'no_number', 'expired', 'refused')),
    finished_at integer,
    check ((person is not null) = (kind = 'offer')),
    check ((outcome is null) = (finished_at is null))
) strict;

create index call_unfinished on call (id) where outcome is null;
create index call_of_ticket on call (ticket, id);

-- A drill of communications, and each of its team as they were when it began.
create table drill (
    id blob not null primary key check (length(id) = 16),
    team text not null,
    started_at integer not null,
    ends_at integer not null,
    started_by blob not null references person (id)
) strict;

create index drill_started on drill (started_at);

create table drill_member (
    drill blob not null references drill (id),
    person blob not null references person (id),
    duty text not null check (duty in ('on_shift', 'on_break', 'off_shift')),
    alert integer references alert (id),
    primary key (drill, person)
) strict, without rowid;

create index drill_member_alert on drill_member (alert) where alert is not null;
