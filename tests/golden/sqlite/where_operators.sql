# where_operators

-- where_like_of_both_cases
select "id", "name" from "users" where "name" like ? order by "id" asc
=> '%D%'
: 1 | Ada
: 4 | Dan

-- or_where_like_of_both_cases
select "id", "name" from "users" where "votes" = ? or "name" like ? or "role" like ? order by "id" asc
=> 0 | 'a%' | 'ED%'
: 1 | Ada
: 2 | Bob
: 3 | Cleo
: 5 | Eve

-- where_not_like_of_both_cases
select "id", "name" from "users" where "name" not like ? and "id" < ? order by "id" asc
=> '%E%' | 5
: 1 | Ada
: 2 | Bob
: 4 | Dan

-- or_where_not_like_of_both_cases
select "id", "name" from "users" where "id" = ? or "role" not like ? order by "id" asc
=> 1 | '%i%'
: 1 | Ada
: 5 | Eve

-- where_like_of_one_case
select "id", "name" from "users" where "name" glob ? and "email" glob ?
=> '*e' | '?ve*'
: 5 | Eve

-- where_like_of_one_case_with_signs_of_glob
select "id", "name" from "users" where "name" glob ?
=> '100* [*]sure[*]?[?]'
:

-- or_where_like_of_one_case
select "id", "name" from "users" where "id" = ? or "name" glob ? or "name" glob ? order by "id" asc
=> 2 | 'E*' | 'd*'
: 2 | Bob
: 5 | Eve

-- where_not_like_of_one_case
select "id", "name" from "users" where "name" not glob ? or "role" not glob ? order by "id" asc
=> '*a*' | '*o*'
: 1 | Ada
: 2 | Bob
: 3 | Cleo
: 5 | Eve

-- where_like_a_raw_pattern
select "id", "name" from "users" where "email" like lower(?) and "active" = ? order by "id" asc
=> '%O%' | false
: 3 | Cleo
: 5 | Eve

-- where_like_a_raw_column
select "id", "name" from "users" where upper(name) like ?
=> '%EO'
: 3 | Cleo

-- where_with_the_operator_like
select "id", "name" from "users" where "name" like ? or "role" like ? order by "id" asc
=> '%a%' | 'guest'
: 1 | Ada
: 4 | Dan
: 5 | Eve

-- where_with_the_operator_not_like
select "id", "name" from "users" where "name" not like ? and not "name" like ?
=> '%a%' | 'C%'
: 2 | Bob
: 5 | Eve

-- where_operators_are_words_of_either_case
select "id", "name" from "users" where "name" like ? or "role" is not null and "name" not like ? order by "id" asc
=> 'B%' | '%o%'
: 1 | Ada
: 2 | Bob
: 5 | Eve

-- where_ilike
!! unsupported

-- where_not_ilike
!! unsupported

-- where_like_binary
!! unsupported

-- where_not_like_binary
!! unsupported

-- where_is_a_truth_value
select "id", "name" from "users" where "active" is true and "id" < ? order by "id" asc
=> 3
: 1 | Ada
: 2 | Bob

-- where_is_not_a_truth_value
select "id", "name" from "users" where "active" is not true or "id" = ? order by "id" asc
=> 2
: 2 | Bob
: 3 | Cleo
: 5 | Eve

-- where_bits_are_set
select "id", "name" from "users" where "votes" & ? or "votes" | ? order by "id" asc
=> 16 | 0
: 1 | Ada
: 2 | Bob
: 3 | Cleo
: 4 | Dan

-- where_bits_are_shifted
select "id", "name" from "users" where "votes" << ? and "votes" >> ? and not "votes" & ? order by "id" asc
=> 1 | 6 | 8
: 2 | Bob

-- where_bits_of_a_wide_column
select "owner" from "accounts" where "balance" & ?
=> 512
: Ada

-- where_bits_differ_by_a_caret
!! unsupported

-- where_bits_differ_by_a_hash
!! unsupported

-- where_bits_are_cleared
select "id", "name" from "users" where "votes" &~ ? and "active" = ? order by "id" asc
=> 50 | false
:

-- where_regexp
select "id", "name" from "users" where "name" regexp ? or "role" not regexp ? order by "id" asc
=> '^[A-C]' | 'or$'
:~ SQLite has no function regexp() of its own

-- where_not_regexp
select "id", "name" from "users" where "votes" > ? and "name" not regexp ?
=> 0 | 'e'
:~ SQLite has no function regexp() of its own

-- where_rlike
!! unsupported

-- where_sounds_like
!! unsupported

-- where_glob
select "id", "name" from "users" where "name" glob ? and "name" not glob ? order by "id" asc
=> '[A-C]*' | '*e*'
: 1 | Ada
: 2 | Bob

-- where_the_null_safe_operator
select "id", "name" from "users" where "role" is ?
=> 'admin'
: 1 | Ada

-- where_is_distinct_from
select "id", "name" from "users" where "role" is distinct from ? order by "id" asc
=> 'editor'
: 1 | Ada
: 4 | Dan
: 5 | Eve

-- where_is_not_distinct_from
select "id", "name" from "users" where "votes" > ? and "role" is not distinct from ? order by "id" asc
=> 60 | 'editor'
: 2 | Bob

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
select * from "bookings" where "during" >> ? and "room" = ?
=> '[2022-01-08,2022-01-09)' | 5
:~ there is no such table

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
!! unsupported

-- json_length_with_an_operator_of_another_dialect
!! unsupported
