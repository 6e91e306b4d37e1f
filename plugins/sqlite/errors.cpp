// The one table of SQLite's result codes.
// SPDX-License-Identifier: MIT
#include "errors.hpp"

#include <cstdint>

namespace zin::sqlite {
namespace {

constexpr std::uint32_t again = ZIN_ERRF_RETRY_STATEMENT | ZIN_ERRF_RETRY_TXN;

struct Meaning {
  int code;  // extended, or primary for all that are not listed
  zin_status status;
  zin_category category;
  std::uint32_t flags;
  std::string_view sqlstate;
  std::string_view next_step;
};

constexpr Meaning meanings[] = {
    {SQLITE_CONSTRAINT_UNIQUE, ZIN_E_ERROR, ZIN_CAT_CONSTRAINT, 0, "23505", ""},
    {SQLITE_CONSTRAINT_PRIMARYKEY, ZIN_E_ERROR, ZIN_CAT_CONSTRAINT, 0, "23505", ""},
    {SQLITE_CONSTRAINT_ROWID, ZIN_E_ERROR, ZIN_CAT_CONSTRAINT, 0, "23505", ""},
    {SQLITE_CONSTRAINT_FOREIGNKEY, ZIN_E_ERROR, ZIN_CAT_CONSTRAINT, 0, "23503",
     "store the row that is referred to first, or remove those that refer to it"},
    {SQLITE_CONSTRAINT_NOTNULL, ZIN_E_ERROR, ZIN_CAT_CONSTRAINT, 0, "23502", ""},
    {SQLITE_CONSTRAINT_CHECK, ZIN_E_ERROR, ZIN_CAT_CONSTRAINT, 0, "23514", ""},
    {SQLITE_CONSTRAINT_DATATYPE, ZIN_E_ERROR, ZIN_CAT_DATA, 0, "42804", ""},
    {SQLITE_CONSTRAINT, ZIN_E_ERROR, ZIN_CAT_CONSTRAINT, 0, "23000", ""},

    {SQLITE_BUSY_SNAPSHOT, ZIN_E_ERROR, ZIN_CAT_SERIALIZATION, ZIN_ERRF_RETRY_TXN, "40001",
     "another connection wrote after this transaction had read: run it again, and begin it for "
     "writing at once"},
    {SQLITE_BUSY, ZIN_E_ERROR, ZIN_CAT_BUSY, again, "55P03",
     "another connection holds the lock: try again, or raise busy_timeout_ms"},
    {SQLITE_LOCKED, ZIN_E_ERROR, ZIN_CAT_BUSY, again, "55P03",
     "an open result of this connection still reads the table: close it first"},
    {SQLITE_PROTOCOL, ZIN_E_ERROR, ZIN_CAT_BUSY, again, "55P03", "too many are at it: try again"},
    {SQLITE_SCHEMA, ZIN_E_ERROR, ZIN_CAT_BUSY, again, "55P03",
     "the tables keep changing: try again"},

    {SQLITE_INTERRUPT, ZIN_E_CANCELLED, ZIN_CAT_CANCELLED, 0, "57014", ""},
    {SQLITE_NOMEM, ZIN_E_NOMEM, ZIN_CAT_RESOURCE, 0, "53200", ""},
    {SQLITE_FULL, ZIN_E_ERROR, ZIN_CAT_RESOURCE, 0, "53100",
     "free space on the disk, or raise max_page_count"},
    {SQLITE_IOERR, ZIN_E_ERROR, ZIN_CAT_RESOURCE, 0, "58030",
     "look at the disk and at the system's log"},
    {SQLITE_NOLFS, ZIN_E_ERROR, ZIN_CAT_RESOURCE, 0, "58030", ""},
    {SQLITE_TOOBIG, ZIN_E_ERROR, ZIN_CAT_RESOURCE, 0, "54000",
     "the value, row or statement is beyond SQLite's limit"},

    {SQLITE_READONLY, ZIN_E_ERROR, ZIN_CAT_PERMISSION, 0, "25006",
     "open it without read_only, and check the permissions of the file and its folder"},
    {SQLITE_PERM, ZIN_E_ERROR, ZIN_CAT_PERMISSION, 0, "42501", ""},
    {SQLITE_AUTH, ZIN_E_ERROR, ZIN_CAT_PERMISSION, 0, "42501", ""},
    // The database itself is open; opening.cpp tells of one that cannot be.
    {SQLITE_CANTOPEN, ZIN_E_ERROR, ZIN_CAT_RESOURCE, 0, "58030",
     "its journal or a temporary file cannot be made: check the permissions of its folder, the "
     "space on the disk and the limit of open files"},
    {SQLITE_NOTADB, ZIN_E_ERROR, ZIN_CAT_RESOURCE, 0, "XX001",
     "it was written by another program, is encrypted, or is damaged"},
    {SQLITE_CORRUPT, ZIN_E_ERROR, ZIN_CAT_RESOURCE, 0, "XX001",
     "stop writing, copy the file, and restore a backup or use the sqlite3 shell's .recover"},

    {SQLITE_ABORT_ROLLBACK, ZIN_E_ERROR, ZIN_CAT_CANCELLED, 0, "24000",
     "the result was open while its transaction was rolled back"},
    {SQLITE_ABORT, ZIN_E_ERROR, ZIN_CAT_CANCELLED, 0, "24000", ""},
    {SQLITE_MISMATCH, ZIN_E_ERROR, ZIN_CAT_DATA, 0, "42804", "a rowid takes whole numbers only"},
    {SQLITE_RANGE, ZIN_E_ERROR, ZIN_CAT_DATA, 0, "07009", ""},
    {SQLITE_MISUSE, ZIN_E_ERROR, ZIN_CAT_INTERNAL, 0, "XX000", ""},
    {SQLITE_INTERNAL, ZIN_E_ERROR, ZIN_CAT_INTERNAL, 0, "XX000", ""},
};

// SQLITE_ERROR says everything else in words only. They have not changed since 3.8 (parse.y,
// build.c, resolve.c, vdbe.c, func.c, json.c). The first that fits counts.
struct Wording {
  std::string_view part;
  zin_category category;
  std::string_view sqlstate;
  /// It begins the message, which quotes nothing that a statement computes with.
  bool quotes_no_value = false;
  std::string_view next_step = "";
};

constexpr Wording wordings[] = {
    // What functions and virtual tables say of their arguments.
    {"integer overflow", ZIN_CAT_DATA, "22003", true},
    {"malformed JSON", ZIN_CAT_DATA, "22032", true},
    {"JSON path error", ZIN_CAT_DATA, "22033"},
    {"bad JSON path", ZIN_CAT_DATA, "22033"},  // its words since 3.45
    {"ESCAPE expression", ZIN_CAT_DATA, "22019", true},
    {"fts5: ", ZIN_CAT_DATA, "22000"},

    {"LIKE or GLOB pattern too complex", ZIN_CAT_RESOURCE, "54000", true, "shorten the pattern"},
    {"too many attached databases", ZIN_CAT_RESOURCE, "54000", true, "detach one first"},
    {"too many levels of trigger recursion", ZIN_CAT_RESOURCE, "54000", true,
     "a trigger sets itself off: give it a condition that ends that"},
    {"not authorized", ZIN_CAT_PERMISSION, "42501", true},
    {"cannot VACUUM", ZIN_CAT_UNKNOWN, "25001", true},
    {"cannot ATTACH database within transaction", ZIN_CAT_UNKNOWN, "25001", true},
    {"cannot DETACH database within transaction", ZIN_CAT_UNKNOWN, "25001", true},

    {"no such table", ZIN_CAT_NOT_FOUND, "42P01"},
    {"no such view", ZIN_CAT_NOT_FOUND, "42P01"},
    {"no such column", ZIN_CAT_NOT_FOUND, "42703"},
    {"has no column named", ZIN_CAT_NOT_FOUND, "42703"},
    {"unknown column", ZIN_CAT_NOT_FOUND, "42703"},
    {"no such function", ZIN_CAT_NOT_FOUND, "42883"},
    {"wrong number of arguments", ZIN_CAT_SYNTAX, "42883"},
    {"no such savepoint", ZIN_CAT_UNKNOWN, "3B001"},
    {"no such database", ZIN_CAT_NOT_FOUND, "3D000"},
    {"unknown database", ZIN_CAT_NOT_FOUND, "3D000"},
    {"no such", ZIN_CAT_NOT_FOUND, "42704"},
    {"syntax error", ZIN_CAT_SYNTAX, "42601"},
    {"unrecognized token", ZIN_CAT_SYNTAX, "42601"},
    {"incomplete input", ZIN_CAT_SYNTAX, "42601"},
    {"values were supplied", ZIN_CAT_SYNTAX, "42601"},
    {"ambiguous column name", ZIN_CAT_SYNTAX, "42702"},
    {"duplicate column name", ZIN_CAT_SYNTAX, "42701"},
    {"misuse of aggregate", ZIN_CAT_SYNTAX, "42803"},
    {"because it is a view", ZIN_CAT_SYNTAX, "42809", false,
     "write to its tables, or give it INSTEAD OF triggers"},
    {"use DROP VIEW", ZIN_CAT_SYNTAX, "42809"},
    {"use DROP TABLE", ZIN_CAT_SYNTAX, "42809"},
    {"foreign key mismatch", ZIN_CAT_SYNTAX, "42830", false,
     "a foreign key must refer to a primary key or to unique columns"},
    {"within a transaction", ZIN_CAT_UNKNOWN, "25001"},
    {"inside a transaction", ZIN_CAT_UNKNOWN, "25001"},
    {"no transaction is active", ZIN_CAT_UNKNOWN, "25P01"},
    {"Expression tree is too large", ZIN_CAT_RESOURCE, "54000", false, "nest it less deep"},
    {"parser stack overflow", ZIN_CAT_RESOURCE, "54000", false, "nest it less deep"},
    {"at most 64 tables in a join", ZIN_CAT_RESOURCE, "54000"},
    {"too many", ZIN_CAT_RESOURCE, "54000"},
};

Meaning worded_meaning(std::string_view message, bool may_quote_values) noexcept {
  for (const Wording& wording : wordings) {
    const bool fits = wording.quotes_no_value
                          ? message.starts_with(wording.part)
                          : !may_quote_values && message.find(wording.part) != message.npos;
    if (fits)
      return {SQLITE_ERROR, ZIN_E_ERROR, wording.category, 0, wording.sqlstate, wording.next_step};
  }
  // The text of the statement is sound: a function or a virtual table does not like its arguments.
  if (may_quote_values) return {SQLITE_ERROR, ZIN_E_ERROR, ZIN_CAT_DATA, 0, "22000", ""};
  if (message.ends_with("already exists") || message.ends_with("is already in use") ||
      message.starts_with("there is already"))
    return {SQLITE_ERROR, ZIN_E_ERROR, ZIN_CAT_SYNTAX, 0, "42P07", ""};
  return {SQLITE_ERROR, ZIN_E_ERROR, ZIN_CAT_SYNTAX, 0, "42000", ""};
}

Meaning meaning_of(int extended_code, std::string_view message, bool may_quote_values) noexcept {
  // ATTACH names the file, which may be bound: as a value it is not to be shown.
  if ((extended_code & 0xFF) == SQLITE_CANTOPEN && message.starts_with("unable to open database: "))
    return {SQLITE_CANTOPEN, ZIN_E_ERROR, may_quote_values ? ZIN_CAT_DATA : ZIN_CAT_NOT_FOUND, 0,
            "58P01",         ""};
  for (const Meaning& meaning : meanings)
    if (meaning.code == extended_code) return meaning;
  for (const Meaning& meaning : meanings)
    if (meaning.code == (extended_code & 0xFF)) return meaning;
  if ((extended_code & 0xFF) == SQLITE_ERROR) return worded_meaning(message, may_quote_values);
  return {extended_code, ZIN_E_ERROR, ZIN_CAT_INTERNAL, 0, "XX000", ""};
}

}  // namespace

ConstraintDetails constraint_details(int extended_code, std::string_view message) {
  ConstraintDetails details;
  constexpr std::string_view failed = "constraint failed: ";
  const std::size_t at = message.find(failed);
  if (at == std::string_view::npos) return details;
  std::string_view subject = message.substr(at + failed.size());
  if (extended_code == SQLITE_CONSTRAINT_CHECK) {
    details.constraint = subject;
    return details;
  }
  // An index on an expression has no columns to name.
  constexpr std::string_view index = "index '";
  if (subject.starts_with(index) && subject.ends_with('\'')) {
    details.constraint = subject.substr(index.size(), subject.size() - index.size() - 1);
    return details;
  }
  while (!subject.empty()) {
    const std::size_t end = std::min(subject.find(", "), subject.size());
    const std::string_view column = subject.substr(0, end);
    subject.remove_prefix(std::min(end + 2, subject.size()));
    const std::size_t dot = column.find('.');
    if (dot == std::string_view::npos) continue;
    if (details.table.empty()) details.table = column.substr(0, dot);
    if (!details.column.empty()) details.column += ", ";
    details.column += column.substr(dot + 1);
  }
  return details;
}

plugin::Failure sqlite_failure(int extended_code, std::string_view message, std::int64_t position,
                               const Circumstances& about) {
  const Meaning meaning = meaning_of(extended_code, message, about.may_quote_values);
  std::string text(message);
  if (!meaning.next_step.empty()) (text += ": ") += meaning.next_step;
  plugin::Failure failure(meaning.status, meaning.category, std::move(text));
  failure.sqlstate = meaning.sqlstate;
  failure.native_code = extended_code;
  failure.position = position;
  failure.flags = meaning.flags;
  if (about.in_transaction) failure.flags &= ~ZIN_ERRF_RETRY_STATEMENT;
  return failure;
}

}  // namespace zin::sqlite
