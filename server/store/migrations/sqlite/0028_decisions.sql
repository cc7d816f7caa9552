-- What the command centre decided. Nothing of it is ever changed or taken away: what was wrong is corrected beside it.
create table logged_decision (
    number integer not null primary key check (number > 0),
    decision text not null,
    reason text not null,
    decided_by text not null,
    options text,
    risks text,
    review_at integer,
    tickets text not null,
    known_issues text not null,
    made_at integer not null,
    logged_at integer not null,
    logged_by blob not null references person (id),
    late_reason text,
    sequence integer not null check (sequence >= 0),
    check (made_at <= logged_at)
) strict;

create table logged_decision_correction (
    number integer not null references logged_decision (number),
    version integer not null check (version > 0),
    decision text not null,
    reason text not null,
    decided_by text not null,
    options text,
    risks text,
    review_at integer,
    tickets text not null,
    known_issues text not null,
    why text not null,
    corrected_at integer not null,
    corrected_by blob not null references person (id),
    primary key (number, version)
) strict;

-- What the board showed when a decision was logged. By itself: lists of decisions do not read it.
create table logged_decision_board (
    number integer not null primary key references logged_decision (number),
    body text not null
) strict;

create trigger logged_decision_is_never_changed before update on logged_decision
begin
    select raise(abort, 'the decision log is append-only');
end;

create trigger logged_decision_is_never_deleted before delete on logged_decision
begin
    select raise(abort, 'the decision log is append-only');
end;

create trigger logged_decision_correction_is_never_changed before update on logged_decision_correction
begin
    select raise(abort, 'the decision log is append-only');
end;

create trigger logged_decision_correction_is_never_deleted before delete on logged_decision_correction
begin
    select raise(abort, 'the decision log is append-only');
end;

create trigger logged_decision_board_is_never_changed before update on logged_decision_board
begin
    select raise(abort, 'the decision log is append-only');
end;

create trigger logged_decision_board_is_never_deleted before delete on logged_decision_board
begin
    select raise(abort, 'the decision log is append-only');
end;

-- "Insert or replace" would take a row away without a trigger on delete, on a connection that does not ask for those.
create trigger logged_decision_is_never_replaced before insert on logged_decision
when exists (select 1 from logged_decision where number = new.number)
begin
    select raise(abort, 'the decision log is append-only');
end;

create trigger logged_decision_correction_is_never_replaced before insert on logged_decision_correction
when exists (select 1 from logged_decision_correction where number = new.number and version = new.version)
begin
    select raise(abort, 'the decision log is append-only');
end;

create trigger logged_decision_board_is_never_replaced before insert on logged_decision_board
when exists (select 1 from logged_decision_board where number = new.number)
begin
    select raise(abort, 'the decision log is append-only');
end;

insert into schema_compatibility (step, back_to) values (28, 12);
