// What a model is made from.
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "zin/base/attributes.hpp"
#include "zin/base/names.hpp"
#include "zin/base/value.hpp"
#include "zin/model/cast.hpp"

namespace zin {

class ModelQuery;
class Record;
class Relation;

/// Who makes the key of a new record.
enum class KeyType : std::uint8_t {
  incrementing,  ///< The database, which counts.
  uuid,          ///< The model: a UUID of version 7, so that keys are in the order of their making.
  ulid,          ///< The model: a ULID, 26 characters.
  string,        ///< The application.
};

/// Whether a model writes down when records are made and changed, and in which columns; in UTC, to
/// the second. They are read as TimestampTz, unless another cast is said.
struct Timestamps {
  Timestamps() = default;
  Timestamps(std::same_as<bool> auto wanted) : on(wanted) {}  // NOLINT(*-explicit-constructor)
  /// An empty name: not that one.
  Timestamps(std::string_view created, std::string_view updated)
      : on(true), created_at(created), updated_at(updated) {}
  bool on = false;
  std::string created_at = "created_at";
  std::string updated_at = "updated_at";
};

/// Whether records are marked as deleted instead of being removed, and in which column.
struct SoftDeletes {
  SoftDeletes() = default;
  SoftDeletes(std::same_as<bool> auto wanted) : on(wanted) {}  // NOLINT(*-explicit-constructor)
  SoftDeletes(const char* column) : on(true), deleted_at(column) {}  // NOLINT(*-explicit-*)
  bool on = false;
  std::string deleted_at = "deleted_at";
};

/// What mass assignment (fill(), create(), update()) does with an attribute that is not fillable.
enum class Guarding : std::uint8_t {
  ignore,  ///< It is left out.
  refuse,  ///< Errc::mass_assignment, naming it; nothing is assigned.
};

/// What relations do that were not loaded when they are asked for.
enum class LazyLoading : std::uint8_t {
  whole_set,  ///< They are loaded for all records of the result at once.
  refused,    ///< Errc::invalid_argument: say with().
};

enum class ModelEvent : std::uint8_t {
  retrieved,
  saving,
  saved,
  creating,
  created,
  updating,
  updated,
  deleting,
  deleted,
  restoring,
  restored,
  force_deleted,
};
/// "saving" etc. [thread-safe]
[[nodiscard]] ZIN_API std::string_view to_string(ModelEvent event) noexcept;

/// Told of an event, before it (saving, creating, updating, deleting, restoring) or behind it. One
/// that is told before and gives false stops it. What it throws stops it too, and goes on.
struct Observer {
  template <std::invocable<Record&> Fn>
  Observer(ModelEvent when, Fn fn) : event(when) {
    if constexpr (std::same_as<std::invoke_result_t<Fn&, Record&>, bool>) {
      call = std::move(fn);
    } else {
      call = [fn = std::move(fn)](Record& record) mutable {
        fn(record);
        return true;
      };
    }
  }
  ModelEvent event;
  std::function<bool(Record&)> call;
};

/// A relation of a model's records, `[](const zin::Record& r) { return r.has_many(post); }`, or a
/// method of theirs, which gives a Value.
struct ModelMember {
  template <class Fn>
  requires(!std::same_as<std::remove_cvref_t<Fn>, ModelMember> &&
           std::invocable<std::remove_cvref_t<Fn>&, Record&>)
      ModelMember(Fn&& fn) {  // NOLINT(*-explicit-constructor, bugprone-forwarding-reference-*)
    using Result = std::invoke_result_t<std::remove_cvref_t<Fn>&, Record&>;
    if constexpr (std::same_as<std::remove_cvref_t<Result>, Relation>) {
      relation = std::forward<Fn>(fn);
    } else {
      method = std::forward<Fn>(fn);
    }
  }
  std::function<Relation(const Record&)> relation;
  std::function<Value(Record&)> method;
};
/// {{"posts", [](const zin::Record& r) { return r.has_many(post); }}}. The functions run when they
/// are needed, so that models may name each other.
using ModelMembers = std::vector<std::pair<std::string, ModelMember>>;

/// Every field has a default, so that designated initialisers name only what differs.
struct ModelDefinition {
  using Scope = std::function<void(ModelQuery&)>;

  std::string connection = "default";
  std::string table{};
  std::string primary_key = "id";
  KeyType key_type = KeyType::incrementing;
  /// What mass assignment may set; empty: everything that is not guarded.
  Names fillable{};
  Names guarded{};
  Guarding guarding = Guarding::ignore;
  Names hidden{};   ///< Left out of to_json().
  Names visible{};  ///< Not empty: to_json() has these alone.
  Names appends{};  ///< Accessors and methods that to_json() has too.
  Timestamps timestamps{};
  Casts casts{};
  SoftDeletes soft_deletes{};
  /// A column that counts the changes of a record, so that none is overwritten that was not seen:
  /// save() then throws Errc::stale_version. Empty: none.
  std::string version{};
  Names touches{};          ///< Relations whose records have changed with this one.
  Attributes attributes{};  ///< What a new record has.
  /// Attributes that are computed when they are read; the record has the stored ones.
  std::vector<std::pair<std::string, std::function<Value(const Record&)>>> accessors{};
  /// What becomes of a value that is set, before its cast.
  std::vector<std::pair<std::string, std::function<Value(const Value&)>>> mutators{};
  std::vector<std::pair<std::string, Scope>> scopes{};  ///< query.scope("recent")
  /// Of every query, unless it says without_global_scope("name").
  std::vector<std::pair<std::string, Scope>> global_scopes{};
  std::vector<Observer> observers{};
  std::string morph_name{};  ///< What morph columns say for this model; empty: the table.
  LazyLoading lazy_loading = LazyLoading::whole_set;
  /// For tests.
  std::function<TimestampTz()> now{};
};

}  // namespace zin
