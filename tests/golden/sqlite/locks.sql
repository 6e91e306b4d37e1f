# locks

-- lock_for_update
select "name" from "users" where "id" = ?
=> 1
: Ada

-- lock_for_update_behind_order_and_limit
select "owner", "balance" from "accounts" where "balance" > ? order by "balance" desc limit 1
=> 100
: Ada | 1000

-- lock_for_update_of_the_first_row
select "id" from "accounts" where "owner" = ? limit 1
=> 'Bob'
: 2

-- lock_for_update_skip_locked
select "id" from "logs" where "level" = ? order by "id" asc limit 2
=> 'info'
: 1
: 3

-- lock_for_update_no_wait
select "name" from "users" where "id" = ?
=> 1
: Ada

-- shared_lock
select "name" from "users" where "id" = ?
=> 1
: Ada

-- shared_lock_of_a_join
select "posts"."title" from "users" inner join "posts" on "users"."id" = "posts"."user_id" where "users"."id" = ?
=> 2
: Third

-- shared_lock_skip_locked
select "name" from "users" where "id" = ?
=> 1
: Ada

-- shared_lock_no_wait
select "owner" from "accounts" where "id" > ? order by "id" asc
=> 1
: Bob
: Cleo

-- lock_for_no_key_update
select "name" from "users" where "id" = ?
=> 1
: Ada

-- lock_for_no_key_update_skip_locked
select "id" from "accounts" where "currency" = ? order by "id" asc
=> 'EUR'
: 1
: 2

-- lock_for_key_share
select "name" from "users" where "id" = ?
=> 1
: Ada

-- lock_for_key_share_no_wait
select "id" from "users" where "email" is not null and "votes" > ?
=> 90
: 1

-- the_last_lock_counts
select "name" from "users" where "id" = ?
=> 1
: Ada

-- lock_behind_an_offset
select "name" from "tags" order by "id" asc limit 1 offset 1
: sql

-- lock_with_a_common_table_expression
with "ids" as (select "user_id" from "posts" where "views" > ?) select "name" from "users" where "id" in (select "user_id" from "ids")
=> 20
: Bob

-- count_that_locks
select count(*) as aggregate from "users" where "id" < ?
=> 3
: 2

-- sum_that_locks
select sum("balance") as aggregate from "accounts"
: 1250

-- count_of_a_limit_that_locks
select count(*) as aggregate from (select * from "users" limit 2) as "temp_table"
: 2

-- exists_that_locks
select exists(select * from "users" where "id" = ?) as "exists"
=> 1
: 1

-- lazy_that_locks
select "name" from "tags" where "id" = ?
=> 2
: sql

-- lock_inside_of_a_sub_query
select "name" from "tags" where "id" in (select "id" from "tags" where "id" < ?)
=> 2
: cpp

-- lock_of_a_group_limit_is_refused
!! invalid_argument
