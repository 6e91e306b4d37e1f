// The sink's place in the library.
// SPDX-License-Identifier: MIT
#include "zin/schema/blueprint_sink.hpp"

namespace zin::schema {

BlueprintSink::~BlueprintSink() = default;

}  // namespace zin::schema
