# aggregates

-- count_rows
select count(*) as aggregate from `users`

-- count_rows_that_are_found
select count(*) as aggregate from `users` where `votes` >= ? and `email` is not null
=> 50

-- count_values_of_a_column
select count(`user_id`) as aggregate from `comments`

-- count_distinct_values
select count(distinct `user_id`) as aggregate from `posts`

-- count_forgets_columns_and_order
select count(*) as aggregate from `users` where `votes` < ?
=> 100

-- count_forgets_bindings_of_columns_and_order
select count(*) as aggregate from `users` where `id` > ?
=> 2

-- count_rows_of_a_join
select count(`posts`.`id`) as aggregate from `users` inner join `posts` on `users`.`id` = `posts`.`user_id` where `posts`.`views` > ?
=> 0

-- count_groups
select count(*) as aggregate from (select `user_id` from `posts` group by `user_id`) as `temp_table`

-- count_groups_with_having
select count(*) as aggregate from (select `user_id` from `posts` where `views` >= ? group by `user_id` having count(*) > ?) as `temp_table`
=> 0 | 1

-- count_distinct_rows
select count(*) as aggregate from (select distinct `role` from `users` where `role` is not null) as `temp_table`

-- count_of_a_union
select count(*) as aggregate from ((select `name` from `users`) union (select `owner` from `accounts`)) as `temp_table`

-- count_of_a_union_binds_in_order
select count(*) as aggregate from ((select `name` from `tags` where `id` = ?) union all (select `owner` from `accounts` where `balance` > ?)) as `temp_table`
=> 1 | 100

-- count_of_a_limit
select count(*) as aggregate from (select * from `users` where `votes` > ? limit 3) as `temp_table`
=> 0

-- count_behind_an_offset
select count(*) as aggregate from (select `id` from `users` limit 10 offset 3) as `temp_table`

-- count_of_a_common_table_expression
with `strong` as (select * from `users` where `votes` > ?) select count(*) as aggregate from `strong` where `active` = ?
=> 60 | true

-- count_of_a_sub_query
select count(*) as aggregate from (select * from `posts` where `user_id` = ?) as `p` where `views` > ?
=> 1 | 5

-- min_of_a_column
select min(`votes`) as aggregate from `users` where `active` = ?
=> true

-- min_as_an_integer
select min(`u`.`votes`) as aggregate from `users` as `u` where `u`.`votes` > ?
=> 0

-- max_of_a_column
select max(`name`) as aggregate from `users`

-- max_of_no_rows
select max(`votes`) as aggregate from `users` where `votes` > ?
=> 1000

-- max_of_a_limit_keeps_the_order
select max(`votes`) as aggregate from (select `votes` from `users` order by `votes` desc limit 2 offset 1) as `temp_table`

-- sum_of_a_column
select sum(`balance`) as aggregate from `accounts` where `currency` = ?
=> 'EUR'

-- sum_of_distinct_values
select sum(distinct `votes`) as aggregate from `users`

-- sum_of_a_limit_keeps_the_order
select sum(`views`) as aggregate from (select `views` from `posts` order by `views` desc limit 2) as `temp_table`

-- avg_of_a_column
select avg(`votes`) as aggregate from `users` where `id` <> ?
=> 3

-- average_is_avg
select avg(`views`) as aggregate from `posts` where `id` < ?
=> 3

-- avg_of_distinct_values
select avg(distinct `tag_id`) as aggregate from `post_tag` where `post_id` <> ?
=> 4

-- average_of_a_join
select avg(`posts`.`views`) as aggregate from `users` inner join `posts` on `users`.`id` = `posts`.`user_id` where `users`.`name` = ?
=> 'Ada'

-- count_of_a_limit_by_a_column_of_the_table
select count(`id`) as aggregate from (select `users`.`id` from `users` limit 4) as `temp_table`

-- max_of_a_limit_of_what_was_not_selected
select max(`zin_value`) as aggregate from (select `id`, `votes` as `zin_value` from `users` order by `id` asc limit 2) as `temp_table`

-- sum_of_a_limit_of_a_join
select sum(`views`) as aggregate from (select `posts`.`views` from `users` inner join `posts` on `users`.`id` = `posts`.`user_id` order by `posts`.`id` asc limit 2) as `temp_table`

-- count_rows_of_a_limited_join
select count(*) as aggregate from (select `u`.* from `users` as `u` inner join `posts` on `u`.`id` = `posts`.`user_id` limit 3) as `temp_table`

-- max_of_groups_by_an_alias
select max(`total`) as aggregate from (select `user_id`, sum(views) as total from `posts` group by `user_id`) as `temp_table`

-- max_of_groups_that_have_no_such_column
!! invalid_argument

-- min_of_a_union
select min(`id`) as aggregate from ((select `id` from `tags`) union (select `id` from `accounts` where `id` > ?)) as `temp_table`
=> 1

-- count_with_having_and_no_groups
select count(*) as aggregate from (select votes + 1 as next from `users` having `next` > ?) as `temp_table`
=> 60

-- count_of_distinct_rows_of_all_columns
select count(*) as aggregate from (select distinct * from `post_tag`) as `temp_table`
