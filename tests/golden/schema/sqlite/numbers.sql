# Columns of numbers

-- id
create table "users" ("id" integer primary key autoincrement not null)

-- id_of_another_name
create table "users" ("user_no" integer primary key autoincrement not null)

-- increments
create table "users" ("id" integer primary key autoincrement not null)

-- tiny_increments
create table "users" ("id" integer primary key autoincrement not null)

-- small_increments
create table "users" ("id" integer primary key autoincrement not null)

-- medium_increments
create table "users" ("id" integer primary key autoincrement not null)

-- increments_from_a_start
create table "users" ("id" integer primary key autoincrement not null, "name" varchar not null)
insert into sqlite_sequence (name, seq) select 'users', 999

-- auto_increment_as_modifier
create table "users" ("id" integer primary key autoincrement not null)

-- identity
create table "users" ("id" integer primary key autoincrement not null)

-- identity_with_options
!! unsupported

-- integers
create table "users" ("a" integer not null, "b" integer not null, "c" integer not null, "d" integer not null, "e" integer not null)

-- unsigned_integers
create table "users" ("a" integer not null, "b" integer not null, "c" integer not null, "d" integer not null, "e" integer not null)

-- float_of_double_precision
create table "users" ("score" float not null)

-- float_of_single_precision
create table "users" ("score" float not null)

-- double_column
create table "users" ("score" double not null)

-- decimal
create table "users" ("balance" numeric not null)

-- decimal_with_digits
create table "users" ("balance" numeric)

-- decimal_unsigned
create table "users" ("balance" numeric not null)

-- boolean
create table "users" ("active" tinyint(1) not null)

-- boolean_defaults
create table "users" ("active" tinyint(1) not null default '1', "banned" tinyint(1) not null default '0')

-- integer_defaults
create table "users" ("votes" integer not null default '0', "debt" integer not null default '-5')

-- decimal_and_double_defaults
create table "users" ("balance" numeric not null default '1.50', "score" double not null default '0.5')
