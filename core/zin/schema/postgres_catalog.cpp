// What PostgreSQL is asked: its system catalogs (version 12 or later).
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <optional>
#include <utility>

#include "zin/schema/catalog.hpp"

namespace zin::schema {
namespace {

// The schema of a row as TablePlace has it, and its name.
constexpr std::string_view place_columns =
    "case when n.nspname = current_schema() then '' else n.nspname end as of_schema, "
    "c.relname::text "
    "as of_table";

// What an extension has made is no part of what the application did.
constexpr std::string_view by_no_extension =
    "not exists (select from pg_depend e where e.classid = 'pg_class'::regclass and e.objid = "
    "c.oid "
    "and e.deptype = 'e')";

// pg_constraint keeps actions as letters.
std::string postgres_action(std::string_view letter) {
  if (letter == "r") return "restrict";
  if (letter == "c") return "cascade";
  if (letter == "n") return "set null";
  if (letter == "d") return "set default";
  return "no action";
}

class PostgresCatalog final : public Catalog {
 public:
  using Catalog::Catalog;

  std::vector<TablePlace> table_places() override {
    std::vector<TablePlace> places;
    for (const Row& row :
         ask(fmt::format("select {} from {} order by 1, 2", place_columns, tables_in(nullptr)))) {
      places.push_back({row.get<std::string>(0), row.get<std::string>(1)});
    }
    return places;
  }

  std::optional<TablePlace> find_table(std::string_view name) override {
    return found(name, "'r', 'p', 'f'");
  }

  std::optional<TablePlace> find_view(std::string_view name) override {
    return found(name, "'v', 'm'");
  }

  bool has_column(const TablePlace& of, std::string_view column) override {
    return !ask("select 1 from pg_attribute a join pg_class c on c.oid = a.attrelid join "
                "pg_namespace n "
                "on n.oid = c.relnamespace where a.attnum > 0 and not a.attisdropped and c.relname "
                "= ? "
                "and n.nspname = coalesce(nullif(?, ''), current_schema()) and a.attname = ?",
                {of.name, of.schema, column})
                .empty();
  }

  std::vector<TableInfo> tables(const TablePlace* only) override {
    TableList list;
    read_tables(list, only);
    read_columns(list, only);
    read_indexes(list, only);
    read_checks(list, only);
    read_foreign_keys(list, only);
    return std::move(list).take();
  }

  std::vector<ViewInfo> views() override {
    std::vector<ViewInfo> views;
    for (const Row& row : ask(fmt::format(
             "select {}, btrim(pg_get_viewdef(c.oid, true), '; ') as query, c.relkind = 'm' as "
             "is_kept from "
             "pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('v', "
             "'m') "
             "and n.nspname = any (current_schemas(false)) and {}",
             place_columns, by_no_extension))) {
      views.push_back({.name = row.get<std::string>("of_table"),
                       .schema = row.get<std::string>("of_schema"),
                       .definition = row.get<std::string>("query"),
                       .materialized = row.get<bool>("is_kept")});
    }
    return views;
  }

  std::vector<TriggerInfo> triggers() override {
    std::vector<TriggerInfo> triggers;
    for (
        const Row& row : ask(fmt::format(
            "select {}, t.tgname::text as name, pg_get_triggerdef(t.oid, true) || case t.tgenabled "
            "when 'O' then '' when 'D' then ' (disabled)' when 'R' then ' (on replicas)' else "
            "' (always)' end as text from pg_trigger t join pg_class c on c.oid = t.tgrelid join "
            "pg_namespace n on n.oid = c.relnamespace where not t.tgisinternal and n.nspname = any "
            "(current_schemas(false)) and {}",
            place_columns, by_no_extension))) {
      triggers.push_back({.name = row.get<std::string>("name"),
                          .schema = row.get<std::string>("of_schema"),
                          .table = row.get<std::string>("of_table"),
                          .definition = row.get<std::string>("text")});
    }
    return triggers;
  }

