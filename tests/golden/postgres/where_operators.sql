# where_operators

-- where_like_of_both_cases
select "id", "name" from "users" where "name"::text ilike $1 order by "id" asc
=> '%D%'

-- or_where_like_of_both_cases
select "id", "name" from "users" where "votes" = $1 or "name"::text ilike $2 or "role"::text ilike $3 order by "id" asc
=> 0 | 'a%' | 'ED%'

-- where_not_like_of_both_cases
select "id", "name" from "users" where "name"::text not ilike $1 and "id" < $2 order by "id" asc
=> '%E%' | 5

-- or_where_not_like_of_both_cases
select "id", "name" from "users" where "id" = $1 or "role"::text not ilike $2 order by "id" asc
=> 1 | '%i%'

-- where_like_of_one_case
select "id", "name" from "users" where "name"::text like $1 and "email"::text like $2
=> '%e' | '_ve%'

-- where_like_of_one_case_with_signs_of_glob
select "id", "name" from "users" where "name"::text like $1
=> '100% *sure*_?'

-- or_where_like_of_one_case
select "id", "name" from "users" where "id" = $1 or "name"::text like $2 or "name"::text like $3 order by "id" asc
=> 2 | 'E%' | 'd%'

-- where_not_like_of_one_case
select "id", "name" from "users" where "name"::text not like $1 or "role"::text not like $2 order by "id" asc
=> '%a%' | '%o%'

-- where_like_a_raw_pattern
select "id", "name" from "users" where "email"::text ilike lower($1) and "active" = $2 order by "id" asc
=> '%O%' | false

-- where_like_a_raw_column
select "id", "name" from "users" where upper(name)::text ilike $1
=> '%EO'

-- where_with_the_operator_like
select "id", "name" from "users" where "name"::text like $1 or "role"::text like $2 order by "id" asc
=> '%a%' | 'guest'

-- where_with_the_operator_not_like
select "id", "name" from "users" where "name"::text not like $1 and not "name"::text like $2
=> '%a%' | 'C%'

-- where_operators_are_words_of_either_case
select "id", "name" from "users" where "name"::text like $1 or "role" is not null and "name"::text not like $2 order by "id" asc
=> 'B%' | '%o%'

-- where_ilike
select "id", "name" from "users" where "name"::text ilike $1 or "name"::text not ilike $2 order by "id" asc
=> 'A%' | '%E%'

-- where_not_ilike
select "id", "name" from "users" where "votes" > $1 and "name"::text not ilike $2
=> 10 | '%e%'

-- where_like_binary
!! unsupported

-- where_not_like_binary
!! unsupported

-- where_is_a_truth_value
select "id", "name" from "users" where "active" is true and "id" < $1 order by "id" asc
=> 3

-- where_is_not_a_truth_value
select "id", "name" from "users" where "active" is not true or "id" = $1 order by "id" asc
=> 2

-- where_bits_are_set
select "id", "name" from "users" where ("votes" & $1) != 0 or ("votes" | $2) != 0 order by "id" asc
=> 16 | 0

-- where_bits_are_shifted
select "id", "name" from "users" where ("votes" << $1) != 0 and ("votes" >> $2) != 0 and not ("votes" & $3) != 0 order by "id" asc
=> 1 | 6 | 8

-- where_bits_of_a_wide_column
select "owner" from "accounts" where ("balance" & $1) != 0
=> 512

-- where_bits_differ_by_a_caret
!! unsupported

-- where_bits_differ_by_a_hash
select "id", "name" from "users" where ("votes" # $1) != 0 or "id" = $2 order by "id" asc
=> 50 | 1

-- where_bits_are_cleared
!! unsupported

-- where_regexp
!! unsupported

-- where_not_regexp
!! unsupported

-- where_rlike
!! unsupported

-- where_sounds_like
!! unsupported

-- where_glob
!! unsupported

-- where_the_null_safe_operator
select "id", "name" from "users" where "role" is not distinct from $1
=> 'admin'

-- where_is_distinct_from
select "id", "name" from "users" where "role" is distinct from $1 order by "id" asc
=> 'editor'

-- where_is_not_distinct_from
select "id", "name" from "users" where "votes" > $1 and "role" is not distinct from $2 order by "id" asc
=> 60 | 'editor'

-- where_similar_to
select "id", "name" from "users" where "name" similar to $1 or "role" not similar to $2
=> '(A|B)%' | '%(min|or)'

-- where_regular_expressions_of_postgres
select "id", "name" from "users" where "name" ~* $1 and "name" !~ $2 or "name" !~* $3
=> '^a' | 'x' | '[a-e]'

-- where_like_signs_of_postgres
select "id", "name" from "users" where "name" ~~* $1 or "name" !~~* $2 order by "id" asc
=> 'a%' | '%e%'

-- where_containment_of_postgres
select "id", "name" from "users" where "meta" @> $1 or "meta" <@ $2
=> '{"lang":"en"}' | '{"lang":"de","on":true}'

-- where_question_marks_of_postgres
select "id", "name" from "users" where "meta" ?? $1 and "meta" ??| $2 or "meta" ??& $3
=> 'lang' | '{a,b}' | '{tags,on}'

-- where_paths_of_postgres
select "id", "name" from "users" where "meta" @?? $1 and "meta" @@ $2 and "id" > $3
=> '$.tags[*]' | '$.on == true' | 0

-- where_overlaps_of_postgres
select * from "bookings" where "during" && $1 or "room" = $2
=> '[2026-01-01,2026-02-01)' | 5

-- where_ranges_follow_each_other
select * from "bookings" where ("during" >> $1)::bool and "room" = $2
=> '[2022-01-08,2022-01-09)' | 5

-- where_an_unknown_operator_is_refused
!! invalid_argument

-- where_an_operator_with_sql_in_it_is_refused
!! invalid_argument

-- where_an_empty_operator_is_refused
!! invalid_argument

-- where_column_with_an_unknown_operator_is_refused
!! invalid_argument

-- row_values_with_an_operator_of_another_dialect
select * from "posts" where ("id", "views") @> ($1, $2)
=> 1 | 2

-- year_with_an_operator_of_another_dialect
select * from "users" where extract(year from "created_at") ~* $1
=> 2026

-- date_with_an_operator_of_another_dialect
!! unsupported

-- json_length_with_an_operator_of_another_dialect
select * from "users" where jsonb_array_length(case when jsonb_typeof(("meta"->'tags')::jsonb) <> 'array' then '[]' else ("meta"->'tags')::jsonb end) ??| $1
=> 1
