# full_text

-- full_text_of_one_column
select "id" from "posts" where (to_tsvector('english', "body")) @@ plainto_tsquery('english', $1)
=> 'hello world'

-- full_text_of_two_columns
select "id" from "posts" where (to_tsvector('english', "title") || to_tsvector('english', "body")) @@ plainto_tsquery('english', $1) and "published" = $2 order by "id" asc
=> 'hello' | true

-- or_full_text
select "id" from "posts" where "views" > $1 or (to_tsvector('english', "body")) @@ plainto_tsquery('english', $2) or (to_tsvector('english', "title") || to_tsvector('english', "body")) @@ plainto_tsquery('english', $3) order by "id" asc
=> 50 | 'words' | 'first'

-- full_text_with_the_natural_mode_said
select "id" from "posts" where (to_tsvector('english', "body")) @@ plainto_tsquery('english', $1) and "id" > $2
=> 'words' | 1

-- full_text_with_query_expansion
select "id" from "posts" where (to_tsvector('english', "title") || to_tsvector('english', "body")) @@ plainto_tsquery('english', $1) and "views" = $2
=> 'words' | 0

-- full_text_in_boolean_mode
!! unsupported

-- full_text_in_boolean_mode_is_never_expanded
!! unsupported

-- full_text_of_a_phrase
select "id" from "posts" where (to_tsvector('english', "body")) @@ phraseto_tsquery('english', $1) and "views" > $2 order by "id" asc
=> 'hello world' | 1

-- full_text_as_web_searches_are_written
select "id" from "posts" where (to_tsvector('english', "body")) @@ websearch_to_tsquery('english', $1)
=> 'hello -last or "more words"'

-- full_text_of_a_raw_tsquery
select "id" from "posts" where "published" = $1 and (to_tsvector('english', "title") || to_tsvector('english', "body")) @@ to_tsquery('english', $2) order by "id" asc
=> true | 'hello & w:*'

-- full_text_in_another_language
select "id" from "posts" where (to_tsvector('german', "title") || to_tsvector('german', "body")) @@ plainto_tsquery('german', $1) and "id" < $2
=> 'hallo' | 9

-- full_text_of_a_tsvector
select "id" from "posts" where ("search") @@ plainto_tsquery('english', $1)
=> 'hello'

-- full_text_of_two_tsvectors_of_simple_words
select "id" from "posts" where "id" = $1 or ("first" || "second") @@ to_tsquery('simple', $2)
=> 2 | 'a & b'

-- full_text_in_a_group
select "id" from "posts" where "published" = $1 and ((to_tsvector('english', "title")) @@ plainto_tsquery('english', $2) or (to_tsvector('english', "body")) @@ plainto_tsquery('english', $3)) and not ((to_tsvector('english', "body")) @@ plainto_tsquery('english', $4)) order by "id" asc
=> true | 'first' | 'hello' | 'last'

-- full_text_of_no_columns_is_refused
!! invalid_argument

-- full_text_with_an_unknown_mode_is_refused
!! invalid_argument

-- or_full_text_with_an_unknown_mode_is_refused
!! invalid_argument
