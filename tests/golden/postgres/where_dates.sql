# where_dates

-- date_equals
select "id" from "users" where "created_at"::date = $1
=> '2026-01-05'

-- date_with_an_operator
select "id" from "users" where "users"."created_at"::date >= $1 and "active" = $2 order by "id" asc
=> '2026-01-20' | true

-- date_of_the_calendar
select "id" from "users" where "created_at"::date = $1 and "created_at"::date <= $2
=> '2026-02-28' | '2026-02-28'

-- or_date_equals
select "id" from "users" where "votes" = $1 or "created_at"::date = $2 order by "id" asc
=> 0 | '2026-01-20'

-- or_date_with_an_operator
select "id" from "users" where "id" = $1 or "created_at"::date < $2 or "updated_at"::date != $3 order by "id" asc
=> 3 | '2026-01-01' | '2026-02-01'

-- date_equals_a_raw_one
select "id" from "users" where "created_at"::date = '2026-01-05' and "id" > $1
=> 0

-- time_equals
select "id" from "users" where "created_at"::time = $1
=> '08:30:00'

-- time_with_an_operator
select "id" from "users" where "created_at"::time > $1 and "created_at"::time < $2 order by "id" asc
=> '09:00:00' | '20:00:00'

-- time_of_a_clock
select "id" from "users" where "created_at"::time >= $1 order by "id" asc
=> '12:30:00'

-- or_time_equals
select "id" from "users" where "created_at"::date = $1 or "created_at"::time = $2 or "created_at"::time >= $3 order by "id" asc
=> '2026-01-05' | '12:00:00' | '23:00:00'

-- day_equals
select "id" from "users" where extract(day from "created_at") = $1
=> 5

-- day_with_an_operator
select "id" from "users" where extract(day from "created_at") > $1 and "active" = $2 order by "id" asc
=> 9 | true

-- or_day_equals
select "id" from "users" where "id" = $1 or extract(day from "created_at") = $2 or extract(day from "created_at") < $3 order by "id" asc
=> 1 | 31 | 11

-- month_equals
select "id" from "users" where extract(month from "created_at") = $1 order by "id" asc
=> 2

-- month_with_an_operator
select "id" from "users" where extract(month from "created_at") < $1 and extract(month from "created_at") != $2 order by "id" asc
=> 12 | 2

-- or_month_equals
select "id" from "users" where "id" = $1 or extract(month from "created_at") = $2 or extract(month from "updated_at") >= $3 order by "id" asc
=> 1 | 12 | 3

-- year_equals
select "id" from "users" where extract(year from "created_at") = $1
=> 2025

-- year_with_an_operator
select "id" from "users" where extract(year from "created_at") >= $1 and extract(month from "created_at") = $2 and extract(day from "created_at") > $3
=> 2026 | 1 | 10

-- or_year_equals
select "id" from "users" where "id" = $1 or extract(year from "created_at") = $2 or extract(year from "updated_at") < $3 order by "id" asc
=> 2 | 2025 | 2026

-- year_equals_a_raw_one
select "id" from "users" where extract(year from "created_at") < 2000 + $1 or extract(day from "created_at") = 20 order by "id" asc
=> 26

-- date_inside_a_json_document
select "id" from "users" where ("meta"->>'seen')::date = $1 and ("meta"->>'seen')::time > $2
=> '2026-01-05' | '12:00:00'

-- parts_of_a_date_inside_a_json_document
select "id" from "users" where extract(year from ("meta"->>'seen')::timestamp) = $1 or extract(day from ("meta"->>'seen')::timestamp) > $2
=> 2026 | 9

-- date_parts_in_groups
select "id" from "users" where "active" = $1 and (extract(month from "created_at") = $2 or extract(year from "created_at") < $3) and not ("created_at"::time = $4) order by "id" asc
=> true | 1 | 2026 | '08:30:00'

-- a_timestamp_is_bound_as_it_is
select "id" from "users" where "updated_at" >= $1 and "created_at" between $2 and $3 order by "id" asc
=> '2026-02-01 09:00:00' | '2025-12-01 00:00:00' | '2026-02-01 09:00:00'

-- date_with_an_unknown_operator_is_refused
!! invalid_argument

-- year_equals_null_is_refused
!! invalid_argument

-- day_and_month_given_as_texts
select "id" from "users" where extract(day from "created_at") = $1 and extract(month from "created_at") = $2
=> '5' | '1'

-- date_and_time_of_a_timestamp
select "id" from "users" where "created_at"::date = $1 and "created_at"::time >= $2
=> '2026-01-05' | '08:30:00'

-- parts_of_a_timestamp
select "id" from "users" where extract(day from "created_at") = $1 and extract(month from "created_at") = $2 and extract(year from "created_at") = $3
=> 5 | 1 | 2026
