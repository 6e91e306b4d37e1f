# update_json

-- update_json_text
update "users" set "meta" = jsonb_set("meta"::jsonb, '{"lang"}', $1) where "id" = $2
=> '"fr"' | 1

-- update_json_number_two_steps_down
update "users" set "role" = $1, "meta" = jsonb_set("meta"::jsonb, '{"address","zip"}', $2) where "votes" > $3 and "active" = $4
=> 'x' | '123' | 60 | true

-- update_json_boolean
update "users" set "meta" = jsonb_set("meta"::jsonb, '{"on"}', $1) where ("meta"->'on')::jsonb = 'true'::jsonb
=> 'false'

-- update_json_boolean_beside_a_column
update "posts" set "views" = $1, "options" = jsonb_set("options"::jsonb, '{"pinned"}', $2) where "id" = $3
=> 1 | 'true' | 1

-- update_json_null
update "users" set "meta" = jsonb_set("meta"::jsonb, '{"lang"}', $1) where "id" = $2
=> 'null' | 1

-- update_json_document
update "users" set "meta" = jsonb_set("meta"::jsonb, '{"address"}', $1) where "id" = $2
=> '{"city":"Rome","zip":null}' | 1

-- update_json_list
update "posts" set "options" = jsonb_set("options"::jsonb, '{"sizes"}', $1) where "published" = $2 and "views" > $3
=> '[4,5]' | true | 20

-- update_json_item_of_a_list
update "users" set "meta" = jsonb_set("meta"::jsonb, '{"tags",0}', $1) where "id" = $2
=> '"x"' | 1

-- update_json_item_in_brackets
update "posts" set "options" = jsonb_set("options"::jsonb, '{"sizes",2}', $1) where "id" = $2 and "options" is not null
=> '30' | 1

-- update_json_paths_of_one_column
update "users" set "meta" = jsonb_set(jsonb_set(jsonb_set("meta"::jsonb, '{"lang"}', $1), '{"address","city"}', $2), '{"on"}', $3) where "id" = $4
=> '"it"' | '"Rome"' | 'true' | 2

-- update_json_of_a_column_with_its_table
update "users" set "votes" = $1, "meta" = jsonb_set("meta"::jsonb, '{"lang"}', $2) where "users"."id" = $3
=> 2 | '"fr"' | 1

-- update_json_key_with_a_quote
update "users" set "meta" = jsonb_set("meta"::jsonb, '{"it''s"}', $1) where "id" = $2
=> '"x"' | 1

-- update_json_with_a_limit
update "users" set "meta" = jsonb_set("meta"::jsonb, '{"lang"}', $1) where "ctid" in (select "users"."ctid" from "users" where ("meta"->'tags')::jsonb @> $2 order by "id" asc limit 1)
=> '"xx"' | '"a"'

-- update_all_json
update "users" set "meta" = jsonb_set("meta"::jsonb, '{"seen"}', $1)
=> '0'

-- update_json_of_an_empty_step_is_refused
!! invalid_argument
