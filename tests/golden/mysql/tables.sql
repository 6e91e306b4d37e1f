-- The tables of ../sqlite/tables.sql in the types of MySQL and MariaDB, anew.
drop table if exists post_tag, comments, tags, posts, users, accounts, settings, logs, `order`, `od"d`;
create table users (
  id integer auto_increment primary key,
  name varchar(100) not null,
  email varchar(100) unique,
  votes integer not null default 0,
  active boolean not null default true,
  role varchar(50),
  manager_id integer,
  meta json,
  created_at datetime not null default '2026-01-01 00:00:00',
  updated_at datetime,
  foreign key (manager_id) references users (id)
);
create table posts (
  id integer auto_increment primary key,
  user_id integer not null,
  title varchar(200) not null,
  body text,
  views integer not null default 0,
  published boolean not null default false,
  options json,
  published_at datetime,
  foreign key (user_id) references users (id),
  fulltext (title),
  fulltext (body),
  fulltext (title, body)
);
create table comments (
  id integer auto_increment primary key,
  post_id integer not null,
  user_id integer,
  body text not null,
  foreign key (post_id) references posts (id),
  foreign key (user_id) references users (id)
);
create table tags (id integer auto_increment primary key, name varchar(100) not null unique);
create table post_tag (post_id integer not null, tag_id integer not null, primary key (post_id, tag_id));
create table accounts (id integer auto_increment primary key, owner varchar(100) not null, balance bigint not null, currency varchar(3) not null default 'EUR');
create table settings (`key` varchar(100) primary key, value varchar(100), hits integer not null default 0);
create table logs (id integer auto_increment primary key, level varchar(50), message varchar(200));
create table `order` (`group` integer, `select` varchar(50));
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
insert into `order` values (1, 'one'), (2, 'two');

-- The schema that every SQLite database has.
create database if not exists main;
execute immediate concat('create or replace view main.users as select * from ', database(), '.users');
execute immediate concat('create or replace view main.posts as select * from ', database(), '.posts');
execute immediate concat('create or replace view main.tags as select * from ', database(), '.tags');

-- For the cases that SQLite cannot run.
create table `od"d` (`a``b` integer, `c"d` integer);