  std::vector<SequenceInfo> sequences() override {
    std::vector<SequenceInfo> sequences;
    for (const Row& row : ask(fmt::format(
             "select {}, format('%s start %s increment %s minvalue %s maxvalue %s cache %s%s', "
             "format_type(s.seqtypid, null), s.seqstart, s.seqincrement, s.seqmin, s.seqmax, "
             "s.seqcache, "
             "case when s.seqcycle then ' cycle' else '' end) as text from pg_sequence s join "
             "pg_class c "
             "on c.oid = s.seqrelid join pg_namespace n on n.oid = c.relnamespace where n.nspname "
             "= any "
             "(current_schemas(false)) and {} and not exists (select from pg_depend d where "
             "d.classid = "
             "'pg_class'::regclass and d.objid = c.oid and d.deptype in ('a', 'i'))",
             place_columns, by_no_extension))) {
      sequences.push_back({.name = row.get<std::string>("of_table"),
                           .schema = row.get<std::string>("of_schema"),
                           .definition = row.get<std::string>("text")});
    }
    return sequences;
  }

  std::vector<TypeInfo> types() override {
    std::vector<TypeInfo> types;
    for (const Row& row :
         ask("select case when n.nspname = current_schema() then '' else n.nspname end as "
             "of_schema, "
             "t.typname::text as name, case t.typtype when 'e' then (select 'enum (' || "
             "string_agg(quote_literal(l.enumlabel), ', ' order by l.enumsortorder) || ')' from "
             "pg_enum "
             "l where l.enumtypid = t.oid) else 'domain ' || format_type(t.typbasetype, "
             "t.typtypmod) || "
             "case when t.typnotnull then ' not null' else '' end || coalesce(' default ' || "
             "t.typdefault, '') || coalesce((select ' ' || string_agg(pg_get_constraintdef(k.oid, "
             "true), "
             "' ' order by k.conname) from pg_constraint k where k.contypid = t.oid and k.contype "
             "= 'c'), "
             "'') end as text from pg_type t join pg_namespace n on n.oid = t.typnamespace where "
             "t.typtype in ('e', 'd') and n.nspname = any (current_schemas(false)) and not exists "
             "(select from pg_depend e where e.classid = 'pg_type'::regclass and e.objid = t.oid "
             "and "
             "e.deptype = 'e')")) {
      types.push_back({.name = row.get<std::string>("name"),
                       .schema = row.get<std::string>("of_schema"),
                       .definition = text_of(row, "text")});
    }
    return types;
  }

 private:
  // Behind `from`: pg_class as c, pg_namespace as n; with `only` two parameters.
  static std::string tables_in(const TablePlace* only, std::string_view joins = {}) {
    const std::string_view which =
        only == nullptr ? "n.nspname = any (current_schemas(false))"
                        : "c.relname = ? and n.nspname = coalesce(nullif(?, ''), current_schema())";
    return fmt::format(
        "pg_class c join pg_namespace n on n.oid = c.relnamespace {} where c.relkind in "
        "('r', 'p', 'f') and {} and {}",
        joins, which, by_no_extension);
  }

  Rows ask_tables(const TablePlace* only, std::string_view columns, std::string_view joins,
                  std::string_view rest) {
    const std::string sql = fmt::format("select {}, {} from {} {}", place_columns, columns,
                                        tables_in(only, joins), rest);
    return only == nullptr ? ask(sql) : ask(sql, {only->name, only->schema});
  }

  std::optional<TablePlace> found(std::string_view name, std::string_view kinds) {
    // Of two in the search path the one that a query would find.
    return find(
        fmt::format("select case when n.nspname = current_schema() then '' else n.nspname::text "
                    "end, c.relname::text from (select cast(? as text) as schema, cast(? as "
                    "text) as name) asked join pg_class c on c.relname = asked.name join "
                    "pg_namespace n on n.oid = c.relnamespace where c.relkind in ({}) and case "
                    "when asked.schema is null then n.nspname = any (current_schemas(false)) "
                    "else n.nspname = asked.schema end order by "
                    "array_position(current_schemas(false), n.nspname) limit 1",
                    kinds),
        name);
  }

