# ctes

-- with_in_front_of_an_update
!! unsupported

-- with_in_front_of_a_delete
!! unsupported
