-- The trust's name as it was printed; none of what was counted before.
alter table poster add column trust_name text;

insert into schema_compatibility (step, back_to) values (37, 12);
