-- A person is not an account. What somebody signs in with, and what they may be, are rows of their own beside the person.

-- What the trust's own systems call them.
alter table person add column external_id text check (external_id is null or length(external_id) between 1 and 100);
create unique index person_external_id on person (external_id);

alter table person add column kind text not null default 'human'
    check (kind glob '[a-z]*' and kind not glob '*[^a-z0-9_]*' and length(kind) <= 40);

create table account (
    person blob not null primary key references person (id),
    username text not null unique check (username = lower(username)),
    password_hash text,
    ended_at integer,
    check (ended_at is null or password_hash is null)
) strict;

-- Somebody at the trust's own sign-in.
create table identity (
    issuer text not null check (length(issuer) between 1 and 300),
    subject text not null check (length(subject) between 1 and 300),
    person blob not null references person (id),
    linked_at integer not null,
    primary key (issuer, subject)
) strict, without rowid;

create index identity_of_person on identity (person);

-- For the handsets of somebody, all of them.
create table pin (
    person blob not null primary key references person (id),
    hash text not null
) strict;

-- `origin`: by hand, or by a rule.
create table role_grant (
    id blob not null primary key check (length(id) = 16),
    person blob not null references person (id),
    role text not null check (role glob '[a-z]*' and role not glob '*[^a-z0-9_]*' and length(role) <= 40),
    scope text not null check (scope glob '[a-z]*' and scope not glob '*[^a-z0-9_:-]*' and length(scope) <= 100),
    origin text not null default 'hand'
        check (origin glob '[a-z]*' and origin not glob '*[^a-z0-9_]*' and length(origin) <= 40),
    made_at integer,
    starts_at integer,
    ends_at integer,
    check (starts_at is null or ends_at is null or ends_at >= starts_at)
) strict;

create index role_grant_of_person on role_grant (person);

insert into account (person, username, password_hash, ended_at)
select id, username, case when ended_at is null then password_hash end, ended_at
from person where username is not null;

insert into pin (person, hash) select id, pin_hash from person where pin_hash is not null;

insert into role_grant (id, person, role, scope)
select randomblob(16), id, role, 'all'
from (select distinct person.id, word.value as role from person, json_each(person.roles) as word
      where word.value in ('responder', 'lead', 'analyst', 'administrator'));

-- Until a later release: programs from before this step know the columns `roles`, `username`, `password_hash` and
-- `pin_hash` of `person`, read them and write them. What either writes is the other's at once. Of roles they know those
-- that hold everywhere and have no end: what was given for a time, or is to begin later, they do not give at all.

create trigger role_grant_added after insert on role_grant
begin
    update person set roles = (
        select json_group_array(word.value)
        from json_each('["responder","lead","analyst","administrator"]') as word
        where exists (
            select 1 from role_grant
            where person = new.person and role = word.value and scope = 'all'
            and ends_at is null and (starts_at is null or starts_at <= made_at)))
    where id = new.person;
end;

create trigger role_grant_changed after update on role_grant
begin
    update person set roles = (
        select json_group_array(word.value)
        from json_each('["responder","lead","analyst","administrator"]') as word
        where exists (
            select 1 from role_grant
            where person = new.person and role = word.value and scope = 'all'
            and ends_at is null and (starts_at is null or starts_at <= made_at)))
    where id = new.person;
end;

create trigger role_grant_removed after delete on role_grant
begin
    update person set roles = (
        select json_group_array(word.value)
        from json_each('["responder","lead","analyst","administrator"]') as word
        where exists (
            select 1 from role_grant
            where person = old.person and role = word.value and scope = 'all'
            and ends_at is null and (starts_at is null or starts_at <= made_at)))
    where id = old.person;
end;

create trigger account_added after insert on account
begin
    update person set username = new.username, password_hash = new.password_hash
    where id = new.person and (username is not new.username or password_hash is not new.password_hash);
end;

create trigger account_changed after update on account
begin
    update person set username = new.username, password_hash = new.password_hash
    where id = new.person and (username is not new.username or password_hash is not new.password_hash);
end;

create trigger account_removed after delete on account
begin
    update person set username = null, password_hash = null
    where id = old.person and (username is not null or password_hash is not null);
end;

create trigger pin_added after insert on pin
begin
    update person set pin_hash = new.hash where id = new.person and pin_hash is not new.hash;
end;

create trigger pin_changed after update on pin
begin
    update person set pin_hash = new.hash where id = new.person and pin_hash is not new.hash;
end;

create trigger pin_removed after delete on pin
begin
    update person set pin_hash = null where id = old.person and pin_hash is not null;
end;

create trigger person_with_all_in_one_added after insert on person
begin
    insert into account (person, username, password_hash, ended_at)
    select new.id, new.username, case when new.ended_at is null then new.password_hash end, new.ended_at
    where new.username is not null;
    insert into pin (person, hash) select new.id, new.pin_hash where new.pin_hash is not null;
    insert into role_grant (id, person, role, scope)
    select randomblob(16), new.id, role, 'all'
    from (select distinct value as role from json_each(new.roles)
          where value in ('responder', 'lead', 'analyst', 'administrator'));
end;

create trigger person_roles_changed after update of roles on person when old.roles <> new.roles
begin
    delete from role_grant
    where person = new.id and scope = 'all'
    and ends_at is null and (starts_at is null or starts_at <= made_at)
    and role in ('responder', 'lead', 'analyst', 'administrator')
    and role not in (select value from json_each(new.roles));
    insert into role_grant (id, person, role, scope)
    select randomblob(16), new.id, word.role, 'all'
    from (select distinct value as role from json_each(new.roles)
          where value in ('responder', 'lead', 'analyst', 'administrator')) as word
    where not exists (
        select 1 from role_grant
        where person = new.id and role = word.role and scope = 'all'
        and ends_at is null and (starts_at is null or starts_at <= made_at));
end;

create trigger person_account_changed after update of username, password_hash on person
when old.username is not new.username or old.password_hash is not new.password_hash
begin
    delete from account where person = new.id and new.username is null;
    update account
    set username = new.username, password_hash = new.password_hash,
        ended_at = case when new.password_hash is null then ended_at end
    where person = new.id and (username <> new.username or password_hash is not new.password_hash);
    insert into account (person, username, password_hash)
    select new.id, new.username, new.password_hash
    where new.username is not null and not exists (select 1 from account where person = new.id);
end;

create trigger person_pin_changed after update of pin_hash on person when old.pin_hash is not new.pin_hash
begin
    delete from pin where person = new.id and new.pin_hash is null;
    update pin set hash = new.pin_hash where person = new.id and hash <> new.pin_hash;
    insert into pin (person, hash)
    select new.id, new.pin_hash
    where new.pin_hash is not null and not exists (select 1 from pin where person = new.id);
end;

create trigger person_ended after update of ended_at on person when old.ended_at is null and new.ended_at is not null
begin
    update account set password_hash = null, ended_at = new.ended_at where person = new.id and ended_at is null;
end;

insert into schema_compatibility (step, back_to) values (19, 12);
