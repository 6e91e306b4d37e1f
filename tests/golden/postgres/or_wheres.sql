# or_wheres

-- or_all_of_two_columns_beside_an_id
select "id" from "users" where "id" = $1 or ("votes" > $2 and "id" > $3) order by "id" asc
=> 5 | 1 | 1

-- or_any_of_two_columns_beside_an_id
select "id" from "users" where "id" = $1 or ("votes" = $2 or "manager_id" = $3) order by "id" asc
=> 4 | 1 | 1

-- or_none_of_two_columns_beside_an_id
select "id" from "users" where "id" = $1 or not ("votes" < $2 or "id" < $3) order by "id" asc
=> 3 | 51 | 51

-- or_exists_beside_an_id
select * from "tags" where "id" = $1 or exists (select * from "post_tag" where "post_tag"."tag_id" = "tags"."id" and "post_id" = $2) order by "id" asc
=> 3 | 1

-- or_not_exists_beside_an_id
select "id" from "users" where "id" = $1 or not exists (select * from "posts" where "posts"."user_id" = "users"."id") order by "id" asc
=> 1

-- or_month_beside_an_id
select "id" from "users" where "id" = $1 or extract(month from "created_at") = $2 order by "id" asc
=> 1 | 2

-- or_time_beside_an_id
select "id" from "users" where "id" = $1 or "created_at"::time = $2 order by "id" asc
=> 1 | '12:00:00'

-- or_not_between_columns_beside_an_id
select "id" from "posts" where "id" = $1 or "id" not between "user_id" and "views" order by "id" asc
=> 1

-- or_value_not_between_beside_an_id
select "id" from "posts" where "id" = $1 or $2 not between "user_id" and "views" order by "id" asc
=> 1 | 5

-- not_between_two_values_beside_a_condition
select "id" from "users" where "votes" not between $1 and $2 and "id" < $3
=> 50 | 100 | 5

-- or_null_safe_equals_beside_an_id
select "id" from "users" where "id" = $1 or "role" is not distinct from $2 order by "id" asc
=> 1 | 'guest'

-- or_json_doesnt_contain_beside_an_id
select "id" from "users" where "id" = $1 or not ("meta"->'tags')::jsonb @> $2 and "meta" is not null order by "id" asc
=> 1 | '"a"'

-- json_doesnt_contain_key_beside_a_condition
select "id" from "users" where not coalesce(("meta")::jsonb ?? 'address', false) and "id" > $1 order by "id" asc
=> 3
