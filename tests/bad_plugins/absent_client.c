/* The client library that missing_library.c links and that is gone when it is loaded.
 * SPDX-License-Identifier: MIT */
int zin_tests_absent_client(void);
__attribute__((visibility("default"))) int zin_tests_absent_client(void) { return 1; }
