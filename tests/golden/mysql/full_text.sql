# full_text

-- full_text_of_one_column
select `id` from `posts` where match (`body`) against (? in natural language mode)
=> 'hello world'

-- full_text_of_two_columns
select `id` from `posts` where match (`title`, `body`) against (? in natural language mode) and `published` = ? order by `id` asc
=> 'hello' | true

-- or_full_text
select `id` from `posts` where `views` > ? or match (`body`) against (? in natural language mode) or match (`title`, `body`) against (? in natural language mode) order by `id` asc
=> 50 | 'words' | 'first'

-- full_text_with_the_natural_mode_said
select `id` from `posts` where match (`body`) against (? in natural language mode) and `id` > ?
=> 'words' | 1

-- full_text_with_query_expansion
select `id` from `posts` where match (`title`, `body`) against (? in natural language mode with query expansion) and `views` = ?
=> 'words' | 0

-- full_text_in_boolean_mode
select `id` from `posts` where match (`body`) against (? in boolean mode) and `published` = ?
=> '+hello -last' | true

-- full_text_in_boolean_mode_is_never_expanded
select `id` from `posts` where `id` = ? or match (`title`, `body`) against (? in boolean mode)
=> 1 | '+words'

-- full_text_of_a_phrase
!! unsupported

-- full_text_as_web_searches_are_written
!! unsupported

-- full_text_of_a_raw_tsquery
!! unsupported

-- full_text_in_another_language
select `id` from `posts` where match (`title`, `body`) against (? in natural language mode) and `id` < ?
=> 'hallo' | 9

-- full_text_of_a_tsvector
select `id` from `posts` where match (`search`) against (? in natural language mode)
=> 'hello'

-- full_text_of_two_tsvectors_of_simple_words
!! unsupported

-- full_text_in_a_group
select `id` from `posts` where `published` = ? and (match (`title`) against (? in natural language mode) or match (`body`) against (? in natural language mode)) and not (match (`body`) against (? in natural language mode)) order by `id` asc
=> true | 'first' | 'hello' | 'last'

-- full_text_of_no_columns_is_refused
!! invalid_argument

-- full_text_with_an_unknown_mode_is_refused
!! invalid_argument

-- or_full_text_with_an_unknown_mode_is_refused
!! invalid_argument
