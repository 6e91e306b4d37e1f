# locks

-- lock_for_update
select `name` from `users` where `id` = ? for update
=> 1

-- lock_for_update_behind_order_and_limit
select `owner`, `balance` from `accounts` where `balance` > ? order by `balance` desc limit 1 for update
=> 100

-- lock_for_update_of_the_first_row
select `id` from `accounts` where `owner` = ? limit 1 for update
=> 'Bob'

-- lock_for_update_skip_locked
select `id` from `logs` where `level` = ? order by `id` asc limit 2 for update skip locked
=> 'info'

-- lock_for_update_no_wait
select `name` from `users` where `id` = ? for update nowait
=> 1

-- shared_lock
select `name` from `users` where `id` = ? lock in share mode
=> 1

-- shared_lock_of_a_join
select `posts`.`title` from `users` inner join `posts` on `users`.`id` = `posts`.`user_id` where `users`.`id` = ? lock in share mode
=> 2

-- shared_lock_skip_locked
select `name` from `users` where `id` = ? for share skip locked
=> 1

-- shared_lock_no_wait
select `owner` from `accounts` where `id` > ? order by `id` asc for share nowait
=> 1

-- lock_for_no_key_update
select `name` from `users` where `id` = ? for update
=> 1

-- lock_for_no_key_update_skip_locked
select `id` from `accounts` where `currency` = ? order by `id` asc for update skip locked
=> 'EUR'

-- lock_for_key_share
select `name` from `users` where `id` = ? lock in share mode
=> 1

-- lock_for_key_share_no_wait
select `id` from `users` where `email` is not null and `votes` > ? for share nowait
=> 90

-- the_last_lock_counts
select `name` from `users` where `id` = ? for update
=> 1

-- lock_behind_an_offset
select `name` from `tags` order by `id` asc limit 1 offset 1 for update

-- lock_with_a_common_table_expression
with `ids` as (select `user_id` from `posts` where `views` > ?) select `name` from `users` where `id` in (select `user_id` from `ids`) for update
=> 20

-- count_that_locks
select count(*) as aggregate from `users` where `id` < ? for update
=> 3

-- sum_that_locks
select sum(`balance`) as aggregate from `accounts` lock in share mode

-- count_of_a_limit_that_locks
select count(*) as aggregate from (select * from `users` limit 2 for update) as `temp_table`

-- exists_that_locks
select exists(select * from `users` where `id` = ? for update) as `exists`
=> 1

-- lazy_that_locks
select `name` from `tags` where `id` = ? for update
=> 2

-- lock_inside_of_a_sub_query
select `name` from `tags` where `id` in (select `id` from `tags` where `id` < ? for update)
=> 2

-- lock_of_a_group_limit_is_refused
!! invalid_argument
