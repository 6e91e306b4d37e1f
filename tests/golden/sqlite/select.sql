# select

-- select_all_columns
select * from "tags"
: 1 | cpp
: 2 | sql
: 3 | news

-- select_some_columns
select "id", "name" from "users" order by "id" asc
: 1 | Ada
: 2 | Bob
: 3 | Cleo
: 4 | Dan
: 5 | Eve

-- select_replaces_what_was_chosen
select "name" from "users" where "id" = ?
=> 2
: Bob

-- select_a_braced_list
select "id", "votes" from "users" where "votes" > ? order by "id" asc
=> 60
: 1 | 120
: 2 | 80

-- select_names_of_a_vector
select "name", "votes" from "users" where "id" = ?
=> 1
: Ada | 120

-- select_all_of_one_table
select "tags".* from "tags" inner join "post_tag" on "tags"."id" = "post_tag"."tag_id" where "post_tag"."post_id" = ? order by "tags"."id" asc
=> 1
: 1 | cpp
: 2 | sql

-- select_with_an_alias
select "name" as "n", "users"."votes" as "v" from "users" where "id" = ?
=> 3
: Cleo | 50

-- select_alias_behind_upper_case_as
select "name" as "label" from "tags" order by "id" asc limit 1
: cpp

-- select_alias_behind_several_spaces
select "name" as "label" from "tags"
: cpp
: sql
: news

-- select_alias_with_a_space
select "name" as "full name" from "users" where "id" = ?
=> 1
: Ada

-- select_alias_with_a_dot
select "users"."name" as "user.name" from "users" where "id" = ?
=> 1
: Ada

-- select_alias_with_double_quotes
select "name" as "the ""name""" from "users" where "id" = ?
=> 1
: Ada

-- select_alias_with_backticks
select "name" as "a`b" from "users" where "id" = ?
=> 1
: Ada

-- select_alias_that_looks_like_sql
select "name" as "x""; drop table users; --" from "users" where "id" = ?
=> 2
: Bob

-- select_alias_beyond_ascii
select "votes" as "größe" from "users" where "id" = ?
=> 2
: 80

-- select_column_with_a_space_of_a_sub_query
select "named"."full name" from (select "name" as "full name", "id" from "users") as "named" where "full name" = ?
=> 'Bob'
: Bob

-- select_reserved_words
select "group", "order"."select" from "order" where "group" = ? order by "select" asc
=> 2
: 2 | two

-- select_alias_that_is_a_reserved_word
select "table"."select" as "from" from "order" as "table" order by "table"."group" desc
: two
: one

-- select_of_a_schema
select "name" from "main"."tags" order by "name" asc
: cpp
: news
: sql

-- select_column_of_a_schema_and_table
select "main"."users"."name" from "main"."users" where "main"."users"."id" = ?
=> 4
: Dan

-- select_of_a_schema_with_an_alias
select "u"."id", "u"."name" from "main"."users" as "u" where "u"."votes" = ?
=> 0
: 5 | Eve

-- add_select_to_a_selection
select "id", "name" from "users" where "id" = ?
=> 5
: 5 | Eve

-- add_select_alone_chooses
select "name" from "tags" order by "id" asc
: cpp
: sql
: news

-- add_select_several_and_raw
select "id", "owner", balance / 10 as tenth from "accounts" order by "id" asc
: 1 | Ada | 100
: 2 | Bob | 25
: 3 | Cleo | 0

-- add_select_names_of_a_range
select "id", "owner", "currency" from "accounts" where "balance" > ? order by "id" asc
=> 0
: 1 | Ada | EUR
: 2 | Bob | EUR

-- select_raw_alone
select upper(name) as loud from "users" where "id" = ?
=> 1
: ADA

-- select_raw_beside_columns
select "id", votes + 1 as more from "users" order by "id" asc limit 2
: 1 | 121
: 2 | 81

-- select_raw_binds_before_where
select "owner", balance * ? + ? as adjusted from "accounts" where "currency" = ? order by "id" asc
=> 2 | 5 | 'EUR'
: Ada | 2005
: Bob | 505

