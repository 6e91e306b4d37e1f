// The columns that a blueprint can have, by type.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "zin/base/export.hpp"
#include "zin/schema/column_names.hpp"
#include "zin/schema/column_verbs.hpp"
#include "zin/schema/table_draft.hpp"
#include "zin/sql/raw.hpp"

namespace zin::schema {

/// Each verb adds a column, or says with change() what one becomes. Times have whole seconds unless
/// a precision of up to 6 digits is given. [one thread at a time]
class ZIN_API TypeVerbs : public TableDraft {
 public:
  using Precision = std::optional<std::uint32_t>;

  /// The usual key: a big integer that counts up.
  ColumnVerbs id(std::string_view name = "id") { return big_increments(name); }
  ColumnVerbs increments(std::string_view name) { return counter(ColumnType::integer, name); }
  ColumnVerbs integer_increments(std::string_view name) { return increments(name); }
  ColumnVerbs tiny_increments(std::string_view name) {
    return counter(ColumnType::tiny_integer, name);
  }
  ColumnVerbs small_increments(std::string_view name) {
    return counter(ColumnType::small_integer, name);
  }
  ColumnVerbs medium_increments(std::string_view name) {
    return counter(ColumnType::medium_integer, name);
  }
  ColumnVerbs big_increments(std::string_view name) {
    return counter(ColumnType::big_integer, name);
  }

  ColumnVerbs tiny_integer(std::string_view name) { return add(ColumnType::tiny_integer, name); }
  ColumnVerbs small_integer(std::string_view name) { return add(ColumnType::small_integer, name); }
  ColumnVerbs medium_integer(std::string_view name) {
    return add(ColumnType::medium_integer, name);
  }
  ColumnVerbs integer(std::string_view name) { return add(ColumnType::integer, name); }
  ColumnVerbs big_integer(std::string_view name) { return add(ColumnType::big_integer, name); }
  ColumnVerbs unsigned_tiny_integer(std::string_view name) {
    return tiny_integer(name).unsigned_();
  }
  ColumnVerbs unsigned_small_integer(std::string_view name) {
    return small_integer(name).unsigned_();
  }
  ColumnVerbs unsigned_medium_integer(std::string_view name) {
    return medium_integer(name).unsigned_();
  }
  ColumnVerbs unsigned_integer(std::string_view name) { return integer(name).unsigned_(); }
  ColumnVerbs unsigned_big_integer(std::string_view name) { return big_integer(name).unsigned_(); }

  /// Columns that refer to the key of another table; constrained() makes that a foreign key.
  ColumnVerbs foreign_id(std::string_view name) { return unsigned_big_integer(name); }
  ColumnVerbs foreign_uuid(std::string_view name) { return uuid(name); }
  ColumnVerbs foreign_ulid(std::string_view name, std::uint32_t length = 26) {
    return char_(name, length);
  }

  /// The precision in bits: beyond 24 it is a double on the servers that know it.
  ColumnVerbs float_(std::string_view name, std::uint32_t precision = 53);
  ColumnVerbs double_(std::string_view name) { return add(ColumnType::double_, name); }
  /// Exact, with `total` digits of which `places` are behind the point. SQLite makes doubles of it.
  ColumnVerbs decimal(std::string_view name, std::uint32_t total = 8, std::uint32_t places = 2);
  ColumnVerbs boolean(std::string_view name) { return add(ColumnType::boolean, name); }

  ColumnVerbs char_(std::string_view name, std::uint32_t length = 255);
  ColumnVerbs string(std::string_view name, std::uint32_t length = 255);
  ColumnVerbs tiny_text(std::string_view name) { return add(ColumnType::tiny_text, name); }
  ColumnVerbs text(std::string_view name) { return add(ColumnType::text, name); }
  ColumnVerbs medium_text(std::string_view name) { return add(ColumnType::medium_text, name); }
  ColumnVerbs long_text(std::string_view name) { return add(ColumnType::long_text, name); }
  /// One of the values.
  ColumnVerbs enum_(std::string_view name, ColumnNames allowed);
  /// Any of the values: MySQL and MariaDB.
  ColumnVerbs set(std::string_view name, ColumnNames allowed);
  ColumnVerbs json(std::string_view name) { return add(ColumnType::json, name); }
  ColumnVerbs jsonb(std::string_view name) { return add(ColumnType::jsonb, name); }
  ColumnVerbs uuid(std::string_view name = "uuid") { return add(ColumnType::uuid, name); }
  ColumnVerbs ulid(std::string_view name = "ulid", std::uint32_t length = 26) {
    return char_(name, length);
  }
  ColumnVerbs ip_address(std::string_view name = "ip_address") {
    return add(ColumnType::ip_address, name);
  }
  ColumnVerbs mac_address(std::string_view name = "mac_address") {
    return add(ColumnType::mac_address, name);
  }
  ColumnVerbs remember_token() { return string("remember_token", 100).nullable(); }
  /// Bytes; with a length at most that many, or exactly when it is `fixed`.
  ColumnVerbs binary(std::string_view name, std::optional<std::uint32_t> length = {},
                     bool fixed = false);

