// SPDX-License-Identifier: Apache-2.0
// src/host/trace.mjs: the layered trace: host lines at the margin, the guest's own as it wrote them

import { hostFunctions } from './abi.mjs';
import { decode } from './host.mjs';
import { hex } from './memory.mjs';

const hostColour = '\x1b[33m';
const plain = '\x1b[0m';
const maxShown = 200;

/** Bytes as quoted text, cut after 200 characters. */
export function quote(bytes) {
  const text = decode(bytes.subarray(0, 4 * maxShown));
  const cut = text.length > maxShown || bytes.length > 4 * maxShown;
  return JSON.stringify(cut ? `${text.slice(0, maxShown)}...` : text);
}

export class Trace {
  #output;
  #hasColour;
  #unfinished = '';

  constructor(output, hasColour) {
    this.#output = output;
    this.#hasColour = hasColour;
  }

  line(file, text) {
    const [start, end] = this.#hasColour ? [hostColour, plain] : ['', ''];
    this.#output.line(`${start}[${file}]${end} | ${text}`);
  }

  /** What the guest wrote, as it is; without colours, its colour codes are taken out. */
  guest(bytes) {
    if (this.#hasColour) {
      this.#output.write(bytes);
      return;
    }
    const text = this.#unfinished + Buffer.from(bytes).toString('latin1');
    const stripped = text.replace(/\x1b\[[0-9;]*[A-Za-z]/g, '');
    const end = stripped.search(/\x1b(\[[0-9;]*)?$/);
    this.#unfinished = end < 0 ? '' : stripped.slice(end);
    this.#output.write(Buffer.from(end < 0 ? stripped : stripped.slice(0, end), 'latin1'));
  }
}

/** The host functions, each call of which is a line: parameters, texts, answer. */
export function tracedFunctions(functions, memory, trace) {
  const traced = {};
  for (const [name, call] of Object.entries(functions)) {
    const { profile, parameters, returns } = hostFunctions[name];
    traced[name] = (...values) => {
      const shown = `${name}${describe(parameters, values, memory)}`;
      let answer = 'does not return';
      try {
        const result = call(...values);
        answer = returns ? result : null;
        return result;
      } finally {
        const place = profile === 'sat' ? 'imports-sat.mjs' : 'imports.mjs';
        trace.line(place, answer === null ? shown : `${shown} -> ${answer}`);
      }
    };
  }
  return traced;
}

function describe(parameters, values, memory) {
  const numbers = [];
  const texts = [];
  let next = 0;
  for (const parameter of parameters) {
    const value = values[next++];
    if (parameter === 'text') {
      const size = values[next++];
      numbers.push(hex(value), size);
      const isInside = value >= 0 && size >= 0 && value + size <= memory.bytes.length;
      if (isInside) texts.push(quote(memory.bytes.subarray(value, value + size)));
    } else {
      numbers.push(parameter === 'address' ? hex(value) : value);
    }
  }
  return [`(${numbers.join(', ')})`, ...texts].join(' ');
}
