# What MariaDB is told differently from MySQL

-- text_default
create table `users` (`bio` text not null default 'it''s new')

-- json_default
create table `users` (`settings` json not null default '{"a":1}')

-- uuid
create table `users` (`uuid` uuid not null)

-- uuid_as_key
create table `users` (`id` uuid not null, primary key (`id`))

-- geometry_and_geography
create table `places` (`area` geometry not null, `spot` point ref_system_id=4326 not null, `route` linestring ref_system_id=4326 not null)

-- stored_column_that_is_not_null
!! unsupported

-- constrained_uuid
create table `posts` (`team_id` uuid null)
alter table `posts` add constraint `posts_team_id_foreign` foreign key (`team_id`) references `teams` (`id`)

-- uuid_morphs
create table `images` (`imageable_type` varchar(255) not null, `imageable_id` uuid not null)
alter table `images` add index `images_imageable_type_imageable_id_index`(`imageable_type`, `imageable_id`)

-- nullable_uuid_morphs
create table `images` (`imageable_type` varchar(255) null, `imageable_id` uuid null)
alter table `images` add index `images_imageable_type_imageable_id_index`(`imageable_type`, `imageable_id`)
