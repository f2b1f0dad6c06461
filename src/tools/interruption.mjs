// SPDX-License-Identifier: Apache-2.0
// src/tools/interruption.mjs: Ctrl-C, and what else asks a tool to end

const signals = ['SIGINT', 'SIGTERM'];

/** Resolves when the first signal to end comes; another one ends the process at once. */
export function interruption() {
  return new Promise((resolve) => {
    let count = 0;
    const hear = () => ((count += 1) > 1 ? process.exit(130) : resolve());
    signals.forEach((signal) => process.on(signal, hear));
  });
}

/** While `work` goes on, a signal ends the process as process.exit does. */
export async function interruptible(work) {
  const end = () => process.exit(130);
  signals.forEach((signal) => process.on(signal, end));
  try {
    return await work();
  } finally {
    signals.forEach((signal) => process.off(signal, end));
  }
}
