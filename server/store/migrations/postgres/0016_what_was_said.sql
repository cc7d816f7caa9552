-- Who had a ticket and said that somebody else is needed: as a list of people, like those who turned it down.
alter table ticket add column cannot_help text not null default '[]' check (cannot_help::json is not null);

-- The first answer of whoever asked: what it is like for them.
alter table ticket add column stuck text
    check (stuck is null or stuck in ('cannot_go_on', 'can_work_around', 'just_asking'));

insert into schema_compatibility (step, back_to) values (16, 12);
