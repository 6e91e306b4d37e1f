# Keys and indexes

-- primary_of_a_column
create table "countries" ("code" varchar(2) not null)
alter table "countries" add primary key ("code")

-- primary_of_columns
create table "members" ("group_id" integer not null, "user_id" integer not null)
alter table "members" add primary key ("group_id", "user_id")

-- primary_by_algorithm
create table "members" ("group_id" integer not null)
alter table "members" add primary key ("group_id")

-- primary_beside_a_counter
create table "members" ("id" bigserial not null, "group_id" integer not null)
alter table "members" add primary key ("id", "group_id")

-- primary_of_the_counter_itself
create table "members" ("id" bigserial not null)
alter table "members" add primary key ("id")

-- unique_of_a_column
create table "users" ("email" varchar(255) not null)
alter table "users" add constraint "users_email_unique" unique ("email")

-- unique_of_a_name
create table "users" ("email" varchar(255) not null)
alter table "users" add constraint "one_email" unique ("email")

-- unique_of_columns
create table "users" ("first" varchar(255) not null, "last" varchar(255) not null)
alter table "users" add constraint "users_first_last_unique" unique ("first", "last")

-- unique_and_index_of_one_column
create table "users" ("email" varchar(255) not null)
alter table "users" add constraint "users_email_unique" unique ("email")
create index "users_email_index" on "users" ("email")

-- unique_deferrable
create table "users" ("place" integer not null)
alter table "users" add constraint "users_place_unique" unique ("place") deferrable initially deferred

-- unique_with_one_null
create table "users" ("email" varchar(255) null)
alter table "users" add constraint "users_email_unique" unique nulls not distinct ("email")

-- unique_of_some_rows
create table "users" ("email" varchar(255) not null, "deleted_at" timestamp(0) without time zone null)
create unique index "live_email" on "users" ("email") where deleted_at is null

-- index_of_a_column
create table "users" ("name" varchar(255) not null)
create index "users_name_index" on "users" ("name")

-- index_of_columns
create table "users" ("first" varchar(255) not null, "last" varchar(255) not null)
create index "names" on "users" ("last", "first")

-- index_by_algorithm
create table "users" ("name" varchar(255) not null)
create index "names" on "users" using btree ("name")

-- index_by_hash
create table "users" ("name" varchar(255) not null)
create index "users_name_index" on "users" using hash ("name")

-- index_of_some_rows
create table "users" ("votes" integer not null)
create index "users_votes_index" on "users" ("votes") where votes > 100

-- index_as_sql
create table "users" ("email" varchar(255) not null)
create index "users_lower_email" on "users" ((lower(email)))

-- index_of_a_list_of_names
create table "users" ("a" integer not null, "b" integer not null)
create index "users_a_b_index" on "users" ("a", "b")

-- full_text_of_a_column
create table "posts" ("body" text not null)
create index "posts_body_fulltext" on "posts" using gin ((to_tsvector('english', "body")))

-- full_text_of_columns
create table "posts" ("title" varchar(255) not null, "body" text not null)
create index "words" on "posts" using gin ((to_tsvector('german', "title") || to_tsvector('german', "body")))

-- spatial_index_of_a_column
create table "places" ("area" geometry not null)
create index "places_area_spatialindex" on "places" using gist ("area")

-- index_with_an_operator_class
create table "posts" ("title" varchar(255) not null)
create index "posts_title_index" on "posts" ("title" varchar_pattern_ops)

-- add_index
create index "users_votes_index" on "users" ("votes")

-- add_index_online
create index concurrently "users_votes_index" on "users" ("votes")

-- add_index_under_a_lock
create index "users_votes_index" on "users" ("votes")

-- add_unique
alter table "users" add constraint "users_name_email_unique" unique ("name", "email")

-- add_unique_by_algorithm
create unique index "one_name" on "users" using btree ("name")
alter table "users" add constraint "one_name" unique using index "one_name"

-- add_primary
alter table "members" add primary key ("group_id", "user_id")

-- add_counter
alter table "members" add column "id" bigserial not null primary key

-- change_to_counter_and_key
alter table "members" alter column "user_id" type integer, alter column "user_id" set not null
alter table "members" add primary key ("user_id")
comment on column "members"."user_id" is NULL

-- drop_primary
alter table "members" drop constraint "members_pkey"

-- drop_unique_by_columns
alter table "users" drop constraint "users_email_unique"

-- drop_unique_by_name
alter table "users" drop constraint "users_email_unique"

-- drop_index_by_columns
drop index "posts_title_index"

-- drop_index_by_name
drop index "posts_title_index"

-- drop_full_text
drop index "posts_body_fulltext"

-- drop_spatial_index
drop index "places_area_spatialindex"

-- rename_index
alter index "posts_title_index" rename to "titles"
