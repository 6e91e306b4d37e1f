# reads

-- value_of_json_path
select json_value(`meta`, '$."lang"') from `users` where `id` = ? limit 1
=> 3
