# where_operands

-- where_raw_text
select "id", "name" from "users" where votes between 60 and 100

-- where_raw_with_bindings
select "id", "name" from "users" where "id" > $1 and votes > $2 and length(name) = $3 order by "id" asc
=> 1 | 10 | 3

-- or_where_raw_with_bindings
select "id", "name" from "users" where "id" = $1 or lower(name) = $2 or votes = 80 order by "id" asc
=> 1 | 'eve'

-- where_raw_of_text_made_at_run_time
select "id", "name" from "users" where votes % $1 = 0 or role is null order by "id" asc
=> 40

-- where_raw_leaves_question_marks_in_strings_alone
select "id" from "users" where name <> '?' and votes > $1
=> 100

-- where_a_raw_column
select "id", "name" from "users" where votes + $1 > $2 and length(name) = $3
=> 10 | 100 | 3

-- where_a_raw_value
select "id", "name" from "users" where "votes" > 30 + $1 or "votes" = 5 - 5 order by "id" asc
=> 30

-- where_raw_on_both_sides
select "id", "name" from "users" where not votes * $1 < $2 + id order by "id" asc
=> 2 | 100

-- where_null_column
select "id", "name" from "users" where "role" is null

-- where_null_columns
select "id", "name" from "users" where "role" is null and "email" is null and "name" is not null and "manager_id" is not null

-- or_where_null_columns
select "id", "name" from "users" where "votes" > $1 or "role" is null or "email" is null order by "id" asc
=> 100

-- where_not_null_column
select "id", "name" from "users" where "updated_at" is not null or "manager_id" is null order by "id" asc

-- or_where_not_null_columns
select "id", "name" from "users" where "id" = $1 or "updated_at" is not null or "users"."meta" is not null or "users"."role" is not null order by "id" asc
=> 3

-- where_null_columns_of_a_vector
select "id", "name" from "users" where "role" is null and "meta" is null and "id" > $1
=> 1

-- where_nullptr_is_null
select "id", "name" from "users" where "role" is null

-- where_nullptr_with_operators_of_equality
select "id", "name" from "users" where "role" is null and "meta" is null and "email" is null

-- where_nullptr_with_operators_of_inequality
select "id", "name" from "users" where "role" is not null and "meta" is not null and "updated_at" is not null order by "id" asc

-- or_where_nullptr
select "id", "name" from "users" where "votes" = $1 or "role" is null or "manager_id" is null order by "id" asc
=> 0

-- where_not_nullptr_is_not_null
select "id", "name" from "users" where "role" is not null or "updated_at" is null order by "id" asc

-- where_an_empty_optional_is_null
select "id", "name" from "users" where "role" is null and "votes" = $1
=> 50

-- where_greater_than_null_is_refused
!! invalid_argument

-- where_like_null_is_refused
!! invalid_argument

-- where_a_value_is_a_sub_query
select "id", "name" from "users" where "votes" > (select avg(votes) from "users") order by "id" asc

-- where_equals_a_sub_query
select "id", "name" from "users" where "id" = (select "user_id" from "posts" where "title" = $1) and "active" = $2
=> 'Third' | true

-- where_a_column_is_a_sub_query
select "id", "name" from "users" where (select count(*) from "posts" where "posts"."user_id" = "users"."id") >= $1 and "id" < $2 order by "id" asc
=> 1 | 3

-- where_both_sides_are_sub_queries
select "id", "name" from "users" where (select max(views) from "posts" where "posts"."user_id" = "users"."id" and "published" = $1) > (select min(views) + $2 from "posts") and (select max(views) from "posts" where "posts"."user_id" = "users"."id" and "published" = $3) = (select min(views) + $4 from "posts") or "id" = $5 order by "id" asc
=> true | 5 | true | 5 | 4

-- or_where_and_where_not_with_sub_queries
select "id", "name" from "users" where not (select count(*) from "comments" where "comments"."user_id" = "users"."id") = $1 or "votes" < (select min(balance) + 1 from "accounts") or not "id" > (select count(*) from "comments" where "comments"."user_id" = "users"."id") order by "id" asc
=> 0

-- where_a_sub_query_in_a_sub_query
select "title" from "posts" where "id" = (select max(post_id) from "post_tag" where "tag_id" = (select "id" from "tags" where "name" = $1)) and "views" > $2
=> 'sql' | 1

-- where_a_sub_query_of_a_session
select * from "logs" where "id" = (select "id" from "logs" where "level" = $1 order by "id" desc limit 1)
=> 'info'
