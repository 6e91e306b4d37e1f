// From the attributes of a plain struct to the record that stores them.
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include "zin/base/attributes.hpp"
#include "zin/base/export.hpp"
#include "zin/model/record.hpp"
#include "zin/query/target.hpp"

namespace zin::model {

using SharedData = std::shared_ptr<const ModelData>;

/// Whether these are of an object that has no key yet: NULL, 0 or an empty text.
[[nodiscard]] ZIN_API bool is_new(const ModelData& data, const Attributes& attributes);
/// A record to insert: without a key that the database or the model makes, and without times that
/// are not said.
[[nodiscard]] ZIN_API Record new_record(const SharedData& data, const query::Target& target,
                                        const Attributes& attributes);
/// A record that there is, whose key and version are as stored; all else is written by save().
[[nodiscard]] ZIN_API Record known_record(const SharedData& data, const query::Target& target,
                                          const Attributes& attributes);

}  // namespace zin::model
