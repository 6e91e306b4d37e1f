# Keys and indexes

-- primary_of_a_column
create table `countries` (`code` varchar(2) not null, primary key (`code`))

-- primary_of_columns
create table `members` (`group_id` int not null, `user_id` int not null, primary key (`group_id`, `user_id`))

-- primary_by_algorithm
create table `members` (`group_id` int not null, primary key using btree(`group_id`))

-- primary_beside_a_counter
create table `members` (`id` bigint unsigned not null auto_increment, `group_id` int not null, primary key (`id`, `group_id`))

-- primary_of_the_counter_itself
create table `members` (`id` bigint unsigned not null auto_increment, primary key (`id`))

-- unique_of_a_column
create table `users` (`email` varchar(255) not null)
alter table `users` add unique `users_email_unique`(`email`)

-- unique_of_a_name
create table `users` (`email` varchar(255) not null)
alter table `users` add unique `one_email`(`email`)

-- unique_of_columns
create table `users` (`first` varchar(255) not null, `last` varchar(255) not null)
alter table `users` add unique `users_first_last_unique`(`first`, `last`)

-- unique_and_index_of_one_column
create table `users` (`email` varchar(255) not null)
alter table `users` add unique `users_email_unique`(`email`)
alter table `users` add index `users_email_index`(`email`)

-- unique_deferrable
!! unsupported

-- unique_with_one_null
!! unsupported

-- unique_of_some_rows
!! unsupported

-- index_of_a_column
create table `users` (`name` varchar(255) not null)
alter table `users` add index `users_name_index`(`name`)

-- index_of_columns
create table `users` (`first` varchar(255) not null, `last` varchar(255) not null)
alter table `users` add index `names`(`last`, `first`)

-- index_by_algorithm
create table `users` (`name` varchar(255) not null)
alter table `users` add index `names` using btree(`name`)

-- index_by_hash
create table `users` (`name` varchar(255) not null)
alter table `users` add index `users_name_index` using hash(`name`)

-- index_of_some_rows
!! unsupported

-- index_as_sql
create table `users` (`email` varchar(255) not null)
alter table `users` add index `users_lower_email`((lower(email)))

-- index_of_a_list_of_names
create table `users` (`a` int not null, `b` int not null)
alter table `users` add index `users_a_b_index`(`a`, `b`)

-- full_text_of_a_column
create table `posts` (`body` text not null)
alter table `posts` add fulltext `posts_body_fulltext`(`body`)

-- full_text_of_columns
create table `posts` (`title` varchar(255) not null, `body` text not null)
alter table `posts` add fulltext `words`(`title`, `body`)

-- spatial_index_of_a_column
create table `places` (`area` geometry not null)
alter table `places` add spatial index `places_area_spatialindex`(`area`)

-- index_with_an_operator_class
create table `posts` (`title` varchar(255) not null)
alter table `posts` add index `posts_title_index`(`title`)

-- add_index
alter table `users` add index `users_votes_index`(`votes`)

-- add_index_online
alter table `users` add index `users_votes_index`(`votes`)

-- add_index_under_a_lock
alter table `users` add index `users_votes_index`(`votes`), lock=none

-- add_unique
alter table `users` add unique `users_name_email_unique`(`name`, `email`)

-- add_unique_by_algorithm
alter table `users` add unique `one_name` using btree(`name`)

-- add_primary
alter table `members` add primary key (`group_id`, `user_id`)

-- add_counter
alter table `members` add `id` bigint unsigned not null auto_increment primary key

-- change_to_counter_and_key
alter table `members` modify `user_id` int not null auto_increment primary key

-- drop_primary
alter table `members` drop primary key

-- drop_unique_by_columns
alter table `users` drop index `users_email_unique`

-- drop_unique_by_name
alter table `users` drop index `users_email_unique`

-- drop_index_by_columns
alter table `posts` drop index `posts_title_index`

-- drop_index_by_name
alter table `posts` drop index `posts_title_index`

-- drop_full_text
alter table `posts` drop index `posts_body_fulltext`

-- drop_spatial_index
alter table `places` drop index `places_area_spatialindex`

-- rename_index
alter table `posts` rename index `posts_title_index` to `titles`
