# update_json

-- update_json_text
update `users` set `meta` = json_set(`meta`, '$."lang"', ?) where `id` = ?
=> 'fr' | 1

-- update_json_number_two_steps_down
update `users` set `role` = ?, `meta` = json_set(`meta`, '$."address"."zip"', ?) where `votes` > ? and `active` = ?
=> 'x' | 123 | 60 | true

-- update_json_boolean
update `users` set `meta` = json_set(`meta`, '$."on"', false) where json_extract(`meta`, '$."on"') = true

-- update_json_boolean_beside_a_column
update `posts` set `views` = ?, `options` = json_set(`options`, '$."pinned"', true) where `id` = ?
=> 1 | 1

-- update_json_null
update `users` set `meta` = json_set(`meta`, '$."lang"', ?) where `id` = ?
=> NULL | 1

-- update_json_document
update `users` set `meta` = json_set(`meta`, '$."address"', cast(? as json)) where `id` = ?
=> '{"city":"Rome","zip":null}' | 1

-- update_json_list
update `posts` set `options` = json_set(`options`, '$."sizes"', cast(? as json)) where `published` = ? and `views` > ?
=> '[4,5]' | true | 20

-- update_json_item_of_a_list
update `users` set `meta` = json_set(`meta`, '$."tags"[0]', ?) where `id` = ?
=> 'x' | 1

-- update_json_item_in_brackets
update `posts` set `options` = json_set(`options`, '$."sizes"[2]', ?) where `id` = ? and `options` is not null
=> 30 | 1

-- update_json_paths_of_one_column
update `users` set `meta` = json_set(`meta`, '$."lang"', ?), `meta` = json_set(`meta`, '$."address"."city"', ?), `meta` = json_set(`meta`, '$."on"', true) where `id` = ?
=> 'it' | 'Rome' | 2

-- update_json_of_a_column_with_its_table
update `users` set `users`.`votes` = ?, `users`.`meta` = json_set(`users`.`meta`, '$."lang"', ?) where `users`.`id` = ?
=> 2 | 'fr' | 1

-- update_json_key_with_a_quote
update `users` set `meta` = json_set(`meta`, '$."it''s"', ?) where `id` = ?
=> 'x' | 1

-- update_json_with_a_limit
update `users` set `meta` = json_set(`meta`, '$."lang"', ?) where json_contains(`meta`, ?, '$."tags"') order by `id` asc limit 1
=> 'xx' | '"a"'

-- update_all_json
update `users` set `meta` = json_set(`meta`, '$."seen"', ?)
=> 0

-- update_json_of_an_empty_step_is_refused
!! invalid_argument
