-- Programs of two versions serve one database while nodes are brought up to date one after the other: for each step from
-- this one on, the oldest step whose programs may serve what it leaves. A step that only adds repeats what the step before said;
-- one that takes away what they need says more. Of a step that says nothing, no older program serves the result.
create table schema_compatibility (
    step integer not null primary key,
    back_to integer not null check (back_to between 1 and step)
) strict;

insert into schema_compatibility (step, back_to) values (12, 12);

-- Files for browsers of the last builds, so that every program can answer for a page that another has made.
create table asset_build (
    build text not null primary key check (length(build) between 1 and 64),
    served_at integer not null
) strict;

create table asset (
    build text not null references asset_build (build),
    path text not null,
    body blob not null,
    primary key (build, path)
) strict;
