# joins

-- join_on_two_columns
select "users"."name", "posts"."title" from "users" inner join "posts" on "users"."id" = "posts"."user_id" order by "posts"."id" asc
: Ada | First
: Ada | Second
: Bob | Third
: Cleo | Fourth

-- join_with_an_operator
select "a"."name" as "left", "b"."name" as "right" from "tags" as "a" inner join "tags" as "b" on "a"."id" < "b"."id" order by "a"."id" asc, "b"."id" asc
: cpp | sql
: cpp | news
: sql | news

-- join_by_a_function
select "users"."name", "posts"."title" from "users" inner join "posts" on "users"."id" = "posts"."user_id" and "posts"."views" > ? order by "posts"."id" asc
=> 5
: Ada | First
: Bob | Third

-- join_a_table_of_raw_text
select "users"."name", "p"."title" from "users" inner join posts p on "users"."id" = "p"."user_id" where "p"."id" = ?
=> 3
: Bob | Third

-- join_a_table_of_a_schema
select "u"."name", "p"."title" from "main"."users" as "u" inner join "main"."posts" as "p" on "u"."id" = "p"."user_id" where "p"."views" = ?
=> 70
: Bob | Third

-- left_join_on_two_columns
select "users"."name", "posts"."title" from "users" left join "posts" on "users"."id" = "posts"."user_id" order by "users"."id" asc, "posts"."id" asc
: Ada | First
: Ada | Second
: Bob | Third
: Cleo | Fourth
: Dan | NULL
: Eve | NULL

-- left_join_of_a_table_to_itself
select "users"."name", "boss"."name" as "boss" from "users" left join "users" as "boss" on "users"."manager_id" = "boss"."id" order by "users"."id" asc
: Ada | NULL
: Bob | Ada
: Cleo | Ada
: Dan | Bob
: Eve | Bob

-- left_join_by_a_function_finds_what_is_missing
select "users"."name" from "users" left join "posts" on "users"."id" = "posts"."user_id" and "posts"."published" = ? where "posts"."id" is null order by "users"."id" asc
=> true
: Cleo
: Dan
: Eve

-- right_join_on_two_columns
select "posts"."title", "users"."name" from "posts" right join "users" on "posts"."user_id" = "users"."id" where "users"."id" >= ? order by "users"."id" asc
=> 3
: Fourth | Cleo
: NULL | Dan
: NULL | Eve

-- right_join_by_a_function
select "c"."body", "p"."title" from "comments" as "c" right join "posts" as "p" on "c"."post_id" = "p"."id" and "c"."user_id" is not null order by "p"."id" asc, "c"."id" asc
: Nice | First
: Agreed | First
: NULL | Second
: Thanks | Third
: NULL | Fourth

-- full_join_on_two_columns
select "t"."name", "p"."post_id" from "tags" as "t" full outer join "post_tag" as "p" on "t"."id" = "p"."tag_id" where "t"."id" > ?
=> 2
: news | 4

-- full_join_by_a_function_behind_a_join
select "u"."name", "c"."body" from "users" as "u" inner join "posts" as "p" on "u"."id" = "p"."user_id" full outer join "comments" as "c" on "c"."post_id" = "p"."id" and "c"."user_id" <> "u"."id" order by u.id is null, p.id, c.id
: Ada | Nice
: Ada | Agreed
: Ada | NULL
: Bob | Thanks
: Cleo | NULL
: NULL | Anonymous

-- cross_join_of_two_tables
select "tags"."name", "accounts"."owner" from "tags" cross join "accounts" where "tags"."id" = ? order by "accounts"."id" asc
=> 1
: cpp | Ada
: cpp | Bob
: cpp | Cleo

-- cross_join_with_an_alias
select "a"."name", "b"."id" from "tags" as "a" cross join "tags" as "b" where "a"."id" > "b"."id" order by "a"."id" asc, "b"."id" asc
: sql | 1
: news | 1
: news | 2

-- cross_join_sub_of_one_row
select "owner", balance - average.amount as above from "accounts" cross join (select max(balance) as amount from "accounts" where "currency" = ?) as "average" order by "id" asc
=> 'EUR'
: Ada | 0
: Bob | -750
: Cleo | -1000

-- cross_join_sub_binds_before_where
select "users"."name", "t"."name" as "tag" from "users" cross join (select * from "tags" where "id" <= ?) as "t" where "users"."id" = ? order by "t"."id" asc
=> 2 | 1
: Ada | cpp
: Ada | sql

-- straight_join_on_two_columns
!! unsupported

-- straight_join_by_a_function
!! unsupported

-- straight_join_where_a_value
!! unsupported

-- straight_join_sub_of_a_query
!! unsupported

