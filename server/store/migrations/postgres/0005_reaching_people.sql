-- The private half of a key that signs alerts is sealed by the server, which does so at its next start.
alter table vapid_key rename column private to sealed;

-- An alert may be one of a drill; it may be left unsent because its person has gone home; and what is known of its
-- arrival is more: the page at hand showed it, or nothing did in time.
alter table alert drop constraint alert_kind_check;
alter table alert add constraint alert_kind_check
    check (kind in ('offer', 'taken', 'assigned', 'withdrawn', 'nudge', 'test', 'drill'));
alter table alert drop constraint alert_outcome_check;
alter table alert add constraint alert_outcome_check
    check (outcome in ('sent', 'no_subscription', 'off_shift', 'expired', 'refused'));
alter table alert add column seen_at bigint;
alter table alert add column unreached_at bigint;

create index alert_of_offer on alert (offer) where offer is not null;
-- Offers of which nothing shows yet that they arrived.
create index alert_unconfirmed on alert (expires_at)
    where kind = 'offer' and shown_at is null and opened_at is null and seen_at is null and unreached_at is null;

create index alert_unseen on alert (expires_at) where kind = 'offer' and seen_at is null;

-- What goes through the trust's own gateway: to a responder whom no alert reached, or to the command centre.
create table call (
    id bigint generated always as identity primary key,
    kind text not null check (kind in ('offer', 'command_centre')),
    ticket uuid not null references ticket (id),
    person uuid references person (id),
    made_at bigint not null,
    expires_at bigint not null,
    due_at bigint not null,
    claimed_until bigint,
    attempts bigint not null default 0 check (attempts >= 0),
    outcome text check (outcome in ('sent', 'no_gateway', 'no_number', 'expired', 'refused')),
    finished_at bigint,
    check ((person is not null) = (kind = 'offer')),
    check ((outcome is null) = (finished_at is null))
);

create index call_unfinished on call (id) where outcome is null;
create index call_of_ticket on call (ticket, id);

-- A drill of communications, and each of its team as they were when it began.
create table drill (
    id uuid not null primary key,
    team text not null,
    started_at bigint not null,
    ends_at bigint not null,
    started_by uuid not null references person (id)
);

create index drill_started on drill (started_at);

create table drill_member (
    drill uuid not null references drill (id),
    person uuid not null references person (id),
    duty text not null check (duty in ('on_shift', 'on_break', 'off_shift')),
    alert bigint references alert (id),
    primary key (drill, person)
);

create index drill_member_alert on drill_member (alert) where alert is not null;
