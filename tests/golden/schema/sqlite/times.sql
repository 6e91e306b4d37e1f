# Columns of dates and times

-- date
create table "events" ("day" date not null)

-- date_of_the_insert
create table "events" ("day" date not null default CURRENT_DATE)

-- date_default
create table "events" ("day" date not null default '2026-02-28')

-- date_time
create table "events" ("at" datetime not null)

-- date_time_with_precision
create table "events" ("at" datetime not null)

-- date_time_of_the_insert
create table "events" ("at" datetime not null default CURRENT_TIMESTAMP)

-- date_time_tz
create table "events" ("at" datetime)

-- date_time_default
create table "events" ("at" datetime not null default '2026-02-28 13:00:00')

-- time
create table "events" ("starts" time not null)

-- time_tz_with_precision
create table "events" ("starts" time not null)

-- time_default
create table "events" ("starts" time not null default '09:30:00')

-- timestamp
create table "events" ("at" datetime)

-- timestamp_with_precision
create table "events" ("at" datetime)

-- timestamp_of_the_insert
create table "events" ("at" datetime not null default CURRENT_TIMESTAMP)

-- timestamp_of_the_insert_with_precision
create table "events" ("at" datetime not null default CURRENT_TIMESTAMP)

-- timestamp_of_the_update
!! unsupported

-- timestamp_tz
create table "events" ("at" datetime not null default CURRENT_TIMESTAMP)

-- timestamp_tz_default
create table "events" ("at" datetime not null default '2026-02-28 13:00:00+00:00')

-- timestamps
create table "events" ("created_at" datetime, "updated_at" datetime)

-- timestamps_with_precision
create table "events" ("created_at" datetime, "updated_at" datetime)

-- timestamps_tz
create table "events" ("created_at" datetime, "updated_at" datetime)

-- datetimes
create table "events" ("created_at" datetime, "updated_at" datetime)

-- soft_deletes
create table "events" ("id" integer primary key autoincrement not null, "deleted_at" datetime)

-- soft_deletes_tz_of_another_name
create table "events" ("gone_at" datetime)

-- soft_deletes_datetime
create table "events" ("deleted_at" datetime)

-- year
create table "events" ("born" integer not null)

-- year_of_the_insert
create table "events" ("born" integer not null default (CAST(strftime('%Y', 'now') AS INTEGER)))
