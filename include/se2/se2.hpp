// SPDX-License-Identifier: Apache-2.0
// se2/se2.hpp: everything a C++ plugin can use
#pragma once

#include <se2/buffer.hpp>
#include <se2/codec.hpp>
#include <se2/error.hpp>
#include <se2/execution.hpp>
#include <se2/host/cache.hpp>
#include <se2/host/database.hpp>
#include <se2/host/graphql.hpp>
#include <se2/host/http.hpp>
#include <se2/host/log.hpp>
#include <se2/host/request.hpp>
#include <se2/host/response.hpp>
#include <se2/host/secret.hpp>
#include <se2/host/static_file.hpp>
#include <se2/memory.hpp>
#include <se2/plugin.hpp>
#include <se2/version.hpp>
