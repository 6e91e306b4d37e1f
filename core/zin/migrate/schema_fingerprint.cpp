// What each dialect's catalogue says of the schema.
// SPDX-License-Identifier: MIT
#include "zin/migrate/schema_fingerprint.hpp"

#include <array>
#include <span>

#include "zin/migrate/digest.hpp"

namespace zin::migrate {
namespace {

constexpr std::array<std::string_view, 1> sqlite_catalogue{
    "select type, name, tbl_name, sql from sqlite_master order by type, name"};

// Database, schema and table names are those that the session sees.
constexpr std::array<std::string_view, 11> mysql_catalogue{
    "select default_character_set_name, default_collation_name from information_schema.schemata "
    "where schema_name = database()",
    "select table_name, table_type, engine, row_format, table_collation, create_options, "
    "table_comment from information_schema.tables where table_schema = database() order by "
    "table_name",
    "select table_name, column_name, ordinal_position, column_default, is_nullable, column_type, "
    "character_set_name, collation_name, extra, column_comment, generation_expression from "
    "information_schema.columns where table_schema = database() order by table_name, "
    "ordinal_position",
    "select table_name, index_name, seq_in_index, non_unique, column_name, sub_part, index_type, "
    "index_comment from information_schema.statistics where table_schema = database() order by "
    "table_name, index_name, seq_in_index",
    "select table_name, constraint_name, ordinal_position, column_name, referenced_table_schema, "
    "referenced_table_name, referenced_column_name from information_schema.key_column_usage where "
    "table_schema = database() order by table_name, constraint_name, ordinal_position",
    "select table_name, constraint_name, update_rule, delete_rule from "
    "information_schema.referential_constraints where constraint_schema = database() order by "
    "table_name, constraint_name",
    "select constraint_name, check_clause from information_schema.check_constraints where "
    "constraint_schema = database() order by constraint_name, check_clause",
    "select table_name, view_definition from information_schema.views where table_schema = "
    "database() order by table_name",
    "select trigger_name, event_manipulation, event_object_table, action_timing, action_order, "
    "action_statement from information_schema.triggers where trigger_schema = database() order by "
    "trigger_name",
    "select routine_name, routine_type, routine_definition from information_schema.routines where "
    "routine_schema = database() order by routine_type, routine_name",
    "select table_name, partition_name, partition_ordinal_position, partition_method, "
    "partition_expression, partition_description from information_schema.partitions where "
    "table_schema = database() and partition_name is not null order by table_name, "
    "partition_ordinal_position"};

constexpr std::array<std::string_view, 9> postgres_catalogue{
    "select c.oid::regclass::text, c.relkind::text, c.relpersistence::text, "
    "array_to_string(c.reloptions, ','), obj_description(c.oid, 'pg_class') from pg_class c join "
    "pg_namespace n on n.oid = c.relnamespace where n.nspname not like 'pg\\_%' and n.nspname <> "
    "'information_schema' and not exists (select from pg_index i where i.indexrelid = c.oid and "
    "not i.indisvalid) order by n.nspname, c.relname",
    "select a.attrelid::regclass::text, a.attnum, a.attname::text, format_type(a.atttypid, "
    "a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, d.adrelid) from pg_attribute a join pg_class "
    "c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace left join pg_attrdef d "
    "on d.adrelid = a.attrelid and d.adnum = a.attnum where n.nspname not like 'pg\\_%' and "
    "n.nspname <> 'information_schema' and c.relkind in ('r', 'p', 'v', 'm', 'f') and a.attnum > 0 "
    "and not a.attisdropped order by n.nspname, c.relname, a.attnum",
    "select pg_get_indexdef(i.indexrelid) as definition from pg_index i join pg_class c on c.oid = "
    "i.indrelid join pg_namespace n on n.oid = c.relnamespace where i.indisvalid and n.nspname not "
    "like 'pg\\_%' and n.nspname <> 'information_schema' order by 1",
    "select conrelid::regclass::text, conname::text, pg_get_constraintdef(oid), convalidated from "
    "pg_constraint where connamespace not in (select oid from pg_namespace where nspname like "
    "'pg\\_%' or nspname = 'information_schema') order by 1, 2",
    "select t.typname::text, t.typtype::text, e.enumlabel::text, e.enumsortorder from pg_type t "
    "join pg_namespace n on n.oid = t.typnamespace left join pg_enum e on e.enumtypid = t.oid "
    "where n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema' order by 1, 4",
    "select p.oid::regprocedure::text, p.prosrc from pg_proc p join pg_namespace n on n.oid = "
    "p.pronamespace where n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema' order "
    "by 1",
    "select schemaname::text, viewname::text, definition from pg_views where schemaname not like "
    "'pg\\_%' and schemaname <> 'information_schema' order by 1, 2",
    "select pg_get_triggerdef(oid), tgenabled::text from pg_trigger where not tgisinternal order "
    "by 1",
    "select 'database', datname::text from pg_database union all select 'role', rolname::text from "
    "pg_roles union all select 'extension', extname::text || extversion from pg_extension union "
    "all select 'schema', nspname::text from pg_namespace where nspname not like 'pg\\_%' order by "
    "1, 2"};

std::span<const std::string_view> catalogue_of(Dialect dialect) {
  if (speaks_mysql(dialect)) return mysql_catalogue;
  if (dialect == Dialect::postgres) return postgres_catalogue;
  return sqlite_catalogue;
}

}  // namespace

std::string schema_fingerprint(Session& db) {
  std::string text;
  for (const std::string_view sql : catalogue_of(db.dialect())) {
    text += '\x1d';
    for (const Row& row : db.select(sql)) {
      for (std::size_t at = 0; at < row.size(); ++at) {
        if (!row.is_null(at)) text += row.value(at).to_string();
        text += row.is_null(at) ? '\x1e' : '\x1f';
      }
      text += '\n';
    }
  }
  return digest(text);
}

}  // namespace zin::migrate
