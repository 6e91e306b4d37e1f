// English plurals: from the name of a column to the table that it refers to.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace zin::schema {

/// The plural of the last word: "user" gives "users", "blog_category" "blog_categories", "person"
/// "people". What is plural, or has no other form, stays. Words are of ASCII letters; their case is
/// kept but for irregular ones, which come in lower case.
[[nodiscard]] std::string plural(std::string_view name);

/// The table to whose `key` a column of that name refers: "users" for "user_id" and "id". The
/// plural of all of it when the name does not end in the key.
[[nodiscard]] std::string table_referred_to(std::string_view column, std::string_view key);

}  // namespace zin::schema
