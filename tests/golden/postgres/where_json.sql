# where_json

-- json_path_equals
select "id" from "users" where "meta"->>'lang' = $1
=> 'en'

-- json_path_of_two_steps
select "id" from "users" where "meta"->'address'->>'city' != $1 and "active" = $2
=> 'London' | true

-- json_path_with_an_index
select "id" from "users" where "meta"->'tags'->>0 = $1 or "users"."meta"->'tags'->>1 = $2 order by "id" asc
=> 'a' | 'a'

-- json_path_with_an_index_from_the_end
select "id" from "users" where "meta"->'tags'->>-1 = $1
=> 'a'

-- json_path_with_operators
select "id" from "posts" where (case when jsonb_typeof(("options"->'sizes'->0)::jsonb) = 'number' then ("options"->'sizes'->0)::jsonb::numeric end) > $1 and not (case when jsonb_typeof(("options"->'sizes'->1)::jsonb) = 'number' then ("options"->'sizes'->1)::jsonb::numeric end) < $2
=> 0 | 2

-- json_path_like
select "id" from "users" where "meta"->'address'->>'city' ilike $1 or "meta"->>'lang' like $2 order by "id" asc
=> '%O%' | 'f%'

-- json_path_of_an_item_like
select "id" from "users" where "meta"->'tags'->>0 ilike $1 and not "meta"->'tags'->>1 like $2
=> 'A%' | 'x'

-- json_path_in_a_list
select "id" from "users" where "meta"->>'lang' in ($1, $2) and "meta"->'address'->>'city' not in ($3)
=> 'de' | 'fr' | 'Paris'

-- json_path_between
select "id" from "users" where "meta"->>'lang' between $1 and $2 and "votes" > $3 order by "id" asc
=> 'd' | 'f' | 0

-- json_path_between_numbers
select "id" from "posts" where (case when jsonb_typeof(("options"->'sizes'->0)::jsonb) = 'number' then ("options"->'sizes'->0)::jsonb::numeric end) between $1 and $2
=> 5 | 10

-- json_path_and_a_column
select "id" from "users" where "meta"->>'lang' != "role" and "meta"->'address'->>'city' != "meta"->>'lang' order by "id" asc

-- json_path_is_true
select "id" from "users" where ("meta"->'on')::jsonb = 'true'::jsonb order by "id" asc

-- json_path_is_false_or_another
select "id" from "users" where ("meta"->'on')::jsonb = 'false'::jsonb or ("meta"->'on')::jsonb != 'true'::jsonb and not ("users"."meta"->'on')::jsonb = 'false'::jsonb

-- json_path_of_steps_is_true
select "id" from "posts" where ("options"->'pinned')::jsonb = 'true'::jsonb or ("options"->'flags'->0->'set')::jsonb = 'true'::jsonb

-- json_path_is_null
select "id" from "users" where "meta"->>'lang' is null order by "id" asc

-- json_path_is_not_null
select "id" from "users" where "meta"->'address'->>'city' is not null or "meta"->'tags'->>0 is not null order by "id" asc

-- json_path_equals_nullptr
select "id" from "users" where "meta"->>'on' is null or "meta"->>'lang' is not null order by "id" asc

-- json_path_in_order_by
select "id" from "users" where "active" = $1 order by "meta"->>'lang' asc, "meta"->'tags'->>0 desc, "id" asc
=> true

-- json_path_in_select
select "id", "meta"->>'lang' as "lang", "users"."meta"->'address'->>'city' as "city" from "users" where "votes" > $1 order by "id" asc
=> 0

-- json_path_in_select_without_a_name
select "options"->'sizes'->>0 from "posts" where "id" = $1
=> 1

-- json_key_with_a_quote
select "id" from "users" where "meta"->>'it''s' = $1 or "meta"->'o''c'->>'d' is null
=> 'x'

-- json_key_with_a_quote_in_order_by
select "id", "meta"->>'it''s' as "its" from "users" order by "meta"->>'it''s' asc, "id" asc

-- json_key_with_a_double_quote
select "id" from "users" where "meta"->>'say"hi' = $1
=> 'x'

-- json_key_with_a_question_mark
select "id" from "users" where "meta"->>'ok?' = $1 and "votes" > $2
=> 'x' | 0

-- json_path_with_an_empty_step_is_refused
!! invalid_argument

-- json_path_of_no_column_is_refused
!! invalid_argument

