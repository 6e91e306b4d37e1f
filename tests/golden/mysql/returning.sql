# returning

-- returning_of_an_insert
insert into `tags` (`id`, `name`) values (?, ?)
=> 9 | 'new'
select `id`, `name` from `tags` where `id` in (?)
=> 9

-- returning_of_an_insert_of_two_rows
insert into `accounts` (`id`, `owner`, `balance`) values (?, ?, ?), (?, ?, ?)
=> 8 | 'Dan' | 1 | 9 | 'Eve' | 2
select `id`, `currency` from `accounts` where `id` in (?, ?)
=> 8 | 9

-- returning_everything_of_an_insert
insert into `tags` (`name`, `id`) values (?, ?)
=> 'new' | 9
select * from `tags` where `id` in (?)
=> 9

-- returning_of_an_insert_by_another_key
insert into `settings` (`key`, `value`) values (?, lower(?))
=> 'zone' | 'UTC'
select `key`, `hits` from `settings` where `key` in (?)
=> 'zone'

-- returning_of_an_insert_of_attributes
insert into `tags` (`id`, `name`) values (?, ?), (?, ?)
=> 8 | 'a' | 9 | 'b'
select `name` from `tags` where `id` in (?, ?)
=> 8 | 9

-- returning_of_an_insert_or_ignore
insert ignore into `tags` (`id`, `name`) values (?, ?), (?, ?)
=> 1 | 'x' | 9 | 'new'
select `id` from `tags` where `id` in (?, ?)
=> 1 | 9

-- returning_of_an_upsert
insert into `settings` (`key`, `value`) values (?, ?) on duplicate key update `value` = values(`value`)
=> 'theme' | 'light'
select `key`, `value` from `settings` where `key` in (?)
=> 'theme'

-- returning_of_an_upsert_of_two_rows
insert into `settings` (`key`, `hits`) values (?, ?), (?, ?) on duplicate key update `key` = values(`key`), `hits` = values(`hits`)
=> 'theme' | 9 | 'zone' | 1
select * from `settings` where `key` in (?, ?)
=> 'theme' | 'zone'

-- returning_of_an_update
select `users`.`id` from `users` where `role` = ? for update
=> 'editor'
update `users` set `votes` = ? where `role` = ? and 0 = 1
=> 7 | 'editor'
select `id`, `name`, `votes` from `users` where 0 = 1

-- returning_of_an_update_to_raw_text
select `users`.`id` from `users` where `votes` > ? and `active` = ? for update
=> 60 | true
update `users` set `votes` = votes + ?, `role` = ? where `votes` > ? and `active` = ? and 0 = 1
=> 1 | 'top' | 60 | true
select `name`, `votes` from `users` where 0 = 1

-- returning_everything_of_an_update
select `settings`.`key` from `settings` where `hits` < ? for update
=> 2
update `settings` set `value` = ? where `hits` < ? and 0 = 1
=> 'de' | 2
select * from `settings` where 0 = 1

-- returning_of_an_increment
select `accounts`.`id` from `accounts` where `owner` = ? for update
=> 'Ada'
update `accounts` set `balance` = `balance` + 10 where `owner` = ? and 0 = 1
=> 'Ada'
select `balance` from `accounts` where 0 = 1

-- returning_of_a_decrement_of_each
select `posts`.`id` from `posts` where `published` = ? and `views` > ? for update
=> true | 5
update `posts` set `views` = `views` - 5, `body` = ? where `published` = ? and `views` > ? and 0 = 1
=> 'less' | true | 5
select `id`, `views` from `posts` where 0 = 1

-- returning_of_an_update_of_all
select `settings`.`key` from `settings` for update
update `settings` set `hits` = ? where 0 = 1
=> 0
select `key`, `hits` from `settings` where 0 = 1

-- returning_of_an_update_with_a_limit
select `users`.`id` from `users` where `votes` < ? order by `id` asc limit 1 for update
=> 100
update `users` set `role` = ? where `votes` < ? and 0 = 1 order by `id` asc limit 1
=> 'low' | 100
select `id` from `users` where 0 = 1

-- returning_of_an_update_with_a_join
select `users`.`id` from `users` inner join `posts` on `posts`.`user_id` = `users`.`id` where `posts`.`views` > ? for update
=> 60
update `users` inner join `posts` on `posts`.`user_id` = `users`.`id` set `role` = ? where `posts`.`views` > ? and 0 = 1
=> 'read' | 60
select `name` from `users` where 0 = 1

-- returning_of_a_delete
select `id`, `message` from `logs` where `level` = ? for update
=> 'info'
delete from `logs` where `level` = ?
=> 'info'

-- returning_everything_of_a_remove
select * from `comments` where `post_id` = ? and `user_id` is null for update
=> 3
delete from `comments` where `post_id` = ? and `user_id` is null
=> 3

-- returning_with_conditions_behind_it
select `id` from `comments` where `id` > ? or (`body` = ? and `user_id` is null) for update
=> 1 | 'Nice'
delete from `comments` where `id` > ? or (`body` = ? and `user_id` is null)
=> 1 | 'Nice'

-- returning_of_a_delete_by_id
select `body` from `comments` where `comments`.`id` = ? for update
=> 2
delete from `comments` where `comments`.`id` = ?
=> 2

-- returning_of_a_delete_of_all
select `post_id`, `tag_id` from `post_tag` for update
delete from `post_tag`

-- returning_of_an_insert_using_a_query
!! unsupported

-- returning_of_an_insert_or_ignore_without_keys
!! unsupported

-- returning_of_an_update_of_the_key
!! unsupported

-- returning_of_an_update_without_where_is_refused
!! invalid_argument

-- returning_of_a_delete_without_where_is_refused
!! invalid_argument

-- returning_an_empty_name_is_refused
!! invalid_argument
