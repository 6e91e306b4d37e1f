// Model: a table whose rows are records, and the way in by the name of a table.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "zin/model/model_query.hpp"
#include "zin/model/model_verbs.hpp"
#include "zin/query/query.hpp"
#include "zin/runtime/resolver.hpp"

namespace zin {

/// Made once and kept: `const zin::Model user = zin::Model::define({.table = "users"});`. A cheap
/// handle: copies mean the same model. All verbs of a query begin a new one. [thread-safe]
class ZIN_API Model : public ModelVerbs<Model>, public AsyncModelVerbs<Model> {
 public:
  using Where = std::source_location;

  /// Throws Errc::invalid_argument for a definition without a table.
  [[nodiscard]] static Model define(ModelDefinition definition, ModelMembers members = {});

  /// A query on a table of a named connection, which is looked up when the query runs: then
  /// Errc::unknown_connection is thrown for a name that nobody registered, listing the known ones.
  [[nodiscard]] static Query query(std::string_view table, std::string_view connection = "default");

  /// A query on all of its records.
  [[nodiscard]] ModelQuery query() const { return {data_, target_}; }

  /// This model on another connection: `user.db("analytics").find(1)`.
  [[nodiscard]] Model db(std::string_view connection) const;
  /// On a session: a transaction's. It must live when a query runs.
  [[nodiscard]] Model on(Session& session) const;
  /// On the connections of a manager, instead of those of the process.
  [[nodiscard]] Model using_manager(ConnectionResolver& manager) const;

  /// Not stored.
  [[nodiscard]] Record make(const Attributes& attributes = {}) const {
    return query().make(attributes);
  }
  /// Stores a record with these attributes; see Record::fill().
  Record create(const Attributes& attributes = {}, Where where = Where::current()) const {
    return query().create(attributes, where);
  }

  [[nodiscard]] const std::string& table() const noexcept;
  [[nodiscard]] const std::string& primary_key() const noexcept;
  /// The name of its connection.
  [[nodiscard]] const std::string& connection() const noexcept;

  // For the library.
  Model(std::shared_ptr<const model::ModelData> data, query::Target target, bool own_target = false)
      : data_(std::move(data)), target_(std::move(target)), own_target_(own_target) {}
  /// Whether db(), on() or using_manager() said where it is.
  [[nodiscard]] bool has_own_target() const noexcept { return own_target_; }
  [[nodiscard]] const std::shared_ptr<const model::ModelData>& data() const noexcept {
    return data_;
  }
  [[nodiscard]] const query::Target& target() const noexcept { return target_; }
  /// What the asynchronous verbs run.
  [[nodiscard]] ModelQuery clone() const { return query(); }

 private:
  std::shared_ptr<const model::ModelData> data_;
  query::Target target_;
  bool own_target_ = false;
};

}  // namespace zin
