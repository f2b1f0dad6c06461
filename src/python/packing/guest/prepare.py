# SPDX-License-Identifier: Apache-2.0
# src/python/packing/guest/prepare.py: evaluated in the instance to be packed, before the plugin
#
# Generators of random numbers that nobody seeded must not go on alike in every instance. Here they
# are noted as they are made; finish.py has them seeded anew.
# `watch_random_with` is packing.cpp's.
import sys
from _weakref import ref


class Generators:
    def __init__(self):
        self.unseeded = {}
        self.random = None

    def watch(self, random):
        if not hasattr(random, '_inst'):  # a module of the plugin's own
            return
        self.random = random
        self.seed, self.setstate = random.Random.seed, random.Random.setstate
        self.note(random._inst, True)

        def seed(generator, a=None, version=2):
            self.note(generator, a is None)
            return self.seed(generator, a, version)

        def setstate(generator, state):
            self.note(generator, False)
            return self.setstate(generator, state)

        self.put(seed, setstate)

    def put(self, seed, setstate):
        random = self.random
        random.Random.seed, random.Random.setstate = seed, setstate
        random.seed, random.setstate = random._inst.seed, random._inst.setstate

    def note(self, generator, is_unseeded):
        if is_unseeded:
            self.unseeded[id(generator)] = ref(generator)
        else:
            self.unseeded.pop(id(generator), None)

    def release(self):
        """The unseeded ones that are left; the module is as it was."""
        if self.random is None:
            return []
        self.put(self.seed, self.setstate)
        alive = (reference() for reference in self.unseeded.values())
        return [generator for generator in alive if generator is not None]


sys._se2_generators = Generators()
watch_random_with(sys._se2_generators.watch)
result = []
