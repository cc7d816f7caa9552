-- What was done at a set time, so that it is done once.
create table schedule_run (
    name text not null,
    due_at bigint not null,
    ran_at bigint not null,
    primary key (name, due_at)
);

-- Huddle packs and sitreps, as they were written. Nothing of them is ever changed: who approves one says so beside it.
create table report (
    number bigint not null primary key check (number > 0),
    kind text not null,
    due_at bigint not null,
    written_at bigint not null,
    from_at bigint not null,
    to_at bigint not null,
    after_sequence bigint not null check (after_sequence >= 0),
    sequence bigint not null,
    next_due_at bigint,
    figures text not null,
    check (from_at <= to_at and after_sequence <= sequence)
);

create unique index report_of_kind on report (kind, due_at);

create table report_approval (
    report bigint not null references report (number),
    version bigint not null check (version > 0),
    went_well text,
    comes_next text,
    why text,
    approved_at bigint not null,
    approved_by uuid not null references person (id),
    primary key (report, version),
    check ((why is null) = (version = 1))
);

create function refuse_to_change_reports() returns trigger language plpgsql as $$
begin
    raise exception 'reports are append-only';
end
$$;

create trigger report_is_never_changed before update or delete or truncate on report
    for each statement execute function refuse_to_change_reports();

create trigger report_approval_is_never_changed before update or delete or truncate on report_approval
    for each statement execute function refuse_to_change_reports();

insert into lease (work, number, ends_at) values ('schedule', 0, 0);

insert into schema_compatibility (step, back_to) values (33, 12);
