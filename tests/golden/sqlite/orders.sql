# orders

-- order_by_a_column
select "name" from "tags" order by "name" asc
: cpp
: news
: sql

-- order_by_two_columns
select "name" from "users" order by "votes" desc, "name" asc
: Ada
: Bob
: Cleo
: Dan
: Eve

-- order_by_a_direction_in_upper_case
select "title" from "posts" where "views" > ? order by "views" desc
=> 0
: Third
: First
: Second

-- order_by_a_column_of_a_table
select "u"."id" from "users" as "u" where "u"."id" not in (?, ?) order by "u"."name" desc
=> 1 | 2
: 5
: 4
: 3

-- order_by_json_path
select "name" from "users" where "id" < ? order by json_extract("meta", '$."lang"') asc
=> 4
: Bob
: Ada
: Cleo

-- order_by_json_path_downwards
select "id" from "users" where "email" is not null and "votes" > ? order by json_extract("meta", '$."address"."city"') desc, "id" asc
=> 40
: 1
: 2
: 3

-- order_by_a_raw_expression
select "name" from "users" order by length(name) desc, "id" asc
: Cleo
: Ada
: Bob
: Dan
: Eve

-- order_by_a_sub_query
select "name" from "users" order by (select count(*) from "posts" where "posts"."user_id" = "users"."id" and "views" > ?) desc, "id" asc
=> 0
: Ada
: Bob
: Cleo
: Dan
: Eve

-- order_by_a_sub_query_binds_behind_where
select "users"."id" from "users" where "users"."id" <= ? order by (select "title" from "posts" where "posts"."user_id" = "users"."id" and "views" <> ? limit 1) asc
=> 3 | 5
: 1
: 3
: 2

-- order_by_desc
select "id", "views" from "posts" order by "views" desc
: 3 | 70
: 1 | 10
: 2 | 5
: 4 | 0

-- order_by_desc_of_raw
select "owner" from "accounts" where "currency" = ? order by balance % 1000 desc
=> 'EUR'
: Bob
: Ada

-- order_by_raw_text
select "name" from "users" order by length(name) desc, name
: Cleo
: Ada
: Bob
: Dan
: Eve

-- order_by_raw_binds_behind_where
select "id" from "users" where "votes" < ? order by abs(votes - ?), "id" desc
=> 100 | 60
: 4
: 3
: 2
: 5

-- order_by_nulls_first
select "id" from "users" order by "manager_id" asc nulls first, "id" asc
: 1
: 2
: 3
: 4
: 5

-- order_by_nulls_first_downwards
select "name" from "users" where "id" > ? order by "role" desc nulls first, "id" asc
=> 1
: Dan
: Eve
: Bob
: Cleo

-- order_by_nulls_last
select "name" from "users" order by "role" asc nulls last, "id" asc
: Ada
: Bob
: Cleo
: Eve
: Dan

-- order_by_nulls_last_downwards
select "body" from "comments" order by "user_id" desc nulls last limit 2
: Agreed
: Nice

-- order_by_with_a_place_for_nulls
select "u"."id" from "users" as "u" order by "u"."manager_id" desc nulls last, "u"."id" desc
: 5
: 4
: 3
: 2
: 1

-- latest
select "name" from "users" order by "created_at" desc
: Dan
: Cleo
: Bob
: Ada
: Eve

-- latest_by_another_column
select "message" from "logs" where "level" = ? order by "id" desc limit 1
=> 'info'
: stopped

-- oldest
select "name" from "users" where "votes" > ? order by "created_at" asc
=> 0
: Ada
: Bob
: Cleo
: Dan

-- oldest_by_another_column
select "title" from "posts" order by "views" asc limit 2 offset 1
: Second
: First

-- in_random_order
select "name" from "users" order by RANDOM()
:~ the order is random

-- in_random_order_of_one_row
select "name" from "users" where "id" = ? order by RANDOM() limit 1
=> 3
: Cleo

