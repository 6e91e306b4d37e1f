create table users (
  id integer primary key,
  name text not null,
  email text unique,
  votes integer not null default 0,
  active boolean not null default 1,
  role text,
  manager_id integer references users (id),
  meta json,
  created_at datetime not null default '2026-01-01 00:00:00',
  updated_at datetime
);
create table posts (
  id integer primary key autoincrement,
  user_id integer not null references users (id),
  title text not null,
  body text,
  views integer not null default 0,
  published boolean not null default 0,
  options json,
  published_at datetime
);
create table comments (
  id integer primary key,
  post_id integer not null references posts (id),
  user_id integer references users (id),
  body text not null
);
create table tags (id integer primary key, name text not null unique);
create table post_tag (post_id integer not null, tag_id integer not null, primary key (post_id, tag_id));
create table accounts (id integer primary key, owner text not null, balance integer not null, currency text not null default 'EUR');
create table settings ("key" text primary key, value text, hits integer not null default 0);
create table logs (id integer primary key autoincrement, level text, message text);
create table "order" ("group" integer, "select" text);
create index users_votes on users (votes);

insert into users values
  (1, 'Ada', 'ada@example.com', 120, 1, 'admin', null, '{"lang":"en","tags":["a","b"],"on":true,"address":{"city":"London"}}', '2026-01-05 08:30:00', null),
  (2, 'Bob', 'bob@example.com', 80, 1, 'editor', 1, '{"lang":"de","tags":["b"],"on":false,"address":{"city":"Berlin"}}', '2026-01-20 12:00:00', '2026-02-01 09:00:00'),
  (3, 'Cleo', 'cleo@example.com', 50, 0, 'editor', 1, '{"lang":"fr","tags":[],"on":true}', '2026-02-10 18:45:00', null),
  (4, 'Dan', null, 50, 1, null, 2, null, '2026-02-28 23:59:59', null),
  (5, 'Eve', 'eve@example.com', 0, 0, 'guest', 2, '{"lang":null,"tags":["c","a"]}', '2025-12-31 00:00:00', '2026-03-01 00:00:00');
insert into posts values
  (1, 1, 'First', 'Hello world', 10, 1, '{"pinned":true,"sizes":[1,2,3]}', '2026-01-06 10:00:00'),
  (2, 1, 'Second', null, 5, 0, null, null),
  (3, 2, 'Third', 'More words', 70, 1, '{"pinned":false,"sizes":[]}', '2026-02-02 10:00:00'),
  (4, 3, 'Fourth', 'Last words', 0, 0, '{"sizes":[9]}', null);
insert into comments values (1, 1, 2, 'Nice'), (2, 1, 3, 'Agreed'), (3, 3, 1, 'Thanks'), (4, 3, null, 'Anonymous');
insert into tags values (1, 'cpp'), (2, 'sql'), (3, 'news');
insert into post_tag values (1, 1), (1, 2), (3, 2), (4, 3);
insert into accounts values (1, 'Ada', 1000, 'EUR'), (2, 'Bob', 250, 'EUR'), (3, 'Cleo', 0, 'USD');
insert into settings values ('theme', 'dark', 3), ('lang', 'en', 1);
insert into logs (level, message) values ('info', 'started'), ('warn', 'slow'), ('info', 'stopped');
insert into "order" values (1, 'one'), (2, 'two');
