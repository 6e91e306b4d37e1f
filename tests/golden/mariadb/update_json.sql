# update_json

-- update_json_document
update `users` set `meta` = json_set(`meta`, '$."address"', json_query(?, '$')) where `id` = ?
=> '{"city":"Rome","zip":null}' | 1

-- update_json_list
update `posts` set `options` = json_set(`options`, '$."sizes"', json_query(?, '$')) where `published` = ? and `views` > ?
=> '[4,5]' | true | 20
