// zin: one header for applications. Blocking calls; includes no Boost.
// SPDX-License-Identifier: MIT
#pragma once

#include "zin/base/error.hpp"               // IWYU pragma: export
#include "zin/base/log.hpp"                 // IWYU pragma: export
#include "zin/base/result.hpp"              // IWYU pragma: export
#include "zin/base/value.hpp"               // IWYU pragma: export
#include "zin/cache.hpp"                    // IWYU pragma: export
#include "zin/config/settings.hpp"          // IWYU pragma: export
#include "zin/database.hpp"                 // IWYU pragma: export
#include "zin/host/register_driver.hpp"     // IWYU pragma: export
#include "zin/manager.hpp"                  // IWYU pragma: export
#include "zin/metrics.hpp"                  // IWYU pragma: export
#include "zin/migrate/migrator.hpp"         // IWYU pragma: export
#include "zin/migrate/module_compiler.hpp"  // IWYU pragma: export
#include "zin/migrate/module_stamp.hpp"     // IWYU pragma: export
#include "zin/migrate/seeder.hpp"           // IWYU pragma: export
#include "zin/migrate/seeding.hpp"          // IWYU pragma: export
#include "zin/model/encryption.hpp"         // IWYU pragma: export
#include "zin/model/factory.hpp"            // IWYU pragma: export
#include "zin/model/model.hpp"              // IWYU pragma: export
#include "zin/model/model_factory.hpp"      // IWYU pragma: export
#include "zin/model/model_of.hpp"           // IWYU pragma: export
#include "zin/model/relation.hpp"           // IWYU pragma: export
#include "zin/process.hpp"                  // IWYU pragma: export
#include "zin/query/query.hpp"              // IWYU pragma: export
#include "zin/schema/blueprint.hpp"         // IWYU pragma: export
#include "zin/schema/blueprint_sink.hpp"    // IWYU pragma: export
#include "zin/schema/inspection.hpp"        // IWYU pragma: export
#include "zin/schema/migration_schema.hpp"  // IWYU pragma: export
