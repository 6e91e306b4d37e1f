# Columns of dates and times

-- date
create table "events" ("day" date not null)

-- date_of_the_insert
create table "events" ("day" date not null default CURRENT_DATE)

-- date_default
create table "events" ("day" date not null default '2026-02-28')

-- date_time
create table "events" ("at" timestamp(0) without time zone not null)

-- date_time_with_precision
create table "events" ("at" timestamp(3) without time zone not null)

-- date_time_of_the_insert
create table "events" ("at" timestamp(0) without time zone not null default CURRENT_TIMESTAMP)

-- date_time_tz
create table "events" ("at" timestamp(0) with time zone null)

-- date_time_default
create table "events" ("at" timestamp(0) without time zone not null default '2026-02-28 13:00:00')

-- time
create table "events" ("starts" time(0) without time zone not null)

-- time_tz_with_precision
create table "events" ("starts" time(2) with time zone not null)

-- time_default
create table "events" ("starts" time(0) without time zone not null default '09:30:00')

-- timestamp
create table "events" ("at" timestamp(0) without time zone null)

-- timestamp_with_precision
create table "events" ("at" timestamp(6) without time zone null)

-- timestamp_of_the_insert
create table "events" ("at" timestamp(0) without time zone not null default CURRENT_TIMESTAMP)

-- timestamp_of_the_insert_with_precision
create table "events" ("at" timestamp(6) without time zone not null default CURRENT_TIMESTAMP)

-- timestamp_of_the_update
!! unsupported

-- timestamp_tz
create table "events" ("at" timestamp(0) with time zone not null default CURRENT_TIMESTAMP)

-- timestamp_tz_default
create table "events" ("at" timestamp(0) with time zone not null default '2026-02-28 13:00:00+00:00')

-- timestamps
create table "events" ("created_at" timestamp(0) without time zone null, "updated_at" timestamp(0) without time zone null)

-- timestamps_with_precision
create table "events" ("created_at" timestamp(6) without time zone null, "updated_at" timestamp(6) without time zone null)

-- timestamps_tz
create table "events" ("created_at" timestamp(0) with time zone null, "updated_at" timestamp(0) with time zone null)

-- datetimes
create table "events" ("created_at" timestamp(0) without time zone null, "updated_at" timestamp(0) without time zone null)

-- soft_deletes
create table "events" ("id" bigserial not null primary key, "deleted_at" timestamp(0) without time zone null)

-- soft_deletes_tz_of_another_name
create table "events" ("gone_at" timestamp(3) with time zone null)

-- soft_deletes_datetime
create table "events" ("deleted_at" timestamp(0) without time zone null)

-- year
create table "events" ("born" integer not null)

-- year_of_the_insert
create table "events" ("born" integer not null default EXTRACT(YEAR FROM CURRENT_DATE))
