# reads

-- get_rows
select * from "accounts" where "currency" = $1 order by "id" asc
=> 'EUR'

-- get_values_of_one_column
select "name" from "users" where "votes" = $1 order by "id" asc
=> 50

-- first_row
select * from "tags" order by "name" desc limit 1

-- first_row_that_is_found
select "name" from "users" where "votes" < $1 and "email" is not null order by "votes" desc limit 1
=> 100

-- first_replaces_the_limit
select "name" from "tags" order by "id" asc limit 1 offset 1

-- find_by_id
select * from "tags" where "id" = $1 limit 1
=> 2

-- find_by_another_key
select "value" from "settings" where "key" = $1 limit 1
=> 'lang'

-- find_among_what_is_found
select "name" from "users" where "active" = $1 and "votes" > $2 and "id" = $3 limit 1
=> true | 10 | 3

-- value_of_a_column
select "votes" from "users" where "name" = $1 limit 1
=> 'Bob'

-- value_as_a_text
select "name" from "users" where "votes" > $1 order by "votes" asc, "id" asc limit 1
=> 0

-- value_of_json_path
select "meta"->>'lang' from "users" where "id" = $1 limit 1
=> 3

-- pluck_a_column
select "name" from "tags" order by "id" asc

-- pluck_as_integers
select "votes" from "users" where "role" in ($1, $2) order by "id" asc limit 2
=> 'admin' | 'editor'

-- pluck_a_column_with_its_keys
select "name", "id" from "users" where "votes" >= $1 order by "id" asc
=> 50

-- pluck_of_a_join_with_its_keys
select "posts"."title", "users"."id" from "users" inner join "posts" on "users"."id" = "posts"."user_id" order by "posts"."id" asc

-- exists
select exists(select * from "users" where "votes" > $1) as "exists"
=> 100

-- exists_of_a_join
select exists(select "users"."id" from "users" inner join "posts" on "users"."id" = "posts"."user_id" where "posts"."views" > $1) as "exists"
=> 500

-- exists_of_a_union
select exists((select "id" from "users" where "id" = $1) union (select "id" from "tags" where "id" = $2)) as "exists"
=> 99 | 3

-- doesnt_exist
select exists(select * from "users" where "email" is null) as "exists"

-- doesnt_exist_with_a_limit
select exists(select * from "tags" where "name" = $1 order by "id" asc limit 1) as "exists"
=> 'rust'

-- exists_or_calls_a_function
select exists(select * from "tags" where "id" = $1) as "exists"
=> 7

-- exists_or_of_what_is_there
select exists(select * from "tags" where "id" > $1 and "name" = $2) as "exists"
=> 1 | 'sql'

-- count_a_column_of_an_alias
select count("u"."email") as aggregate from "users" as "u" where "u"."votes" < $1
=> 100

-- count_a_column_of_distinct_rows
select count(distinct "votes") as aggregate from "users" where "id" > $1
=> 1

-- paginate_counts_first
select count(*) as aggregate from "users" where "votes" < $1
=> 100

-- paginate_counts_whatever_the_page
select count(*) as aggregate from "tags"

-- paginate_counts_groups
select count(*) as aggregate from (select "user_id" from "posts" group by "user_id") as "aggregate_table"

-- paginate_by_no_rows
!! invalid_argument

-- simple_paginate_asks_for_one_row_more
select "id" from "users" where "active" = $1 order by "id" asc limit 3 offset 0
=> true

-- simple_paginate_of_the_second_page
select "name" from "users" order by "id" asc limit 3 offset 2

-- cursor_paginate_of_the_first_page
select "id", "name" from "users" order by "id" asc limit 3

-- cursor_paginate_by_two_columns
select "id", "votes" from "users" where "votes" > $1 order by "votes" desc, "id" asc limit 4
=> 0

-- cursor_paginate_without_an_order
!! invalid_argument

-- cursor_paginate_by_a_forged_cursor
!! invalid_argument

-- chunk
select * from "tags" order by "id" asc limit 100 offset 0

-- chunk_of_what_is_found
select "name" from "users" where "votes" > $1 order by "votes" desc limit 10 offset 0
=> 60

-- chunk_without_an_order
!! invalid_argument

-- chunk_by_no_rows
!! invalid_argument

-- chunk_by_id
select * from "tags" where "name" <> $1 order by "id" asc limit 50
=> 'sql'

-- chunk_by_id_of_a_join
select "u"."id", "p"."title" from "users" as "u" inner join "posts" as "p" on "u"."id" = "p"."user_id" where "p"."published" = $1 order by "u"."id" asc limit 20
=> true

-- chunk_by_id_under_another_name
select "users"."id" as "number", "name" from "users" where "votes" = $1 order by "users"."id" asc limit 5
=> 50

-- chunk_by_id_desc
select * from "tags" order by "id" desc limit 10

-- chunk_by_id_desc_by_another_column
select "post_id" from "post_tag" where "tag_id" = $1 order by "post_id" desc limit 10
=> 2

-- each_row
select * from "tags" order by "id" desc limit 1000 offset 0

-- each_row_in_pieces
select "name" from "users" where "id" < $1 order by "id" asc limit 30 offset 0
=> 3

-- each_by_id
select * from "tags" order by "id" asc limit 1000

-- each_by_id_of_what_is_found
select "id", "body" from "comments" where "user_id" is not null order by "id" asc limit 25

-- lazy_rows
select * from "tags" where "id" > $1 order by "id" asc
=> 1

-- lazy_rows_of_a_join
select "c"."body" from "comments" as "c" inner join "posts" as "p" on "c"."post_id" = "p"."id" where "p"."views" = $1 order by "c"."id" asc
=> 70

-- cursor_is_lazy
select "name" from "tags" order by "id" desc limit 2

-- cursor_with_bindings
select "id" from "users" where "votes" between $1 and $2 order by "id" asc
=> 50 | 90

-- explain
explain select * from "users" where "votes" > $1
=> 100

-- explain_a_join
explain select "users"."name" from "users" inner join "posts" on "users"."id" = "posts"."user_id" where "posts"."id" = $1 order by "users"."id" asc
=> 1

-- when_the_condition_holds
select "name" from "users" where "votes" > $1 order by "id" asc
=> 100

-- when_the_condition_does_not_hold
select "name" from "tags" order by "id" asc

-- when_takes_the_other_function
select "name" from "tags" order by "id" desc

-- when_an_optional_has_a_value
select "name" from "users" where "role" = $1 order by "name" asc
=> 'editor'

-- unless_the_condition_holds
select "id" from "users" where "votes" = $1
=> 80

-- unless_the_condition_does_not_hold
select "id" from "users" where "email" is null order by "id" asc

-- tap
select "name" from "users" where "votes" >= $1 order by "name" asc
=> 80

-- tap_twice
select "id" from "users" order by "id" desc limit 2

-- clone_goes_on_on_its_own
select "name" from "users" where "votes" > $1 and "role" = $2 order by "id" asc
=> 0 | 'editor'
select "name" from "users" where "votes" > $1 order by "id" desc limit 1
=> 0

-- clone_before_a_count_and_a_page
select count(*) as aggregate from "users" where "votes" <= $1
=> 80
select "id" from "users" where "votes" <= $1 order by "id" asc limit 2 offset 2
=> 80

-- new_query_is_empty
select * from "tags" where "id" = $1
=> 2

-- new_query_of_a_fresh_one_joins
select "u"."id" from "users" as "u" where "u"."votes" = $1
=> 0
