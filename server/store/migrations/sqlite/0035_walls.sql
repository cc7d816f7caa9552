-- Links that open the screen on a wall.
create table wall_link (
    id blob not null primary key,
    link blob not null unique,
    name text not null,
    zone blob references zone (id),
    hides_wards integer not null check (hides_wards in (0, 1)),
    made_at integer not null,
    made_by blob not null references person (id),
    revoked_at integer,
    seen_on integer
) strict;

insert into schema_compatibility (step, back_to) values (35, 12);
