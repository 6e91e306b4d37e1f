# Modifiers of columns, and columns of existing tables

-- comment_of_a_column
create table `users` (`name` varchar(255) not null comment 'what it''s called')

-- default_as_sql
create table `users` (`votes` int not null default (1 + 1))

-- default_made_at_run_time
create table `users` (`at` timestamp not null default CURRENT_TIMESTAMP)

-- invisible
create table `users` (`id` bigint unsigned not null auto_increment primary key, `secret` varchar(255) null invisible)

-- stored_column
create table `orders` (`price` int not null, `pieces` int not null, `total` int as (price * pieces) stored)

-- virtual_column
create table `orders` (`price` int not null, `twice` int as (price * 2))

-- stored_column_that_is_not_null
create table `orders` (`price` int not null, `twice` int as (price * 2) stored not null)

-- add_column
alter table `users` add `nick` varchar(255) null

-- add_column_with_default
alter table `users` add `level` int not null default '1'

-- add_columns_and_an_index
alter table `users` add `first` varchar(255) null
alter table `users` add `last` varchar(255) null
alter table `users` add index `users_last_first_index`(`last`, `first`)

-- add_unique_column
alter table `users` add `nick` varchar(255) null
alter table `users` add unique `users_nick_unique`(`nick`)

-- add_enum
alter table `users` add `role` enum('member', 'admin') not null default 'member'

-- add_column_of_the_insert
alter table `users` add `seen_at` timestamp not null default CURRENT_TIMESTAMP

-- add_column_behind_another
alter table `users` add `nick` varchar(255) null after `name`

-- add_column_in_front
alter table `users` add `nick` varchar(255) null first

-- add_columns_behind_another
alter table `users` add `street` varchar(255) null after `name`
alter table `users` add `city` varchar(255) null after `street`
alter table `users` add `nick` varchar(255) null

-- add_column_at_once
alter table `users` add `nick` varchar(255) null, algorithm=instant

-- add_column_under_a_lock
alter table `users` add `nick` varchar(255) null, lock=shared

-- add_virtual_column
alter table `users` add `twice` int as (votes * 2)

-- add_stored_column
alter table `users` add `twice` int as (votes * 2) stored

-- add_commented_column
alter table `users` add `nick` varchar(255) null comment 'short'

-- change_length
alter table `users` modify `name` varchar(50) not null

-- change_to_nullable_with_default
alter table `users` modify `votes` bigint null default '1'

-- change_to_text_with_comment
alter table `users` modify `name` text null comment 'all of it'

-- change_to_enum
alter table `users` modify `name` enum('Ada', 'Bob') not null default 'Ada'

-- change_with_an_expression
!! unsupported

-- change_and_index
alter table `users` modify `name` varchar(100) not null
alter table `users` add index `users_name_index`(`name`)

-- change_and_drop_unique
alter table `users` modify `email` varchar(255) not null
alter table `users` drop index `users_email_unique`

-- change_of_a_counter
alter table `users` modify `id` bigint unsigned not null auto_increment

-- change_to_current
alter table `users` modify `created_at` timestamp(3) not null default CURRENT_TIMESTAMP(3)

-- change_and_move
alter table `users` modify `email` varchar(255) not null first
