-- What every event, and everything the bot did about it, leaves behind. No message text of anybody's.
-- The statements are common to SQLite and PostgreSQL. Instants are milliseconds since 1970-01-01T00:00Z.

create table conversation (
    platform   text   not null,
    thread     text   not null,
    state      text   not null,
    said       bigint not null,
    changed_at bigint not null,
    primary key (platform, thread)
);

create table event (
    platform  text   not null,
    id        text   not null,
    thread    text   not null,
    stored_at bigint not null,
    primary key (platform, id)
);

create index event_stored_at on event (stored_at);

create table effect (
    platform   text    not null,
    event_id   text    not null,
    position   integer not null,
    thread     text    not null,
    seq        bigint  not null,
    effect     text    not null,
    performed  integer not null,
    message_id text,
    primary key (platform, event_id, position)
);

create index effect_unfinished on effect (performed, platform, thread, seq);

create table message (
    platform   text not null,
    thread     text not null,
    name       text not null,
    message_id text not null,
    primary key (platform, thread, name)
);
