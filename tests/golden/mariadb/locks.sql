# locks

-- shared_lock_skip_locked
select `name` from `users` where `id` = ? lock in share mode skip locked
=> 1

-- shared_lock_no_wait
select `owner` from `accounts` where `id` > ? order by `id` asc lock in share mode nowait
=> 1

-- lock_for_key_share_no_wait
select `id` from `users` where `email` is not null and `votes` > ? lock in share mode nowait
=> 90
