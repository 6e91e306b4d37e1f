// The limits are those of Cloudflare's "D1 limits".
// SPDX-License-Identifier: MIT
#include "zin/cli/migrate_to_d1_rows.hpp"

#include <fmt/format.h>

#include <cmath>
#include <iterator>
#include <limits>
#include <utility>

#include "zin/base/error.hpp"
#include "zin/cli/value_text.hpp"

namespace zin::cli {
namespace {

constexpr std::size_t most_values = 100;
// Of 100,000 bytes; what stands behind the rows has to fit too.
constexpr std::size_t most_sql_bytes = 90'000;
// The signed proxy: 32 KiB of SQL, 128 KiB with the values.
constexpr std::size_t most_proxied_sql_bytes = 30'000;
constexpr std::size_t most_proxied_bytes = 100'000;
constexpr std::size_t most_value_bytes = 2'000'000;
constexpr std::size_t most_statements = 100;
constexpr std::size_t most_batch_bytes = 1'000'000;

std::size_t size_of(const Value& value) {
  switch (value.type()) {
    case Type::text:
      return value.get<std::string_view>().size();
    case Type::bytes:
      return value.get<Bytes>().size() * 2;  // in hexadecimal
    default:
      return 24;
  }
}

std::string name_list(const D1Table& table, const std::vector<std::size_t>& columns) {
  std::string text;
  for (const std::size_t index : columns) {
    text += (text.empty() ? "" : ", ") + d1_table_name(table.columns[index].name);
  }
  return text;
}

}  // namespace

std::string d1_table_name(const std::string& name) {
  return quote_identifier(name, Dialect::sqlite);
}

D1RowWriter::D1RowWriter(Session& target, const D1Table& table, bool atomic)
    : target_(target), table_(table), atomic_(atomic) {
  std::string columns;
  for (const D1Column& column : table.columns) {
    columns += (columns.empty() ? "" : ", ") + d1_table_name(column.name);
  }
  head_ = fmt::format("insert into {} ({}) values ", d1_table_name(table.name), columns);
  if (!table.key.empty()) {
    tail_ = fmt::format(" on conflict ({}) do nothing", name_list(table, table.key));
  }
}

void D1RowWriter::append(Statement& to, const Value& value, const std::string& column) const {
  const auto refuse = [&](std::string_view what) {
    throw Error(Errc::data_error, fmt::format("{}.{}: {}", table_.name, column, what));
  };
  const auto bind = [&to](Value bound) {
    to.sql += '?';
    to.values.push_back(std::move(bound));
  };
  switch (value.type()) {
    case Type::null:
      to.sql += "NULL";
      return;
    case Type::boolean:
      to.sql += value.get<bool>() ? '1' : '0';
      return;
    case Type::int64:
      fmt::format_to(std::back_inserter(to.sql), "{}", value.get<std::int64_t>());
      return;
    case Type::uint64:
      if (value.get<std::uint64_t>() >
          static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
        refuse("D1 holds no integer above 9223372036854775807");
      }
      fmt::format_to(std::back_inserter(to.sql), "{}", value.get<std::uint64_t>());
      return;
    case Type::float32:
    case Type::float64:
      if (!std::isfinite(value.get<double>())) refuse("D1 takes no infinity and no NaN");
      return bind(value);
    case Type::text:
    case Type::bytes:
      if (size_of(value) > most_value_bytes * (value.type() == Type::bytes ? 2 : 1)) {
        refuse("D1 takes at most 2,000,000 bytes a value");
      }
      return bind(value);
    case Type::date:
    case Type::time:
    case Type::timestamp:
    case Type::timestamptz:
      return bind(value);
    default:
      return bind(Value{plain_text(value)});
  }
}

void D1RowWriter::close_insert() {
  if (insert_.sql.empty()) return;
  insert_.sql += tail_;
  batch_.push_back(std::exchange(insert_, {}));
}

bool D1RowWriter::is_full() const noexcept {
  return batch_.size() + 1 >= most_statements ||
         bytes_ >= (atomic_ ? most_batch_bytes : most_proxied_bytes / 2);
}

bool D1RowWriter::add(const std::vector<Value>& row) {
  Statement made;
  made.sql = "(";
  for (std::size_t at = 0; at < row.size(); ++at) {
    if (at != 0) made.sql += ',';
    append(made, row[at], table_.columns[at].name);
  }
  made.sql += ')';
  const bool fits =
      insert_.values.size() + made.values.size() <= most_values &&
      insert_.sql.size() + made.sql.size() < (atomic_ ? most_sql_bytes : most_proxied_sql_bytes) &&
      (atomic_ || bytes_ < most_proxied_bytes);
  if (!fits) close_insert();
  if (insert_.sql.empty()) {
    insert_.sql = head_;
  } else {
    insert_.sql += ',';
  }
  insert_.sql += made.sql;
  bytes_ += made.sql.size();
  for (Value& value : made.values) {
    bytes_ += size_of(value);
    insert_.values.push_back(std::move(value));
  }
  return is_full();
}

bool D1RowWriter::set_later(const std::vector<Value>& key, const std::vector<Value>& values) {
  Statement made;
  made.sql = fmt::format("update {} set ", d1_table_name(table_.name));
  for (std::size_t at = 0; at < values.size(); ++at) {
    const std::string& column = table_.columns[table_.later[at]].name;
    made.sql += (at == 0 ? "" : ", ") + d1_table_name(column) + " = ";
    append(made, values[at], column);
  }
  for (std::size_t at = 0; at < key.size(); ++at) {
    const std::string& column = table_.columns[table_.key[at]].name;
    made.sql += (at == 0 ? " where " : " and ") + d1_table_name(column) + " = ";
    append(made, key[at], column);
  }
  bytes_ += made.sql.size();
  batch_.push_back(std::move(made));
  return is_full();
}

void D1RowWriter::flush() {
  close_insert();
  if (batch_.empty()) return;
  const auto run = [this](Session& session) {
    for (const Statement& one : batch_) session.execute(one.sql, one.values);
  };
  if (atomic_) {
    target_.transaction(run);
  } else {
    run(target_);
  }
  batch_.clear();
  bytes_ = 0;
}

}  // namespace zin::cli
