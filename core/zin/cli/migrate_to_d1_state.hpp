// How far a copy into D1 has come, in a file that a further run goes on from.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "zin/base/value.hpp"

namespace zin::cli {

/// Of one table.
struct D1Progress {
  std::uint64_t rows = 0;     ///< That the target has taken.
  std::vector<Value> last{};  ///< The key of the last of them; empty at the start.
  bool rows_done = false;
  bool done = false;  ///< Its later columns are written too.
};

/// The file. Written anew and renamed, so that a crash leaves the one before.
/// [one thread at a time] [blocks]
class D1CopyState {
 public:
  /// `plan`: a digest of what is copied from where to where; a file of another one is refused.
  D1CopyState(std::filesystem::path file, std::string plan);

  [[nodiscard]] bool exists() const;
  /// Throws Errc::invalid_argument for a file that is malformed, Errc::stale_version for one of
  /// another plan: the schema of the source has changed, or it is another database.
  void load();
  /// Throws Errc::permission_denied.
  void save() const;
  void remove() const;

  [[nodiscard]] D1Progress& of(const std::string& table) { return tables_[table]; }
  [[nodiscard]] const std::filesystem::path& file() const noexcept { return file_; }

 private:
  std::filesystem::path file_;
  std::string plan_;
  std::map<std::string, D1Progress> tables_;
};

}  // namespace zin::cli
