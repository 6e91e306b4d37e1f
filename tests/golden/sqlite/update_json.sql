# update_json

-- update_json_text
update "users" set "meta" = json_patch(ifnull("meta", json('{}')), json(?)) where "id" = ?
=> '{"lang":"fr"}' | 1
:= 1

-- update_json_number_two_steps_down
update "users" set "role" = ?, "meta" = json_patch(ifnull("meta", json('{}')), json(?)) where "votes" > ? and "active" = ?
=> 'x' | '{"address":{"zip":123}}' | 60 | true
:= 2

-- update_json_boolean
update "users" set "meta" = json_patch(ifnull("meta", json('{}')), json(?)) where json_extract("meta", '$."on"') = true
=> '{"on":false}'
:= 2

-- update_json_boolean_beside_a_column
update "posts" set "views" = ?, "options" = json_patch(ifnull("options", json('{}')), json(?)) where "id" = ?
=> 1 | '{"pinned":true}' | 1
:= 1

-- update_json_null
update "users" set "meta" = json_set(ifnull("meta", json('{}')), '$."lang"', json(?)) where "id" = ?
=> 'null' | 1
:= 1

-- update_json_document
update "users" set "meta" = json_set(ifnull("meta", json('{}')), '$."address"', json(?)) where "id" = ?
=> '{"city":"Rome","zip":null}' | 1
:= 1

-- update_json_list
update "posts" set "options" = json_set(ifnull("options", json('{}')), '$."sizes"', json(?)) where "published" = ? and "views" > ?
=> '[4,5]' | true | 20
:= 1

-- update_json_item_of_a_list
update "users" set "meta" = json_set(ifnull("meta", json('{}')), '$."tags"[0]', json(?)) where "id" = ?
=> '"x"' | 1
:= 1

-- update_json_item_in_brackets
update "posts" set "options" = json_set(ifnull("options", json('{}')), '$."sizes"[2]', json(?)) where "id" = ? and "options" is not null
=> '30' | 1
:= 1

-- update_json_paths_of_one_column
update "users" set "meta" = json_patch(ifnull("meta", json('{}')), json(?)) where "id" = ?
=> '{"lang":"it","address":{"city":"Rome"},"on":true}' | 2
:= 1

-- update_json_of_a_column_with_its_table
update "users" set "votes" = ?, "meta" = json_patch(ifnull("meta", json('{}')), json(?)) where "users"."id" = ?
=> 2 | '{"lang":"fr"}' | 1
:= 1

-- update_json_key_with_a_quote
update "users" set "meta" = json_patch(ifnull("meta", json('{}')), json(?)) where "id" = ?
=> '{"it''s":"x"}' | 1
:= 1

-- update_json_with_a_limit
update "users" set "meta" = json_patch(ifnull("meta", json('{}')), json(?)) where "rowid" in (select "users"."rowid" from "users" where exists (select 1 from json_each("meta", '$."tags"') where "json_each"."value" is ?) order by "id" asc limit 1)
=> '{"lang":"xx"}' | 'a'
:= 1

-- update_all_json
update "users" set "meta" = json_patch(ifnull("meta", json('{}')), json(?))
=> '{"seen":0}'
:= 5

-- update_json_of_an_empty_step_is_refused
!! invalid_argument
