// SPDX-License-Identifier: Apache-2.0
// src/host/memory.mjs: the guest's memory, read and written as the real host does

export const hex = (address) => `0x${(address >>> 0).toString(16)}`;

export class GuestMemory {
  #memory = null;
  #bytes = new Uint8Array(0);
  #view = null;

  attach(memory) {
    this.#memory = memory;
    this.#refresh();
  }

  /** All of the memory; valid until the guest runs again, which may grow it. */
  get bytes() {
    if (this.#bytes.length === 0) this.#refresh();
    return this.#bytes;
  }

  get view() {
    if (this.#bytes.length === 0) this.#refresh();
    return this.#view;
  }

  // Growing detaches the buffer, which empties the array over it.
  #refresh() {
    this.#bytes = new Uint8Array(this.#memory.buffer);
    this.#view = new DataView(this.#memory.buffer);
  }

  /**
   * A copy of what the guest passed to `subject` in `run`. A start past memory and a negative start
   * or size kill the real host; past the end of memory it reads zeros.
   */
  read(start, size, subject, run) {
    const { bytes } = this;
    if (start < 0 || size < 0 || start > bytes.length) {
      run.stop(
        `the real host would die: ${subject} got ${size} bytes at ${hex(start)}, outside the ` +
          `memory of ${bytes.length} bytes`,
      );
    }
    const end = start + size;
    if (end <= bytes.length) return bytes.slice(start, end);
    run.violation(`${subject} got ${size} bytes at ${hex(start)}, past the end of memory: zeros`);
    const padded = new Uint8Array(size);
    padded.set(bytes.subarray(start));
    return padded;
  }

  /**
   * Writes an answer where the guest asked for it; the real host cuts it off at memory's end. A
   * guest that asks for it there drops it.
   */
  write(start, data, subject, run) {
    const { bytes } = this;
    if (start < 0 || start > bytes.length) {
      run.stop(
        `the real host would die: ${subject} was to write at ${hex(start)}, outside the memory ` +
          `of ${bytes.length} bytes`,
      );
    }
    const room = bytes.length - start;
    if (data.length > room && room > 0) {
      run.violation(`${subject} had room for ${room} of ${data.length} bytes at ${hex(start)}`);
    }
    bytes.set(data.length > room ? data.subarray(0, room) : data, start);
  }
}
