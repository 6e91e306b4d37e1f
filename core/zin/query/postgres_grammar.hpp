// What PostgreSQL says differently.
// SPDX-License-Identifier: MIT
#pragma once

#include "zin/query/grammar.hpp"

namespace zin::query {

class PostgresGrammar final : public Grammar {
 public:
  unsigned truncate(Writer& out, const ast::Select& query, unsigned which) const override;
  [[nodiscard]] bool locks_given_rows_only() const noexcept override { return true; }

 private:
  [[nodiscard]] Dialect dialect() const noexcept override { return Dialect::postgres; }
  void distinct(Writer& out, const ast::Select& query) const override;
  void lock(Writer& out, const ast::Lock& lock) const override;
  void compare(Writer& out, const ast::Condition& node) const override;
  void compared(Writer& out, const ast::Condition& node) const override;
  void in(Writer& out, const ast::Condition& node) const override;
  void null_safe_equal(Writer& out, const ast::Condition& node) const override;
  void in_many(Writer& out, const ast::Condition& node) const override;
  void like(Writer& out, const ast::Condition& node) const override;
  void date_part(Writer& out, const ast::Condition& node) const override;
  void json_contains(Writer& out, const ast::Condition& node) const override;
  void json_overlaps(Writer& out, const ast::Condition& node) const override;
  void json_contains_key(Writer& out, const ast::Condition& node) const override;
  void json_length(Writer& out, const ast::Condition& node) const override;
  void json_boolean(Writer& out, const ast::Condition& node) const override;
  void full_text(Writer& out, const ast::Condition& node) const override;
  void json(Writer& out, const JsonPath& path) const override;
  void assignments(Writer& out, const ast::Update& update) const override;
  void json_assignment(Writer& out, const ast::Assignment& assignment) const override;
  void update_limited(Writer& out, const ast::Select& query,
                      const ast::Update& update) const override;
  void erase_limited(Writer& out, const ast::Select& query) const override;

  void matched(Writer& out, const ast::Expression& expression) const;
  void step(Writer& out, const JsonStep& step) const;
  // ("column"->'key')::jsonb
  void document(Writer& out, const JsonPath& path) const;
  // The same, an empty list where it is none: a function of lists refuses the whole statement.
  void list(Writer& out, const JsonPath& path) const;
};

}  // namespace zin::query
