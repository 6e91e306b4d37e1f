# Modifiers of columns, and columns of existing tables

-- comment_of_a_column
create table "users" ("name" varchar not null)

-- default_as_sql
create table "users" ("votes" integer not null default (1 + 1))

-- default_made_at_run_time
create table "users" ("at" datetime not null default CURRENT_TIMESTAMP)

-- invisible
!! unsupported

-- stored_column
create table "orders" ("price" integer not null, "pieces" integer not null, "total" integer as (price * pieces) stored)

-- virtual_column
create table "orders" ("price" integer not null, "twice" integer as (price * 2))

-- stored_column_that_is_not_null
create table "orders" ("price" integer not null, "twice" integer not null as (price * 2) stored)

-- add_column
alter table "users" add column "nick" varchar

-- add_column_with_default
alter table "users" add column "level" integer not null default '1'

-- add_columns_and_an_index
alter table "users" add column "first" varchar
alter table "users" add column "last" varchar
create index "users_last_first_index" on "users" ("last", "first")

-- add_unique_column
alter table "users" add column "nick" varchar
create unique index "users_nick_unique" on "users" ("nick")

-- add_enum
alter table "users" add column "role" varchar check ("role" in ('member', 'admin')) not null default 'member'

-- add_column_of_the_insert
alter table "users" add column "seen_at" datetime not null default CURRENT_TIMESTAMP

-- add_column_behind_another
alter table "users" add column "nick" varchar

-- add_column_in_front
alter table "users" add column "nick" varchar

-- add_columns_behind_another
alter table "users" add column "street" varchar
alter table "users" add column "city" varchar
alter table "users" add column "nick" varchar

-- add_column_at_once
alter table "users" add column "nick" varchar

-- add_column_under_a_lock
alter table "users" add column "nick" varchar

-- add_virtual_column
alter table "users" add column "twice" integer as (votes * 2)

-- add_stored_column
@rebuild

-- add_commented_column
alter table "users" add column "nick" varchar

-- change_length
@rebuild

-- change_to_nullable_with_default
@rebuild

-- change_to_text_with_comment
@rebuild

-- change_to_enum
@rebuild

-- change_with_an_expression
!! unsupported

-- change_and_index
@rebuild

-- change_and_drop_unique
@rebuild

-- change_of_a_counter
@rebuild

-- change_to_current
@rebuild

-- change_and_move
@rebuild
