# joins

-- join_lateral_of_a_query
!! unsupported

-- join_lateral_binds_before_where
!! unsupported

-- left_join_lateral_of_a_query
!! unsupported

-- left_join_lateral_behind_another_join
!! unsupported
