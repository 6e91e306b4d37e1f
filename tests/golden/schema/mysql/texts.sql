# Columns of texts, documents and bytes, and names that need their quotes

-- char_column
create table `users` (`code` char(255) not null)

-- char_with_length
create table `users` (`code` char(4) not null)

-- string
create table `users` (`name` varchar(255) not null)

-- string_with_length
create table `users` (`name` varchar(100) not null)

-- string_nullable
create table `users` (`name` varchar(255) null)

-- string_not_nullable
create table `users` (`name` varchar(255) not null)

-- text_family
create table `posts` (`a` tinytext not null, `b` text not null, `c` mediumtext not null, `d` longtext not null)

-- string_default
create table `users` (`role` varchar(255) not null default 'member')

-- string_default_null
create table `users` (`role` varchar(255) null default null)

-- string_default_with_quotes
create table `users` (`role` varchar(255) not null default 'it''s "a" \\ and a ?')

-- text_default
create table `users` (`bio` text not null default ('it''s new'))

-- enum_column
create table `users` (`role` enum('member', 'admin') not null)

-- enum_default
create table `users` (`role` enum('member', 'admin') not null default 'member')

-- enum_with_quotes
create table `users` (`size` enum('6''2"', 'a\\b') null)

-- set_column
create table `users` (`rights` set('read', 'write') not null)

-- json_and_jsonb
create table `users` (`settings` json not null, `options` json null)

-- json_default
create table `users` (`settings` json not null default ('{"a":1}'))

-- uuid
create table `users` (`uuid` char(36) not null)

-- uuid_as_key
create table `users` (`id` char(36) not null, primary key (`id`))

-- ulid_as_key
create table `users` (`id` char(26) not null, primary key (`id`))

-- ip_and_mac_addresses
create table `users` (`ip_address` varchar(45) not null, `mac_address` varchar(17) not null)

-- binary
create table `files` (`data` blob not null)

-- binary_with_length
create table `files` (`hash` varbinary(64) not null)

-- binary_of_fixed_length
create table `files` (`hash` binary(32) not null)

-- binary_default
create table `files` (`flags` varbinary(2) not null default x'00ff')

-- remember_token
create table `users` (`remember_token` varchar(100) null)

-- collation_of_sqlite
create table `users` (`name` varchar(255) collate 'nocase' not null)

-- collation_of_postgres
create table `users` (`name` varchar(255) collate 'C' not null)

-- collation_of_mysql
create table `users` (`name` varchar(255) collate 'utf8mb4_bin' not null)

-- charset_of_a_column
create table `users` (`name` varchar(255) character set latin1 not null)

-- geometry_and_geography
create table `places` (`area` geometry not null, `spot` point srid 4326 not null, `route` linestring srid 4326 not null)

-- vector
create table `items` (`embedding` vector(3) not null)

-- tsvector
!! unsupported

-- raw_column
create table `users` (`code` varchar(20) null)

-- names_with_quotes
create table `we"i``rd` (`a"b``c` varchar(255) not null, `it's; drop table users; --` varchar(255) not null default 'x')
alter table `we"i``rd` add unique `we"i``rd_a"b``c_unique`(`a"b``c`)

-- names_beyond_ascii
create table `größen` (`Länge in m` int not null)
alter table `größen` add index `größen_länge in m_index`(`Länge in m`)

-- names_that_are_words_of_sql
create table `order` (`select` bigint unsigned not null auto_increment primary key, `group` int not null)
alter table `order` add index `order_group_index`(`group`)

-- names_with_dots_and_dashes
create table `my-table` (`a.b` varchar(255) not null)
alter table `my-table` add unique `my_table_a_b_unique`(`a.b`)
