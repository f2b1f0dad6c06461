# SPDX-License-Identifier: Apache-2.0
# tests/conformance/scripts/recursion/plugin.py: recursion without end; the payload names a function
#
# The answer is "RecursionError", "right" or what is wrong. "low NAME" has the stack used up before,
# by calls whose C frames are large.
import abc
import ast
import collections
import copy
import dataclasses
import functools
import json
import marshal
import operator
import pickle
import re
import sys
import typing
import weakref
import xml.etree.ElementTree as ElementTree

DEPTH = 50000


def run_e(payload):
    sys.setrecursionlimit(10**9)
    place, _, name = payload.rpartition(" ")
    result = low_on_stack(name) if place == "low" else result_of(name)
    if callable(result):  # what only the whole stack can tell
        result = result()
    return "right" if result is True else str(result)[:50]


def result_of(name):
    try:
        return globals()[name]()
    except RecursionError:
        return "RecursionError"


def low_on_stack(name):
    results = []

    def deeper(_):
        try:
            return sorted([0], key=deeper)
        except RecursionError:
            if not results:
                results.append(result_of(name))

    deeper(0)
    return results[0]


def nothing():
    return True


def nested(make, start=(), depth=DEPTH):
    value = start
    for _ in range(depth):
        value = make(value)
    return value


def refused(work, *arguments):
    """Nesting that is too deep is one of several errors."""
    try:
        work(*arguments)
    except (MemoryError, SyntaxError, ValueError, re.error):
        return True


def in_list(value):
    return [value]


def in_tuple(value):
    return (value,)


def in_dict(value):
    return {"k": value}


# Methods that call themselves through C


class Endless:
    def __getattr__(self, name):
        return getattr(Endless(), name)

    def __eq__(self, other):
        return [Endless()] == [Endless()]

    def __lt__(self, other):
        return min(Endless(), Endless())

    def __hash__(self):
        return hash((Endless(),))

    def __repr__(self):
        return repr([Endless()])

    def __str__(self):
        return str(Endless())

    def __bool__(self):
        return not Endless()

    def __len__(self):
        return len(Endless())

    def __iter__(self):
        return iter(Endless())

    def __contains__(self, item):
        return item in Endless()

    def __getitem__(self, key):
        return Endless()[key]

    def __add__(self, other):
        return sum([Endless(), 1], Endless())

    def __call__(self):
        return functools.partial(Endless())()

    def __format__(self, spec):
        return f"{Endless()}"

    def __index__(self):
        return operator.index(Endless())

    def __reduce__(self):
        return copy.copy(Endless())

    @property
    def endless(self):
        return Endless().endless


def getattr_():
    return Endless().x


def eq():
    return Endless() == 1


def lt():
    return Endless() < 1


def hash_():
    return hash(Endless())


def repr_():
    return repr(Endless())


def str_():
    return str(Endless())


def bool_():
    return bool(Endless())


def len_():
    return len(Endless())


def iter_():
    return iter(Endless())


def contains():
    return 1 in Endless()


def getitem():
    return Endless()[1]


def add():
    return Endless() + 1


def call():
    return Endless()()


def format_():
    return f"{Endless()}"


def index():
    return [0][Endless()]


def reduce():
    return copy.copy(Endless())


def property_():
    return Endless().endless


def property_of_itself():
    class Self:
        pass

    Self.endless = property(operator.attrgetter("endless"))
    return Self().endless


def called_instance():
    class Self:
        pass

    Self.__call__ = Self()
    return Self()()


# Functions given to C


def map_():
    return list(map(lambda _: map_(), [1]))


def sorted_key():
    return sorted([1], key=lambda _: sorted_key())


def sorted_compare():
    return sorted([1, 2], key=functools.cmp_to_key(lambda a, b: sorted_compare()))


def re_sub():
    return re.sub("a", lambda _: re_sub(), "a")


def reduce_():
    return functools.reduce(lambda a, b: reduce_(), [1, 2])


def generator():
    def work():
        yield from work()

    return list(work())


def coroutine():
    async def work():
        await work()

    return work().send(None)


def lru_cache():
    @functools.lru_cache
    def work(n):
        return work(n + 1)

    return work(0)


def execute():
    return exec("execute()", globals())


def evaluate():
    return eval("evaluate()", globals())


def json_default():
    return json.dumps(Endless, default=lambda _: json_default())


def json_hook():
    return json.loads("{}", object_hook=lambda _: json_hook())


def class_check():
    class Kind(type):
        def __instancecheck__(cls, instance):
            return isinstance(instance, Class)

    class Class(metaclass=Kind):
        pass

    return isinstance(1, Class)


def abc_check():
    class Base(abc.ABC):
        @classmethod
        def __subclasshook__(cls, other):
            Base._abc_caches_clear()
            return issubclass(type("Other", (), {}), Base)

    return issubclass(int, Base)


def singledispatch():
    @functools.singledispatch
    def work(value):
        return work(value)

    return work(1)


# Values nested in each other


def repr_of_lists():
    return repr(nested(in_list))


def repr_of_tuples():
    return repr(nested(in_tuple))


def repr_of_dicts():
    return repr(nested(in_dict))


def repr_of_deques():
    return repr(nested(lambda value: collections.deque([value])))