-- in_random_order_with_a_seed
select "name" from "users" where "name" = ? order by RANDOM()
=> 'Eve'
: Eve

-- in_order_of_texts
select "name" from "users" order by case when "role" = ? then 0 when "role" = ? then 1 else 2 end, "id" asc
=> 'guest' | 'editor'
: Eve
: Bob
: Cleo
: Ada
: Dan

-- in_order_of_numbers_binds_behind_where
select "id" from "users" where "id" > ? order by case when "votes" = ? then 0 when "votes" = ? then 1 when "votes" = ? then 2 else 3 end, "id" desc
=> 1 | 50 | 0 | 80
: 4
: 3
: 5
: 2

-- reorder_forgets_the_orders
select "name" from "tags"
: cpp
: sql
: news

-- reorder_by_a_column
select "name" from "users" where "votes" > ? order by "name" desc
=> 0
: Dan
: Cleo
: Bob
: Ada

-- reorder_desc
select "id" from "tags" order by "id" desc limit 2
: 3
: 2

-- reorder_desc_behind_latest
select "id" from "logs" order by "level" desc, "id" asc
: 2
: 1
: 3

-- limit
select "name" from "tags" order by "id" asc limit 2
: cpp
: sql

-- limit_of_no_rows
select * from "tags" limit 0
:

-- limit_and_offset
select "id" from "users" order by "id" asc limit 2 offset 3
: 4
: 5

-- limit_is_said_again
select "id" from "users" order by "id" asc limit 1 offset 1
: 2

-- offset_without_a_limit
select "id" from "users" order by "id" asc limit -1 offset 3
: 4
: 5

-- take_and_skip
select "name" from "users" where "id" > ? order by "id" asc limit 2 offset 1
=> 1
: Cleo
: Dan

-- skip_without_take_in_a_sub_query
select * from (select "user_id" from "posts" where "views" >= ? order by "id" asc limit -1 offset 2) as "rest" order by "user_id" desc
=> 0
: 3
: 2

-- for_page
select "id" from "users" order by "id" asc limit 2 offset 2
: 3
: 4

-- for_page_of_the_first
select "id" from "users" where "active" = ? order by "id" desc limit 15 offset 0
=> true
: 4
: 2
: 1

-- limit_below_zero
!! invalid_argument

-- offset_below_zero
!! invalid_argument

-- for_page_zero
!! invalid_argument

-- order_by_an_unknown_direction
!! invalid_argument

-- group_limit
select * from (select "title", row_number() over (partition by "user_id" order by "views" desc) as "zin_row" from "posts") as "zin_table" where "zin_row" <= 1 order by "zin_row"
: First | 1
: Third | 1
: Fourth | 1

-- group_limit_of_all_columns
select * from (select *, row_number() over (partition by "post_id" order by "tag_id" asc) as "zin_row" from "post_tag" where "post_id" = ?) as "zin_table" where "zin_row" <= 2 order by "zin_row"
=> 1
: 1 | 1 | 1
: 1 | 2 | 2

-- group_limit_without_an_order
select * from (select "body", row_number() over (partition by "comments"."post_id") as "zin_row" from "comments" where "id" = ?) as "zin_table" where "zin_row" <= 3 order by "zin_row"
=> 4
: Anonymous | 1

-- group_limit_behind_an_offset
select * from (select "id", row_number() over (partition by "user_id" order by "id" asc) as "zin_row" from "posts" where "user_id" = ?) as "zin_table" where "zin_row" <= 2 and "zin_row" > 1 order by "zin_row"
=> 1
: 2 | 2

-- group_limit_binds_orders_before_where
select * from (select "u"."name", votes + ? as v, row_number() over (partition by "u"."manager_id" order by abs(votes - ?), "u"."id" asc) as "zin_row" from "users" as "u" where "u"."manager_id" = ?) as "zin_table" where "zin_row" <= 2 order by "zin_row"
=> 1 | 60 | 1
: Cleo | 51 | 1
: Bob | 81 | 2
