-- Secrets are the 32 bytes of a SHA-256 hash, times milliseconds since 1970 (UTC), numbers all of one width. A unique
-- column has the constraint <table>_<column>_key, a primary key that callers may violate too: errors are told by it.

create table site (
    id uuid not null primary key,
    name text not null,
    latitude double precision,
    longitude double precision,
    check ((latitude is null) = (longitude is null))
);

create table zone (
    id uuid not null primary key,
    site uuid not null references site (id),
    name text not null
);

create table ward (
    id uuid not null primary key,
    code text not null unique,
    name text not null,
    site uuid not null references site (id),
    zone uuid references zone (id),
    building text,
    level bigint,
    metres_east double precision,
    metres_north double precision,
    phone text,
    link bytea unique check (length(link) = 32),
    link_rotation bigint not null default 0 check (link_rotation >= 0),
    check ((metres_east is null) = (metres_north is null))
);

create table tag (
    id uuid not null primary key,
    slug text not null unique,
    name text not null,
    anyone boolean not null
);

create table category (
    id uuid not null primary key,
    slug text not null unique,
    name text not null,
    position bigint not null check (position >= 0),
    hands_off boolean not null
);

create table person (
    id uuid not null primary key,
    name text not null,
    roles text not null check (roles::json is not null),
    username text unique check (username = lower(username)),
    password_hash text,
    pin_hash text,
    failed_attempts bigint not null check (failed_attempts >= 0),
    locked_until bigint
);

create table responder (
    person uuid not null primary key references person (id),
    kind text not null check (kind in ('floorwalker', 'super_user')),
    home_ward uuid references ward (id),
    zone uuid references zone (id),
    phone text,
    duty text not null check (duty in ('on_shift', 'on_break', 'off_shift')),
    duty_since bigint not null,
    ward uuid references ward (id),
    ward_at bigint,
    unanswered bigint not null check (unanswered >= 0),
    closed_this_shift bigint not null check (closed_this_shift >= 0),
    alerts_tested_at bigint,
    check ((ward is null) = (ward_at is null))
);

create table responder_tag (
    responder uuid not null references responder (person),
    tag uuid not null references tag (id),
    position bigint not null,
    primary key (responder, tag)
);

-- A device or a code is bound to a ward or to a person's handset, never to both.
create table device (
    id uuid not null primary key,
    ward uuid references ward (id),
    person uuid references person (id),
    secret bytea not null unique check (length(secret) = 32),
    enrolled_at bigint not null,
    last_seen_at bigint not null,
    revoked_at bigint,
    check ((ward is null) <> (person is null))
);

create table enrolment_code (
    code bytea not null constraint enrolment_code_code_key primary key check (length(code) = 32),
    ward uuid references ward (id),
    person uuid references person (id),
    made_by uuid references person (id),
    made_at bigint not null,
    expires_at bigint not null,
    used_at bigint,
    check ((ward is null) <> (person is null))
);

create table sign_in (
    token bytea not null constraint sign_in_token_key primary key check (length(token) = 32),
    person uuid not null references person (id),
    device uuid references device (id),
    started_at bigint not null,
    last_seen_at bigint not null,
    expires_at bigint not null,
    ended_at bigint
);

create index sign_in_of_person on sign_in (person) where ended_at is null;
create index sign_in_on_device on sign_in (device) where ended_at is null;

create table event (
    sequence bigint not null primary key check (sequence > 0),
    subject text not null check (subject in ('ticket', 'person', 'device')),
    subject_id uuid not null,
    at bigint not null,
    device_at bigint,
    actor text not null check (actor in ('requester', 'responder', 'lead', 'engine')),
    actor_id uuid,
    kind text not null,
    body text not null check (body::json is not null),
    check ((actor_id is not null) = (actor in ('responder', 'lead')))
);

create index event_of_subject on event (subject, subject_id, sequence);

create function refuse_to_change_events() returns trigger language plpgsql as $$
begin
    raise exception 'the event log is append-only';
end
$$;

create trigger event_is_never_changed before update or delete or truncate on event
    for each statement execute function refuse_to_change_events();

-- A hint for other programs on this database; they are told when the transaction commits.
create function announce_events() returns trigger language plpgsql as $$
begin
    perform pg_notify('elbow', '');
    return null;
end
$$;

create trigger event_is_announced after insert on event
    for each statement execute function announce_events();

