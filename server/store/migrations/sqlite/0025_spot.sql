-- Where on the ward help is needed, as whoever asked says it.
alter table ticket add column spot text check (length(spot) between 1 and 60);

insert into schema_compatibility (step, back_to) values (25, 12);
