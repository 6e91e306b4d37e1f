# join_subs

-- join_sub_filled_by_a_function
select `users`.`name`, `p`.`total` from `users` inner join (select `user_id`, sum(views) as total from `posts` group by `user_id`) as `p` on `users`.`id` = `p`.`user_id` where `p`.`total` > ? order by `users`.`id` asc
=> 0

-- left_join_sub_filled_by_a_function
select `users`.`id`, `p`.`title` from `users` left join (select * from `posts` where `published` = ?) as `p` on `users`.`id` = `p`.`user_id` and `p`.`views` > ? where `users`.`id` < ? order by `users`.`id` asc
=> true | 50 | 3

-- right_join_sub_filled_by_a_function
select `t`.`name` from `posts` right join (select * from `tags` where `id` < ?) as `t` on `posts`.`id` = `t`.`id` order by `t`.`id` asc
=> 3

-- cross_join_sub_filled_by_a_function
select `tags`.`id`, `s`.`key` from `tags` cross join (select `key` from `settings` where `hits` = ?) as `s` order by `tags`.`id` asc limit 2
=> 1

-- join_lateral_filled_by_a_function
select `users`.`name`, `last`.`title` from `users` inner join lateral (select * from `posts` where `posts`.`user_id` = `users`.`id` order by `posts`.`id` desc limit 1) as `last` on true where `users`.`id` < ? order by `users`.`id` asc
=> 3

-- left_join_lateral_filled_by_a_function
select `users`.`id`, `last`.`title` from `users` left join lateral (select * from `posts` where `posts`.`user_id` = `users`.`id` and `posts`.`views` > ?) as `last` on true where `users`.`id` in (?, ?) order by `users`.`id` asc
=> 60 | 1 | 2

-- join_using_with_conditions_is_refused
!! invalid_argument
