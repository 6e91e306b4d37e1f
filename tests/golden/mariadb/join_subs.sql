# join_subs

-- join_lateral_filled_by_a_function
!! unsupported

-- left_join_lateral_filled_by_a_function
!! unsupported
