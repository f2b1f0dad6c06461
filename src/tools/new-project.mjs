// SPDX-License-Identifier: Apache-2.0
// src/tools/new-project.mjs: a project made of the files in share/se2/new

import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { SetupError } from '../host/errors.mjs';
import { attempt, writeWhole } from '../python/packing/output.mjs';

const prefix = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '');
const templates = path.join(prefix, 'share/se2/new');
const name = '@NAME@';

/** How a tool is called: as npm made it, where that brought the tools. */
const command = (tool) =>
  existsSync(path.join(prefix, 'bin', tool)) ? path.join(prefix, 'bin', tool) : `npx ${tool}`;

const steps = {
  cpp: (project) => `cmake --preset wasm && cmake --build --preset wasm
  ${command('se2-run')} build/wasm/${project}.wasm --payload world
  cmake --preset test && cmake --build --preset test && ctest --preset test`,
  python: (project) => `${command('se2-pack')} plugin.py -o ${project}.wasm
  ${command('se2-run')} ${project}.wasm --payload world
  PYTHONPATH=$SE2_PREFIX/share/se2/sdk python3 -m unittest`,
};

/** Writes a project in `language`, cpp or python, into `folder`; answers what to do with it. */
export function writeProject(folder, language) {
  const project = path.basename(path.resolve(folder));
  refuse(folder, project);
  if (language === 'cpp' && !existsSync(path.join(prefix, 'lib/cmake/se2'))) {
    throw new SetupError('what builds plugins in C++ is not installed with this tool',
      'Install all of se2, or say --python.');
  }
  const source = path.join(templates, language);
  const files = filesIn(source).map((file) => {
    const text = readFileSync(path.join(source, file), 'utf8');
    return [path.join(folder, visible(file)), text.replaceAll(name, project)];
  });
  for (const [file] of files) {
    attempt(path.dirname(file), () => mkdirSync(path.dirname(file), { recursive: true }));
  }
  writeWhole(files);
  return `${folder}: ${files.length} files. Next:

  cd ${folder}
  export SE2_PREFIX=${prefix}
  ${steps[language](project)}
`;
}

function refuse(folder, project) {
  if (!/^[A-Za-z][\w-]*$/.test(project)) {
    throw new SetupError(
      `${folder}: a project called ${project} cannot be`,
      'Name a folder of letters, digits, - and _, which begins with a letter.',
    );
  }
  if (existsSync(folder) && attempt(folder, () => readdirSync(folder)).length > 0) {
    throw new SetupError(`${folder}: there is something in it`, 'Name a folder that is new.');
  }
}

const filesIn = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory()
      ? filesIn(path.join(folder, entry.name)).map((file) => path.join(entry.name, file))
      : [entry.name]);

// Packages of npm leave out some files whose names begin with a dot.
const visible = (file) => file.replace(/(^|\/)dot-/g, '$1.');
