# select

-- select_json_path
select `name`, json_value(`meta`, '$."lang"') as `lang` from `users` where `id` < ? order by `id` asc
=> 4

-- select_json_path_with_a_list_index_of_a_table
select json_value(`u`.`meta`, '$."tags"[0]') as `first_tag` from `users` as `u` where `u`.`id` = ?
=> 5
