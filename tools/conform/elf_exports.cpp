// Reads .dynsym of an ELF file.
// SPDX-License-Identifier: MIT
#include "elf_exports.hpp"

#include <elf.h>

#include <cstring>
#include <fstream>
#include <iterator>

#include "check.hpp"

namespace zin::conform {
namespace {

/// A T at `offset` of the file's bytes.
template <class T>
T at(const std::string& bytes, std::size_t offset) {
  require(offset <= bytes.size() && bytes.size() - offset >= sizeof(T),
          "the ELF file is cut short");
  T value;
  std::memcpy(&value, bytes.data() + offset, sizeof value);
  return value;
}

bool is_exported(const Elf64_Sym& symbol) {
  const auto binding = ELF64_ST_BIND(symbol.st_info);
  const auto visibility = ELF64_ST_VISIBILITY(symbol.st_other);
  return symbol.st_shndx != SHN_UNDEF && symbol.st_shndx != SHN_ABS && binding != STB_LOCAL &&
         (visibility == STV_DEFAULT || visibility == STV_PROTECTED);
}

}  // namespace

std::vector<std::string> exported_symbols(const std::string& path) {
  std::ifstream file{path, std::ios::binary};
  const std::string bytes{std::istreambuf_iterator<char>{file}, {}};
  const auto header = at<Elf64_Ehdr>(bytes, 0);
  require(
      std::memcmp(header.e_ident, ELFMAG, SELFMAG) == 0 && header.e_ident[EI_CLASS] == ELFCLASS64,
      "it is no 64-bit ELF file");
  const auto section = [&](std::size_t index) {
    return at<Elf64_Shdr>(bytes, header.e_shoff + index * sizeof(Elf64_Shdr));
  };
  std::vector<std::string> names;
  for (std::size_t i = 0; i < header.e_shnum; ++i) {
    const Elf64_Shdr table = section(i);
    if (table.sh_type != SHT_DYNSYM) continue;
    const Elf64_Shdr strings = section(table.sh_link);
    for (std::size_t offset = 0; offset < table.sh_size; offset += sizeof(Elf64_Sym)) {
      const auto symbol = at<Elf64_Sym>(bytes, table.sh_offset + offset);
      if (!is_exported(symbol)) continue;
      const std::size_t name = strings.sh_offset + symbol.st_name;
      require(name < bytes.size(), "the ELF file is cut short");
      names.emplace_back(bytes.c_str() + name);
    }
  }
  return names;
}

}  // namespace zin::conform
