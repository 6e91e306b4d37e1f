# wheres

-- where_equals_a_text
select * from "accounts" where "owner" = $1
=> 'Bob'

-- where_equals_an_integer
select * from "accounts" where "balance" = $1
=> 0

-- where_equals_a_double
select * from "accounts" where "balance" = $1
=> 250.5

-- where_with_an_operator
select * from "accounts" where "balance" > $1
=> 100

-- where_with_each_comparison
select "id", "name" from "users" where "votes" > $1 and "votes" >= $2 and "votes" < $3 and "votes" <= $4 and "votes" <> $5 and "name" != $6 and "active" = $7 order by "id" asc
=> 0 | 50 | 120 | 80 | 79 | 'Zoe' | true

-- where_true_and_false_are_bound
select "id", "name" from "users" where "active" = $1 and "active" != $2 order by "id" asc
=> true | false

-- where_a_text_with_a_quote_is_bound
select "id", "name" from "users" where "name" = $1
=> 'O''Brien''; drop table users; --'

-- where_with_qualified_names
select "users"."name", "posts"."title" from "users" inner join "posts" on "posts"."user_id" = "users"."id" where "users"."votes" > $1 and "posts"."views" >= $2 order by "posts"."id" asc
=> 60 | 10

-- where_on_names_that_are_keywords
select * from "order" where "group" = $1 and "select"::text like $2
=> 2 | 't%'

-- where_on_names_with_quotes_in_them
select * from "users" where "we""ird" = $1 and "back`tick" = $2
=> 1 | 2

-- where_on_no_name_is_refused
!! invalid_argument

-- or_where_after_where
select "id", "name" from "users" where "role" = $1 or "role" = $2 order by "id" asc
=> 'admin' | 'guest'

-- or_where_with_an_operator
select "id", "name" from "users" where "votes" = $1 or "votes" > $2 order by "id" asc
=> 0 | 100

-- or_where_comes_first
select "id", "name" from "users" where "votes" > $1 and "active" = $2
=> 100 | true

-- where_and_or_where_bind_as_sql_does
select "id", "name" from "users" where "active" = $1 or "role" = $2 and "votes" > $3 order by "id" asc
=> false | 'editor' | 60

-- where_not_equals
select "id", "name" from "users" where not "role" = $1 order by "id" asc
=> 'editor'

-- where_not_with_an_operator
select "id", "name" from "users" where not "votes" > $1 and not "active" = $2 order by "id" asc
=> 50 | false

-- or_where_not_equals
select "id", "name" from "users" where "id" = $1 or not "active" = $2 order by "id" asc
=> 1 | true

-- or_where_not_with_an_operator
select "id", "name" from "users" where "id" = $1 or not "votes" < $2 or not "votes" <= $3
=> 5 | 100 | 80

-- where_a_list_is_a_group
select "id", "name" from "users" where ("role" = $1 and "votes" = $2)
=> 'editor' | 50

-- where_a_list_with_operators
select "id", "name" from "users" where ("votes" >= $1 and "votes" < $2 and "role" = $3) order by "id" asc
=> 50 | 100 | 'editor'

-- where_a_list_of_one
select "id", "name" from "users" where ("votes" = $1) and "active" = $2
=> 0 | false

-- or_where_a_list
select "id", "name" from "users" where "id" = $1 or ("role" = $2 and "votes" < $3) order by "id" asc
=> 1 | 'editor' | 60

-- where_not_a_list
select "id", "name" from "users" where not ("active" = $1 and "votes" > $2) and "id" < $3 order by "id" asc
=> true | 50 | 5

-- where_a_list_with_raw_and_a_sub_query
select "id", "name" from "users" where ("votes" > 10 * $1 and "id" > (select min(user_id) from "posts")) order by "id" asc
=> 4

-- where_a_list_with_null
select "id", "name" from "users" where ("role" is null and "email" is not null) or ("manager_id" is null and "votes" = $1)
=> 120

-- where_attributes
select "id", "name" from "users" where ("role" = $1 and "votes" = $2)
=> 'editor' | 80

-- or_where_attributes
select "id", "name" from "users" where "votes" = $1 or ("role" is null and "active" = $2) order by "id" asc
=> 0 | true

-- where_a_function_is_a_group
select "id", "name" from "users" where "active" = $1 and ("votes" > $2 or "role" = $3) order by "id" asc
=> true | 100 | 'editor'

-- or_where_a_function
select "id", "name" from "users" where "id" = $1 or ("votes" < $2 and "active" = $3) order by "id" asc
=> 4 | 60 | false

-- where_not_a_function
select "id", "name" from "users" where not ("votes" = $1 or "votes" = $2) order by "id" asc
=> 50 | 0

-- or_where_not_a_function
select "id", "name" from "users" where "id" = $1 or not ("votes" < $2 or "active" = $3) order by "id" asc
=> 5 | 120 | false

-- where_functions_three_deep
select "id", "name" from "users" where "id" > $1 and ("active" = $2 or ("role" = $3 and ("votes" = $4 or "votes" > $5))) order by "id" asc
=> 0 | true | 'guest' | 0 | 200

-- where_groups_of_all_kinds_three_deep
select "id", "name" from "users" where not (("votes" = $1 and "name" = $2) or (("role" = $3 and "active" = $4) or not ("votes" >= $5 and not ("id" = $6 and "votes" = $7)))) order by "id" asc
=> 120 | 'Ada' | 'guest' | false | 50 | 3 | 50

-- where_a_function_that_adds_nothing_leaves_no_group
select * from "tags" order by "id" asc

-- where_a_function_that_adds_nothing_between_others
select * from "tags" where "id" > $1 and "id" < $2
=> 1 | 3

-- where_column_equals
select "id" from "posts" where "id" = "user_id"

-- where_column_with_an_operator
select "id" from "users" where "updated_at" > "created_at" and "users"."id" != "users"."manager_id" order by "id" asc

-- or_where_column_equals
select "id" from "posts" where "views" > $1 or "id" = "user_id" order by "id" asc
=> 50

-- or_where_column_with_an_operator
select "id" from "posts" where "published" = $1 or "views" < "id" order by "id" asc
=> true

-- where_column_with_a_raw_side
select "id" from "users" where length(name) + $1 > "id" or votes / 40 = "id" order by "id" asc
=> 1
