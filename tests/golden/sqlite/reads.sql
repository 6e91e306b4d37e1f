# reads

-- get_rows
select * from "accounts" where "currency" = ? order by "id" asc
=> 'EUR'
: 1 | Ada | 1000 | EUR
: 2 | Bob | 250 | EUR

-- get_values_of_one_column
select "name" from "users" where "votes" = ? order by "id" asc
=> 50
: Cleo
: Dan

-- first_row
select * from "tags" order by "name" desc limit 1
: 2 | sql

-- first_row_that_is_found
select "name" from "users" where "votes" < ? and "email" is not null order by "votes" desc limit 1
=> 100
: Bob

-- first_replaces_the_limit
select "name" from "tags" order by "id" asc limit 1 offset 1
: sql

-- find_by_id
select * from "tags" where "id" = ? limit 1
=> 2
: 2 | sql

-- find_by_another_key
select "value" from "settings" where "key" = ? limit 1
=> 'lang'
: en

-- find_among_what_is_found
select "name" from "users" where "active" = ? and "votes" > ? and "id" = ? limit 1
=> true | 10 | 3
:

-- value_of_a_column
select "votes" from "users" where "name" = ? limit 1
=> 'Bob'
: 80

-- value_as_a_text
select "name" from "users" where "votes" > ? order by "votes" asc, "id" asc limit 1
=> 0
: Cleo

-- value_of_json_path
select json_extract("meta", '$."lang"') from "users" where "id" = ? limit 1
=> 3
: fr

-- pluck_a_column
select "name" from "tags" order by "id" asc
: cpp
: sql
: news

-- pluck_as_integers
select "votes" from "users" where "role" in (?, ?) order by "id" asc limit 2
=> 'admin' | 'editor'
: 120
: 80

-- pluck_a_column_with_its_keys
select "name", "id" from "users" where "votes" >= ? order by "id" asc
=> 50
: Ada | 1
: Bob | 2
: Cleo | 3
: Dan | 4

-- pluck_of_a_join_with_its_keys
select "posts"."title", "users"."id" from "users" inner join "posts" on "users"."id" = "posts"."user_id" order by "posts"."id" asc
: First | 1
: Second | 1
: Third | 2
: Fourth | 3

-- exists
select exists(select * from "users" where "votes" > ?) as "exists"
=> 100
: 1

-- exists_of_a_join
select exists(select "users"."id" from "users" inner join "posts" on "users"."id" = "posts"."user_id" where "posts"."views" > ?) as "exists"
=> 500
: 0

-- exists_of_a_union
select exists(select * from (select "id" from "users" where "id" = ?) union select * from (select "id" from "tags" where "id" = ?)) as "exists"
=> 99 | 3
: 1

-- doesnt_exist
select exists(select * from "users" where "email" is null) as "exists"
: 1

-- doesnt_exist_with_a_limit
select exists(select * from "tags" where "name" = ? order by "id" asc limit 1) as "exists"
=> 'rust'
: 0

-- exists_or_calls_a_function
select exists(select * from "tags" where "id" = ?) as "exists"
=> 7
: 0

-- exists_or_of_what_is_there
select exists(select * from "tags" where "id" > ? and "name" = ?) as "exists"
=> 1 | 'sql'
: 1

-- count_a_column_of_an_alias
select count("u"."email") as aggregate from "users" as "u" where "u"."votes" < ?
=> 100
: 3

-- count_a_column_of_distinct_rows
select count(distinct "votes") as aggregate from "users" where "id" > ?
=> 1
: 3

-- paginate_counts_first
select count(*) as aggregate from "users" where "votes" < ?
=> 100
: 4

-- paginate_counts_whatever_the_page
select count(*) as aggregate from "tags"
: 3

-- paginate_counts_groups
select count(*) as aggregate from (select "user_id" from "posts" group by "user_id") as "aggregate_table"
: 3

-- paginate_by_no_rows
!! invalid_argument

-- simple_paginate_asks_for_one_row_more
select "id" from "users" where "active" = ? order by "id" asc limit 3 offset 0
=> true
: 1
: 2
: 4

-- simple_paginate_of_the_second_page
select "name" from "users" order by "id" asc limit 3 offset 2
: Cleo
: Dan
: Eve

-- cursor_paginate_of_the_first_page
select "id", "name" from "users" order by "id" asc limit 3
: 1 | Ada
: 2 | Bob
: 3 | Cleo

-- cursor_paginate_by_two_columns
select "id", "votes" from "users" where "votes" > ? order by "votes" desc, "id" asc limit 4
=> 0
: 1 | 120
: 2 | 80
: 3 | 50
: 4 | 50

