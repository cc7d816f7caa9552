-- Names of places, tags, categories and people are on every page and seldom change. Who keeps them asks for this
-- number: it is another after each change, and never one that was rolled back.
create table directory (
    version integer not null
) strict;

insert into directory (version) values (0);

create trigger directory_site_added after insert on site
begin
    update directory set version = random();
end;

create trigger directory_site_changed after update on site
begin
    update directory set version = random();
end;

create trigger directory_site_removed after delete on site
begin
    update directory set version = random();
end;

create trigger directory_zone_added after insert on zone
begin
    update directory set version = random();
end;

create trigger directory_zone_changed after update on zone
begin
    update directory set version = random();
end;

create trigger directory_zone_removed after delete on zone
begin
    update directory set version = random();
end;

create trigger directory_ward_added after insert on ward
begin
    update directory set version = random();
end;

create trigger directory_ward_changed after update on ward
begin
    update directory set version = random();
end;

create trigger directory_ward_removed after delete on ward
begin
    update directory set version = random();
end;

create trigger directory_tag_added after insert on tag
begin
    update directory set version = random();
end;

create trigger directory_tag_changed after update on tag
begin
    update directory set version = random();
end;

create trigger directory_tag_removed after delete on tag
begin
    update directory set version = random();
end;

create trigger directory_category_added after insert on category
begin
    update directory set version = random();
end;

create trigger directory_category_changed after update on category
begin
    update directory set version = random();
end;

create trigger directory_category_removed after delete on category
begin
    update directory set version = random();
end;

create trigger directory_person_added after insert on person
begin
    update directory set version = random();
end;

create trigger directory_person_changed after update of name on person when old.name <> new.name
begin
    update directory set version = random();
end;

create trigger directory_person_removed after delete on person
begin
    update directory set version = random();
end;

-- What a responder's own page looks for, each time.
create index ticket_held on ticket (holder) where closed_at is null;
create index offer_live_to on offer (person) where outcome is null;
