// ModelQuery: a query whose rows are records of a model.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <source_location>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "zin/model/async_model_verbs.hpp"
#include "zin/model/definition.hpp"
#include "zin/model/loading.hpp"
#include "zin/model/records.hpp"
#include "zin/query/query.hpp"

namespace zin {

/// Narrowed by the verbs of a Query; a chain keeps its type. The last verb gives records. What
/// belongs to the whole query (global scopes, soft deletes) is added when it runs, around what was
/// said. Throws as Query does. [one thread at a time]; copies are independent.
class ZIN_API ModelQuery : public WhereVerbs<ModelQuery>,
                           public HavingVerbs<ModelQuery>,
                           public JoinVerbs<ModelQuery>,
                           public ShapeVerbs<ModelQuery>,
                           private WriteVerbs<ModelQuery, std::uint64_t>,
                           public AsyncModelVerbs<ModelQuery> {
 public:
  using Where = std::source_location;
  using Narrow = std::function<void(Relation&)>;

  // --- Reading

  [[nodiscard]] Records get(Where where = Where::current()) const;
  [[nodiscard]] Records all(Where where = Where::current()) const { return get(where); }
  /// As plain rows.
  [[nodiscard]] Rows rows(Where where = Where::current()) const { return to_query().get(where); }
  [[nodiscard]] std::optional<Record> first(Where where = Where::current()) const;
  /// Throws Errc::not_found, naming the model.
  [[nodiscard]] Record first_or_fail(Where where = Where::current()) const;
  [[nodiscard]] Record sole(Where where = Where::current()) const;
  [[nodiscard]] std::optional<Record> find(const Value& key, Where where = Where::current()) const;
  [[nodiscard]] Record find_or_fail(const Value& key, Where where = Where::current()) const;
  [[nodiscard]] Records find_many(const std::vector<Value>& keys,
                                  Where where = Where::current()) const;
  /// The first one with these attributes, or a new one with both, not stored.
  [[nodiscard]] Record first_or_new(const Attributes& attributes, const Attributes& values = {},
                                    Where where = Where::current()) const;

  [[nodiscard]] std::uint64_t count(std::string_view column = "*",
                                    Where where = Where::current()) const {
    return to_query().count(column, where);
  }
  template <class T = Value>
  [[nodiscard]] auto min(std::string_view column, Where where = Where::current()) const {
    if constexpr (std::is_same_v<T, Value>) {
      return to_query().min(column, where);
    } else {
      return to_query().template min<T>(column, where);
    }
  }
  template <class T = Value>
  [[nodiscard]] auto max(std::string_view column, Where where = Where::current()) const {
    if constexpr (std::is_same_v<T, Value>) {
      return to_query().max(column, where);
    } else {
      return to_query().template max<T>(column, where);
    }
  }
  template <class T = Value>
  [[nodiscard]] T sum(std::string_view column, Where where = Where::current()) const {
    if constexpr (std::is_same_v<T, Value>) {
      return to_query().sum(column, where);
    } else {
      return to_query().template sum<T>(column, where);
    }
  }
  template <class T = double>
  [[nodiscard]] std::optional<T> avg(std::string_view column,
                                     Where where = Where::current()) const {
    return to_query().template avg<T>(column, where);
  }
  [[nodiscard]] bool exists(Where where = Where::current()) const {
    return to_query().exists(where);
  }
  [[nodiscard]] bool doesnt_exist(Where where = Where::current()) const { return !exists(where); }
  template <query::OwningResult T = Value>
  [[nodiscard]] std::optional<T> value(std::string_view column,
                                       Where where = Where::current()) const {
    return to_query().template value<T>(column, where);
  }
  template <query::OwningResult T = Value>
  [[nodiscard]] std::vector<T> pluck(std::string_view column,
                                     Where where = Where::current()) const {
    return to_query().template pluck<T>(column, where);
  }
  template <query::OwningResult T = Value, query::OwningResult Key = Value>
  [[nodiscard]] std::vector<std::pair<Key, T>> pluck(std::string_view column, std::string_view key,
                                                     Where where = Where::current()) const {
    return to_query().template pluck<T, Key>(column, key, where);
  }
  template <query::OwningResult T = Value>
  [[nodiscard]] T sole_value(std::string_view column, Where where = Where::current()) const {
    return to_query().template sole_value<T>(column, where);
  }
  [[nodiscard]] std::string implode(std::string_view column, std::string_view glue = {},
                                    Where where = Where::current()) const {
    return to_query().implode(column, glue, where);
  }
  [[nodiscard]] Rows explain(Where where = Where::current()) const {
    return to_query().explain(where);
  }

  [[nodiscard]] Page<Records> paginate(std::int64_t per_page = 15, std::int64_t page = 1,
                                       Where where = Where::current()) const;
  [[nodiscard]] SimplePage<Records> simple_paginate(std::int64_t per_page = 15,
                                                    std::int64_t page = 1,
                                                    Where where = Where::current()) const;
  [[nodiscard]] CursorPage<Records> cursor_paginate(std::int64_t per_page = 15,
                                                    std::string_view cursor = {},
                                                    Where where = Where::current()) const;
  /// Calls fn(records) for pieces of that many, with their relations; false ends it. Gives whether
  /// nothing ended it.
  template <class Fn>
  bool chunk(std::int64_t records, Fn&& fn, Where where = Where::current()) const {
    return to_query().chunk(records, piece_by(fn, where), where);
  }
  /// By the key, which records that come or go do not disturb.
  template <class Fn>
  bool chunk_by_id(std::int64_t records, Fn&& fn, Where where = Where::current()) const {
    return to_query().chunk_by_id(records, piece_by(fn, where), key_column(), key_name(), where);
  }
  /// Calls fn(record) for each, in pieces as chunk_by_id().
  template <class Fn>
  bool each(Fn&& fn, std::int64_t records = 1000, Where where = Where::current()) const {
    return chunk_by_id(
        records,
        [&fn](const Records& piece) {
          for (Record& record : piece) {
            if constexpr (std::is_void_v<std::invoke_result_t<Fn&, Record&>>) {
              fn(record);
            } else {
              if (!fn(record)) return false;
            }
          }
          return true;
        },
        where);
  }
  /// The rows as they come, in flat memory, each as a record without others beside it.
  template <class Fn>
  void lazy(Fn&& fn, Where where = Where::current()) const {
    for (const Row& row : to_query().lazy(where)) {
      Record record = record_of(row);
      fn(record);
    }
  }

  // --- Writing

  /// Not stored.
  [[nodiscard]] Record make(const Attributes& attributes = {}) const;
  /// Mass assignment; stored.
  Record create(const Attributes& attributes = {}, Where where = Where::current()) const;
  /// All or none, in one transaction.
  Records create_many(const std::vector<Attributes>& all, Where where = Where::current()) const;
  Records create_many(std::initializer_list<Attributes> all, Where where = Where::current()) const {
    return create_many(std::vector<Attributes>{all}, where);
  }
  /// The first one with these attributes, or a new one with both. When another one stores the same
  /// meanwhile, which a unique key refuses here, that one.
  Record first_or_create(const Attributes& attributes, const Attributes& values = {},
                         Where where = Where::current()) const;
  /// That record with these values, or a new one with both.
  Record update_or_create(const Attributes& attributes, const Attributes& values = {},
                          Where where = Where::current()) const;
  /// Of all rows that the query means, without observers; with the time of the change. Gives how
  /// many. As Query::update() it needs a condition.
  std::uint64_t update(const Attributes& values, Where where = Where::current()) const;
  std::uint64_t increment(std::string_view column, const Value& amount = 1,
                          Where where = Where::current()) const;
  std::uint64_t decrement(std::string_view column, const Value& amount = 1,
                          Where where = Where::current()) const;
  /// Likewise; marks them where the model has soft_deletes.
  std::uint64_t remove(Where where = Where::current()) const;
  std::uint64_t delete_(Where where = Where::current()) const { return remove(where); }
  std::uint64_t force_delete(Where where = Where::current()) const;
  /// Takes the marks back.
  std::uint64_t restore(Where where = Where::current()) const;
  /// Removes the records with these keys one by one, with their observers. Gives how many.
  std::uint64_t destroy(const std::vector<Value>& keys, Where where = Where::current()) const;

  // Those of the query builder: of rows as they are, without casts, observers and times.
  using AsyncWriteVerbs::async_insert;
  using AsyncWriteVerbs::async_insert_get_id;
  using AsyncWriteVerbs::async_insert_or_ignore;
  using AsyncWriteVerbs::async_truncate;
  using AsyncWriteVerbs::async_upsert;
  using WriteVerbs::insert;
  using WriteVerbs::insert_get_id;
  using WriteVerbs::insert_or_ignore;
  using WriteVerbs::insert_or_ignore_returning;
  using WriteVerbs::insert_or_ignore_using;
  using WriteVerbs::insert_using;
  using WriteVerbs::truncate;
  using WriteVerbs::upsert;
  // Where the records' verbs have the same names.
  using AsyncModelVerbs::async_decrement;
  using AsyncModelVerbs::async_delete_;
  using AsyncModelVerbs::async_increment;
  using AsyncModelVerbs::async_remove;
  using AsyncModelVerbs::async_update;

  // --- Scopes

  /// Throws Errc::invalid_argument, listing those that there are, for another one.
  ModelQuery& scope(std::string_view name);
  ModelQuery& without_global_scope(std::string_view name);
  ModelQuery& without_global_scopes();
  /// Deleted ones too; them alone; not them, which is so at first.
  ModelQuery& with_trashed();
  ModelQuery& only_trashed();
  ModelQuery& without_trashed();

  // --- Relations

  /// Loads them with the records: "posts", "posts.comments", one statement more for each part.
  ModelQuery& with(std::string_view relation, Narrow narrow = {});
  ModelQuery& with(std::initializer_list<std::string_view> relations);
  /// A common table expression; what Query calls with().
  ModelQuery& cte(std::string_view name, const SubQuery& query) {
    return ShapeVerbs<ModelQuery>::with(name, query);
  }
  /// NAME_count, NAME_sum_COLUMN and so on, as attributes; NAME_exists as a bool.
  ModelQuery& with_count(std::string_view relation, const Narrow& narrow = {});
  ModelQuery& with_sum(std::string_view relation, std::string_view column,
                       const Narrow& narrow = {});
  ModelQuery& with_min(std::string_view relation, std::string_view column,
                       const Narrow& narrow = {});
  ModelQuery& with_max(std::string_view relation, std::string_view column,
                       const Narrow& narrow = {});
  ModelQuery& with_avg(std::string_view relation, std::string_view column,
                       const Narrow& narrow = {});
  ModelQuery& with_exists(std::string_view relation, const Narrow& narrow = {});
  /// Those that have such a related record, or as many as the comparison says; a path,
  /// "posts.comments", asks for related ones of related ones. Throws Errc::unsupported where the
  /// related model is on another connection, which no statement spans.
  ModelQuery& where_has(std::string_view relation, const Narrow& narrow = {});
  ModelQuery& where_has(std::string_view relation, const Narrow& narrow, std::string_view op,
                        std::int64_t count);
  ModelQuery& or_where_has(std::string_view relation, const Narrow& narrow = {});
  ModelQuery& where_doesnt_have(std::string_view relation, const Narrow& narrow = {});
  ModelQuery& or_where_doesnt_have(std::string_view relation, const Narrow& narrow = {});
  ModelQuery& has(std::string_view relation, std::string_view op = ">=", std::int64_t count = 1);
  ModelQuery& doesnt_have(std::string_view relation) { return where_doesnt_have(relation); }

  // --- Where, and what it is

  /// Runs on a session: a transaction's, say.
  ModelQuery& on(Session& session);
  [[nodiscard]] ModelQuery clone() const { return *this; }
  /// With the scopes and the soft deletes, without records and relations.
  [[nodiscard]] Query to_query() const;
  [[nodiscard]] std::string to_sql(Dialect dialect) const { return to_query().to_sql(dialect); }
  [[nodiscard]] std::vector<Value> bindings() const { return to_query().bindings(); }

  // For the library.
  /// Another name for its table, which is then that of its columns.
  void call_table(std::string_view alias) {
    from(table_, alias);
    table_ = alias;
  }
  /// An empty one of this model, whose conditions become a group of another one's.
  [[nodiscard]] ModelQuery group_of_conditions() const { return new_group(); }
  ModelQuery(std::shared_ptr<const model::ModelData> data, query::Target target);
  [[nodiscard]] query::Builder& builder() noexcept { return query_.builder(); }
  [[nodiscard]] const query::Builder& builder() const noexcept { return query_.builder(); }
  [[nodiscard]] const query::Target& target() const noexcept { return query_.target(); }
  [[nodiscard]] const std::shared_ptr<const model::ModelData>& data() const noexcept {
    return data_;
  }
  /// Records of rows that a query like this gave, with the relations that it asks for.
  [[nodiscard]] Records records_of(Rows rows, Where where) const;

 private:
  friend class WhereVerbs<ModelQuery>;
  friend class WhereListVerbs<ModelQuery>;
  friend class WhereRangeVerbs<ModelQuery>;
  friend class WhereDateVerbs<ModelQuery>;
  friend class WhereNowVerbs<ModelQuery>;
  friend class WhereJsonVerbs<ModelQuery>;
  friend class HavingVerbs<ModelQuery>;
  friend class WriteVerbs<ModelQuery, std::uint64_t>;
  friend class AsyncWriteVerbs<ModelQuery>;
  enum class Trashed : std::uint8_t { without, with, only };

  [[nodiscard]] query::Conditions where_conditions() noexcept { return builder().wheres(); }
  [[nodiscard]] Query new_query() const { return query_.new_query(); }
  [[nodiscard]] ModelQuery new_group() const;
  ModelQuery& add_group(query::Junction junction, const ModelQuery& inside);
  template <class Fn>
  [[nodiscard]] auto piece_by(Fn& fn, Where where) const {
    return [this, &fn, where](const Rows& rows) {
      const Records records = records_of(rows, where);
      if constexpr (std::is_void_v<std::invoke_result_t<Fn&, const Records&>>) {
        fn(records);
        return true;
      } else {
        return static_cast<bool>(fn(records));
      }
    };
  }
  [[nodiscard]] static std::uint64_t written(query::Written&& done) noexcept {
    return done.affected;
  }
  [[nodiscard]] Record record_of(const Row& row) const;
  [[nodiscard]] std::string key_column() const;
  [[nodiscard]] const std::string& key_name() const;
  [[nodiscard]] Attributes with_time_of_change(const Attributes& values) const;
  [[nodiscard]] Relation relation(std::string_view name) const;
  struct RelatedQuery;
  [[nodiscard]] RelatedQuery related_query(std::string_view relation, const Narrow& narrow) const;
  struct Aggregated;
  ModelQuery& with_aggregate(const Aggregated& what, const Narrow& narrow);
  [[nodiscard]] std::string called(std::string_view column) const {
    return table_ + '.' + std::string{column};
  }
  ModelQuery& add_has(query::Junction junction, std::string_view relation, const Narrow& narrow,
                      std::string_view op, std::int64_t count);

  std::shared_ptr<const model::ModelData> data_;
  Query query_;
  std::string table_;                // as the query calls it
  std::vector<std::string> truths_;  // selected numbers that are read as bool
  std::vector<model::EagerLoad> eager_;
  std::vector<std::string> without_scopes_;
  bool without_all_scopes_ = false;
  Trashed trashed_ = Trashed::without;
};

}  // namespace zin
