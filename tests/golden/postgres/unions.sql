# unions

-- union_of_two_queries
(select "name" from "users" where "id" = $1) union (select "name" from "tags" where "id" = $2)
=> 1 | 2

-- union_drops_equal_rows
(select "name" from "users") union (select "owner" from "accounts") order by "name" asc

-- union_all_keeps_equal_rows
(select "name" from "users" where "votes" > $1) union all (select "owner" from "accounts" where "balance" > $2) order by "name" desc
=> 60 | 200

-- union_filled_by_a_function
(select "name" from "tags" where "id" = $1) union (select "value" from "settings" where "hits" > $2) order by "name" asc
=> 3 | 1

-- union_all_filled_by_a_function
(select "level" from "logs" where "id" = $1) union all (select "level" from "logs" where "id" = $2)
=> 1 | 3

-- unions_of_three_queries
(select "name" from "tags" where "id" = $1) union (select "owner" from "accounts" where "id" = $2) union all (select "value" from "settings" where "key" = $3)
=> 1 | 2 | 'theme'

-- union_with_order_and_limit_of_all_rows
(select "id", "name" from "users") union (select "id", "name" from "tags") order by "id" asc, "name" desc limit 3

-- union_with_limit_and_offset_of_all_rows
(select "name" from "users") union all (select "name" from "tags") order by "name" asc limit 2 offset 2

-- union_with_an_offset_alone
(select "name" from "users") union (select "owner" from "accounts") order by "name" asc offset 3

-- union_of_ordered_and_limited_queries
(select "name" from "users" order by "votes" desc limit 1) union all (select "owner" from "accounts" order by "balance" asc limit 1) order by "name" asc

-- union_of_limited_queries_with_a_limit_of_all_rows
(select "id" from "users" order by "id" asc limit 2) union all (select "id" from "posts" order by "id" desc limit 2) order by "id" desc limit 3

-- union_orders_by_raw_text
(select "id" from "users" where "id" < $1) union (select "id" from "posts" where "id" > $2) order by id limit 2 offset 1
=> 3 | 3

-- union_binds_columns_joins_and_wheres_in_order
(select users.votes + $1 as n from "users" inner join "posts" on "users"."id" = "posts"."user_id" and "posts"."views" > $2 where "users"."active" = $3) union (select views * $4 as n from "posts" where "views" between $5 and $6) order by "n" asc
=> 1 | 50 | true | 2 | 1 | 9

-- union_of_groups_with_having
(select "user_id" from "posts" group by "user_id" having count(*) > $1) union (select "user_id" from "comments" where "user_id" is not null group by "user_id" having count(*) < $2) order by "user_id" desc
=> 1 | 2

-- intersect_of_two_queries
(select "name" from "users") intersect (select "owner" from "accounts") order by "name" asc

-- intersect_binds_in_order
(select "id" from "users" where "votes" > $1) intersect (select "user_id" from "posts" where "views" < $2) order by "id" desc limit 1
=> 10 | 50

-- except_of_two_queries
(select "name" from "users") except (select "owner" from "accounts") order by "name" asc

-- except_binds_in_order
(select "id" from "users" where "id" <= $1) except (select "user_id" from "posts" where "published" = $2) order by "id" asc
=> 4 | true

-- union_then_except
(select "name" from "users" where "id" < $1) union (select "name" from "tags") except (select "owner" from "accounts" where "owner" = $2) order by "name" asc
=> 3 | 'Bob'

-- union_of_a_union
(select "id" from "users" where "id" = $1) union ((select "id" from "posts" where "id" = $2) union (select "id" from "tags" where "id" = $3)) order by "id" asc
=> 1 | 4 | 3

-- union_of_a_limited_union
(select "owner" from "accounts" where "id" = $1) union all ((select "name" from "users") union (select "name" from "tags") order by "name" asc limit 4)
=> 3

-- where_in_a_union
select "name" from "users" where "active" = $1 and "id" in ((select "user_id" from "posts" where "views" > $2) union (select "user_id" from "comments" where "post_id" = $3)) order by "id" asc
=> true | 8 | 1

-- from_sub_of_a_union
select * from ((select "name" from "users" where "votes" < $1) union all (select "name" from "tags")) as "names" where "name" > $2 order by "name" asc limit 3
=> 60 | 'D'

-- intersect_all
(select "post_id" from "post_tag") intersect all (select "user_id" from "posts") order by "post_id" asc

-- intersect_all_binds_in_order
(select "post_id" from "post_tag" where "tag_id" < $1) intersect all (select "user_id" from "posts" where "views" >= $2) order by "post_id" asc limit 1
=> 3 | 0

-- except_all
(select "post_id" from "post_tag") except all (select "id" from "users") order by "post_id" asc

-- except_all_filled_by_a_function
(select "post_id" from "post_tag" where "post_id" > $1) except all (select "id" from "users" where "id" = $2)
=> 1 | 4

-- intersect_filled_by_a_function
(select "name" from "users") intersect (select "owner" from "accounts" where "balance" > $1) order by "name" asc
=> 0

-- except_filled_by_a_function
(select "name" from "users" where "id" < $1) except (select "owner" from "accounts" where "balance" = $2) order by "name" asc
=> 4 | 0
