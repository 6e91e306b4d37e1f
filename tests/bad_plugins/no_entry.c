/* A shared object that is no plugin.
 * SPDX-License-Identifier: MIT */
int no_entry_answer(void);
__attribute__((visibility("default"))) int no_entry_answer(void) { return 42; }
