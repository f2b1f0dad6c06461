// SPDX-License-Identifier: Apache-2.0
// src/python/packing/reachable.mjs: which parts of a program need which node of its graph

/** Of a node that is needed whatever parts are kept: a set that has every part. */
export const everyPart = -1n;

function visit(edges, starts, needs, part) {
  const pending = [...starts];
  while (pending.length > 0) {
    const node = pending.pop();
    if ((needs[node] & part) === part) continue;
    needs[node] |= part;
    for (const next of edges[node]) pending.push(next);
  }
}

/**
 * For each node the set of the parts that need it, as bits of a number: `edges` names the nodes
 * that each node uses, `roots` those that are always needed, `starts[i]` those where part i begins.
 */
export function findNeeds(edges, roots, starts) {
  const needs = new Array(edges.length).fill(0n);
  visit(edges, roots, needs, everyPart);
  starts.forEach((nodes, part) => visit(edges, nodes, needs, 1n << BigInt(part)));
  return needs;
}

/** The numbers of the parts in a set. */
export function partsIn(set) {
  const parts = [];
  for (let rest = set, part = 0; rest > 0n; rest >>= 1n, ++part) {
    if ((rest & 1n) === 1n) parts.push(part);
  }
  return parts;
}
