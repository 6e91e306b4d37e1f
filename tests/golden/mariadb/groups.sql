# groups

-- group_by_json_path
select max(id) as last from `users` where `updated_at` is not null group by json_value(`meta`, '$."lang"') order by `last` asc
