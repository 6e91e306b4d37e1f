# returning

-- returning_of_an_insert
insert into `tags` (`id`, `name`) values (?, ?) returning `id`, `name`
=> 9 | 'new'

-- returning_of_an_insert_of_two_rows
insert into `accounts` (`id`, `owner`, `balance`) values (?, ?, ?), (?, ?, ?) returning `id`, `currency`
=> 8 | 'Dan' | 1 | 9 | 'Eve' | 2

-- returning_everything_of_an_insert
insert into `tags` (`name`, `id`) values (?, ?) returning *
=> 'new' | 9

-- returning_of_an_insert_by_another_key
insert into `settings` (`key`, `value`) values (?, lower(?)) returning `key`, `hits`
=> 'zone' | 'UTC'

-- returning_of_an_insert_of_attributes
insert into `tags` (`id`, `name`) values (?, ?), (?, ?) returning `name`
=> 8 | 'a' | 9 | 'b'

-- returning_of_an_insert_or_ignore
insert ignore into `tags` (`id`, `name`) values (?, ?), (?, ?) returning `id`
=> 1 | 'x' | 9 | 'new'

-- returning_of_an_upsert
insert into `settings` (`key`, `value`) values (?, ?) on duplicate key update `value` = values(`value`) returning `key`, `value`
=> 'theme' | 'light'

-- returning_of_an_upsert_of_two_rows
insert into `settings` (`key`, `hits`) values (?, ?), (?, ?) on duplicate key update `key` = values(`key`), `hits` = values(`hits`) returning *
=> 'theme' | 9 | 'zone' | 1

-- returning_of_a_delete
delete from `logs` where `level` = ? returning `id`, `message`
=> 'info'

-- returning_everything_of_a_remove
delete from `comments` where `post_id` = ? and `user_id` is null returning *
=> 3

-- returning_with_conditions_behind_it
delete from `comments` where `id` > ? or (`body` = ? and `user_id` is null) returning `id`
=> 1 | 'Nice'

-- returning_of_a_delete_by_id
delete from `comments` where `comments`.`id` = ? returning `body`
=> 2

-- returning_of_a_delete_of_all
delete from `post_tag` returning `post_id`, `tag_id`

-- returning_of_an_insert_using_a_query
insert into `tags` (`id`, `name`) select id + 10, message from `logs` where `id` < ? returning `name`
=> 3

-- returning_of_an_insert_or_ignore_without_keys
insert ignore into `tags` (`name`) values (?) returning `id`
=> 'sql'
