// Which database the tests run on, how it is reached, and what it rightly has differently.
// SPDX-License-Identifier: MIT
#pragma once

#include <boost/test/unit_test.hpp>
#include <string>
#include <string_view>

#include "zin/zin.hpp"

namespace zin::test {

/// Where databases may differ. Whatever is not here is the same on all of them.
struct Differences {
  std::string_view missing_database;  ///< There is none at this name or path:
  Errc no_such_database;              ///< and so it is told.

  // The words of the dialect for what a column keeps.
  std::string_view id;  ///< A key that the database counts.
  std::string_view boolean, binary, exact, timestamp, instant, uuid;

  Type read_boolean;           ///< As what a boolean column is read.
  bool tells_last_id;          ///< execute() knows the id of an inserted row.
  bool keeps_unsigned;         ///< There is a column for the upper half of 64 unsigned bits.
  bool keeps_nul;              ///< A text may hold a NUL byte.
  bool names_unique;           ///< The name of the unique constraint is told, else its columns.
  bool names_foreign_key;      ///< Likewise of the foreign key.
  bool names_failing_row;      ///< A bulk insert tells which row failed, else only among which.
  bool ddl_rolls_back;         ///< DDL is part of its transaction.
  bool streams_side_by_side;   ///< Other statements run on a connection while a stream is open.
  bool goes_on_after_error;    ///< A transaction may go on after a statement of it failed.
  bool tells_types = true;     ///< Else values come as integers, reals, texts and bytes alone.
  bool whole_integers = true;  ///< Else those from 2^53 on are told as lost, not given.
  /// Statements of a transaction are answered while it is open; else its writes are sent together.
  bool interactive = true;

  std::string_view question_operator;  ///< A true select with an operator `?` and a value; or "".
  std::string_view unsigned_column;    ///< Empty where !keeps_unsigned.

  // Of servers only. Statements with a semicolon between them, for who may do everything.
  std::string_view make_user, drop_user;     ///< behaviour_user, with the password pw.
  std::string_view grant_kept;               ///< That user reads and writes the table `kept`.
  std::string_view read_only, read_write;    ///< For that user.
  std::string_view one_login;                ///< As above.
  std::string_view few_logins, many_logins;  ///< The server takes few altogether, or many again.
  /// Counts the sessions that sleep in the text that is bound: they do not only prepare it.
  std::string_view running;

  std::string_view slow_read;  ///< A select that takes a minute or more.
  std::string_view way;        ///< A select that gives "file", "socket", "tls" or "tcp".
  std::string_view
      slow_write;  ///< An insert into the table `slow`, of a minute or more, of one row.
};

/// One of the databases on one of the ways to it.
struct Place {
  std::string name;  ///< "postgres-tls"
  std::string way;   ///< What `differences.way` must give.
  DatabaseConfig config;
  Differences differences;
};

/// Whether a test has anything to do here: as a precondition of its case.
struct HasServer {
  boost::test_tools::assertion_result operator()(boost::unit_test::test_unit_id) const;
};
/// Whether a transaction sees its own writes and failures while it is open.
struct IsInteractive {
  boost::test_tools::assertion_result operator()(boost::unit_test::test_unit_id) const;
};
struct HasCertificate {
  boost::test_tools::assertion_result operator()(boost::unit_test::test_unit_id) const;
};

/// The one that ZIN_TEST_PLACE names: sqlite, a file of its own; d1; or postgres and mariadb with
/// -socket or -tls behind it, on the server that tests/servers/run.py has started. Ends the process
/// where a variable is missing.
[[nodiscard]] const Place& place();
[[nodiscard]] inline const Differences& differences() { return place().differences; }
[[nodiscard]] inline bool on_postgres() { return place().name.starts_with("postgres"); }
/// Its configuration, for a pool of one.
[[nodiscard]] DatabaseConfig one_connection();

/// A database at the place, with a manager of its own; closed with the object.
class Fresh {
 public:
  explicit Fresh(DatabaseConfig config = place().config)
      : db_(manager_.use_database(std::move(config))) {}
  [[nodiscard]] Database& operator*() noexcept { return db_; }
  [[nodiscard]] Database* operator->() noexcept { return &db_; }

 private:
  Manager manager_;
  Database& db_;
};

/// The database that most tests share: a pool of at most four.
[[nodiscard]] Database& shared();

/// Whether the server has nothing of `sql` under way any more within the time that is promised, a
/// second, and another one for a busy machine. True where there is no server.
[[nodiscard]] bool server_stops(std::string_view sql);

/// A table in shared(), dropped with the object.
class Table {
 public:
  Table(std::string_view name, std::string_view columns);
  Table(const Table&) = delete;
  Table& operator=(const Table&) = delete;
  ~Table();
  [[nodiscard]] const std::string& name() const noexcept { return name_; }
  [[nodiscard]] int count() const;

 private:
  std::string name_;
};

}  // namespace zin::test
