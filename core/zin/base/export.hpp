// Marks what libzin.so exports; everything else stays hidden.
// SPDX-License-Identifier: MIT
#pragma once

#define ZIN_API __attribute__((visibility("default")))
