-- Where a known issue holds, whether requests about it are held meanwhile, and when the next word about it comes.
alter table known_issue add column ward blob references ward (id);
alter table known_issue add column holds integer not null default 0 check (holds in (0, 1));
alter table known_issue add column next_word_at integer;
alter table known_issue_version add column ward blob references ward (id);
alter table known_issue_version add column holds integer not null default 0 check (holds in (0, 1));
alter table known_issue_version add column next_word_at integer;

-- Until when nobody is sent; whether that is over for good; and with which known issue a lead closed it.
alter table ticket add column held_until integer;
alter table ticket add column hold_lifted integer not null default 0 check (hold_lifted in (0, 1));
alter table ticket add column closed_with blob references known_issue (id);

create index ticket_closed_with on ticket (closed_with) where closed_with is not null;

-- Which known issue a ticket is about, from when until when. A link is never taken away: it ends, once.
create table ticket_issue (
    ticket blob not null references ticket (id),
    number integer not null check (number > 0),
    known_issue blob not null references known_issue (id),
    linked_at integer not null,
    linked_by blob references person (id),
    why text not null check (length(why) between 1 and 40),
    unlinked_at integer,
    unlinked_by blob references person (id),
    unlinked_why text check (length(unlinked_why) between 1 and 40),
    primary key (ticket, number),
    check ((unlinked_at is null) = (unlinked_why is null)),
    check (unlinked_by is null or unlinked_at is not null)
) strict, without rowid;

create unique index ticket_issue_live on ticket_issue (ticket) where unlinked_at is null;
create index ticket_issue_of on ticket_issue (known_issue) where unlinked_at is null;
create index ticket_issue_not_solved on ticket_issue (unlinked_at) where unlinked_why = 'not_solved';

-- What those who closed tickets have said so far. From now on it is written there only.
insert into ticket_issue (ticket, number, known_issue, linked_at, linked_by, why)
select id, 1, known_issue, closed_at, closed_by, 'responder' from ticket where known_issue is not null;

create trigger ticket_issue_only_ends before update on ticket_issue
when old.unlinked_at is not null or new.unlinked_at is null or new.ticket <> old.ticket or new.number <> old.number
    or new.known_issue <> old.known_issue or new.linked_at <> old.linked_at
    or new.linked_by is not old.linked_by or new.why <> old.why
begin
    select raise(abort, 'links to known issues are append-only');
end;

create trigger ticket_issue_is_never_deleted before delete on ticket_issue
begin
    select raise(abort, 'links to known issues are append-only');
end;

-- "Insert or replace" would take a row away without a trigger on delete, on a connection that does not ask for those.
create trigger ticket_issue_is_never_replaced before insert on ticket_issue
when exists (select 1 from ticket_issue where ticket = new.ticket and number = new.number)
begin
    select raise(abort, 'links to known issues are append-only');
end;

insert into schema_compatibility (step, back_to) values (30, 12);
