// SPDX-License-Identifier: Apache-2.0
// tests/unit/packing-parts/program.c: a program with built-in modules, as small as can be
//
// What is only alpha's, beta's or gamma's says so in its name; what is not says whose it is.
#define NOINLINE __attribute__((noinline))

typedef int (*function)(int);

#define HOST(name) __attribute__((import_module("env"), import_name(#name))) int name(int)
HOST(host_delta);
HOST(host_core);

static volatile int seen;

// Used by alpha and by beta, never by the core.
NOINLINE static int shared_alpha_beta(int value) {
  seen = value * 7;
  return seen + 1000;
}

// Two of one body: the optimiser keeps one, and the core needs it.
NOINLINE static int twin_of_core(int value) {
  seen = value ^ 21;
  return seen - 4;
}
NOINLINE static int twin_of_alpha(int value) {
  seen = value ^ 21;
  return seen - 4;
}

// Alpha calls this, but so does data that no symbol covers, and whose that is cannot be told.
NOINLINE int target_of_uncovered(int value) {
  seen = value * 3;
  return seen + 12;
}
__asm__(
    ".globl uncovered\n.section .data.uncovered,\"\",@\n.p2align 2\nuncovered:\n"
    ".int32 target_of_uncovered\n.size uncovered, 0\n.text\n");
extern function uncovered[];

static const char alpha_text[] = "only alpha reads this";
NOINLINE static int helper_alpha(int value) {
  seen = alpha_text[(unsigned)value % sizeof alpha_text];
  return seen;
}
static function alpha_twins[] = {twin_of_alpha};
int PyInit_alpha(int value) {
  function* twins = alpha_twins;
  __asm__("" : "+r"(twins));
  value = twins[0](value) + target_of_uncovered(value);
  return helper_alpha(value) + helper_alpha(value + 1) + shared_alpha_beta(value);
}

// Reached through data alone: the init function names the table, the table the method.
NOINLINE static int method_beta(int value) {
  seen = value << 3;
  return seen | 1;
}
struct method {
  const char* name;
  function call;
};
static struct method beta_methods[] = {{"only beta reads this", method_beta}};
int PyInit_beta(int value) {
  struct method* methods = beta_methods;
  __asm__("" : "+r"(methods));
  return methods[0].call(value) + methods[0].name[0] + shared_alpha_beta(value);
}

// The core calls what gamma begins with, so that nothing of gamma's can go.
static const char gamma_text[] = "alpha, beta and the core do without, but gamma is the core's";
NOINLINE int PyInit_gamma(int value) { return gamma_text[(unsigned)value % sizeof gamma_text]; }

struct module {
  const char* name;
  function init;
};
struct module _PyImport_Inittab[] = {{"alpha", PyInit_alpha},
                                     {"beta", PyInit_beta},
                                     {"gamma", PyInit_gamma},
                                     {"builtins", 0},
                                     {0, 0}};

// A second table, as that of the modules in sdk.
NOINLINE static int make_delta(int value) { return host_delta(value) + 6; }
struct module se2_sdk_modules[] = {{"sdk.delta", make_delta}, {0, 0}};
__attribute__((export_name("import_from_sdk"))) int import_from_sdk(int which, int value) {
  return se2_sdk_modules[which].init(value);
}

static function core_twins[] = {twin_of_core};

__attribute__((export_name("core"))) int core(int value) {
  function* twins = core_twins;
  __asm__("" : "+r"(twins));
  return twins[0](value) + uncovered[0](value) + PyInit_gamma(value) + host_core(value);
}

__attribute__((export_name("import"))) int import(int which, int value) {
  return _PyImport_Inittab[which].init(value);
}

// The start, and what it alone calls or reads; what it holds may still be called and read when it
// is over, by what it has put elsewhere.
static volatile function kept_by_start;
static const char* volatile text_of_start;
NOINLINE static int method_of_start(int value) { return (seen = value * 5) + 2; }
NOINLINE static int helper_of_start(int value) {
  kept_by_start = method_of_start;
  text_of_start = "the start hands this on";
  return (seen = value * 9) + 4;
}
const char _Py_M__frozen[] = "only the start copies from this";
struct frozen {
  const char* name;
  const char* bytes;
};
struct frozen frozen_modules[] = {{"frozen", _Py_M__frozen}};
static int start(int value) {
  const struct frozen* modules = frozen_modules;
  __asm__("" : "+r"(modules));
  return helper_of_start(value) + modules[0].bytes[(unsigned)value % sizeof _Py_M__frozen];
}
__attribute__((used)) function se2_only_before_packing[] = {start};

__attribute__((export_name("start"))) int run_start(int value) {
  return se2_only_before_packing[0](value);
}

__attribute__((export_name("later"))) int later(int value) {
  return kept_by_start ? kept_by_start(value) + text_of_start[0] + frozen_modules[0].name[0] : 0;
}

NOINLINE static int helper_of_packing(int value) { return (seen = value - 3) + 8; }
__attribute__((export_name("se2_pack_work"))) int pack(int value) {
  return helper_of_packing(value);
}
