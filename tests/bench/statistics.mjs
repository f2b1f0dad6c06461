// SPDX-License-Identifier: Apache-2.0
// tests/bench/statistics.mjs: medians, quartiles, and rounds in which forms take turns

/** `{ median, low, high }`, the latter two the quartiles. */
export function summary(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  return { median: at(0.5), low: at(0.25), high: at(0.75) };
}

/** A number with as many digits as are worth reading. */
export const short = (value) => Number(value.toPrecision(value < 10 ? 3 : 4));

export const ratios = (values, others) => values.map((value, round) => value / others[round]);
export const differences = (values, others) => values.map((value, round) => value - others[round]);

/**
 * `rounds` rounds in each of which every form is measured once, in an order of its own: what else
 * the machine does meets all of them, and none always follows the same one. `measure(form)` answers
 * an object of numbers. Answers by the form's name and by key the list of them; the first `warmUp`
 * rounds are left out.
 */
export async function inTurn({ forms, rounds, warmUp = 0, measure }) {
  const results = Object.fromEntries(forms.map(({ name }) => [name, {}]));
  for (let round = -warmUp; round < rounds; round += 1) {
    for (const form of shuffled(forms)) {
      const numbers = await measure(form);
      if (round < 0) continue;
      for (const [key, number] of Object.entries(numbers)) {
        (results[form.name][key] ??= []).push(number);
      }
    }
  }
  return results;
}

function shuffled(items) {
  const keyed = items.map((item) => [Math.random(), item]);
  return keyed.sort((a, b) => a[0] - b[0]).map(([, item]) => item);
}
