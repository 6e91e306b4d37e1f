# Keys and indexes

-- primary_of_a_column
create table "countries" ("code" varchar not null, primary key ("code"))

-- primary_of_columns
create table "members" ("group_id" integer not null, "user_id" integer not null, primary key ("group_id", "user_id"))

-- primary_by_algorithm
create table "members" ("group_id" integer not null, primary key ("group_id"))

-- primary_beside_a_counter
!! unsupported

-- primary_of_the_counter_itself
create table "members" ("id" integer primary key autoincrement not null)

-- unique_of_a_column
create table "users" ("email" varchar not null)
create unique index "users_email_unique" on "users" ("email")

-- unique_of_a_name
create table "users" ("email" varchar not null)
create unique index "one_email" on "users" ("email")

-- unique_of_columns
create table "users" ("first" varchar not null, "last" varchar not null)
create unique index "users_first_last_unique" on "users" ("first", "last")

-- unique_and_index_of_one_column
create table "users" ("email" varchar not null)
create unique index "users_email_unique" on "users" ("email")
create index "users_email_index" on "users" ("email")

-- unique_deferrable
!! unsupported

-- unique_with_one_null
!! unsupported

-- unique_of_some_rows
create table "users" ("email" varchar not null, "deleted_at" datetime)
create unique index "live_email" on "users" ("email") where deleted_at is null

-- index_of_a_column
create table "users" ("name" varchar not null)
create index "users_name_index" on "users" ("name")

-- index_of_columns
create table "users" ("first" varchar not null, "last" varchar not null)
create index "names" on "users" ("last", "first")

-- index_by_algorithm
create table "users" ("name" varchar not null)
create index "names" on "users" ("name")

-- index_by_hash
create table "users" ("name" varchar not null)
create index "users_name_index" on "users" ("name")

-- index_of_some_rows
create table "users" ("votes" integer not null)
create index "users_votes_index" on "users" ("votes") where votes > 100

-- index_as_sql
create table "users" ("email" varchar not null)
create index "users_lower_email" on "users" ((lower(email)))

-- index_of_a_list_of_names
create table "users" ("a" integer not null, "b" integer not null)
create index "users_a_b_index" on "users" ("a", "b")

-- full_text_of_a_column
!! unsupported

-- full_text_of_columns
!! unsupported

-- spatial_index_of_a_column
!! unsupported

-- index_with_an_operator_class
create table "posts" ("title" varchar not null)
create index "posts_title_index" on "posts" ("title")

-- add_index
create index "users_votes_index" on "users" ("votes")

-- add_index_online
create index "users_votes_index" on "users" ("votes")

-- add_index_under_a_lock
create index "users_votes_index" on "users" ("votes")

-- add_unique
create unique index "users_name_email_unique" on "users" ("name", "email")

-- add_unique_by_algorithm
create unique index "one_name" on "users" ("name")

-- add_primary
@rebuild

-- add_counter
@rebuild

-- change_to_counter_and_key
@rebuild

-- drop_primary
@rebuild

-- drop_unique_by_columns
drop index "users_email_unique"

-- drop_unique_by_name
drop index "users_email_unique"

-- drop_index_by_columns
drop index "posts_title_index"

-- drop_index_by_name
drop index "posts_title_index"

-- drop_full_text
!! unsupported

-- drop_spatial_index
!! unsupported

-- rename_index
@rebuild
