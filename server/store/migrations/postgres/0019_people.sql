-- A person is not an account. What somebody signs in with, and what they may be, are rows of their own beside the person.

-- What the trust's own systems call them.
alter table person add column external_id text check (length(external_id) between 1 and 100);
alter table person add constraint person_external_id_key unique (external_id);

alter table person add column kind text not null default 'human' check (kind ~ '^[a-z][a-z0-9_]{0,39}$');

create table account (
    person uuid not null primary key references person (id),
    username text not null unique check (username = lower(username)),
    password_hash text,
    ended_at bigint,
    check (ended_at is null or password_hash is null)
);

-- Somebody at the trust's own sign-in.
create table identity (
    issuer text not null check (length(issuer) between 1 and 300),
    subject text not null check (length(subject) between 1 and 300),
    person uuid not null references person (id),
    linked_at bigint not null,
    primary key (issuer, subject)
);

create index identity_of_person on identity (person);

-- For the handsets of somebody, all of them.
create table pin (
    person uuid not null primary key references person (id),
    hash text not null
);

-- `origin`: by hand, or by a rule.
create table role_grant (
    id uuid not null primary key,
    person uuid not null references person (id),
    role text not null check (role ~ '^[a-z][a-z0-9_]{0,39}$'),
    scope text not null check (scope ~ '^[a-z][a-z0-9_:-]{0,99}$'),
    origin text not null default 'hand' check (origin ~ '^[a-z][a-z0-9_]{0,39}$'),
    made_at bigint,
    starts_at bigint,
    ends_at bigint,
    check (starts_at is null or ends_at is null or ends_at >= starts_at)
);

create index role_grant_of_person on role_grant (person);

-- Until a later release: programs from before this step know the columns `roles`, `username`, `password_hash` and
-- `pin_hash` of `person`, read them and write them. What either writes is the other's at once. Of roles they know those
-- that hold everywhere and have no end: what was given for a time, or is to begin later, they do not give at all.

create function words_of_roles(roles text) returns setof text language sql as $$
    select distinct word
    from json_array_elements_text(case when json_typeof(roles::json) = 'array' then roles::json else '[]' end) as word
    where word in ('responder', 'lead', 'analyst', 'administrator')
$$;

create function has_lasting_role(whose uuid, word text) returns boolean language sql as $$
    select exists (
        select 1 from role_grant
        where person = whose and role = word and scope = 'all'
        and ends_at is null and (starts_at is null or starts_at <= made_at))
$$;

insert into account (person, username, password_hash, ended_at)
select id, username, case when ended_at is null then password_hash end, ended_at
from person where username is not null;

insert into pin (person, hash) select id, pin_hash from person where pin_hash is not null;

insert into role_grant (id, person, role, scope)
select gen_random_uuid(), person.id, word, 'all' from person, words_of_roles(person.roles) as word;

create function role_grant_was_written() returns trigger language plpgsql as $$
declare
    whose uuid := case when tg_op = 'DELETE' then old.person else new.person end;
begin
    update person set roles = to_json(array(
        select word from unnest(array['responder', 'lead', 'analyst', 'administrator'])
            with ordinality as known (word, place)
        where has_lasting_role(whose, word)
        order by place))::text
    where id = whose;
    return null;
end
$$;

create trigger role_grant_written after insert or update or delete on role_grant
    for each row execute function role_grant_was_written();

create function account_was_written() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        update person set username = null, password_hash = null
        where id = old.person and (username is not null or password_hash is not null);
    else
        update person set username = new.username, password_hash = new.password_hash
        where id = new.person
        and (username is distinct from new.username or password_hash is distinct from new.password_hash);
    end if;
    return null;
end
$$;

create trigger account_written after insert or update or delete on account
    for each row execute function account_was_written();

create function pin_was_written() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        update person set pin_hash = null where id = old.person and pin_hash is not null;
    else
        update person set pin_hash = new.hash where id = new.person and pin_hash is distinct from new.hash;
    end if;
    return null;
end
$$;

create trigger pin_written after insert or update or delete on pin
    for each row execute function pin_was_written();

create function person_with_all_in_one_was_added() returns trigger language plpgsql as $$
begin
    insert into account (person, username, password_hash, ended_at)
    select new.id, new.username, case when new.ended_at is null then new.password_hash end, new.ended_at
    where new.username is not null;
    insert into pin (person, hash) select new.id, new.pin_hash where new.pin_hash is not null;
    insert into role_grant (id, person, role, scope)
    select gen_random_uuid(), new.id, word, 'all' from words_of_roles(new.roles) as word;
    return null;
end
$$;

create trigger person_with_all_in_one_added after insert on person
    for each row execute function person_with_all_in_one_was_added();

create function person_roles_were_changed() returns trigger language plpgsql as $$
begin
    delete from role_grant
    where person = new.id and scope = 'all'
    and ends_at is null and (starts_at is null or starts_at <= made_at)
    and role in ('responder', 'lead', 'analyst', 'administrator')
    and role not in (select word from words_of_roles(new.roles) as word);
    insert into role_grant (id, person, role, scope)
    select gen_random_uuid(), new.id, word, 'all' from words_of_roles(new.roles) as word
    where not has_lasting_role(new.id, word);
    return null;
end
$$;

create trigger person_roles_changed after update of roles on person
    for each row when (old.roles <> new.roles) execute function person_roles_were_changed();

create function person_account_was_changed() returns trigger language plpgsql as $$
begin
    delete from account where person = new.id and new.username is null;
    update account
    set username = new.username, password_hash = new.password_hash,
        ended_at = case when new.password_hash is null then ended_at end
    where person = new.id and (username <> new.username or password_hash is distinct from new.password_hash);
    insert into account (person, username, password_hash)
    select new.id, new.username, new.password_hash
    where new.username is not null and not exists (select 1 from account where person = new.id);
    return null;
end
$$;

create trigger person_account_changed after update of username, password_hash on person
    for each row when (old.username is distinct from new.username or old.password_hash is distinct from new.password_hash)
    execute function person_account_was_changed();

create function person_pin_was_changed() returns trigger language plpgsql as $$
begin
    delete from pin where person = new.id and new.pin_hash is null;
    update pin set hash = new.pin_hash where person = new.id and hash <> new.pin_hash;
    insert into pin (person, hash)
    select new.id, new.pin_hash
    where new.pin_hash is not null and not exists (select 1 from pin where person = new.id);
    return null;
end
$$;

create trigger person_pin_changed after update of pin_hash on person
    for each row when (old.pin_hash is distinct from new.pin_hash) execute function person_pin_was_changed();

create function person_has_ended() returns trigger language plpgsql as $$
begin
    update account set password_hash = null, ended_at = new.ended_at where person = new.id and ended_at is null;
    return null;
end
$$;

create trigger person_ended after update of ended_at on person
    for each row when (old.ended_at is null and new.ended_at is not null) execute function person_has_ended();

insert into schema_compatibility (step, back_to) values (19, 12);
