/* changed_template.h - the template driver with functions replaced.
 * SPDX-License-Identifier: MIT
 * The file that includes this defines change(), which changes the table; `sound` is the
 * template's own. Its plugin is named PLUGIN_NAME. */
#ifndef CHANGED_TEMPLATE_H
#define CHANGED_TEMPLATE_H
#include "zin/abi/driver.h"

#ifdef __cplusplus
extern "C" {
#endif
/* The template's entry, under another name. */
const zin_plugin* template_entry(const zin_host* host, zin_error* err);
#ifdef __cplusplus
}
#endif

static const zin_driver* sound;
static zin_driver driver;
static zin_plugin plugin;

static void change(zin_driver* d);

static const void* get_impl(uint32_t index, uint32_t* kind) {
  if (index > 0) return NULL;
  *kind = ZIN_KIND_DRIVER;
  return &driver;
}

const zin_plugin* zin_plugin_entry_v0(const zin_host* host, zin_error* err) {
  static const char name[] = PLUGIN_NAME;
  uint32_t kind = 0;
  const zin_plugin* whole = template_entry(host, err);
  if (!whole) return NULL;
  sound = (const zin_driver*)whole->get_impl(0, &kind);
  plugin = *whole;
  plugin.get_impl = get_impl;
  plugin.name.ptr = name;
  plugin.name.len = sizeof name - 1;
  driver = *sound;
  driver.name = plugin.name;
  change(&driver);
  return &plugin;
}
#endif
