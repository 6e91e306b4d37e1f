# joins

-- join_on_two_columns
select `users`.`name`, `posts`.`title` from `users` inner join `posts` on `users`.`id` = `posts`.`user_id` order by `posts`.`id` asc

-- join_with_an_operator
select `a`.`name` as `left`, `b`.`name` as `right` from `tags` as `a` inner join `tags` as `b` on `a`.`id` < `b`.`id` order by `a`.`id` asc, `b`.`id` asc

-- join_by_a_function
select `users`.`name`, `posts`.`title` from `users` inner join `posts` on `users`.`id` = `posts`.`user_id` and `posts`.`views` > ? order by `posts`.`id` asc
=> 5

-- join_a_table_of_raw_text
select `users`.`name`, `p`.`title` from `users` inner join posts p on `users`.`id` = `p`.`user_id` where `p`.`id` = ?
=> 3

-- join_a_table_of_a_schema
select `u`.`name`, `p`.`title` from `main`.`users` as `u` inner join `main`.`posts` as `p` on `u`.`id` = `p`.`user_id` where `p`.`views` = ?
=> 70

-- left_join_on_two_columns
select `users`.`name`, `posts`.`title` from `users` left join `posts` on `users`.`id` = `posts`.`user_id` order by `users`.`id` asc, `posts`.`id` asc

-- left_join_of_a_table_to_itself
select `users`.`name`, `boss`.`name` as `boss` from `users` left join `users` as `boss` on `users`.`manager_id` = `boss`.`id` order by `users`.`id` asc

-- left_join_by_a_function_finds_what_is_missing
select `users`.`name` from `users` left join `posts` on `users`.`id` = `posts`.`user_id` and `posts`.`published` = ? where `posts`.`id` is null order by `users`.`id` asc
=> true

-- right_join_on_two_columns
select `posts`.`title`, `users`.`name` from `posts` right join `users` on `posts`.`user_id` = `users`.`id` where `users`.`id` >= ? order by `users`.`id` asc
=> 3

-- right_join_by_a_function
select `c`.`body`, `p`.`title` from `comments` as `c` right join `posts` as `p` on `c`.`post_id` = `p`.`id` and `c`.`user_id` is not null order by `p`.`id` asc, `c`.`id` asc

-- full_join_on_two_columns
!! unsupported

-- full_join_by_a_function_behind_a_join
!! unsupported

-- cross_join_of_two_tables
select `tags`.`name`, `accounts`.`owner` from `tags` cross join `accounts` where `tags`.`id` = ? order by `accounts`.`id` asc
=> 1

-- cross_join_with_an_alias
select `a`.`name`, `b`.`id` from `tags` as `a` cross join `tags` as `b` where `a`.`id` > `b`.`id` order by `a`.`id` asc, `b`.`id` asc

-- cross_join_sub_of_one_row
select `owner`, balance - average.amount as above from `accounts` cross join (select max(balance) as amount from `accounts` where `currency` = ?) as `average` order by `id` asc
=> 'EUR'

-- cross_join_sub_binds_before_where
select `users`.`name`, `t`.`name` as `tag` from `users` cross join (select * from `tags` where `id` <= ?) as `t` where `users`.`id` = ? order by `t`.`id` asc
=> 2 | 1

-- straight_join_on_two_columns
select * from `users` straight_join `posts` on `users`.`id` = `posts`.`user_id`

-- straight_join_by_a_function
select `users`.`name` from `users` straight_join `posts` on `users`.`id` = `posts`.`user_id` or `users`.`manager_id` = `posts`.`user_id` where `posts`.`views` > ?
=> 1

-- straight_join_where_a_value
select * from `users` straight_join `posts` on `posts`.`views` >= ?
=> 10

-- straight_join_sub_of_a_query
select * from `users` straight_join (select * from `posts` where `published` = ?) as `p` on `users`.`id` = `p`.`user_id` order by `users`.`id` asc limit 2
=> true

-- join_lateral_of_a_query
select `users`.`name`, `top`.`title` from `users` inner join lateral (select * from `posts` where `posts`.`user_id` = `users`.`id` order by `views` desc limit 1) as `top` on true

-- join_lateral_binds_before_where
select `users`.`name`, `p`.`views` from `users` inner join lateral (select `views` from `posts` where `posts`.`user_id` = `users`.`id` and `views` > ?) as `p` on true where `users`.`active` = ? order by `users`.`id` asc
=> 5 | true

