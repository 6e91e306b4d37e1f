# select

-- select_all_columns
select * from "tags"

-- select_some_columns
select "id", "name" from "users" order by "id" asc

-- select_replaces_what_was_chosen
select "name" from "users" where "id" = $1
=> 2

-- select_a_braced_list
select "id", "votes" from "users" where "votes" > $1 order by "id" asc
=> 60

-- select_names_of_a_vector
select "name", "votes" from "users" where "id" = $1
=> 1

-- select_all_of_one_table
select "tags".* from "tags" inner join "post_tag" on "tags"."id" = "post_tag"."tag_id" where "post_tag"."post_id" = $1 order by "tags"."id" asc
=> 1

-- select_with_an_alias
select "name" as "n", "users"."votes" as "v" from "users" where "id" = $1
=> 3

-- select_alias_behind_upper_case_as
select "name" as "label" from "tags" order by "id" asc limit 1

-- select_alias_behind_several_spaces
select "name" as "label" from "tags"

-- select_alias_with_a_space
select "name" as "full name" from "users" where "id" = $1
=> 1

-- select_alias_with_a_dot
select "users"."name" as "user.name" from "users" where "id" = $1
=> 1

-- select_alias_with_double_quotes
select "name" as "the ""name""" from "users" where "id" = $1
=> 1

-- select_alias_with_backticks
select "name" as "a`b" from "users" where "id" = $1
=> 1

-- select_alias_that_looks_like_sql
select "name" as "x""; drop table users; --" from "users" where "id" = $1
=> 2

-- select_alias_beyond_ascii
select "votes" as "größe" from "users" where "id" = $1
=> 2

-- select_column_with_a_space_of_a_sub_query
select "named"."full name" from (select "name" as "full name", "id" from "users") as "named" where "full name" = $1
=> 'Bob'

-- select_reserved_words
select "group", "order"."select" from "order" where "group" = $1 order by "select" asc
=> 2

-- select_alias_that_is_a_reserved_word
select "table"."select" as "from" from "order" as "table" order by "table"."group" desc

-- select_of_a_schema
select "name" from "main"."tags" order by "name" asc

-- select_column_of_a_schema_and_table
select "main"."users"."name" from "main"."users" where "main"."users"."id" = $1
=> 4

-- select_of_a_schema_with_an_alias
select "u"."id", "u"."name" from "main"."users" as "u" where "u"."votes" = $1
=> 0

-- add_select_to_a_selection
select "id", "name" from "users" where "id" = $1
=> 5

-- add_select_alone_chooses
select "name" from "tags" order by "id" asc

-- add_select_several_and_raw
select "id", "owner", balance / 10 as tenth from "accounts" order by "id" asc

-- add_select_names_of_a_range
select "id", "owner", "currency" from "accounts" where "balance" > $1 order by "id" asc
=> 0

-- select_raw_alone
select upper(name) as loud from "users" where "id" = $1
=> 1

-- select_raw_beside_columns
select "id", votes + 1 as more from "users" order by "id" asc limit 2

-- select_raw_binds_before_where
select "owner", balance * $1 + $2 as adjusted from "accounts" where "currency" = $3 order by "id" asc
=> 2 | 5 | 'EUR'

-- select_raw_among_the_arguments
select "role", count(*) as n from "users" where "role" is not null group by "role" order by "role" asc

-- select_unsafe_raw_with_its_bindings
select votes - $1 as less from "users" where "id" = $2
=> 10 | 1

-- select_sub_counts_rows_of_another_table
select "name", (select count(*) from "posts" where "posts"."user_id" = "users"."id") as "post_count" from "users" order by "id" asc

-- select_sub_filled_by_a_function
select "users"."name", (select "title" from "posts" where "posts"."user_id" = "users"."id" order by "views" desc limit 1) as "best" from "users" where "users"."id" < $1 order by "users"."id" asc
=> 4

-- select_sub_binds_in_its_place
select votes + $1 as v, (select count(*) from "posts" where "posts"."user_id" = "users"."id" and "views" > $2) as "n" from "users" where "users"."id" = $3
=> 1000 | 5 | 1

-- distinct_rows
select distinct "votes" from "users" order by "votes" asc

-- distinct_behind_select_with_where
select distinct "post_id" from "comments" where "user_id" is not null order by "post_id" asc

-- distinct_on_a_column
select distinct on ("role") "role", "name" from "users" order by "role" asc, "votes" desc

-- distinct_on_two_columns
select distinct on ("post_id", "user_id") "id", "body" from "comments" where "id" > $1
=> 1

-- from_replaces_the_table
select "name" from "tags" where "id" = $1
=> 3

-- from_a_table_with_an_alias
select "t"."name" from "tags" as "t" where "t"."id" > $1 order by "t"."id" asc
=> 1

-- from_an_alias_in_the_name
select "p"."title" from "posts" as "p" where "p"."published" = $1 order by "p"."id" asc
=> true

-- from_sub_of_a_query
select * from (select "user_id", sum(views) as views from "posts" group by "user_id") as "totals" where "totals"."views" > $1 order by "user_id" asc
=> 10

-- from_sub_filled_by_a_function
select * from (select "id", "name" from "users" where "votes" >= $1) as "strong" where "name" != $2 order by "id" asc
=> 50 | 'Ada'

-- from_sub_in_from_sub
select "outer"."name" from (select "name" from (select * from "tags" where "id" > $1) as "inner" where "name" <> $2) as "outer"
=> 1 | 'sql'

-- from_raw_text
select "u"."name" from users u where "u"."id" = $1
=> 1

-- from_raw_binds_between_select_and_where
select t.id + $1 as moved from (select * from tags where id >= $2) as t where "t"."name" = $3
=> 100 | 2 | 'news'

-- use_index
select "name" from "users" where "votes" = $1
=> 80

-- use_index_of_two
select "id" from "users" where "votes" > $1
=> 90

-- force_index
select "id" from "users" where "votes" > $1 order by "votes" asc
=> 60

-- force_index_before_joins
select "u"."name", "p"."title" from "users" as "u" inner join "posts" as "p" on "u"."id" = "p"."user_id" where "u"."votes" = $1
=> 80

-- ignore_index
select "name" from "users" where "votes" = $1
=> 120

-- ignore_index_with_order_and_limit
select "id" from "users" order by "votes" desc limit 1

-- select_json_path
select "name", "meta"->>'lang' as "lang" from "users" where "id" < $1 order by "id" asc
=> 4

-- select_json_path_with_a_list_index_of_a_table
select "u"."meta"->'tags'->>0 as "first_tag" from "users" as "u" where "u"."id" = $1
=> 5

-- select_nothing_is_no_column
!! invalid_argument

-- select_from_no_table
!! invalid_argument
