-- What files, settings and the policy call a wave. A program of before adds waves without.
alter table wave add column slug text;

update wave set slug = 'wave-' || numbered.number
from (select id, row_number() over (order by cutover_at, id) as number from wave) as numbered
where numbered.id = wave.id;

create unique index wave_slug on wave (slug);

insert into schema_compatibility (step, back_to) values (48, 12);