  void read_tables(TableList& list, const TablePlace* only) {
    for (const Row& row : ask_tables(
             only,
             "obj_description(c.oid, 'pg_class') as comment, c.relpersistence = 'u' as unlogged, "
             "c.relkind = 'f' as is_foreign, pg_get_partkeydef(c.oid) as partitioned, "
             "pg_get_expr(c.relpartbound, c.oid) as bound, (select "
             "string_agg(i.inhparent::regclass::text, "
             "', ' order by i.inhseqno) from pg_inherits i where i.inhrelid = c.oid) as parents, "
             "c.relrowsecurity as secured, array_to_string(c.reloptions, ', ') as settings",
             "", "order by 1, 2")) {
      TableInfo& table = list.add(
          {row.get<std::string>("of_schema"), row.get<std::string>("of_table")}, Dialect::postgres);
      table.comment = text_of(row, "comment");
      const auto bound = text_of(row, "bound");
      const auto parents = text_of(row, "parents");
      const auto keys = text_of(row, "partitioned");
      const auto settings = text_of(row, "settings");
      if (row.get<bool>("is_foreign")) table.options.emplace_back("foreign");
      if (!bound.empty()) table.options.push_back("partition of " + parents + ' ' + bound);
      if (bound.empty() && !parents.empty()) table.options.push_back("inherits " + parents);
      if (!keys.empty()) table.options.push_back("partition by " + keys);
      if (row.get<bool>("secured")) table.options.emplace_back("row security");
      if (row.get<bool>("unlogged")) table.options.emplace_back("unlogged");
      if (!settings.empty()) table.options.push_back("with " + settings);
    }
  }

  void read_columns(TableList& list, const TablePlace* only) {
    for (const Row& row : ask_tables(
             only,
             "a.attname::text as name, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull, "
             "pg_get_expr(d.adbin, d.adrelid, true) as value, a.attidentity::text as identity, "
             "a.attgenerated::text as generated, case when a.attcollation <> t.typcollation then "
             "(select l.collname::text from pg_collation l where l.oid = a.attcollation) end as "
             "collation, col_description(c.oid, a.attnum) as comment, exists (select from "
             "pg_depend s "
             "join pg_class q on q.oid = s.objid and q.relkind = 'S' where s.classid = "
             "'pg_class'::regclass and s.refclassid = 'pg_class'::regclass and s.refobjid = c.oid "
             "and "
             "s.refobjsubid = a.attnum and s.deptype = 'a') as owns_sequence",
             "join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped "
             "join "
             "pg_type t on t.oid = a.atttypid left join pg_attrdef d on d.adrelid = c.oid and "
             "d.adnum = "
             "a.attnum",
             "order by 1, 2, a.attnum")) {
      TableInfo* const table = table_of(list, row);
      if (table == nullptr) continue;
      ColumnInfo column{.name = row.get<std::string>("name"), .type = row.get<std::string>("type")};
      column.nullable = !row.get<bool>("attnotnull");
      column.collation = text_of(row, "collation");
      column.comment = text_of(row, "comment");
      const auto value = row.get<std::optional<std::string>>("value");
      const auto identity = row.get<std::string>("identity");
      const auto generated = row.get<std::string>("generated");
      if (!identity.empty()) {
        column.auto_increment = true;
        column.identity = identity == "a" ? "always" : "by default";
      } else if (!generated.empty()) {
        column.generation = generated == "s" ? Generation::stored : Generation::virtual_;
        column.expression = value.value_or("");
      } else if (value && value->starts_with("nextval(") && row.get<bool>("owns_sequence")) {
        column.auto_increment = true;
      } else {
        column.default_value = value;
      }
      table->columns.push_back(std::move(column));
    }
  }

