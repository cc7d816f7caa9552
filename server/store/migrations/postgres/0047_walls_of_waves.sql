-- A screen on a wall may show one wave of the go-live.
alter table wall_link add column wave uuid references wave (id);

insert into schema_compatibility (step, back_to) values (47, 12);
