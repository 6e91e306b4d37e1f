// The folder of the plugins that are made for these tests.
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

inline const std::filesystem::path modules{ZIN_TEST_MODULES};
