// The one table of PostgreSQL's SQLSTATEs (its manual, appendix A).
// SPDX-License-Identifier: MIT
#include "errors.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
#include <mutex>
#include <set>

#include "sql_text.hpp"

namespace zin::postgres {
namespace {

constexpr std::uint32_t again = ZIN_ERRF_RETRY_STATEMENT | ZIN_ERRF_RETRY_TXN;
constexpr std::uint32_t again_all = ZIN_ERRF_RETRY_TXN;
constexpr std::uint32_t reconnect = ZIN_ERRF_RECONNECT;
constexpr std::uint32_t prepare_again = ZIN_ERRF_STMT_GONE;

struct Meaning {
  std::string_view sqlstate;  // or its first two characters, for all that are not listed
  zin_category category;
  zin_status status = ZIN_E_ERROR;
  std::uint32_t flags = 0;
};

constexpr std::array meanings{
    Meaning{"08", ZIN_CAT_CONNECTION, ZIN_E_CONN_LOST, reconnect},
    Meaning{"0A000", ZIN_CAT_UNSUPPORTED},
    Meaning{"21", ZIN_CAT_DATA},  // more than one row returned by a subquery
    Meaning{"22", ZIN_CAT_DATA},
    Meaning{"23", ZIN_CAT_CONSTRAINT},
    Meaning{"25006", ZIN_CAT_PERMISSION},  // read only: a replica, or a transaction
    Meaning{"25P03", ZIN_CAT_CONNECTION, ZIN_E_CONN_LOST, reconnect},  // idle in transaction
    Meaning{"26000", ZIN_CAT_NOT_FOUND, ZIN_E_ERROR, prepare_again},
    Meaning{"28", ZIN_CAT_AUTH},
    Meaning{"3B", ZIN_CAT_NOT_FOUND},  // savepoint
    Meaning{"3D", ZIN_CAT_NOT_FOUND},  // database
    Meaning{"3F", ZIN_CAT_NOT_FOUND},  // schema
    Meaning{"40001", ZIN_CAT_SERIALIZATION, ZIN_E_ERROR, again_all},
    Meaning{"40002", ZIN_CAT_CONSTRAINT},
    Meaning{"40003", ZIN_CAT_UNKNOWN, ZIN_E_ERROR, ZIN_ERRF_MAYBE_APPLIED},
    Meaning{"40P01", ZIN_CAT_SERIALIZATION, ZIN_E_ERROR, again_all},
    Meaning{"42", ZIN_CAT_SYNTAX},
    Meaning{"42501", ZIN_CAT_PERMISSION},
    Meaning{"42703", ZIN_CAT_NOT_FOUND},  // column
    Meaning{"42704", ZIN_CAT_NOT_FOUND},  // type, role, ...
    Meaning{"42883", ZIN_CAT_NOT_FOUND},  // function or operator
    Meaning{"42P01", ZIN_CAT_NOT_FOUND},  // table
    Meaning{"53", ZIN_CAT_RESOURCE},
    Meaning{"53300", ZIN_CAT_RESOURCE, ZIN_E_ERROR, ZIN_ERRF_RECONNECT | again},
    Meaning{"54", ZIN_CAT_RESOURCE},
    Meaning{"55006", ZIN_CAT_BUSY},
    Meaning{"55P03", ZIN_CAT_BUSY, ZIN_E_ERROR, again},
    Meaning{"57014", ZIN_CAT_CANCELLED},
    Meaning{"57P01", ZIN_CAT_CONNECTION, ZIN_E_CONN_LOST, reconnect},  // pg_terminate_backend
    Meaning{"57P02", ZIN_CAT_CONNECTION, ZIN_E_CONN_LOST, reconnect},
    Meaning{"57P03", ZIN_CAT_CONNECTION, ZIN_E_CONN_LOST, reconnect},  // starting up
    Meaning{"57P04", ZIN_CAT_CONNECTION, ZIN_E_CONN_LOST, reconnect},
    Meaning{"57P05", ZIN_CAT_CONNECTION, ZIN_E_CONN_LOST, reconnect},  // idle session
    Meaning{"58", ZIN_CAT_RESOURCE},
    Meaning{"72000", ZIN_CAT_SERIALIZATION, ZIN_E_ERROR, again_all},  // snapshot too old
    Meaning{"XX", ZIN_CAT_INTERNAL},
};

const Meaning& meaning_of(std::string_view sqlstate) noexcept {
  static constexpr Meaning unknown{"", ZIN_CAT_UNKNOWN};
  for (const std::string_view wanted : {sqlstate, sqlstate.substr(0, 2)})
    for (const Meaning& meaning : meanings)
      if (meaning.sqlstate == wanted) return meaning;
  return unknown;
}

std::string_view field(const PGresult* result, int code) noexcept {
  const char* const text = PQresultErrorField(result, code);
  return text == nullptr ? std::string_view() : text;
}

// A failure may outlive its result, and be taken up by another thread. There are few SQLSTATEs, but
// procedures raise some of their own.
std::string_view kept(std::string_view sqlstate) {
  static std::mutex mutex;
  static auto* const seen = new std::set<std::string, std::less<>>;  // outlives static objects
  const std::lock_guard lock(mutex);
  const auto found = seen->find(sqlstate);
  return found != seen->end() ? *found : *seen->emplace(sqlstate).first;
}

std::int64_t position_of(const PGresult* result, std::string_view sql) noexcept {
  const std::string_view text = field(result, PG_DIAG_STATEMENT_POSITION);
  std::size_t position = 0;  // in characters, from 1
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), position);
  if (error != std::errc() || position == 0 || sql.empty()) return -1;
  return static_cast<std::int64_t>(byte_offset(sql, position - 1));
}

}  // namespace

