# wheres

-- where_equals_a_text
select * from `accounts` where `owner` = ?
=> 'Bob'

-- where_equals_an_integer
select * from `accounts` where `balance` = ?
=> 0

-- where_equals_a_double
select * from `accounts` where `balance` = ?
=> 250.5

-- where_with_an_operator
select * from `accounts` where `balance` > ?
=> 100

-- where_with_each_comparison
select `id`, `name` from `users` where `votes` > ? and `votes` >= ? and `votes` < ? and `votes` <= ? and `votes` <> ? and `name` != ? and `active` = ? order by `id` asc
=> 0 | 50 | 120 | 80 | 79 | 'Zoe' | true

-- where_true_and_false_are_bound
select `id`, `name` from `users` where `active` = ? and `active` != ? order by `id` asc
=> true | false

-- where_a_text_with_a_quote_is_bound
select `id`, `name` from `users` where `name` = ?
=> 'O''Brien''; drop table users; --'

-- where_with_qualified_names
select `users`.`name`, `posts`.`title` from `users` inner join `posts` on `posts`.`user_id` = `users`.`id` where `users`.`votes` > ? and `posts`.`views` >= ? order by `posts`.`id` asc
=> 60 | 10

-- where_on_names_that_are_keywords
select * from `order` where `group` = ? and `select` like ?
=> 2 | 't%'

-- where_on_names_with_quotes_in_them
select * from `users` where `we"ird` = ? and `back``tick` = ?
=> 1 | 2

-- where_on_no_name_is_refused
!! invalid_argument

-- or_where_after_where
select `id`, `name` from `users` where `role` = ? or `role` = ? order by `id` asc
=> 'admin' | 'guest'

-- or_where_with_an_operator
select `id`, `name` from `users` where `votes` = ? or `votes` > ? order by `id` asc
=> 0 | 100

-- or_where_comes_first
select `id`, `name` from `users` where `votes` > ? and `active` = ?
=> 100 | true

-- where_and_or_where_bind_as_sql_does
select `id`, `name` from `users` where `active` = ? or `role` = ? and `votes` > ? order by `id` asc
=> false | 'editor' | 60

-- where_not_equals
select `id`, `name` from `users` where not `role` = ? order by `id` asc
=> 'editor'

-- where_not_with_an_operator
select `id`, `name` from `users` where not `votes` > ? and not `active` = ? order by `id` asc
=> 50 | false

-- or_where_not_equals
select `id`, `name` from `users` where `id` = ? or not `active` = ? order by `id` asc
=> 1 | true

-- or_where_not_with_an_operator
select `id`, `name` from `users` where `id` = ? or not `votes` < ? or not `votes` <= ?
=> 5 | 100 | 80

-- where_a_list_is_a_group
select `id`, `name` from `users` where (`role` = ? and `votes` = ?)
=> 'editor' | 50

-- where_a_list_with_operators
select `id`, `name` from `users` where (`votes` >= ? and `votes` < ? and `role` = ?) order by `id` asc
=> 50 | 100 | 'editor'

-- where_a_list_of_one
select `id`, `name` from `users` where (`votes` = ?) and `active` = ?
=> 0 | false

-- or_where_a_list
select `id`, `name` from `users` where `id` = ? or (`role` = ? and `votes` < ?) order by `id` asc
=> 1 | 'editor' | 60

-- where_not_a_list
select `id`, `name` from `users` where not (`active` = ? and `votes` > ?) and `id` < ? order by `id` asc
=> true | 50 | 5

-- where_a_list_with_raw_and_a_sub_query
select `id`, `name` from `users` where (`votes` > 10 * ? and `id` > (select min(user_id) from `posts`)) order by `id` asc
=> 4

-- where_a_list_with_null
select `id`, `name` from `users` where (`role` is null and `email` is not null) or (`manager_id` is null and `votes` = ?)
=> 120

-- where_attributes
select `id`, `name` from `users` where (`role` = ? and `votes` = ?)
=> 'editor' | 80

-- or_where_attributes
select `id`, `name` from `users` where `votes` = ? or (`role` is null and `active` = ?) order by `id` asc
=> 0 | true

-- where_a_function_is_a_group
select `id`, `name` from `users` where `active` = ? and (`votes` > ? or `role` = ?) order by `id` asc
=> true | 100 | 'editor'

-- or_where_a_function
select `id`, `name` from `users` where `id` = ? or (`votes` < ? and `active` = ?) order by `id` asc
=> 4 | 60 | false

-- where_not_a_function
select `id`, `name` from `users` where not (`votes` = ? or `votes` = ?) order by `id` asc
=> 50 | 0

-- or_where_not_a_function
select `id`, `name` from `users` where `id` = ? or not (`votes` < ? or `active` = ?) order by `id` asc
=> 5 | 120 | false

-- where_functions_three_deep
select `id`, `name` from `users` where `id` > ? and (`active` = ? or (`role` = ? and (`votes` = ? or `votes` > ?))) order by `id` asc
=> 0 | true | 'guest' | 0 | 200

-- where_groups_of_all_kinds_three_deep
select `id`, `name` from `users` where not ((`votes` = ? and `name` = ?) or ((`role` = ? and `active` = ?) or not (`votes` >= ? and not (`id` = ? and `votes` = ?)))) order by `id` asc
=> 120 | 'Ada' | 'guest' | false | 50 | 3 | 50

-- where_a_function_that_adds_nothing_leaves_no_group
select * from `tags` order by `id` asc

-- where_a_function_that_adds_nothing_between_others
select * from `tags` where `id` > ? and `id` < ?
=> 1 | 3

-- where_column_equals
select `id` from `posts` where `id` = `user_id`

-- where_column_with_an_operator
select `id` from `users` where `updated_at` > `created_at` and `users`.`id` != `users`.`manager_id` order by `id` asc

-- or_where_column_equals
select `id` from `posts` where `views` > ? or `id` = `user_id` order by `id` asc
=> 50

-- or_where_column_with_an_operator
select `id` from `posts` where `published` = ? or `views` < `id` order by `id` asc
=> true

-- where_column_with_a_raw_side
select `id` from `users` where length(name) + ? > `id` or votes / 40 = `id` order by `id` asc
=> 1
