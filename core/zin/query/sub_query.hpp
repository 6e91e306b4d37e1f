// A query as an argument of another one's verbs.
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include "zin/base/export.hpp"
#include "zin/query/operand.hpp"

namespace zin {

namespace query {
/// An empty query that a function may fill.
[[nodiscard]] ZIN_API std::shared_ptr<Query> unfilled_query();
}  // namespace query

/// A query, or a function that fills one: `[](auto& q) { q.from("users"); }`. Holds a reference:
/// use it as a parameter only.
class SubQuery {
 public:
  SubQuery(const Query& query) noexcept : query_(&query) {}  // NOLINT(*-explicit-constructor)
  template <detail::Fills<Query> Fn>
  SubQuery(Fn&& fill)  // NOLINT(google-explicit-constructor)
      : filled_(query::unfilled_query()), query_(filled_.get()) {
    fill(*filled_);
  }
  [[nodiscard]] const Query& query() const noexcept { return *query_; }

 private:
  std::shared_ptr<Query> filled_;
  const Query* query_;
};

}  // namespace zin
