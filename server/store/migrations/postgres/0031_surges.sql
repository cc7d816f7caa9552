-- Where more was asked than usual, and what the command centre said of it.
create table surge (
    id uuid not null primary key,
    level text not null,
    ward uuid,
    zone uuid,
    tag uuid,
    opened_at bigint not null,
    last_at bigint not null,
    began_at bigint not null,
    began_on uuid not null,
    window_minutes bigint not null,
    seen bigint not null,
    wards bigint not null,
    expected double precision not null,
    score double precision not null,
    raise double precision not null,
    gone boolean not null,
    verdict text,
    judged_at bigint,
    judged_by uuid references person (id),
    known_issue uuid references known_issue (id),
    check ((verdict is null) = (judged_at is null) and (verdict is null) = (judged_by is null))
);

create index surge_last on surge (last_at);

-- The requests that are counted to it.
create table surge_ticket (
    surge uuid not null references surge (id),
    ticket uuid not null references ticket (id),
    primary key (surge, ticket)
);

insert into lease (work, number, ends_at) values ('surges', 0, 0);

insert into schema_compatibility (step, back_to) values (31, 12);
