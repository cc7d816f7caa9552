-- What was done at a set time, so that it is done once.
create table schedule_run (
    name text not null,
    due_at integer not null,
    ran_at integer not null,
    primary key (name, due_at)
) strict;

-- Huddle packs and sitreps, as they were written. Nothing of them is ever changed: who approves one says so beside it.
create table report (
    number integer not null primary key check (number > 0),
    kind text not null,
    due_at integer not null,
    written_at integer not null,
    from_at integer not null,
    to_at integer not null,
    after_sequence integer not null check (after_sequence >= 0),
    sequence integer not null,
    next_due_at integer,
    figures text not null,
    check (from_at <= to_at and after_sequence <= sequence)
) strict;

create unique index report_of_kind on report (kind, due_at);

create table report_approval (
    report integer not null references report (number),
    version integer not null check (version > 0),
    went_well text,
    comes_next text,
    why text,
    approved_at integer not null,
    approved_by blob not null references person (id),
    primary key (report, version),
    check ((why is null) = (version = 1))
) strict;

create trigger report_is_never_changed before update on report
begin
    select raise(abort, 'reports are append-only');
end;

create trigger report_is_never_deleted before delete on report
begin
    select raise(abort, 'reports are append-only');
end;

create trigger report_approval_is_never_changed before update on report_approval
begin
    select raise(abort, 'reports are append-only');
end;

create trigger report_approval_is_never_deleted before delete on report_approval
begin
    select raise(abort, 'reports are append-only');
end;

-- "Insert or replace" would take a row away without a trigger on delete, on a connection that does not ask for those.
create trigger report_is_never_replaced before insert on report
when exists (select 1 from report where number = new.number or (kind = new.kind and due_at = new.due_at))
begin
    select raise(abort, 'reports are append-only');
end;

create trigger report_approval_is_never_replaced before insert on report_approval
when exists (select 1 from report_approval where report = new.report and version = new.version)
begin
    select raise(abort, 'reports are append-only');
end;

insert into schema_compatibility (step, back_to) values (33, 12);
