-- Where more was asked than usual, and what the command centre said of it.
create table surge (
    id blob not null primary key,
    level text not null,
    ward blob,
    zone blob,
    tag blob,
    opened_at integer not null,
    last_at integer not null,
    began_at integer not null,
    began_on blob not null,
    window_minutes integer not null,
    seen integer not null,
    wards integer not null,
    expected real not null,
    score real not null,
    raise real not null,
    gone integer not null check (gone in (0, 1)),
    verdict text,
    judged_at integer,
    judged_by blob references person (id),
    known_issue blob references known_issue (id),
    check ((verdict is null) = (judged_at is null) and (verdict is null) = (judged_by is null))
) strict;

create index surge_last on surge (last_at);

-- The requests that are counted to it.
create table surge_ticket (
    surge blob not null references surge (id),
    ticket blob not null references ticket (id),
    primary key (surge, ticket)
) strict, without rowid;

insert into schema_compatibility (step, back_to) values (31, 12);
