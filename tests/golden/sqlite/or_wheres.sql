# or_wheres

-- or_all_of_two_columns_beside_an_id
select "id" from "users" where "id" = ? or ("votes" > ? and "id" > ?) order by "id" asc
=> 5 | 1 | 1
: 2
: 3
: 4
: 5

-- or_any_of_two_columns_beside_an_id
select "id" from "users" where "id" = ? or ("votes" = ? or "manager_id" = ?) order by "id" asc
=> 4 | 1 | 1
: 2
: 3
: 4

-- or_none_of_two_columns_beside_an_id
select "id" from "users" where "id" = ? or not ("votes" < ? or "id" < ?) order by "id" asc
=> 3 | 51 | 51
: 3

-- or_exists_beside_an_id
select * from "tags" where "id" = ? or exists (select * from "post_tag" where "post_tag"."tag_id" = "tags"."id" and "post_id" = ?) order by "id" asc
=> 3 | 1
: 1 | cpp
: 2 | sql
: 3 | news

-- or_not_exists_beside_an_id
select "id" from "users" where "id" = ? or not exists (select * from "posts" where "posts"."user_id" = "users"."id") order by "id" asc
=> 1
: 1
: 4
: 5

-- or_month_beside_an_id
select "id" from "users" where "id" = ? or strftime('%m', "created_at") = cast(? as text) order by "id" asc
=> 1 | '02'
: 1
: 3
: 4

-- or_time_beside_an_id
select "id" from "users" where "id" = ? or strftime('%H:%M:%S', "created_at") = cast(? as text) order by "id" asc
=> 1 | '12:00:00'
: 1
: 2

-- or_not_between_columns_beside_an_id
select "id" from "posts" where "id" = ? or "id" not between "user_id" and "views" order by "id" asc
=> 1
: 1
: 4

-- or_value_not_between_beside_an_id
select "id" from "posts" where "id" = ? or ? not between "user_id" and "views" order by "id" asc
=> 1 | 5
: 1
: 4

-- not_between_two_values_beside_a_condition
select "id" from "users" where "votes" not between ? and ? and "id" < ?
=> 50 | 100 | 5
: 1

-- or_null_safe_equals_beside_an_id
select "id" from "users" where "id" = ? or "role" is ? order by "id" asc
=> 1 | 'guest'
: 1
: 5

-- or_json_doesnt_contain_beside_an_id
select "id" from "users" where "id" = ? or not exists (select 1 from json_each("meta", '$."tags"') where "json_each"."value" is ?) and "meta" is not null order by "id" asc
=> 1 | 'a'
: 1
: 2
: 3

-- json_doesnt_contain_key_beside_a_condition
select "id" from "users" where not json_type("meta", '$."address"') is not null and "id" > ? order by "id" asc
=> 3
: 4
: 5
