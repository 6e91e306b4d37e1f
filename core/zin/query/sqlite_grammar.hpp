// What SQLite says differently.
// SPDX-License-Identifier: MIT
#pragma once

#include "zin/query/grammar.hpp"

namespace zin::query {

class SqliteGrammar final : public Grammar {
 public:
  unsigned truncate(Writer& out, const ast::Select& query, unsigned which) const override;

 private:
  [[nodiscard]] Dialect dialect() const noexcept override { return Dialect::sqlite; }
  void index_hint(Writer& out, const ast::IndexHint& hint) const override;
  void lateral(Writer& out, const ast::Join& join) const override;
  void limits(Writer& out, std::optional<std::uint64_t> limit,
              std::optional<std::uint64_t> offset) const override;
  [[nodiscard]] std::string_view all_words(ast::Combination::Kind kind) const override;
  void combined(Writer& out, const ast::Select& query, Place place) const override;
  void in_many(Writer& out, const ast::Condition& node) const override;
  [[nodiscard]] std::string_view row_list_words() const override;
  void like(Writer& out, const ast::Condition& node) const override;
  void null_safe_equal(Writer& out, const ast::Condition& node) const override;
  void date_part(Writer& out, const ast::Condition& node) const override;
  void json_contains(Writer& out, const ast::Condition& node) const override;
  void json_overlaps(Writer& out, const ast::Condition& node) const override;
  void json_contains_key(Writer& out, const ast::Condition& node) const override;
  void json_length(Writer& out, const ast::Condition& node) const override;
  void json(Writer& out, const JsonPath& path) const override;
  [[nodiscard]] std::string_view insert_words(const ast::Insert& insert) const override;
  void conflict(Writer& out, const ast::Insert& insert) const override;
  void assignments(Writer& out, const ast::Update& update) const override;
  void json_assignment(Writer& out, const ast::Assignment& assignment) const override;
  void update_limited(Writer& out, const ast::Select& query,
                      const ast::Update& update) const override;
  void erase_limited(Writer& out, const ast::Select& query) const override;

  void json_field(Writer& out, const JsonPath& path) const;
  void json_member(Writer& out, const JsonPath& path, const Value& value) const;
};

}  // namespace zin::query
