# where_dates

-- date_equals
select `id` from `users` where date(`created_at`) = ?
=> '2026-01-05'

-- date_with_an_operator
select `id` from `users` where date(`users`.`created_at`) >= ? and `active` = ? order by `id` asc
=> '2026-01-20' | true

-- date_of_the_calendar
select `id` from `users` where date(`created_at`) = ? and date(`created_at`) <= ?
=> '2026-02-28' | '2026-02-28'

-- or_date_equals
select `id` from `users` where `votes` = ? or date(`created_at`) = ? order by `id` asc
=> 0 | '2026-01-20'

-- or_date_with_an_operator
select `id` from `users` where `id` = ? or date(`created_at`) < ? or date(`updated_at`) != ? order by `id` asc
=> 3 | '2026-01-01' | '2026-02-01'

-- date_equals_a_raw_one
select `id` from `users` where date(`created_at`) = '2026-01-05' and `id` > ?
=> 0

-- time_equals
select `id` from `users` where time(`created_at`) = ?
=> '08:30:00'

-- time_with_an_operator
select `id` from `users` where time(`created_at`) > ? and time(`created_at`) < ? order by `id` asc
=> '09:00:00' | '20:00:00'

-- time_of_a_clock
select `id` from `users` where time(`created_at`) >= ? order by `id` asc
=> '12:30:00'

-- or_time_equals
select `id` from `users` where date(`created_at`) = ? or time(`created_at`) = ? or time(`created_at`) >= ? order by `id` asc
=> '2026-01-05' | '12:00:00' | '23:00:00'

-- day_equals
select `id` from `users` where day(`created_at`) = ?
=> 5

-- day_with_an_operator
select `id` from `users` where day(`created_at`) > ? and `active` = ? order by `id` asc
=> 9 | true

-- or_day_equals
select `id` from `users` where `id` = ? or day(`created_at`) = ? or day(`created_at`) < ? order by `id` asc
=> 1 | 31 | 11

-- month_equals
select `id` from `users` where month(`created_at`) = ? order by `id` asc
=> 2

-- month_with_an_operator
select `id` from `users` where month(`created_at`) < ? and month(`created_at`) != ? order by `id` asc
=> 12 | 2

-- or_month_equals
select `id` from `users` where `id` = ? or month(`created_at`) = ? or month(`updated_at`) >= ? order by `id` asc
=> 1 | 12 | 3

-- year_equals
select `id` from `users` where year(`created_at`) = ?
=> 2025

-- year_with_an_operator
select `id` from `users` where year(`created_at`) >= ? and month(`created_at`) = ? and day(`created_at`) > ?
=> 2026 | 1 | 10

-- or_year_equals
select `id` from `users` where `id` = ? or year(`created_at`) = ? or year(`updated_at`) < ? order by `id` asc
=> 2 | 2025 | 2026

-- year_equals_a_raw_one
select `id` from `users` where year(`created_at`) < 2000 + ? or day(`created_at`) = 20 order by `id` asc
=> 26

-- date_inside_a_json_document
select `id` from `users` where date(json_unquote(json_extract(`meta`, '$."seen"'))) = ? and time(json_unquote(json_extract(`meta`, '$."seen"'))) > ?
=> '2026-01-05' | '12:00:00'

-- parts_of_a_date_inside_a_json_document
select `id` from `users` where year(json_unquote(json_extract(`meta`, '$."seen"'))) = ? or day(json_unquote(json_extract(`meta`, '$."seen"'))) > ?
=> 2026 | 9

-- date_parts_in_groups
select `id` from `users` where `active` = ? and (month(`created_at`) = ? or year(`created_at`) < ?) and not (time(`created_at`) = ?) order by `id` asc
=> true | 1 | 2026 | '08:30:00'

-- a_timestamp_is_bound_as_it_is
select `id` from `users` where `updated_at` >= ? and `created_at` between ? and ? order by `id` asc
=> '2026-02-01 09:00:00' | '2025-12-01 00:00:00' | '2026-02-01 09:00:00'

-- date_with_an_unknown_operator_is_refused
!! invalid_argument

-- year_equals_null_is_refused
!! invalid_argument

-- day_and_month_given_as_texts
select `id` from `users` where day(`created_at`) = ? and month(`created_at`) = ?
=> '5' | '1'

-- date_and_time_of_a_timestamp
select `id` from `users` where date(`created_at`) = ? and time(`created_at`) >= ?
=> '2026-01-05' | '08:30:00'

-- parts_of_a_timestamp
select `id` from `users` where day(`created_at`) = ? and month(`created_at`) = ? and year(`created_at`) = ?
=> 5 | 1 | 2026