-- left_join_lateral_of_a_query
select * from `users` left join lateral (select count(*) as n from `posts` where `posts`.`user_id` = `users`.`id`) as `counted` on true

-- left_join_lateral_behind_another_join
select `u`.`name`, `c`.`body` from `users` as `u` inner join `posts` as `p` on `u`.`id` = `p`.`user_id` left join lateral (select * from `comments` where `comments`.`post_id` = `p`.`id` order by `id` desc limit 1) as `c` on true where `p`.`published` = ?
=> true

-- join_where_a_value
select `tags`.`name`, `posts`.`title` from `tags` inner join `posts` on `posts`.`views` > ? order by `tags`.`id` asc
=> 50

-- join_where_binds_before_where
select `tags`.`name`, `posts`.`title` from `tags` inner join `posts` on `posts`.`user_id` = ? where `tags`.`id` = ? order by `posts`.`id` asc
=> 1 | 2

-- left_join_where_a_value
select `tags`.`name`, `posts`.`title` from `tags` left join `posts` on `posts`.`views` > ? order by `tags`.`id` asc
=> 500

-- right_join_where_a_value
select `tags`.`name`, `accounts`.`owner` from `tags` right join `accounts` on `tags`.`name` = ? order by `accounts`.`id` asc
=> 'sql'

-- join_sub_on_two_columns
select `users`.`name`, `totals`.`n` from `users` inner join (select `user_id`, count(*) as n from `posts` group by `user_id`) as `totals` on `users`.`id` = `totals`.`user_id` order by `users`.`id` asc

-- join_sub_with_an_operator
select `users`.`name`, `p`.`title` from `users` inner join (select * from `posts` where `views` > ?) as `p` on `users`.`votes` < `p`.`views` order by `users`.`id` asc, `p`.`id` asc
=> 0

-- join_sub_by_a_function_binds_in_order
select `users`.`name`, `p`.`title` from `users` inner join (select * from `posts` where `published` = ?) as `p` on `users`.`id` = `p`.`user_id` and `p`.`views` >= ? where `users`.`votes` < ?
=> true | 10 | 100

-- left_join_sub_on_two_columns
select `users`.`name`, `p`.`best` from `users` left join (select `user_id`, max(views) as best from `posts` group by `user_id`) as `p` on `users`.`id` = `p`.`user_id` order by `users`.`id` asc

-- left_join_sub_by_a_function
select `posts`.`title`, `c`.`body` from `posts` left join (select * from `comments` where `user_id` is null) as `c` on `posts`.`id` = `c`.`post_id` order by `posts`.`id` asc

-- right_join_sub_on_two_columns
select `posts`.`title`, `u`.`name` from `posts` right join (select * from `users` where `role` = ?) as `u` on `posts`.`user_id` = `u`.`id` order by `u`.`id` asc
=> 'editor'

-- full_join_sub_on_two_columns
!! unsupported

-- full_join_sub_by_a_function
!! unsupported

-- right_join_sub_by_a_function
select `comments`.`body`, `p`.`title` from `comments` right join (select * from `posts` where `views` < ?) as `p` on `comments`.`post_id` = `p`.`id` order by `p`.`id` asc
=> 10

-- straight_join_sub_by_a_function
select * from `users` straight_join (select distinct `user_id` from `posts`) as `p` on `users`.`id` = `p`.`user_id` and `users`.`active` = ?
=> true

-- straight_join_where_behind_a_join
select `u`.`name` from `users` as `u` inner join `posts` as `p` on `u`.`id` = `p`.`user_id` straight_join `tags` as `t` on `t`.`name` = ? where `p`.`views` > ?
=> 'sql' | 1

-- left_join_where_behind_another
select `a`.`owner`, `t`.`name`, `s`.`value` from `accounts` as `a` left join `tags` as `t` on `t`.`name` = ? left join `settings` as `s` on `s`.`hits` > ? where `a`.`balance` < ? order by `a`.`id` asc
=> 'cpp' | 2 | 500

-- right_join_where_nothing_is_found
select `users`.`name`, `tags`.`name` as `tag` from `users` right join `tags` on `users`.`votes` > ? where `tags`.`id` < ? order by `tags`.`id` asc
=> 1000 | 3
