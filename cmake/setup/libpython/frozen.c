// SPDX-License-Identifier: Apache-2.0
// cmake/setup/libpython/frozen.c: CPython's frozen modules as bytes that Python's start only reads
//
// In the place of Python/frozen.c and its deep-frozen modules. Those are objects in static data,
// which Python goes on using; what is unmarshalled is a copy, and a packed plugin, which has it in
// its memory already, leaves these bytes out. The modules are the same, less those of CPython's
// tests.

#include <stdbool.h>

#include "Python.h"
#include "pycore_import.h"

#include "frozen_modules/_collections_abc.h"
#include "frozen_modules/_sitebuiltins.h"
#include "frozen_modules/abc.h"
#include "frozen_modules/codecs.h"
#include "frozen_modules/genericpath.h"
#include "frozen_modules/importlib._bootstrap.h"
#include "frozen_modules/importlib._bootstrap_external.h"
#include "frozen_modules/importlib.machinery.h"
#include "frozen_modules/importlib.util.h"
#include "frozen_modules/io.h"
#include "frozen_modules/ntpath.h"
#include "frozen_modules/os.h"
#include "frozen_modules/posixpath.h"
#include "frozen_modules/runpy.h"
#include "frozen_modules/site.h"
#include "frozen_modules/stat.h"
#include "frozen_modules/zipimport.h"

#define MODULE(name, bytes) {name, bytes, (int)sizeof(bytes), false, NULL}

static const struct _frozen bootstrap_modules[] = {
    MODULE("_frozen_importlib", _Py_M__importlib__bootstrap),
    MODULE("_frozen_importlib_external", _Py_M__importlib__bootstrap_external),
    MODULE("zipimport", _Py_M__zipimport),
    {0},
};

static const struct _frozen stdlib_modules[] = {
    MODULE("abc", _Py_M__abc),
    MODULE("codecs", _Py_M__codecs),
    MODULE("io", _Py_M__io),
    MODULE("_collections_abc", _Py_M___collections_abc),
    MODULE("_sitebuiltins", _Py_M___sitebuiltins),
    MODULE("genericpath", _Py_M__genericpath),
    MODULE("ntpath", _Py_M__ntpath),
    MODULE("posixpath", _Py_M__posixpath),
    MODULE("os.path", _Py_M__posixpath),
    MODULE("os", _Py_M__os),
    MODULE("site", _Py_M__site),
    MODULE("stat", _Py_M__stat),
    MODULE("importlib.util", _Py_M__importlib_util),
    MODULE("importlib.machinery", _Py_M__importlib_machinery),
    MODULE("runpy", _Py_M__runpy),
    {0},
};

static const struct _frozen no_modules[] = {{0}};

static const struct _module_alias aliases[] = {
    {"_frozen_importlib", "importlib._bootstrap"},
    {"_frozen_importlib_external", "importlib._bootstrap_external"},
    {"os.path", "posixpath"},
    {0},
};

const struct _frozen *_PyImport_FrozenBootstrap = bootstrap_modules;
const struct _frozen *_PyImport_FrozenStdlib = stdlib_modules;
const struct _frozen *_PyImport_FrozenTest = no_modules;
const struct _frozen *PyImport_FrozenModules = NULL;
const struct _module_alias *_PyImport_FrozenAliases = aliases;

int _Py_Deepfreeze_Init(void) { return 0; }

void _Py_Deepfreeze_Fini(void) {}