-- json_contains_a_text
select "id" from "users" where ("meta"->'tags')::jsonb @> $1 order by "id" asc
=> '"a"'

-- json_contains_a_number
select "id" from "posts" where ("options"->'sizes')::jsonb @> $1 and ("posts"."options"->'sizes')::jsonb @> $2
=> '2' | '3'

-- json_contains_in_the_whole_column
select "id" from "posts" where ("options")::jsonb @> $1 or ("options")::jsonb @> $2
=> 'true' | '"x"'

-- json_contains_a_list
select "id" from "users" where ("meta"->'tags')::jsonb @> $1 and "active" = $2
=> '["a","b"]' | true

-- or_json_contains_a_text
select "id" from "users" where "votes" = $1 or ("meta"->'tags')::jsonb @> $2 order by "id" asc
=> 80 | '"c"'

-- or_json_contains_a_list
select "id" from "users" where "id" = $1 or ("meta"->'tags')::jsonb @> $2 order by "id" asc
=> 2 | '["c","a"]'

-- json_doesnt_contain_a_text
select "id" from "users" where not ("meta"->'tags')::jsonb @> $1 and "active" = $2 order by "id" asc
=> '"b"' | false

-- json_doesnt_contain_a_list
select "id" from "users" where not ("meta"->'tags')::jsonb @> $1 and "meta" is not null order by "id" asc
=> '["a","b"]'

-- or_json_doesnt_contain
select "id" from "users" where "id" = $1 or not ("meta"->'tags')::jsonb @> $2 or not ("meta"->'tags')::jsonb @> $3 order by "id" asc
=> 1 | '"a"' | '["b","c"]'

-- json_overlaps_a_list
select "id" from "users" where exists (select 1 from jsonb_array_elements(case when jsonb_typeof(("meta"->'tags')::jsonb) <> 'array' then '[]' else ("meta"->'tags')::jsonb end) as "element" where $1::jsonb @> "element") order by "id" asc
=> '["b","c"]'

-- json_overlaps_in_the_whole_column
select "id" from "posts" where exists (select 1 from jsonb_array_elements(case when jsonb_typeof(("posts"."options")::jsonb) <> 'array' then '[]' else ("posts"."options")::jsonb end) as "element" where $1::jsonb @> "element") and "views" > $2
=> '[1,2]' | 0

-- or_json_overlaps_a_list
select "id" from "users" where "votes" = $1 or exists (select 1 from jsonb_array_elements(case when jsonb_typeof(("meta"->'tags')::jsonb) <> 'array' then '[]' else ("meta"->'tags')::jsonb end) as "element" where $2::jsonb @> "element") order by "id" asc
=> 120 | '["c","x"]'

-- json_doesnt_overlap_a_list
select "id" from "users" where not exists (select 1 from jsonb_array_elements(case when jsonb_typeof(("meta"->'tags')::jsonb) <> 'array' then '[]' else ("meta"->'tags')::jsonb end) as "element" where $1::jsonb @> "element") and "id" < $2 order by "id" asc
=> '["a","x"]' | 4

-- or_json_doesnt_overlap_a_list
select "id" from "users" where "id" = $1 or not exists (select 1 from jsonb_array_elements(case when jsonb_typeof(("meta"->'tags')::jsonb) <> 'array' then '[]' else ("meta"->'tags')::jsonb end) as "element" where $2::jsonb @> "element") order by "id" asc
=> 1 | '["a","b"]'

-- json_contains_key
select "id" from "users" where coalesce(("meta")::jsonb ?? 'on', false) order by "id" asc

-- json_contains_key_below
select "id" from "users" where coalesce(("users"."meta"->'address')::jsonb ?? 'city', false) and "active" = $1 order by "id" asc
=> true

-- json_contains_key_with_an_index
select "id" from "users" where case when jsonb_typeof(("meta"->'tags')::jsonb) = 'array' then jsonb_array_length(("meta"->'tags')::jsonb) >= 2 else false end or case when jsonb_typeof(("meta"->'tags')::jsonb) = 'array' then jsonb_array_length(("meta"->'tags')::jsonb) >= 1 else false end order by "id" asc

-- json_contains_key_with_an_index_from_the_end
select "id" from "users" where case when jsonb_typeof(("meta"->'tags')::jsonb) = 'array' then jsonb_array_length(("meta"->'tags')::jsonb) >= 2 else false end

