# returning

-- returning_of_an_insert
insert into "tags" ("id", "name") values ($1, $2) returning "id", "name"
=> 9 | 'new'

-- returning_of_an_insert_of_two_rows
insert into "accounts" ("id", "owner", "balance") values ($1, $2, $3), ($4, $5, $6) returning "id", "currency"
=> 8 | 'Dan' | 1 | 9 | 'Eve' | 2

-- returning_everything_of_an_insert
insert into "tags" ("name", "id") values ($1, $2) returning *
=> 'new' | 9

-- returning_of_an_insert_by_another_key
insert into "settings" ("key", "value") values ($1, lower($2)) returning "key", "hits"
=> 'zone' | 'UTC'

-- returning_of_an_insert_of_attributes
insert into "tags" ("id", "name") values ($1, $2), ($3, $4) returning "name"
=> 8 | 'a' | 9 | 'b'

-- returning_of_an_insert_or_ignore
insert into "tags" ("id", "name") values ($1, $2), ($3, $4) on conflict do nothing returning "id"
=> 1 | 'x' | 9 | 'new'

-- returning_of_an_upsert
insert into "settings" ("key", "value") values ($1, $2) on conflict ("key") do update set "value" = "excluded"."value" returning "key", "value"
=> 'theme' | 'light'

-- returning_of_an_upsert_of_two_rows
insert into "settings" ("key", "hits") values ($1, $2), ($3, $4) on conflict ("key") do update set "key" = "excluded"."key", "hits" = "excluded"."hits" returning *
=> 'theme' | 9 | 'zone' | 1

-- returning_of_an_update
update "users" set "votes" = $1 where "role" = $2 returning "id", "name", "votes"
=> 7 | 'editor'

-- returning_of_an_update_to_raw_text
update "users" set "votes" = votes + $1, "role" = $2 where "votes" > $3 and "active" = $4 returning "name", "votes"
=> 1 | 'top' | 60 | true

-- returning_everything_of_an_update
update "settings" set "value" = $1 where "hits" < $2 returning *
=> 'de' | 2

-- returning_of_an_increment
update "accounts" set "balance" = "balance" + 10 where "owner" = $1 returning "balance"
=> 'Ada'

-- returning_of_a_decrement_of_each
update "posts" set "views" = "views" - 5, "body" = $1 where "published" = $2 and "views" > $3 returning "id", "views"
=> 'less' | true | 5

-- returning_of_an_update_of_all
update "settings" set "hits" = $1 returning "key", "hits"
=> 0

-- returning_of_an_update_with_a_limit
update "users" set "role" = $1 where "ctid" in (select "users"."ctid" from "users" where "votes" < $2 order by "id" asc limit 1) returning "id"
=> 'low' | 100

-- returning_of_an_update_with_a_join
update "users" set "role" = $1 where "ctid" in (select "users"."ctid" from "users" inner join "posts" on "posts"."user_id" = "users"."id" where "posts"."views" > $2) returning "name"
=> 'read' | 60

-- returning_of_a_delete
delete from "logs" where "level" = $1 returning "id", "message"
=> 'info'

-- returning_everything_of_a_remove
delete from "comments" where "post_id" = $1 and "user_id" is null returning *
=> 3

-- returning_with_conditions_behind_it
delete from "comments" where "id" > $1 or ("body" = $2 and "user_id" is null) returning "id"
=> 1 | 'Nice'

-- returning_of_a_delete_by_id
delete from "comments" where "comments"."id" = $1 returning "body"
=> 2

-- returning_of_a_delete_of_all
delete from "post_tag" returning "post_id", "tag_id"

-- returning_of_an_insert_using_a_query
insert into "tags" ("id", "name") select id + 10, message from "logs" where "id" < $1 returning "name"
=> 3

-- returning_of_an_insert_or_ignore_without_keys
insert into "tags" ("name") values ($1) on conflict do nothing returning "id"
=> 'sql'

-- returning_of_an_update_of_the_key
update "users" set "id" = $1 where "id" = $2 returning "id"
=> 50 | 5

-- returning_of_an_update_without_where_is_refused
!! invalid_argument

-- returning_of_a_delete_without_where_is_refused
!! invalid_argument

-- returning_an_empty_name_is_refused
!! invalid_argument
