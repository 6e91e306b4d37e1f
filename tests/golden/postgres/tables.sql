-- The tables of ../sqlite/tables.sql in PostgreSQL's types, anew.
drop schema if exists main cascade;
drop table if exists users, posts, comments, tags, post_tag, accounts, settings, logs, "order", bookings, "od""d" cascade;
create table users (
  id serial primary key,
  name text not null,
  email text unique,
  votes integer not null default 0,
  active boolean not null default true,
  role text,
  manager_id integer references users (id),
  meta jsonb,
  created_at timestamp not null default '2026-01-01 00:00:00',
  updated_at timestamp
);
create table posts (
  id serial primary key,
  user_id integer not null references users (id),
  title text not null,
  body text,
  views integer not null default 0,
  published boolean not null default false,
  options jsonb,
  published_at timestamp
);
create table comments (
  id serial primary key,
  post_id integer not null references posts (id),
  user_id integer references users (id),
  body text not null
);
create table tags (id serial primary key, name text not null unique);
create table post_tag (post_id integer not null, tag_id integer not null, primary key (post_id, tag_id));
create table accounts (id serial primary key, owner text not null, balance bigint not null, currency text not null default 'EUR');
create table settings ("key" text primary key, value text, hits integer not null default 0);
create table logs (id serial primary key, level text, message text);
create table "order" ("group" integer, "select" text);
create index users_votes on users (votes);

insert into users values
  (1, 'Ada', 'ada@example.com', 120, true, 'admin', null, '{"lang":"en","tags":["a","b"],"on":true,"address":{"city":"London"}}', '2026-01-05 08:30:00', null),
  (2, 'Bob', 'bob@example.com', 80, true, 'editor', 1, '{"lang":"de","tags":["b"],"on":false,"address":{"city":"Berlin"}}', '2026-01-20 12:00:00', '2026-02-01 09:00:00'),
  (3, 'Cleo', 'cleo@example.com', 50, false, 'editor', 1, '{"lang":"fr","tags":[],"on":true}', '2026-02-10 18:45:00', null),
  (4, 'Dan', null, 50, true, null, 2, null, '2026-02-28 23:59:59', null),
  (5, 'Eve', 'eve@example.com', 0, false, 'guest', 2, '{"lang":null,"tags":["c","a"]}', '2025-12-31 00:00:00', '2026-03-01 00:00:00');
insert into posts values
  (1, 1, 'First', 'Hello world', 10, true, '{"pinned":true,"sizes":[1,2,3]}', '2026-01-06 10:00:00'),
  (2, 1, 'Second', null, 5, false, null, null),
  (3, 2, 'Third', 'More words', 70, true, '{"pinned":false,"sizes":[]}', '2026-02-02 10:00:00'),
  (4, 3, 'Fourth', 'Last words', 0, false, '{"sizes":[9]}', null);
insert into comments values (1, 1, 2, 'Nice'), (2, 1, 3, 'Agreed'), (3, 3, 1, 'Thanks'), (4, 3, null, 'Anonymous');
insert into tags values (1, 'cpp'), (2, 'sql'), (3, 'news');
insert into post_tag values (1, 1), (1, 2), (3, 2), (4, 3);
insert into accounts values (1, 'Ada', 1000, 'EUR'), (2, 'Bob', 250, 'EUR'), (3, 'Cleo', 0, 'USD');
insert into settings values ('theme', 'dark', 3), ('lang', 'en', 1);
insert into logs (level, message) values ('info', 'started'), ('warn', 'slow'), ('info', 'stopped');
insert into "order" values (1, 'one'), (2, 'two');

-- Ids go on behind those that were given.
select setval('users_id_seq', 5), setval('posts_id_seq', 4), setval('comments_id_seq', 4), setval('tags_id_seq', 3), setval('accounts_id_seq', 3);

-- The schema that every SQLite database has.
create schema main;
create view main.users as table public.users;
create view main.posts as table public.posts;
create view main.tags as table public.tags;

-- For the cases that SQLite cannot run.
create table bookings (room integer not null, during daterange not null);
insert into bookings values (5, '[2022-01-10,2022-01-12)'), (5, '[2022-01-01,2022-01-03)'), (6, '[2026-01-20,2026-02-03)'), (7, '[2025-01-01,2025-01-02)');
create table "od""d" ("a`b" integer, "c""d" integer);
