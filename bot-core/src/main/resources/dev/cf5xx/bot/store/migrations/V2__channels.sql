-- What people have set for a channel. Kept until they change it.

create table channel (
    platform   text   not null,
    id         text   not null,
    listening  text   not null,
    changed_at bigint not null,
    primary key (platform, id)
);
