# or_wheres

-- or_all_of_two_columns_beside_an_id
select `id` from `users` where `id` = ? or (`votes` > ? and `id` > ?) order by `id` asc
=> 5 | 1 | 1

-- or_any_of_two_columns_beside_an_id
select `id` from `users` where `id` = ? or (`votes` = ? or `manager_id` = ?) order by `id` asc
=> 4 | 1 | 1

-- or_none_of_two_columns_beside_an_id
select `id` from `users` where `id` = ? or not (`votes` < ? or `id` < ?) order by `id` asc
=> 3 | 51 | 51

-- or_exists_beside_an_id
select * from `tags` where `id` = ? or exists (select * from `post_tag` where `post_tag`.`tag_id` = `tags`.`id` and `post_id` = ?) order by `id` asc
=> 3 | 1

-- or_not_exists_beside_an_id
select `id` from `users` where `id` = ? or not exists (select * from `posts` where `posts`.`user_id` = `users`.`id`) order by `id` asc
=> 1

-- or_month_beside_an_id
select `id` from `users` where `id` = ? or month(`created_at`) = ? order by `id` asc
=> 1 | 2

-- or_time_beside_an_id
select `id` from `users` where `id` = ? or time(`created_at`) = ? order by `id` asc
=> 1 | '12:00:00'

-- or_not_between_columns_beside_an_id
select `id` from `posts` where `id` = ? or `id` not between `user_id` and `views` order by `id` asc
=> 1

-- or_value_not_between_beside_an_id
select `id` from `posts` where `id` = ? or ? not between `user_id` and `views` order by `id` asc
=> 1 | 5

-- not_between_two_values_beside_a_condition
select `id` from `users` where `votes` not between ? and ? and `id` < ?
=> 50 | 100 | 5

-- or_null_safe_equals_beside_an_id
select `id` from `users` where `id` = ? or `role` <=> ? order by `id` asc
=> 1 | 'guest'

-- or_json_doesnt_contain_beside_an_id
select `id` from `users` where `id` = ? or not json_contains(`meta`, ?, '$."tags"') and `meta` is not null order by `id` asc
=> 1 | '"a"'

-- json_doesnt_contain_key_beside_a_condition
select `id` from `users` where not ifnull(json_contains_path(`meta`, 'one', '$."address"'), 0) and `id` > ? order by `id` asc
=> 3
