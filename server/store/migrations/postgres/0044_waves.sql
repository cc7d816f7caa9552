-- A go-live in waves.
create table wave (
    id uuid not null primary key,
    name text not null,
    cutover_at bigint not null,
    made_at bigint not null,
    made_by uuid not null references person (id)
);

-- Every cutover that was set, the one that holds too.
create table wave_cutover (
    wave uuid not null references wave (id),
    number bigint not null check (number > 0),
    at bigint not null,
    set_at bigint not null,
    set_by uuid not null references person (id),
    primary key (wave, number)
);

-- The stays of wards in waves. One that was taken back ends where it began.
create table wave_ward (
    wave uuid not null references wave (id),
    ward uuid not null references ward (id),
    number bigint not null check (number > 0),
    from_at bigint not null,
    until_at bigint,
    joined_at bigint not null,
    joined_by uuid not null references person (id),
    left_at bigint,
    left_by uuid references person (id),
    primary key (wave, ward, number),
    check (until_at is null or until_at >= from_at),
    check ((until_at is null) = (left_at is null) and (left_at is null) = (left_by is null))
);

-- What each wave went into, by a decision.
create table wave_phase (
    wave uuid not null references wave (id),
    number bigint not null check (number > 0),
    phase text not null,
    from_at bigint not null,
    set_by uuid not null references person (id),
    decision bigint not null references logged_decision (number),
    primary key (wave, number)
);

create function refuse_to_change_waves() returns trigger language plpgsql as $$
begin
    raise exception 'what a wave was is never changed';
end
$$;

create trigger wave_cutover_is_never_changed before update or delete or truncate on wave_cutover
    for each statement execute function refuse_to_change_waves();

create trigger wave_phase_is_never_changed before update or delete or truncate on wave_phase
    for each statement execute function refuse_to_change_waves();

-- Facts of a ward are told apart by time when its wave is another.
create index ticket_fact_ward on ticket_fact (ward, asked_at);

insert into schema_compatibility (step, back_to) values (44, 12);
