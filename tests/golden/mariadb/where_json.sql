# where_json

-- json_path_equals
select `id` from `users` where json_value(`meta`, '$."lang"') = ?
=> 'en'

-- json_path_of_two_steps
select `id` from `users` where json_value(`meta`, '$."address"."city"') != ? and `active` = ?
=> 'London' | true

-- json_path_with_an_index
select `id` from `users` where json_value(`meta`, '$."tags"[0]') = ? or json_value(`users`.`meta`, '$."tags"[1]') = ? order by `id` asc
=> 'a' | 'a'

-- json_path_with_an_index_from_the_end
select `id` from `users` where json_value(`meta`, '$."tags"[last]') = ?
=> 'a'

-- json_path_with_operators
select `id` from `posts` where json_value(`options`, '$."sizes"[0]') > ? and not json_value(`options`, '$."sizes"[1]') < ?
=> 0 | 2

-- json_path_like
select `id` from `users` where lower(json_value(`meta`, '$."address"."city"')) like lower(?) or json_value(`meta`, '$."lang"') like ? order by `id` asc
=> '%O%' | 'f%'

-- json_path_of_an_item_like
select `id` from `users` where lower(json_value(`meta`, '$."tags"[0]')) like lower(?) and not json_value(`meta`, '$."tags"[1]') like ?
=> 'A%' | 'x'

-- json_path_in_a_list
select `id` from `users` where json_value(`meta`, '$."lang"') in (?, ?) and json_value(`meta`, '$."address"."city"') not in (?)
=> 'de' | 'fr' | 'Paris'

-- json_path_between
select `id` from `users` where json_value(`meta`, '$."lang"') between ? and ? and `votes` > ? order by `id` asc
=> 'd' | 'f' | 0

-- json_path_between_numbers
select `id` from `posts` where json_value(`options`, '$."sizes"[0]') between ? and ?
=> 5 | 10

-- json_path_and_a_column
select `id` from `users` where json_value(`meta`, '$."lang"') != `role` and json_value(`meta`, '$."address"."city"') != json_value(`meta`, '$."lang"') order by `id` asc

-- json_path_in_order_by
select `id` from `users` where `active` = ? order by json_value(`meta`, '$."lang"') asc, json_value(`meta`, '$."tags"[0]') desc, `id` asc
=> true

-- json_path_in_select
select `id`, json_value(`meta`, '$."lang"') as `lang`, json_value(`users`.`meta`, '$."address"."city"') as `city` from `users` where `votes` > ? order by `id` asc
=> 0

-- json_path_in_select_without_a_name
select json_value(`options`, '$."sizes"[0]') from `posts` where `id` = ?
=> 1

-- json_key_with_a_quote
select `id` from `users` where json_value(`meta`, '$."it''s"') = ? or (json_extract(`meta`, '$."o''c"."d"') is null or json_type(json_extract(`meta`, '$."o''c"."d"')) = 'NULL')
=> 'x'

-- json_key_with_a_quote_in_order_by
select `id`, json_value(`meta`, '$."it''s"') as `its` from `users` order by json_value(`meta`, '$."it''s"') asc, `id` asc

-- json_key_with_a_double_quote
select `id` from `users` where json_value(`meta`, '$."say\\"hi"') = ?
=> 'x'

-- json_key_with_a_question_mark
select `id` from `users` where json_value(`meta`, '$."ok?"') = ? and `votes` > ?
=> 'x' | 0

-- json_contains_key_with_an_index_from_the_end
select `id` from `users` where ifnull(json_exists(`meta`, '$."tags"[last-1]'), 0)

-- json_conditions_in_groups
select `id` from `users` where json_value(`meta`, '$."lang"') != ? and (json_contains(`meta`, ?, '$."tags"') or json_length(`meta`, '$."tags"') > ?) and not (json_extract(`meta`, '$."on"') = false and ifnull(json_contains_path(`meta`, 'one', '$."address"'), 0)) order by `id` asc
=> 'fr' | '"b"' | 1

-- json_path_equals_a_number
select `id` from `posts` where json_value(`options`, '$."sizes"[0]') = ?
=> 9

-- json_path_is_one_of_some_numbers
select `id` from `posts` where json_value(`options`, '$."sizes"[0]') in (?, ?) and json_value(`options`, '$."sizes"[2]') != ?
=> 1 | 9 | 4