create table ticket (
    id uuid not null primary key,
    code text not null unique,
    ward uuid not null references ward (id),
    tag uuid not null references tag (id),
    priority text not null check (priority in ('P1', 'P2', 'P3', 'P4')),
    note text,
    asker text,
    asked_by text not null check (asked_by in ('ward_device', 'ward_link', 'desk')),
    asked_by_device uuid references device (id),
    asked_by_person uuid references person (id),
    asked_at bigint not null,
    state text not null
        check (state in ('waiting', 'on_the_way', 'with_you', 'resolved', 'withdrawn', 'handed_off')),
    holder uuid references person (id),
    closed_by uuid references person (id),
    category uuid references category (id),
    withdraw_reason text
        check (withdraw_reason in ('solved_myself', 'gave_up', 'patient_came_first', 'other')),
    closed_at bigint,
    turned_down text not null check (turned_down::json is not null),
    accepted_at bigint,
    arrived_at bigint,
    escalation bigint not null check (escalation >= 0),
    escalate_at bigint not null,
    next_action_at bigint,
    reopened bigint not null check (reopened >= 0),
    version bigint not null check (version >= 0),
    link bytea not null unique check (length(link) = 32),
    request_key text not null unique check (length(request_key) between 1 and 64),
    shortfall text check (shortfall is null or shortfall::json is not null),
    check ((asked_by_device is not null) = (asked_by = 'ward_device')),
    check ((asked_by_person is not null) = (asked_by = 'desk')),
    check ((holder is not null) = (state in ('on_the_way', 'with_you'))),
    check ((closed_by is not null) = (state in ('resolved', 'handed_off'))),
    check ((category is not null) = (state in ('resolved', 'handed_off'))),
    check ((withdraw_reason is not null) = (state = 'withdrawn')),
    check ((closed_at is not null) = (state in ('resolved', 'withdrawn', 'handed_off'))),
    check ((next_action_at is null) = (closed_at is not null))
);

create index ticket_open on ticket (priority, asked_at, id) where closed_at is null;
create index ticket_next_action on ticket (next_action_at) where next_action_at is not null;
create index ticket_closed on ticket (closed_at, id) where closed_at is not null;
create index ticket_closed_by on ticket (closed_by, closed_at) where closed_by is not null;
create index ticket_asked on ticket (asked_at);
create index ticket_of_ward on ticket (ward, asked_at);
create index ticket_asked_by_device on ticket (asked_by_device, asked_at)
    where asked_by_device is not null and closed_at is null;
create index ticket_asked_by_person on ticket (asked_by_person, asked_at)
    where asked_by_person is not null and closed_at is null;

create table offer (
    id uuid not null primary key,
    ticket uuid not null references ticket (id),
    person uuid not null references person (id),
    made_at bigint not null,
    expires_at bigint not null,
    why text not null check (why::json is not null),
    made_event bigint not null unique references event (sequence),
    outcome text check (outcome in ('accepted', 'declined', 'expired', 'withdrawn', 'superseded')),
    ended_event bigint references event (sequence),
    check ((outcome is null) = (ended_event is null))
);

create index offer_of_ticket on offer (ticket, made_event);
create unique index offer_live on offer (ticket, person) where outcome is null;

create table alert (
    id bigint generated always as identity primary key,
    person uuid not null references person (id),
    kind text not null check (kind in ('offer', 'taken', 'assigned', 'withdrawn', 'nudge', 'test')),
    ticket uuid references ticket (id),
    offer uuid references offer (id),
    made_at bigint not null,
    expires_at bigint not null,
    due_at bigint not null,
    claimed_until bigint,
    attempts bigint not null default 0 check (attempts >= 0),
    outcome text check (outcome in ('sent', 'no_subscription', 'expired', 'refused')),
    finished_at bigint,
    shown_at bigint,
    opened_at bigint,
    check ((outcome is null) = (finished_at is null))
);

create index alert_unfinished on alert (id) where outcome is null;
create index alert_of_ticket on alert (ticket, id) where ticket is not null;

create table vapid_key (
    public text not null constraint vapid_key_public_key primary key,
    private text not null,
    made_at bigint not null,
    retired_at bigint
);

create table push_subscription (
    endpoint text not null primary key,
    person uuid not null references person (id),
    device uuid references device (id),
    p256dh text not null,
    auth text not null,
    vapid_key text not null references vapid_key (public),
    made_at bigint not null,
    refused_at bigint
);

create index push_subscription_of_person on push_subscription (person);
create index push_subscription_on_device on push_subscription (device) where device is not null;

-- Who may do what one program at a time does, by this server's clock. The number tells holders apart.
create table lease (
    work text not null primary key check (work in ('dispatch', 'alerts')),
    number bigint not null check (number >= 0),
    ends_at bigint not null
);

insert into lease (work, number, ends_at) values ('dispatch', 0, 0), ('alerts', 0, 0);

create function database_now() returns bigint language sql volatile as $$
    select cast(extract(epoch from clock_timestamp()) * 1000 as bigint)
$$;