std::string trimmed(const char* words) {
  std::string text(words == nullptr ? "" : words);
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
  return text;
}

plugin::Failure failure_of(std::string_view sqlstate, std::string message) {
  const Meaning& meaning = meaning_of(sqlstate);
  plugin::Failure failure(meaning.status, meaning.category, std::move(message));
  failure.flags = meaning.flags;
  failure.sqlstate = kept(sqlstate);
  return failure;
}

plugin::Failure server_failure(const PGresult* result, const Circumstances& about,
                               ErrorDetails& details) {
  const std::string_view sqlstate = field(result, PG_DIAG_SQLSTATE);
  const std::string_view primary = field(result, PG_DIAG_MESSAGE_PRIMARY);
  plugin::Failure failure = failure_of(
      sqlstate, primary.empty() ? trimmed(PQresultErrorMessage(result)) : std::string(primary));
  failure.position = position_of(result, about.sql);
  // Whatever ends the session ends the connection. The untranslated word came with 9.6.
  std::string_view severity = field(result, PG_DIAG_SEVERITY_NONLOCALIZED);
  if (severity.empty()) severity = field(result, PG_DIAG_SEVERITY);
  if (severity == "FATAL" || severity == "PANIC") {
    failure.status = ZIN_E_CONN_LOST;
    failure.flags |= ZIN_ERRF_RECONNECT;
  }
  // What the planner had prepared no longer fits; its wording is that of plancache.c.
  if (sqlstate == "0A000" && primary == "cached plan must not change result type") {
    failure.category = ZIN_CAT_UNKNOWN;
    failure.flags |= ZIN_ERRF_STMT_GONE | (about.in_transaction ? ZIN_ERRF_RETRY_TXN : 0);
  }
  // A Bind with another number of values than the text has placeholders; the session goes on.
  if (sqlstate == "08P01" && failure.status == ZIN_E_CONN_LOST && severity == "ERROR") {
    failure = plugin::Failure(ZIN_E_ERROR, ZIN_CAT_DATA, std::move(failure.message));
    failure.sqlstate = "07001";
  }
  // Only the text tells a timeout of the server's own from a cancel by someone else.
  if (sqlstate == "57014" && primary.find("timeout") != std::string_view::npos)
    failure.category = ZIN_CAT_TIMEOUT;
  if (about.in_transaction) failure.flags &= ~ZIN_ERRF_RETRY_STATEMENT;
  details.constraint = field(result, PG_DIAG_CONSTRAINT_NAME);
  details.table = field(result, PG_DIAG_TABLE_NAME);
  details.column = field(result, PG_DIAG_COLUMN_NAME);
  details.detail = field(result, PG_DIAG_MESSAGE_DETAIL);
  details.hint = field(result, PG_DIAG_MESSAGE_HINT);
  return failure;
}

bool expects_other_types(const plugin::Failure& failure) noexcept {
  constexpr std::array states{"22003", "22007", "22008", "22P02", "22P03", "42804", "42883"};
  return std::ranges::find(states, failure.sqlstate) != states.end();
}

std::uint32_t copy_row(const PGresult* result, std::string_view table) noexcept {
  std::string_view context = field(result, PG_DIAG_CONTEXT);
  const std::size_t copy = context.find("COPY ");
  if (copy == std::string_view::npos) return ZIN_NO_INDEX;
  context.remove_prefix(copy + 5);
  if (context.starts_with(table)) context.remove_prefix(table.size());  // it may hold digits
  const std::size_t digits = context.find_first_of("0123456789");
  if (digits == std::string_view::npos) return ZIN_NO_INDEX;
  std::uint32_t line = 0;
  std::from_chars(context.data() + digits, context.data() + context.size(), line);
  return line == 0 ? ZIN_NO_INDEX : line - 1;
}

plugin::Failure connection_lost(std::string message, bool sent) {
  plugin::Failure failure(ZIN_E_CONN_LOST, ZIN_CAT_CONNECTION, std::move(message));
  failure.sqlstate = "08006";
  failure.flags = ZIN_ERRF_RECONNECT | (sent ? ZIN_ERRF_MAYBE_APPLIED : 0);
  return failure;
}

}  // namespace zin::postgres
