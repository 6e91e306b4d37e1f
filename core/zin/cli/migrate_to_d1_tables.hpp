// What a copy into D1 makes there, and how it reads what belongs into it.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace zin::cli {

/// One column that is copied; generated ones are not.
struct D1Column {
  std::string name;
  std::string type{};    ///< In D1: "integer", "decimal_text".
  std::string select{};  ///< The expression that reads it at the source.
  std::string source{};  ///< Its name there, quoted.
  /// Read in order and compared to go on from a row: its values come back as they went.
  bool may_be_key = false;
};

/// One table.
struct D1Table {
  std::string name;
  std::string source{};  ///< At the source, quoted, with its schema.
  std::string create{};  ///< The statement that makes it in D1.
  std::vector<D1Column> columns{};
  std::vector<std::size_t> key{};    ///< Of `columns`; empty: rows are read without an order.
  std::vector<std::string> after{};  ///< Tables that it refers to.
  /// Of `columns`: foreign keys in a ring of tables, which are written when all rows are there.
  std::vector<std::size_t> later{};
};

/// All of it, in the order in which rows go in.
struct D1Plan {
  std::vector<D1Table> tables{};
  /// Unique indexes: a foreign key may lead to one.
  std::vector<std::string> before_rows{};
  std::vector<std::string> behind_rows{};  ///< Other indexes, views and triggers.
  std::vector<std::string> warnings{};     ///< What is left out or becomes something else.
};

/// Puts tables behind those that they refer to. Where that is a ring, or a table refers to itself,
/// the keys of one table are written later; Errc::unsupported for columns of such a key that may
/// not be NULL or are part of the primary key, naming them, and for a table without a key. `keys`
/// gives, for a table, the columns that refer to another one and whether they may be NULL.
struct D1ForeignKey {
  std::string table;
  std::string target;
  std::vector<std::string> columns;
  bool nullable = false;
};
void order_tables(D1Plan& plan, const std::vector<D1ForeignKey>& keys, bool keys_are_checked);

}  // namespace zin::cli
