-- What was printed of wards' links: how many copies, and what they say. Until they are taken down they hang somewhere.
create table poster (
    id uuid not null primary key,
    ward uuid not null references ward (id),
    kind text not null check (kind ~ '^[a-z][a-z0-9_]{0,39}$'),
    copies bigint not null check (copies between 1 and 1000000),
    link_rotation bigint not null check (link_rotation >= 0),
    ward_name text not null,
    desk_phone text not null,
    emergency_phone text not null,
    address text not null,
    printed_at bigint not null,
    printed_by uuid not null references person (id),
    taken_down_at bigint,
    taken_down_by uuid references person (id),
    check ((taken_down_at is null) = (taken_down_by is null))
);

create index poster_up on poster (printed_at, id) where taken_down_at is null;

insert into schema_compatibility (step, back_to) values (23, 12);
