# updates

-- update_one_column
update "users" set "votes" = $1 where "id" = $2
=> 81 | 2

-- update_several_columns
update "users" set "name" = $1, "email" = $2, "active" = $3 where "role" = $4 and "active" = $5
=> 'Bobby' | NULL | false | 'editor' | true

-- update_attributes
update "settings" set "value" = $1, "hits" = $2 where "key" = $3
=> 'light' | 4 | 'theme'

-- update_with_conditions_of_many_kinds
update "users" set "votes" = $1 where "id" in ($2, $3, $4) and not ("votes" > $5 or "role" is null) and exists (select * from "posts" where "posts"."user_id" = "users"."id")
=> 1 | 1 | 2 | 3 | 100

-- update_drops_the_table_of_a_column
update "users" set "name" = $1, "votes" = $2 where "users"."id" = $3
=> 'Bobby' | 1 | 2

-- update_a_table_with_another_name
update "users" as "u" set "role" = $1 where "u"."votes" < $2 and "u"."id" > $3
=> 'low' | 60 | 3

-- update_names_that_are_keywords
update "order" set "group" = $1, "select" = $2 where "group" = $3 or "select" = $4
=> 9 | 'nine' | 1 | 'two'

-- update_to_raw_text
update "users" set "votes" = votes * $1 + 1, "name" = upper(name) where "id" > $2
=> 2 | 3

-- update_to_a_sub_query
update "users" set "role" = $1, "votes" = (select sum(views) from "posts" where "posts"."user_id" = "users"."id" and "published" = $2) where "id" < $3
=> 'author' | true | 3

-- update_where_a_sub_query
update "users" set "role" = $1 where "id" in (select "user_id" from "comments" where "user_id" is not null) and "votes" > (select min(balance) from "accounts")
=> 'talker'

-- update_all_rows
update "users" set "votes" = $1, "updated_at" = $2
=> 0 | '2026-05-01 00:00:00'

-- update_all_rows_from_attributes
update "settings" set "hits" = $1
=> 0

-- update_all_with_a_condition_after_all
update "settings" set "hits" = hits - 1 where "hits" > $1
=> 1

-- update_with_a_limit
update "users" set "role" = $1 where "ctid" in (select "users"."ctid" from "users" where "votes" < $2 order by "votes" asc, "id" asc limit 2)
=> 'low' | 100

-- update_with_a_limit_and_another_name
update "accounts" as "a" set "currency" = $1 where "ctid" in (select "a"."ctid" from "accounts" as "a" where "a"."balance" >= $2 order by "a"."balance" desc limit 1)
=> 'CHF' | 0

-- update_with_a_join
update "users" set "role" = $1 where "ctid" in (select "users"."ctid" from "users" inner join "posts" on "posts"."user_id" = "users"."id" where "posts"."views" > $2)
=> 'read' | 5

-- update_with_a_join_that_binds_values
update "users" as "u" set "role" = $1, "votes" = u.votes + $2 where "ctid" in (select "u"."ctid" from "users" as "u" left join "posts" as "p" on "p"."user_id" = "u"."id" and "p"."published" = $3 where "p"."id" is null and "u"."votes" < $4)
=> 'silent' | 1 | true | 60

-- update_from_a_joined_table
update "users" set "role" = posts.title, "votes" = $1 from "posts" where "posts"."views" > $2 and "posts"."user_id" = "users"."id"
=> 7 | 60

-- update_from_two_joined_tables
update "users" set "votes" = p.views + $1 from "posts" as "p", "accounts" as "a" where "a"."balance" > $2 and "users"."active" = $3 and "p"."user_id" = "users"."id" and "p"."published" = $4 and "a"."owner" = "users"."name"
=> 1000 | 500 | true | true

-- increment_by_one
update "users" set "votes" = "votes" + 1 where "id" = $1
=> 2

-- increment_by_an_amount
update "users" set "votes" = "votes" + 5 where "votes" > $1 and "active" = $2
=> 60 | true

-- increment_and_assign_others
update "users" set "votes" = "votes" + 5, "role" = $1, "active" = $2 where "id" = $3
=> 'admin' | false | 2

-- increment_by_a_negative_amount_is_bound
update "users" set "votes" = "votes" + $1 where "id" = $2
=> -5 | 2

-- increment_by_a_fraction_is_bound
update "accounts" set "balance" = "balance" + $1 where "owner" = $2
=> 2.5 | 'Ada'

-- increment_by_raw_text_and_sub_queries
update "users" set "votes" = "votes" + length(name) * $1, "manager_id" = "manager_id" + (select count(*) from "comments" where "user_id" = $2) where "id" = $3
=> 10 | 2 | 2

-- decrement_by_one
update "settings" set "hits" = "hits" - 1 where "key" = $1
=> 'theme'

-- decrement_by_an_amount_and_assign_others
update "accounts" set "balance" = "balance" - 100, "currency" = $1 where "owner" = $2 and "balance" >= $3
=> 'USD' | 'Bob' | 100

-- increment_each_column
update "posts" set "views" = "views" + 10, "user_id" = "user_id" + 0, "title" = $1 where "id" > $2
=> 'More' | 2

-- decrement_each_column
update "accounts" set "balance" = "balance" - 1 where "id" in ($1, $2)
=> 1 | 2

-- decrement_each_column_and_assign_others
update "posts" set "views" = "views" - $1, "user_id" = "user_id" - 0, "body" = $2 where "published" = $3
=> -1 | NULL | true

-- increment_without_where_is_refused
!! invalid_argument

-- decrement_each_without_where_is_refused
!! invalid_argument

-- update_or_insert_a_row_that_is_not_there
select exists(select * from "settings" where "key" = $1) as "exists"
=> 'zone'
insert into "settings" ("key", "value", "hits") values ($1, $2, $3)
=> 'zone' | 'utc' | 1

-- update_or_insert_without_values
select exists(select * from "logs" where "level" = $1 and "message" is null) as "exists"
=> 'debug'
insert into "logs" ("level", "message") values ($1, $2)
=> 'debug' | NULL

-- update_or_insert_the_values_win
select exists(select * from "accounts" where "balance" > $1 and "owner" = $2 and "currency" = $3) as "exists"
=> 0 | 'Zoe' | 'EUR'
insert into "accounts" ("owner", "currency", "balance") values ($1, $2, $3)
=> 'Zoe' | 'USD' | 5

-- update_without_where_is_refused
!! invalid_argument

-- update_with_a_limit_alone_is_refused
!! invalid_argument

-- update_with_an_empty_group_alone_is_refused
!! invalid_argument

-- update_of_nothing_is_refused
!! invalid_argument

-- update_all_of_nothing_is_refused
!! invalid_argument

-- update_names_a_column_twice
!! invalid_argument

-- update_of_an_empty_name_is_refused
!! invalid_argument

-- update_from_without_where_is_refused
!! invalid_argument

-- update_in_an_order_without_a_limit
update "tags" set "id" = "id" + 1 where "id" > $1
=> 1
