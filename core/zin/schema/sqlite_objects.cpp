// Reads the schema table, and tries what is in it.
// SPDX-License-Identifier: MIT
#include "zin/schema/sqlite_objects.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "zin/base/error.hpp"
#include "zin/schema/sqlite_setting.hpp"
#include "zin/schema/sqlite_table_text.hpp"
#include "zin/schema/sqlite_tokens.hpp"

namespace zin::schema {
namespace {

std::string quoted_object(std::string_view name) { return quote_identifier(name, Dialect::sqlite); }

// Compiles a statement and, since it is explained, does nothing.
std::string why_not_compiled(Session& session, const std::string& sql) {
  try {
    static_cast<void>(ask_sqlite(session, "explain " + sql));
    return {};
  } catch (const Error& error) {
    if (error.code() == Errc::connection_lost || error.code() == Errc::timeout ||
        error.code() == Errc::cancelled) {
      throw;
    }
    return error.server_message().empty() ? error.info().message
                                          : std::string{error.server_message()};
  }
}

// A statement that makes the trigger run, found in its text.
std::string statement_for(Session& session, const SqliteObject& trigger) {
  const std::string table = quoted_object(trigger.table);
  const auto tokens = sqlite_tokens(trigger.sql);
  // create [temp] trigger [if not exists] [schema.]name [before|after|instead of] event
  auto at = std::ranges::find_if(tokens, [](const auto& token) { return token.is("trigger"); });
  if (at == tokens.end()) return {};
  const auto is_event = [](const SqliteToken& token) {
    return token.is("delete") || token.is("insert") || token.is("update");
  };
  ++at;
  if (at != tokens.end() && at->is("if")) at += std::min<std::ptrdiff_t>(3, tokens.end() - at);
  if (at != tokens.end()) ++at;  // its name, which may be a word of these
  at = std::find_if(at, tokens.end(), is_event);
  if (at == tokens.end()) return {};
  if (at->is("delete")) return "delete from " + table;
  if (at->is("insert")) return "insert into " + table + " default values";
  std::string column;
  if (at + 2 < tokens.end() && (at + 1)->is("of")) {
    column = (at + 2)->unquoted();
  } else {
    const Rows rows = ask_sqlite(
        session, "select name from pragma_table_xinfo(?) where hidden = 0 order by cid limit 1",
        {trigger.table});
    if (rows.empty()) return {};
    column = rows.front().get<std::string>(0);
  }
  return fmt::format("update {0} set {1} = {1}", table, quoted_object(column));
}

}  // namespace

std::string sqlite_text(std::string_view text) {
  std::string quoted{'\''};
  for (const char c : text) quoted.append(c == '\'' ? 2 : 1, c);
  return quoted += '\'';
}

SqliteObjects SqliteObjects::of(Session& session) {
  SqliteObjects objects;
  for (const Row& row :
       ask_sqlite(session,
                  "select type, name, tbl_name, coalesce(sql, '') from main.sqlite_master "
                  "order by type, name")) {
    objects.objects_.push_back({.type = row.get<std::string>(0),
                                .name = row.get<std::string>(1),
                                .table = row.get<std::string>(2),
                                .sql = row.get<std::string>(3)});
  }
  return objects;
}

const SqliteObject* SqliteObjects::find(std::string_view type,
                                        std::string_view name) const noexcept {
  const auto found = std::ranges::find_if(objects_, [&](const SqliteObject& object) {
    return object.type == type && same_sqlite_name(object.name, name);
  });
  return found == objects_.end() ? nullptr : &*found;
}

std::vector<SqliteObject> SqliteObjects::on(std::string_view table, std::string_view type) const {
  std::vector<SqliteObject> found;
  for (const SqliteObject& object : objects_) {
    const bool is_on = object.type == type && same_sqlite_name(object.table, table);
    if (is_on && !object.sql.empty()) found.push_back(object);
  }
  return found;
}

std::vector<SqliteObject> SqliteObjects::referring_to(std::string_view table) const {
  std::vector<SqliteObject> found;
  for (const SqliteObject& object : objects_) {
    if (object.type != "table" || object.name.starts_with("sqlite_")) continue;
    const auto tokens = sqlite_tokens(object.sql);
    // Most tables have no foreign key at all, and virtual ones have none.
    const bool may = std::ranges::any_of(tokens, [](const auto& t) { return t.is("references"); });
    if (!may || (tokens.size() > 1 && tokens[1].is("virtual"))) continue;
    const SqliteTableText text = SqliteTableText::of(object.sql);
    if (text.refers_to(table)) found.push_back(object);
  }
  return found;
}

std::vector<std::string> broken_objects(Session& session, const SqliteObjects& objects) {
  std::vector<std::string> broken;
  for (const SqliteObject& object : objects.all()) {
    std::string statement;
    if (object.type == "view") statement = "select * from " + quoted_object(object.name);
    if (object.type == "trigger") statement = statement_for(session, object);
    if (statement.empty()) continue;
    const std::string why = why_not_compiled(session, statement);
    if (!why.empty()) broken.push_back(fmt::format("{} {}: {}", object.type, object.name, why));
  }
  return broken;
}

}  // namespace zin::schema
