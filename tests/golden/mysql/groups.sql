# groups

-- group_by_a_column
select `role`, count(*) as n from `users` group by `role` order by `role` asc

-- group_by_two_columns
select `role`, `manager_id`, sum(votes) as total from `users` where `id` in (?, ?, ?) group by `role`, `manager_id` order by `total` desc
=> 2 | 3 | 5

-- group_by_a_braced_list
select `t`.`post_id` from `post_tag` as `t` group by `t`.`post_id`, `t`.`tag_id` order by `t`.`post_id` asc, `t`.`tag_id` asc

-- group_by_called_twice_adds
select `currency`, `owner` from `accounts` group by `currency`, `owner` order by `owner` asc

-- group_by_raw_text
select votes / 100 as hundreds, count(*) as n from `users` group by votes / 100 order by votes / 100

-- group_by_raw_binds_between_where_and_having
select count(*) as n from `users` where `votes` > ? group by votes % ? having count(*) >= ?
=> 10 | 3 | 2

-- group_by_a_raw_argument_beside_a_column
select count(*) as n from `logs` group by `level`, length(message) order by `level` asc, length(message)

-- group_by_json_path
select max(id) as last from `users` where `updated_at` is not null group by json_unquote(json_extract(`meta`, '$."lang"')) order by `last` asc

-- group_by_a_column_of_a_join
select `users`.`name`, count(posts.id) as n from `users` left join `posts` on `users`.`id` = `posts`.`user_id` group by `users`.`id`, `users`.`name` order by `users`.`id` asc

-- having_an_alias
select `user_id`, sum(views) as total from `posts` group by `user_id` having `total` > ? order by `user_id` asc
=> 10

-- having_equal_to_a_value
select `votes` from `users` group by `votes` having `votes` = ?
=> 50

-- having_a_raw_expression
select `user_id` from `posts` group by `user_id` having count(*) > ?
=> 1

-- having_compared_with_raw
select `role` from `users` group by `role` having max(votes) > min(votes) + 1

-- having_binds_behind_where
select `role` from `users` where `votes` > ? group by `role` having sum(votes) < ? and `role` <> ? order by `role` asc
=> 0 | 125 | 'x'

-- having_bitwise
select `tag_id` from `post_tag` group by `tag_id` having `tag_id` & ? order by `tag_id` asc
=> 2

-- or_having
select `role` from `users` group by `role` having count(*) = ? or `role` = ? order by `role` asc
=> 2 | 'guest'

-- or_having_with_an_operator
select `votes` from `users` group by `votes` having `votes` < ? or `votes` >= ? order by `votes` asc
=> 10 | 120

-- having_a_group
select `votes` from `users` group by `votes` having `votes` > ? and (`votes` = ? or `votes` = ?) order by `votes` asc
=> 10 | 50 | 80

-- or_having_a_group
select `role` from `users` group by `role` having `role` is null or (`role` = ? and count(*) > ?) order by `role` desc
=> 'editor' | 1

-- having_raw_text
select `post_id` from `comments` group by `post_id` having count(user_id) < count(*)

-- having_raw_with_a_binding
select `currency` from `accounts` group by `currency` having sum(balance) > ? limit 5
=> 1000

-- or_having_raw_text
select `user_id` from `posts` group by `user_id` having `user_id` = ? or count(*) = ? order by `user_id` asc
=> 3 | 2

-- or_having_raw_behind_having_raw
select count(*) as n from `posts` group by `published` having min(views) > 100 or max(views) > 60

-- having_null
select count(*) as n from `users` group by `role` having `role` is null

-- or_having_null
select `manager_id` from `users` group by `manager_id` having `manager_id` = ? or `manager_id` is null order by `manager_id` desc
=> 2

-- or_having_null_of_another_column
select `role` from `users` group by `role`, `email` having max(votes) > ? or `email` is null order by `role` asc
=> 100

-- having_not_null
select `role` from `users` group by `role` having `role` is not null and count(*) < ? order by `role` asc
=> 2

-- or_having_not_null
select `user_id` from `comments` group by `user_id` having `user_id` > ? or `user_id` is not null order by `user_id` asc
=> 90

-- having_between
select `votes` from `users` group by `votes` having `votes` between ? and ? order by `votes` asc
=> 50 | 80

-- having_between_two_arguments
select `user_id` from `posts` group by `user_id` having sum(views) between ? and ?
=> 10 | 20

-- or_having_between
select `votes` from `users` group by `votes` having `votes` = ? or `votes` between ? and ? order by `votes` asc
=> 0 | 100 | 200

-- having_not_between
select `votes` from `users` group by `votes` having `votes` not between ? and ? order by `votes` asc
=> 10 | 90

-- or_having_not_between
select `votes` from `users` group by `votes` having `votes` = ? or `votes` not between ? and ? order by `votes` asc
=> 80 | 1 | 100

-- having_not_null_and_not_between
select `manager_id` from `users` group by `manager_id` having `manager_id` is not null and `manager_id` not between ? and ?
=> 2 | 9

-- having_alternatives_bind_in_order
select `votes` from `users` where `id` < ? group by `votes` having `votes` = ? or `votes` between ? and ? or count(*) not between ? and ? or nullif(votes, 120) is not null order by `votes` asc
=> 5 | 1 | 70 | 90 | 1 | 1

-- having_with_an_unknown_operator
!! invalid_argument

-- having_a_group_of_both_verbs
select `user_id` from `posts` group by `user_id` having (`user_id` = ? or sum(views) > ?) order by `user_id` asc
=> 3 | 60

-- having_a_group_in_a_group
select `user_id` from `posts` group by `user_id` having `user_id` < ? and (`user_id` = ? or (count(*) = ? and `user_id` > ?)) order by `user_id` asc
=> 3 | 1 | 1 | 1
