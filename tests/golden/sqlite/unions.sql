# unions

-- union_of_two_queries
select * from (select "name" from "users" where "id" = ?) union select * from (select "name" from "tags" where "id" = ?)
=> 1 | 2
: Ada
: sql

-- union_drops_equal_rows
select * from (select "name" from "users") union select * from (select "owner" from "accounts") order by "name" asc
: Ada
: Bob
: Cleo
: Dan
: Eve

-- union_all_keeps_equal_rows
select * from (select "name" from "users" where "votes" > ?) union all select * from (select "owner" from "accounts" where "balance" > ?) order by "name" desc
=> 60 | 200
: Bob
: Bob
: Ada
: Ada

-- union_filled_by_a_function
select * from (select "name" from "tags" where "id" = ?) union select * from (select "value" from "settings" where "hits" > ?) order by "name" asc
=> 3 | 1
: dark
: news

-- union_all_filled_by_a_function
select * from (select "level" from "logs" where "id" = ?) union all select * from (select "level" from "logs" where "id" = ?)
=> 1 | 3
: info
: info

-- unions_of_three_queries
select * from (select "name" from "tags" where "id" = ?) union select * from (select "owner" from "accounts" where "id" = ?) union all select * from (select "value" from "settings" where "key" = ?)
=> 1 | 2 | 'theme'
: Bob
: cpp
: dark

-- union_with_order_and_limit_of_all_rows
select * from (select "id", "name" from "users") union select * from (select "id", "name" from "tags") order by "id" asc, "name" desc limit 3
: 1 | cpp
: 1 | Ada
: 2 | sql

-- union_with_limit_and_offset_of_all_rows
select * from (select "name" from "users") union all select * from (select "name" from "tags") order by "name" asc limit 2 offset 2
: Cleo
: Dan

-- union_with_an_offset_alone
select * from (select "name" from "users") union select * from (select "owner" from "accounts") order by "name" asc limit -1 offset 3
: Dan
: Eve

-- union_of_ordered_and_limited_queries
select * from (select "name" from "users" order by "votes" desc limit 1) union all select * from (select "owner" from "accounts" order by "balance" asc limit 1) order by "name" asc
: Ada
: Cleo

-- union_of_limited_queries_with_a_limit_of_all_rows
select * from (select "id" from "users" order by "id" asc limit 2) union all select * from (select "id" from "posts" order by "id" desc limit 2) order by "id" desc limit 3
: 4
: 3
: 2

-- union_orders_by_raw_text
select * from (select "id" from "users" where "id" < ?) union select * from (select "id" from "posts" where "id" > ?) order by id limit 2 offset 1
=> 3 | 3
: 2
: 4

-- union_binds_columns_joins_and_wheres_in_order
select * from (select users.votes + ? as n from "users" inner join "posts" on "users"."id" = "posts"."user_id" and "posts"."views" > ? where "users"."active" = ?) union select * from (select views * ? as n from "posts" where "views" between ? and ?) order by "n" asc
=> 1 | 50 | true | 2 | 1 | 9
: 10
: 81

-- union_of_groups_with_having
select * from (select "user_id" from "posts" group by "user_id" having count(*) > ?) union select * from (select "user_id" from "comments" where "user_id" is not null group by "user_id" having count(*) < ?) order by "user_id" desc
=> 1 | 2
: 3
: 2
: 1

-- intersect_of_two_queries
select * from (select "name" from "users") intersect select * from (select "owner" from "accounts") order by "name" asc
: Ada
: Bob
: Cleo

-- intersect_binds_in_order
select * from (select "id" from "users" where "votes" > ?) intersect select * from (select "user_id" from "posts" where "views" < ?) order by "id" desc limit 1
=> 10 | 50
: 3

-- except_of_two_queries
select * from (select "name" from "users") except select * from (select "owner" from "accounts") order by "name" asc
: Dan
: Eve

-- except_binds_in_order
select * from (select "id" from "users" where "id" <= ?) except select * from (select "user_id" from "posts" where "published" = ?) order by "id" asc
=> 4 | true
: 3
: 4

-- union_then_except
select * from (select "name" from "users" where "id" < ?) union select * from (select "name" from "tags") except select * from (select "owner" from "accounts" where "owner" = ?) order by "name" asc
=> 3 | 'Bob'
: Ada
: cpp
: news
: sql

-- union_of_a_union
select * from (select "id" from "users" where "id" = ?) union select * from (select * from (select "id" from "posts" where "id" = ?) union select * from (select "id" from "tags" where "id" = ?)) order by "id" asc
=> 1 | 4 | 3
: 1
: 3
: 4

-- union_of_a_limited_union
select * from (select "owner" from "accounts" where "id" = ?) union all select * from (select * from (select "name" from "users") union select * from (select "name" from "tags") order by "name" asc limit 4)
=> 3
: Cleo
: Ada
: Bob
: Cleo
: Dan

-- where_in_a_union
select "name" from "users" where "active" = ? and "id" in (select * from (select "user_id" from "posts" where "views" > ?) union select * from (select "user_id" from "comments" where "post_id" = ?)) order by "id" asc
=> true | 8 | 1
: Ada
: Bob

-- from_sub_of_a_union
select * from (select * from (select "name" from "users" where "votes" < ?) union all select * from (select "name" from "tags")) as "names" where "name" > ? order by "name" asc limit 3
=> 60 | 'D'
: Dan
: Eve
: cpp

-- intersect_all
!! unsupported

-- intersect_all_binds_in_order
!! unsupported

-- except_all
!! unsupported

-- except_all_filled_by_a_function
!! unsupported

-- intersect_filled_by_a_function
select * from (select "name" from "users") intersect select * from (select "owner" from "accounts" where "balance" > ?) order by "name" asc
=> 0
: Ada
: Bob

-- except_filled_by_a_function
select * from (select "name" from "users" where "id" < ?) except select * from (select "owner" from "accounts" where "balance" = ?) order by "name" asc
=> 4 | 0
: Ada
: Bob
