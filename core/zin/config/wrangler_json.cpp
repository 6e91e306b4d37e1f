// wrangler.jsonc: Boost.JSON's parser is given one line at a time, which tells where a value is.
// SPDX-License-Identifier: MIT

// Its compiled functions are in base/json_parse.cpp.
#define BOOST_JSON_STATIC_LINK
#include <fmt/format.h>

#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>
#include <cstdint>
#include <limits>
#include <utility>

#include "zin/base/error.hpp"
#include "zin/config/wrangler_document.hpp"

namespace zin::config {
namespace {

constexpr std::size_t most_wrangler_depth = 64;

// Takes the parser's events; of the containers that are open, the innermost is last.
class WranglerEvents {
 public:
  static constexpr std::size_t max_array_size = std::numeric_limits<std::size_t>::max();
  static constexpr std::size_t max_object_size = max_array_size;
  static constexpr std::size_t max_string_size = max_array_size;
  static constexpr std::size_t max_key_size = max_array_size;
  using Code = boost::json::error_code;
  using Kind = WranglerNode::Kind;

  std::size_t line = 0;  // that the parser is given
  WranglerNode root;

  bool on_document_begin(Code&) { return true; }
  bool on_document_end(Code&) { return true; }
  bool on_object_begin(Code&) { return open(Kind::table); }
  bool on_object_end(std::size_t, Code&) { return close(); }
  bool on_array_begin(Code&) { return open(Kind::list); }
  bool on_array_end(std::size_t, Code&) { return close(); }
  bool on_key_part(std::string_view part, std::size_t, Code&) { return gather(part); }
  bool on_key(std::string_view part, std::size_t, Code&) {
    text_ += part;
    key_ = std::exchange(text_, {});
    return true;
  }
  bool on_string_part(std::string_view part, std::size_t, Code&) { return gather(part); }
  bool on_string(std::string_view part, std::size_t, Code&) {
    text_ += part;
    return add(Kind::text, std::exchange(text_, {}));
  }
  bool on_number_part(std::string_view, Code&) { return true; }
  bool on_int64(std::int64_t, std::string_view, Code&) { return add(Kind::number); }
  bool on_uint64(std::uint64_t, std::string_view, Code&) { return add(Kind::number); }
  bool on_double(double, std::string_view, Code&) { return add(Kind::number); }
  bool on_bool(bool, Code&) { return add(Kind::boolean); }
  bool on_null(Code&) { return add(Kind::null); }
  bool on_comment_part(std::string_view, Code&) { return true; }
  bool on_comment(std::string_view, Code&) { return true; }

 private:
  bool gather(std::string_view part) {
    text_ += part;
    return true;
  }

  WranglerNode made(Kind kind, std::string text = {}) {
    return {.kind = kind,
            .key = std::exchange(key_, {}),
            .text = std::move(text),
            .children = {},
            .line = line};
  }

  bool add(Kind kind, std::string text = {}) {
    WranglerNode node = made(kind, std::move(text));
    if (open_.empty()) {
      root = std::move(node);
    } else {
      open_.back().children.push_back(std::move(node));
    }
    return true;
  }

  bool open(Kind kind) {
    open_.push_back(made(kind));
    return true;
  }

  bool close() {
    WranglerNode node = std::move(open_.back());
    open_.pop_back();
    if (open_.empty()) {
      root = std::move(node);
    } else {
      open_.back().children.push_back(std::move(node));
    }
    return true;
  }

  std::string key_;
  std::string text_;
  std::vector<WranglerNode> open_;
};

}  // namespace

WranglerNode parse_wrangler_json(std::string_view text, std::string_view file) {
  boost::json::parse_options options;
  options.allow_comments = true;
  options.allow_trailing_commas = true;
  options.max_depth = most_wrangler_depth;
  boost::json::basic_parser<WranglerEvents> parser{options};
  WranglerEvents& events = parser.handler();
  boost::json::error_code failure;
  // An end without a line end would keep a comment open.
  std::string whole{text};
  whole += '\n';
  for (std::size_t at = 0; at < whole.size() && !failure;) {
    const std::size_t end = whole.find('\n', at) + 1;
    ++events.line;
    const std::size_t taken = parser.write_some(true, whole.data() + at, end - at, failure);
    if (!failure && taken < end - at) failure = boost::json::error::extra_data;
    at = end;
  }
  if (!failure) parser.write_some(false, whole.data(), 0, failure);
  if (failure) {
    throw Error{Errc::invalid_config,
                fmt::format("{} is malformed: {}; it takes JSON, with comments and with commas "
                            "behind the last member",
                            wrangler_place(file, events.line), failure.message())};
  }
  return std::move(events.root);
}

}  // namespace zin::config
