# where_json

-- json_path_equals
select `id` from `users` where json_unquote(json_extract(`meta`, '$."lang"')) = ?
=> 'en'

-- json_path_of_two_steps
select `id` from `users` where json_unquote(json_extract(`meta`, '$."address"."city"')) != ? and `active` = ?
=> 'London' | true

-- json_path_with_an_index
select `id` from `users` where json_unquote(json_extract(`meta`, '$."tags"[0]')) = ? or json_unquote(json_extract(`users`.`meta`, '$."tags"[1]')) = ? order by `id` asc
=> 'a' | 'a'

-- json_path_with_an_index_from_the_end
select `id` from `users` where json_unquote(json_extract(`meta`, '$."tags"[last]')) = ?
=> 'a'

-- json_path_with_operators
select `id` from `posts` where json_unquote(json_extract(`options`, '$."sizes"[0]')) > ? and not json_unquote(json_extract(`options`, '$."sizes"[1]')) < ?
=> 0 | 2

-- json_path_like
select `id` from `users` where lower(json_unquote(json_extract(`meta`, '$."address"."city"'))) like lower(?) or json_unquote(json_extract(`meta`, '$."lang"')) like ? order by `id` asc
=> '%O%' | 'f%'

-- json_path_of_an_item_like
select `id` from `users` where lower(json_unquote(json_extract(`meta`, '$."tags"[0]'))) like lower(?) and not json_unquote(json_extract(`meta`, '$."tags"[1]')) like ?
=> 'A%' | 'x'

-- json_path_in_a_list
select `id` from `users` where json_unquote(json_extract(`meta`, '$."lang"')) in (?, ?) and json_unquote(json_extract(`meta`, '$."address"."city"')) not in (?)
=> 'de' | 'fr' | 'Paris'

-- json_path_between
select `id` from `users` where json_unquote(json_extract(`meta`, '$."lang"')) between ? and ? and `votes` > ? order by `id` asc
=> 'd' | 'f' | 0

-- json_path_between_numbers
select `id` from `posts` where json_unquote(json_extract(`options`, '$."sizes"[0]')) between ? and ?
=> 5 | 10

-- json_path_and_a_column
select `id` from `users` where json_unquote(json_extract(`meta`, '$."lang"')) != `role` and json_unquote(json_extract(`meta`, '$."address"."city"')) != json_unquote(json_extract(`meta`, '$."lang"')) order by `id` asc

-- json_path_is_true
select `id` from `users` where json_extract(`meta`, '$."on"') = true order by `id` asc

-- json_path_is_false_or_another
select `id` from `users` where json_extract(`meta`, '$."on"') = false or json_extract(`meta`, '$."on"') != true and not json_extract(`users`.`meta`, '$."on"') = false

-- json_path_of_steps_is_true
select `id` from `posts` where json_extract(`options`, '$."pinned"') = true or json_extract(`options`, '$."flags"[0]."set"') = true

-- json_path_is_null
select `id` from `users` where (json_extract(`meta`, '$."lang"') is null or json_type(json_extract(`meta`, '$."lang"')) = 'NULL') order by `id` asc

-- json_path_is_not_null
select `id` from `users` where (json_extract(`meta`, '$."address"."city"') is not null and json_type(json_extract(`meta`, '$."address"."city"')) != 'NULL') or (json_extract(`meta`, '$."tags"[0]') is not null and json_type(json_extract(`meta`, '$."tags"[0]')) != 'NULL') order by `id` asc

-- json_path_equals_nullptr
select `id` from `users` where (json_extract(`meta`, '$."on"') is null or json_type(json_extract(`meta`, '$."on"')) = 'NULL') or (json_extract(`meta`, '$."lang"') is not null and json_type(json_extract(`meta`, '$."lang"')) != 'NULL') order by `id` asc

-- json_path_in_order_by
select `id` from `users` where `active` = ? order by json_unquote(json_extract(`meta`, '$."lang"')) asc, json_unquote(json_extract(`meta`, '$."tags"[0]')) desc, `id` asc
=> true

