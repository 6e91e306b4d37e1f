// What MySQL says differently.
// SPDX-License-Identifier: MIT
#pragma once

#include "zin/query/grammar.hpp"

namespace zin::query {

class MysqlGrammar : public Grammar {
 public:
  unsigned truncate(Writer& out, const ast::Select& query, unsigned which) const override;

 protected:
  [[nodiscard]] Dialect dialect() const noexcept override { return Dialect::mysql; }
  void index_hint(Writer& out, const ast::IndexHint& hint) const override;
  [[nodiscard]] std::string_view join_words(ast::Join::Kind kind) const override;
  void random(Writer& out, const ast::Order& order) const override;
  void nulls(Writer& out, const ast::Order& order) const override;
  void limits(Writer& out, std::optional<std::uint64_t> limit,
              std::optional<std::uint64_t> offset) const override;
  void lock(Writer& out, const ast::Lock& lock) const override;
  void null(Writer& out, const ast::Condition& node) const override;
  void in_many(Writer& out, const ast::Condition& node) const override;
  void like(Writer& out, const ast::Condition& node) const override;
  void null_safe_equal(Writer& out, const ast::Condition& node) const override;
  void date_part(Writer& out, const ast::Condition& node) const override;
  void json_contains(Writer& out, const ast::Condition& node) const override;
  void json_overlaps(Writer& out, const ast::Condition& node) const override;
  void json_contains_key(Writer& out, const ast::Condition& node) const override;
  void json_length(Writer& out, const ast::Condition& node) const override;
  void json_boolean(Writer& out, const ast::Condition& node) const override;
  void full_text(Writer& out, const ast::Condition& node) const override;
  void json(Writer& out, const JsonPath& path) const override;
  [[nodiscard]] std::string_view insert_words(const ast::Insert& insert) const override;
  void no_values(Writer& out) const override;
  void conflict(Writer& out, const ast::Insert& insert) const override;
  void overwritten(Writer& out, std::string_view column) const override;
  void assigned_column(Writer& out, std::string_view column) const override;
  void json_assignment(Writer& out, const ast::Assignment& assignment) const override;
  void write_ctes(Writer& out, const ast::Select& query, std::string_view verb) const override;
  void write_orders(Writer& out, const ast::Select& query) const override;
  void update_limited(Writer& out, const ast::Select& query,
                      const ast::Update& update) const override;
  void update_from(Writer& out, const ast::Select& query, const ast::Update& update) const override;
  void erase_limited(Writer& out, const ast::Select& query) const override;

  /// A bound text as a JSON document.
  virtual void document(Writer& out, Value value) const;
  // `column`, '$."path"'
  void json_field(Writer& out, const JsonPath& path) const;
  void extracted(Writer& out, const JsonPath& path) const;
};

}  // namespace zin::query
