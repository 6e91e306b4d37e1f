// attempt(): a call's value, or the Error that it threw.
// SPDX-License-Identifier: MIT
#include "zin/base/result.hpp"

#include <boost/test/unit_test.hpp>
#include <memory>
#include <stdexcept>
#include <string>

#include "printing.hpp"

using zin::attempt;
using zin::Errc;
using zin::Error;
using zin::Result;

BOOST_AUTO_TEST_SUITE(result)

BOOST_AUTO_TEST_CASE(a_value_comes_through) {
  const auto number = attempt([] { return 5; });
  BOOST_TEST(number.has_value());
  BOOST_TEST(static_cast<bool>(number));
  BOOST_TEST(*number == 5);
  BOOST_TEST(number.value() == 5);
  BOOST_TEST(number.value_or(7) == 5);
  const auto text = attempt([] { return std::string{"abc"}; });
  BOOST_TEST(text->size() == 3U);
}

BOOST_AUTO_TEST_CASE(an_error_becomes_a_value) {
  const auto failed = attempt([]() -> int { throw Error{Errc::busy, "locked"}; });
  BOOST_TEST(!failed.has_value());
  BOOST_TEST(failed.error().code() == Errc::busy);
  BOOST_TEST(failed.value_or(7) == 7);
  BOOST_CHECK_THROW(static_cast<void>(failed.value()), Error);
  BOOST_CHECK_THROW(static_cast<void>(*failed), Error);
}

BOOST_AUTO_TEST_CASE(a_call_that_gives_nothing_has_a_result_too) {
  bool ran = false;
  const Result<void> fine = attempt([&] { ran = true; });
  BOOST_TEST(ran);
  BOOST_TEST(fine.has_value());
  BOOST_CHECK_NO_THROW(fine.value());
  const Result<void> failed = attempt([] { throw Error{Errc::timeout, "late"}; });
  BOOST_TEST(!failed);
  BOOST_TEST(failed.error().code() == Errc::timeout);
  BOOST_CHECK_THROW(failed.value(), Error);
}

BOOST_AUTO_TEST_CASE(other_exceptions_pass_through) {
  BOOST_CHECK_THROW(static_cast<void>(attempt([]() -> int { throw std::logic_error{"x"}; })),
                    std::logic_error);
}

BOOST_AUTO_TEST_CASE(a_value_that_only_moves_can_be_taken_out) {
  auto owned = attempt([] { return std::make_unique<int>(5); });
  const std::unique_ptr<int> taken = std::move(owned).value();
  BOOST_TEST(*taken == 5);
}

BOOST_AUTO_TEST_SUITE_END()