-- json_path_in_select
select `id`, json_unquote(json_extract(`meta`, '$."lang"')) as `lang`, json_unquote(json_extract(`users`.`meta`, '$."address"."city"')) as `city` from `users` where `votes` > ? order by `id` asc
=> 0

-- json_path_in_select_without_a_name
select json_unquote(json_extract(`options`, '$."sizes"[0]')) from `posts` where `id` = ?
=> 1

-- json_key_with_a_quote
select `id` from `users` where json_unquote(json_extract(`meta`, '$."it''s"')) = ? or (json_extract(`meta`, '$."o''c"."d"') is null or json_type(json_extract(`meta`, '$."o''c"."d"')) = 'NULL')
=> 'x'

-- json_key_with_a_quote_in_order_by
select `id`, json_unquote(json_extract(`meta`, '$."it''s"')) as `its` from `users` order by json_unquote(json_extract(`meta`, '$."it''s"')) asc, `id` asc

-- json_key_with_a_double_quote
select `id` from `users` where json_unquote(json_extract(`meta`, '$."say\\"hi"')) = ?
=> 'x'

-- json_key_with_a_question_mark
select `id` from `users` where json_unquote(json_extract(`meta`, '$."ok?"')) = ? and `votes` > ?
=> 'x' | 0

-- json_path_with_an_empty_step_is_refused
!! invalid_argument

-- json_path_of_no_column_is_refused
!! invalid_argument

-- json_contains_a_text
select `id` from `users` where json_contains(`meta`, ?, '$."tags"') order by `id` asc
=> '"a"'

-- json_contains_a_number
select `id` from `posts` where json_contains(`options`, ?, '$."sizes"') and json_contains(`posts`.`options`, ?, '$."sizes"')
=> '2' | '3'

-- json_contains_in_the_whole_column
select `id` from `posts` where json_contains(`options`, ?) or json_contains(`options`, ?)
=> 'true' | '"x"'

-- json_contains_a_list
select `id` from `users` where json_contains(`meta`, ?, '$."tags"') and `active` = ?
=> '["a","b"]' | true

-- or_json_contains_a_text
select `id` from `users` where `votes` = ? or json_contains(`meta`, ?, '$."tags"') order by `id` asc
=> 80 | '"c"'

-- or_json_contains_a_list
select `id` from `users` where `id` = ? or json_contains(`meta`, ?, '$."tags"') order by `id` asc
=> 2 | '["c","a"]'

-- json_doesnt_contain_a_text
select `id` from `users` where not json_contains(`meta`, ?, '$."tags"') and `active` = ? order by `id` asc
=> '"b"' | false

-- json_doesnt_contain_a_list
select `id` from `users` where not json_contains(`meta`, ?, '$."tags"') and `meta` is not null order by `id` asc
=> '["a","b"]'

-- or_json_doesnt_contain
select `id` from `users` where `id` = ? or not json_contains(`meta`, ?, '$."tags"') or not json_contains(`meta`, ?, '$."tags"') order by `id` asc
=> 1 | '"a"' | '["b","c"]'

-- json_overlaps_a_list
select `id` from `users` where json_overlaps(json_extract(`meta`, '$."tags"'), ?) order by `id` asc
=> '["b","c"]'

-- json_overlaps_in_the_whole_column
select `id` from `posts` where json_overlaps(`posts`.`options`, ?) and `views` > ?
=> '[1,2]' | 0

-- or_json_overlaps_a_list
select `id` from `users` where `votes` = ? or json_overlaps(json_extract(`meta`, '$."tags"'), ?) order by `id` asc
=> 120 | '["c","x"]'

-- json_doesnt_overlap_a_list
select `id` from `users` where not json_overlaps(json_extract(`meta`, '$."tags"'), ?) and `id` < ? order by `id` asc
=> '["a","x"]' | 4

