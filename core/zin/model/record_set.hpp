// The records of one result: their rows, what was set on them, and what was loaded for them.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "zin/model/model_data.hpp"
#include "zin/model/record.hpp"
#include "zin/model/records.hpp"
#include "zin/query/target.hpp"
#include "zin/runtime/rows.hpp"

namespace zin::model {

/// An attribute that was set, or of a record that has no row.
struct SetAttribute {
  std::string name;
  Value value;
  std::optional<Value> stored{};  ///< What the database has; nothing: not that attribute.
};

/// One record beside its row.
struct RecordState {
  /// Most records of a result are only read.
  struct Own {
    std::vector<SetAttribute> attributes;
    Attributes changes;
    unsigned saves = 0;  ///< That are under way, each within an observer of the one before.
  };
  std::unique_ptr<Own> own;
  bool exists = true;
  bool recently_created = false;
  bool removed = false;      ///< By this process: it does not come back by save().
  bool in_document = false;  ///< to_json() is at it.

  [[nodiscard]] Own& made() {
    if (!own) own = std::make_unique<Own>();
    return *own;
  }
};

/// [one thread at a time]
class RecordSet : public std::enable_shared_from_this<RecordSet> {
 public:
  /// The rows of a result.
  RecordSet(Data data, query::Target target, Rows rows);
  /// One record without a row.
  RecordSet(Data data, query::Target target);

  [[nodiscard]] const ModelData& model() const noexcept { return *data_; }
  [[nodiscard]] const Data& data() const noexcept { return data_; }
  [[nodiscard]] query::Target& target() noexcept { return target_; }
  [[nodiscard]] const Rows& rows() const noexcept { return rows_; }
  [[nodiscard]] std::size_t size() const noexcept { return states_.size(); }
  [[nodiscard]] RecordState& state(std::uint32_t index) noexcept { return states_[index]; }

  /// Where the rows have the column.
  [[nodiscard]] std::optional<std::size_t> column(std::string_view name) const noexcept;
  /// The cast of a column of the rows; nullptr: none.
  [[nodiscard]] const Cast* cast_of_column(std::size_t column) const noexcept {
    return casts_[column];
  }
  /// A column of the rows that is a number, and true where it is not 0.
  void read_as_bool(std::string_view column);
  [[nodiscard]] bool has_accessors() const noexcept { return !data_->definition.accessors.empty(); }
  [[nodiscard]] SetAttribute* find_set(std::uint32_t index, std::string_view name) noexcept;

  /// What was loaded: for each record, in the order of the set.
  using Loaded = std::vector<std::optional<Records>>;
  [[nodiscard]] const std::map<std::string, Loaded, std::less<>>& loaded() const noexcept {
    return loaded_;
  }
  [[nodiscard]] const Records* find_loaded(std::string_view relation,
                                           std::uint32_t index) const noexcept;
  void set_loaded(std::string_view relation, std::uint32_t index, Records records);
  void forget_loaded(std::uint32_t index);

 private:
  Data data_;
  query::Target target_;
  Rows rows_;
  std::vector<const Cast*> casts_;
  std::vector<RecordState> states_;
  std::map<std::string, Loaded, std::less<>> loaded_;
};

using Set = std::shared_ptr<RecordSet>;

}  // namespace zin::model
