# Whole tables, and what is dropped or renamed in them

-- table_of_users
create table `users` (`id` bigint unsigned not null auto_increment primary key, `name` varchar(255) not null, `email` varchar(255) not null, `email_verified_at` timestamp null, `password` varchar(255) not null, `remember_token` varchar(100) null, `created_at` timestamp null, `updated_at` timestamp null)
alter table `users` add unique `users_email_unique`(`email`)

-- morphs
create table `images` (`imageable_type` varchar(255) not null, `imageable_id` bigint unsigned not null)
alter table `images` add index `images_imageable_type_imageable_id_index`(`imageable_type`, `imageable_id`)

-- nullable_morphs
create table `images` (`imageable_type` varchar(255) null, `imageable_id` bigint unsigned null)
alter table `images` add index `images_imageable_type_imageable_id_index`(`imageable_type`, `imageable_id`)

-- uuid_morphs
create table `images` (`imageable_type` varchar(255) not null, `imageable_id` char(36) not null)
alter table `images` add index `images_imageable_type_imageable_id_index`(`imageable_type`, `imageable_id`)

-- nullable_uuid_morphs
create table `images` (`imageable_type` varchar(255) null, `imageable_id` char(36) null)
alter table `images` add index `images_imageable_type_imageable_id_index`(`imageable_type`, `imageable_id`)

-- ulid_morphs
create table `images` (`imageable_type` varchar(255) not null, `imageable_id` char(26) not null)
alter table `images` add index `of_what`(`imageable_type`, `imageable_id`)

-- nullable_ulid_morphs
create table `images` (`imageable_type` varchar(255) null, `imageable_id` char(26) null)
alter table `images` add index `images_imageable_type_imageable_id_index`(`imageable_type`, `imageable_id`)

-- temporary_table
create temporary table `scratch` (`n` int not null)

-- table_options
create table `users` (`id` bigint unsigned not null auto_increment primary key) default character set utf8mb4 collate 'utf8mb4_unicode_ci' engine = InnoDB

-- table_of_an_engine
create table `users` (`id` bigint unsigned not null auto_increment primary key) engine = MEMORY

-- table_comment
create table `users` (`id` bigint unsigned not null auto_increment primary key)
alter table `users` comment = 'people who''re here'

-- column_comments_and_a_start
create table `users` (`id` bigint unsigned not null auto_increment primary key comment 'no. 500 on', `name` varchar(255) not null comment 'of all')
alter table `users` auto_increment = 500

-- create_if_not_exists
create table if not exists `users` (`id` bigint unsigned not null auto_increment primary key, `email` varchar(255) not null, `votes` int not null, unique `users_email_unique`(`email`), index `users_votes_index`(`votes`)) comment = 'people'

-- create_if_not_exists_with_keys
create table if not exists `members` (`user_id` bigint unsigned not null, `place` int not null, constraint `members_user_id_foreign` foreign key (`user_id`) references `users` (`id`) on delete cascade, primary key (`user_id`, `place`), index `members_place_index`(`place`))

-- create_if_not_exists_from_a_start
create table if not exists `users` (`id` bigint unsigned not null auto_increment primary key) auto_increment = 1000

-- drop_table
drop table `users`

-- drop_table_if_exists
drop table if exists `users`

-- rename_table
rename table `users` to `people`

-- rename_table_and_go_on
rename table `users` to `people`
alter table `people` add `nick` varchar(255) null
alter table `people` add index `people_votes_index`(`votes`)

-- comment_on_table
alter table `users` comment = 'all of them'

-- rename_column
alter table `users` rename column `name` to `full_name`

-- drop_column
alter table `users` drop `votes`

-- drop_columns
alter table `users` drop `votes`, drop `name`

-- drop_timestamps
alter table `users` drop `created_at`, drop `updated_at`

-- drop_soft_deletes
alter table `users` drop `deleted_at`

-- drop_remember_token
alter table `users` drop `remember_token`

-- drop_morphs
alter table `images` drop index `images_imageable_type_imageable_id_index`
alter table `images` drop `imageable_type`, drop `imageable_id`

-- add_morphs_behind
alter table `users` add `owner_type` varchar(255) null after `email`
alter table `users` add `owner_id` bigint unsigned null after `owner_type`
alter table `users` add index `owners`(`owner_type`, `owner_id`)

-- table_in_a_schema
create table `app`.`users` (`id` bigint unsigned not null auto_increment primary key, `email` varchar(255) not null, `name` varchar(255) not null)
alter table `app`.`users` add unique `app_users_email_unique`(`email`)
alter table `app`.`users` add index `app_users_name_index`(`name`)

-- drop_index_in_a_schema
alter table `app`.`users` drop index `app_users_name_index`

-- rename_table_in_a_schema
rename table `app`.`users` to `app`.`people`

-- verbs_of_two_names
create table `things` (`id` int unsigned not null auto_increment primary key, `created_at` timestamp null, `updated_at` timestamp null, `team_id` char(26) not null, `owner_type` varchar(255) not null, `owner_id` bigint unsigned not null)
alter table `things` add index `things_owner_type_owner_id_index`(`owner_type`, `owner_id`)
alter table `things` auto_increment = 7

-- verbs_of_two_names_with_zones
create table `things` (`created_at` timestamp null, `updated_at` timestamp null, `owner_type` varchar(255) null, `owner_id` bigint unsigned null, `user_id` bigint unsigned not null)
alter table `things` add index `owners`(`owner_type`, `owner_id`)
alter table `things` add constraint `things_user_id_foreign` foreign key (`user_id`) references `users` (`id`)

-- drop_columns_with_zones
alter table `posts` drop `created_at`, drop `updated_at`
alter table `posts` drop `deleted_at`
alter table `posts` drop `a`, drop `b`
