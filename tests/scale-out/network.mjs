// SPDX-License-Identifier: Apache-2.0
// tests/scale-out/network.mjs: machines on one network, each a network namespace of this machine

import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { linesOf } from '../conformance/lines.mjs';

/** No namespaces are to be had, or a command of ip's failed. */
export class NetworkError extends Error {}

const inside = '--inside';
const subnet = '10.99.0';

/** Whether this process has a network of its own, which goes with it. */
export const isInside = () => process.argv.includes(inside);

/** Runs this program again in a network of its own; answers its exit code. */
export function runInside(words) {
  const user = process.getuid() === 0 ? [] : ['--user', '--map-root-user'];
  const probe = spawnSync('unshare', [...user, '--net', 'true'], { encoding: 'utf8' });
  if (probe.status !== 0) {
    throw new NetworkError(
      `no network namespace: ${(probe.stderr ?? probe.error.message).trim()}\n`
      + '  Run it as root, or where user namespaces are allowed (unshare --user --net true).',
    );
  }
  const command = [process.execPath, fileURLToPath(new URL('run.mjs', import.meta.url))];
  const { status } = spawnSync('unshare', [...user, '--net', ...command, inside, ...words], {
    stdio: 'inherit',
  });
  return status ?? 2;
}

function ip(...words) {
  const { status, stderr, error } = spawnSync('ip', words, { encoding: 'utf8' });
  if (error) throw new NetworkError(`ip: ${error.message}; Debian has it in iproute2`);
  if (status !== 0) throw new NetworkError(`ip ${words.join(' ')}: ${stderr.trim()}`);
}

/** A machine: a process of its own, what it has printed, and an end that comes like a power cut. */
class Machine {
  lines = [];

  constructor(child, address) {
    this.child = child;
    this.address = address;
    this.#read(child.stdout);
    this.#read(child.stderr);
  }

  async #read(stream) {
    for await (const line of linesOf(stream)) this.lines.push(line);
  }

  kill() {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return null;
    process.kill(-this.child.pid, 'SIGKILL');
    return once(this.child, 'close');
  }
}

/** The network of this process, `subnet`.1, with a switch that others are plugged into. */
export class Network {
  #machines = [];
  #environment;

  constructor(environment) {
    this.#environment = environment;
    process.on('exit', () => this.#machines.forEach((machine) => machine.kill()));
    ip('link', 'set', 'lo', 'up');
    ip('link', 'add', 'switch', 'type', 'bridge');
    ip('address', 'add', `${subnet}.1/24`, 'dev', 'switch');
    ip('link', 'set', 'switch', 'up');
    ip('route', 'add', 'default', 'dev', 'switch'); // multicast takes it
  }

  #spawn(words, environment, options) {
    const [program, ...rest] = words;
    const env = { ...this.#environment, ...environment };
    return spawn(program, rest, { stdio: 'pipe', detached: true, ...options, env });
  }

  #added(child, address) {
    const machine = new Machine(child, address);
    this.#machines.push(machine);
    return machine;
  }

  /** A program on this process's own machine. */
  start(words, environment) {
    return this.#added(this.#spawn(words, environment), `${subnet}.1`);
  }

  /** A program on a further machine. */
  async startElsewhere(words, environment) {
    const number = this.#machines.length + 1;
    const address = `${subnet}.${number}`;
    const script = `echo; read -r go; ip link set lo up; ip address add ${address}/24 dev cable
      ip link set cable up; ip route add default dev cable; exec "$@"`;
    const env = { ...environment, PATH: `${this.#environment.PATH}:${process.env.PATH}` };
    const child = this.#spawn(['unshare', '--net', 'sh', '-c', script, 'sh', ...words], env);
    await once(child.stdout, 'readable'); // its namespace is there now
    const port = `port${number}`;
    const there = ['name', 'cable', 'netns', `${child.pid}`];
    ip('link', 'add', port, 'type', 'veth', 'peer', ...there);
    ip('link', 'set', port, 'master', 'switch', 'up');
    child.stdin.end('go\n');
    return this.#added(child, address);
  }
}
