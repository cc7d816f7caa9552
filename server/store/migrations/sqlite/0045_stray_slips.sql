-- Slips of paper from packs that this database does not know, since a restore or a failover lost them: the request that each became. Its number may be
-- that of a slip that was printed afterwards.
create table stray_slip (
    number integer not null primary key check (number > 0),
    ticket blob not null references ticket (id),
    entered_at integer not null
) strict;

create unique index stray_slip_of_ticket on stray_slip (ticket);
create index stray_slip_entered on stray_slip (entered_at);

-- The latest number that was printed on a slip, or may have been: also where no slip has it any more.
create table slip_number (
    id integer not null primary key check (id = 1),
    latest integer not null check (latest >= 0)
) strict;

insert into slip_number (id, latest) select 1, coalesce(max(number), 0) from paper_slip;

insert into schema_compatibility (step, back_to) values (45, 12);
