-- Names of places, tags, categories and people are on every page and seldom change. Who keeps them asks for this
-- number: it is another after each change, and never one that was rolled back.
create table directory (
    version bigint not null
);

insert into directory (version) values (0);

create sequence directory_version;

create function directory_has_changed() returns trigger language plpgsql as $$
begin
    update directory set version = nextval('directory_version');
    return null;
end
$$;

create trigger directory_site after insert or update or delete on site
    for each statement execute function directory_has_changed();

create trigger directory_zone after insert or update or delete on zone
    for each statement execute function directory_has_changed();

create trigger directory_ward after insert or update or delete on ward
    for each statement execute function directory_has_changed();

create trigger directory_tag after insert or update or delete on tag
    for each statement execute function directory_has_changed();

create trigger directory_category after insert or update or delete on category
    for each statement execute function directory_has_changed();

-- By row: who writes down a wrong PIN inserts or updates, and changes no name.
create trigger directory_person after insert or delete on person
    for each row execute function directory_has_changed();

create trigger directory_person_changed after update on person
    for each row when (old.name <> new.name) execute function directory_has_changed();

-- What a responder's own page looks for, each time.
create index ticket_held on ticket (holder) where closed_at is null;
create index offer_live_to on offer (person) where outcome is null;
