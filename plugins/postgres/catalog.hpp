// The types that a connection has met, those of its database too.
// SPDX-License-Identifier: MIT
#pragma once

#include <libpq-fe.h>

#include <deque>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "types.hpp"

namespace zin::postgres {

/// Types live as long as their catalog.
class Catalog {
 public:
  /// Never nullptr: what nobody has told of yet is native and has no name.
  [[nodiscard]] const TypeInfo* find(Oid oid);
  /// Whether find() knows it, or the server has been asked in vain.
  [[nodiscard]] bool knows(Oid oid) const noexcept;

  /// A query that describes `oids` to learn(): one row for each.
  [[nodiscard]] static std::string query(const std::vector<Oid>& oids);
  /// Takes in the query's rows; gives the Oids that they refer to and that are not known yet.
  /// `asked` without a row do not exist.
  [[nodiscard]] std::vector<Oid> learn(const PGresult* rows, const std::vector<Oid>& asked);

 private:
  struct Entry {
    TypeInfo info;
    std::string name;
    Oid refers_to = 0;  // the base of a domain or the element of an array, until that is known
    bool domain = false;
  };
  void resolve(Entry& entry);

  std::unordered_map<Oid, std::unique_ptr<Entry>> types_;
  std::vector<Oid> unresolved_;
};

}  // namespace zin::postgres
