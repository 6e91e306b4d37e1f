// A cause and a next step for each code, and the parts that make them particular.
// SPDX-License-Identifier: MIT
#include "zin/host/status_message.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace zin::host {
namespace {

struct Sentence {
  std::string_view cause;
  std::string_view next_step;
};

// Where the code alone would say too much or something else. SQLSTATEs of PostgreSQL's appendix A,
// which all drivers use.
struct StateSentence {
  std::string_view state;  // or its first two characters
  Sentence sentence;
};

constexpr Sentence name_is_taken{"something of that name exists already",
                                 "choose another name, drop the old one or say IF NOT EXISTS"};
constexpr Sentence damaged{"the database is damaged",
                           "write nothing more into it and restore a backup"};

constexpr std::array state_sentences{
    StateSentence{"24", {"the result is not open any more", "run the statement again"}},
    StateSentence{"25001",
                  {"this cannot be done inside of a transaction",
                   "end the transaction first; transactions are nested by transaction()"}},
    StateSentence{"25P01", {"no transaction is open", "begin one first, or use transaction()"}},
    StateSentence{"25",
                  {"the transaction is not in the state that this needs",
                   "do it outside of the transaction, or in one that was begun for it"}},
    StateSentence{"3B", {"there is no savepoint of that name", "check its name"}},
    StateSentence{"42601", {"the server does not understand the SQL", "mend the statement"}},
    StateSentence{"42000", {"the server does not take the SQL", "mend the statement"}},
    StateSentence{"42701", name_is_taken},  // column
    StateSentence{"42710", name_is_taken},  // index, role, ...
    StateSentence{"42723", name_is_taken},  // function
    StateSentence{"42P04", name_is_taken},  // database
    StateSentence{"42P06", name_is_taken},  // schema
    StateSentence{"42P07", name_is_taken},  // table
    StateSentence{
        "58P01",
        {"a file that the statement names cannot be opened", "check its path and permissions"}},
    StateSentence{"XX001", damaged},
    StateSentence{"XX002", damaged},
};

Sentence sentence_of(Errc code) noexcept {
  switch (code) {
    case Errc::invalid_argument:
      return {"this cannot be done now, or not to that object", "mend the statement"};
    case Errc::invalid_config:
      return {"the driver does not take an option as it was given", "mend the option"};
    case Errc::unsupported:
      return {"the driver or the server cannot do this; nothing was changed",
              "see what this driver can do with `zin drivers`"};
    case Errc::connection_failed:
      return {"no connection could be made",
              "check the host, the port, and that the server runs and can be reached"};
    case Errc::connection_lost:
      return {"the connection to the server was lost", "run it again on a new connection"};
    case Errc::authentication_failed:
      return {"the server refused the user or the password",
              "check the username, the password and who may log in from here"};
    case Errc::permission_denied:
      return {"the user or this process may not do this",
              "grant the right, mend the file's permissions or use another user"};
    case Errc::timeout:
      return {"the deadline passed", "allow more time or make the statement cheaper"};
    case Errc::cancelled:
      return {"it was cancelled", "run it again if it is still wanted"};
    case Errc::syntax:
      return {"the server refuses the SQL as it is", "mend the statement"};
    case Errc::undefined_table:
      return {"a table, view or database does not exist",
              "check its name and whether the migrations have run"};
    case Errc::undefined_column:
      return {"a column does not exist", "check its name and whether the migrations have run"};
    case Errc::unique_violation:
      return {"such a row exists already", "change the value, or insert with an upsert"};
    case Errc::foreign_key_violation:
      return {"a row that is referred to is missing, or still referred to",
              "insert the parent first, or delete the children first"};
    case Errc::not_null_violation:
      return {"a column that must have a value has none", "give it a value or a default"};
    case Errc::check_violation:
      return {"a constraint is not met", "give values that meet it"};
    case Errc::data_error:
      return {"a value is out of range or malformed for its column",
              "check the values against the types of their columns"};
    case Errc::deadlock:
      return {"the server broke a deadlock and rolled the transaction back",
              "run the whole transaction again"};
    case Errc::serialization_failure:
      return {"concurrent changes collide and the transaction was rolled back",
              "run the whole transaction again"};
    case Errc::busy:
      return {"another connection holds a lock for longer than the busy timeout",
              "run it again, or allow more time to wait"};
    case Errc::read_only:
      return {"the server, file or transaction takes no writes",
              "write to the primary, or open it for writing"};
    case Errc::in_doubt:
      return {"COMMIT was sent and its answer was lost: it may or may not have happened",
              "look whether the changes are there before running the transaction again"};
    case Errc::rate_limited:
      return {"the service asks to slow down", "send fewer requests, or wait and run it again"};
    case Errc::resource_exhausted:
      return {"memory, disk, connections or another limit is used up",
              "free some or raise the limit, on the server or here"};
    default:
      return {"the driver failed in a way it does not explain",
              "see server_message() and report it with the driver's version"};
  }
}

Sentence sentence_of(const Failure& failure, Errc code) noexcept {
  // What became of the connection is said without a look at the state.
  if (code == Errc::invalid_argument || code == Errc::syntax || code == Errc::resource_exhausted) {
    for (const StateSentence& entry : state_sentences) {
      if (failure.sqlstate.starts_with(entry.state)) return entry.sentence;
    }
  }
  return sentence_of(code);
}

bool is_constraint(Errc code) noexcept {
  return code == Errc::unique_violation || code == Errc::foreign_key_violation ||
         code == Errc::not_null_violation || code == Errc::check_violation;
}

// "constraint users_email_key on users(email)", as far as it is known.
std::string what_is_violated(const ErrorInfo& info) {
  std::string words;
  if (!info.constraint.empty()) words = "constraint " + info.constraint;
  if (!info.table.empty() || !info.column.empty()) {
    if (!words.empty()) words += " on ";
    words += info.table;
    if (!info.column.empty()) {
      words += info.table.empty() ? "column " + info.column : "(" + info.column + ")";
    }
  }
  return words;
}

// The driver's text may quote the bad value, which may be a password: only the key is taken over.
std::string option_named_in(std::string_view driver_text, const DriverHandle& driver) {
  std::string_view found;
  for (const std::string& key : driver.option_keys()) {
    if (key.size() > found.size() && driver_text.find(key) != std::string_view::npos) found = key;
  }
  return std::string{found};
}

std::string cause_of(const Failure& failure, const ErrorInfo& info, const MessageParts& parts,
                     const DriverHandle& driver) {
  if (failure.status == ZIN_E_SKIPPED) {
    return "it did not run, because an earlier statement of the batch failed";
  }
  if (failure.status == ZIN_E_TXN_ROLLED_BACK && info.code == Errc::cancelled) {
    return "the transaction had failed before, so the server rolled it back and nothing is stored";
  }
  if (failure.sqlstate == "25P02") {
    return "an earlier statement of this transaction failed, so the server ignores this one";
  }
  if (failure.status == ZIN_E_MISUSE && info.code == Errc::internal) {
    return "zin or the driver broke the rules between them; nothing was changed";
  }
  std::string cause{sentence_of(failure, info.code).cause};
  if (info.code == Errc::connection_lost && !driver.takes_option("host")) {
    cause = "the connection was lost";
  }
  if (info.code == Errc::invalid_config && failure.category == ZIN_CAT_DATA) {
    const std::string option = option_named_in(parts.driver_text, driver);
    if (!option.empty()) return fmt::format("the value of the option {} cannot be right", option);
  }
  if (is_constraint(info.code)) {
    const std::string violated = what_is_violated(info);
    if (!violated.empty()) cause += fmt::format(" ({})", violated);
  } else if (info.code == Errc::data_error) {
    const std::string place = what_is_violated(info);
    if (!place.empty()) cause += fmt::format(" ({})", place);
  }
  return cause;
}

std::string next_step_of(const Failure& failure, const ErrorInfo& info, const MessageParts& parts,
                         const DriverHandle& driver) {
  if (info.code == Errc::invalid_config && !driver.option_keys().empty()) {
    return fmt::format("its options are {}", fmt::join(driver.option_keys(), ", "));
  }
  if (failure.status == ZIN_E_SKIPPED) return "mend the one that failed and send this one again";
  if (failure.sqlstate == "25P02" ||
      (failure.status == ZIN_E_TXN_ROLLED_BACK && info.code == Errc::cancelled)) {
    return "mend the first error of the transaction and run all of it again";
  }
  if (failure.status == ZIN_E_MISUSE && info.code == Errc::internal) {
    return "report it with the driver's version";
  }
  if (info.code == Errc::connection_lost && info.may_be_applied) {
    return "it may have been executed: look before running it again on a new connection";
  }
  if (info.code == Errc::timeout && parts.doing == "connect") {
    return "check that the server can be reached, or allow more time to connect";
  }
  if (info.code == Errc::connection_failed && !driver.takes_option("host")) {
    return "check what it names and the permissions of its file and folder";
  }
  constexpr std::int64_t ns_per_ms = 1'000'000;
  if ((info.code == Errc::rate_limited || info.code == Errc::busy) && parts.retry_after_ns >= 0) {
    return fmt::format("run it again after {} ms", parts.retry_after_ns / ns_per_ms);
  }
  return std::string{sentence_of(failure, info.code).next_step};
}

}  // namespace

