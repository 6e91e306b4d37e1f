# where_dates

-- date_equals
select "id" from "users" where strftime('%Y-%m-%d', "created_at") = cast(? as text)
=> '2026-01-05'
: 1

-- date_with_an_operator
select "id" from "users" where strftime('%Y-%m-%d', "users"."created_at") >= cast(? as text) and "active" = ? order by "id" asc
=> '2026-01-20' | true
: 2
: 4

-- date_of_the_calendar
select "id" from "users" where strftime('%Y-%m-%d', "created_at") = cast(? as text) and strftime('%Y-%m-%d', "created_at") <= cast(? as text)
=> '2026-02-28' | '2026-02-28'
: 4

-- or_date_equals
select "id" from "users" where "votes" = ? or strftime('%Y-%m-%d', "created_at") = cast(? as text) order by "id" asc
=> 0 | '2026-01-20'
: 2
: 5

-- or_date_with_an_operator
select "id" from "users" where "id" = ? or strftime('%Y-%m-%d', "created_at") < cast(? as text) or strftime('%Y-%m-%d', "updated_at") != cast(? as text) order by "id" asc
=> 3 | '2026-01-01' | '2026-02-01'
: 3
: 5

-- date_equals_a_raw_one
select "id" from "users" where strftime('%Y-%m-%d', "created_at") = cast('2026-01-05' as text) and "id" > ?
=> 0
: 1

-- time_equals
select "id" from "users" where strftime('%H:%M:%S', "created_at") = cast(? as text)
=> '08:30:00'
: 1

-- time_with_an_operator
select "id" from "users" where strftime('%H:%M:%S', "created_at") > cast(? as text) and strftime('%H:%M:%S', "created_at") < cast(? as text) order by "id" asc
=> '09:00:00' | '20:00:00'
: 2
: 3

-- time_of_a_clock
select "id" from "users" where strftime('%H:%M:%S', "created_at") >= cast(? as text) order by "id" asc
=> '12:30:00'
: 3
: 4

-- or_time_equals
select "id" from "users" where strftime('%Y-%m-%d', "created_at") = cast(? as text) or strftime('%H:%M:%S', "created_at") = cast(? as text) or strftime('%H:%M:%S', "created_at") >= cast(? as text) order by "id" asc
=> '2026-01-05' | '12:00:00' | '23:00:00'
: 1
: 2
: 4

-- day_equals
select "id" from "users" where strftime('%d', "created_at") = cast(? as text)
=> '05'
: 1

-- day_with_an_operator
select "id" from "users" where strftime('%d', "created_at") > cast(? as text) and "active" = ? order by "id" asc
=> '09' | true
: 2
: 4

-- or_day_equals
select "id" from "users" where "id" = ? or strftime('%d', "created_at") = cast(? as text) or strftime('%d', "created_at") < cast(? as text) order by "id" asc
=> 1 | '31' | '11'
: 1
: 3
: 5

-- month_equals
select "id" from "users" where strftime('%m', "created_at") = cast(? as text) order by "id" asc
=> '02'
: 3
: 4

-- month_with_an_operator
select "id" from "users" where strftime('%m', "created_at") < cast(? as text) and strftime('%m', "created_at") != cast(? as text) order by "id" asc
=> '12' | '02'
: 1
: 2

-- or_month_equals
select "id" from "users" where "id" = ? or strftime('%m', "created_at") = cast(? as text) or strftime('%m', "updated_at") >= cast(? as text) order by "id" asc
=> 1 | '12' | '03'
: 1
: 5

-- year_equals
select "id" from "users" where strftime('%Y', "created_at") = cast(? as text)
=> '2025'
: 5

-- year_with_an_operator
select "id" from "users" where strftime('%Y', "created_at") >= cast(? as text) and strftime('%m', "created_at") = cast(? as text) and strftime('%d', "created_at") > cast(? as text)
=> '2026' | '01' | '10'
: 2

-- or_year_equals
select "id" from "users" where "id" = ? or strftime('%Y', "created_at") = cast(? as text) or strftime('%Y', "updated_at") < cast(? as text) order by "id" asc
=> 2 | '2025' | '2026'
: 2
: 5

-- year_equals_a_raw_one
select "id" from "users" where strftime('%Y', "created_at") < cast(2000 + ? as text) or strftime('%d', "created_at") = cast(20 as text) order by "id" asc
=> 26
: 2
: 5

-- date_inside_a_json_document
select "id" from "users" where strftime('%Y-%m-%d', json_extract("meta", '$."seen"')) = cast(? as text) and strftime('%H:%M:%S', json_extract("meta", '$."seen"')) > cast(? as text)
=> '2026-01-05' | '12:00:00'
:

-- parts_of_a_date_inside_a_json_document
select "id" from "users" where strftime('%Y', json_extract("meta", '$."seen"')) = cast(? as text) or strftime('%d', json_extract("meta", '$."seen"')) > cast(? as text)
=> '2026' | '09'
:

-- date_parts_in_groups
select "id" from "users" where "active" = ? and (strftime('%m', "created_at") = cast(? as text) or strftime('%Y', "created_at") < cast(? as text)) and not (strftime('%H:%M:%S', "created_at") = cast(? as text)) order by "id" asc
=> true | '01' | '2026' | '08:30:00'
: 2

-- a_timestamp_is_bound_as_it_is
select "id" from "users" where "updated_at" >= ? and "created_at" between ? and ? order by "id" asc
=> '2026-02-01 09:00:00' | '2025-12-01 00:00:00' | '2026-02-01 09:00:00'
: 2
: 5

-- date_with_an_unknown_operator_is_refused
!! invalid_argument

-- year_equals_null_is_refused
!! invalid_argument

-- day_and_month_given_as_texts
select "id" from "users" where strftime('%d', "created_at") = cast(? as text) and strftime('%m', "created_at") = cast(? as text)
=> '05' | '01'
: 1

-- date_and_time_of_a_timestamp
select "id" from "users" where strftime('%Y-%m-%d', "created_at") = cast(? as text) and strftime('%H:%M:%S', "created_at") >= cast(? as text)
=> '2026-01-05' | '08:30:00'
: 1

-- parts_of_a_timestamp
select "id" from "users" where strftime('%d', "created_at") = cast(? as text) and strftime('%m', "created_at") = cast(? as text) and strftime('%Y', "created_at") = cast(? as text)
=> '05' | '01' | '2026'
: 1
