// SPDX-License-Identifier: Apache-2.0
// tests/bench/bare-reply.mjs: the reply of a plugin that no se2-run runs
//
// usage: bare-reply.mjs LIBRARY FORM PAYLOAD
import { BareNode } from './bare-node.mjs';

const [library, form, payload] = process.argv.slice(2);
const host = await BareNode.open(library, [payload]);
process.stdout.write(await host.reply(JSON.parse(form)));
