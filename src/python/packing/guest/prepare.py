# SPDX-License-Identifier: Apache-2.0
# src/python/packing/guest/prepare.py: evaluated in the instance to be packed, before the plugin
#
# Generators of random numbers that nobody seeded must not go on alike in every instance. Here they
# are noted as they are made; finish.py has them seeded anew.
import sys
from _weakref import ref

bootstrap = sys.modules['_frozen_importlib']
load = bootstrap._find_and_load_unlocked


class Generators:
    def __init__(self):
        self.unseeded = {}
        self.random = None

    def watch(self, random):
        self.random = random
        self.seed = random.Random.seed
        self.note(random._inst, True)

        def seed(generator, a=None, version=2):
            self.note(generator, a is None)
            return self.seed(generator, a, version)

        random.Random.seed = seed
        random.seed = random._inst.seed

    def note(self, generator, is_unseeded):
        if is_unseeded:
            self.unseeded[id(generator)] = ref(generator)
        else:
            self.unseeded.pop(id(generator), None)

    def release(self):
        """The unseeded ones that are left; the module is as it was."""
        if self.random is None:
            return []
        self.random.Random.seed = self.seed
        self.random.seed = self.random._inst.seed
        alive = (reference() for reference in self.unseeded.values())
        return [generator for generator in alive if generator is not None]


generators = Generators()


def find_and_load(name, import_):
    module = load(name, import_)
    if name == 'random' and generators.random is None:
        generators.watch(sys.modules['random'])
    return module


# Tracebacks leave out frames of importlib, known by this name.
find_and_load.__code__ = find_and_load.__code__.replace(co_filename='<frozen importlib._bootstrap>')
bootstrap._find_and_load_unlocked = find_and_load
sys._se2_preparation = (generators, load)
result = []