-- select_raw_among_the_arguments
select "role", count(*) as n from "users" where "role" is not null group by "role" order by "role" asc
: admin | 1
: editor | 2
: guest | 1

-- select_unsafe_raw_with_its_bindings
select votes - ? as less from "users" where "id" = ?
=> 10 | 1
: 110

-- select_sub_counts_rows_of_another_table
select "name", (select count(*) from "posts" where "posts"."user_id" = "users"."id") as "post_count" from "users" order by "id" asc
: Ada | 2
: Bob | 1
: Cleo | 1
: Dan | 0
: Eve | 0

-- select_sub_filled_by_a_function
select "users"."name", (select "title" from "posts" where "posts"."user_id" = "users"."id" order by "views" desc limit 1) as "best" from "users" where "users"."id" < ? order by "users"."id" asc
=> 4
: Ada | First
: Bob | Third
: Cleo | Fourth

-- select_sub_binds_in_its_place
select votes + ? as v, (select count(*) from "posts" where "posts"."user_id" = "users"."id" and "views" > ?) as "n" from "users" where "users"."id" = ?
=> 1000 | 5 | 1
: 1120 | 1

-- distinct_rows
select distinct "votes" from "users" order by "votes" asc
: 0
: 50
: 80
: 120

-- distinct_behind_select_with_where
select distinct "post_id" from "comments" where "user_id" is not null order by "post_id" asc
: 1
: 3

-- distinct_on_a_column
!! unsupported

-- distinct_on_two_columns
!! unsupported

-- from_replaces_the_table
select "name" from "tags" where "id" = ?
=> 3
: news

-- from_a_table_with_an_alias
select "t"."name" from "tags" as "t" where "t"."id" > ? order by "t"."id" asc
=> 1
: sql
: news

-- from_an_alias_in_the_name
select "p"."title" from "posts" as "p" where "p"."published" = ? order by "p"."id" asc
=> true
: First
: Third

-- from_sub_of_a_query
select * from (select "user_id", sum(views) as views from "posts" group by "user_id") as "totals" where "totals"."views" > ? order by "user_id" asc
=> 10
: 1 | 15
: 2 | 70

-- from_sub_filled_by_a_function
select * from (select "id", "name" from "users" where "votes" >= ?) as "strong" where "name" != ? order by "id" asc
=> 50 | 'Ada'
: 2 | Bob
: 3 | Cleo
: 4 | Dan

-- from_sub_in_from_sub
select "outer"."name" from (select "name" from (select * from "tags" where "id" > ?) as "inner" where "name" <> ?) as "outer"
=> 1 | 'sql'
: news

-- from_raw_text
select "u"."name" from users u where "u"."id" = ?
=> 1
: Ada

-- from_raw_binds_between_select_and_where
select t.id + ? as moved from (select * from tags where id >= ?) as t where "t"."name" = ?
=> 100 | 2 | 'news'
: 103

-- use_index
select "name" from "users" where "votes" = ?
=> 80
: Bob

-- use_index_of_two
select "id" from "users" where "votes" > ?
=> 90
: 1

-- force_index
select "id" from "users" indexed by "users_votes" where "votes" > ? order by "votes" asc
=> 60
: 2
: 1

-- force_index_before_joins
select "u"."name", "p"."title" from "users" as "u" indexed by "users_votes" inner join "posts" as "p" on "u"."id" = "p"."user_id" where "u"."votes" = ?
=> 80
: Bob | Third

-- ignore_index
select "name" from "users" where "votes" = ?
=> 120
: Ada

-- ignore_index_with_order_and_limit
select "id" from "users" order by "votes" desc limit 1
: 1

-- select_json_path
select "name", json_extract("meta", '$."lang"') as "lang" from "users" where "id" < ? order by "id" asc
=> 4
: Ada | en
: Bob | de
: Cleo | fr

-- select_json_path_with_a_list_index_of_a_table
select json_extract("u"."meta", '$."tags"[0]') as "first_tag" from "users" as "u" where "u"."id" = ?
=> 5
: c

-- select_nothing_is_no_column
!! invalid_argument

-- select_from_no_table
!! invalid_argument
