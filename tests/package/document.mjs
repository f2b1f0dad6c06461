// SPDX-License-Identifier: Apache-2.0
// tests/package/document.mjs: does what a document shows: document.mjs FILE.md [--done TEXT]...
//
// It begins in the current folder, in one shell, and goes on where something is not as shown:
//
// - A block that begins with a comment of a file's name, such as "// hello.cpp", becomes that file.
// - In a block of kind console, a line that starts with "$ " is a command, and the lines up to the
//   next one are what it prints, on standard output, standard error or both; "..." stands for any
//   text, and on a line of its own for any lines. A command that shows nothing has to succeed. "^C"
//   is pressed when what is above it has come. "console FOLDER" is at work in that folder.
// - Blocks of the kinds below are no commands. There are no others.
//
// A command is done without TEXT, which was done before. Exit code: 0, or 1.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

const toBeLookedAt = {
  text: 'a diagram',
  lldb: 'what is said to LLDB, which the tests do without: debug.dwarf has what it reads',
};
const limit = 120_000; // milliseconds, for what a command shows

const { values: { done }, positionals: [file] } = parseArgs({
  allowPositionals: true, options: { done: { type: 'string', multiple: true, default: [] } },
});

function* blocksOf(text) {
  const fence = /^( *)```([^\n]*)\n(.*?)^ *```$/gms;
  for (const { 1: indent, 2: kind, 3: block, index } of text.matchAll(fence)) {
    const lines = block.split('\n').map((line) => line.slice(indent.length)).join('\n');
    yield { kind: kind.trim(), lines, at: text.slice(0, index).split('\n').length };
  }
}

function* stepsOf({ kind, lines, at }) {
  const [, name] = /^(?:\/\/|#) ([\w./-]+\.\w+)\n/.exec(lines) ?? [];
  const [, folder] = /^console(?: (\S+))?$/.exec(kind) ?? [null, null];
  if (folder !== null && lines.startsWith('$ ')) {
    if (folder) yield { command: `pushd ${folder} >/dev/null`, shown: '', at };
    for (const session of lines.split(/^\$ /m).slice(1)) {
      const [, command, shown] = /^((?:.*\\\n)*.*)\n([^]*)$/.exec(session);
      yield { command: done.reduce((rest, text) => rest.replace(text, ''), command), shown, at };
    }
    if (folder) yield { command: 'popd >/dev/null', shown: '', at };
  } else if (name) {
    yield { command: `cat >${name} <<'END OF BLOCK'\n${lines}END OF BLOCK\n`, shown: '', at };
  } else if (!Object.hasOwn(toBeLookedAt, kind)) {
    throw new Error(`${file}:${at}: a block of kind "${kind}" that nothing runs.
  Begin a command of a console block with "$ ", and others with a comment of their file's name.`);
  }
}

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
function patternOf(shown) {
  const parts = shown.split(/^\.\.\.\n/m).map((part) => part.split('...').map(escaped).join('.*'));
  return new RegExp(`^${parts.join('(?:.*\\n)*')}$`);
}

/** A shell that takes commands one after the other, and says when each has ended. */
class Shell {
  static #mark = /<ended (\d+)>\n/;
  static #loop = `trap : INT
    while IFS= read -r -d '' -u 3 command; do
      eval "$command" 3<&-
      printf -v ended '<ended %s>' $?
      echo "$ended"
      echo "$ended" >&2
    done`;
  #child = spawn('bash', ['-c', Shell.#loop], {
    detached: true, stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  #output = { stdout: '', stderr: '' };

  constructor() {
    for (const stream of ['stdout', 'stderr']) {
      this.#child[stream].setEncoding('utf8');
      this.#child[stream].on('data', (text) => {
        this.#output[stream] += text;
        this.#child.emit('text');
      });
    }
  }

  /** Answers nothing, or what the command printed where that is not what is shown. */
  async perform({ command, shown }) {
    this.#output = { stdout: '', stderr: '' };
    this.#child.stdio[3].write(`${command}\0`);
    const isShown = () => this.#shows(patternOf(shown.replace(/\^C\n$/, '')));
    const isInterrupted = shown.endsWith('^C\n');
    try {
      if (isInterrupted || command.endsWith(' &')) await this.#until(isShown);
      if (isInterrupted) process.kill(-this.#child.pid, 'SIGINT');
      await this.#until(() => this.#status !== null);
    } catch (error) {
      if (error.name !== 'AbortError') throw error;
      throw new Error(`$ ${command}\n${this.#text}and no more in ${limit / 1000} s`);
    }
    const isRight = isInterrupted || (shown === '' ? this.#status === 0 : isShown());
    return isRight ? null : `${this.#text}exit code ${this.#status}\n`;
  }

  end() {
    process.kill(-this.#child.pid, 'SIGTERM');
  }

  get #status() {
    const [own, other] = Object.values(this.#output).map((text) => Shell.#mark.exec(text));
    return own && other && Number(own[1]);
  }

  get #texts() {
    return Object.values(this.#output)
      .map((text) => text.replace(Shell.#mark, '').replace(/[^\n]$/, '$&\n'));
  }

  get #text() {
    return this.#texts.join('');
  }

  #shows(pattern) {
    return [...this.#texts, this.#text].some((text) => pattern.test(text));
  }

  async #until(condition) {
    const signal = AbortSignal.timeout(limit);
    while (!condition()) await once(this.#child, 'text', { signal });
  }
}

const steps = [...blocksOf(readFileSync(file, 'utf8'))].flatMap((block) => [...stepsOf(block)]);
const shell = new Shell();
let failed = 0;
try {
  for (const step of steps) {
    const answer = await shell.perform(step);
    if (answer === null) continue;
    failed += 1;
    const { command, shown, at } = step;
    console.error(`${file}:${at}:\n$ ${command}\nshown:\n${shown}answered:\n${answer}`);
  }
} finally {
  shell.end();
}
console.log(`${file}: ${steps.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
