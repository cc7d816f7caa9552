-- What an administrator has set on a page, beside the configuration file; the highest version counts. Nothing here is ever
-- changed.
create table setting (
    version integer not null primary key check (version > 0),
    text text not null,
    set_at integer not null,
    set_by blob not null references person (id)
) strict;

-- What of it is secret, sealed with the server's own key: only the latest, by the name of its key.
create table sealed_secret (
    name text not null primary key,
    sealed text not null,
    set_at integer not null,
    set_by blob not null references person (id)
) strict;

insert into schema_compatibility (step, back_to) values (22, 12);
