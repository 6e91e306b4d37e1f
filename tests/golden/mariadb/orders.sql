# orders

-- order_by_json_path
select `name` from `users` where `id` < ? order by json_value(`meta`, '$."lang"') asc
=> 4

-- order_by_json_path_downwards
select `id` from `users` where `email` is not null and `votes` > ? order by json_value(`meta`, '$."address"."city"') desc, `id` asc
=> 40
