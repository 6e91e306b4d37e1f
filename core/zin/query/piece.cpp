// Which rows are the next piece.
// SPDX-License-Identifier: MIT
#include "zin/query/piece.hpp"

#include "zin/base/error.hpp"
#include "zin/query/select_list.hpp"

namespace zin {
namespace query {

void check_chunks(const Builder& builder, std::int64_t rows, bool needs_order) {
  if (rows <= 0) {
    throw Error(Errc::invalid_argument,
                "chunk() got pieces of " + std::to_string(rows) + " rows; give at least 1");
  }
  if (needs_order && builder.orders().empty()) {
    throw Error(Errc::invalid_argument,
                std::string{"chunk() needs an order, or pieces may overlap; add order_by()"} +
                    (builder.is_combined() ? " behind the union, so that it is of all rows"
                                           : ", or use chunk_by_id()"));
  }
  const ast::Select& select = builder.select;
  const bool limited = builder.is_combined() ? select.combined_limit || select.combined_offset
                                             : select.limit || select.offset;
  if (limited) {
    throw Error(Errc::invalid_argument,
                "chunk() takes no limit() or offset(): it sets its own; end it by giving false");
  }
}

Value end_of(const Rows& piece, std::string_view name) {
  Value end = piece.back().value(name);
  if (!end.is_null()) return end;
  throw Error(Errc::invalid_argument, "a piece cannot go on from a NULL in " + std::string{name} +
                                          "; name a column that has none and is unique");
}

void narrow(Builder& builder, const Piece& piece) {
  std::string_view column = piece.column;
  if (builder.is_combined()) {
    // A condition would be one of the first query alone.
    builder.forget_orders_of_rows();
    builder = builder.as_table("temp_table");
    column = called_in_rows(column);
  }
  if (piece.behind != nullptr) {
    builder.enclose_wheres();
    if (piece.behind->is_null()) {
      builder.wheres().null({.negated = true}, column);
    } else {
      builder.wheres().compare({}, column, piece.descending ? "<" : ">", Value{*piece.behind});
    }
  }
  builder.forget_orders_of(column);
  builder.order_by(column, piece.descending, Nulls::unsaid);
  builder.limit(piece.rows);
}

}  // namespace query

void RowsById::step() {
  if (++at_ < piece_.size()) return;
  // A short piece is the last one.
  const bool ended = piece_.size() < wanted_;
  Rows next;
  if (!ended) {
    const Value behind = query::end_of(piece_, name_);
    next = read_(&behind);
  }
  piece_ = std::move(next);
  at_ = 0;
}

}  // namespace zin
