// Folders with migrations in both styles.
// SPDX-License-Identifier: MIT
#include "zin/migrate/migration_source.hpp"

#include <stdlib.h>  // NOLINT: mkdtemp

#include <boost/test/unit_test.hpp>
#include <fstream>

#include "printing.hpp"
#include "thrown.hpp"
#include "zin/migrate/digest.hpp"

namespace zin::migrate {
namespace {

namespace fs = std::filesystem;
using test::says;
using test::thrown_by;

struct Folder {
  Folder() {
    std::string pattern = (fs::temp_directory_path() / "zin-source-XXXXXX").string();
    BOOST_REQUIRE(mkdtemp(pattern.data()) != nullptr);
    path = pattern;
  }
  ~Folder() { fs::remove_all(path); }
  void write(std::string_view name, std::string_view text) const {
    std::ofstream{path / name, std::ios::binary} << text;
  }
  [[nodiscard]] MigrationSource read() const { return {path, Dialect::sqlite}; }
  [[nodiscard]] Error refusal() const {
    return thrown_by([&] { return read().all().size(); });
  }
  fs::path path;
};

constexpr std::string_view both_ways = "-- migrate:up\nselect 1;\n-- migrate:down\nselect 2;\n";
// Two that the program has, see migration.cpp.
constexpr std::size_t linked = 2;

BOOST_FIXTURE_TEST_SUITE(migration_source, Folder)

BOOST_AUTO_TEST_CASE(both_styles_and_those_of_the_program_have_one_order) {
  write("2026_01_03_b.sql", both_ways);
  write("2025_01_01_c.cpp", "// nothing");
  write("2026_01_01_d.up.sql", "select 1;");
  write("2026_01_01_d.down.sql", "select 2;");
  write("README.md", "no migration");
  write(".hidden.sql", "no migration");
  const MigrationSource source = read();
  std::vector<std::string> names;
  for (const auto& one : source.all()) names.push_back(one.name);
  BOOST_TEST(names == (std::vector<std::string>{
                          "2025_01_01_c", "2026_01_01_000000_create_authors_table", "2026_01_01_d",
                          "2026_01_02_000000_create_books_table", "2026_01_03_b"}),
             boost::test_tools::per_element());
  BOOST_TEST((source.find("2026_01_03_b")->kind == SourceMigration::Kind::sql));
  BOOST_TEST(
      (source.find("2026_01_02_000000_create_books_table")->kind == SourceMigration::Kind::linked));
  BOOST_TEST(source.find("README") == nullptr);
}

BOOST_AUTO_TEST_CASE(a_folder_that_is_not_there_has_none) {
  const MigrationSource source{path / "absent", Dialect::sqlite};
  BOOST_TEST(source.all().size() == linked);
}

BOOST_AUTO_TEST_CASE(the_sum_is_that_of_the_normalised_text) {
  write("a.sql", both_ways);
  const std::string sum = read().find("a")->checksum;
  BOOST_TEST(sum == digest(both_ways));
  write("a.sql", "\xEF\xBB\xBF-- migrate:up\r\nselect 1;\r\n-- migrate:down\r\nselect 2;");
  BOOST_TEST(read().find("a")->checksum == sum);
  write("a.sql", "-- migrate:up\nselect 1;\n-- migrate:down\nselect 3;\n");
  BOOST_TEST(read().find("a")->checksum != sum);
}

BOOST_AUTO_TEST_CASE(the_way_back_is_part_of_the_sum) {
  write("a.up.sql", "select 1;");
  const std::string alone = read().find("a")->checksum;
  write("a.down.sql", "select 2;");
  BOOST_TEST(read().find("a")->checksum != alone);
}

BOOST_AUTO_TEST_CASE(one_name_in_two_files_is_refused_with_both) {
  write("a.sql", both_ways);
  write("a.up.sql", "select 1;");
  const Error refused = refusal();
  BOOST_TEST(refused.code() == Errc::invalid_argument);
  BOOST_TEST(says(refused, "/a.sql"));
  BOOST_TEST(says(refused, "/a.up.sql"));
}

BOOST_AUTO_TEST_CASE(a_way_back_alone_is_refused) {
  write("a.down.sql", "select 2;");
  BOOST_TEST(says(refusal(), "a.up.sql is missing"));
}

BOOST_AUTO_TEST_CASE(a_file_that_the_program_has_is_not_compiled) {
  write("2026_01_02_000000_create_books_table.cpp", "not even C++");
  write("b.cpp", "// nothing");
  const MigrationSource source = read();
  BOOST_TEST(source.all().size() == linked + 1);
  BOOST_REQUIRE(source.uncompiled().size() == 1U);
  BOOST_TEST(source.uncompiled()[0] == path / "b.cpp");
}

BOOST_AUTO_TEST_CASE(a_compiled_file_registers_its_own_name) {
  write("b.cpp", "// nothing");
  MigrationSource source = read();
  const Error refused = thrown_by([&] { source.add_compiled({}); });
  BOOST_TEST(says(refused, "b.cpp registers no migration of its name; write ZIN_MIGRATION(\"b\""));
}

BOOST_AUTO_TEST_CASE(a_text_that_is_no_utf_8_is_told) {
  write("a.sql", std::string_view{"-\0-\0", 4});
  BOOST_TEST(says(refusal(), "holds a NUL byte"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace zin::migrate
