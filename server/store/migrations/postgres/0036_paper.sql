-- Paper for when there is no Elbow, as it was made; kept until it is void for two days, since it has names.
create table pack (
    number bigint not null primary key check (number > 0),
    as_at bigint not null,
    void_after bigint not null,
    contents text not null,
    check (as_at < void_after)
);

-- Codes that are kept free for slips of paper, each for one ward: no two requests have one, on whatever sheet it stands.
create table paper_slip (
    number bigint not null primary key check (number > 0),
    ward uuid not null references ward (id),
    reserved_at bigint not null
);

insert into schema_compatibility (step, back_to) values (36, 12);
