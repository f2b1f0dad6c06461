# SPDX-License-Identifier: Apache-2.0
# src/python/packing/guest/se2_packing/bytecode.py: what a code object imports and names

from opcode import cmp_op, opmap

_CACHE = opmap["CACHE"]
_COMPARE_OP = opmap["COMPARE_OP"]
_EQUAL = cmp_op.index("==")
_EXTENDED_ARG = opmap["EXTENDED_ARG"]
_IMPORT_NAME = opmap["IMPORT_NAME"]
_LOAD_CONST = opmap["LOAD_CONST"]
_JUMP = opmap["POP_JUMP_FORWARD_IF_FALSE"]
_CALLEES = {opmap[name] for name in ("LOAD_NAME", "LOAD_ATTR", "LOAD_METHOD")}
_LOAD_GLOBAL = opmap["LOAD_GLOBAL"]  # its lowest bit says whether it pushes NULL too

# Functions whose first argument is the name of a module or package.
_NAME_TAKERS = frozenset(
    ("import_module", "__import__", "find_spec", "files", "get_data", "open_binary", "open_text",
     "read_binary", "read_text")
)  # fmt: skip
# Functions of the standard library's modules that only its own command lines and tests call.
_COMMANDS = ("main", "_main", "_test", "test", "_test_generator", "usage", "_usage")

_code = type((lambda: None).__code__)
_IN_FUNCTION = 0x1  # inspect.CO_OPTIMIZED


class Uses:
    """imports: (module, names) of each import statement; literals: names of modules given to
    import_module and its like; early: those of both that are not in functions; names: identifiers;
    strings: constants."""

    def __init__(self):
        self.imports = []
        self.literals = []
        self.early = set()
        self.names = set()
        self.strings = set()


def uses_of(code, package, is_standard):
    """Of a module's code and all the code in it; package is what relative imports start from."""
    uses = Uses()
    pending = [(code, False)]
    while pending:
        one, is_late = pending.pop()
        counts = len(uses.imports), len(uses.literals)
        _look_at(one, package, uses)
        if not is_late:
            uses.early.update(name for name, _ in uses.imports[counts[0] :])
            uses.early.update(uses.literals[counts[1] :])
        for constant in one.co_consts:
            if isinstance(constant, _code):
                if not (is_standard and one is code and constant.co_name in _COMMANDS):
                    pending.append((constant, is_late or constant.co_flags & _IN_FUNCTION))
            elif isinstance(constant, str):
                uses.strings.add(constant)
            elif isinstance(constant, (tuple, frozenset)):
                uses.strings.update(item for item in constant if isinstance(item, str))
    return uses


def _look_at(code, package, uses):
    names = code.co_names
    uses.names.update(names)
    text = code.co_code
    guarded = _main_blocks(code, text) if "__name__" in names else ()
    at = _next(text, _IMPORT_NAME, 0)
    while at >= 0:
        if not any(at in block for block in guarded):
            index, start = _argument(text, at)
            names_wanted, start = _constant(code, text, start - 2)
            level, _ = _constant(code, text, start - 2)
            module = resolve(names[index], level, package)
            if module:
                uses.imports.append((module, names_wanted or ()))
        at = _next(text, _IMPORT_NAME, at + 2)
    if not _NAME_TAKERS.isdisjoint(names):
        _look_for_literals(code, text, package, uses)


def _look_for_literals(code, text, package, uses):
    callee = False
    argument = 0
    for at in range(0, len(text), 2):
        operation = text[at]
        argument |= text[at + 1]
        if operation == _EXTENDED_ARG:
            argument <<= 8
            continue
        if operation == _LOAD_CONST and callee:
            name = code.co_consts[argument]
            if isinstance(name, str):
                level = len(name) - len(name.lstrip("."))
                module = resolve(name[level:], level, package)
                if module:
                    uses.literals.append(module)
        if operation != _CACHE:
            callee = (
                operation in _CALLEES and code.co_names[argument] in _NAME_TAKERS
                or operation == _LOAD_GLOBAL and code.co_names[argument >> 1] in _NAME_TAKERS
            )  # fmt: skip
        argument = 0


def _main_blocks(code, text):
    """Where the bodies of `if __name__ == "__main__":` lie: no packed module runs them."""
    blocks = []
    if "__main__" not in code.co_consts:
        return blocks
    at = _next(text, _COMPARE_OP, 0)
    while at >= 0:
        is_equality = text[at + 1] == _EQUAL and text[at - 2] == _LOAD_CONST
        if is_equality and _constant(code, text, at - 2)[0] == "__main__":
            jump = at + 2
            while text[jump] in (_CACHE, _EXTENDED_ARG):
                jump += 2
            if text[jump] == _JUMP:
                blocks.append(range(jump, jump + 2 + 2 * _argument(text, jump)[0]))
        at = _next(text, _COMPARE_OP, at + 2)
    return blocks


def _next(text, operation, start):
    """Instructions are two bytes, the operation first."""
    at = text.find(operation, start)
    while at & 1 and at >= 0:
        at = text.find(operation, at + 1)
    return at


def _argument(text, at):
    """The argument of the instruction at `at`, and where its prefixes begin."""
    value = text[at + 1]
    shift = 8
    while at >= 2 and text[at - 2] == _EXTENDED_ARG:
        at -= 2
        value |= text[at + 1] << shift
        shift += 8
    return value, at


def _constant(code, text, at):
    index, start = _argument(text, at)
    return code.co_consts[index], start


def resolve(name, level, package):
    """The full name of what `level` dots and a name stand for; empty where it is outside."""
    if not level:
        return name
    parts = package.split(".") if package else []
    if len(parts) < level:
        return ""
    parts = parts[: len(parts) - level + 1]
    return ".".join([*parts, name] if name else parts)
