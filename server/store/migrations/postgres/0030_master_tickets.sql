-- Where a known issue holds, whether requests about it are held meanwhile, and when the next word about it comes.
alter table known_issue add column ward uuid references ward (id);
alter table known_issue add column holds boolean not null default false;
alter table known_issue add column next_word_at bigint;
alter table known_issue_version add column ward uuid references ward (id);
alter table known_issue_version add column holds boolean not null default false;
alter table known_issue_version add column next_word_at bigint;

-- Until when nobody is sent; whether that is over for good; and with which known issue a lead closed it.
alter table ticket add column held_until bigint;
alter table ticket add column hold_lifted boolean not null default false;
alter table ticket add column closed_with uuid references known_issue (id);

create index ticket_closed_with on ticket (closed_with) where closed_with is not null;

-- Which known issue a ticket is about, from when until when. A link is never taken away: it ends, once.
create table ticket_issue (
    ticket uuid not null references ticket (id),
    number bigint not null check (number > 0),
    known_issue uuid not null references known_issue (id),
    linked_at bigint not null,
    linked_by uuid references person (id),
    why text not null check (length(why) between 1 and 40),
    unlinked_at bigint,
    unlinked_by uuid references person (id),
    unlinked_why text check (length(unlinked_why) between 1 and 40),
    primary key (ticket, number),
    check ((unlinked_at is null) = (unlinked_why is null)),
    check (unlinked_by is null or unlinked_at is not null)
);

create unique index ticket_issue_live on ticket_issue (ticket) where unlinked_at is null;
create index ticket_issue_of on ticket_issue (known_issue) where unlinked_at is null;
create index ticket_issue_not_solved on ticket_issue (unlinked_at) where unlinked_why = 'not_solved';

-- What those who closed tickets have said so far. From now on it is written there only.
insert into ticket_issue (ticket, number, known_issue, linked_at, linked_by, why)
select id, 1, known_issue, closed_at, closed_by, 'responder' from ticket where known_issue is not null;

create function refuse_to_change_links_to_known_issues() returns trigger language plpgsql as $$
begin
    raise exception 'links to known issues are append-only';
end
$$;

create trigger ticket_issue_only_ends before update on ticket_issue
    for each row when (old.unlinked_at is not null or new.unlinked_at is null or new.ticket <> old.ticket
        or new.number <> old.number or new.known_issue <> old.known_issue or new.linked_at <> old.linked_at
        or new.linked_by is distinct from old.linked_by or new.why <> old.why)
    execute function refuse_to_change_links_to_known_issues();

create trigger ticket_issue_is_never_deleted before delete or truncate on ticket_issue
    for each statement execute function refuse_to_change_links_to_known_issues();

insert into schema_compatibility (step, back_to) values (30, 12);
