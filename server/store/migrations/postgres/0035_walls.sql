-- Links that open the screen on a wall.
create table wall_link (
    id uuid not null primary key,
    link bytea not null unique,
    name text not null,
    zone uuid references zone (id),
    hides_wards boolean not null,
    made_at bigint not null,
    made_by uuid not null references person (id),
    revoked_at bigint,
    seen_on bigint
);

insert into schema_compatibility (step, back_to) values (35, 12);
