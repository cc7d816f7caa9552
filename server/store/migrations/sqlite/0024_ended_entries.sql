-- When a ward, a zone, a tag or a category ended: it is offered nowhere any more, and what happened before keeps its name.
alter table ward add column ended_at integer;
alter table zone add column ended_at integer;
alter table tag add column ended_at integer;
alter table category add column ended_at integer;

insert into schema_compatibility (step, back_to) values (24, 12);
