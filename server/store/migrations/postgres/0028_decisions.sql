-- What the command centre decided. Nothing of it is ever changed or taken away: what was wrong is corrected beside it.
create table logged_decision (
    number bigint not null primary key check (number > 0),
    decision text not null,
    reason text not null,
    decided_by text not null,
    options text,
    risks text,
    review_at bigint,
    tickets text not null,
    known_issues text not null,
    made_at bigint not null,
    logged_at bigint not null,
    logged_by uuid not null references person (id),
    late_reason text,
    sequence bigint not null check (sequence >= 0),
    check (made_at <= logged_at)
);

create table logged_decision_correction (
    number bigint not null references logged_decision (number),
    version bigint not null check (version > 0),
    decision text not null,
    reason text not null,
    decided_by text not null,
    options text,
    risks text,
    review_at bigint,
    tickets text not null,
    known_issues text not null,
    why text not null,
    corrected_at bigint not null,
    corrected_by uuid not null references person (id),
    primary key (number, version)
);

-- What the board showed when a decision was logged. By itself: lists of decisions do not read it.
create table logged_decision_board (
    number bigint not null primary key references logged_decision (number),
    body text not null
);

create function refuse_to_change_decisions() returns trigger language plpgsql as $$
begin
    raise exception 'the decision log is append-only';
end
$$;

create trigger logged_decision_is_never_changed before update or delete or truncate on logged_decision
    for each statement execute function refuse_to_change_decisions();

create trigger logged_decision_correction_is_never_changed
    before update or delete or truncate on logged_decision_correction
    for each statement execute function refuse_to_change_decisions();

create trigger logged_decision_board_is_never_changed before update or delete or truncate on logged_decision_board
    for each statement execute function refuse_to_change_decisions();

insert into schema_compatibility (step, back_to) values (28, 12);
