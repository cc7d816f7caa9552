-- Ids are the sixteen bytes of a UUID, secrets the 32 bytes of a SHA-256 hash, times milliseconds since 1970 (UTC).

create table site (
    id blob not null primary key check (length(id) = 16),
    name text not null,
    latitude real,
    longitude real,
    check ((latitude is null) = (longitude is null))
) strict;

create table zone (
    id blob not null primary key check (length(id) = 16),
    site blob not null references site (id),
    name text not null
) strict;

create table ward (
    id blob not null primary key check (length(id) = 16),
    code text not null unique,
    name text not null,
    site blob not null references site (id),
    zone blob references zone (id),
    building text,
    level integer,
    metres_east real,
    metres_north real,
    phone text,
    link blob unique check (length(link) = 32),
    link_rotation integer not null default 0 check (link_rotation >= 0),
    check ((metres_east is null) = (metres_north is null))
) strict;

create table tag (
    id blob not null primary key check (length(id) = 16),
    slug text not null unique,
    name text not null,
    anyone integer not null check (anyone in (0, 1))
) strict;

create table category (
    id blob not null primary key check (length(id) = 16),
    slug text not null unique,
    name text not null,
    position integer not null check (position >= 0),
    hands_off integer not null check (hands_off in (0, 1))
) strict;

create table person (
    id blob not null primary key check (length(id) = 16),
    name text not null,
    roles text not null check (json_valid(roles)),
    username text unique check (username = lower(username)),
    password_hash text,
    pin_hash text,
    failed_attempts integer not null check (failed_attempts >= 0),
    locked_until integer
) strict;

create table responder (
    person blob not null primary key references person (id),
    kind text not null check (kind in ('floorwalker', 'super_user')),
    home_ward blob references ward (id),
    zone blob references zone (id),
    phone text,
    duty text not null check (duty in ('on_shift', 'on_break', 'off_shift')),
    duty_since integer not null,
    ward blob references ward (id),
    ward_at integer,
    unanswered integer not null check (unanswered >= 0),
    closed_this_shift integer not null check (closed_this_shift >= 0),
    alerts_tested_at integer,
    check ((ward is null) = (ward_at is null))
) strict;

create table responder_tag (
    responder blob not null references responder (person),
    tag blob not null references tag (id),
    position integer not null,
    primary key (responder, tag)
) strict, without rowid;

-- A device or a code is bound to a ward or to a person's handset, never to both.
create table device (
    id blob not null primary key check (length(id) = 16),
    ward blob references ward (id),
    person blob references person (id),
    secret blob not null unique check (length(secret) = 32),
    enrolled_at integer not null,
    last_seen_at integer not null,
    revoked_at integer,
    check ((ward is null) <> (person is null))
) strict;

create table enrolment_code (
    code blob not null primary key check (length(code) = 32),
    ward blob references ward (id),
    person blob references person (id),
    made_by blob references person (id),
    made_at integer not null,
    expires_at integer not null,
    used_at integer,
    check ((ward is null) <> (person is null))
) strict;

create table sign_in (
    token blob not null primary key check (length(token) = 32),
    person blob not null references person (id),
    device blob references device (id),
    started_at integer not null,
    last_seen_at integer not null,
    expires_at integer not null,
    ended_at integer
) strict;

create index sign_in_of_person on sign_in (person) where ended_at is null;
create index sign_in_on_device on sign_in (device) where ended_at is null;

create table event (
    sequence integer not null primary key check (sequence > 0),
    subject text not null check (subject in ('ticket', 'person', 'device')),
    subject_id blob not null check (length(subject_id) = 16),
    at integer not null,
    device_at integer,
    actor text not null check (actor in ('requester', 'responder', 'lead', 'engine')),
    actor_id blob check (length(actor_id) = 16),
    kind text not null,
    body text not null check (json_valid(body)),
    check ((actor_id is not null) = (actor in ('responder', 'lead')))
) strict;

create index event_of_subject on event (subject, subject_id, sequence);

