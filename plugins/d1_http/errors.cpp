// Takes messages apart.
// SPDX-License-Identifier: MIT
#include "errors.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

namespace zin::d1 {
namespace {

using plugin::Failure;

struct Code {
  std::string_view name;
  int number;
};

// By their names in messages; extended ones too.
constexpr std::array codes = {
    Code{"SQLITE_ERROR", SQLITE_ERROR},
    Code{"SQLITE_INTERNAL", SQLITE_INTERNAL},
    Code{"SQLITE_PERM", SQLITE_PERM},
    Code{"SQLITE_ABORT", SQLITE_ABORT},
    Code{"SQLITE_BUSY", SQLITE_BUSY},
    Code{"SQLITE_LOCKED", SQLITE_LOCKED},
    Code{"SQLITE_NOMEM", SQLITE_NOMEM},
    Code{"SQLITE_READONLY", SQLITE_READONLY},
    Code{"SQLITE_INTERRUPT", SQLITE_INTERRUPT},
    Code{"SQLITE_IOERR", SQLITE_IOERR},
    Code{"SQLITE_CORRUPT", SQLITE_CORRUPT},
    Code{"SQLITE_FULL", SQLITE_FULL},
    Code{"SQLITE_CANTOPEN", SQLITE_CANTOPEN},
    Code{"SQLITE_SCHEMA", SQLITE_SCHEMA},
    Code{"SQLITE_TOOBIG", SQLITE_TOOBIG},
    Code{"SQLITE_CONSTRAINT", SQLITE_CONSTRAINT},
    Code{"SQLITE_MISMATCH", SQLITE_MISMATCH},
    Code{"SQLITE_MISUSE", SQLITE_MISUSE},
    Code{"SQLITE_AUTH", SQLITE_AUTH},
    Code{"SQLITE_RANGE", SQLITE_RANGE},
    Code{"SQLITE_CONSTRAINT_CHECK", SQLITE_CONSTRAINT_CHECK},
    Code{"SQLITE_CONSTRAINT_FOREIGNKEY", SQLITE_CONSTRAINT_FOREIGNKEY},
    Code{"SQLITE_CONSTRAINT_NOTNULL", SQLITE_CONSTRAINT_NOTNULL},
    Code{"SQLITE_CONSTRAINT_PRIMARYKEY", SQLITE_CONSTRAINT_PRIMARYKEY},
    Code{"SQLITE_CONSTRAINT_TRIGGER", SQLITE_CONSTRAINT_TRIGGER},
    Code{"SQLITE_CONSTRAINT_UNIQUE", SQLITE_CONSTRAINT_UNIQUE},
    Code{"SQLITE_CONSTRAINT_ROWID", SQLITE_CONSTRAINT_ROWID},
    Code{"SQLITE_CONSTRAINT_DATATYPE", SQLITE_CONSTRAINT_DATATYPE},
};

int number_of(std::string_view name) noexcept {
  const auto found = std::find_if(codes.begin(), codes.end(),
                                  [name](const Code& code) { return code.name == name; });
  return found == codes.end() ? 0 : found->number;
}

// Where the extended code is not told: by how the message begins.
constexpr std::array by_words = {
    Code{"UNIQUE constraint failed", SQLITE_CONSTRAINT_UNIQUE},
    Code{"NOT NULL constraint failed", SQLITE_CONSTRAINT_NOTNULL},
    Code{"CHECK constraint failed", SQLITE_CONSTRAINT_CHECK},
    Code{"FOREIGN KEY constraint failed", SQLITE_CONSTRAINT_FOREIGNKEY},
    Code{"cannot store ", SQLITE_CONSTRAINT_DATATYPE},
};

/// A message of the engine, taken apart.
struct EngineMessage {
  int code = 0;  ///< 0 = it is none.
  std::string_view text;
  std::int64_t offset = -1;
};

bool cut_front(std::string_view& text, std::string_view start) noexcept {
  if (!text.starts_with(start)) return false;
  text.remove_prefix(start.size());
  return true;
}

EngineMessage engine_message(std::string_view message) noexcept {
  EngineMessage out;
  cut_front(message, "D1_ERROR: ");
  cut_front(message, "NOSENTRY ");
  std::string_view extended;
  if (const std::size_t at = message.rfind(" (extended: ");
      at != std::string_view::npos && message.ends_with(')')) {
    extended = message.substr(at + 12, message.size() - at - 13);
    message = message.substr(0, at);
  }
  const std::size_t at = message.rfind(": SQLITE_");
  if (at == std::string_view::npos) return out;
  out.code = number_of(message.substr(at + 2));
  if (const int exact = number_of(extended); exact != 0) out.code = exact;
  out.text = message.substr(0, at);
  if (out.code == SQLITE_CONSTRAINT)
    for (const Code& words : by_words)
      if (out.text.starts_with(words.name)) out.code = words.number;
  constexpr std::string_view offset = " at offset ";
  if (const std::size_t place = out.text.rfind(offset); place != std::string_view::npos) {
    const char* const end = out.text.data() + out.text.size();
    const auto [stop, error] =
        std::from_chars(out.text.data() + place + offset.size(), end, out.offset);
    if (error == std::errc() && stop == end)
      out.text = out.text.substr(0, place);
    else
      out.offset = -1;
  }
  return out;
}

// What SQLite says while it compiles: of names and of the text, not of values.
constexpr std::array<std::string_view, 24> compiling = {
    "no such ",           "near \"",          "table ",
    "unrecognized token", "incomplete input", "ambiguous ",
    "wrong number ",      "duplicate ",       "misuse of ",
    "cannot modify ",     "use DROP ",        "too many ",
    "there is already",   "index ",           "view ",
    "trigger ",           "foreign key ",     "Expression tree ",
    "all VALUES ",        "sub-select ",      "no tables ",
    "not authorized",     "variable number ", "row value "};

bool is_of_the_text(const EngineMessage& message) noexcept {
  return message.offset >= 0 ||
         std::any_of(compiling.begin(), compiling.end(),
                     [&](std::string_view start) { return message.text.starts_with(start); });
}

struct Word {
  std::string_view part;
  zin_status status;
  zin_category category;
  std::uint32_t flags;
  std::string_view sqlstate;
  std::string_view next_step;
};

constexpr std::uint32_t again = ZIN_ERRF_RETRY_STATEMENT | ZIN_ERRF_RETRY_TXN;

// What the service says on its own behalf (D1's docs: debug, limits, retry queries).
constexpr std::array words = {
    Word{"To execute a transaction", ZIN_E_UNSUPPORTED, ZIN_CAT_UNSUPPORTED, 0, "0A000",
         "D1 has no BEGIN: use db.transaction(), whose writes go out as one batch"},
    Word{"disallowed query", ZIN_E_UNSUPPORTED, ZIN_CAT_UNSUPPORTED, 0, "0A000", ""},
    Word{"daily", ZIN_E_ERROR, ZIN_CAT_RESOURCE, 0, "53400",
         "the quota of the account is used up: wait for the next day or change the plan"},
    Word{"D1 DB is overloaded", ZIN_E_ERROR, ZIN_CAT_BUSY, again, "55P03", "send less, or batches"},
    Word{"Too many requests queued", ZIN_E_ERROR, ZIN_CAT_BUSY, again, "55P03",
         "send less, or batches"},
    Word{"exceeded its memory limit", ZIN_E_ERROR, ZIN_CAT_RESOURCE, 0, "53200",
         "the statement needs too much: make it smaller"},
    Word{"exceeded its CPU time limit", ZIN_E_ERROR, ZIN_CAT_RESOURCE, 0, "53400",
         "the statement needs too much: make it smaller"},
    Word{"exceeded timeout", ZIN_E_TIMEOUT, ZIN_CAT_TIMEOUT, 0, "57014",
         "the statement needs too long: make it smaller"},
    Word{"Wrong number of parameter bindings", ZIN_E_ERROR, ZIN_CAT_DATA, 0, "07001", ""},
    Word{"No SQL statements detected", ZIN_E_ERROR, ZIN_CAT_SYNTAX, 0, "42601", ""},
};

// Documented as passing: worth another attempt for what may be sent twice.
constexpr std::array<std::string_view, 5> passing = {
    "Network connection lost", "storage caused object to be reset",
    "reset because its code was updated",
    "Cannot resolve D1 DB due to transient issue on remote node",
    "Internal error while starting up D1 DB storage"};

bool holds(std::string_view text, std::string_view part) noexcept {
  return text.find(part) != std::string_view::npos;
}

Told of_the_engine(const EngineMessage& message, const Asked& asked) {
  Failure failure =
      sqlite::sqlite_failure(message.code, message.text, message.offset,
                             {.may_quote_values = asked.has_params && !is_of_the_text(message)});
  return {std::move(failure), sqlite::constraint_details(message.code, message.text)};
}

/// The credentials, and what they may not do.
void refine_refusal(Failure& failure, const cloudflare::Response& response,
                    const cloudflare::ApiError& error) {
  const bool token = response.status == 401 || error.code == 10000 || error.code == 9106 ||
                     error.code == 6003 || error.code == 6111 || error.code == 9109;
  if (token) {
    failure.category = ZIN_CAT_AUTH;
    failure.sqlstate = "28000";
    failure.message +=
        "; check CLOUDFLARE_API_TOKEN, its permission D1 Write and CLOUDFLARE_ACCOUNT_ID";
  } else if (response.status == 404) {
    failure.message += "; check D1_DATABASE_ID and CLOUDFLARE_ACCOUNT_ID";
  }
}

}  // namespace

Told told_failure(const cloudflare::Response& response, const cloudflare::ApiError& error,
                  const Asked& asked) {
  const EngineMessage engine = engine_message(error.message);
  if (engine.code != 0) return of_the_engine(engine, asked);
  // A foreign key that is still broken at the end of a batch: the database is reset, and says so in
  // a text of its own. Nothing of the batch stayed.
  if (holds(error.message, "FOREIGN KEY constraint failed"))
    return of_the_engine({SQLITE_CONSTRAINT_FOREIGNKEY, "FOREIGN KEY constraint failed"}, asked);
  for (const Word& word : words) {
    if (!holds(error.message, word.part)) continue;
    std::string text = error.message;
    if (!word.next_step.empty()) (text += ": ") += word.next_step;
    Failure failure(word.status, word.category, std::move(text));
    failure.flags = word.flags;
    failure.sqlstate = word.sqlstate;
    failure.native_code = error.code;
    return {std::move(failure), {}};
  }
  Failure failure = cloudflare::status_failure(response, error, asked.safe);
  refine_refusal(failure, response, error);
  if (response.status >= 500 && asked.safe) failure.flags |= ZIN_ERRF_RETRY_STATEMENT;
  return {std::move(failure), {}};
}

cloudflare::Fault judge(const cloudflare::Response& response) {
  if (response.status == 200) return cloudflare::Fault::none;
  if (response.status == 429) return cloudflare::Fault::throttled;
  if (response.status < 400) return cloudflare::Fault::none;
  const std::string message = cloudflare::read_error(response.body).message;
  for (const std::string_view part : passing)
    if (holds(message, part)) return cloudflare::Fault::server;
  // What the engine has said it will say again.
  if (response.status < 500 || engine_message(message).code != 0 ||
      holds(message, "constraint failed"))
    return cloudflare::Fault::none;
  for (const Word& word : words)
    if (holds(message, word.part) && (word.flags & again) == 0) return cloudflare::Fault::none;
  return cloudflare::Fault::server;
}

}  // namespace zin::d1