  void read_indexes(TableList& list, const TablePlace* only) {
    // generate_series() is taken for a thousand rows, and so large a plan is compiled to machine
    // code first, which takes longer than the rest. The column of NULLs is of PostgreSQL 15.
    for (const Row& row : ask_tables(
             only,
             "x.relname::text as name, i.indisunique, i.indisprimary, m.amname::text as method, "
             "pg_get_expr(i.indpred, i.indrelid, true) as predicate, obj_description(x.oid, "
             "'pg_class') as comment, k.contype::text as constraint_type, k.condeferrable, "
             "k.condeferred, case when k.contype = 'x' then pg_get_constraintdef(k.oid, true) end "
             "as "
             "exclusion, i.indisvalid, coalesce((to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, "
             "false) as nulls_same, array_to_string(x.reloptions, ', ') as settings, p.part > "
             "i.indnkeyatts as included, a.attname::text as column_name, case when p.number = 0 "
             "then "
             "pg_get_indexdef(x.oid, p.part::int, true) end as expression, "
             "coalesce(i.indoption[p.part "
             "- 1], 0)::int as how, case when p.part <= i.indnkeyatts and i.indcollation[p.part - "
             "1] "
             "<> 0 and i.indcollation[p.part - 1] <> coalesce(a.attcollation, (select "
             "t.typcollation "
             "from pg_attribute e join pg_type t on t.oid = e.atttypid where e.attrelid = x.oid "
             "and "
             "e.attnum = p.part)) then (select l.collname::text from pg_collation l where l.oid = "
             "i.indcollation[p.part - 1]) end as collation, case when p.part <= i.indnkeyatts then "
             "(select case when o.opcdefault then null else o.opcname::text end from pg_opclass o "
             "where o.oid = i.indclass[p.part - 1]) end as operator_class",
             "join pg_index i on i.indrelid = c.oid join pg_class x on x.oid = i.indexrelid join "
             "pg_am m on m.oid = x.relam cross join lateral unnest(i.indkey::int2[]) with "
             "ordinality "
             "as p (number, part) left join pg_attribute a on a.attrelid = c.oid and a.attnum = "
             "p.number and p.number <> 0 left join pg_constraint k on k.conindid = x.oid and "
             "k.contype "
             "in ('p', 'u', 'x')",
             "order by 1, 2, x.relname, p.part")) {
      TableInfo* const table = table_of(list, row);
      if (table == nullptr) continue;
      auto name = row.get<std::string>("name");
      if (table->indexes.empty() || table->indexes.back().name != name) {
        table->indexes.push_back(index_of(row, std::move(name)));
      }
      add_part(table->indexes.back(), row);
    }
  }

  static IndexInfo index_of(const Row& row, std::string name) {
    IndexInfo index{.name = std::move(name)};
    index.unique = row.get<bool>("indisunique");
    index.primary = row.get<bool>("indisprimary");
    index.constraint = !row.is_null("constraint_type");
    index.predicate = text_of(row, "predicate");
    index.method = row.get<std::string>("method");
    index.comment = text_of(row, "comment");
    if (index.constraint && row.get<bool>("condeferrable")) {
      index.options.emplace_back(row.get<bool>("condeferred") ? "deferrable initially deferred"
                                                              : "deferrable");
    }
    if (row.get<bool>("nulls_same")) index.options.emplace_back("nulls not distinct");
    if (!row.get<bool>("indisvalid")) index.options.emplace_back("invalid");
    if (auto text = text_of(row, "exclusion"); !text.empty())
      index.options.push_back(std::move(text));
    if (const auto text = text_of(row, "settings"); !text.empty()) {
      index.options.push_back("with " + text);
    }
    return index;
  }