  ColumnVerbs date(std::string_view name) { return add(ColumnType::date, name); }
  ColumnVerbs date_time(std::string_view name, Precision precision = {}) {
    return moment(ColumnType::date_time, name, precision);
  }
  ColumnVerbs date_time_tz(std::string_view name, Precision precision = {}) {
    return moment(ColumnType::date_time_tz, name, precision);
  }
  ColumnVerbs time(std::string_view name, Precision precision = {}) {
    return moment(ColumnType::time, name, precision);
  }
  ColumnVerbs time_tz(std::string_view name, Precision precision = {}) {
    return moment(ColumnType::time_tz, name, precision);
  }
  ColumnVerbs timestamp(std::string_view name, Precision precision = {}) {
    return moment(ColumnType::timestamp, name, precision);
  }
  ColumnVerbs timestamp_tz(std::string_view name, Precision precision = {}) {
    return moment(ColumnType::timestamp_tz, name, precision);
  }
  ColumnVerbs year(std::string_view name) { return add(ColumnType::year, name); }
  /// created_at and updated_at, which may be NULL.
  void timestamps(Precision precision = {});
  void timestamps_tz(Precision precision = {});
  void nullable_timestamps(Precision precision = {}) { timestamps(precision); }
  void nullable_timestamps_tz(Precision precision = {}) { timestamps_tz(precision); }
  void datetimes(Precision precision = {});
  /// When the row was deleted; NULL for one that was not.
  ColumnVerbs soft_deletes(std::string_view name = "deleted_at", Precision precision = {}) {
    return timestamp(name, precision).nullable();
  }
  ColumnVerbs soft_deletes_tz(std::string_view name = "deleted_at", Precision precision = {}) {
    return timestamp_tz(name, precision).nullable();
  }
  ColumnVerbs soft_deletes_datetime(std::string_view name = "deleted_at",
                                    Precision precision = {}) {
    return date_time(name, precision).nullable();
  }

  /// Of one shape ("point", "polygon" ..) or any; on PostgreSQL from PostGIS.
  ColumnVerbs geometry(std::string_view name, std::string_view subtype = {},
                       std::uint32_t srid = 0);
  ColumnVerbs geography(std::string_view name, std::string_view subtype = {},
                        std::uint32_t srid = 4326);
  /// PostgreSQL with pgvector, MySQL 9, MariaDB 11.7.
  ColumnVerbs vector(std::string_view name, std::uint32_t dimensions = 0);
  /// PostgreSQL.
  ColumnVerbs tsvector(std::string_view name) { return add(ColumnType::tsvector, name); }
  /// A type as the dialect writes it.
  ColumnVerbs raw_column(std::string_view name, SqlLiteral definition);
  ColumnVerbs raw_column(std::string_view name, const Raw& definition);

  /// What a row of any table is referred to by: NAME_type, NAME_id and an index on both.
  void morphs(std::string_view name, std::string_view index = {}, std::string_view after = {});
  void numeric_morphs(std::string_view name, std::string_view index = {},
                      std::string_view after = {}) {
    morphs(name, index, after);
  }
  void uuid_morphs(std::string_view name, std::string_view index = {}, std::string_view after = {});
  void ulid_morphs(std::string_view name, std::string_view index = {}, std::string_view after = {});
  void nullable_morphs(std::string_view name, std::string_view index = {},
                       std::string_view after = {});
  void nullable_numeric_morphs(std::string_view name, std::string_view index = {},
                               std::string_view after = {}) {
    nullable_morphs(name, index, after);
  }
  void nullable_uuid_morphs(std::string_view name, std::string_view index = {},
                            std::string_view after = {});
  void nullable_ulid_morphs(std::string_view name, std::string_view index = {},
                            std::string_view after = {});

 protected:
  using TableDraft::TableDraft;

 private:
  ColumnVerbs add(ColumnType type, std::string_view name);
  ColumnVerbs counter(ColumnType type, std::string_view name);
  ColumnVerbs moment(ColumnType type, std::string_view name, Precision precision);
  enum class Key : std::uint8_t { number, uuid, ulid };
  struct Morph {
    std::string_view name, index, after;
    bool nullable = false;
  };
  void add_morphs(const Morph& morph, Key key);
};

}  // namespace zin::schema
