# where_now

-- where_past_of_a_column
select `id` from `users` where `created_at` < ?
=> @now

-- or_where_past_of_two_columns
select `id` from `users` where `id` = ? or `created_at` < ? or `updated_at` < ?
=> 1 | @now | @now

-- where_now_or_past_of_a_column
select `id` from `users` where `created_at` <= ?
=> @now

-- or_where_now_or_past_of_two_columns
select `id` from `users` where `id` = ? or `created_at` <= ? or `updated_at` <= ?
=> 1 | @now | @now

-- where_future_of_a_column
select `id` from `users` where `created_at` > ?
=> @now

-- or_where_future_of_two_columns
select `id` from `users` where `id` = ? or `created_at` > ? or `updated_at` > ?
=> 1 | @now | @now

-- where_now_or_future_of_a_column
select `id` from `users` where `created_at` >= ?
=> @now

-- or_where_now_or_future_of_two_columns
select `id` from `users` where `id` = ? or `created_at` >= ? or `updated_at` >= ?
=> 1 | @now | @now

-- where_today_of_a_column
select `id` from `users` where date(`created_at`) = ?
=> @today

-- or_where_today_of_two_columns
select `id` from `users` where `id` = ? or date(`created_at`) = ? or date(`updated_at`) = ?
=> 1 | @today | @today

-- where_before_today_of_a_column
select `id` from `users` where date(`created_at`) < ?
=> @today

-- or_where_before_today_of_two_columns
select `id` from `users` where `id` = ? or date(`created_at`) < ? or date(`updated_at`) < ?
=> 1 | @today | @today

-- where_today_or_before_of_a_column
select `id` from `users` where date(`created_at`) <= ?
=> @today

-- or_where_today_or_before_of_two_columns
select `id` from `users` where `id` = ? or date(`created_at`) <= ? or date(`updated_at`) <= ?
=> 1 | @today | @today

-- where_after_today_of_a_column
select `id` from `users` where date(`created_at`) > ?
=> @today

-- or_where_after_today_of_two_columns
select `id` from `users` where `id` = ? or date(`created_at`) > ? or date(`updated_at`) > ?
=> 1 | @today | @today

-- where_today_or_after_of_a_column
select `id` from `users` where date(`created_at`) >= ?
=> @today

-- or_where_today_or_after_of_two_columns
select `id` from `users` where `id` = ? or date(`created_at`) >= ? or date(`updated_at`) >= ?
=> 1 | @today | @today

-- where_past_beside_another
select `id` from `users` where `created_at` < ? or `updated_at` < ? and `id` < ?
=> @now | @now | 4

-- where_now_or_past_beside_another
select `id` from `users` where `created_at` <= ? or `updated_at` <= ? and `id` < ?
=> @now | @now | 4

-- where_future_beside_another
select `id` from `users` where `created_at` > ? or `updated_at` > ? and `id` < ?
=> @now | @now | 4

-- where_now_or_future_beside_another
select `id` from `users` where `created_at` >= ? or `updated_at` >= ? and `id` < ?
=> @now | @now | 4

-- where_today_beside_another
select `id` from `users` where date(`created_at`) = ? or date(`updated_at`) = ? and `id` < ?
=> @today | @today | 4

-- where_before_today_beside_another
select `id` from `users` where date(`created_at`) < ? or date(`updated_at`) < ? and `id` < ?
=> @today | @today | 4

-- where_today_or_before_beside_another
select `id` from `users` where date(`created_at`) <= ? or date(`updated_at`) <= ? and `id` < ?
=> @today | @today | 4

-- where_after_today_beside_another
select `id` from `users` where date(`created_at`) > ? or date(`updated_at`) > ? and `id` < ?
=> @today | @today | 4

-- where_today_or_after_beside_another
select `id` from `users` where date(`created_at`) >= ? or date(`updated_at`) >= ? and `id` < ?
=> @today | @today | 4
