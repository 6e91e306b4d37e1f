# groups

-- group_by_a_column
select "role", count(*) as n from "users" group by "role" order by "role" asc

-- group_by_two_columns
select "role", "manager_id", sum(votes) as total from "users" where "id" in ($1, $2, $3) group by "role", "manager_id" order by "total" desc
=> 2 | 3 | 5

-- group_by_a_braced_list
select "t"."post_id" from "post_tag" as "t" group by "t"."post_id", "t"."tag_id" order by "t"."post_id" asc, "t"."tag_id" asc

-- group_by_called_twice_adds
select "currency", "owner" from "accounts" group by "currency", "owner" order by "owner" asc

-- group_by_raw_text
select votes / 100 as hundreds, count(*) as n from "users" group by votes / 100 order by votes / 100

-- group_by_raw_binds_between_where_and_having
select count(*) as n from "users" where "votes" > $1 group by votes % $2 having count(*) >= $3
=> 10 | 3 | 2

-- group_by_a_raw_argument_beside_a_column
select count(*) as n from "logs" group by "level", length(message) order by "level" asc, length(message)

-- group_by_json_path
select max(id) as last from "users" where "updated_at" is not null group by "meta"->>'lang' order by "last" asc

-- group_by_a_column_of_a_join
select "users"."name", count(posts.id) as n from "users" left join "posts" on "users"."id" = "posts"."user_id" group by "users"."id", "users"."name" order by "users"."id" asc

-- having_an_alias
select "user_id", sum(views) as total from "posts" group by "user_id" having "total" > $1 order by "user_id" asc
=> 10

-- having_equal_to_a_value
select "votes" from "users" group by "votes" having "votes" = $1
=> 50

-- having_a_raw_expression
select "user_id" from "posts" group by "user_id" having count(*) > $1
=> 1

-- having_compared_with_raw
select "role" from "users" group by "role" having max(votes) > min(votes) + 1

-- having_binds_behind_where
select "role" from "users" where "votes" > $1 group by "role" having sum(votes) < $2 and "role" <> $3 order by "role" asc
=> 0 | 125 | 'x'

-- having_bitwise
select "tag_id" from "post_tag" group by "tag_id" having ("tag_id" & $1) != 0 order by "tag_id" asc
=> 2

-- or_having
select "role" from "users" group by "role" having count(*) = $1 or "role" = $2 order by "role" asc
=> 2 | 'guest'

-- or_having_with_an_operator
select "votes" from "users" group by "votes" having "votes" < $1 or "votes" >= $2 order by "votes" asc
=> 10 | 120

-- having_a_group
select "votes" from "users" group by "votes" having "votes" > $1 and ("votes" = $2 or "votes" = $3) order by "votes" asc
=> 10 | 50 | 80

-- or_having_a_group
select "role" from "users" group by "role" having "role" is null or ("role" = $1 and count(*) > $2) order by "role" desc
=> 'editor' | 1

-- having_raw_text
select "post_id" from "comments" group by "post_id" having count(user_id) < count(*)

-- having_raw_with_a_binding
select "currency" from "accounts" group by "currency" having sum(balance) > $1 limit 5
=> 1000

-- or_having_raw_text
select "user_id" from "posts" group by "user_id" having "user_id" = $1 or count(*) = $2 order by "user_id" asc
=> 3 | 2

-- or_having_raw_behind_having_raw
select count(*) as n from "posts" group by "published" having min(views) > 100 or max(views) > 60

-- having_null
select count(*) as n from "users" group by "role" having "role" is null

-- or_having_null
select "manager_id" from "users" group by "manager_id" having "manager_id" = $1 or "manager_id" is null order by "manager_id" desc
=> 2

-- or_having_null_of_another_column
select "role" from "users" group by "role", "email" having max(votes) > $1 or "email" is null order by "role" asc
=> 100

-- having_not_null
select "role" from "users" group by "role" having "role" is not null and count(*) < $1 order by "role" asc
=> 2

-- or_having_not_null
select "user_id" from "comments" group by "user_id" having "user_id" > $1 or "user_id" is not null order by "user_id" asc
=> 90

-- having_between
select "votes" from "users" group by "votes" having "votes" between $1 and $2 order by "votes" asc
=> 50 | 80

-- having_between_two_arguments
select "user_id" from "posts" group by "user_id" having sum(views) between $1 and $2
=> 10 | 20

-- or_having_between
select "votes" from "users" group by "votes" having "votes" = $1 or "votes" between $2 and $3 order by "votes" asc
=> 0 | 100 | 200

-- having_not_between
select "votes" from "users" group by "votes" having "votes" not between $1 and $2 order by "votes" asc
=> 10 | 90

-- or_having_not_between
select "votes" from "users" group by "votes" having "votes" = $1 or "votes" not between $2 and $3 order by "votes" asc
=> 80 | 1 | 100

-- having_not_null_and_not_between
select "manager_id" from "users" group by "manager_id" having "manager_id" is not null and "manager_id" not between $1 and $2
=> 2 | 9

-- having_alternatives_bind_in_order
select "votes" from "users" where "id" < $1 group by "votes" having "votes" = $2 or "votes" between $3 and $4 or count(*) not between $5 and $6 or nullif(votes, 120) is not null order by "votes" asc
=> 5 | 1 | 70 | 90 | 1 | 1

-- having_with_an_unknown_operator
!! invalid_argument

-- having_a_group_of_both_verbs
select "user_id" from "posts" group by "user_id" having ("user_id" = $1 or sum(views) > $2) order by "user_id" asc
=> 3 | 60

-- having_a_group_in_a_group
select "user_id" from "posts" group by "user_id" having "user_id" < $1 and ("user_id" = $2 or (count(*) = $3 and "user_id" > $4)) order by "user_id" asc
=> 3 | 1 | 1 | 1
