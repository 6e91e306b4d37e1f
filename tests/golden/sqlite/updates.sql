# updates

-- update_one_column
update "users" set "votes" = ? where "id" = ?
=> 81 | 2
:= 1

-- update_several_columns
update "users" set "name" = ?, "email" = ?, "active" = ? where "role" = ? and "active" = ?
=> 'Bobby' | NULL | false | 'editor' | true
:= 1

-- update_attributes
update "settings" set "value" = ?, "hits" = ? where "key" = ?
=> 'light' | 4 | 'theme'
:= 1

-- update_with_conditions_of_many_kinds
update "users" set "votes" = ? where "id" in (?, ?, ?) and not ("votes" > ? or "role" is null) and exists (select * from "posts" where "posts"."user_id" = "users"."id")
=> 1 | 1 | 2 | 3 | 100
:= 2

-- update_drops_the_table_of_a_column
update "users" set "name" = ?, "votes" = ? where "users"."id" = ?
=> 'Bobby' | 1 | 2
:= 1

-- update_a_table_with_another_name
update "users" as "u" set "role" = ? where "u"."votes" < ? and "u"."id" > ?
=> 'low' | 60 | 3
:= 2

-- update_names_that_are_keywords
update "order" set "group" = ?, "select" = ? where "group" = ? or "select" = ?
=> 9 | 'nine' | 1 | 'two'
:= 2

-- update_to_raw_text
update "users" set "votes" = votes * ? + 1, "name" = upper(name) where "id" > ?
=> 2 | 3
:= 2

-- update_to_a_sub_query
update "users" set "role" = ?, "votes" = (select sum(views) from "posts" where "posts"."user_id" = "users"."id" and "published" = ?) where "id" < ?
=> 'author' | true | 3
:= 2

-- update_where_a_sub_query
update "users" set "role" = ? where "id" in (select "user_id" from "comments" where "user_id" is not null) and "votes" > (select min(balance) from "accounts")
=> 'talker'
:= 3

-- update_all_rows
update "users" set "votes" = ?, "updated_at" = ?
=> 0 | '2026-05-01 00:00:00'
:= 5

-- update_all_rows_from_attributes
update "settings" set "hits" = ?
=> 0
:= 2

-- update_all_with_a_condition_after_all
update "settings" set "hits" = hits - 1 where "hits" > ?
=> 1
:= 1

-- update_with_a_limit
update "users" set "role" = ? where "rowid" in (select "users"."rowid" from "users" where "votes" < ? order by "votes" asc, "id" asc limit 2)
=> 'low' | 100
:= 2

-- update_with_a_limit_and_another_name
update "accounts" as "a" set "currency" = ? where "rowid" in (select "a"."rowid" from "accounts" as "a" where "a"."balance" >= ? order by "a"."balance" desc limit 1)
=> 'CHF' | 0
:= 1

-- update_with_a_join
update "users" set "role" = ? where "rowid" in (select "users"."rowid" from "users" inner join "posts" on "posts"."user_id" = "users"."id" where "posts"."views" > ?)
=> 'read' | 5
:= 2

-- update_with_a_join_that_binds_values
update "users" as "u" set "role" = ?, "votes" = u.votes + ? where "rowid" in (select "u"."rowid" from "users" as "u" left join "posts" as "p" on "p"."user_id" = "u"."id" and "p"."published" = ? where "p"."id" is null and "u"."votes" < ?)
=> 'silent' | 1 | true | 60
:= 3

-- update_from_a_joined_table
update "users" set "role" = posts.title, "votes" = ? from "posts" where "posts"."views" > ? and "posts"."user_id" = "users"."id"
=> 7 | 60
:= 1

-- update_from_two_joined_tables
update "users" set "votes" = p.views + ? from "posts" as "p", "accounts" as "a" where "a"."balance" > ? and "users"."active" = ? and "p"."user_id" = "users"."id" and "p"."published" = ? and "a"."owner" = "users"."name"
=> 1000 | 500 | true | true
:= 1

-- increment_by_one
update "users" set "votes" = "votes" + 1 where "id" = ?
=> 2
:= 1

-- increment_by_an_amount
update "users" set "votes" = "votes" + 5 where "votes" > ? and "active" = ?
=> 60 | true
:= 2

-- increment_and_assign_others
update "users" set "votes" = "votes" + 5, "role" = ?, "active" = ? where "id" = ?
=> 'admin' | false | 2
:= 1

-- increment_by_a_negative_amount_is_bound
update "users" set "votes" = "votes" + ? where "id" = ?
=> -5 | 2
:= 1

-- increment_by_a_fraction_is_bound
update "accounts" set "balance" = "balance" + ? where "owner" = ?
=> 2.5 | 'Ada'
:= 1

-- increment_by_raw_text_and_sub_queries
update "users" set "votes" = "votes" + length(name) * ?, "manager_id" = "manager_id" + (select count(*) from "comments" where "user_id" = ?) where "id" = ?
=> 10 | 2 | 2
:= 1

-- decrement_by_one
update "settings" set "hits" = "hits" - 1 where "key" = ?
=> 'theme'
:= 1

-- decrement_by_an_amount_and_assign_others
update "accounts" set "balance" = "balance" - 100, "currency" = ? where "owner" = ? and "balance" >= ?
=> 'USD' | 'Bob' | 100
:= 1

-- increment_each_column
update "posts" set "views" = "views" + 10, "user_id" = "user_id" + 0, "title" = ? where "id" > ?
=> 'More' | 2
:= 2

-- decrement_each_column
update "accounts" set "balance" = "balance" - 1 where "id" in (?, ?)
=> 1 | 2
:= 2

-- decrement_each_column_and_assign_others
update "posts" set "views" = "views" - ?, "user_id" = "user_id" - 0, "body" = ? where "published" = ?
=> -1 | NULL | true
:= 2

-- increment_without_where_is_refused
!! invalid_argument

-- decrement_each_without_where_is_refused
!! invalid_argument

-- update_or_insert_a_row_that_is_not_there
select exists(select * from "settings" where "key" = ?) as "exists"
=> 'zone'
insert into "settings" ("key", "value", "hits") values (?, ?, ?)
=> 'zone' | 'utc' | 1
:= 1

-- update_or_insert_without_values
select exists(select * from "logs" where "level" = ? and "message" is null) as "exists"
=> 'debug'
insert into "logs" ("level", "message") values (?, ?)
=> 'debug' | NULL
:= 1

-- update_or_insert_the_values_win
select exists(select * from "accounts" where "balance" > ? and "owner" = ? and "currency" = ?) as "exists"
=> 0 | 'Zoe' | 'EUR'
insert into "accounts" ("owner", "currency", "balance") values (?, ?, ?)
=> 'Zoe' | 'USD' | 5
:= 1

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
update "tags" set "id" = "id" + 1 where "id" > ?
=> 1
:~ keys are checked row by row there
