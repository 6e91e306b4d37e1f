# where_json

-- json_path_equals
select "id" from "users" where json_extract("meta", '$."lang"') = ?
=> 'en'
: 1

-- json_path_of_two_steps
select "id" from "users" where json_extract("meta", '$."address"."city"') != ? and "active" = ?
=> 'London' | true
: 2

-- json_path_with_an_index
select "id" from "users" where json_extract("meta", '$."tags"[0]') = ? or json_extract("users"."meta", '$."tags"[1]') = ? order by "id" asc
=> 'a' | 'a'
: 1
: 5

-- json_path_with_an_index_from_the_end
select "id" from "users" where json_extract("meta", '$."tags"[#-1]') = ?
=> 'a'
: 5

-- json_path_with_operators
select "id" from "posts" where json_extract("options", '$."sizes"[0]') > ? and not json_extract("options", '$."sizes"[1]') < ?
=> 0 | 2
: 1

-- json_path_like
select "id" from "users" where json_extract("meta", '$."address"."city"') like ? or json_extract("meta", '$."lang"') like ? order by "id" asc
=> '%O%' | 'f%'
: 1
: 3

-- json_path_of_an_item_like
select "id" from "users" where json_extract("meta", '$."tags"[0]') like ? and not json_extract("meta", '$."tags"[1]') like ?
=> 'A%' | 'x'
: 1

-- json_path_in_a_list
select "id" from "users" where json_extract("meta", '$."lang"') in (?, ?) and json_extract("meta", '$."address"."city"') not in (?)
=> 'de' | 'fr' | 'Paris'
: 2

-- json_path_between
select "id" from "users" where json_extract("meta", '$."lang"') between ? and ? and "votes" > ? order by "id" asc
=> 'd' | 'f' | 0
: 1
: 2

-- json_path_between_numbers
select "id" from "posts" where json_extract("options", '$."sizes"[0]') between ? and ?
=> 5 | 10
: 4

-- json_path_and_a_column
select "id" from "users" where json_extract("meta", '$."lang"') != "role" and json_extract("meta", '$."address"."city"') != json_extract("meta", '$."lang"') order by "id" asc
: 1
: 2

-- json_path_is_true
select "id" from "users" where json_extract("meta", '$."on"') = true order by "id" asc
: 1
: 3

-- json_path_is_false_or_another
select "id" from "users" where json_extract("meta", '$."on"') = false or json_extract("meta", '$."on"') != true and not json_extract("users"."meta", '$."on"') = false
: 2

-- json_path_of_steps_is_true
select "id" from "posts" where json_extract("options", '$."pinned"') = true or json_extract("options", '$."flags"[0]."set"') = true
: 1

-- json_path_is_null
select "id" from "users" where json_extract("meta", '$."lang"') is null order by "id" asc
: 4
: 5

-- json_path_is_not_null
select "id" from "users" where json_extract("meta", '$."address"."city"') is not null or json_extract("meta", '$."tags"[0]') is not null order by "id" asc
: 1
: 2
: 5

-- json_path_equals_nullptr
select "id" from "users" where json_extract("meta", '$."on"') is null or json_extract("meta", '$."lang"') is not null order by "id" asc
: 1
: 2
: 3
: 4
: 5

-- json_path_in_order_by
select "id" from "users" where "active" = ? order by json_extract("meta", '$."lang"') asc, json_extract("meta", '$."tags"[0]') desc, "id" asc
=> true
: 4
: 2
: 1

-- json_path_in_select
select "id", json_extract("meta", '$."lang"') as "lang", json_extract("users"."meta", '$."address"."city"') as "city" from "users" where "votes" > ? order by "id" asc
=> 0
: 1 | en | London
: 2 | de | Berlin
: 3 | fr | NULL
: 4 | NULL | NULL

-- json_path_in_select_without_a_name
select json_extract("options", '$."sizes"[0]') from "posts" where "id" = ?
=> 1
: 1

-- json_key_with_a_quote
select "id" from "users" where json_extract("meta", '$."it''s"') = ? or json_extract("meta", '$."o''c"."d"') is null
=> 'x'
: 1
: 2
: 3
: 4
: 5

