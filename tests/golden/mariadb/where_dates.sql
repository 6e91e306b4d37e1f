# where_dates

-- date_inside_a_json_document
select `id` from `users` where date(json_value(`meta`, '$."seen"')) = ? and time(json_value(`meta`, '$."seen"')) > ?
=> '2026-01-05' | '12:00:00'

-- parts_of_a_date_inside_a_json_document
select `id` from `users` where year(json_value(`meta`, '$."seen"')) = ? or day(json_value(`meta`, '$."seen"')) > ?
=> 2026 | 9
