-- A go-live in waves.
create table wave (
    id blob not null primary key,
    name text not null,
    cutover_at integer not null,
    made_at integer not null,
    made_by blob not null references person (id)
) strict;

-- Every cutover that was set, the one that holds too.
create table wave_cutover (
    wave blob not null references wave (id),
    number integer not null check (number > 0),
    at integer not null,
    set_at integer not null,
    set_by blob not null references person (id),
    primary key (wave, number)
) strict;

-- The stays of wards in waves. One that was taken back ends where it began.
create table wave_ward (
    wave blob not null references wave (id),
    ward blob not null references ward (id),
    number integer not null check (number > 0),
    from_at integer not null,
    until_at integer,
    joined_at integer not null,
    joined_by blob not null references person (id),
    left_at integer,
    left_by blob references person (id),
    primary key (wave, ward, number),
    check (until_at is null or until_at >= from_at),
    check ((until_at is null) = (left_at is null) and (left_at is null) = (left_by is null))
) strict;

-- What each wave went into, by a decision.
create table wave_phase (
    wave blob not null references wave (id),
    number integer not null check (number > 0),
    phase text not null,
    from_at integer not null,
    set_by blob not null references person (id),
    decision integer not null references logged_decision (number),
    primary key (wave, number)
) strict;

create trigger wave_cutover_is_never_changed before update on wave_cutover
begin
    select raise(abort, 'what a wave was is never changed');
end;

create trigger wave_cutover_is_never_deleted before delete on wave_cutover
begin
    select raise(abort, 'what a wave was is never changed');
end;

create trigger wave_cutover_is_never_replaced before insert on wave_cutover
when exists (select 1 from wave_cutover where wave = new.wave and number = new.number)
begin
    select raise(abort, 'what a wave was is never changed');
end;

create trigger wave_phase_is_never_changed before update on wave_phase
begin
    select raise(abort, 'what a wave was is never changed');
end;

create trigger wave_phase_is_never_deleted before delete on wave_phase
begin
    select raise(abort, 'what a wave was is never changed');
end;

create trigger wave_phase_is_never_replaced before insert on wave_phase
when exists (select 1 from wave_phase where wave = new.wave and number = new.number)
begin
    select raise(abort, 'what a wave was is never changed');
end;

-- Facts of a ward are told apart by time when its wave is another.
create index ticket_fact_ward on ticket_fact (ward, asked_at);

insert into schema_compatibility (step, back_to) values (44, 12);
