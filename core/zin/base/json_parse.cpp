// Json from text, through Boost.JSON's incremental parser.
// SPDX-License-Identifier: MIT
#include "zin/base/json.hpp"

// The parser's few compiled functions become part of this file: no run-time library is needed.
#define BOOST_JSON_STATIC_LINK
#define BOOST_JSON_SOURCE
#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/src.hpp>
#include <charconv>
#include <cstdlib>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "zin/base/error.hpp"

namespace zin {
namespace {

constexpr std::size_t most_depth = 512;
constexpr int most_exponent = 1000;

// Takes the parser's events and keeps the containers that are still open.
class Builder {
 public:
  static constexpr std::size_t max_array_size = std::numeric_limits<std::size_t>::max();
  static constexpr std::size_t max_object_size = max_array_size;
  static constexpr std::size_t max_string_size = max_array_size;
  static constexpr std::size_t max_key_size = max_array_size;
  using Code = boost::json::error_code;

  Json root;

  bool on_document_begin(Code&) { return true; }
  bool on_document_end(Code&) { return true; }
  bool on_object_begin(Code&) { return open(Json::object()); }
  bool on_object_end(std::size_t, Code&) {
    keep_last_of_each_key(open_.back()->as_object());
    return close();
  }
  bool on_array_begin(Code&) { return open(Json::array()); }
  bool on_array_end(std::size_t, Code&) { return close(); }
  bool on_key_part(std::string_view part, std::size_t, Code&) { return gather(part); }
  bool on_key(std::string_view part, std::size_t, Code&) {
    text_ += part;
    keys_.back() = std::move(text_);
    text_.clear();
    return true;
  }
  bool on_string_part(std::string_view part, std::size_t, Code&) { return gather(part); }
  bool on_string(std::string_view part, std::size_t, Code&) {
    text_ += part;
    add(Json{std::move(text_)});
    text_.clear();
    return true;
  }
  bool on_number_part(std::string_view part, Code&) { return gather(part); }
  bool on_int64(std::int64_t number, std::string_view, Code&) { return number_done(Json{number}); }
  bool on_uint64(std::uint64_t number, std::string_view, Code&) {
    return number_done(Json{number});
  }
  bool on_double(double number, std::string_view part, Code& failure) {
    text_ += part;
    auto kept = exact(number);
    return kept ? number_done(std::move(*kept)) : too_large(failure);
  }
  bool on_bool(bool flag, Code&) { return add(Json{flag}); }
  bool on_null(Code&) { return add(Json{}); }
  bool on_comment_part(std::string_view, Code&) { return true; }
  bool on_comment(std::string_view, Code&) { return true; }

 private:
  bool gather(std::string_view part) {
    text_ += part;
    return true;
  }

  bool too_large(Code& failure) {
    failure = boost::json::error::exponent_overflow;
    return false;
  }

  // A double where its shortest text says the same number, else a decimal, as for integers. Nothing
  // for an exponent so large that the decimal would grow to as many digits.
  std::optional<Json> exact(double number) const {
    const std::string_view text{text_};
    // The parser's own conversion may be off by one bit; from_chars rounds to nearest.
    const auto [stop, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool fits = failure == std::errc{};
    const std::size_t mantissa = std::min(text.find_first_of("eE"), text.size());
    // So many digits always come back from a double as they were.
    constexpr std::size_t sure = std::numeric_limits<double>::digits10;
    if (fits && mantissa <= sure) return Json{number};
    int exponent = 0;
    if (mantissa < text.size()) {
      const std::size_t from = mantissa + (text[mantissa + 1] == '+' ? 2 : 1);
      const auto range = std::from_chars(text.data() + from, text.data() + text.size(), exponent);
      if (range.ec != std::errc{}) return std::nullopt;
    }
    if (std::abs(exponent) > most_exponent) return std::nullopt;
    auto decimal = Decimal::parse(text);
    if (!decimal) return std::nullopt;
    const bool fraction = text.find_first_of(".eE") != std::string_view::npos;
    if (fits && fraction && Decimal{Json{number}.dump()} == *decimal) return Json{number};
    // A whole number is one however it was written: its text would be read as one again.
    const std::string whole = decimal->to_string();
    if (const auto integer = integer_of<std::int64_t>(whole)) return Json{*integer};
    if (const auto integer = integer_of<std::uint64_t>(whole)) return Json{*integer};
    return Json{std::move(*decimal)};
  }

  template <class Integer>
  static std::optional<Integer> integer_of(std::string_view text) {
    Integer number{};
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failure != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
  }

  bool number_done(Json number) {
    text_.clear();
    return add(std::move(number));
  }

  bool add(Json value) {
    place(std::move(value));
    return true;
  }

  Json& place(Json value) {
    if (open_.empty()) return root = std::move(value);
    if (open_.back()->is_object()) {
      auto& members = open_.back()->as_object();
      return members.emplace_back(std::move(keys_.back()), std::move(value)).second;
    }
    open_.back()->push_back(std::move(value));
    return open_.back()->as_array().back();
  }

  // Once per object instead of a look-up per member, which hostile documents make quadratic.
  static void keep_last_of_each_key(Json::Object& members) {
    std::unordered_map<std::string_view, std::size_t> last;
    for (std::size_t at = 0; at < members.size(); ++at) last[members[at].first] = at;
    if (last.size() == members.size()) return;
    Json::Object kept;
    kept.reserve(last.size());
    for (std::size_t at = 0; at < members.size(); ++at) {
      if (last[members[at].first] == at) kept.push_back(members[at]);
    }
    members = std::move(kept);
  }

  bool open(Json container) {
    open_.push_back(&place(std::move(container)));
    keys_.emplace_back();
    return true;
  }

  bool close() {
    open_.pop_back();
    keys_.pop_back();
    return true;
  }

  std::vector<Json*> open_;  // a container grows only while it is the last one here
  std::vector<std::string> keys_;
  std::string text_;
};

}  // namespace

Json Json::parse(std::string_view text) {
  boost::json::parse_options options;
  options.max_depth = most_depth;
  boost::json::basic_parser<Builder> parser{options};
  boost::json::error_code failure;
  std::size_t read = parser.write_some(false, text.data(), text.size(), failure);
  if (!failure && read < text.size()) failure = boost::json::error::extra_data;
  if (failure) {
    throw Error(Errc::data_error, "the text is not JSON: " + failure.message() + " at byte " +
                                      std::to_string(read) + "; correct the text there");
  }
  return std::move(parser.handler().root);
}

}  // namespace zin