-- join_lateral_of_a_query
!! unsupported

-- join_lateral_binds_before_where
!! unsupported

-- left_join_lateral_of_a_query
!! unsupported

-- left_join_lateral_behind_another_join
!! unsupported

-- join_where_a_value
select "tags"."name", "posts"."title" from "tags" inner join "posts" on "posts"."views" > ? order by "tags"."id" asc
=> 50
: cpp | Third
: sql | Third
: news | Third

-- join_where_binds_before_where
select "tags"."name", "posts"."title" from "tags" inner join "posts" on "posts"."user_id" = ? where "tags"."id" = ? order by "posts"."id" asc
=> 1 | 2
: sql | First
: sql | Second

-- left_join_where_a_value
select "tags"."name", "posts"."title" from "tags" left join "posts" on "posts"."views" > ? order by "tags"."id" asc
=> 500
: cpp | NULL
: sql | NULL
: news | NULL

-- right_join_where_a_value
select "tags"."name", "accounts"."owner" from "tags" right join "accounts" on "tags"."name" = ? order by "accounts"."id" asc
=> 'sql'
: sql | Ada
: sql | Bob
: sql | Cleo

-- join_sub_on_two_columns
select "users"."name", "totals"."n" from "users" inner join (select "user_id", count(*) as n from "posts" group by "user_id") as "totals" on "users"."id" = "totals"."user_id" order by "users"."id" asc
: Ada | 2
: Bob | 1
: Cleo | 1

-- join_sub_with_an_operator
select "users"."name", "p"."title" from "users" inner join (select * from "posts" where "views" > ?) as "p" on "users"."votes" < "p"."views" order by "users"."id" asc, "p"."id" asc
=> 0
: Cleo | Third
: Dan | Third
: Eve | First
: Eve | Second
: Eve | Third

-- join_sub_by_a_function_binds_in_order
select "users"."name", "p"."title" from "users" inner join (select * from "posts" where "published" = ?) as "p" on "users"."id" = "p"."user_id" and "p"."views" >= ? where "users"."votes" < ?
=> true | 10 | 100
: Bob | Third

-- left_join_sub_on_two_columns
select "users"."name", "p"."best" from "users" left join (select "user_id", max(views) as best from "posts" group by "user_id") as "p" on "users"."id" = "p"."user_id" order by "users"."id" asc
: Ada | 10
: Bob | 70
: Cleo | 0
: Dan | NULL
: Eve | NULL

-- left_join_sub_by_a_function
select "posts"."title", "c"."body" from "posts" left join (select * from "comments" where "user_id" is null) as "c" on "posts"."id" = "c"."post_id" order by "posts"."id" asc
: First | NULL
: Second | NULL
: Third | Anonymous
: Fourth | NULL

-- right_join_sub_on_two_columns
select "posts"."title", "u"."name" from "posts" right join (select * from "users" where "role" = ?) as "u" on "posts"."user_id" = "u"."id" order by "u"."id" asc
=> 'editor'
: Third | Bob
: Fourth | Cleo

-- full_join_sub_on_two_columns
select "tags"."name", "t"."post_id" from "tags" full outer join (select * from "post_tag" where "post_id" > ?) as "t" on "tags"."id" = "t"."tag_id" order by "tags"."id" asc
=> 3
: cpp | NULL
: sql | NULL
: news | 4

-- full_join_sub_by_a_function
select "u"."name", "p"."title" from "users" as "u" full outer join (select * from "posts" where "published" = ?) as "p" on "u"."id" = "p"."user_id" where "u"."id" > ? order by "u"."id" asc
=> true | 1
: Bob | Third
: Cleo | NULL
: Dan | NULL
: Eve | NULL

-- right_join_sub_by_a_function
select "comments"."body", "p"."title" from "comments" right join (select * from "posts" where "views" < ?) as "p" on "comments"."post_id" = "p"."id" order by "p"."id" asc
=> 10
: NULL | Second
: NULL | Fourth

-- straight_join_sub_by_a_function
!! unsupported

-- straight_join_where_behind_a_join
!! unsupported

-- left_join_where_behind_another
select "a"."owner", "t"."name", "s"."value" from "accounts" as "a" left join "tags" as "t" on "t"."name" = ? left join "settings" as "s" on "s"."hits" > ? where "a"."balance" < ? order by "a"."id" asc
=> 'cpp' | 2 | 500
: Bob | cpp | dark
: Cleo | cpp | dark

-- right_join_where_nothing_is_found
select "users"."name", "tags"."name" as "tag" from "users" right join "tags" on "users"."votes" > ? where "tags"."id" < ? order by "tags"."id" asc
=> 1000 | 3
: NULL | cpp
: NULL | sql
