# upserts

-- upsert_overwrites_all_columns
insert into `settings` (`key`, `value`, `hits`) values (?, ?, ?) on duplicate key update `key` = values(`key`), `value` = values(`value`), `hits` = values(`hits`)
=> 'theme' | 'light' | 9

-- upsert_of_two_rows
insert into `settings` (`key`, `hits`) values (?, ?), (?, ?) on duplicate key update `key` = values(`key`), `hits` = values(`hits`)
=> 'theme' | 9 | 'zone' | 1

-- upsert_overwrites_one_column
insert into `settings` (`key`, `value`, `hits`) values (?, ?, ?) on duplicate key update `value` = values(`value`)
=> 'theme' | 'light' | 9

-- upsert_overwrites_two_columns_of_three_rows
insert into `settings` (`key`, `value`, `hits`) values (?, ?, ?), (?, ?, ?), (?, ?, ?) on duplicate key update `hits` = values(`hits`), `value` = values(`value`)
=> 'theme' | 'a' | 1 | 'lang' | 'b' | 2 | 'zone' | 'c' | 3

-- upsert_of_several_unique_columns
insert into `post_tag` (`post_id`, `tag_id`) values (?, ?) on duplicate key update `post_id` = values(`post_id`), `tag_id` = values(`tag_id`)
=> 1 | 2

-- upsert_of_several_unique_columns_and_rows
insert into `post_tag` (`post_id`, `tag_id`) values (?, ?), (?, ?) on duplicate key update `tag_id` = values(`tag_id`)
=> 1 | 3 | 1 | 1

-- upsert_of_unique_columns_in_a_vector
insert into `users` (`name`, `email`) values (?, ?) on duplicate key update `name` = values(`name`)
=> 'Ada L.' | 'ada@example.com'

-- upsert_sets_a_column_to_a_value
insert into `settings` (`key`, `hits`) values (?, ?) on duplicate key update `hits` = values(`hits`), `value` = ?
=> 'theme' | 1 | 'seen'

-- upsert_sets_columns_to_values_only
insert into `settings` (`key`, `value`, `hits`) values (?, ?, ?) on duplicate key update `hits` = ?, `value` = ?
=> 'lang' | 'de' | 1 | 0 | NULL

-- upsert_sets_a_column_to_raw_text
insert into `settings` (`key`, `value`, `hits`) values (?, ?, ?) on duplicate key update `value` = values(`value`), `hits` = settings.hits + ?
=> 'theme' | 'light' | 1 | 5

-- upsert_sets_a_column_to_a_sub_query
insert into `settings` (`key`, `hits`) values (?, ?) on duplicate key update `hits` = (select max(votes) from `users` where `active` = ?)
=> 'theme' | 1 | true

-- upsert_of_raw_values_and_sub_queries
insert into `settings` (`key`, `hits`) values (lower(?), (select count(*) from `users` where `role` = ?)), (?, 1 + 1) on duplicate key update `key` = values(`key`), `hits` = values(`hits`)
=> 'THEME' | 'editor' | 'zone'

-- upsert_of_attributes
insert into `settings` (`key`, `value`) values (?, ?) on duplicate key update `key` = values(`key`), `value` = values(`value`)
=> 'lang' | 'fr'

-- upsert_of_attributes_overwrites_one_column
insert into `settings` (`key`, `value`, `hits`) values (?, ?, ?) on duplicate key update `hits` = values(`hits`)
=> 'lang' | 'fr' | 3

-- upsert_of_a_vector_of_attributes
insert into `settings` (`key`, `value`) values (?, ?), (?, ?) on duplicate key update `value` = values(`value`), `hits` = ?
=> 'lang' | 'fr' | 'zone' | 'utc' | 7

-- upsert_of_names_that_are_keywords
insert into `settings` (`key`, `value`) values (?, ?) on duplicate key update `value` = values(`value`)
=> 'a' | true

-- upsert_that_overwrites_nothing_inserts
insert into `settings` (`key`, `value`) values (?, ?)
=> 'zone' | 'utc'

-- upsert_of_two_rows_that_overwrites_nothing_inserts
insert into `settings` (`key`, `hits`) values (?, ?), (?, ?)
=> 'zone' | 1 | 'area' | 2

-- upsert_by_no_columns_is_refused
!! invalid_argument

-- upsert_of_rows_of_different_columns_is_refused
!! invalid_argument
