# where_operators

-- where_like_of_both_cases
select `id`, `name` from `users` where `name` like ? order by `id` asc
=> '%D%'

-- or_where_like_of_both_cases
select `id`, `name` from `users` where `votes` = ? or `name` like ? or `role` like ? order by `id` asc
=> 0 | 'a%' | 'ED%'

-- where_not_like_of_both_cases
select `id`, `name` from `users` where `name` not like ? and `id` < ? order by `id` asc
=> '%E%' | 5

-- or_where_not_like_of_both_cases
select `id`, `name` from `users` where `id` = ? or `role` not like ? order by `id` asc
=> 1 | '%i%'

-- where_like_of_one_case
select `id`, `name` from `users` where `name` like binary ? and `email` like binary ?
=> '%e' | '_ve%'

-- where_like_of_one_case_with_signs_of_glob
select `id`, `name` from `users` where `name` like binary ?
=> '100% *sure*_?'

-- or_where_like_of_one_case
select `id`, `name` from `users` where `id` = ? or `name` like binary ? or `name` like binary ? order by `id` asc
=> 2 | 'E%' | 'd%'

-- where_not_like_of_one_case
select `id`, `name` from `users` where `name` not like binary ? or `role` not like binary ? order by `id` asc
=> '%a%' | '%o%'

-- where_like_a_raw_pattern
select `id`, `name` from `users` where `email` like lower(?) and `active` = ? order by `id` asc
=> '%O%' | false

-- where_like_a_raw_column
select `id`, `name` from `users` where upper(name) like ?
=> '%EO'

-- where_with_the_operator_like
select `id`, `name` from `users` where `name` like ? or `role` like ? order by `id` asc
=> '%a%' | 'guest'

-- where_with_the_operator_not_like
select `id`, `name` from `users` where `name` not like ? and not `name` like ?
=> '%a%' | 'C%'

-- where_operators_are_words_of_either_case
select `id`, `name` from `users` where `name` like ? or `role` is not null and `name` not like ? order by `id` asc
=> 'B%' | '%o%'

-- where_ilike
!! unsupported

-- where_not_ilike
!! unsupported

-- where_like_binary
select `id`, `name` from `users` where `name` like binary ? or `role` not like binary ?
=> 'A%' | '%E%'

-- where_not_like_binary
select `id`, `name` from `users` where `name` not like binary ? and `votes` > ? order by `id` asc
=> 'a%' | 60

-- where_is_a_truth_value
select `id`, `name` from `users` where `active` is true and `id` < ? order by `id` asc
=> 3

-- where_is_not_a_truth_value
select `id`, `name` from `users` where `active` is not true or `id` = ? order by `id` asc
=> 2

-- where_bits_are_set
select `id`, `name` from `users` where `votes` & ? or `votes` | ? order by `id` asc
=> 16 | 0

-- where_bits_are_shifted
select `id`, `name` from `users` where `votes` << ? and `votes` >> ? and not `votes` & ? order by `id` asc
=> 1 | 6 | 8

-- where_bits_of_a_wide_column
select `owner` from `accounts` where `balance` & ?
=> 512

-- where_bits_differ_by_a_caret
select `id`, `name` from `users` where `votes` ^ ? and `id` > ?
=> 50 | 1

-- where_bits_differ_by_a_hash
!! unsupported

-- where_bits_are_cleared
select `id`, `name` from `users` where `votes` &~ ? and `active` = ? order by `id` asc
=> 50 | false

-- where_regexp
select `id`, `name` from `users` where `name` regexp ? or `role` not regexp ? order by `id` asc
=> '^[A-C]' | 'or$'

-- where_not_regexp
select `id`, `name` from `users` where `votes` > ? and `name` not regexp ?
=> 0 | 'e'

-- where_rlike
select `id`, `name` from `users` where `name` rlike ? or `name` not rlike ? order by `id` asc
=> '^A' | 'n$'

-- where_sounds_like
select `id`, `name` from `users` where `name` sounds like ? and `active` = ?
=> 'Adda' | true

-- where_glob
!! unsupported

-- where_the_null_safe_operator
select `id`, `name` from `users` where `role` <=> ?
=> 'admin'

-- where_is_distinct_from
!! unsupported

-- where_is_not_distinct_from
!! unsupported

-- where_similar_to
!! unsupported

-- where_regular_expressions_of_postgres
!! unsupported

-- where_like_signs_of_postgres
!! unsupported

-- where_containment_of_postgres
!! unsupported

-- where_question_marks_of_postgres
!! unsupported

-- where_paths_of_postgres
!! unsupported

-- where_overlaps_of_postgres
!! unsupported

-- where_ranges_follow_each_other
select * from `bookings` where `during` >> ? and `room` = ?
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
!! unsupported

-- year_with_an_operator_of_another_dialect
!! unsupported

-- date_with_an_operator_of_another_dialect
select `id` from `users` where date(`created_at`) sounds like ?
=> '2026'

-- json_length_with_an_operator_of_another_dialect
!! unsupported