def repr_of_ordered_dicts():
    return repr(nested(lambda value: collections.OrderedDict(k=value), depth=5000))


def repr_of_dataclasses():
    Node = dataclasses.make_dataclass("Node", ["next"])
    return repr(nested(Node, depth=5000))


def equal_lists():
    return nested(in_list) == nested(in_list)


def equal_tuples():
    return nested(in_tuple) == nested(in_tuple)


def less_tuples():
    return nested(in_tuple) < nested(in_tuple, start=1)


def equal_dicts():
    return nested(in_dict) == nested(in_dict)


def hash_of_tuples():
    return type(hash(nested(in_tuple))) is int


def hash_of_frozensets():
    return type(hash(nested(lambda value: frozenset([value])))) is int


def deepcopy_of_lists():
    return copy.deepcopy(nested(in_list))


def json_of_lists():
    return json.dumps(nested(in_list))


def json_of_dicts():
    return json.dumps(nested(in_dict))


def json_of_lists_in_python():
    return json.dumps(nested(in_list), indent=1)


def json_to_lists():
    return json.loads("[" * DEPTH + "]" * DEPTH)


def json_to_dicts():
    return json.loads('{"a":' * DEPTH + "1" + "}" * DEPTH)


def pickle_of_lists():
    return pickle.dumps(nested(in_list))


def pickle_of_tuples():
    return pickle.dumps(nested(in_tuple))


def pickle_to_lists():
    data = b"]" * DEPTH + b"a" * (DEPTH - 1) + b"."
    return len(pickle.loads(data)) == 1


def marshal_of_lists():
    return refused(marshal.dumps, nested(in_list))


def marshal_to_lists():
    return refused(marshal.loads, b"[\x01\x00\x00\x00" * DEPTH + b"N")


def isinstance_of_tuples():
    return isinstance(1, nested(in_tuple, start=str))


def issubclass_of_tuples():
    return issubclass(int, nested(in_tuple, start=str))


def unions():
    return typing.get_type_hints(nested(lambda value: typing.List[value], start=int, depth=2000))


def exceptions():
    group = nested(lambda value: ExceptionGroup("g", [value]), start=ValueError(), depth=5000)
    return group.split(TypeError)


def elements():
    def inside(value):
        element = ElementTree.Element("e")
        element.append(value)
        return element

    element = nested(inside, start=ElementTree.Element("e"))
    return len(copy.deepcopy(element)) == 1


def element_text():
    tree = ElementTree.fromstring("<a>" * 5000 + "</a>" * 5000)
    return ElementTree.tostring(tree)


# What falls apart


def forget_lists():
    nested(in_list)
    return True


def forget_objects():
    class Node:
        def __init__(self, following):
            self.following = following

    nested(Node)
    return True


def forget_with_del():
    count = 0

    class Node:
        def __init__(self, following):
            self.following = following

        def __del__(self):
            nonlocal count
            count += 1

    nested(Node)
    return lambda: count > DEPTH - 50  # for some there may be no stack left


def forget_generators():
    def work(value):
        yield value

    def started(value):
        next(generator := work(value))
        return generator

    nested(started)
    return True


def forget_deques():
    nested(lambda value: collections.deque([value]))
    return True


def forget_iterators():
    nested(lambda value: map(None, value))
    return True


def forget_generator_expressions():
    def started(value):
        next(generator := (one for one in [value, value]))
        return generator

    nested(started)
    return True


def forget_found():
    """A weak reference may find what is to be freed later."""
    found = None

    class Node:
        def __del__(self):
            nonlocal found
            found = first()

    one, other = Node(), Node()
    first = weakref.ref(one)
    del one, other
    return lambda: found is not None and found is first()


# Source and patterns


def eval_parentheses():
    return refused(eval, "(" * 3000 + "1" + ")" * 3000)


def eval_lists():
    return refused(eval, "[" * 190 + "]" * 190)


def eval_minus():
    return refused(eval, "-" * DEPTH + "1")


def eval_sum():
    return refused(eval, "+".join("1" * DEPTH))


def eval_power():
    return refused(eval, "**".join("1" * DEPTH))


def eval_lambdas():
    return refused(eval, "lambda: " * 5000 + "1")


def eval_attributes():
    return refused(eval, "a" + ".b" * DEPTH)


def eval_calls():
    return refused(eval, "f(" * 190 + ")" * 190)


def eval_conditions():
    return refused(eval, "1 if 1 else " * DEPTH + "1")


def exec_blocks():
    exec("".join(" " * i + "if 1:\n" for i in range(95)) + " " * 95 + "pass")
    return True


def exec_elifs():
    return refused(exec, "if 0: pass\n" + "elif 0: pass\n" * 5000)


def literal_eval():
    return refused(ast.literal_eval, "[" * 190 + "]" * 190)


def compile_tree():
    tree = nested(
        lambda value: ast.UnaryOp(ast.Not(), value, lineno=1, col_offset=0),
        start=ast.Constant(1, lineno=1, col_offset=0),
    )
    return refused(compile, ast.Expression(tree), "x", "eval")


def patterns():
    return refused(re.compile, "(" * 5000 + ")" * 5000)


def backtracking():
    return re.match("(a|b)*c", "ab" * 100000 + "c") is not None
