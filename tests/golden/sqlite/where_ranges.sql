# where_ranges

-- where_between_two_values
select "id", "name" from "users" where "votes" between ? and ? order by "id" asc
=> 50 | 80
: 2 | Bob
: 3 | Cleo
: 4 | Dan

-- where_between_in_braces
select "id", "name" from "users" where "name" between ? and ? and "votes" > ?
=> 'B' | 'D' | 50
: 2 | Bob

-- or_where_between_two_values
select "id", "name" from "users" where "id" = ? or "votes" between ? and ? or "id" between ? and ? order by "id" asc
=> 5 | 100 | 200 | 2 | 2
: 1 | Ada
: 2 | Bob
: 5 | Eve

-- where_not_between_two_values
select "id", "name" from "users" where "votes" not between ? and ? and "id" not between ? and ? order by "id" asc
=> 1 | 99 | 2 | 4
: 1 | Ada
: 5 | Eve

-- or_where_not_between_two_values
select "id", "name" from "users" where "name" = ? or "votes" not between ? and ? or "id" not between ? and ? order by "id" asc
=> 'Cleo' | 1 | 100 | 1 | 5
: 1 | Ada
: 3 | Cleo
: 5 | Eve

-- where_between_of_a_raw_column
select "id", "name" from "users" where votes / ? between ? and ? order by "id" asc
=> 10 | 5 | 8
: 2 | Bob
: 3 | Cleo
: 4 | Dan

-- where_between_one_end_is_refused
!! invalid_argument

-- or_where_not_between_three_ends_is_refused
!! invalid_argument

-- where_between_two_columns
select "id" from "posts" where "id" between "user_id" and "views" order by "id" asc
: 1
: 2
: 3

-- or_where_between_two_columns
select "id" from "posts" where "views" = ? or "posts"."views" between "posts"."user_id" and "posts"."id" order by "id" asc
=> 0
: 4

-- where_not_between_two_columns
select "id" from "posts" where "id" not between "user_id" and "views" and "published" = ?
=> false
: 4

-- or_where_not_between_two_columns
select "id" from "posts" where "id" = ? or "views" not between "id" and "views" or "id" not between "user_id" and "views"
=> 1
: 1
: 4

-- where_between_columns_needs_two
!! invalid_argument

-- where_a_value_between_two_columns
select "id" from "posts" where ? between "id" and "views" order by "id" asc
=> 3
: 1
: 2
: 3

-- or_where_a_value_between_two_columns
select "id" from "posts" where "user_id" = ? or ? between "id" and "views" order by "id" asc
=> 3 | 4
: 1
: 2
: 3
: 4

-- where_a_value_not_between_two_columns
select "id" from "posts" where ? not between "id" and "views" and ? between "id" and "views"
=> 3 | 1
:

-- or_where_a_value_not_between_two_columns
select "id" from "posts" where "id" = ? or ? not between "posts"."id" and "posts"."views" or ? not between "views" and "id" order by "id" asc
=> 1 | 5 | 0
: 1
: 2
: 3
: 4

-- where_row_values_equal
select "id", "name" from "users" where ("role", "votes") = (?, ?)
=> 'editor' | 80
: 2 | Bob

-- where_row_values_with_an_order
select "id", "name" from "users" where ("votes", "users"."id") < (?, ?) order by "votes" asc, "id" asc
=> 50 | 4
: 5 | Eve
: 3 | Cleo

-- or_where_row_values
select "id", "name" from "users" where "id" = ? or ("votes", "id") >= (?, ?) order by "id" asc
=> 1 | 50 | 4
: 1 | Ada
: 2 | Bob
: 4 | Dan

-- or_where_row_values_after_another
select "id", "name" from "users" where ("id", "name") = (?, ?) or ("id", "name") = (?, ?) order by "id" asc
=> 1 | 'Ada' | 2 | 'Bob'
: 1 | Ada
: 2 | Bob

-- where_row_values_of_another_number_is_refused
!! invalid_argument

-- where_any_of_columns
select "id", "name" from "users" where ("name" like ? or "email" like ?) order by "id" asc
=> '%e%' | '%e%'
: 1 | Ada
: 2 | Bob
: 3 | Cleo
: 5 | Eve

-- where_any_of_columns_equals
select "id", "name" from "users" where "active" = ? and ("id" = ? or "manager_id" = ?) order by "id" asc
=> true | 1 | 1
: 1 | Ada
: 2 | Bob

-- or_where_any_of_columns
select "id", "name" from "users" where "id" = ? or ("id" > ? or "manager_id" > ?) or ("votes" = ? or "id" = ?) order by "id" asc
=> 5 | 3 | 3 | 120 | 120
: 1 | Ada
: 4 | Dan
: 5 | Eve

-- where_all_of_columns
select "id", "name" from "users" where ("votes" > ? and "id" > ?) order by "id" asc
=> 2 | 2
: 3 | Cleo
: 4 | Dan

-- where_all_of_columns_are_null
select "id", "name" from "users" where ("email" is null and "role" is null) and "id" = ?
=> 4
: 4 | Dan

-- or_where_all_of_columns
select "id", "name" from "users" where "votes" = ? or ("id" < ? and "manager_id" < ?) or ("id" = ? and "manager_id" = ?) order by "id" asc
=> 0 | 3 | 3 | 3 | 3
: 2 | Bob
: 5 | Eve

-- where_none_of_columns
select "id", "name" from "users" where not ("name" like ? or "role" like ?) and "active" = ?
=> '%e%' | '%e%' | true
: 1 | Ada

-- where_none_of_columns_equals
select "id", "name" from "users" where not ("id" = ? or "votes" = ?) and not ("id" = ?) order by "id" asc
=> 50 | 50 | 1
: 2 | Bob
: 5 | Eve

-- or_where_none_of_columns
select "id", "name" from "users" where "id" = ? or not ("id" > ? or "votes" > ?) or not ("id" = ? or "votes" = ?) order by "id" asc
=> 1 | 4 | 4 | 0 | 0
: 1 | Ada
: 2 | Bob
: 3 | Cleo
: 4 | Dan

-- where_null_safe_equals_a_value
select "id", "name" from "users" where "role" is ? order by "id" asc
=> 'editor'
: 2 | Bob
: 3 | Cleo

-- where_null_safe_equals_null
select "id", "name" from "users" where "role" is ?
=> NULL
: 4 | Dan

-- or_where_null_safe_equals_a_value
select "id", "name" from "users" where "votes" = ? or "manager_id" is ? or "email" is ? order by "id" asc
=> 0 | 1 | NULL
: 2 | Bob
: 3 | Cleo
: 4 | Dan
: 5 | Eve

-- where_ranges_of_columns_in_groups
select "id" from "posts" where ("views" not between "id" and "user_id" or "id" between "user_id" and "views") and (? not between "views" and "id" or ? between "views" and "id") order by "id" asc
=> 0 | 3
: 1
: 2
: 3
: 4

-- between_a_sub_query_and_raw_text
select "id" from "users" where "votes" between (select avg(votes) from "users") and 100 + ? order by "id" asc
=> 50
: 1
: 2

-- or_not_between_a_value_and_a_sub_query
select "id" from "users" where "id" = ? or "votes" not between ? and (select avg(votes) from "users" where "id" > ?) order by "id" asc
=> 3 | 10 | 0
: 1
: 2
: 3
: 5

-- between_a_null_and_something
!! invalid_argument
