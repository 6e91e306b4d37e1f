# Columns of numbers

-- id
create table `users` (`id` bigint unsigned not null auto_increment primary key)

-- id_of_another_name
create table `users` (`user_no` bigint unsigned not null auto_increment primary key)

-- increments
create table `users` (`id` int unsigned not null auto_increment primary key)

-- tiny_increments
create table `users` (`id` tinyint unsigned not null auto_increment primary key)

-- small_increments
create table `users` (`id` smallint unsigned not null auto_increment primary key)

-- medium_increments
create table `users` (`id` mediumint unsigned not null auto_increment primary key)

-- increments_from_a_start
create table `users` (`id` bigint unsigned not null auto_increment primary key, `name` varchar(255) not null)
alter table `users` auto_increment = 1000

-- auto_increment_as_modifier
create table `users` (`id` int not null auto_increment primary key)

-- identity
create table `users` (`id` bigint not null auto_increment primary key)

-- identity_with_options
!! unsupported

-- integers
create table `users` (`a` tinyint not null, `b` smallint not null, `c` mediumint not null, `d` int not null, `e` bigint not null)

-- unsigned_integers
create table `users` (`a` tinyint unsigned not null, `b` smallint unsigned not null, `c` mediumint unsigned not null, `d` int unsigned not null, `e` bigint unsigned not null)

-- float_of_double_precision
create table `users` (`score` float(53) not null)

-- float_of_single_precision
create table `users` (`score` float(24) not null)

-- double_column
create table `users` (`score` double not null)

-- decimal
create table `users` (`balance` decimal(8, 2) not null)

-- decimal_with_digits
create table `users` (`balance` decimal(12, 4) null)

-- decimal_unsigned
create table `users` (`balance` decimal(10, 2) unsigned not null)

-- boolean
create table `users` (`active` tinyint(1) not null)

-- boolean_defaults
create table `users` (`active` tinyint(1) not null default '1', `banned` tinyint(1) not null default '0')

-- integer_defaults
create table `users` (`votes` int not null default '0', `debt` bigint not null default '-5')

-- decimal_and_double_defaults
create table `users` (`balance` decimal(8, 2) not null default '1.50', `score` double not null default '0.5')
