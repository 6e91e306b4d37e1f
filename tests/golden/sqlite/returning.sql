# returning

-- returning_of_an_insert
insert into "tags" ("id", "name") values (?, ?) returning "id", "name"
=> 9 | 'new'
: 9 | new

-- returning_of_an_insert_of_two_rows
insert into "accounts" ("id", "owner", "balance") values (?, ?, ?), (?, ?, ?) returning "id", "currency"
=> 8 | 'Dan' | 1 | 9 | 'Eve' | 2
: 8 | EUR
: 9 | EUR

-- returning_everything_of_an_insert
insert into "tags" ("name", "id") values (?, ?) returning *
=> 'new' | 9
: 9 | new

-- returning_of_an_insert_by_another_key
insert into "settings" ("key", "value") values (?, lower(?)) returning "key", "hits"
=> 'zone' | 'UTC'
: zone | 0

-- returning_of_an_insert_of_attributes
insert into "tags" ("id", "name") values (?, ?), (?, ?) returning "name"
=> 8 | 'a' | 9 | 'b'
: a
: b

-- returning_of_an_insert_or_ignore
insert or ignore into "tags" ("id", "name") values (?, ?), (?, ?) returning "id"
=> 1 | 'x' | 9 | 'new'
: 9

-- returning_of_an_upsert
insert into "settings" ("key", "value") values (?, ?) on conflict ("key") do update set "value" = "excluded"."value" returning "key", "value"
=> 'theme' | 'light'
: theme | light

-- returning_of_an_upsert_of_two_rows
insert into "settings" ("key", "hits") values (?, ?), (?, ?) on conflict ("key") do update set "key" = "excluded"."key", "hits" = "excluded"."hits" returning *
=> 'theme' | 9 | 'zone' | 1
: theme | dark | 9
: zone | NULL | 1

-- returning_of_an_update
update "users" set "votes" = ? where "role" = ? returning "id", "name", "votes"
=> 7 | 'editor'
: 2 | Bob | 7
: 3 | Cleo | 7

-- returning_of_an_update_to_raw_text
update "users" set "votes" = votes + ?, "role" = ? where "votes" > ? and "active" = ? returning "name", "votes"
=> 1 | 'top' | 60 | true
: Ada | 121
: Bob | 81

-- returning_everything_of_an_update
update "settings" set "value" = ? where "hits" < ? returning *
=> 'de' | 2
: lang | de | 1

-- returning_of_an_increment
update "accounts" set "balance" = "balance" + 10 where "owner" = ? returning "balance"
=> 'Ada'
: 1010

-- returning_of_a_decrement_of_each
update "posts" set "views" = "views" - 5, "body" = ? where "published" = ? and "views" > ? returning "id", "views"
=> 'less' | true | 5
: 1 | 5
: 3 | 65

-- returning_of_an_update_of_all
update "settings" set "hits" = ? returning "key", "hits"
=> 0
: theme | 0
: lang | 0

-- returning_of_an_update_with_a_limit
update "users" set "role" = ? where "rowid" in (select "users"."rowid" from "users" where "votes" < ? order by "id" asc limit 1) returning "id"
=> 'low' | 100
: 2

-- returning_of_an_update_with_a_join
update "users" set "role" = ? where "rowid" in (select "users"."rowid" from "users" inner join "posts" on "posts"."user_id" = "users"."id" where "posts"."views" > ?) returning "name"
=> 'read' | 60
: Bob

-- returning_of_a_delete
delete from "logs" where "level" = ? returning "id", "message"
=> 'info'
: 1 | started
: 3 | stopped

-- returning_everything_of_a_remove
delete from "comments" where "post_id" = ? and "user_id" is null returning *
=> 3
: 4 | 3 | NULL | Anonymous

-- returning_with_conditions_behind_it
delete from "comments" where "id" > ? or ("body" = ? and "user_id" is null) returning "id"
=> 1 | 'Nice'
: 2
: 3
: 4

-- returning_of_a_delete_by_id
delete from "comments" where "comments"."id" = ? returning "body"
=> 2
: Agreed

-- returning_of_a_delete_of_all
delete from "post_tag" returning "post_id", "tag_id"
: 1 | 1
: 1 | 2
: 3 | 2
: 4 | 3

-- returning_of_an_insert_using_a_query
insert into "tags" ("id", "name") select id + 10, message from "logs" where "id" < ? returning "name"
=> 3
: started
: slow

-- returning_of_an_insert_or_ignore_without_keys
insert or ignore into "tags" ("name") values (?) returning "id"
=> 'sql'
:

-- returning_of_an_update_of_the_key
update "users" set "id" = ? where "id" = ? returning "id"
=> 50 | 5
: 50

-- returning_of_an_update_without_where_is_refused
!! invalid_argument

-- returning_of_a_delete_without_where_is_refused
!! invalid_argument

-- returning_an_empty_name_is_refused
!! invalid_argument
