# where_lists

-- where_in_values
select `id`, `name` from `users` where `id` in (?, ?, ?) order by `id` asc
=> 1 | 3 | 5

-- where_in_texts
select `id`, `name` from `users` where `role` in (?, ?) and `votes` > ?
=> 'admin' | 'guest' | 0

-- where_in_one_value
select `id`, `name` from `users` where `name` in (?)
=> 'Dan'

-- where_in_no_values_is_never
select `id`, `name` from `users` where 0 = 1

-- where_in_an_empty_vector_is_never
select `id`, `name` from `users` where 0 = 1 or `votes` = ?
=> 120

-- where_in_a_vector_of_integers
select `id`, `name` from `users` where `id` in (?, ?) and `active` = ? order by `id` asc
=> 2 | 4 | true

-- where_in_a_vector_of_texts
select `id`, `name` from `users` where `name` in (?, ?, ?) order by `id` asc
=> 'Ada' | 'Eve' | 'it''s'

-- where_in_an_array_of_views
select `id`, `name` from `users` where `users`.`role` in (?, ?) and `id` not in (?) order by `id` asc
=> 'editor' | 'guest' | 2

-- where_in_values_of_several_types
select `key` from `settings` where `value` in (?, ?, ?, ?)
=> 'dark' | 1 | true | NULL

-- where_in_a_raw_column
select `id`, `name` from `users` where length(name) + ? in (?, ?)
=> 1 | 4 | 6

-- or_where_in_values
select `id`, `name` from `users` where `role` = ? or `votes` in (?, ?) order by `id` asc
=> 'admin' | 0 | 80

-- or_where_in_a_vector
select `id`, `name` from `users` where `id` = ? or `id` in (?, ?) order by `id` asc
=> 1 | 4 | 5

-- where_not_in_values
select `id`, `name` from `users` where `id` not in (?, ?) and `name` not in (?) order by `id` asc
=> 1 | 2 | 'Eve'

-- where_not_in_no_values_is_always
select `id`, `name` from `users` where 1 = 1 and `votes` = ? order by `id` asc
=> 50

-- or_where_not_in_values
select `id`, `name` from `users` where `id` = ? or `votes` not in (?, ?, ?) order by `id` asc
=> 1 | 0 | 50 | 120

-- or_where_not_in_a_vector
select `id`, `name` from `users` where `votes` = ? or `role` not in (?, ?) or 1 = 1 order by `id` asc
=> 0 | 'editor' | 'guest'

-- where_in_a_sub_query
select `id`, `name` from `users` where `id` in (select `user_id` from `posts` where `views` > ?) and `active` = ? order by `id` asc
=> 5 | true

-- or_where_in_a_sub_query
select `id`, `name` from `users` where `votes` = ? or `id` in (select `user_id` from `comments` where `user_id` is not null) order by `id` asc
=> 0

-- where_not_in_a_sub_query
select `id`, `name` from `users` where `id` not in (select distinct `user_id` from `posts`) order by `id` desc

-- or_where_not_in_a_sub_query
select `id`, `name` from `users` where `name` = ? or `id` not in (select `user_id` from `posts` where `published` = ?) order by `id` asc
=> 'Ada' | true

-- where_in_what_a_function_fills
select `id`, `name` from `users` where `id` in (select `user_id` from `posts` where `views` = ?) and `id` not in (select `post_id` from `comments` where `body` like ?) order by `id` asc
=> 0 | 'N%'

-- or_where_in_what_a_function_fills
select `id`, `name` from `users` where `id` = ? or `id` in (select `user_id` from `posts` where `views` > ?) or `id` not in (select `id` from `users` where `id` > ?) order by `id` asc
=> 5 | 50 | 1

-- where_in_sub_queries_inside_each_other
select `name` from `tags` where `id` in (select `tag_id` from `post_tag` where `post_id` in (select `id` from `posts` where `user_id` in (?, ?) and `published` = ?)) order by `name` asc
=> 1 | 2 | true

-- where_exists_a_row_of_a_query
select `id`, `name` from `users` where exists (select * from `posts` where `posts`.`user_id` = `users`.`id` and `views` > ?) order by `id` asc
=> 5

-- where_exists_what_a_function_fills
select `id`, `name` from `users` where `active` = ? and exists (select 1 from `comments` where `comments`.`user_id` = `users`.`id`) order by `id` asc
=> true

-- or_where_exists
select `id`, `name` from `users` where `votes` = ? or exists (select `id` from `posts` where `posts`.`user_id` = `users`.`id`) or exists (select * from `logs` where `logs`.`id` = `users`.`votes`) order by `id` asc
=> 0

-- where_not_exists
select `id`, `name` from `users` where not exists (select * from `posts` where `posts`.`user_id` = `users`.`id`) and not exists (select * from `users` as `others` where `others`.`manager_id` = `users`.`id` and `others`.`active` = ?) order by `id` asc
=> true

-- or_where_not_exists
select `id`, `name` from `users` where `id` = ? or not exists (select * from `comments` where `comments`.`user_id` = `users`.`id`) or not exists (select * from `tags` where `tags`.`id` <= `users`.`id`) order by `id` asc
=> 1

-- in_rows
select * from `post_tag` where (`post_id`, `tag_id`) in ((?, ?), (?, ?), (?, ?)) order by `post_id` asc
=> 1 | 1 | 3 | 2 | 9 | 9

-- not_in_rows_of_vectors
select * from `post_tag` where `tag_id` < ? and (`post_id`, `tag_id`) not in ((?, ?), (?, ?))
=> 3 | 1 | 1 | 1 | 2

-- or_in_rows_of_a_query
select `pt`.`post_id` from `post_tag` as `pt` where `pt`.`tag_id` = ? or (`pt`.`post_id`, `pt`.`tag_id`) in (select `id`, `id` from `tags` where `id` = ?) order by `pt`.`post_id` asc
=> 3 | 1

-- or_not_in_rows
select * from `post_tag` where `post_id` = ? or (`post_id`, `tag_id`) not in ((?, ?)) order by `post_id` asc, `tag_id` asc
=> 1 | 3 | 2

-- in_no_rows
select * from `post_tag` where 0 = 1

-- in_rows_of_another_width
!! invalid_argument
