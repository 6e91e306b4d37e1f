# Whole tables, and what is dropped or renamed in them

-- table_of_users
create table "users" ("id" bigserial not null primary key, "name" varchar(255) not null, "email" varchar(255) not null, "email_verified_at" timestamp(0) without time zone null, "password" varchar(255) not null, "remember_token" varchar(100) null, "created_at" timestamp(0) without time zone null, "updated_at" timestamp(0) without time zone null)
alter table "users" add constraint "users_email_unique" unique ("email")

-- morphs
create table "images" ("imageable_type" varchar(255) not null, "imageable_id" bigint not null)
create index "images_imageable_type_imageable_id_index" on "images" ("imageable_type", "imageable_id")

-- nullable_morphs
create table "images" ("imageable_type" varchar(255) null, "imageable_id" bigint null)
create index "images_imageable_type_imageable_id_index" on "images" ("imageable_type", "imageable_id")

-- uuid_morphs
create table "images" ("imageable_type" varchar(255) not null, "imageable_id" uuid not null)
create index "images_imageable_type_imageable_id_index" on "images" ("imageable_type", "imageable_id")

-- nullable_uuid_morphs
create table "images" ("imageable_type" varchar(255) null, "imageable_id" uuid null)
create index "images_imageable_type_imageable_id_index" on "images" ("imageable_type", "imageable_id")

-- ulid_morphs
create table "images" ("imageable_type" varchar(255) not null, "imageable_id" char(26) not null)
create index "of_what" on "images" ("imageable_type", "imageable_id")

-- nullable_ulid_morphs
create table "images" ("imageable_type" varchar(255) null, "imageable_id" char(26) null)
create index "images_imageable_type_imageable_id_index" on "images" ("imageable_type", "imageable_id")

-- temporary_table
create temporary table "scratch" ("n" integer not null)

-- table_options
create table "users" ("id" bigserial not null primary key)

-- table_of_an_engine
create table "users" ("id" bigserial not null primary key)

-- table_comment
create table "users" ("id" bigserial not null primary key)
comment on table "users" is 'people who''re here'

-- column_comments_and_a_start
create table "users" ("id" bigserial not null primary key, "name" varchar(255) not null)
select setval(pg_get_serial_sequence('"users"', 'id'), 500, false)
comment on column "users"."id" is 'no. 500 on'
comment on column "users"."name" is 'of all'

-- create_if_not_exists
create table if not exists "users" ("id" bigserial not null primary key, "email" varchar(255) not null, "votes" integer not null, constraint "users_email_unique" unique ("email"))
comment on table "users" is 'people'
create index if not exists "users_votes_index" on "users" ("votes")

-- create_if_not_exists_with_keys
create table if not exists "members" ("user_id" bigint not null, "place" integer not null, constraint "members_user_id_foreign" foreign key ("user_id") references "users" ("id") on delete cascade, primary key ("user_id", "place"))
create index if not exists "members_place_index" on "members" ("place")

-- create_if_not_exists_from_a_start
!! unsupported

-- drop_table
drop table "users"

-- drop_table_if_exists
drop table if exists "users"

-- rename_table
alter table "users" rename to "people"

-- rename_table_and_go_on
alter table "users" rename to "people"
alter table "people" add column "nick" varchar(255) null
create index "people_votes_index" on "people" ("votes")

-- comment_on_table
comment on table "users" is 'all of them'

-- rename_column
alter table "users" rename column "name" to "full_name"

-- drop_column
alter table "users" drop column "votes"

-- drop_columns
alter table "users" drop column "votes", drop column "name"

-- drop_timestamps
alter table "users" drop column "created_at", drop column "updated_at"

-- drop_soft_deletes
alter table "users" drop column "deleted_at"

-- drop_remember_token
alter table "users" drop column "remember_token"

-- drop_morphs
drop index "images_imageable_type_imageable_id_index"
alter table "images" drop column "imageable_type", drop column "imageable_id"

-- add_morphs_behind
alter table "users" add column "owner_type" varchar(255) null
alter table "users" add column "owner_id" bigint null
create index "owners" on "users" ("owner_type", "owner_id")

-- table_in_a_schema
create table "app"."users" ("id" bigserial not null primary key, "email" varchar(255) not null, "name" varchar(255) not null)
alter table "app"."users" add constraint "app_users_email_unique" unique ("email")
create index "app_users_name_index" on "app"."users" ("name")

-- drop_index_in_a_schema
drop index "app"."app_users_name_index"

-- rename_table_in_a_schema
alter table "app"."users" rename to "people"

-- verbs_of_two_names
create table "things" ("id" serial not null primary key, "created_at" timestamp(0) without time zone null, "updated_at" timestamp(0) without time zone null, "team_id" char(26) not null, "owner_type" varchar(255) not null, "owner_id" bigint not null)
create index "things_owner_type_owner_id_index" on "things" ("owner_type", "owner_id")
select setval(pg_get_serial_sequence('"things"', 'id'), 7, false)

-- verbs_of_two_names_with_zones
create table "things" ("created_at" timestamp(0) with time zone null, "updated_at" timestamp(0) with time zone null, "owner_type" varchar(255) null, "owner_id" bigint null, "user_id" bigint not null)
create index "owners" on "things" ("owner_type", "owner_id")
alter table "things" add constraint "things_user_id_foreign" foreign key ("user_id") references "users" ("id")

-- drop_columns_with_zones
alter table "posts" drop column "created_at", drop column "updated_at"
alter table "posts" drop column "deleted_at"
alter table "posts" drop column "a", drop column "b"
