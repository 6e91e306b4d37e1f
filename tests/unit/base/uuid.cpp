// Uuid: its text form.
// SPDX-License-Identifier: MIT
#include "zin/base/uuid.hpp"

#include <boost/test/unit_test.hpp>
#include <string>
#include <string_view>

#include "printing.hpp"
#include "thrown.hpp"

using zin::Errc;
using zin::Uuid;

BOOST_AUTO_TEST_SUITE(uuid)

BOOST_AUTO_TEST_CASE(either_case_is_read_and_lower_case_is_written) {
  const Uuid id{"123E4567-e89B-12d3-A456-426614174000"};
  BOOST_TEST(id.to_string() == "123e4567-e89b-12d3-a456-426614174000");
  BOOST_TEST(id.bytes()[0] == 0x12);
  BOOST_TEST(id.bytes()[15] == 0x00);
  BOOST_TEST(Uuid{id.bytes()} == id);
}

BOOST_AUTO_TEST_CASE(a_new_one_is_all_zero) {
  BOOST_TEST(Uuid{}.to_string() == "00000000-0000-0000-0000-000000000000");
}

BOOST_AUTO_TEST_CASE(they_order_as_their_bytes) {
  BOOST_TEST((Uuid{"00000000-0000-0000-0000-0000000000ff"} <
              Uuid{"00000000-0000-0000-0000-000000000100"}));
  BOOST_TEST((Uuid{"80000000-0000-0000-0000-000000000000"} >
              Uuid{"7fffffff-ffff-ffff-ffff-ffffffffffff"}));
}

BOOST_AUTO_TEST_CASE(any_other_form_is_refused) {
  for (const std::string_view text :
       {"", "123e4567e89b12d3a456426614174000", "{123e4567-e89b-12d3-a456-426614174000}",
        "123e4567-e89b-12d3-a456-42661417400", "123e4567-e89b-12d3-a456-4266141740000",
        "123e4567-e89b-12d3-a456-42661417400g", "123e4567 e89b-12d3-a456-426614174000",
        "123e4567-e89b-12d3-a456+426614174000", "-23e4567-e89b-12d3-a456-426614174000",
        " 23e4567-e89b-12d3-a456-426614174000"}) {
    BOOST_TEST_CONTEXT(text) {
      BOOST_TEST(!Uuid::parse(text).has_value());
      BOOST_TEST(zin::test::code_of([&] { return Uuid{text}; }) == Errc::data_error);
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
