# Whole tables, and what is dropped or renamed in them

-- table_of_users
create table "users" ("id" integer primary key autoincrement not null, "name" varchar not null, "email" varchar not null, "email_verified_at" datetime, "password" varchar not null, "remember_token" varchar, "created_at" datetime, "updated_at" datetime)
create unique index "users_email_unique" on "users" ("email")

-- morphs
create table "images" ("imageable_type" varchar not null, "imageable_id" integer not null)
create index "images_imageable_type_imageable_id_index" on "images" ("imageable_type", "imageable_id")

-- nullable_morphs
create table "images" ("imageable_type" varchar, "imageable_id" integer)
create index "images_imageable_type_imageable_id_index" on "images" ("imageable_type", "imageable_id")

-- uuid_morphs
create table "images" ("imageable_type" varchar not null, "imageable_id" varchar not null)
create index "images_imageable_type_imageable_id_index" on "images" ("imageable_type", "imageable_id")

-- nullable_uuid_morphs
create table "images" ("imageable_type" varchar, "imageable_id" varchar)
create index "images_imageable_type_imageable_id_index" on "images" ("imageable_type", "imageable_id")

-- ulid_morphs
create table "images" ("imageable_type" varchar not null, "imageable_id" varchar not null)
create index "of_what" on "images" ("imageable_type", "imageable_id")

-- nullable_ulid_morphs
create table "images" ("imageable_type" varchar, "imageable_id" varchar)
create index "images_imageable_type_imageable_id_index" on "images" ("imageable_type", "imageable_id")

-- temporary_table
create temporary table "scratch" ("n" integer not null)

-- table_options
create table "users" ("id" integer primary key autoincrement not null)

-- table_of_an_engine
create table "users" ("id" integer primary key autoincrement not null)

-- table_comment
create table "users" ("id" integer primary key autoincrement not null)

-- column_comments_and_a_start
create table "users" ("id" integer primary key autoincrement not null, "name" varchar not null)
insert into sqlite_sequence (name, seq) select 'users', 499

-- create_if_not_exists
create table if not exists "users" ("id" integer primary key autoincrement not null, "email" varchar not null, "votes" integer not null)
create unique index if not exists "users_email_unique" on "users" ("email")
create index if not exists "users_votes_index" on "users" ("votes")

-- create_if_not_exists_with_keys
create table if not exists "members" ("user_id" integer not null, "place" integer not null, foreign key("user_id") references "users"("id") on delete cascade, primary key ("user_id", "place"))
create index if not exists "members_place_index" on "members" ("place")

-- create_if_not_exists_from_a_start
create table if not exists "users" ("id" integer primary key autoincrement not null)
insert into sqlite_sequence (name, seq) select 'users', 999 where not exists (select 1 from sqlite_sequence where name = 'users')

-- drop_table
drop table "users"

-- drop_table_if_exists
drop table if exists "users"

-- rename_table
alter table "users" rename to "people"

-- rename_table_and_go_on
alter table "users" rename to "people"
alter table "people" add column "nick" varchar
create index "people_votes_index" on "people" ("votes")

-- comment_on_table
# Nothing is left to say.

-- rename_column
alter table "users" rename column "name" to "full_name"

-- drop_column
alter table "users" drop column "votes"

-- drop_columns
alter table "users" drop column "votes"
alter table "users" drop column "name"

-- drop_timestamps
alter table "users" drop column "created_at"
alter table "users" drop column "updated_at"

-- drop_soft_deletes
alter table "users" drop column "deleted_at"

-- drop_remember_token
alter table "users" drop column "remember_token"

-- drop_morphs
drop index "images_imageable_type_imageable_id_index"
alter table "images" drop column "imageable_type"
alter table "images" drop column "imageable_id"

-- add_morphs_behind
alter table "users" add column "owner_type" varchar
alter table "users" add column "owner_id" integer
create index "owners" on "users" ("owner_type", "owner_id")

-- table_in_a_schema
create table "app"."users" ("id" integer primary key autoincrement not null, "email" varchar not null, "name" varchar not null)
create unique index "app"."app_users_email_unique" on "users" ("email")
create index "app"."app_users_name_index" on "users" ("name")

-- drop_index_in_a_schema
drop index "app"."app_users_name_index"

-- rename_table_in_a_schema
alter table "app"."users" rename to "people"

-- verbs_of_two_names
create table "things" ("id" integer primary key autoincrement not null, "created_at" datetime, "updated_at" datetime, "team_id" varchar not null, "owner_type" varchar not null, "owner_id" integer not null)
create index "things_owner_type_owner_id_index" on "things" ("owner_type", "owner_id")
insert into sqlite_sequence (name, seq) select 'things', 6

-- verbs_of_two_names_with_zones
create table "things" ("created_at" datetime, "updated_at" datetime, "owner_type" varchar, "owner_id" integer, "user_id" integer not null, foreign key("user_id") references "users"("id"))
create index "owners" on "things" ("owner_type", "owner_id")

-- drop_columns_with_zones
alter table "posts" drop column "created_at"
alter table "posts" drop column "updated_at"
alter table "posts" drop column "deleted_at"
alter table "posts" drop column "a"
alter table "posts" drop column "b"
