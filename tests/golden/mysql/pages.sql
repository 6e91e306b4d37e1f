# pages

-- paginate_counts_a_union
select count(*) as aggregate from ((select `name` from `users`) union (select `owner` from `accounts`)) as `temp_table`

-- paginate_counts_a_union_of_all_columns
select count(*) as aggregate from ((select * from `tags` where `id` < ?) union all (select * from `tags` where `id` > ?)) as `temp_table`
=> 3 | 1

-- paginate_counts_groups_with_having
select count(*) as aggregate from (select `user_id` from `posts` group by `user_id` having count(*) > ?) as `aggregate_table`
=> 1

-- paginate_counts_groups_of_a_join
select count(*) as aggregate from (select `users`.* from `users` inner join `posts` on `users`.`id` = `posts`.`user_id` group by `users`.`id`) as `aggregate_table`

-- paginate_counts_distinct_rows
select count(*) as aggregate from (select distinct `tag_id` from `post_tag`) as `aggregate_table`

-- paginate_counts_distinct_rows_of_all_columns
select count(*) as aggregate from (select distinct * from `post_tag` where `tag_id` < ?) as `aggregate_table`
=> 3

-- paginate_of_the_last_page_that_can_be
select * from `tags` order by `id` asc limit 16 offset 9223372036854775807

-- for_page_of_the_last_page_that_can_be
select * from `tags` order by `id` asc limit 100 offset 9223372036854775807

-- pluck_of_an_alias_keeps_the_columns
select count(*) as n, `user_id` from `posts` group by `user_id` order by `user_id` asc

-- pluck_of_a_union
(select `name` from `users` where `id` < ?) union (select `owner` from `accounts`) order by `name` asc
=> 3

-- value_keeps_the_columns
select `id`, `name` as `n` from `users` order by `id` asc limit 1

-- raw_value
select sum(votes) from `users` where `active` = ? limit 1
=> true

-- raw_value_replaces_the_columns
select votes * ? from `users` order by `id` asc limit 1
=> 2

-- implode
select `name` from `tags` where `id` < ? order by `name` asc
=> 3

-- implode_of_an_alias
select `id`, `name` as `n` from `tags` order by `id` asc limit 1

-- find_or_of_what_is_missing
select * from `tags` where `id` = ? limit 1
=> 9

-- find_or_by_another_key
select `value` from `settings` where `key` = ? limit 1
=> 'none'

-- doesnt_exist_or_calls_a_function
select exists(select * from `tags` where `id` = ?) as `exists`
=> 1

-- doesnt_exist_or_of_what_is_missing
select exists(select * from `tags` where `id` > ? and `name` is not null) as `exists`
=> 7

-- chunk_by_id_of_a_union
select * from ((select `id` from `tags` where `id` < ?) union all (select `id` from `accounts`)) as `temp_table` order by `id` asc limit 3
=> 3

-- chunk_of_a_union_ordered_in_front
!! invalid_argument

-- chunk_of_a_limited_union
!! invalid_argument

-- cursor_paginate_of_a_union
(select `id` from `tags`) union all (select `id` from `accounts` where `id` = ?) order by `id` asc limit 3
=> 2

-- cursor_paginate_of_a_union_ordered_in_front
!! invalid_argument

-- cursor_paginate_by_two_columns_of_one_name
!! invalid_argument

-- chunk_map
select * from `tags` order by `id` asc limit 1000 offset 0

-- chunk_map_of_what_is_found
select `name` from `users` where `votes` = ? order by `id` desc limit 10 offset 0
=> 50

-- lazy_by_id
select * from `tags` where `id` > ? order by `id` asc limit 50
=> 1

-- lazy_by_id_of_a_join
select `p`.`id` as `post` from `users` as `u` inner join `posts` as `p` on `u`.`id` = `p`.`user_id` order by `p`.`id` asc limit 2

-- lazy_by_id_desc
select `id` from `tags` order by `id` desc limit 2

-- lazy_by_id_desc_by_another_column
select `post_id` from `post_tag` where `tag_id` = ? order by `post_id` desc limit 10
=> 2

-- for_page_after_id
select `name` from `users` where `id` > ? order by `id` asc limit 2
=> 1

-- for_page_after_id_encloses_conditions
select `users`.`id` from `users` where (`votes` = ? or `role` = ?) and `users`.`id` > ? order by `name` asc, `users`.`id` asc limit 3
=> 50 | 'guest' | 3

-- for_page_after_no_id
select `updated_at` from `users` where `updated_at` is not null order by `updated_at` asc limit 1

-- for_page_before_id
select * from `tags` where `id` < ? order by `id` desc limit 2
=> 3

-- for_page_before_id_by_another_column
select `views` from `posts` where `published` = ? and `views` < ? order by `views` desc limit 5
=> true | 70
