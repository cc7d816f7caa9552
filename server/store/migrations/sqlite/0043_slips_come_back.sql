-- Slips of paper that came back: the request that each became, or that nothing was written on it. Their codes are kept free for each pack anew, so
-- that a number stands on one piece of paper; `reserved_at` is when that was printed.
alter table paper_slip add column ticket blob references ticket (id);
alter table paper_slip add column entered_at integer check ((entered_at is null) = (ticket is null));
alter table paper_slip add column unused_at integer;

create unique index paper_slip_of_ticket on paper_slip (ticket) where ticket is not null;
create index paper_slip_entered on paper_slip (entered_at) where entered_at is not null;
create index paper_slip_printed on paper_slip (reserved_at, ward, number);
create index paper_slip_of_ward on paper_slip (ward, number);

-- How a request came, where that is neither a device nor a link. An older program takes it for one that the desk wrote down.
alter table ticket add column came_through text;

insert into schema_compatibility (step, back_to) values (43, 12);
