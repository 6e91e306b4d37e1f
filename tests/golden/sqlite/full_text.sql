# full_text

-- full_text_of_one_column
!! unsupported

-- full_text_of_two_columns
!! unsupported

-- or_full_text
!! unsupported

-- full_text_with_the_natural_mode_said
!! unsupported

-- full_text_with_query_expansion
!! unsupported

-- full_text_in_boolean_mode
!! unsupported

-- full_text_in_boolean_mode_is_never_expanded
!! unsupported

-- full_text_of_a_phrase
!! unsupported

-- full_text_as_web_searches_are_written
!! unsupported

-- full_text_of_a_raw_tsquery
!! unsupported

-- full_text_in_another_language
!! unsupported

-- full_text_of_a_tsvector
!! unsupported

-- full_text_of_two_tsvectors_of_simple_words
!! unsupported

-- full_text_in_a_group
!! unsupported

-- full_text_of_no_columns_is_refused
!! invalid_argument

-- full_text_with_an_unknown_mode_is_refused
!! invalid_argument

-- or_full_text_with_an_unknown_mode_is_refused
!! invalid_argument
