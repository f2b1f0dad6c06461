// SPDX-License-Identifier: Apache-2.0
// src/host/send-worker.mjs: the thread that sends the requests of send.mjs

import { parentPort } from 'node:worker_threads';
import { answerCall } from './blocking-call.mjs';
import { send } from './exchange.mjs';

parentPort.on('message', ({ call }) => answerCall(call, { send }));
