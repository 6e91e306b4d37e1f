// Compares the ELF header of a file with that of the code that runs here.
// SPDX-License-Identifier: MIT
#include "zin/host/elf_header.hpp"

#include <elf.h>
#include <fmt/format.h>
#include <link.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

// The linker puts this at the header of the object that holds this code.
extern "C" const ElfW(Ehdr) __ehdr_start __attribute__((visibility("hidden")));

namespace zin::host {
namespace {

struct Architecture {
  std::uint16_t machine;
  std::string_view name;
};

constexpr std::array known{
    Architecture{EM_386, "x86 (32 bit)"},    Architecture{EM_X86_64, "x86-64"},
    Architecture{EM_ARM, "ARM (32 bit)"},    Architecture{EM_AARCH64, "AArch64"},
    Architecture{EM_RISCV, "RISC-V"},        Architecture{EM_PPC64, "PowerPC 64"},
    Architecture{EM_S390, "s390"},           Architecture{EM_MIPS, "MIPS"},
    Architecture{EM_LOONGARCH, "LoongArch"},
};

std::string architecture_of(std::uint16_t machine, unsigned char elf_class, unsigned char order) {
  std::string name = fmt::format("ELF machine {}", machine);
  for (const Architecture& entry : known) {
    if (entry.machine == machine) name = entry.name;
  }
  return fmt::format("{}, {} bit, {} endian", name, elf_class == ELFCLASS32 ? 32 : 64,
                     order == ELFDATA2MSB ? "big" : "little");
}

// Whether [offset, offset + length) lies inside of a file of that size.
bool is_inside(std::uint64_t offset, std::uint64_t length, std::uint64_t size) noexcept {
  return offset <= size && length <= size - offset;
}

std::optional<std::string> missing_part(int descriptor, const ElfW(Ehdr) & head) {
  struct stat status {};
  if (::fstat(descriptor, &status) != 0) return "its size cannot be told";
  const auto size = static_cast<std::uint64_t>(status.st_size);
  const std::uint64_t table_size = std::uint64_t{head.e_phnum} * sizeof(ElfW(Phdr));
  if (head.e_phentsize != sizeof(ElfW(Phdr)) || !is_inside(head.e_phoff, table_size, size)) {
    return "it is cut off or damaged: its program headers are not in the file";
  }
  std::vector<ElfW(Phdr)> segments(head.e_phnum);
  const ssize_t length =
      ::pread(descriptor, segments.data(), table_size, static_cast<off_t>(head.e_phoff));
  if (length != static_cast<ssize_t>(table_size)) return "its program headers cannot be read";
  for (const ElfW(Phdr) & segment : segments) {
    const bool is_mapped = segment.p_type == PT_LOAD || segment.p_type == PT_DYNAMIC;
    if (is_mapped && !is_inside(segment.p_offset, segment.p_filesz, size)) {
      return fmt::format("it is cut off: it has {} bytes, and its contents go up to {}", size,
                         segment.p_offset + segment.p_filesz);
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> elf_mismatch(int descriptor) {
  // The fields up to e_machine stand at the same place in 32-bit files.
  ElfW(Ehdr) head{};
  const ssize_t length = ::pread(descriptor, &head, sizeof head, 0);
  if (length < SELFMAG || std::memcmp(head.e_ident, ELFMAG, SELFMAG) != 0) {
    return "it is not an ELF file, so it is no shared object";
  }
  if (length < static_cast<ssize_t>(sizeof head))
    return "it is cut off: its ELF header is incomplete";

  const ElfW(Ehdr)& own = __ehdr_start;
  const unsigned char elf_class = head.e_ident[EI_CLASS];
  const unsigned char order = head.e_ident[EI_DATA];
  std::uint16_t machine = head.e_machine;
  std::uint16_t type = head.e_type;
  if (order != own.e_ident[EI_DATA]) {
    machine = __builtin_bswap16(machine);
    type = __builtin_bswap16(type);
  }
  if (machine != own.e_machine || elf_class != own.e_ident[EI_CLASS] ||
      order != own.e_ident[EI_DATA]) {
    return fmt::format("it is built for another architecture ({}), and this process runs on {}",
                       architecture_of(machine, elf_class, order),
                       architecture_of(own.e_machine, own.e_ident[EI_CLASS], own.e_ident[EI_DATA]));
  }
  if (type != ET_DYN) return "it is an ELF file, but no shared object";
  return missing_part(descriptor, head);
}

}  // namespace zin::host