-- cursor_paginate_without_an_order
!! invalid_argument

-- cursor_paginate_by_a_forged_cursor
!! invalid_argument

-- chunk
select * from "tags" order by "id" asc limit 100 offset 0
: 1 | cpp
: 2 | sql
: 3 | news

-- chunk_of_what_is_found
select "name" from "users" where "votes" > ? order by "votes" desc limit 10 offset 0
=> 60
: Ada
: Bob

-- chunk_without_an_order
!! invalid_argument

-- chunk_by_no_rows
!! invalid_argument

-- chunk_by_id
select * from "tags" where "name" <> ? order by "id" asc limit 50
=> 'sql'
: 1 | cpp
: 3 | news

-- chunk_by_id_of_a_join
select "u"."id", "p"."title" from "users" as "u" inner join "posts" as "p" on "u"."id" = "p"."user_id" where "p"."published" = ? order by "u"."id" asc limit 20
=> true
: 1 | First
: 2 | Third

-- chunk_by_id_under_another_name
select "users"."id" as "number", "name" from "users" where "votes" = ? order by "users"."id" asc limit 5
=> 50
: 3 | Cleo
: 4 | Dan

-- chunk_by_id_desc
select * from "tags" order by "id" desc limit 10
: 3 | news
: 2 | sql
: 1 | cpp

-- chunk_by_id_desc_by_another_column
select "post_id" from "post_tag" where "tag_id" = ? order by "post_id" desc limit 10
=> 2
: 3
: 1

-- each_row
select * from "tags" order by "id" desc limit 1000 offset 0
: 3 | news
: 2 | sql
: 1 | cpp

-- each_row_in_pieces
select "name" from "users" where "id" < ? order by "id" asc limit 30 offset 0
=> 3
: Ada
: Bob

-- each_by_id
select * from "tags" order by "id" asc limit 1000
: 1 | cpp
: 2 | sql
: 3 | news

-- each_by_id_of_what_is_found
select "id", "body" from "comments" where "user_id" is not null order by "id" asc limit 25
: 1 | Nice
: 2 | Agreed
: 3 | Thanks

-- lazy_rows
select * from "tags" where "id" > ? order by "id" asc
=> 1
: 2 | sql
: 3 | news

-- lazy_rows_of_a_join
select "c"."body" from "comments" as "c" inner join "posts" as "p" on "c"."post_id" = "p"."id" where "p"."views" = ? order by "c"."id" asc
=> 70
: Thanks
: Anonymous

-- cursor_is_lazy
select "name" from "tags" order by "id" desc limit 2
: news
: sql

-- cursor_with_bindings
select "id" from "users" where "votes" between ? and ? order by "id" asc
=> 50 | 90
: 2
: 3
: 4

-- explain
explain query plan select * from "users" where "votes" > ?
=> 100
:~ plans are worded anew by each release

-- explain_a_join
explain query plan select "users"."name" from "users" inner join "posts" on "users"."id" = "posts"."user_id" where "posts"."id" = ? order by "users"."id" asc
=> 1
:~ plans are worded anew by each release

-- when_the_condition_holds
select "name" from "users" where "votes" > ? order by "id" asc
=> 100
: Ada

-- when_the_condition_does_not_hold
select "name" from "tags" order by "id" asc
: cpp
: sql
: news

-- when_takes_the_other_function
select "name" from "tags" order by "id" desc
: news
: sql
: cpp

-- when_an_optional_has_a_value
select "name" from "users" where "role" = ? order by "name" asc
=> 'editor'
: Bob
: Cleo

-- unless_the_condition_holds
select "id" from "users" where "votes" = ?
=> 80
: 2

-- unless_the_condition_does_not_hold
select "id" from "users" where "email" is null order by "id" asc
: 4

-- tap
select "name" from "users" where "votes" >= ? order by "name" asc
=> 80
: Ada
: Bob

-- tap_twice
select "id" from "users" order by "id" desc limit 2
: 5
: 4

-- clone_goes_on_on_its_own
select "name" from "users" where "votes" > ? and "role" = ? order by "id" asc
=> 0 | 'editor'
select "name" from "users" where "votes" > ? order by "id" desc limit 1
=> 0
: Dan

-- clone_before_a_count_and_a_page
select count(*) as aggregate from "users" where "votes" <= ?
=> 80
select "id" from "users" where "votes" <= ? order by "id" asc limit 2 offset 2
=> 80
: 4
: 5

-- new_query_is_empty
select * from "tags" where "id" = ?
=> 2
: 2 | sql

-- new_query_of_a_fresh_one_joins
select "u"."id" from "users" as "u" where "u"."votes" = ?
=> 0
: 5
