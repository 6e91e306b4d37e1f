# where_operands

-- where_raw_text
select "id", "name" from "users" where votes between 60 and 100
: 2 | Bob

-- where_raw_with_bindings
select "id", "name" from "users" where "id" > ? and votes > ? and length(name) = ? order by "id" asc
=> 1 | 10 | 3
: 2 | Bob
: 4 | Dan

-- or_where_raw_with_bindings
select "id", "name" from "users" where "id" = ? or lower(name) = ? or votes = 80 order by "id" asc
=> 1 | 'eve'
: 1 | Ada
: 2 | Bob
: 5 | Eve

-- where_raw_of_text_made_at_run_time
select "id", "name" from "users" where votes % ? = 0 or role is null order by "id" asc
=> 40
: 1 | Ada
: 2 | Bob
: 4 | Dan
: 5 | Eve

-- where_raw_leaves_question_marks_in_strings_alone
select "id" from "users" where name <> '?' and votes > ?
=> 100
: 1

-- where_a_raw_column
select "id", "name" from "users" where votes + ? > ? and length(name) = ?
=> 10 | 100 | 3
: 1 | Ada

-- where_a_raw_value
select "id", "name" from "users" where "votes" > 30 + ? or "votes" = 5 - 5 order by "id" asc
=> 30
: 1 | Ada
: 2 | Bob
: 5 | Eve

-- where_raw_on_both_sides
select "id", "name" from "users" where not votes * ? < ? + id order by "id" asc
=> 2 | 100
: 1 | Ada
: 2 | Bob

-- where_null_column
select "id", "name" from "users" where "role" is null
: 4 | Dan

-- where_null_columns
select "id", "name" from "users" where "role" is null and "email" is null and "name" is not null and "manager_id" is not null
: 4 | Dan

-- or_where_null_columns
select "id", "name" from "users" where "votes" > ? or "role" is null or "email" is null order by "id" asc
=> 100
: 1 | Ada
: 4 | Dan

-- where_not_null_column
select "id", "name" from "users" where "updated_at" is not null or "manager_id" is null order by "id" asc
: 1 | Ada
: 2 | Bob
: 5 | Eve

-- or_where_not_null_columns
select "id", "name" from "users" where "id" = ? or "updated_at" is not null or "users"."meta" is not null or "users"."role" is not null order by "id" asc
=> 3
: 1 | Ada
: 2 | Bob
: 3 | Cleo
: 5 | Eve

-- where_null_columns_of_a_vector
select "id", "name" from "users" where "role" is null and "meta" is null and "id" > ?
=> 1
: 4 | Dan

-- where_nullptr_is_null
select "id", "name" from "users" where "role" is null
: 4 | Dan

-- where_nullptr_with_operators_of_equality
select "id", "name" from "users" where "role" is null and "meta" is null and "email" is null
: 4 | Dan

-- where_nullptr_with_operators_of_inequality
select "id", "name" from "users" where "role" is not null and "meta" is not null and "updated_at" is not null order by "id" asc
: 2 | Bob
: 5 | Eve

-- or_where_nullptr
select "id", "name" from "users" where "votes" = ? or "role" is null or "manager_id" is null order by "id" asc
=> 0
: 1 | Ada
: 4 | Dan
: 5 | Eve

-- where_not_nullptr_is_not_null
select "id", "name" from "users" where "role" is not null or "updated_at" is null order by "id" asc
: 1 | Ada
: 2 | Bob
: 3 | Cleo
: 4 | Dan
: 5 | Eve

-- where_an_empty_optional_is_null
select "id", "name" from "users" where "role" is null and "votes" = ?
=> 50
: 4 | Dan

-- where_greater_than_null_is_refused
!! invalid_argument

-- where_like_null_is_refused
!! invalid_argument

-- where_a_value_is_a_sub_query
select "id", "name" from "users" where "votes" > (select avg(votes) from "users") order by "id" asc
: 1 | Ada
: 2 | Bob

-- where_equals_a_sub_query
select "id", "name" from "users" where "id" = (select "user_id" from "posts" where "title" = ?) and "active" = ?
=> 'Third' | true
: 2 | Bob

-- where_a_column_is_a_sub_query
select "id", "name" from "users" where (select count(*) from "posts" where "posts"."user_id" = "users"."id") >= ? and "id" < ? order by "id" asc
=> 1 | 3
: 1 | Ada
: 2 | Bob

-- where_both_sides_are_sub_queries
select "id", "name" from "users" where (select max(views) from "posts" where "posts"."user_id" = "users"."id" and "published" = ?) > (select min(views) + ? from "posts") and (select max(views) from "posts" where "posts"."user_id" = "users"."id" and "published" = ?) = (select min(views) + ? from "posts") or "id" = ? order by "id" asc
=> true | 5 | true | 5 | 4
: 4 | Dan

-- or_where_and_where_not_with_sub_queries
select "id", "name" from "users" where not (select count(*) from "comments" where "comments"."user_id" = "users"."id") = ? or "votes" < (select min(balance) + 1 from "accounts") or not "id" > (select count(*) from "comments" where "comments"."user_id" = "users"."id") order by "id" asc
=> 0
: 1 | Ada
: 2 | Bob
: 3 | Cleo
: 5 | Eve

-- where_a_sub_query_in_a_sub_query
select "title" from "posts" where "id" = (select max(post_id) from "post_tag" where "tag_id" = (select "id" from "tags" where "name" = ?)) and "views" > ?
=> 'sql' | 1
: Third

-- where_a_sub_query_of_a_session
select * from "logs" where "id" = (select "id" from "logs" where "level" = ? order by "id" desc limit 1)
=> 'info'
: 3 | info | stopped
