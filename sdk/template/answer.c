/* answer.c - how the driver fills the host's structs and errors. Any driver in C can use it as it
 * is. SPDX-License-Identifier: MIT */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "template.h"

void fill(void* theirs, const void* mine, size_t size) {
  const size_t head = sizeof(uint32_t); /* struct_size stays as the host set it */
  uint32_t room;
  memcpy(&room, theirs, sizeof room);
  if (room < size) size = room;
  if (size > head) memcpy((char*)theirs + head, (const char*)mine + head, size - head);
}

void take(void* mine, const void* theirs, size_t size) {
  uint32_t given;
  memcpy(&given, theirs, sizeof given);
  memcpy(mine, theirs, given < size ? given : size);
}

int same_text(zin_str a, zin_str b) {
  return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, (size_t)a.len) == 0);
}

zin_status fail(zin_error* err, zin_status status, zin_category category, const char* sqlstate,
                int64_t position, const char* format, ...) {
  zin_error mine;
  size_t room = sizeof mine.message;
  va_list args;
  char text[sizeof mine.message + 8];
  int length;
  if (!err) return status; /* R6: the host may not want to know */
  if (err->struct_size < sizeof mine) {
    const size_t start = offsetof(zin_error, message);
    room = err->struct_size > start ? err->struct_size - start : 0;
    if (room > sizeof mine.message) room = sizeof mine.message;
  }
  memset(&mine, 0, sizeof mine);
  mine.status = status;
  mine.category = category;
  mine.position = position;
  mine.retry_after_ns = -1;
  mine.batch_index = ZIN_NO_INDEX;
  mine.row_index = ZIN_NO_INDEX;
  memcpy(mine.sqlstate, sqlstate, strlen(sqlstate));
  va_start(args, format);
  length = vsnprintf(text, sizeof text, format, args);
  va_end(args);
  if (length < 0) length = 0;
  if ((size_t)length > room) {
    length = (int)room;
    while (length > 0 && ((unsigned char)text[length] & 0xC0u) == 0x80u) length--; /* UTF-8 */
    mine.flags |= ZIN_ERRF_TRUNCATED;
  }
  memcpy(mine.message, text, (size_t)length);
  mine.message_len = (uint16_t)length;
  fill(err, &mine, sizeof mine);
  return status;
}

zin_status no_memory(zin_error* err) {
  return fail(err, ZIN_E_NOMEM, ZIN_CAT_RESOURCE, "53200", -1, "out of memory");
}
