// What a query says about relations: to load them, to count them, to ask for them.
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "zin/base/error.hpp"
#include "zin/model/model_data.hpp"
#include "zin/model/model_query.hpp"
#include "zin/model/record_set.hpp"
#include "zin/model/relation.hpp"

namespace zin {
namespace {

// Of the related table where it is the parent's, too.
constexpr std::string_view second_name = "zin_related";

}  // namespace

ModelQuery& ModelQuery::with(std::string_view relation, Narrow narrow) {
  static_cast<void>(data_->relation(relation.substr(0, relation.find('.'))));
  eager_.push_back({.path = std::string{relation}, .narrow = std::move(narrow)});
  return *this;
}

ModelQuery& ModelQuery::with(std::initializer_list<std::string_view> relations) {
  for (const std::string_view relation : relations) with(relation);
  return *this;
}

// Of a record that there is not: what the relation is, and not whose.
Relation ModelQuery::relation(std::string_view name) const {
  const Record nobody{std::make_shared<model::RecordSet>(data_, target()), 0};
  Relation relation = data_->relation(name)(nobody);
  if (relation.info().kind == model::RelationKind::morph_to) {
    throw Error(Errc::unsupported,
                fmt::format("{} of {} means records of several tables, which one query cannot ask "
                            "for: ask for each kind by its type column",
                            name, data_->table()));
  }
  const std::string& there = relation.related().data()->definition.connection;
  if (there != data_->definition.connection) {
    throw Error(Errc::unsupported,
                fmt::format("{} of {} is on the connection \"{}\", and one statement does not span "
                            "two: ask for the keys there, and use where_in()",
                            name, data_->table(), there));
  }
  return relation;
}

struct ModelQuery::RelatedQuery {
  Query query;
  std::string table;  // as it calls the related one
};

struct ModelQuery::Aggregated {
  std::string_view relation;
  std::string_view function;
  std::string_view column;
  std::string alias;
};

// The related records of the row that the query around is at.
ModelQuery::RelatedQuery ModelQuery::related_query(std::string_view name,
                                                   const Narrow& narrow) const {
  const std::size_t dot = name.find('.');
  Relation relation = this->relation(name.substr(0, dot));
  if (dot == std::string_view::npos && narrow) narrow(relation);
  const model::RelationInfo& info = relation.info();
  const bool itself = relation.related().table_ == table_;
  const std::string_view second = itself ? second_name : std::string_view{};
  ModelQuery related = relation.unbound(second);
  if (dot != std::string_view::npos) related.where_has(name.substr(dot + 1), narrow);
  related.where_column(relation.match_column(second), called(info.parent_key));
  return {related.to_query(), related.table_};
}

ModelQuery& ModelQuery::with_aggregate(const Aggregated& what, const Narrow& narrow) {
  RelatedQuery related = related_query(what.relation, narrow);
  const bool rows = what.column == "*";
  related.query.builder().make_aggregate(
      what.function, rows ? std::string{"*"} : related.table + '.' + std::string{what.column});
  if (builder().select.columns.empty()) select(table_ + ".*");
  return select_sub(related.query, what.alias);
}

ModelQuery& ModelQuery::with_count(std::string_view relation, const Narrow& narrow) {
  return with_aggregate({relation, "count", "*", fmt::format("{}_count", relation)}, narrow);
}
ModelQuery& ModelQuery::with_sum(std::string_view relation, std::string_view column,
                                 const Narrow& narrow) {
  return with_aggregate({relation, "sum", column, fmt::format("{}_sum_{}", relation, column)},
                        narrow);
}
ModelQuery& ModelQuery::with_min(std::string_view relation, std::string_view column,
                                 const Narrow& narrow) {
  return with_aggregate({relation, "min", column, fmt::format("{}_min_{}", relation, column)},
                        narrow);
}
ModelQuery& ModelQuery::with_max(std::string_view relation, std::string_view column,
                                 const Narrow& narrow) {
  return with_aggregate({relation, "max", column, fmt::format("{}_max_{}", relation, column)},
                        narrow);
}
ModelQuery& ModelQuery::with_avg(std::string_view relation, std::string_view column,
                                 const Narrow& narrow) {
  return with_aggregate({relation, "avg", column, fmt::format("{}_avg_{}", relation, column)},
                        narrow);
}
ModelQuery& ModelQuery::with_exists(std::string_view relation, const Narrow& narrow) {
  truths_.push_back(fmt::format("{}_exists", relation));
  return with_aggregate({relation, "count", "*", truths_.back()}, narrow);
}

ModelQuery& ModelQuery::add_has(query::Junction junction, std::string_view relation,
                                const Narrow& narrow, std::string_view op, std::int64_t count) {
  Query sub = related_query(relation, narrow).query;
  const bool any = (op == ">=" && count == 1) || (op == ">" && count == 0);
  const bool none = (op == "<" && count == 1) || (op == "=" && count == 0);
  if (any || none) {
    junction.negated = junction.negated != none;
    builder().wheres().exists(junction, sub);
    return *this;
  }
  sub.builder().make_aggregate("count", "*");
  builder().wheres().compare(junction, sub, op, Operand{count});
  return *this;
}

ModelQuery& ModelQuery::where_has(std::string_view relation, const Narrow& narrow) {
  return add_has({}, relation, narrow, ">=", 1);
}
ModelQuery& ModelQuery::where_has(std::string_view relation, const Narrow& narrow,
                                  std::string_view op, std::int64_t count) {
  return add_has({}, relation, narrow, op, count);
}
ModelQuery& ModelQuery::or_where_has(std::string_view relation, const Narrow& narrow) {
  return add_has({.either = true}, relation, narrow, ">=", 1);
}
ModelQuery& ModelQuery::where_doesnt_have(std::string_view relation, const Narrow& narrow) {
  return add_has({}, relation, narrow, "<", 1);
}
ModelQuery& ModelQuery::or_where_doesnt_have(std::string_view relation, const Narrow& narrow) {
  return add_has({.either = true}, relation, narrow, "<", 1);
}
ModelQuery& ModelQuery::has(std::string_view relation, std::string_view op, std::int64_t count) {
  return add_has({}, relation, {}, op, count);
}

}  // namespace zin
