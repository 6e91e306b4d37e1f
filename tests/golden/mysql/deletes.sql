# deletes

-- delete_where
delete from `logs` where `level` = ?
=> 'info'

-- remove_where
delete from `logs` where `id` < ? and `level` is not null
=> 3

-- delete_with_conditions_of_many_kinds
delete from `users` where `id` > ? and (`role` is null or `role` = ?) and not exists (select * from `posts` where `posts`.`user_id` = `users`.`id`) and `id` not in (?, ?)
=> 3 | 'guest' | 1 | 2

-- remove_where_a_sub_query
delete from `comments` where `post_id` in (select `id` from `posts` where `views` > ?) or `user_id` = (select max(id) from `users`)
=> 50

-- delete_by_id
delete from `comments` where `comments`.`id` = ?
=> 2

-- delete_by_id_after_where
delete from `comments` where `user_id` is null and `post_id` = ? and `comments`.`id` = ?
=> 3 | 4

-- delete_by_a_text_id_of_a_joined_query
delete `comments` from `comments` inner join `posts` on `posts`.`id` = `comments`.`post_id` where `posts`.`views` > ? and `comments`.`id` = ?
=> 5 | '3'

-- delete_all_rows
delete from `post_tag`

-- delete_all_with_a_condition_after_all
delete from `post_tag` where `tag_id` = ?
=> 2

-- delete_names_that_are_keywords
delete from `order` where `group` = ? or `select` = ?
=> 1 | 'two'

-- delete_with_a_limit
delete from `logs` where `level` = ? order by `id` desc limit 1
=> 'info'

-- remove_with_a_limit_of_two_orders
delete from `post_tag` where `post_id` > ? order by `tag_id` asc, `post_id` desc limit 2
=> 0

-- delete_with_a_join
delete `comments` from `comments` inner join `users` on `users`.`id` = `comments`.`user_id` where `users`.`votes` < ?
=> 60

-- remove_with_a_join_that_binds_values_and_another_name
delete `c` from `comments` as `c` left join `users` as `u` on `u`.`id` = `c`.`user_id` and `u`.`active` = ? where `u`.`id` is null and `c`.`post_id` > ?
=> true | 0

-- delete_where_json
delete from `users` where (json_extract(`meta`, '$."lang"') is null or json_type(json_extract(`meta`, '$."lang"')) = 'NULL') and json_contains(`meta`, ?, '$."tags"')
=> '"c"'

-- truncate_a_table
truncate table `logs`

-- truncate_a_table_whose_name_is_a_keyword
truncate table `order`

-- delete_without_where_is_refused
!! invalid_argument

-- remove_with_a_limit_alone_is_refused
!! invalid_argument

-- delete_with_a_join_alone_is_refused
!! invalid_argument

-- delete_of_an_empty_table_name_is_refused
!! invalid_argument

-- truncate_a_sub_query_is_refused
!! invalid_argument

-- delete_in_an_order_without_a_limit
delete from `logs` where `level` = ? order by `id` desc, `message` asc
=> 'info'
