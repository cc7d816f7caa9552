-- What somebody has been told of late: their own page says it too.
create index alert_to on alert (person, made_at);

insert into schema_compatibility (step, back_to) values (13, 12);
