// The files of a D1 database: their order, their names, and where wrangler keeps the database.
// SPDX-License-Identifier: MIT
#include "zin/migrate/d1_files.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "zin/base/error.hpp"
#include "zin/migrate/d1_bookkeeping.hpp"
#include "zin/migrate/d1_local_file.hpp"
#include "zin/migrate/d1_script.hpp"

namespace zin::test {

using namespace migrate;

namespace {

class D1TestFolder {
 public:
  D1TestFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "zin-d1-XXXXXX").string();
    BOOST_REQUIRE(mkdtemp(pattern.data()) != nullptr);
    path = pattern;
  }
  ~D1TestFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path, ignored);
  }
  D1TestFolder(const D1TestFolder&) = delete;
  D1TestFolder& operator=(const D1TestFolder&) = delete;

  void write(const std::string& name, std::string_view text = "select 1;") const {
    std::filesystem::create_directories((path / name).parent_path());
    std::ofstream{path / name} << text;
  }
  [[nodiscard]] std::vector<std::string> names(const std::string& pattern = "*.sql") const {
    std::vector<std::string> all;
    for (const D1File& file : d1_files({path, pattern})) all.push_back(file.name);
    return all;
  }

  std::filesystem::path path;
};

std::string text_of_file(const std::filesystem::path& path) {
  std::ifstream in{path};
  return {std::istreambuf_iterator<char>{in}, {}};
}

template <class Fn>
Error d1_failure(Fn&& fn) {
  try {
    fn();
  } catch (const Error& error) {
    return error;
  }
  BOOST_ERROR("nothing was refused");
  return Error{Errc::internal, "nothing"};
}

using Names = std::vector<std::string>;

}  // namespace

BOOST_AUTO_TEST_SUITE(d1_files_of_a_folder)

