// SPDX-License-Identifier: Apache-2.0
// tests/fuzz/exceptions/program.mjs: writes C++ programs full of exceptions
import { randomOf } from '../random.mjs';
import { makeTypes } from './types.mjs';

const functions = 6;
const forms = 8;
const coroutineForm = 3;

/** What may stand where a statement is written. */
const outside = { loop: false, handler: false, coroutine: false, kept: true, returns: true };

/** Writes the functions f0 to f5 of a program. Each calls later ones alone: every program ends. */
class ProgramWriter {
  constructor(seed, scope, hasCoroutines) {
    this.random = randomOf(seed);
    this.scope = scope;
    this.types = makeTypes(this.random, scope);
    this.ids = 200;
    this.forms = Array.from({ length: functions }, () => this.random(forms))
      .map((form) => (form === coroutineForm && !hasCoroutines ? forms - 1 : form));
  }

  id() {
    return (this.ids += 10);
  }

  chance(outOf) {
    return this.random(outOf) === 0;
  }

  note() {
    return `note(${this.id()});`;
  }

  /** True for some arguments, false for others. */
  condition() {
    return `(a + ${this.random(9)}) % ${2 + this.random(3)} == 0`;
  }

  call(caller) {
    const later = functions - caller - 1;
    if (later === 0) return `a + ${this.random(5)}`;
    const callee = caller + 1 + this.random(later);
    const argument = `a + ${this.random(5)}`;
    switch (this.random(5)) {
      case 0:
        return `pointer${callee}(${argument})`;
      case 1:
        return `object${callee}->call(${argument})`;
      case 2:
        return `(guard(${this.id()}), f${callee}(${argument}))`;
      default:
        return `f${callee}(${argument})`;
    }
  }

  throwIt() {
    return `throw ${this.types.throwable(this.id())};`;
  }

  leave(place) {
    if (!place.returns) return this.note();
    return place.coroutine ? `{ co_return; }` : `return a + ${this.random(9)};`;
  }

  /** Catch clauses, each with `last` as its last statement. */
  handlers(caller, place, depth, last = '') {
    const inHandler = { ...place, handler: true };
    const body = () => this.statements(caller, inHandler, depth) + last;
    const count = this.random(4);
    const typed = Array.from({ length: count }, () => {
      const [declaration, action] = this.types.clause();
      return `catch (${declaration}) { ${action} ${body()} }`;
    });
    if (count === 0 || this.chance(3)) typed.push(`catch (...) { ${this.note()} ${body()} }`);
    return typed.join(' ');
  }

  statement(caller, place, depth) {
    const inner = (changes = {}) => this.statements(caller, { ...place, ...changes }, depth - 1);
    switch (this.random(depth > 0 ? 27 : 12)) {
      case 0:
        return this.note();
      case 1:
      case 2:
      case 3:
        return `a = (${this.call(caller)}) & 63;`;
      case 4:
        return `if (${this.condition()}) ${this.throwIt()}`;
      case 5:
        return `a = ${this.condition()} ? ${this.throwIt().slice(0, -1)} : a + 1;`;
      case 6:
        if (!place.handler) return this.note();
        return `if (${this.condition()}) ${this.chance(3) ? 'throw_again();' : 'throw;'}`;
      case 7:
        if (!place.kept) return this.note();
        if (place.handler) return 'kept = std::current_exception();';
        return 'if (kept) std::rethrow_exception(std::exchange(kept, nullptr));';
      case 8:
        if (place.loop) return `if (${this.condition()}) ${this.chance(2) ? 'break' : 'continue'};`;
        return `if (${this.condition()}) ${this.leave(place)}`;
      case 9:
        if (!place.coroutine || place.handler) return this.note();
        return this.chance(2) ? 'co_yield a;' : `a = co_await step{${this.id()}, a};`;
      case 10:
        return 'note(std::uncaught_exceptions());';
      case 11:
        return `if (a % 11 == ${this.random(11)}) ${this.leave(place)}`;
      case 12:
        return `{ const guard held(${this.id()}); ${inner()} }`;
      case 13:
        return `{ const catching_guard held{${this.id()}, a}; ${inner()} }`;
      case 14:
        return `{ const throwing_guard held{${this.id()}, ${this.condition()}}; ${inner()} }`;
      case 15:
        return this.oneOfEnds(inner);
      case 16:
        return `{ const element held[2] = {element(${this.id()}, a), element(${this.id()}, a + 1)};
          ${inner()} }`;
      case 17:
        return `{ const std::unique_ptr<element> held(new element(${this.id()}, a)); ${inner()} }`;
      case 18: {
        const name = `round${this.id()}`;
        return `for (int ${name} = 0; ${name} < ${2 + this.random(2)}; ++${name}) {
          ${inner({ loop: true })} a = (a + 1) & 63; }`;
      }
      case 19:
        return `if (${this.condition()}) { ${inner()} } else { ${inner()} }`;
      case 20:
        return `switch (a % 3) { case 0: { ${inner()} }
          case 1: { ${inner()} break; } default: ${this.note()} }`;
      case 21:
        return `a = [&]() -> int { ${inner({ ...outside, handler: place.handler })} return a; }();`;
      default:
        return `try { ${inner()} } ${this.handlers(caller, place, depth - 1)}`;
    }
  }

