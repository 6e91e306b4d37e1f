/* ext_local_infile.h - "zin.local_infile/1": LOAD DATA LOCAL from memory (MySQL, MariaDB). Rules R1-R11 of driver.h.
 * SPDX-License-Identifier: MIT
 * LOAD DATA LOCAL makes the SERVER ask the client for a file, by a name of the server's choice, and a dishonest server may ask
 * for one in answer to any statement. A driver that has this extension MUST answer such a request with the memory that a load
 * under way was given, once, whatever the name, and refuse every other one, with nothing sent. It opens no file. Off unless the
 * connection's option `local_infile` is true. */
#ifndef ZIN_EXT_LOCAL_INFILE_H
#define ZIN_EXT_LOCAL_INFILE_H
#include "driver.h"
#ifdef __cplusplus
extern "C" {
#endif
#define ZIN_EXT_LOCAL_INFILE "zin.local_infile/1" /* driver->get_extension(ZIN_EXT_LOCAL_INFILE) -> const zin_local_infile * */
typedef struct zin_local_loaded {           /* allocated by the host; the driver sets all but struct_size, on success only */
  uint32_t struct_size;
  uint32_t warnings;                        /* how many the server counted: with LOCAL, rows that it changed or left out */
  int64_t affected;                         /* rows loaded; a row that REPLACE put in place of another counts twice */
} zin_local_loaded;
typedef struct zin_local_infile {
  uint32_t struct_size;
  uint32_t reserved0;
  /* Runs `sql`, one LOAD DATA LOCAL or LOAD XML LOCAL statement without parameters, and gives the server `data` as its file,
   * laid out as the statement's FIELDS and LINES say. The name in the statement is of no account. sql, data and *out are [op].
   * With LOCAL the server does not fail at a bad or duplicate row but leaves it out, and counts a warning. In a transaction the
   * rows belong to it; else they are stored when this is OK, and a failure tells MAYBE_APPLIED as for any other write.
   * UNSUPPORTED without the option; MISUSE for another statement, and while a cursor is open: nothing was sent then. [conn] */
  zin_status (ZIN_CALL *start_load)(zin_conn *, zin_str sql, zin_str data, zin_local_loaded *out, const zin_op *, zin_wait *,
                                    zin_error *err);
} zin_local_infile;
ZIN_ASSERT(sizeof(zin_local_infile) == 16 && sizeof(zin_local_loaded) == 16);
#ifdef __cplusplus
}
#endif
#endif
