# ctes

-- with_a_query
with `recent` as (select `title` from `posts` where `published_at` is not null) select * from `recent` order by `title` asc

-- with_a_function
with `strong` as (select `id`, `name` from `users` where `votes` > ?) select * from `strong` where `id` <> ?
=> 60 | 1

-- with_raw_text
with `n` as (select id as a, 2 as b from tags where id = ?) select `b` from `n` where `a` < ?
=> 1 | 5

-- with_named_columns
with `t`(`number`, `label`) as (select `id`, `name` from `users`) select `label` from `t` where `number` = ?
=> 2

-- with_raw_text_and_named_columns
with `pair`(`a`, `b`) as (select 1, 2) select `p`.`b`, `p`.`a` from `pair` as `p`

-- with_two_expressions
with `authors` as (select distinct `user_id` from `posts`), `named` as (select `id`, `name` from `users`) select `named`.`name` from `authors` as `a` inner join `named` on `a`.`user_id` = `named`.`id` order by `named`.`id` asc

-- with_an_expression_that_uses_another
with `first` as (select `id`, `votes` from `users` where `votes` > ?), `second` as (select * from `first` where `votes` < ?) select * from `second` where `id` > ? order by `id` asc
=> 10 | 100 | 2

-- with_binds_before_columns_and_wheres
with `busy` as (select `user_id` from `posts` where `views` >= ?) select `users`.`name`, users.votes + ? as more from `users` inner join `busy` on `users`.`id` = `busy`.`user_id` where `users`.`id` < ? order by `users`.`id` asc
=> 10 | 5 | 3

-- with_before_a_union
with `few` as (select `name` from `users` where `id` < ?) (select `name` from `few`) union (select `name` from `tags` where `id` = ?) order by `name` asc
=> 2 | 2

-- with_a_union_inside
with `names` as ((select `name` from `users` where `votes` = ?) union all (select `name` from `tags` where `id` = ?)) select * from `names` where `name` <> ? order by `name` asc
=> 50 | 1 | 'Dan'

-- with_in_a_sub_query
select `p`.`user_id` from (with `loud` as (select `user_id`, `views` from `posts` where `views` > ?) select * from `loud`) as `p` where `p`.`views` < ?
=> 9 | 50

-- with_an_expression_for_where_in
with `silent` as (select `user_id` from `posts` where `views` = ?) select `name` from `users` where `id` in (select `user_id` from `silent`) and `votes` > ?
=> 0 | 1

-- with_recursive_raw_text
with recursive `t`(`n`) as (select 1 union all select n + 1 from t where n < ?) select * from `t` where `n` > ?
=> 4 | 1

-- with_recursive_raw_text_joined_to_a_table
with recursive `chain`(`id`, `depth`) as (select id, 0 from users where id = ? union all select u.id, c.depth + 1 from users u join chain c on u.manager_id = c.id) select `users`.`name`, `chain`.`depth` from `users` inner join `chain` on `users`.`id` = `chain`.`id` order by `users`.`id` asc
=> 1

-- with_recursive_beside_an_ordinary_one
with recursive `few` as (select `id` from `tags` where `id` < ?), `t`(`n`) as (select 1 union all select n + 1 from t where n < 5) select * from `t` where `n` in (select `id` from `few`) order by `n` asc
=> 3

-- with_recursive_of_a_query
with recursive `t`(`n`) as ((select `id` from `tags` where `id` = ?) union all (select n + ? from `t` where `n` < ?)) select * from `t` order by `n` desc
=> 1 | 1 | 4

-- with_recursive_of_a_query_that_joins_itself
with recursive `below` as ((select `id`, `name` from `users` where `id` = ?) union (select `users`.`id`, `users`.`name` from `users` inner join `below` on `users`.`manager_id` = `below`.`id`)) select * from `below` order by `id` asc
=> 2

-- with_materialized
!! unsupported

-- with_materialized_and_named_columns
!! unsupported

-- with_not_materialized
!! unsupported

-- with_not_materialized_beside_a_materialized_one
!! unsupported

-- with_no_name
!! invalid_argument

-- with_recursive_filled_by_a_function
with recursive `n`(`i`) as ((select 1) union all (select i + 1 from `n` where `i` < ?)) select * from `n` order by `i` asc
=> 3

-- with_in_front_of_an_insert
!! unsupported

-- with_in_front_of_an_update
with `strong` as (select * from `users` where `votes` > ?) update `tags` set `name` = ? where `id` in (select `id` from `strong`)
=> 100 | 'one'

-- with_in_front_of_a_delete
with `last` as (select * from `tags` where `id` > ?) delete from `post_tag` where `tag_id` in (select `id` from `last`)
=> 2
