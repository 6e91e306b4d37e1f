# where_now

-- where_past_of_a_column
select "id" from "users" where "created_at" < $1
=> @now

-- or_where_past_of_two_columns
select "id" from "users" where "id" = $1 or "created_at" < $2 or "updated_at" < $3
=> 1 | @now | @now

-- where_now_or_past_of_a_column
select "id" from "users" where "created_at" <= $1
=> @now

-- or_where_now_or_past_of_two_columns
select "id" from "users" where "id" = $1 or "created_at" <= $2 or "updated_at" <= $3
=> 1 | @now | @now

-- where_future_of_a_column
select "id" from "users" where "created_at" > $1
=> @now

-- or_where_future_of_two_columns
select "id" from "users" where "id" = $1 or "created_at" > $2 or "updated_at" > $3
=> 1 | @now | @now

-- where_now_or_future_of_a_column
select "id" from "users" where "created_at" >= $1
=> @now

-- or_where_now_or_future_of_two_columns
select "id" from "users" where "id" = $1 or "created_at" >= $2 or "updated_at" >= $3
=> 1 | @now | @now

-- where_today_of_a_column
select "id" from "users" where "created_at"::date = $1
=> @today

-- or_where_today_of_two_columns
select "id" from "users" where "id" = $1 or "created_at"::date = $2 or "updated_at"::date = $3
=> 1 | @today | @today

-- where_before_today_of_a_column
select "id" from "users" where "created_at"::date < $1
=> @today

-- or_where_before_today_of_two_columns
select "id" from "users" where "id" = $1 or "created_at"::date < $2 or "updated_at"::date < $3
=> 1 | @today | @today

-- where_today_or_before_of_a_column
select "id" from "users" where "created_at"::date <= $1
=> @today

-- or_where_today_or_before_of_two_columns
select "id" from "users" where "id" = $1 or "created_at"::date <= $2 or "updated_at"::date <= $3
=> 1 | @today | @today

-- where_after_today_of_a_column
select "id" from "users" where "created_at"::date > $1
=> @today

-- or_where_after_today_of_two_columns
select "id" from "users" where "id" = $1 or "created_at"::date > $2 or "updated_at"::date > $3
=> 1 | @today | @today

-- where_today_or_after_of_a_column
select "id" from "users" where "created_at"::date >= $1
=> @today

-- or_where_today_or_after_of_two_columns
select "id" from "users" where "id" = $1 or "created_at"::date >= $2 or "updated_at"::date >= $3
=> 1 | @today | @today

-- where_past_beside_another
select "id" from "users" where "created_at" < $1 or "updated_at" < $2 and "id" < $3
=> @now | @now | 4

-- where_now_or_past_beside_another
select "id" from "users" where "created_at" <= $1 or "updated_at" <= $2 and "id" < $3
=> @now | @now | 4

-- where_future_beside_another
select "id" from "users" where "created_at" > $1 or "updated_at" > $2 and "id" < $3
=> @now | @now | 4

-- where_now_or_future_beside_another
select "id" from "users" where "created_at" >= $1 or "updated_at" >= $2 and "id" < $3
=> @now | @now | 4

-- where_today_beside_another
select "id" from "users" where "created_at"::date = $1 or "updated_at"::date = $2 and "id" < $3
=> @today | @today | 4

-- where_before_today_beside_another
select "id" from "users" where "created_at"::date < $1 or "updated_at"::date < $2 and "id" < $3
=> @today | @today | 4

-- where_today_or_before_beside_another
select "id" from "users" where "created_at"::date <= $1 or "updated_at"::date <= $2 and "id" < $3
=> @today | @today | 4

-- where_after_today_beside_another
select "id" from "users" where "created_at"::date > $1 or "updated_at"::date > $2 and "id" < $3
=> @today | @today | 4

-- where_today_or_after_beside_another
select "id" from "users" where "created_at"::date >= $1 or "updated_at"::date >= $2 and "id" < $3
=> @today | @today | 4
