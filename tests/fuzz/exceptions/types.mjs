// SPDX-License-Identifier: Apache-2.0
// tests/fuzz/exceptions/types.mjs: what a generated program throws, and what its clauses catch
import { pick } from '../random.mjs';

const catchNumber = (type) => [
  [`${type} caught`, 'note(static_cast<int>(caught));'],
  [`const ${type}& caught`, 'note(static_cast<int>(caught));'],
  [`${type}& caught`, 'note(static_cast<int>(caught)); ++caught;'],
];
const catchPointer = (type, value) => [
  [`${type} caught`, `note(caught == nullptr ? -1 : ${value});`],
  [`${type} const& caught`, `note(caught == nullptr ? -1 : ${value});`],
];
const catchError = (type) => [
  [`const std::${type}& caught`, 'note(caught.what()[0]);'],
  [`std::${type} caught`, 'note(2);'], // a slice
];

/** What programs throw besides classes of their own: an expression made of a number. */
const thrown = [
  (id) => `${id}`,
  (id) => `${id}L`,
  (id) => `${id}u`,
  (id) => `static_cast<short>(${id})`,
  (id) => `static_cast<char>(${id % 100})`,
  (id) => `${id}.5`,
  (id) => `${id}.5f`,
  (id) => `${id}LL`,
  () => 'true',
  () => '"text"',
  () => 'nullptr',
  () => 'plain_one',
  () => 'scoped_enum::one',
  () => '&number',
  () => 'static_cast<const int*>(&number)',
  () => '&number_pointer',
  () => 'function_of',
  () => 'quiet_function_of',
  () => '&guard::id',
  () => '&callable::call',
  (id) => `std::runtime_error("${id}")`,
  (id) => `std::out_of_range("${id}")`,
  (id) => `std::invalid_argument("${id}")`,
  () => 'std::bad_alloc()',
  (id) => `std::string(${1 + (id % 40)}, 'x')`,
  (id) => `guard(${id})`,
];

const numbers = ['int', 'long', 'unsigned', 'short', 'char', 'double', 'float', 'long long'];
const errors = ['exception', 'logic_error', 'runtime_error', 'out_of_range', 'bad_alloc'];

/** Declaration of a clause, and what it does with what it caught. */
const clauses = [
  ...numbers.flatMap(catchNumber),
  ['bool caught', 'note(caught);'],
  ['plain_enum caught', 'note(caught);'],
  ['scoped_enum', 'note(4);'],
  ['std::nullptr_t', 'note(5);'],
  ...catchPointer('const char*', 'caught[0]'),
  ...catchPointer('int*', '*caught'),
  ...catchPointer('const int*', '*caught'),
  ...catchPointer('int**', '**caught'),
  ...catchPointer('const int* const*', '**caught'),
  ['void* caught', 'note(caught == nullptr ? -1 : 6);'],
  ['const void* caught', 'note(caught == nullptr ? -1 : 7);'],
  ['int (*caught)(int)', 'note(caught == nullptr ? -1 : caught(4));'],
  ['int (*caught)(int) noexcept', 'note(caught == nullptr ? -1 : caught(4));'],
  ['int guard::*caught', 'note(caught == nullptr ? -1 : 8);'],
  ['const int guard::*caught', 'note(caught == nullptr ? -1 : 8);'],
  ['int (callable::*caught)(int)', 'note(caught == nullptr ? -1 : 8);'],
  ...errors.flatMap(catchError),
  ['const std::string& caught', 'note(static_cast<int>(caught.size()));'],
  ['std::string caught', 'note(static_cast<int>(caught.size()));'],
  ['guard caught', 'note(caught.id);'],
  ['const guard& caught', 'note(caught.id);'],
];

/** A class whose bases are among the `earlier` ones of the namespace `scope`. */
function makeClass(random, scope, index, earlier) {
  const bases = [];
  const virtualBases = new Set();
  for (const base of earlier) {
    if (bases.length === 3 || random(earlier.length + 1) > 1) continue;
    const isVirtual = random(3) === 0;
    // An initialiser must be able to say which of the two it means.
    const isPlain = (name) => bases.some((other) => other.name === name && !other.isVirtual);
    if (base.virtualBases.some(isPlain) || (!isVirtual && virtualBases.has(base.name))) continue;
    const access = random(4) > 0 ? 'public' : 'protected';
    bases.push({ name: base.name, isVirtual, access });
    if (isVirtual) virtualBases.add(base.name);
    for (const name of base.virtualBases) virtualBases.add(name);
  }
  const name = `::${scope}::k${index}`;
  const plain = bases.filter((base) => !base.isVirtual).map((base) => base.name);
  const list = bases.map(({ access, isVirtual, name: base }) =>
    `${access} ${isVirtual ? 'virtual ' : ''}${base}`);
  const initialised = (value) =>
    [...virtualBases, ...plain].map((base, at) => `${base}(${value} + ${at + 1})`);
  const value = `v${index}`;
  const text = `struct k${index}${list.length > 0 ? ` : ${list.join(', ')}` : ''} {
  int ${value};
  k${index}(int v = 7) : ${[...initialised('v'), `${value}(v)`].join(', ')} {}
  k${index}(const k${index}& other)
      : ${[...initialised(`other.${value}`), `${value}(other.${value})`].join(', ')} {
    note(${value});
  }
  ${random(3) === 0 ? 'virtual ' : ''}~k${index}() { note(${100 + index}); }
  ${random(2) === 0 ? 'virtual ' : ''}int who() const { return ${value} + ${index}; }
};
inline k${index} o${index}(${30 + index});`;
  return { name, virtualBases: [...virtualBases], text };
}

function clausesFor(name) {
  return [
    [`${name} caught`, 'note(caught.who());'],
    [`${name}& caught`, 'note(caught.who());'],
    [`const ${name}& caught`, 'note(caught.who());'],
    ...catchPointer(`${name}*`, 'caught->who()'),
    ...catchPointer(`const ${name}*`, 'caught->who()'),
  ];
}

/** The types of one program in the namespace `scope`. */
export function makeTypes(random, scope) {
  const classes = [];
  for (let index = 0; index < 3 + random(4); ++index) {
    classes.push(makeClass(random, scope, index, classes));
  }
  const ofClasses = classes.flatMap(({ name }, index) => [
    (id) => `${name}(${id})`,
    (id) => `${name}(${id})`,
    () => `&o${index}`,
    () => `static_cast<const ${name}*>(&o${index})`,
  ]);
  const classClauses = classes.flatMap(({ name }) => clausesFor(name));
  return {
    text: classes.map(({ text }) => text).join('\n'),
    /** An expression to throw. */
    throwable: (id) => pick(random, random(3) === 0 ? thrown : ofClasses)(id),
    /** `[declaration, what to do]` of a clause. */
    clause: () => pick(random, random(3) === 0 ? clauses : classClauses),
  };
}