bool may_show_driver_text(const Failure& failure, Errc code) noexcept {
  if (is_constraint(code) || code == Errc::data_error) return false;
  // 22 data, 23 constraints, P0 raised by the user's own procedures: they quote values.
  const std::string_view group = failure.sqlstate.substr(0, 2);
  if (group == "22" || group == "23" || group == "P0") return false;
  if (failure.category == ZIN_CAT_DATA) return false;
  // Of cursors, transactions and savepoints: names and states.
  if (group == "24" || group == "25" || group == "3B") return true;
  switch (failure.category) {
    case ZIN_CAT_CONNECTION:
    case ZIN_CAT_AUTH:
    case ZIN_CAT_PERMISSION:
    case ZIN_CAT_SYNTAX:
    case ZIN_CAT_NOT_FOUND:
    case ZIN_CAT_SERIALIZATION:
    case ZIN_CAT_BUSY:
    case ZIN_CAT_RESOURCE:
    case ZIN_CAT_CANCELLED:
    case ZIN_CAT_TIMEOUT:
    case ZIN_CAT_UNSUPPORTED:
      return true;
    case ZIN_CAT_INTERNAL:
      // The driver's own words; with an SQLSTATE they are the server's.
      return failure.sqlstate.empty();
    default:
      // Of no known class. These two are the driver's own complaints about the call.
      return failure.category == ZIN_CAT_UNKNOWN &&
             (failure.status == ZIN_E_MISUSE || failure.status == ZIN_E_UNSUPPORTED);
  }
}

std::string message_of(const Failure& failure, const ErrorInfo& info, const MessageParts& parts,
                       const DriverHandle& driver) {
  std::string message = fmt::format("{} failed", parts.doing);
  if (parts.batch_index != ZIN_NO_INDEX) {
    message += fmt::format(" at statement {} of the batch", parts.batch_index);
  }
  if (info.row) message += fmt::format(" at row {} of the parameters", *info.row);
  message += ": " + cause_of(failure, info, parts, driver);
  if (may_show_driver_text(failure, info.code)) {
    if (!parts.driver_text.empty()) message += fmt::format(": {}", parts.driver_text);
    if (!parts.hint.empty()) message += fmt::format(" (hint: {})", parts.hint);
  }
  message += "; " + next_step_of(failure, info, parts, driver);
  return message;
}

}  // namespace zin::host
