// A program that ends right after its first call, while the pool is still being filled.
// SPDX-License-Identifier: MIT
#include "zin/zin.hpp"

int main() {
  zin::database().ping();
  return 0;
}
