# inserts

-- insert_one_row
insert into "tags" ("id", "name") values (?, ?)
=> 9 | 'new'
:= 1

-- insert_one_column
insert into "tags" ("name") values (?)
=> 'it''s'
:= 1

-- insert_values_of_each_kind
insert into "users" ("name", "email", "votes", "active", "role", "meta") values (?, ?, ?, ?, ?, ?)
=> 'Zoe' | NULL | -5 | false | NULL | '{"lang":"it''s","tags":[1,true]}'
:= 1

-- insert_bytes_and_doubles
insert into "logs" ("level", "message") values (?, ?)
=> 1.5 | x'017a'
:= 1

-- insert_two_rows
insert into "tags" ("id", "name") values (?, ?), (?, ?)
=> 8 | 'a' | 9 | 'b'
:= 2

-- insert_three_rows_of_three_columns
insert into "accounts" ("id", "owner", "balance") values (?, ?, ?), (?, ?, ?), (?, ?, ?)
=> 7 | 'Dan' | 1 | 8 | 'Eve' | 2 | 9 | 'Fay' | 3
:= 3

-- insert_rows_with_columns_in_another_order
insert into "accounts" ("owner", "balance", "currency") values (?, ?, ?), (?, ?, ?)
=> 'Dan' | 1 | 'CHF' | 'Eve' | 2 | 'USD'
:= 2

-- insert_keeps_the_order_of_the_first_row
insert into "settings" ("value", "key", "hits") values (?, ?, ?)
=> 'x' | 'zone' | 4
:= 1

-- insert_into_names_that_are_keywords
insert into "order" ("group", "select") values (?, ?), (?, ?)
=> 3 | 'three' | 4 | NULL
:= 2

-- insert_into_names_with_quotes
insert into "od""d" ("a`b", "c""d") values (?, ?)
=> 1 | 2
:~ there is no such table

-- insert_attributes
insert into "tags" ("id", "name") values (?, ?)
=> 9 | 'new'
:= 1

-- insert_attributes_that_were_changed
insert into "logs" ("message", "id") values (?, ?)
=> 'y' | 9
:= 1

-- insert_a_vector_of_attributes
insert into "tags" ("id", "name") values (?, ?), (?, ?)
=> 8 | 'a' | 9 | 'b'
:= 2

-- insert_an_empty_vector_does_nothing
:~ no statement is run

-- insert_a_raw_value
insert into "posts" ("user_id", "title", "views") values (?, upper(?), 2 * 3)
=> 1 | 'fifth'
:= 1

-- insert_a_value_of_a_sub_query
insert into "posts" ("user_id", "title") values ((select "id" from "users" where "email" = ?), ?)
=> 'eve@example.com' | 'Fifth'
:= 1

-- insert_raw_values_and_sub_queries_in_two_rows
insert into "accounts" ("owner", "balance") values (?, (select max(votes) + ? from "users")), (?, ? - 1)
=> 'Dan' | 1 | 'Eve' | 10
:= 2

-- insert_a_row_of_defaults
insert into "logs" default values
:= 1

-- insert_a_row_of_defaults_into_a_keyword
insert into "order" default values
:= 1

-- insert_or_ignore_one_row
insert or ignore into "tags" ("id", "name") values (?, ?)
=> 1 | 'other'
:= 0

-- insert_or_ignore_two_rows
insert or ignore into "tags" ("id", "name") values (?, ?), (?, ?)
=> 9 | 'sql' | 10 | 'new'
:= 1

-- insert_or_ignore_attributes
insert or ignore into "settings" ("key", "value") values (?, ?)
=> 'theme' | 'light'
:= 0

-- insert_or_ignore_a_vector_of_attributes
insert or ignore into "settings" ("key", "hits") values (?, ?), (?, ?)
=> 'theme' | 1 | 'zone' | 2
:= 1

-- insert_using_a_query
insert into "logs" ("level", "message") select "role", "name" from "users" where "votes" > ? order by "id" asc
=> 50
:= 2

-- insert_using_a_query_with_joins_and_raw_columns
insert into "logs" ("message", "level") select "users"."name", ? as level from "posts" inner join "users" on "users"."id" = "posts"."user_id" where "posts"."published" = ? and "posts"."body" is not null
=> 'post' | true
:= 2

-- insert_using_without_columns
insert into "tags" select id + 10, message from "logs" where "level" = ?
=> 'info'
:= 2

-- insert_or_ignore_using_a_query
insert or ignore into "tags" ("name") select "name" from "users" where "active" = ? or "votes" = ?
=> true | 0
:= 4

-- insert_or_ignore_using_a_query_of_the_same_table
insert or ignore into "settings" ("key", "value", "hits") select "key", "value", hits + ? from "settings" where "value" is not null limit 1
=> 10
:= 0

-- insert_get_id_of_one_row
insert into "logs" ("level", "message") values (?, ?)
=> 'info' | 'x'
:= 1

-- insert_get_id_by_another_key
insert into "settings" ("key", "hits") values (?, 1 + ?)
=> 'zone' | 1
:= 1

-- insert_get_id_of_attributes
insert into "posts" ("user_id", "title", "published") values (?, ?, ?)
=> 3 | 'Fifth' | true
:= 1

-- insert_lacks_a_column_of_the_first_row
!! invalid_argument

-- insert_has_a_column_that_the_first_row_has_not
!! invalid_argument

-- insert_has_another_column_than_the_first_row
!! invalid_argument

-- insert_names_a_column_twice
!! invalid_argument

-- insert_names_an_empty_column
!! invalid_argument

-- insert_into_a_sub_query_is_refused
!! invalid_argument

-- insert_or_ignore_returning
insert into "tags" ("id", "name") values (?, ?) on conflict do nothing returning *
=> 9 | 'new'
: 9 | new

-- insert_or_ignore_returning_columns_of_two_rows
insert into "tags" ("id", "name") values (?, ?), (?, ?) on conflict ("id") do nothing returning "name", "id"
=> 9 | 'new' | 1 | 'x'
: new | 9

-- insert_or_ignore_returning_by_two_columns
insert into "post_tag" ("post_id", "tag_id") values (?, ?) on conflict ("post_id", "tag_id") do nothing returning "tag_id"
=> 1 | 2
:

-- insert_many_rows
insert into "tags" ("id", "name") values (?, ?), (?, ?)
=> 8 | 'a' | 9 | 'b'
:= 2

-- insert_many_rows_of_vectors
insert into "tags" ("id", "name") values (?, ?)
=> 9 | 'b'
:= 1

-- insert_many_rows_with_a_condition_is_refused
!! invalid_argument
