# Foreign keys

-- foreign_key
create table "posts" ("user_id" integer not null, foreign key("user_id") references "users"("id"))

-- foreign_key_of_a_name
create table "posts" ("user_id" integer not null, foreign key("user_id") references "users"("id"))

-- foreign_key_of_columns
create table "notes" ("group_id" integer not null, "user_id" integer not null, foreign key("group_id", "user_id") references "members"("group_id", "user_id"))

-- constrained
create table "posts" ("user_id" integer not null, foreign key("user_id") references "users"("id"))

-- constrained_to_irregular_plurals
create table "posts" ("person_id" integer not null, "category_id" integer not null, foreign key("person_id") references "people"("id"), foreign key("category_id") references "categories"("id"))

-- constrained_to_a_table
create table "posts" ("author_id" integer not null, foreign key("author_id") references "users"("id"))

-- constrained_to_a_column
create table "posts" ("country" varchar not null, foreign key("country") references "countries"("code"))

-- constrained_uuid
create table "posts" ("team_id" varchar, foreign key("team_id") references "teams"("id"))

-- foreign_key_that_cascades
create table "posts" ("user_id" integer not null, foreign key("user_id") references "users"("id") on delete cascade on update cascade)

-- foreign_key_that_sets_null
create table "posts" ("user_id" integer, foreign key("user_id") references "users"("id") on delete set null on update set null)

-- foreign_key_that_restricts
create table "posts" ("user_id" integer not null, foreign key("user_id") references "users"("id") on delete restrict on update no action)

-- foreign_key_that_restricts_updates
create table "posts" ("user_id" integer not null, foreign key("user_id") references "users"("id") on delete no action on update restrict)

-- foreign_key_by_words
create table "posts" ("user_id" integer, foreign key("user_id") references "users"("id") on delete set null on update no action)

-- foreign_key_that_sets_the_default
create table "posts" ("user_id" integer not null default '1', foreign key("user_id") references "users"("id") on delete set default)

-- foreign_key_deferred
create table "posts" ("user_id" integer not null, foreign key("user_id") references "users"("id") deferrable initially deferred)

-- foreign_key_deferrable
create table "posts" ("user_id" integer not null, foreign key("user_id") references "users"("id") deferrable initially immediate)

-- foreign_key_not_deferrable
create table "posts" ("user_id" integer not null, foreign key("user_id") references "users"("id") not deferrable)

-- foreign_key_to_itself
create table "nodes" ("id" integer primary key autoincrement not null, "parent_id" integer, foreign key("parent_id") references "nodes"("id") on delete cascade)

-- add_foreign_key
@rebuild

-- add_foreign_key_unchecked
@rebuild

-- add_foreign_key_under_a_lock
@rebuild

-- add_constrained_column
@rebuild

-- drop_foreign_by_columns
@rebuild

-- drop_foreign_by_name
@rebuild

-- drop_constrained_foreign_id
@rebuild
