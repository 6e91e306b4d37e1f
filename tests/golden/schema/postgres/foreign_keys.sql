# Foreign keys

-- foreign_key
create table "posts" ("user_id" bigint not null)
alter table "posts" add constraint "posts_user_id_foreign" foreign key ("user_id") references "users" ("id")

-- foreign_key_of_a_name
create table "posts" ("user_id" bigint not null)
alter table "posts" add constraint "author" foreign key ("user_id") references "users" ("id")

-- foreign_key_of_columns
create table "notes" ("group_id" integer not null, "user_id" integer not null)
alter table "notes" add constraint "notes_group_id_user_id_foreign" foreign key ("group_id", "user_id") references "members" ("group_id", "user_id")

-- constrained
create table "posts" ("user_id" bigint not null)
alter table "posts" add constraint "posts_user_id_foreign" foreign key ("user_id") references "users" ("id")

-- constrained_to_irregular_plurals
create table "posts" ("person_id" bigint not null, "category_id" bigint not null)
alter table "posts" add constraint "posts_person_id_foreign" foreign key ("person_id") references "people" ("id")
alter table "posts" add constraint "posts_category_id_foreign" foreign key ("category_id") references "categories" ("id")

-- constrained_to_a_table
create table "posts" ("author_id" bigint not null)
alter table "posts" add constraint "posts_author_id_foreign" foreign key ("author_id") references "users" ("id")

-- constrained_to_a_column
create table "posts" ("country" char(2) not null)
alter table "posts" add constraint "home" foreign key ("country") references "countries" ("code")

-- constrained_uuid
create table "posts" ("team_id" uuid null)
alter table "posts" add constraint "posts_team_id_foreign" foreign key ("team_id") references "teams" ("id")

-- foreign_key_that_cascades
create table "posts" ("user_id" bigint not null)
alter table "posts" add constraint "posts_user_id_foreign" foreign key ("user_id") references "users" ("id") on delete cascade on update cascade

-- foreign_key_that_sets_null
create table "posts" ("user_id" bigint null)
alter table "posts" add constraint "posts_user_id_foreign" foreign key ("user_id") references "users" ("id") on delete set null on update set null

-- foreign_key_that_restricts
create table "posts" ("user_id" bigint not null)
alter table "posts" add constraint "posts_user_id_foreign" foreign key ("user_id") references "users" ("id") on delete restrict on update no action

-- foreign_key_that_restricts_updates
create table "posts" ("user_id" bigint not null)
alter table "posts" add constraint "posts_user_id_foreign" foreign key ("user_id") references "users" ("id") on delete no action on update restrict

-- foreign_key_by_words
create table "posts" ("user_id" bigint null)
alter table "posts" add constraint "posts_user_id_foreign" foreign key ("user_id") references "users" ("id") on delete set null on update no action

-- foreign_key_that_sets_the_default
create table "posts" ("user_id" bigint not null default '1')
alter table "posts" add constraint "posts_user_id_foreign" foreign key ("user_id") references "users" ("id") on delete set default

-- foreign_key_deferred
create table "posts" ("user_id" bigint not null)
alter table "posts" add constraint "posts_user_id_foreign" foreign key ("user_id") references "users" ("id") deferrable initially deferred

-- foreign_key_deferrable
create table "posts" ("user_id" bigint not null)
alter table "posts" add constraint "posts_user_id_foreign" foreign key ("user_id") references "users" ("id") deferrable initially immediate

-- foreign_key_not_deferrable
create table "posts" ("user_id" bigint not null)
alter table "posts" add constraint "posts_user_id_foreign" foreign key ("user_id") references "users" ("id") not deferrable

-- foreign_key_to_itself
create table "nodes" ("id" bigserial not null primary key, "parent_id" bigint null)
alter table "nodes" add constraint "nodes_parent_id_foreign" foreign key ("parent_id") references "nodes" ("id") on delete cascade

-- add_foreign_key
alter table "posts" add constraint "posts_user_id_foreign" foreign key ("user_id") references "users" ("id") on delete cascade

-- add_foreign_key_unchecked
alter table "posts" add constraint "posts_user_id_foreign" foreign key ("user_id") references "users" ("id") not valid

-- add_foreign_key_under_a_lock
alter table "posts" add constraint "posts_user_id_foreign" foreign key ("user_id") references "users" ("id")

-- add_constrained_column
alter table "posts" add column "editor_id" bigint null
alter table "posts" add constraint "posts_editor_id_foreign" foreign key ("editor_id") references "users" ("id")

-- drop_foreign_by_columns
alter table "posts" drop constraint "posts_user_id_foreign"

-- drop_foreign_by_name
alter table "posts" drop constraint "posts_user_id_foreign"

-- drop_constrained_foreign_id
alter table "posts" drop constraint "posts_user_id_foreign"
alter table "posts" drop column "user_id"
