# Columns of dates and times

-- date
create table `events` (`day` date not null)

-- date_of_the_insert
create table `events` (`day` date not null default (CURDATE()))

-- date_default
create table `events` (`day` date not null default '2026-02-28')

-- date_time
create table `events` (`at` datetime not null)

-- date_time_with_precision
create table `events` (`at` datetime(3) not null)

-- date_time_of_the_insert
create table `events` (`at` datetime not null default CURRENT_TIMESTAMP)

-- date_time_tz
create table `events` (`at` datetime null)

-- date_time_default
create table `events` (`at` datetime not null default '2026-02-28 13:00:00')

-- time
create table `events` (`starts` time not null)

-- time_tz_with_precision
create table `events` (`starts` time(2) not null)

-- time_default
create table `events` (`starts` time not null default '09:30:00')

-- timestamp
create table `events` (`at` timestamp null)

-- timestamp_with_precision
create table `events` (`at` timestamp(6) null)

-- timestamp_of_the_insert
create table `events` (`at` timestamp not null default CURRENT_TIMESTAMP)

-- timestamp_of_the_insert_with_precision
create table `events` (`at` timestamp(6) not null default CURRENT_TIMESTAMP(6))

-- timestamp_of_the_update
create table `events` (`at` timestamp not null default CURRENT_TIMESTAMP on update CURRENT_TIMESTAMP)

-- timestamp_tz
create table `events` (`at` timestamp not null default CURRENT_TIMESTAMP)

-- timestamp_tz_default
create table `events` (`at` timestamp not null default '2026-02-28 13:00:00')

-- timestamps
create table `events` (`created_at` timestamp null, `updated_at` timestamp null)

-- timestamps_with_precision
create table `events` (`created_at` timestamp(6) null, `updated_at` timestamp(6) null)

-- timestamps_tz
create table `events` (`created_at` timestamp null, `updated_at` timestamp null)

-- datetimes
create table `events` (`created_at` datetime null, `updated_at` datetime null)

-- soft_deletes
create table `events` (`id` bigint unsigned not null auto_increment primary key, `deleted_at` timestamp null)

-- soft_deletes_tz_of_another_name
create table `events` (`gone_at` timestamp(3) null)

-- soft_deletes_datetime
create table `events` (`deleted_at` datetime null)

-- year
create table `events` (`born` year not null)

-- year_of_the_insert
create table `events` (`born` year not null default (YEAR(CURDATE())))
