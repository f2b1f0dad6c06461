// SPDX-License-Identifier: Apache-2.0
// tests/unit/exceptions/random-program.mjs: random functions full of try, catch, throw and branches
import { randomOf } from '../../fuzz/random.mjs';

const functions = 5;
const closed = new Set(['loop', 'value try', 'value clause']);

/**
 * The text of functions $f0 to $f4 and of "run", which calls $f0. Each calls later ones alone, and
 * loops go round three times, so that every program ends. Nothing throws 0: it carries a pointer.
 */
export function randomProgram(seed) {
  const random = randomOf(seed);
  let notes = 0;
  const note = () => `(call $note (i32.const ${++notes % 1000}))`;
  /** A condition on the argument, often true, often not. */
  const condition = () => {
    const shifted = `(i32.add (local.get 0) (i32.const ${random(9)}))`;
    return `(i32.eqz (i32.rem_u ${shifted} (i32.const ${2 + random(3)})))`;
  };

  function call(caller) {
    const later = functions - caller - 1;
    if (later === 0) return note();
    const callee = caller + 1 + random(later);
    const argument = `(i32.add (local.get 0) (i32.const ${random(4)}))`;
    return random(3) === 0
      ? `(local.set 0 (call_indirect (type $unary) ${argument} (i32.const ${callee})))`
      : `(local.set 0 (call $f${callee} ${argument}))`;
  }

  /** `labels`: kinds of the enclosing blocks, innermost last. Those in `closed` cannot be left. */
  function statement(caller, labels, depth) {
    const inner = (...kinds) => body(caller, [...labels, ...kinds], depth - 1);
    const targets = labels.flatMap((kind, index) =>
      closed.has(kind) ? [] : [labels.length - 1 - index],
    );
    switch (random(depth > 0 ? 12 : 6)) {
      case 0:
        return note();
      case 1:
      case 2:
        return call(caller);
      case 3:
        return `(if ${condition()} (then (throw $cpp (i32.const ${1 + random(900)}))))`;
      case 4: {
        if (targets.length === 0) return note();
        return `(br_if ${targets[random(targets.length)]} ${condition()})`;
      }
      case 5: {
        const clauses = labels.flatMap((kind, index) =>
          kind.endsWith('clause') ? [labels.length - index] : [],
        );
        if (clauses.length === 0) return note();
        return `${condition()} if rethrow ${clauses[random(clauses.length)]} end`;
      }
      case 6:
        return `block ${inner('block')} end`;
      case 7:
        return `(local.set $round${depth} (i32.const 3))
          loop ${inner('loop')}
            (br_if 0 (local.tee $round${depth}
              (i32.sub (local.get $round${depth}) (i32.const 1))))
          end`;
      case 8:
        return `try ${inner('try')} catch_all ${note()} ${inner('clause')} end`;
      case 9:
        // In a block of its own: wabt does not see an instruction that follows a delegate.
        return `block try ${inner('block', 'try')} delegate ${random(labels.length + 2)} end`;
      case 10:
        return `try (result i32) ${inner('value try')} i32.const ${random(900)}
          catch $cpp call $note ${inner('value clause')} i32.const ${random(900)}
          end call $note`;
      default:
        return `try ${inner('try')}
          catch $cpp call $note ${inner('clause')} catch_all ${note()} end`;
    }
  }

  function body(caller, labels, depth) {
    const count = 1 + random(3);
    return Array.from({ length: count }, () => statement(caller, labels, depth)).join('\n');
  }

  const rounds = [1, 2, 3, 4].map((depth) => `(local $round${depth} i32)`).join(' ');
  const definitions = Array.from(
    { length: functions },
    (_, index) => `(func $f${index} (param i32) (result i32) ${rounds}
      ${body(index, [], 4)}
      (i32.and (local.get 0) (i32.const 255)))`,
  );
  const table = definitions.map((_, index) => `$f${index}`).join(' ');
  return `
    (type $unary (func (param i32) (result i32)))
    (table funcref (elem ${table}))
    ${definitions.join('\n')}
    (func (export "run") (param i32) (result i32)
      (call $f0 (local.get 0)))`;
}
