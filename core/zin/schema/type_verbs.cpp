// Columns by type.
// SPDX-License-Identifier: MIT
#include "zin/schema/type_verbs.hpp"

#include <utility>

#include "zin/schema/expression_text.hpp"

namespace zin::schema {
namespace {

ColumnDefinition column_of(ColumnType type, std::string_view name) {
  ColumnDefinition column;
  column.type = type;
  column.name = name;
  return column;
}

}  // namespace

ColumnVerbs TypeVerbs::add(ColumnType type, std::string_view name) {
  return add_column(column_of(type, name));
}

ColumnVerbs TypeVerbs::counter(ColumnType type, std::string_view name) {
  return add(type, name).unsigned_().auto_increment();
}

ColumnVerbs TypeVerbs::moment(ColumnType type, std::string_view name, Precision precision) {
  ColumnDefinition column = column_of(type, name);
  column.precision = precision;
  return add_column(std::move(column));
}

ColumnVerbs TypeVerbs::float_(std::string_view name, std::uint32_t precision) {
  ColumnDefinition column = column_of(ColumnType::float_, name);
  column.precision = precision;
  return add_column(std::move(column));
}

ColumnVerbs TypeVerbs::decimal(std::string_view name, std::uint32_t total, std::uint32_t places) {
  ColumnDefinition column = column_of(ColumnType::decimal, name);
  column.total = total;
  column.places = places;
  return add_column(std::move(column));
}

ColumnVerbs TypeVerbs::char_(std::string_view name, std::uint32_t length) {
  ColumnDefinition column = column_of(ColumnType::char_, name);
  column.length = length;
  return add_column(std::move(column));
}

ColumnVerbs TypeVerbs::string(std::string_view name, std::uint32_t length) {
  ColumnDefinition column = column_of(ColumnType::string, name);
  column.length = length;
  return add_column(std::move(column));
}

ColumnVerbs TypeVerbs::enum_(std::string_view name, ColumnNames allowed) {
  ColumnDefinition column = column_of(ColumnType::enum_, name);
  column.allowed = std::move(allowed).names();
  return add_column(std::move(column));
}

ColumnVerbs TypeVerbs::set(std::string_view name, ColumnNames allowed) {
  ColumnDefinition column = column_of(ColumnType::set, name);
  column.allowed = std::move(allowed).names();
  return add_column(std::move(column));
}

ColumnVerbs TypeVerbs::binary(std::string_view name, std::optional<std::uint32_t> length,
                              bool fixed) {
  ColumnDefinition column = column_of(ColumnType::binary, name);
  column.length = length;
  column.fixed = fixed;
  return add_column(std::move(column));
}

void TypeVerbs::timestamps(Precision precision) {
  timestamp("created_at", precision).nullable();
  timestamp("updated_at", precision).nullable();
}

void TypeVerbs::timestamps_tz(Precision precision) {
  timestamp_tz("created_at", precision).nullable();
  timestamp_tz("updated_at", precision).nullable();
}

void TypeVerbs::datetimes(Precision precision) {
  date_time("created_at", precision).nullable();
  date_time("updated_at", precision).nullable();
}

ColumnVerbs TypeVerbs::geometry(std::string_view name, std::string_view subtype,
                                std::uint32_t srid) {
  ColumnDefinition column = column_of(ColumnType::geometry, name);
  column.subtype = subtype;
  column.srid = srid;
  return add_column(std::move(column));
}

ColumnVerbs TypeVerbs::geography(std::string_view name, std::string_view subtype,
                                 std::uint32_t srid) {
  ColumnDefinition column = column_of(ColumnType::geography, name);
  column.subtype = subtype;
  column.srid = srid;
  return add_column(std::move(column));
}

ColumnVerbs TypeVerbs::vector(std::string_view name, std::uint32_t dimensions) {
  ColumnDefinition column = column_of(ColumnType::vector, name);
  column.dimensions = dimensions;
  return add_column(std::move(column));
}

ColumnVerbs TypeVerbs::raw_column(std::string_view name, SqlLiteral definition) {
  ColumnDefinition column = column_of(ColumnType::raw, name);
  column.definition = definition.text();
  return add_column(std::move(column));
}

ColumnVerbs TypeVerbs::raw_column(std::string_view name, const Raw& definition) {
  ColumnDefinition column = column_of(ColumnType::raw, name);
  column.definition = expression_text(definition, "raw_column");
  return add_column(std::move(column));
}

void TypeVerbs::add_morphs(const Morph& morph, Key key) {
  const std::string type_name = std::string{morph.name} + "_type";
  const std::string id_name = std::string{morph.name} + "_id";
  ColumnDefinition type = column_of(ColumnType::string, type_name);
  type.length = 255;
  ColumnDefinition id = column_of(ColumnType::big_integer, id_name);
  if (key == Key::number) {
    id.unsigned_ = true;
  } else if (key == Key::uuid) {
    id.type = ColumnType::uuid;
  } else {
    id.type = ColumnType::char_;
    id.length = 26;
  }
  for (ColumnDefinition* const column : {&type, &id}) {
    if (morph.nullable) column->nullable = true;
  }
  if (!morph.after.empty()) {
    type.after = morph.after;
    id.after = type_name;
  }
  add_column(std::move(type));
  add_column(std::move(id));
  IndexDefinition index;
  index.name = morph.index;
  index.columns = {type_name, id_name};
  add_index(std::move(index));
}

void TypeVerbs::morphs(std::string_view name, std::string_view index, std::string_view after) {
  add_morphs({name, index, after, false}, Key::number);
}

void TypeVerbs::uuid_morphs(std::string_view name, std::string_view index, std::string_view after) {
  add_morphs({name, index, after, false}, Key::uuid);
}

void TypeVerbs::ulid_morphs(std::string_view name, std::string_view index, std::string_view after) {
  add_morphs({name, index, after, false}, Key::ulid);
}

void TypeVerbs::nullable_morphs(std::string_view name, std::string_view index,
                                std::string_view after) {
  add_morphs({name, index, after, true}, Key::number);
}

void TypeVerbs::nullable_uuid_morphs(std::string_view name, std::string_view index,
                                     std::string_view after) {
  add_morphs({name, index, after, true}, Key::uuid);
}

void TypeVerbs::nullable_ulid_morphs(std::string_view name, std::string_view index,
                                     std::string_view after) {
  add_morphs({name, index, after, true}, Key::ulid);
}

}  // namespace zin::schema
