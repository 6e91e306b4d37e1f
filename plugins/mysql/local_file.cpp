// The connector's four callbacks for LOAD DATA LOCAL.
// SPDX-License-Identifier: MIT
#include "local_file.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace zin::mysql {

void LocalFile::answer_for(MYSQL* mysql) noexcept {
  mysql_set_local_infile_handler(mysql, &begin, &read, &end, &explain, this);
}

LocalFile::Lending::Lending(LocalFile& file, std::string_view data) noexcept : file_(file) {
  file_.data_ = data;
  file_.lent_ = true;
}

LocalFile::Lending::~Lending() {
  file_.data_ = {};
  file_.lent_ = false;
}

int LocalFile::begin(void** state, const char*, void* self) {
  *state = self;
  auto& file = *static_cast<LocalFile*>(self);
  return std::exchange(file.lent_, false) ? 0 : 1;
}

int LocalFile::read(void* self, char* out, unsigned size) {
  std::string_view& data = static_cast<LocalFile*>(self)->data_;
  constexpr std::size_t most = std::numeric_limits<int>::max();
  const std::size_t count = std::min({data.size(), std::size_t{size}, most});
  data.copy(out, count);
  data.remove_prefix(count);
  return static_cast<int>(count);
}

// Also called when nothing has begun.
void LocalFile::end(void*) {}

int LocalFile::explain(void*, char* out, unsigned size) {
  constexpr std::string_view words = "the server asked for a file of this machine: refused";
  if (size != 0) out[words.copy(out, size - 1)] = '\0';
  return file_refused;
}

}  // namespace zin::mysql