  /** Ways for a program to end, rare: what follows is not tested then. */
  oneOfEnds(inner) {
    const armed = `a % 13 == ${this.random(13)}`;
    switch (this.random(3)) {
      case 0:
        return `{ const reckless_guard held{${this.id()}, ${armed}}; ${inner()} }`;
      case 1:
        return `try { if (${this.condition()}) throw copied(${this.id()}, ${armed}); ${inner()} }
          catch (copied caught) { note(caught.id); }`;
      default:
        return `[&]() noexcept { if (${armed}) { ${inner({ ...outside })} } return 0; }();`;
    }
  }

  statements(caller, place, depth) {
    const count = 1 + this.random(3);
    return Array.from({ length: count }, () => this.statement(caller, place, depth)).join('\n');
  }

  head(index) {
    return `int f${index}(int a)${this.forms[index] === 0 ? ' noexcept' : ''}`;
  }

  /** The definition of function `index`, in one of the forms that a function can have. */
  define(index) {
    const start = 'if (!spend()) return a; std::exception_ptr kept;';
    const body = (place = outside) => this.statements(index, place, 3);
    const head = this.head(index);
    switch (this.forms[index]) {
      case 0:
        return `${head} { ${start} try { ${body()} } catch (...) { ${this.note()} }
          return a; }`;
      case 1: {
        const clauses = this.handlers(index, { ...outside, kept: false }, 0, 'return a;');
        return `${head} try { ${start} ${body()} return a; } ${clauses}`;
      }
      case 2: {
        const tried = this.chance(2);
        return `struct c${index} {
            const guard first{${this.id()}};
            const element second;
            c${index}(int& a) ${tried ? 'try ' : ''}: second(${this.id()}, a) {
              std::exception_ptr kept;
              [&]() -> int { ${body()} return a; }();
            } ${tried ? this.handlers(index, { ...outside, kept: false, returns: false }, 0) : ''}
            ~c${index}() { ${this.note()} }
          };
          ${head} { if (!spend()) return a; const c${index} made(a); return a; }`;
      }
      case coroutineForm: // clang 22 crashes on some that it optimises with exceptions
        return `[[clang::optnone]] generator<${this.chance(2)}> g${index}(int a) {
            std::exception_ptr kept;
            ${body({ ...outside, coroutine: true })} co_return; }
          ${head} { if (!spend()) return a;
            auto numbers = g${index}(a);
            for (int left = 4; left > 0 && !numbers.done(); --left) a = numbers.resume() & 63;
            return a; }`;
      default:
        return `${this.chance(2) ? '[[gnu::noinline]]' : ''}
          ${head} { ${start} ${body()} return a; }`;
    }
  }

  write() {
    const indices = Array.from({ length: functions }, (_, index) => index);
    const declared = indices.map((index) => `${this.head(index)};
int (*volatile pointer${index})(int) = f${index};
struct s${index} : callable { int call(int a) override { return f${index}(a); } } own${index};
callable* volatile object${index} = &own${index};`);
    const defined = indices.map((index) => this.define(index));
    return `namespace ${this.scope} {\n${this.types.text}\n${declared.join('\n')}
${defined.join('\n')}\n}\n`;
  }
}

/** A C++ source with one program for each of `seeds`. */
export function writePrograms(seeds, { hasCoroutines }) {
  const scope = (seed) => `p${seed}`;
  const texts = seeds.map((seed) => new ProgramWriter(seed, scope(seed), hasCoroutines).write());
  const entries = seeds.map((seed) => `${scope(seed)}::f0`);
  return `#include "harness.hpp"\n${texts.join('\n')}
extern const program programs[] = {${entries.join(', ')}};
extern const int program_count = ${seeds.length};
`;
}
