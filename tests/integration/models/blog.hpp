// A blog: models of each kind, and their tables, which are there as long as the object.
// SPDX-License-Identifier: MIT
#pragma once

#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "place.hpp"
#include "printing.hpp"
#include "thrown.hpp"
#include "zin/zin.hpp"

namespace zin::test {

/// The models, defined as an application defines them; they run on shared().
extern const Model countries, users, posts, comments, tags, videos, profiles;

/// The time that the models are told.
TimestampTz& blog_time();

/// Makes the tables anew. Statements of the tests are counted.
class Blog {
 public:
  Blog();
  ~Blog();
  Blog(const Blog&) = delete;
  Blog& operator=(const Blog&) = delete;

  /// On shared().
  const Model country, user, post, comment, tag, video, profile;

  /// How many statements `fn` runs.
  template <class Fn>
  std::size_t statements(Fn fn) {
    const std::size_t before = counted_so_far();
    fn();
    return counted_so_far() - before;
  }
  /// Ada with two posts, Bob with one, Cy with none; the first post has two comments.
  void fill();
  [[nodiscard]] static std::string joined(const std::vector<std::string>& words);

 private:
  static void drop();
  static std::size_t counted_so_far();
};

}  // namespace zin::test