-- or_json_doesnt_overlap_a_list
select `id` from `users` where `id` = ? or not json_overlaps(json_extract(`meta`, '$."tags"'), ?) order by `id` asc
=> 1 | '["a","b"]'

-- json_contains_key
select `id` from `users` where ifnull(json_contains_path(`meta`, 'one', '$."on"'), 0) order by `id` asc

-- json_contains_key_below
select `id` from `users` where ifnull(json_contains_path(`users`.`meta`, 'one', '$."address"."city"'), 0) and `active` = ? order by `id` asc
=> true

-- json_contains_key_with_an_index
select `id` from `users` where ifnull(json_contains_path(`meta`, 'one', '$."tags"[1]'), 0) or ifnull(json_contains_path(`meta`, 'one', '$."tags"[0]'), 0) order by `id` asc

-- json_contains_key_with_an_index_from_the_end
select `id` from `users` where ifnull(json_contains_path(`meta`, 'one', '$."tags"[last-1]'), 0)

-- json_contains_key_with_a_quote
select `id` from `users` where ifnull(json_contains_path(`meta`, 'one', '$."it''s"'), 0) or `id` = ?
=> 3

-- or_json_contains_key
select `id` from `users` where `votes` = ? or ifnull(json_contains_path(`meta`, 'one', '$."address"'), 0) order by `id` asc
=> 50

-- json_doesnt_contain_key
select `id` from `users` where not ifnull(json_contains_path(`meta`, 'one', '$."on"'), 0) and not ifnull(json_contains_path(`meta`, 'one', '$."tags"[0]'), 0)

-- or_json_doesnt_contain_key
select `id` from `users` where `id` = ? or not ifnull(json_contains_path(`meta`, 'one', '$."address"."city"'), 0) order by `id` asc
=> 2

-- json_contains_key_of_no_path_is_refused
!! invalid_argument

-- json_length_equals
select `id` from `users` where json_length(`meta`, '$."tags"') = ? order by `id` asc
=> 2

-- json_length_with_an_operator
select `id` from `users` where json_length(`users`.`meta`, '$."tags"') > ? and json_length(`meta`, '$."tags"') <= ?
=> 0 | 1

-- json_length_of_the_whole_column
select `id` from `posts` where json_length(`options`) = ? and `options` is not null order by `id` asc
=> 0

-- or_json_length_equals
select `id` from `users` where `id` = ? or json_length(`meta`, '$."tags"') = ? or json_length(`meta`, '$."tags"') >= 1 + 1 order by `id` asc
=> 2 | 0

-- or_json_length_with_an_operator
select `id` from `users` where `votes` < ? or json_length(`meta`, '$."tags"') != ? order by `id` asc
=> 0 | 2

-- json_overlaps_in_groups
select `id` from `users` where (not json_overlaps(json_extract(`meta`, '$."tags"'), ?) or json_overlaps(json_extract(`meta`, '$."tags"'), ?)) and (`id` = ? or not json_overlaps(json_extract(`meta`, '$."tags"'), ?) or not ifnull(json_contains_path(`meta`, 'one', '$."on"'), 0)) order by `id` asc
=> '["b","x"]' | '["a","x"]' | 1 | '["a","b"]'

-- json_conditions_in_groups
select `id` from `users` where json_unquote(json_extract(`meta`, '$."lang"')) != ? and (json_contains(`meta`, ?, '$."tags"') or json_length(`meta`, '$."tags"') > ?) and not (json_extract(`meta`, '$."on"') = false and ifnull(json_contains_path(`meta`, 'one', '$."address"'), 0)) order by `id` asc
=> 'fr' | '"b"' | 1

-- json_path_equals_a_number
select `id` from `posts` where json_unquote(json_extract(`options`, '$."sizes"[0]')) = ?
=> 9

-- json_path_is_one_of_some_numbers
select `id` from `posts` where json_unquote(json_extract(`options`, '$."sizes"[0]')) in (?, ?) and json_unquote(json_extract(`options`, '$."sizes"[2]')) != ?
=> 1 | 9 | 4
