-- What is known to be wrong, and what to do meanwhile. Every version of it is kept: what people were told, and when.
create table known_issue (
    id uuid not null primary key,
    title text not null,
    workaround text not null,
    tag uuid not null references tag (id),
    since bigint not null,
    ended_at bigint,
    version bigint not null check (version >= 0)
);

create table known_issue_version (
    known_issue uuid not null references known_issue (id),
    version bigint not null check (version >= 0),
    title text not null,
    workaround text not null,
    tag uuid not null references tag (id),
    since bigint not null,
    ended_at bigint,
    set_at bigint not null,
    set_by uuid not null references person (id),
    primary key (known_issue, version)
);

-- What whoever closed a ticket says about it afterwards.
alter table ticket add column helped bigint not null default 1
    check (helped between 1 and 21 and (helped = 1 or closed_by is not null));
alter table ticket add column closing_note text check (closing_note is null or closed_by is not null);
alter table ticket add column known_issue uuid references known_issue (id)
    check (known_issue is null or closed_by is not null);

-- Nobody asked: a responder helped in passing and says so. "Asked by" cannot have a new word without making anew every table
-- that refers to tickets on the other engine, so it is 'desk' with this: somebody who is signed in.
alter table ticket add column in_passing boolean not null default false
    check (not in_passing or asked_by = 'desk' and closed_at is not null);

create index ticket_of_known_issue on ticket (known_issue, closed_at) where known_issue is not null;