create trigger event_is_never_changed before update on event
begin
    select raise(abort, 'the event log is append-only');
end;

create trigger event_is_never_deleted before delete on event
begin
    select raise(abort, 'the event log is append-only');
end;

create table ticket (
    id blob not null primary key check (length(id) = 16),
    code text not null unique,
    ward blob not null references ward (id),
    tag blob not null references tag (id),
    priority text not null check (priority in ('P1', 'P2', 'P3', 'P4')),
    note text,
    asker text,
    asked_by text not null check (asked_by in ('ward_device', 'ward_link', 'desk')),
    asked_by_device blob references device (id),
    asked_by_person blob references person (id),
    asked_at integer not null,
    state text not null
        check (state in ('waiting', 'on_the_way', 'with_you', 'resolved', 'withdrawn', 'handed_off')),
    holder blob references person (id),
    closed_by blob references person (id),
    category blob references category (id),
    withdraw_reason text
        check (withdraw_reason in ('solved_myself', 'gave_up', 'patient_came_first', 'other')),
    closed_at integer,
    turned_down text not null check (json_valid(turned_down)),
    accepted_at integer,
    arrived_at integer,
    escalation integer not null check (escalation >= 0),
    escalate_at integer not null,
    next_action_at integer,
    reopened integer not null check (reopened >= 0),
    version integer not null check (version >= 0),
    link blob not null unique check (length(link) = 32),
    request_key text not null unique check (length(request_key) between 1 and 64),
    shortfall text check (json_valid(shortfall)),
    check ((asked_by_device is not null) = (asked_by = 'ward_device')),
    check ((asked_by_person is not null) = (asked_by = 'desk')),
    check ((holder is not null) = (state in ('on_the_way', 'with_you'))),
    check ((closed_by is not null) = (state in ('resolved', 'handed_off'))),
    check ((category is not null) = (state in ('resolved', 'handed_off'))),
    check ((withdraw_reason is not null) = (state = 'withdrawn')),
    check ((closed_at is not null) = (state in ('resolved', 'withdrawn', 'handed_off'))),
    check ((next_action_at is null) = (closed_at is not null))
) strict;

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
    id blob not null primary key check (length(id) = 16),
    ticket blob not null references ticket (id),
    person blob not null references person (id),
    made_at integer not null,
    expires_at integer not null,
    why text not null check (json_valid(why)),
    made_event integer not null unique references event (sequence),
    outcome text check (outcome in ('accepted', 'declined', 'expired', 'withdrawn', 'superseded')),
    ended_event integer references event (sequence),
    check ((outcome is null) = (ended_event is null))
) strict;

create index offer_of_ticket on offer (ticket, made_event);
create unique index offer_live on offer (ticket, person) where outcome is null;

create table alert (
    id integer not null primary key,
    person blob not null references person (id),
    kind text not null check (kind in ('offer', 'taken', 'assigned', 'withdrawn', 'nudge', 'test')),
    ticket blob references ticket (id),
    offer blob references offer (id),
    made_at integer not null,
    expires_at integer not null,
    due_at integer not null,
    claimed_until integer,
    attempts integer not null default 0 check (attempts >= 0),
    outcome text check (outcome in ('sent', 'no_subscription', 'expired', 'refused')),
    finished_at integer,
    shown_at integer,
    opened_at integer,
    check ((outcome is null) = (finished_at is null))
) strict;

create index alert_unfinished on alert (id) where outcome is null;
create index alert_of_ticket on alert (ticket, id) where ticket is not null;

create table vapid_key (
    public text not null primary key,
    private text not null,
    made_at integer not null,
    retired_at integer
) strict;

create table push_subscription (
    endpoint text not null primary key,
    person blob not null references person (id),
    device blob references device (id),
    p256dh text not null,
    auth text not null,
    vapid_key text not null references vapid_key (public),
    made_at integer not null,
    refused_at integer
) strict;

create index push_subscription_of_person on push_subscription (person);
create index push_subscription_on_device on push_subscription (device) where device is not null;
