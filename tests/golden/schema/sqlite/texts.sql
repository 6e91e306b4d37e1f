# Columns of texts, documents and bytes, and names that need their quotes

-- char_column
create table "users" ("code" varchar not null)

-- char_with_length
create table "users" ("code" varchar not null)

-- string
create table "users" ("name" varchar not null)

-- string_with_length
create table "users" ("name" varchar not null)

-- string_nullable
create table "users" ("name" varchar)

-- string_not_nullable
create table "users" ("name" varchar not null)

-- text_family
create table "posts" ("a" text not null, "b" text not null, "c" text not null, "d" text not null)

-- string_default
create table "users" ("role" varchar not null default 'member')

-- string_default_null
create table "users" ("role" varchar default null)

-- string_default_with_quotes
create table "users" ("role" varchar not null default 'it''s "a" \ and a ?')

-- text_default
create table "users" ("bio" text not null default 'it''s new')

-- enum_column
create table "users" ("role" varchar check ("role" in ('member', 'admin')) not null)

-- enum_default
create table "users" ("role" varchar check ("role" in ('member', 'admin')) not null default 'member')

-- enum_with_quotes
create table "users" ("size" varchar check ("size" in ('6''2"', 'a\b')))

-- set_column
!! unsupported

-- json_and_jsonb
create table "users" ("settings" text not null, "options" text)

-- json_default
create table "users" ("settings" text not null default '{"a":1}')

-- uuid
create table "users" ("uuid" varchar not null)

-- uuid_as_key
create table "users" ("id" varchar not null, primary key ("id"))

-- ulid_as_key
create table "users" ("id" varchar not null, primary key ("id"))

-- ip_and_mac_addresses
create table "users" ("ip_address" varchar not null, "mac_address" varchar not null)

-- binary
create table "files" ("data" blob not null)

-- binary_with_length
create table "files" ("hash" blob not null)

-- binary_of_fixed_length
create table "files" ("hash" blob not null)

-- binary_default
create table "files" ("flags" blob not null default x'00ff')

-- remember_token
create table "users" ("remember_token" varchar)

-- collation_of_sqlite
create table "users" ("name" varchar not null collate 'nocase')

-- collation_of_postgres
create table "users" ("name" varchar not null collate 'C')

-- collation_of_mysql
create table "users" ("name" varchar not null collate 'utf8mb4_bin')

-- charset_of_a_column
create table "users" ("name" varchar not null)

-- geometry_and_geography
create table "places" ("area" geometry not null, "spot" geometry not null, "route" geometry not null)

-- vector
!! unsupported

-- tsvector
!! unsupported

-- raw_column
create table "users" ("code" varchar(20))

-- names_with_quotes
create table "we""i`rd" ("a""b`c" varchar not null, "it's; drop table users; --" varchar not null default 'x')
create unique index "we""i`rd_a""b`c_unique" on "we""i`rd" ("a""b`c")

-- names_beyond_ascii
create table "größen" ("Länge in m" integer not null)
create index "größen_länge in m_index" on "größen" ("Länge in m")

-- names_that_are_words_of_sql
create table "order" ("select" integer primary key autoincrement not null, "group" integer not null)
create index "order_group_index" on "order" ("group")

-- names_with_dots_and_dashes
create table "my-table" ("a.b" varchar not null)
create unique index "my_table_a_b_unique" on "my-table" ("a.b")