BOOST_AUTO_TEST_CASE(numbers_come_before_texts) {
  Names names{"b.sql", "10_a.sql", "9_b.sql", "0002_x.sql", "1_z.sql", "a.sql", "10_A.sql"};
  std::ranges::sort(names, d1_before);
  const Names wanted{"1_z.sql", "0002_x.sql", "9_b.sql", "10_A.sql", "10_a.sql", "a.sql", "b.sql"};
  BOOST_TEST(names == wanted, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_pattern_has_stars_within_and_across_folders) {
  BOOST_TEST(d1_matches("*.sql", "a.sql"));
  BOOST_TEST(!d1_matches("*.sql", "a/b.sql"));
  BOOST_TEST(!d1_matches("*.sql", ".hidden.sql"));
  BOOST_TEST(d1_matches("**/*.sql", "a.sql"));
  BOOST_TEST(d1_matches("**/*.sql", "a/b/c.sql"));
  BOOST_TEST(d1_matches("*/migration.sql", "0001_a/migration.sql"));
  BOOST_TEST(!d1_matches("*/migration.sql", "0001_a/b/migration.sql"));
  BOOST_TEST(!d1_matches("a/*.sql", "a"));
}

BOOST_AUTO_TEST_CASE(names_are_relative_to_the_folder) {
  const D1TestFolder folder;
  folder.write("2_b.sql");
  folder.write("10_c.sql");
  folder.write("1_a/migration.sql");
  folder.write("notes.txt");
  const Names flat{"2_b.sql", "10_c.sql"};
  BOOST_TEST(folder.names() == flat, boost::test_tools::per_element());
  const Names deep{"1_a/migration.sql", "2_b.sql", "10_c.sql"};
  BOOST_TEST(folder.names("**/*.sql") == deep, boost::test_tools::per_element());
  const Error missing = d1_failure([&] { static_cast<void>(d1_files({folder.path / "none"})); });
  BOOST_TEST(to_string(missing.code()) == "not_found");
}

BOOST_AUTO_TEST_CASE(the_next_file_counts_on) {
  const D1TestFolder folder;
  const std::chrono::sys_time<std::chrono::milliseconds> now{std::chrono::milliseconds{1000}};
  const D1Folder where{folder.path / "migrations"};
  const D1File first = make_d1_file(where, "add users", "", now);
  BOOST_TEST(first.name == "0001_add_users.sql");
  BOOST_TEST(text_of_file(first.path) == "-- Migration number: 0001 \t 1970-01-01T00:00:01.000Z\n");
  folder.write("migrations/12_more.sql");
  folder.write("migrations/later.sql");
  BOOST_TEST(make_d1_file(where, "b", "x;\n", now).name == "0013_b.sql");
  for (const char* const bad : {"", "a/b", "a\nb", "..\\x"}) {
    const Error refused = d1_failure([&] { make_d1_file(where, bad, "", now); });
    BOOST_TEST(to_string(refused.code()) == "invalid_argument");
  }
}

BOOST_AUTO_TEST_CASE(the_local_file_has_the_name_that_miniflare_gives_it) {
  // Seen on disk behind wrangler 4.86.0.
  BOOST_TEST(d1_object_name("11111111-1111-1111-1111-111111111111") ==
             "c917712ba74c5102d69ecf1555a42fe4d03ba423fee62c633ac82b645ae953eb");
  BOOST_TEST(d1_object_name("22222222-2222-2222-2222-222222222222") ==
             "b7c63e09c49f45a5d332d82e39967645a29c947b4f31ed8f4661adf2ec763ff8");
  BOOST_TEST(d1_local_file("/app/.wrangler/state", "11111111-1111-1111-1111-111111111111") ==
             std::filesystem::path{
                 "/app/.wrangler/state/v3/d1/miniflare-D1DatabaseObject/"
                 "c917712ba74c5102d69ecf1555a42fe4d03ba423fee62c633ac82b645ae953eb.sqlite"});
}

BOOST_AUTO_TEST_CASE(what_is_noted_is_wranglers_text) {
  BOOST_TEST(d1_table_statement("d1_migrations") ==
             "CREATE TABLE IF NOT EXISTS \"d1_migrations\"(\n"
             "\t\tid         INTEGER PRIMARY KEY AUTOINCREMENT,\n"
             "\t\tname       TEXT UNIQUE,\n"
             "\t\tapplied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL\n"
             ");");
  BOOST_TEST(d1_note_statement("t", "0001_it's.sql") ==
             "INSERT INTO \"t\" (name)\nvalues ('0001_it''s.sql');");
}

BOOST_AUTO_TEST_CASE(a_file_becomes_statements) {
  const auto statements = d1_statements(
      "BEGIN TRANSACTION;\ncreate table a (x);\ninsert into a values (';');\nCOMMIT;\n", "f.sql");
  BOOST_REQUIRE(statements.size() == 2u);
  BOOST_TEST(statements[0].text == "create table a (x)");
  BOOST_TEST(statements[1].line == 3u);
  BOOST_TEST(d1_statements("-- nothing\n", "f.sql").empty());
  const auto trigger = d1_statements(
      "create trigger t after insert on a begin\n  update a set x = 1;\nend;", "f.sql");
  BOOST_TEST(trigger.size() == 1u);
}

BOOST_AUTO_TEST_CASE(what_d1_refuses_is_refused_with_file_and_line) {
  const auto refused = [](std::string_view sql) {
    return std::string{d1_failure([&] { static_cast<void>(d1_statements(sql, "f.sql")); }).what()};
  };
  BOOST_TEST(refused("select 1;\nbegin;").find("f.sql, line 2") != std::string::npos);
  BOOST_TEST(refused("COMMIT;").find("transaction") != std::string::npos);
  BOOST_TEST(refused("/* x */ attach 'f' as g").find("one database alone") != std::string::npos);
  BOOST_TEST(refused("VACUUM").find("refused by D1") != std::string::npos);
  BOOST_TEST(refused("create  temp table t (x)").find("temporary") != std::string::npos);
  BOOST_TEST(refused("select '" + std::string(100'000, 'x') + "'").find("100,000 bytes") !=
             std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zin::test
