// SPDX-License-Identifier: Apache-2.0
// src/exceptions/analysis.mjs: which functions may let an exception out, which clauses may run
import { Reader } from './binary.mjs';
import { scanBody } from './scan.mjs';

/**
 * Follows exceptions from the throws outward, through calls and from try to try. `excluded` is a
 * set of functions through which none passes. What no exception reaches stays as it is.
 */
export class Analysis {
  constructor(module, excluded) {
    this.module = module;
    this.excluded = excluded;
    this.throwing = new Uint8Array(module.functionTypes.length);
    this.throwingTypes = new Set(); // keys of the types of indirect calls
    this.callers = new Map(); // sites by function called
    this.indirectCallers = new Map(); // sites by key of the type
    this.pending = []; // functions found to throw, whose callers are still to be told
    this.functions = module.bodies.map((body) => scanBody(module, body));
    this.#collect();
    this.#follow();
  }

  throws(index) {
    return this.throwing[index] === 1;
  }

  throwsIndirectly(type) {
    return this.throwingTypes.has(this.module.types[type].key);
  }

  /** Whether an excluded function calls one that may throw. */
  callsThrowing(index) {
    const { sites } = this.functions[index - this.module.importedFunctions];
    return sites.some(({ kind, target }) => {
      if (kind === 'call') return this.throws(target);
      return kind === 'indirect' && this.throwsIndirectly(target);
    });
  }

  #collect() {
    const { importedFunctions, functionTypes, types } = this.module;
    const add = (map, key, site) => {
      const known = map.get(key);
      if (known === undefined) map.set(key, [site]);
      else known.push(site);
    };
    const thrown = [];
    this.functions.forEach(({ sites }, position) => {
      for (const site of sites) {
        const { kind, target } = site;
        const limit = kind === 'call' ? functionTypes.length : types.length;
        if (kind !== 'throw' && target >= limit) {
          new Reader(this.module.bytes, this.module.bodies[position].position).fail(
            `call of function or type ${target}, which does not exist`,
          );
        }
        if (this.excluded.has(importedFunctions + position)) continue;
        site.owner = importedFunctions + position;
        if (kind === 'call') add(this.callers, target, site);
        else if (kind === 'indirect') add(this.indirectCallers, types[target].key, site);
        else thrown.push(site);
      }
    });
    for (const site of thrown) this.#throwAt(site);
  }

  #follow() {
    const { functionTypes, indirect, types } = this.module;
    while (this.pending.length > 0) {
      const index = this.pending.pop();
      for (const site of this.callers.get(index) ?? []) this.#throwAt(site);
      if (!indirect.has(index)) continue;
      const { key } = types[functionTypes[index]];
      if (this.throwingTypes.has(key)) continue;
      this.throwingTypes.add(key);
      for (const site of this.indirectCallers.get(key) ?? []) this.#throwAt(site);
    }
  }

  /** Takes note that `site` throws, if it is reached at all. */
  #throwAt(first) {
    const sites = [first];
    while (sites.length > 0) {
      const site = sites.pop();
      const { guard, landing, owner } = site;
      if (guard !== undefined && !guard.live) {
        guard.waiting.push(site);
      } else if (landing === undefined) {
        if (this.throwing[owner] === 1) continue;
        this.throwing[owner] = 1;
        this.pending.push(owner);
      } else if (!landing.live) {
        landing.live = true;
        for (const waiting of landing.waiting.splice(0)) sites.push(waiting);
      }
    }
  }
}
