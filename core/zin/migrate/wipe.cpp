// Dropping everything, by dialect.
// SPDX-License-Identifier: MIT
#include "zin/migrate/wipe.hpp"

#include <fmt/format.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "zin/base/error.hpp"
#include "zin/sql/dialect.hpp"

namespace zin::migrate {
namespace {

struct Dropped {
  std::string kind;
  std::string name;
};

std::vector<Dropped> all_of(Session& db, std::string_view sql) {
  std::vector<Dropped> all;
  for (const Row& row : db.select(sql)) {
    all.push_back({row.get<std::string>(0), row.get<std::string>(1)});
  }
  return all;
}

// Triggers and indexes go with their tables, and a virtual table takes its shadow tables with it.
// Cloudflare's D1 has tables of its own, which nobody may drop.
std::vector<Dropped> all_of_sqlite(Session& db, std::string_view kept) {
  auto all = all_of(
      db,
      "select type, name from sqlite_master where type in ('view', 'table') and name not like "
      "'sqlite\\_%' escape '\\' and name not like '\\_cf\\_%' escape '\\' order by type desc, sql "
      "like 'create virtual%' desc");
  std::erase_if(all, [&](const Dropped& one) { return one.name == kept; });
  return all;
}

void drop_sqlite(Session& db, const Dropped& one) {
  db.execute(
      fmt::format("drop {} if exists {}", one.kind, quote_identifier(one.name, Dialect::sqlite)));
}

// Keys are not enforced here, see the caller.
void wipe_sqlite(Session& db, std::string_view kept) {
  const auto all = all_of_sqlite(db, kept);
  // D1 enforces them always, but looks at them behind the last drop.
  if (db.defers_writes()) db.execute("pragma defer_foreign_keys = on");
  for (const Dropped& one : all) drop_sqlite(db, one);
}

// Keys are enforced with each drop: what is referred to goes behind what refers to it.
void wipe_sqlite_one_by_one(Session& db, std::string_view kept) {
  std::vector<Dropped> left = all_of_sqlite(db, kept);
  while (!left.empty()) {
    std::vector<Dropped> referred_to;
    std::optional<Error> why;
    for (const Dropped& one : left) {
      try {
        drop_sqlite(db, one);
      } catch (const Error& failure) {
        if (failure.code() != Errc::foreign_key_violation) throw;
        why = failure;
        referred_to.push_back(one);
      }
    }
    // Tables that refer to each other in a circle.
    if (referred_to.size() == left.size()) throw *why;
    left = std::move(referred_to);
  }
}

constexpr std::string_view of_postgres = R"sql(
select kind, name from (
  select 1 as step, case c.relkind when 'v' then 'view' when 'm' then 'materialized view'
    when 'f' then 'foreign table' when 'S' then 'sequence' else 'table' end as kind,
    c.oid::regclass::text as name, 'pg_class'::regclass as class, c.oid
  from pg_class c where c.relnamespace = current_schema()::regnamespace
    and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
    and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass
                    and d.objid = c.oid and d.deptype in ('a', 'i'))
  union all
  select 2, case p.prokind when 'p' then 'procedure' when 'a' then 'aggregate' else 'function' end,
    p.oid::regprocedure::text, 'pg_proc'::regclass, p.oid
  from pg_proc p where p.pronamespace = current_schema()::regnamespace
  union all
  select 3, case t.typtype when 'd' then 'domain' else 'type' end, t.oid::regtype::text,
    'pg_type'::regclass, t.oid
  from pg_type t where t.typnamespace = current_schema()::regnamespace
    and (t.typtype in ('e', 'd', 'r') or (t.typtype = 'c' and exists
      (select from pg_class c where c.oid = t.typrelid and c.relkind = 'c')))
) as found
where not exists (select from pg_depend d where d.classid = found.class and d.objid = found.oid
                  and d.deptype = 'e')
order by step, name)sql";

// regclass and its like quote what needs it.
void wipe_postgres(Session& db) {
  // Each cascade would be told, and then each name that a cascade took.
  db.execute("set local client_min_messages = warning");
  for (const auto& [kind, name] : all_of(db, of_postgres)) {
    db.execute(fmt::format("drop {} if exists {} cascade", kind, name));
  }
}

void wipe_mysql(Session& db, std::string_view kept) {
  const Dialect dialect = db.dialect();
  const auto drop = [&](const Dropped& one) {
    db.execute(fmt::format("drop {} if exists {}", one.kind, quote_identifier(one.name, dialect)));
  };
  db.execute("set foreign_key_checks = 0");
  // First: one may be about to write.
  for (const Dropped& event :
       all_of(db,
              "select 'event', event_name from information_schema.events where event_schema = "
              "database()")) {
    drop(event);
  }
  for (const Dropped& table :
       all_of(db,
              "select case table_type when 'VIEW' then 'view' when 'SEQUENCE' then 'sequence' else "
              "'table' end, table_name from information_schema.tables where table_schema = "
              "database() order by table_type = 'VIEW' desc, table_name")) {
    if (table.name != kept) drop(table);
  }
  for (const Dropped& routine :
       all_of(db,
              "select lower(routine_type), routine_name from information_schema.routines where "
              "routine_schema = database() and routine_type in ('FUNCTION', 'PROCEDURE')")) {
    drop(routine);
  }
  db.execute("set foreign_key_checks = 1");
}

}  // namespace

void wipe(Session& connection, std::string_view kept, const std::function<void(Session&)>& renew) {
  const Dialect dialect = connection.dialect();
  if (speaks_mysql(dialect)) {
    renew(connection);
    return wipe_mysql(connection, kept);
  }
  if (!connection.has_transactions()) {
    renew(connection);
    return wipe_sqlite_one_by_one(connection, kept);
  }
  const bool enforced = dialect == Dialect::sqlite &&
                        connection.select_one("pragma foreign_keys")->get<std::int64_t>(0) != 0;
  if (enforced) connection.execute("pragma foreign_keys = off");
  connection.transaction(
      [&](Session& tx) {
        renew(tx);
        if (dialect == Dialect::sqlite) {
          wipe_sqlite(tx, kept);
        } else {
          wipe_postgres(tx);
        }
      },
      {.attempts = 1});
  if (enforced) connection.execute("pragma foreign_keys = on");
}

}  // namespace zin::migrate
