// SPDX-License-Identifier: Apache-2.0
// tests/lint/documented.mjs: every public entity of the headers has a /// comment
//
// usage: documented.mjs CLANG INCLUDE SOURCE
//
// SOURCE includes the headers, which lie in INCLUDE. A comment stands for what follows it up to the
// next blank line. What is in a namespace `detail`, of the ABI, or a member of a plain struct needs
// none. Exit code: 0, 1 where something has none.

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const [clang, include, source] = process.argv.slice(2);

const entities = new Set([
  'FunctionDecl', 'CXXMethodDecl', 'CXXConstructorDecl', 'CXXConversionDecl', 'CXXRecordDecl',
  'EnumDecl', 'VarDecl', 'TypeAliasDecl', 'TypeAliasTemplateDecl', 'ConceptDecl',
  'ClassTemplateDecl', 'FunctionTemplateDecl', 'VarTemplateDecl',
]);
const scopes = new Set(['NamespaceDecl', 'CXXRecordDecl', 'ClassTemplateDecl', 'LinkageSpecDecl']);
const isPrivate = (name) => ['detail', 'abi'].includes(name) || name.endsWith('_');

/** What clang makes of the source in the namespace se2, a tree each time it is opened. */
function trees() {
  const words = ['-std=c++23', `-I${include}`, '-fsyntax-only'];
  const dump = ['-ast-dump=json', '-ast-dump-filter=se2'].flatMap((word) => ['-Xclang', word]);
  const child = spawnSync(clang, [...words, ...dump, source], {
    encoding: 'utf8', maxBuffer: 2 ** 30,
  });
  if (child.status !== 0) throw new Error(`${clang} failed: ${child.error ?? child.stderr}`);
  return child.stdout.split(/(?<=^\})\n/m).filter(Boolean).map((text) => JSON.parse(text));
}

// A place says its file and line only where they are others than those of the place before.
let file;
let line;
function enter({ loc, range }) {
  const read = (place) => {
    for (const each of [place?.spellingLoc, place?.expansionLoc, place]) {
      file = each?.file ?? file;
      line = each?.line ?? line;
    }
  };
  read(loc);
  const own = { file, line };
  read(range?.begin);
  read(range?.end);
  return own;
}

/** `[place, name]` of the entities that clang sees no comment of. */
function* uncommented(node, outer, isSeen) {
  const place = enter(node);
  const name = [outer, node.name].filter(Boolean).join('::');
  const isHere = isSeen && !isPrivate(node.name ?? '') && !node.isImplicit;
  const isMade = node.explicitlyDefaulted || node.explicitlyDeleted;
  const hasComment = node.inner?.some(({ kind }) => kind === 'FullComment');
  if (isHere && entities.has(node.kind) && !isMade && !hasComment) yield [place, name];
  const isScope = scopes.has(node.kind);
  let access = node.tagUsed === 'class' ? 'private' : 'public';
  for (const child of node.inner ?? []) {
    if (child.kind === 'AccessSpecDecl') access = child.access;
    yield* uncommented(child, name, isHere && isScope && access === 'public');
  }
}

const lines = new Map();
function isInCommentedBlock({ file: header, line: at }) {
  if (!lines.has(header)) lines.set(header, readFileSync(header, 'utf8').split('\n'));
  const above = lines.get(header).slice(0, at);
  const start = above.findLastIndex((text) => text.trim() === '');
  return above.slice(start + 1).some((text) => text.trim().startsWith('///'));
}

const found = new Set();
for (const tree of trees()) {
  for (const [place, name] of uncommented(tree, '', tree.kind === 'NamespaceDecl')) {
    if (!place.file.startsWith(include) || isInCommentedBlock(place)) continue;
    found.add(`${place.file}:${place.line}: ${name} has no /// comment`);
  }
}
found.forEach((text) => console.log(text));
process.exitCode = found.size > 0 ? 1 : 0;