  static void add_part(IndexInfo& index, const Row& row) {
    const auto column = row.get<std::optional<std::string>>("column_name");
    if (row.get<bool>("included")) {
      index.included.push_back(column.value_or(""));
      return;
    }
    IndexPart part{.column = column.value_or("")};
    if (!column) part.expression = row.get<std::string>("expression");
    // The bits of pg_index.indoption: 1 descending, 2 NULLs first.
    const auto how = row.get<std::int32_t>("how");
    part.descending = (how & 1) != 0;
    part.unusual_nulls = ((how & 2) != 0) != part.descending;
    part.collation = text_of(row, "collation");
    part.operator_class = text_of(row, "operator_class");
    index.parts.push_back(std::move(part));
  }

  void read_checks(TableList& list, const TablePlace* only) {
    for (const Row& row : ask_tables(
             only,
             "k.conname::text as name, pg_get_expr(k.conbin, k.conrelid, true) as condition, "
             "k.convalidated, k.connoinherit",
             "join pg_constraint k on k.conrelid = c.oid and k.contype = 'c'",
             "order by 1, 2, k.conname")) {
      TableInfo* const table = table_of(list, row);
      if (table == nullptr) continue;
      CheckInfo check{.name = row.get<std::string>("name"),
                      .expression = row.get<std::string>("condition")};
      if (!row.get<bool>("convalidated")) check.options.emplace_back("not valid");
      if (row.get<bool>("connoinherit")) check.options.emplace_back("no inherit");
      table->checks.push_back(std::move(check));
    }
  }

  void read_foreign_keys(TableList& list, const TablePlace* only) {
    for (const Row& row : ask_tables(
             only,
             "k.conname::text as name, a.attname::text as column_name, b.attname::text as "
             "target_column, case when fn.nspname = current_schema() then '' else fn.nspname::text "
             "end as "
             "target_schema, f.relname::text as target, k.confupdtype::text as updated, "
             "k.confdeltype::text as deleted, k.confmatchtype::text as matched, k.condeferrable, "
             "k.condeferred, k.convalidated, p.part = 1 as first",
             "join pg_constraint k on k.conrelid = c.oid and k.contype = 'f' join pg_class f on "
             "f.oid = "
             "k.confrelid join pg_namespace fn on fn.oid = f.relnamespace cross join lateral "
             "unnest(k.conkey, k.confkey) with ordinality as p (number, target_number, part) join "
             "pg_attribute a on a.attrelid = c.oid and a.attnum = p.number join pg_attribute b on "
             "b.attrelid = f.oid and b.attnum = p.target_number",
             "order by 1, 2, k.conname, k.oid, p.part")) {
      TableInfo* const table = table_of(list, row);
      if (table == nullptr) continue;
      if (row.get<bool>("first")) table->foreign_keys.push_back(key_of(row));
      ForeignKeyInfo& key = table->foreign_keys.back();
      key.columns.push_back(row.get<std::string>("column_name"));
      key.target_columns.push_back(row.get<std::string>("target_column"));
    }
  }

  static ForeignKeyInfo key_of(const Row& row) {
    ForeignKeyInfo key{.name = row.get<std::string>("name")};
    key.target_schema = row.get<std::string>("target_schema");
    key.target_table = row.get<std::string>("target");
    key.on_update = postgres_action(row.get<std::string>("updated"));
    key.on_delete = postgres_action(row.get<std::string>("deleted"));
    key.deferrable = row.get<bool>("condeferrable");
    key.initially_deferred = row.get<bool>("condeferred");
    if (row.get<std::string>("matched") == "f") key.options.emplace_back("match full");
    if (!row.get<bool>("convalidated")) key.options.emplace_back("not valid");
    return key;
  }

  static TableInfo* table_of(TableList& list, const Row& row) {
    return list.find(row.get<std::string_view>("of_schema"), row.get<std::string_view>("of_table"));
  }
};

}  // namespace

std::unique_ptr<Catalog> postgres_catalog(Session& session) {
  return std::make_unique<PostgresCatalog>(session);
}

}  // namespace zin::schema