-- json_contains_key_with_a_quote
select "id" from "users" where coalesce(("meta")::jsonb ?? 'it''s', false) or "id" = $1
=> 3

-- or_json_contains_key
select "id" from "users" where "votes" = $1 or coalesce(("meta")::jsonb ?? 'address', false) order by "id" asc
=> 50

-- json_doesnt_contain_key
select "id" from "users" where not coalesce(("meta")::jsonb ?? 'on', false) and not case when jsonb_typeof(("meta"->'tags')::jsonb) = 'array' then jsonb_array_length(("meta"->'tags')::jsonb) >= 1 else false end

-- or_json_doesnt_contain_key
select "id" from "users" where "id" = $1 or not coalesce(("meta"->'address')::jsonb ?? 'city', false) order by "id" asc
=> 2

-- json_contains_key_of_no_path_is_refused
!! invalid_argument

-- json_length_equals
select "id" from "users" where jsonb_array_length(case when jsonb_typeof(("meta"->'tags')::jsonb) <> 'array' then '[]' else ("meta"->'tags')::jsonb end) = $1 order by "id" asc
=> 2

-- json_length_with_an_operator
select "id" from "users" where jsonb_array_length(case when jsonb_typeof(("users"."meta"->'tags')::jsonb) <> 'array' then '[]' else ("users"."meta"->'tags')::jsonb end) > $1 and jsonb_array_length(case when jsonb_typeof(("meta"->'tags')::jsonb) <> 'array' then '[]' else ("meta"->'tags')::jsonb end) <= $2
=> 0 | 1

-- json_length_of_the_whole_column
select "id" from "posts" where jsonb_array_length(case when jsonb_typeof(("options")::jsonb) <> 'array' then '[]' else ("options")::jsonb end) = $1 and "options" is not null order by "id" asc
=> 0

-- or_json_length_equals
select "id" from "users" where "id" = $1 or jsonb_array_length(case when jsonb_typeof(("meta"->'tags')::jsonb) <> 'array' then '[]' else ("meta"->'tags')::jsonb end) = $2 or jsonb_array_length(case when jsonb_typeof(("meta"->'tags')::jsonb) <> 'array' then '[]' else ("meta"->'tags')::jsonb end) >= 1 + 1 order by "id" asc
=> 2 | 0

-- or_json_length_with_an_operator
select "id" from "users" where "votes" < $1 or jsonb_array_length(case when jsonb_typeof(("meta"->'tags')::jsonb) <> 'array' then '[]' else ("meta"->'tags')::jsonb end) != $2 order by "id" asc
=> 0 | 2

-- json_overlaps_in_groups
select "id" from "users" where (not exists (select 1 from jsonb_array_elements(case when jsonb_typeof(("meta"->'tags')::jsonb) <> 'array' then '[]' else ("meta"->'tags')::jsonb end) as "element" where $1::jsonb @> "element") or exists (select 1 from jsonb_array_elements(case when jsonb_typeof(("meta"->'tags')::jsonb) <> 'array' then '[]' else ("meta"->'tags')::jsonb end) as "element" where $2::jsonb @> "element")) and ("id" = $3 or not exists (select 1 from jsonb_array_elements(case when jsonb_typeof(("meta"->'tags')::jsonb) <> 'array' then '[]' else ("meta"->'tags')::jsonb end) as "element" where $4::jsonb @> "element") or not coalesce(("meta")::jsonb ?? 'on', false)) order by "id" asc
=> '["b","x"]' | '["a","x"]' | 1 | '["a","b"]'

-- json_conditions_in_groups
select "id" from "users" where "meta"->>'lang' != $1 and (("meta"->'tags')::jsonb @> $2 or jsonb_array_length(case when jsonb_typeof(("meta"->'tags')::jsonb) <> 'array' then '[]' else ("meta"->'tags')::jsonb end) > $3) and not (("meta"->'on')::jsonb = 'false'::jsonb and coalesce(("meta")::jsonb ?? 'address', false)) order by "id" asc
=> 'fr' | '"b"' | 1

-- json_path_equals_a_number
select "id" from "posts" where ("options"->'sizes'->0)::jsonb = $1
=> '9'

-- json_path_is_one_of_some_numbers
select "id" from "posts" where ("options"->'sizes'->0)::jsonb in ($1, $2) and ("options"->'sizes'->2)::jsonb != $3
=> '1' | '9.0' | '4'