-- json_key_with_a_quote_in_order_by
select "id", json_extract("meta", '$."it''s"') as "its" from "users" order by json_extract("meta", '$."it''s"') asc, "id" asc
: 1 | NULL
: 2 | NULL
: 3 | NULL
: 4 | NULL
: 5 | NULL

-- json_key_with_a_double_quote
!! unsupported

-- json_key_with_a_question_mark
select "id" from "users" where json_extract("meta", '$."ok?"') = ? and "votes" > ?
=> 'x' | 0
:

-- json_path_with_an_empty_step_is_refused
!! invalid_argument

-- json_path_of_no_column_is_refused
!! invalid_argument

-- json_contains_a_text
select "id" from "users" where exists (select 1 from json_each("meta", '$."tags"') where "json_each"."value" is ?) order by "id" asc
=> 'a'
: 1
: 5

-- json_contains_a_number
select "id" from "posts" where exists (select 1 from json_each("options", '$."sizes"') where "json_each"."value" is ?) and exists (select 1 from json_each("posts"."options", '$."sizes"') where "json_each"."value" is ?)
=> 2 | 3
: 1

-- json_contains_in_the_whole_column
select "id" from "posts" where exists (select 1 from json_each("options") where "json_each"."value" is ?) or exists (select 1 from json_each("options") where "json_each"."value" is ?)
=> true | 'x'
: 1

-- json_contains_a_list
select "id" from "users" where (exists (select 1 from json_each("meta", '$."tags"') where "json_each"."value" is ?) and exists (select 1 from json_each("meta", '$."tags"') where "json_each"."value" is ?)) and "active" = ?
=> 'a' | 'b' | true
: 1

-- or_json_contains_a_text
select "id" from "users" where "votes" = ? or exists (select 1 from json_each("meta", '$."tags"') where "json_each"."value" is ?) order by "id" asc
=> 80 | 'c'
: 2
: 5

-- or_json_contains_a_list
select "id" from "users" where "id" = ? or (exists (select 1 from json_each("meta", '$."tags"') where "json_each"."value" is ?) and exists (select 1 from json_each("meta", '$."tags"') where "json_each"."value" is ?)) order by "id" asc
=> 2 | 'c' | 'a'
: 2
: 5

-- json_doesnt_contain_a_text
select "id" from "users" where not exists (select 1 from json_each("meta", '$."tags"') where "json_each"."value" is ?) and "active" = ? order by "id" asc
=> 'b' | false
: 3
: 5

-- json_doesnt_contain_a_list
select "id" from "users" where not (exists (select 1 from json_each("meta", '$."tags"') where "json_each"."value" is ?) and exists (select 1 from json_each("meta", '$."tags"') where "json_each"."value" is ?)) and "meta" is not null order by "id" asc
=> 'a' | 'b'
: 2
: 3
: 5

-- or_json_doesnt_contain
select "id" from "users" where "id" = ? or not exists (select 1 from json_each("meta", '$."tags"') where "json_each"."value" is ?) or not (exists (select 1 from json_each("meta", '$."tags"') where "json_each"."value" is ?) and exists (select 1 from json_each("meta", '$."tags"') where "json_each"."value" is ?)) order by "id" asc
=> 1 | 'a' | 'b' | 'c'
: 1
: 2
: 3
: 4
: 5

-- json_overlaps_a_list
select "id" from "users" where exists (select 1 from json_each("meta", '$."tags"') where "json_each"."value" in (select "value" from json_each(?))) order by "id" asc
=> '["b","c"]'
: 1
: 2
: 5

-- json_overlaps_in_the_whole_column
select "id" from "posts" where exists (select 1 from json_each("posts"."options") where "json_each"."value" in (select "value" from json_each(?))) and "views" > ?
=> '[1,2]' | 0
: 1

-- or_json_overlaps_a_list
select "id" from "users" where "votes" = ? or exists (select 1 from json_each("meta", '$."tags"') where "json_each"."value" in (select "value" from json_each(?))) order by "id" asc
=> 120 | '["c","x"]'
: 1
: 5

-- json_doesnt_overlap_a_list
select "id" from "users" where not exists (select 1 from json_each("meta", '$."tags"') where "json_each"."value" in (select "value" from json_each(?))) and "id" < ? order by "id" asc
=> '["a","x"]' | 4
: 2
: 3

