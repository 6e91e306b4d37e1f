# join clauses

-- join_or_on
select `u`.`name`, `p`.`title` from `users` as `u` inner join `posts` as `p` on `u`.`id` = `p`.`user_id` or `u`.`manager_id` = `p`.`user_id` where `p`.`id` = ? order by `u`.`id` asc
=> 3

-- join_nested_on
select `u`.`name`, `p`.`title` from `users` as `u` inner join `posts` as `p` on `u`.`id` <> `p`.`user_id` and (`u`.`manager_id` = `p`.`user_id` or `u`.`votes` = `p`.`views`) order by `u`.`id` asc, `p`.`id` asc

-- join_nested_or_on_of_values
select `u`.`name`, `p`.`title` from `users` as `u` left join `posts` as `p` on `u`.`id` = `p`.`user_id` and `p`.`published` = ? or (`u`.`manager_id` = `p`.`user_id` and `p`.`views` > ?) where `u`.`id` > ? order by `u`.`id` asc
=> true | 50 | 1

-- join_using_a_column
select `posts`.`title`, `comments`.`body` from `posts` inner join `comments` using (`user_id`) order by `comments`.`id` asc, `posts`.`id` asc

-- left_join_using_two_columns
select `a`.`body`, `b`.`id` from `comments` as `a` left join `comments` as `b` using (`id`, `post_id`) where `a`.`id` < ?
=> 3

-- join_where_null_in_the_clause
select `users`.`name`, `posts`.`title` from `users` inner join `posts` on `users`.`id` = `posts`.`user_id` and `posts`.`body` is null

-- join_where_in_the_clause_or
select `users`.`name`, `posts`.`title` from `users` inner join `posts` on `users`.`id` = `posts`.`user_id` and `posts`.`id` in (?, ?) or `posts`.`views` between ? and ? order by `posts`.`id` asc, `users`.`id` asc
=> 1 | 4 | 60 | 80

-- join_where_a_sub_query_in_the_clause
select `users`.`name`, `posts`.`title` from `users` inner join `posts` on `users`.`id` = `posts`.`user_id` and `posts`.`id` in (select `post_id` from `comments` where `user_id` is not null) order by `posts`.`id` asc

-- join_where_exists_in_the_clause
select `users`.`name`, `posts`.`title` from `users` left join `posts` on `users`.`id` = `posts`.`user_id` and exists (select 1 from `post_tag` where `post_tag`.`post_id` = `posts`.`id` and `post_tag`.`tag_id` = ?) where `users`.`id` <= ? order by `users`.`id` asc
=> 2 | 3

-- join_where_groups_in_the_clause
select `users`.`name`, `posts`.`title` from `users` inner join `posts` on `users`.`id` = `posts`.`user_id` and (`posts`.`views` = ? or posts.views > ?) order by `posts`.`id` asc
=> 0 | 60

-- joins_of_four_tables
select `users`.`name`, `tags`.`name` as `tag` from `users` inner join `posts` on `users`.`id` = `posts`.`user_id` inner join `post_tag` on `posts`.`id` = `post_tag`.`post_id` inner join `tags` on `post_tag`.`tag_id` = `tags`.`id` order by `users`.`id` asc, `tags`.`id` asc

-- joins_of_several_kinds_bind_in_order
select `u`.`name`, p.views + ? as more from `users` as `u` inner join `posts` as `p` on `u`.`id` = `p`.`user_id` and `p`.`views` > ? left join (select * from `comments` where `user_id` = ?) as `c` on `p`.`id` = `c`.`post_id` where `u`.`id` < ? order by p.views * ?
=> 1 | 1 | 3 | 5 | -1

-- join_with_an_unknown_operator
!! invalid_argument
