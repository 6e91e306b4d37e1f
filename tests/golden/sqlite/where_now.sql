# where_now

-- where_past_of_a_column
select "id" from "users" where "created_at" < ?
=> @now
:~ it depends on the day

-- or_where_past_of_two_columns
select "id" from "users" where "id" = ? or "created_at" < ? or "updated_at" < ?
=> 1 | @now | @now
:~ it depends on the day

-- where_now_or_past_of_a_column
select "id" from "users" where "created_at" <= ?
=> @now
:~ it depends on the day

-- or_where_now_or_past_of_two_columns
select "id" from "users" where "id" = ? or "created_at" <= ? or "updated_at" <= ?
=> 1 | @now | @now
:~ it depends on the day

-- where_future_of_a_column
select "id" from "users" where "created_at" > ?
=> @now
:~ it depends on the day

-- or_where_future_of_two_columns
select "id" from "users" where "id" = ? or "created_at" > ? or "updated_at" > ?
=> 1 | @now | @now
:~ it depends on the day

-- where_now_or_future_of_a_column
select "id" from "users" where "created_at" >= ?
=> @now
:~ it depends on the day

-- or_where_now_or_future_of_two_columns
select "id" from "users" where "id" = ? or "created_at" >= ? or "updated_at" >= ?
=> 1 | @now | @now
:~ it depends on the day

-- where_today_of_a_column
select "id" from "users" where strftime('%Y-%m-%d', "created_at") = cast(? as text)
=> @today
:~ it depends on the day

-- or_where_today_of_two_columns
select "id" from "users" where "id" = ? or strftime('%Y-%m-%d', "created_at") = cast(? as text) or strftime('%Y-%m-%d', "updated_at") = cast(? as text)
=> 1 | @today | @today
:~ it depends on the day

-- where_before_today_of_a_column
select "id" from "users" where strftime('%Y-%m-%d', "created_at") < cast(? as text)
=> @today
:~ it depends on the day

-- or_where_before_today_of_two_columns
select "id" from "users" where "id" = ? or strftime('%Y-%m-%d', "created_at") < cast(? as text) or strftime('%Y-%m-%d', "updated_at") < cast(? as text)
=> 1 | @today | @today
:~ it depends on the day

-- where_today_or_before_of_a_column
select "id" from "users" where strftime('%Y-%m-%d', "created_at") <= cast(? as text)
=> @today
:~ it depends on the day

-- or_where_today_or_before_of_two_columns
select "id" from "users" where "id" = ? or strftime('%Y-%m-%d', "created_at") <= cast(? as text) or strftime('%Y-%m-%d', "updated_at") <= cast(? as text)
=> 1 | @today | @today
:~ it depends on the day

-- where_after_today_of_a_column
select "id" from "users" where strftime('%Y-%m-%d', "created_at") > cast(? as text)
=> @today
:~ it depends on the day

-- or_where_after_today_of_two_columns
select "id" from "users" where "id" = ? or strftime('%Y-%m-%d', "created_at") > cast(? as text) or strftime('%Y-%m-%d', "updated_at") > cast(? as text)
=> 1 | @today | @today
:~ it depends on the day

-- where_today_or_after_of_a_column
select "id" from "users" where strftime('%Y-%m-%d', "created_at") >= cast(? as text)
=> @today
:~ it depends on the day

-- or_where_today_or_after_of_two_columns
select "id" from "users" where "id" = ? or strftime('%Y-%m-%d', "created_at") >= cast(? as text) or strftime('%Y-%m-%d', "updated_at") >= cast(? as text)
=> 1 | @today | @today
:~ it depends on the day

-- where_past_beside_another
select "id" from "users" where "created_at" < ? or "updated_at" < ? and "id" < ?
=> @now | @now | 4
:~ it depends on the day

-- where_now_or_past_beside_another
select "id" from "users" where "created_at" <= ? or "updated_at" <= ? and "id" < ?
=> @now | @now | 4
:~ it depends on the day

-- where_future_beside_another
select "id" from "users" where "created_at" > ? or "updated_at" > ? and "id" < ?
=> @now | @now | 4
:~ it depends on the day

-- where_now_or_future_beside_another
select "id" from "users" where "created_at" >= ? or "updated_at" >= ? and "id" < ?
=> @now | @now | 4
:~ it depends on the day

-- where_today_beside_another
select "id" from "users" where strftime('%Y-%m-%d', "created_at") = cast(? as text) or strftime('%Y-%m-%d', "updated_at") = cast(? as text) and "id" < ?
=> @today | @today | 4
:~ it depends on the day

-- where_before_today_beside_another
select "id" from "users" where strftime('%Y-%m-%d', "created_at") < cast(? as text) or strftime('%Y-%m-%d', "updated_at") < cast(? as text) and "id" < ?
=> @today | @today | 4
:~ it depends on the day

-- where_today_or_before_beside_another
select "id" from "users" where strftime('%Y-%m-%d', "created_at") <= cast(? as text) or strftime('%Y-%m-%d', "updated_at") <= cast(? as text) and "id" < ?
=> @today | @today | 4
:~ it depends on the day

-- where_after_today_beside_another
select "id" from "users" where strftime('%Y-%m-%d', "created_at") > cast(? as text) or strftime('%Y-%m-%d', "updated_at") > cast(? as text) and "id" < ?
=> @today | @today | 4
:~ it depends on the day

-- where_today_or_after_beside_another
select "id" from "users" where strftime('%Y-%m-%d', "created_at") >= cast(? as text) or strftime('%Y-%m-%d', "updated_at") >= cast(? as text) and "id" < ?
=> @today | @today | 4
:~ it depends on the day