-- or_json_doesnt_overlap_a_list
select "id" from "users" where "id" = ? or not exists (select 1 from json_each("meta", '$."tags"') where "json_each"."value" in (select "value" from json_each(?))) order by "id" asc
=> 1 | '["a","b"]'
: 1
: 3
: 4

-- json_contains_key
select "id" from "users" where json_type("meta", '$."on"') is not null order by "id" asc
: 1
: 2
: 3

-- json_contains_key_below
select "id" from "users" where json_type("users"."meta", '$."address"."city"') is not null and "active" = ? order by "id" asc
=> true
: 1
: 2

-- json_contains_key_with_an_index
select "id" from "users" where json_type("meta", '$."tags"[1]') is not null or json_type("meta", '$."tags"[0]') is not null order by "id" asc
: 1
: 2
: 5

-- json_contains_key_with_an_index_from_the_end
select "id" from "users" where json_type("meta", '$."tags"[#-2]') is not null
: 1
: 5

-- json_contains_key_with_a_quote
select "id" from "users" where json_type("meta", '$."it''s"') is not null or "id" = ?
=> 3
: 3

-- or_json_contains_key
select "id" from "users" where "votes" = ? or json_type("meta", '$."address"') is not null order by "id" asc
=> 50
: 1
: 2
: 3
: 4

-- json_doesnt_contain_key
select "id" from "users" where not json_type("meta", '$."on"') is not null and not json_type("meta", '$."tags"[0]') is not null
: 4

-- or_json_doesnt_contain_key
select "id" from "users" where "id" = ? or not json_type("meta", '$."address"."city"') is not null order by "id" asc
=> 2
: 2
: 3
: 4
: 5

-- json_contains_key_of_no_path_is_refused
!! invalid_argument

-- json_length_equals
select "id" from "users" where json_array_length("meta", '$."tags"') = ? order by "id" asc
=> 2
: 1
: 5

-- json_length_with_an_operator
select "id" from "users" where json_array_length("users"."meta", '$."tags"') > ? and json_array_length("meta", '$."tags"') <= ?
=> 0 | 1
: 2

-- json_length_of_the_whole_column
select "id" from "posts" where json_array_length("options") = ? and "options" is not null order by "id" asc
=> 0
: 1
: 3
: 4

-- or_json_length_equals
select "id" from "users" where "id" = ? or json_array_length("meta", '$."tags"') = ? or json_array_length("meta", '$."tags"') >= 1 + 1 order by "id" asc
=> 2 | 0
: 1
: 2
: 3
: 5

-- or_json_length_with_an_operator
select "id" from "users" where "votes" < ? or json_array_length("meta", '$."tags"') != ? order by "id" asc
=> 0 | 2
: 2
: 3

-- json_overlaps_in_groups
select "id" from "users" where (not exists (select 1 from json_each("meta", '$."tags"') where "json_each"."value" in (select "value" from json_each(?))) or exists (select 1 from json_each("meta", '$."tags"') where "json_each"."value" in (select "value" from json_each(?)))) and ("id" = ? or not exists (select 1 from json_each("meta", '$."tags"') where "json_each"."value" in (select "value" from json_each(?))) or not json_type("meta", '$."on"') is not null) order by "id" asc
=> '["b","x"]' | '["a","x"]' | 1 | '["a","b"]'
: 1
: 3
: 4
: 5

-- json_conditions_in_groups
select "id" from "users" where json_extract("meta", '$."lang"') != ? and (exists (select 1 from json_each("meta", '$."tags"') where "json_each"."value" is ?) or json_array_length("meta", '$."tags"') > ?) and not (json_extract("meta", '$."on"') = false and json_type("meta", '$."address"') is not null) order by "id" asc
=> 'fr' | 'b' | 1
: 1

-- json_path_equals_a_number
select "id" from "posts" where json_extract("options", '$."sizes"[0]') = ?
=> 9
: 4

-- json_path_is_one_of_some_numbers
select "id" from "posts" where json_extract("options", '$."sizes"[0]') in (?, ?) and json_extract("options", '$."sizes"[2]') != ?
=> 1 | 9 | 4
: 1
