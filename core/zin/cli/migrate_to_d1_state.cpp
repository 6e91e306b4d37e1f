// JSON on disk.
// SPDX-License-Identifier: MIT
#include "zin/cli/migrate_to_d1_state.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <fstream>
#include <optional>
#include <utility>

#include "zin/base/error.hpp"
#include "zin/base/json.hpp"
#include "zin/cli/value_text.hpp"
#include "zin/config/text_file.hpp"

namespace zin::cli {
namespace {

constexpr std::size_t largest_state = std::size_t{16} << 20U;

// {"int64": "7"}: exact, and of the type that goes back into a comparison.
Json key_json(const Value& value) {
  return Json::object({{std::string{to_string(value.type())}, plain_text(value)}});
}

std::optional<Bytes> bytes_of_hex(const std::string& text) {
  Bytes bytes;
  const auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
  if (text.size() % 2 != 0 || text.find_first_not_of("0123456789abcdef") != std::string::npos) {
    return std::nullopt;
  }
  for (std::size_t at = 0; at < text.size(); at += 2) {
    bytes.push_back(static_cast<std::byte>(digit(text[at]) * 16 + digit(text[at + 1])));
  }
  return bytes;
}

Value key_value(const Json& json) {
  const auto& [type, text] = json.as_object().front();
  const auto& words = text.as_string();
  if (type == "int64") return Value{std::stoll(words)};
  if (type == "uint64") return Value{std::uint64_t{std::stoull(words)}};
  if (type == "float64") return Value{std::stod(words)};
  if (type == "boolean") return Value{words == "true"};
  if (type == "bytes") return Value{bytes_of_hex(words).value()};
  // Texts, and what the server compares with its own types: dates, UUIDs.
  return Value{std::string{words}};
}

}  // namespace

D1CopyState::D1CopyState(std::filesystem::path file, std::string plan)
    : file_(std::move(file)), plan_(std::move(plan)) {}

bool D1CopyState::exists() const {
  std::error_code failure;
  return std::filesystem::exists(file_, failure);
}

void D1CopyState::load() {
  const config::TextFile read = config::read_text_file(file_.string(), largest_state);
  if (!read.problem.empty()) {
    throw Error(Errc::permission_denied,
                fmt::format("the state {} {}", file_.string(), read.problem));
  }
  try {
    const Json document = Json::parse(read.text);
    if (document.at("plan").as_string() != plan_) {
      throw Error(
          Errc::stale_version,
          fmt::format("{} is of another copy: the source's schema, the source or the target "
                      "is not the same any more; remove it to begin anew",
                      file_.string()));
    }
    for (const auto& [name, one] : document.at("tables").as_object()) {
      D1Progress& progress = tables_[name];
      progress.rows = static_cast<std::uint64_t>(one.at("rows").as_int64());
      progress.rows_done = one.at("rows_done").as_bool();
      progress.done = one.at("done").as_bool();
      for (const Json& part : one.at("last").as_array()) progress.last.push_back(key_value(part));
    }
  } catch (const Error& failure) {
    if (failure.code() == Errc::stale_version) throw;
    throw Error(Errc::invalid_argument,
                fmt::format("the state {} is malformed: remove it to begin anew", file_.string()));
  } catch (const std::exception&) {
    throw Error(Errc::invalid_argument,
                fmt::format("the state {} is malformed: remove it to begin anew", file_.string()));
  }
}

void D1CopyState::save() const {
  Json tables = Json::object();
  for (const auto& [name, progress] : tables_) {
    Json last = Json::array();
    for (const Value& part : progress.last) last.push_back(key_json(part));
    tables[name] = Json::object({{"rows", static_cast<std::int64_t>(progress.rows)},
                                 {"last", std::move(last)},
                                 {"rows_done", progress.rows_done},
                                 {"done", progress.done}});
  }
  const Json document = Json::object({{"plan", plan_}, {"tables", std::move(tables)}});
  std::error_code failure;
  if (!file_.parent_path().empty()) {
    std::filesystem::create_directories(file_.parent_path(), failure);
  }
  const std::string next = file_.string() + ".new";
  std::ofstream out{next, std::ios::binary | std::ios::trunc};
  out << document.dump() << '\n';
  out.close();
  // A renamed file whose bytes are not on the disk would be empty behind a crash of the machine.
  if (const int fd = ::open(next.c_str(), O_RDONLY | O_CLOEXEC); fd >= 0) {
    ::fsync(fd);
    ::close(fd);
  }
  if (out) std::filesystem::rename(next, file_, failure);
  if (!out || failure) {
    throw Error(Errc::permission_denied,
                fmt::format("the state of the copy cannot be written to {}", file_.string()));
  }
}

void D1CopyState::remove() const {
  std::error_code failure;
  std::filesystem::remove(file_, failure);
}

}  // namespace zin::cli
