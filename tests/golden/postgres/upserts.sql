# upserts

-- upsert_overwrites_all_columns
insert into "settings" ("key", "value", "hits") values ($1, $2, $3) on conflict ("key") do update set "key" = "excluded"."key", "value" = "excluded"."value", "hits" = "excluded"."hits"
=> 'theme' | 'light' | 9

-- upsert_of_two_rows
insert into "settings" ("key", "hits") values ($1, $2), ($3, $4) on conflict ("key") do update set "key" = "excluded"."key", "hits" = "excluded"."hits"
=> 'theme' | 9 | 'zone' | 1

-- upsert_overwrites_one_column
insert into "settings" ("key", "value", "hits") values ($1, $2, $3) on conflict ("key") do update set "value" = "excluded"."value"
=> 'theme' | 'light' | 9

-- upsert_overwrites_two_columns_of_three_rows
insert into "settings" ("key", "value", "hits") values ($1, $2, $3), ($4, $5, $6), ($7, $8, $9) on conflict ("key") do update set "hits" = "excluded"."hits", "value" = "excluded"."value"
=> 'theme' | 'a' | 1 | 'lang' | 'b' | 2 | 'zone' | 'c' | 3

-- upsert_of_several_unique_columns
insert into "post_tag" ("post_id", "tag_id") values ($1, $2) on conflict ("post_id", "tag_id") do update set "post_id" = "excluded"."post_id", "tag_id" = "excluded"."tag_id"
=> 1 | 2

-- upsert_of_several_unique_columns_and_rows
insert into "post_tag" ("post_id", "tag_id") values ($1, $2), ($3, $4) on conflict ("post_id", "tag_id") do update set "tag_id" = "excluded"."tag_id"
=> 1 | 3 | 1 | 1

-- upsert_of_unique_columns_in_a_vector
insert into "users" ("name", "email") values ($1, $2) on conflict ("email") do update set "name" = "excluded"."name"
=> 'Ada L.' | 'ada@example.com'

-- upsert_sets_a_column_to_a_value
insert into "settings" ("key", "hits") values ($1, $2) on conflict ("key") do update set "hits" = "excluded"."hits", "value" = $3
=> 'theme' | 1 | 'seen'

-- upsert_sets_columns_to_values_only
insert into "settings" ("key", "value", "hits") values ($1, $2, $3) on conflict ("key") do update set "hits" = $4, "value" = $5
=> 'lang' | 'de' | 1 | 0 | NULL

-- upsert_sets_a_column_to_raw_text
insert into "settings" ("key", "value", "hits") values ($1, $2, $3) on conflict ("key") do update set "value" = "excluded"."value", "hits" = settings.hits + $4
=> 'theme' | 'light' | 1 | 5

-- upsert_sets_a_column_to_a_sub_query
insert into "settings" ("key", "hits") values ($1, $2) on conflict ("key") do update set "hits" = (select max(votes) from "users" where "active" = $3)
=> 'theme' | 1 | true

-- upsert_of_raw_values_and_sub_queries
insert into "settings" ("key", "hits") values (lower($1), (select count(*) from "users" where "role" = $2)), ($3, 1 + 1) on conflict ("key") do update set "key" = "excluded"."key", "hits" = "excluded"."hits"
=> 'THEME' | 'editor' | 'zone'

-- upsert_of_attributes
insert into "settings" ("key", "value") values ($1, $2) on conflict ("key") do update set "key" = "excluded"."key", "value" = "excluded"."value"
=> 'lang' | 'fr'

-- upsert_of_attributes_overwrites_one_column
insert into "settings" ("key", "value", "hits") values ($1, $2, $3) on conflict ("key") do update set "hits" = "excluded"."hits"
=> 'lang' | 'fr' | 3

-- upsert_of_a_vector_of_attributes
insert into "settings" ("key", "value") values ($1, $2), ($3, $4) on conflict ("key") do update set "value" = "excluded"."value", "hits" = $5
=> 'lang' | 'fr' | 'zone' | 'utc' | 7

-- upsert_of_names_that_are_keywords
insert into "settings" ("key", "value") values ($1, $2) on conflict ("key") do update set "value" = "excluded"."value"
=> 'a' | true

-- upsert_that_overwrites_nothing_inserts
insert into "settings" ("key", "value") values ($1, $2)
=> 'zone' | 'utc'

-- upsert_of_two_rows_that_overwrites_nothing_inserts
insert into "settings" ("key", "hits") values ($1, $2), ($3, $4)
=> 'zone' | 1 | 'area' | 2

-- upsert_by_no_columns_is_refused
!! invalid_argument

-- upsert_of_rows_of_different_columns_is_refused
!! invalid_argument
