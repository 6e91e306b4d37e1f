# where_ranges

-- where_between_two_values
select "id", "name" from "users" where "votes" between $1 and $2 order by "id" asc
=> 50 | 80

-- where_between_in_braces
select "id", "name" from "users" where "name" between $1 and $2 and "votes" > $3
=> 'B' | 'D' | 50

-- or_where_between_two_values
select "id", "name" from "users" where "id" = $1 or "votes" between $2 and $3 or "id" between $4 and $5 order by "id" asc
=> 5 | 100 | 200 | 2 | 2

-- where_not_between_two_values
select "id", "name" from "users" where "votes" not between $1 and $2 and "id" not between $3 and $4 order by "id" asc
=> 1 | 99 | 2 | 4

-- or_where_not_between_two_values
select "id", "name" from "users" where "name" = $1 or "votes" not between $2 and $3 or "id" not between $4 and $5 order by "id" asc
=> 'Cleo' | 1 | 100 | 1 | 5

-- where_between_of_a_raw_column
select "id", "name" from "users" where votes / $1 between $2 and $3 order by "id" asc
=> 10 | 5 | 8

-- where_between_one_end_is_refused
!! invalid_argument

-- or_where_not_between_three_ends_is_refused
!! invalid_argument

-- where_between_two_columns
select "id" from "posts" where "id" between "user_id" and "views" order by "id" asc

-- or_where_between_two_columns
select "id" from "posts" where "views" = $1 or "posts"."views" between "posts"."user_id" and "posts"."id" order by "id" asc
=> 0

-- where_not_between_two_columns
select "id" from "posts" where "id" not between "user_id" and "views" and "published" = $1
=> false

-- or_where_not_between_two_columns
select "id" from "posts" where "id" = $1 or "views" not between "id" and "views" or "id" not between "user_id" and "views"
=> 1

-- where_between_columns_needs_two
!! invalid_argument

-- where_a_value_between_two_columns
select "id" from "posts" where $1 between "id" and "views" order by "id" asc
=> 3

-- or_where_a_value_between_two_columns
select "id" from "posts" where "user_id" = $1 or $2 between "id" and "views" order by "id" asc
=> 3 | 4

-- where_a_value_not_between_two_columns
select "id" from "posts" where $1 not between "id" and "views" and $2 between "id" and "views"
=> 3 | 1

-- or_where_a_value_not_between_two_columns
select "id" from "posts" where "id" = $1 or $2 not between "posts"."id" and "posts"."views" or $3 not between "views" and "id" order by "id" asc
=> 1 | 5 | 0

-- where_row_values_equal
select "id", "name" from "users" where ("role", "votes") = ($1, $2)
=> 'editor' | 80

-- where_row_values_with_an_order
select "id", "name" from "users" where ("votes", "users"."id") < ($1, $2) order by "votes" asc, "id" asc
=> 50 | 4

-- or_where_row_values
select "id", "name" from "users" where "id" = $1 or ("votes", "id") >= ($2, $3) order by "id" asc
=> 1 | 50 | 4

-- or_where_row_values_after_another
select "id", "name" from "users" where ("id", "name") = ($1, $2) or ("id", "name") = ($3, $4) order by "id" asc
=> 1 | 'Ada' | 2 | 'Bob'

-- where_row_values_of_another_number_is_refused
!! invalid_argument

-- where_any_of_columns
select "id", "name" from "users" where ("name"::text like $1 or "email"::text like $2) order by "id" asc
=> '%e%' | '%e%'

-- where_any_of_columns_equals
select "id", "name" from "users" where "active" = $1 and ("id" = $2 or "manager_id" = $3) order by "id" asc
=> true | 1 | 1

-- or_where_any_of_columns
select "id", "name" from "users" where "id" = $1 or ("id" > $2 or "manager_id" > $3) or ("votes" = $4 or "id" = $5) order by "id" asc
=> 5 | 3 | 3 | 120 | 120

-- where_all_of_columns
select "id", "name" from "users" where ("votes" > $1 and "id" > $2) order by "id" asc
=> 2 | 2

-- where_all_of_columns_are_null
select "id", "name" from "users" where ("email" is null and "role" is null) and "id" = $1
=> 4

-- or_where_all_of_columns
select "id", "name" from "users" where "votes" = $1 or ("id" < $2 and "manager_id" < $3) or ("id" = $4 and "manager_id" = $5) order by "id" asc
=> 0 | 3 | 3 | 3 | 3

-- where_none_of_columns
select "id", "name" from "users" where not ("name"::text like $1 or "role"::text like $2) and "active" = $3
=> '%e%' | '%e%' | true

-- where_none_of_columns_equals
select "id", "name" from "users" where not ("id" = $1 or "votes" = $2) and not ("id" = $3) order by "id" asc
=> 50 | 50 | 1

-- or_where_none_of_columns
select "id", "name" from "users" where "id" = $1 or not ("id" > $2 or "votes" > $3) or not ("id" = $4 or "votes" = $5) order by "id" asc
=> 1 | 4 | 4 | 0 | 0

-- where_null_safe_equals_a_value
select "id", "name" from "users" where "role" is not distinct from $1 order by "id" asc
=> 'editor'

-- where_null_safe_equals_null
select "id", "name" from "users" where "role" is not distinct from $1
=> NULL

-- or_where_null_safe_equals_a_value
select "id", "name" from "users" where "votes" = $1 or "manager_id" is not distinct from $2 or "email" is not distinct from $3 order by "id" asc
=> 0 | 1 | NULL

-- where_ranges_of_columns_in_groups
select "id" from "posts" where ("views" not between "id" and "user_id" or "id" between "user_id" and "views") and ($1 not between "views" and "id" or $2 between "views" and "id") order by "id" asc
=> 0 | 3

-- between_a_sub_query_and_raw_text
select "id" from "users" where "votes" between (select avg(votes) from "users") and 100 + $1 order by "id" asc
=> 50

-- or_not_between_a_value_and_a_sub_query
select "id" from "users" where "id" = $1 or "votes" not between $2 and (select avg(votes) from "users" where "id" > $3) order by "id" asc
=> 3 | 10 | 0

-- between_a_null_and_something
!! invalid_argument
