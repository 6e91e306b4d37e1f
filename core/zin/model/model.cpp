// Definitions, and where their queries run.
// SPDX-License-Identifier: MIT
#include "zin/model/model.hpp"

#include "zin/model/model_data.hpp"
#include "zin/model/relation.hpp"

namespace zin {

Model Model::define(ModelDefinition definition, ModelMembers members) {
  query::Target target{std::string_view{definition.connection}};
  auto data = std::make_shared<const model::ModelData>(std::move(definition), std::move(members));
  return {std::move(data), std::move(target)};
}

Query Model::query(std::string_view table, std::string_view connection) {
  return Query{table, zin::query::Target{connection}};
}

Model Model::db(std::string_view connection) const {
  return {data_, query::Target{connection, target_.resolver()}, true};
}

Model Model::on(Session& session) const { return {data_, query::Target::watching(session), true}; }

Model Model::using_manager(ConnectionResolver& manager) const {
  return {data_, query::Target{std::string_view{connection()}, &manager}, true};
}

const std::string& Model::table() const noexcept { return data_->table(); }
const std::string& Model::primary_key() const noexcept { return data_->key(); }
const std::string& Model::connection() const noexcept { return data_->definition.connection; }

}  // namespace zin
