# Modifiers of columns, and columns of existing tables

-- comment_of_a_column
create table "users" ("name" varchar(255) not null)
comment on column "users"."name" is 'what it''s called'

-- default_as_sql
create table "users" ("votes" integer not null default (1 + 1))

-- default_made_at_run_time
create table "users" ("at" timestamp(0) without time zone not null default CURRENT_TIMESTAMP)

-- invisible
!! unsupported

-- stored_column
create table "orders" ("price" integer not null, "pieces" integer not null, "total" integer not null generated always as (price * pieces) stored)

-- virtual_column
create table "orders" ("price" integer not null, "twice" integer not null generated always as (price * 2) virtual)

-- stored_column_that_is_not_null
create table "orders" ("price" integer not null, "twice" integer not null generated always as (price * 2) stored)

-- add_column
alter table "users" add column "nick" varchar(255) null

-- add_column_with_default
alter table "users" add column "level" integer not null default '1'

-- add_columns_and_an_index
alter table "users" add column "first" varchar(255) null
alter table "users" add column "last" varchar(255) null
create index "users_last_first_index" on "users" ("last", "first")

-- add_unique_column
alter table "users" add column "nick" varchar(255) null
alter table "users" add constraint "users_nick_unique" unique ("nick")

-- add_enum
alter table "users" add column "role" varchar(255) check ("role" in ('member', 'admin')) not null default 'member'

-- add_column_of_the_insert
alter table "users" add column "seen_at" timestamp(0) without time zone not null default CURRENT_TIMESTAMP

-- add_column_behind_another
alter table "users" add column "nick" varchar(255) null

-- add_column_in_front
alter table "users" add column "nick" varchar(255) null

-- add_columns_behind_another
alter table "users" add column "street" varchar(255) null
alter table "users" add column "city" varchar(255) null
alter table "users" add column "nick" varchar(255) null

-- add_column_at_once
alter table "users" add column "nick" varchar(255) null

-- add_column_under_a_lock
alter table "users" add column "nick" varchar(255) null

-- add_virtual_column
alter table "users" add column "twice" integer not null generated always as (votes * 2) virtual

-- add_stored_column
alter table "users" add column "twice" integer not null generated always as (votes * 2) stored

-- add_commented_column
alter table "users" add column "nick" varchar(255) null
comment on column "users"."nick" is 'short'

-- change_length
alter table "users" alter column "name" type varchar(50), alter column "name" set not null, alter column "name" drop default, alter column "name" drop identity if exists
comment on column "users"."name" is NULL

-- change_to_nullable_with_default
alter table "users" alter column "votes" type bigint, alter column "votes" drop not null, alter column "votes" set default '1', alter column "votes" drop identity if exists
comment on column "users"."votes" is NULL

-- change_to_text_with_comment
alter table "users" alter column "name" type text, alter column "name" drop not null, alter column "name" drop default, alter column "name" drop identity if exists
comment on column "users"."name" is 'all of it'

-- change_to_enum
alter table "users" drop constraint if exists "users_name_check", alter column "name" type varchar(255), alter column "name" set not null, alter column "name" set default 'Ada', alter column "name" drop identity if exists, add constraint "users_name_check" check ("name" in ('Ada', 'Bob'))
comment on column "users"."name" is NULL

-- change_with_an_expression
alter table "users" alter column "votes" type varchar(255) using votes::text || ' votes', alter column "votes" set not null, alter column "votes" drop default, alter column "votes" drop identity if exists
comment on column "users"."votes" is NULL

-- change_and_index
alter table "users" alter column "name" type varchar(100), alter column "name" set not null, alter column "name" drop default, alter column "name" drop identity if exists
create index "users_name_index" on "users" ("name")
comment on column "users"."name" is NULL

-- change_and_drop_unique
alter table "users" alter column "email" type varchar(255), alter column "email" set not null, alter column "email" drop default, alter column "email" drop identity if exists
alter table "users" drop constraint "users_email_unique"
comment on column "users"."email" is NULL

-- change_of_a_counter
alter table "users" alter column "id" type bigint, alter column "id" set not null
comment on column "users"."id" is NULL

-- change_to_current
alter table "users" alter column "created_at" type timestamp(3) without time zone, alter column "created_at" set not null, alter column "created_at" set default CURRENT_TIMESTAMP, alter column "created_at" drop identity if exists
comment on column "users"."created_at" is NULL

-- change_and_move
alter table "users" alter column "email" type varchar(255), alter column "email" set not null, alter column "email" drop default, alter column "email" drop identity if exists
comment on column "users"."email" is NULL
