-- What was printed of wards' links: how many copies, and what they say. Until they are taken down they hang somewhere.
create table poster (
    id blob not null primary key check (length(id) = 16),
    ward blob not null references ward (id),
    kind text not null check (kind glob '[a-z]*' and kind not glob '*[^a-z0-9_]*' and length(kind) <= 40),
    copies integer not null check (copies between 1 and 1000000),
    link_rotation integer not null check (link_rotation >= 0),
    ward_name text not null,
    desk_phone text not null,
    emergency_phone text not null,
    address text not null,
    printed_at integer not null,
    printed_by blob not null references person (id),
    taken_down_at integer,
    taken_down_by blob references person (id),
    check ((taken_down_at is null) = (taken_down_by is null))
) strict;

create index poster_up on poster (printed_at, id) where taken_down_at is null;

insert into schema_compatibility (step, back_to) values (23, 12);
