-- Addresses of handsets that a push service knows no more, as SHA-256: a browser may go on handing one out.
create table push_endpoint_gone (
    hash blob not null primary key check (length(hash) = 32),
    at integer not null
) strict, without rowid;

create index push_endpoint_gone_at on push_endpoint_gone (at);
