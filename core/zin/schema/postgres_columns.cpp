// PostgreSQL's texts: columns.
// SPDX-License-Identifier: MIT
#include <string>

#include "zin/base/bytes.hpp"
#include "zin/schema/postgres_compiler.hpp"
#include "zin/schema/qualified_name.hpp"

namespace zin::schema {
namespace {

// A serial is a type of new columns alone.
std::string_view integer_words(const ColumnDefinition& column) {
  const bool counts = column.auto_increment && !column.generated_as && !column.change;
  switch (column.type) {
    case ColumnType::tiny_integer:
    case ColumnType::small_integer:
      return counts ? "smallserial" : "smallint";
    case ColumnType::big_integer:
      return counts ? "bigserial" : "bigint";
    default:
      return counts ? "serial" : "integer";
  }
}

// As the server names the check of a column.
std::string check_name_of(std::string_view table, std::string_view column) {
  return std::string{qualified(table).name} + "_" + std::string{column} + "_check";
}

}  // namespace

void PostgresCompiler::allowed_check(Writer& out, const ColumnDefinition& column) const {
  out << "check (";
  out.quoted(column.name);
  out << " in (";
  allowed(out, column);
  out << "))";
}

void PostgresCompiler::type(Writer& out, const ColumnDefinition& column) const {
  const auto with_length = [&](std::string_view word) {
    out << word;
    if (column.length) out << '(' << std::to_string(*column.length) << ')';
  };
  const auto moment = [&](std::string_view word, bool zoned) {
    out << word << '(' << std::to_string(column.precision.value_or(0)) << ')'
        << (zoned ? " with time zone" : " without time zone");
  };
  const auto shape = [&](std::string_view word) {
    out << word;
    if (column.subtype.empty()) return;
    out << '(';
    for (const char c : column.subtype) {
      out << (c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
    }
    if (column.srid != 0) out << ',' << std::to_string(column.srid);
    out << ')';
  };
  switch (column.type) {
    case ColumnType::char_:
      return with_length("char");
    case ColumnType::string:
      return with_length("varchar");
    case ColumnType::tiny_text:
      out << "varchar(255)";
      return;
    case ColumnType::text:
    case ColumnType::medium_text:
    case ColumnType::long_text:
      out << "text";
      return;
    case ColumnType::tiny_integer:
    case ColumnType::small_integer:
    case ColumnType::medium_integer:
    case ColumnType::integer:
    case ColumnType::big_integer:
    case ColumnType::year:
      out << integer_words(column);
      return;
    case ColumnType::float_:
      out << "float";
      if (column.precision.value_or(0) != 0) out << '(' << std::to_string(*column.precision) << ')';
      return;
    case ColumnType::double_:
      out << "double precision";
      return;
    case ColumnType::decimal:
      out << "decimal(" << std::to_string(column.total) << ", " << std::to_string(column.places)
          << ')';
      return;
    case ColumnType::boolean:
      out << "boolean";
      return;
    case ColumnType::enum_:
      out << "varchar(255)";
      if (column.change) return;  // ALTER has the check apart
      out << ' ';
      return allowed_check(out, column);
    case ColumnType::json:
      out << "json";
      return;
    case ColumnType::jsonb:
      out << "jsonb";
      return;
    case ColumnType::date:
      out << "date";
      return;
    case ColumnType::time:
      return moment("time", false);
    case ColumnType::time_tz:
      return moment("time", true);
    case ColumnType::date_time:
    case ColumnType::timestamp:
      return moment("timestamp", false);
    case ColumnType::date_time_tz:
    case ColumnType::timestamp_tz:
      return moment("timestamp", true);
    case ColumnType::binary:
      out << "bytea";
      return;
    case ColumnType::uuid:
      out << "uuid";
      return;
    case ColumnType::ip_address:
      out << "inet";
      return;
    case ColumnType::mac_address:
      out << "macaddr";
      return;
    case ColumnType::geometry:
      return shape("geometry");
    case ColumnType::geography:
      return shape("geography");
    case ColumnType::vector:
      out << "vector";
      if (column.dimensions != 0) out << '(' << std::to_string(column.dimensions) << ')';
      return;
    case ColumnType::tsvector:
      out << "tsvector";
      return;
    case ColumnType::raw:
      out << column.definition;
      return;
    case ColumnType::none:
    case ColumnType::set:
      return;  // refused before
  }
}

void PostgresCompiler::identity(Writer& out, const ColumnDefinition& column) const {
  out << "generated " << (column.always ? "always" : "by default") << " as identity";
  if (!column.generated_as->empty()) out << " (" << *column.generated_as << ')';
}

void PostgresCompiler::modifiers(Writer& out, const Table* table,
                                 const ColumnDefinition& column) const {
  if (!column.collation.empty()) {
    out << " collate ";
    out.quoted(column.collation);
  }
  out << (column.nullable.value_or(false) ? " null" : " not null");
  default_of(out, column);
  if (column.virtual_as) out << " generated always as (" << *column.virtual_as << ") virtual";
  if (column.stored_as) out << " generated always as (" << *column.stored_as << ") stored";
  if (column.generated_as) {
    out << ' ';
    identity(out, column);
  }
  const bool is_key = table == nullptr || table->primary == nullptr;
  if (column.auto_increment && is_key) out << " primary key";
}

void PostgresCompiler::change_column(Statements& out, const Table& table,
                                     const ColumnDefinition& column) const {
  const bool has_check = column.type == ColumnType::enum_;
  const std::string check = check_name_of(table.name, column.name);
  statement(out, [&](Writer& text) {
    text << "alter table ";
    table_name(text, table.name);
    text << ' ';
    if (has_check) {
      text << "drop constraint if exists ";
      text.quoted(check);
      text << ", ";
    }
    const auto alter = [&]() -> Writer& {
      text << "alter column ";
      text.quoted(column.name);
      return text << ' ';
    };
    alter() << "type ";
    type(text, column);
    if (!column.collation.empty()) {
      text << " collate ";
      text.quoted(column.collation);
    }
    if (!column.using_.empty()) text << " using " << column.using_;
    text << ", ";
    alter() << (column.nullable.value_or(false) ? "drop not null" : "set not null");
    // The default of a serial is where its values come from.
    if (!column.auto_increment || column.generated_as) {
      text << ", ";
      if (column.default_value || column.use_current) {
        alter() << "set";
        default_of(text, column);
      } else {
        alter() << "drop default";
      }
    }
    if (!column.auto_increment || column.generated_as) {
      text << ", ";
      alter() << "drop identity if exists";
    }
    if (column.generated_as) {
      text << ", ";
      alter() << "add ";
      identity(text, column);
    }
    if (has_check) {
      text << ", add constraint ";
      text.quoted(check);
      text << ' ';
      allowed_check(text, column);
    }
  });
}

void PostgresCompiler::finish_column(Statements& out, const Table& table,
                                     const ColumnDefinition& column) const {
  if (column.auto_increment && column.from) {
    const std::string name = text([&](Writer& quoted) { table_name(quoted, table.name); });
    statement(out, [&](Writer& text) {
      text << "select setval(pg_get_serial_sequence(";
      text.literal(name);
      text << ", ";
      text.literal(column.name);
      text << "), " << std::to_string(*column.from) << ", false)";
    });
  }
  if (!column.comment && !column.change) return;
  statement(out, [&](Writer& text) {
    text << "comment on column ";
    table_name(text, table.name);
    text << '.';
    text.quoted(column.name);
    text << " is ";
    if (column.comment) {
      text.literal(*column.comment);
    } else {
      text << "NULL";
    }
  });
}

void PostgresCompiler::default_literal(Writer& out, const ColumnDefinition& column,
                                       const Value& value) const {
  if (value.type() != Type::bytes) return Compiler::default_literal(out, column, value);
  const std::string hex = value.to_string();  // x'00ff'
  out << "'\\x" << hex.substr(2);
}

std::string PostgresCompiler::current(const ColumnDefinition& column) const {
  if (column.type == ColumnType::date) return "CURRENT_DATE";
  if (column.type == ColumnType::year) return "EXTRACT(YEAR FROM CURRENT_DATE)";
  return "CURRENT_TIMESTAMP";
}

}  // namespace zin::schema
