# SPDX-License-Identifier: Apache-2.0
# src/python/packing/guest/se2_packing/options.py: what the packing tool asks for


class Options:
    """The dictionary of the packing tool, with its defaults.

    before     modules that Python's start and the plugin's own import have loaded
    roots      the plugin's folders
    sites      folders of packages; all are carried as the first one
    stdlib     the folder of the standard library
    include    modules and packages to carry in any case
    exclude    modules, packages and globs of paths that are never carried
    data       files and folders of the plugin to carry in any case
    whole_root carry everything in the plugin's folders
    optimize   the level of optimization (python -O) to compile for
    allow_large  carry more than 32 MiB
    """

    _defaults = {
        "before": (),
        "roots": ("/plugin",),
        "sites": ("/site",),
        "stdlib": "/usr/local/lib/python3.11",
        "include": (),
        "exclude": (),
        "data": (),
        "whole_root": False,
        "optimize": 0,
        "allow_large": False,
    }

    def __init__(self, given):
        unknown = sorted(set(given) - set(self._defaults))
        if unknown:
            raise TypeError(f"se2_packing knows no option {', '.join(unknown)}")
        self.__dict__.update(self._defaults)
        self.__dict__.update(given)
