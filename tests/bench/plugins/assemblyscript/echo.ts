// SPDX-License-Identifier: Apache-2.0
// tests/bench/plugins/assemblyscript/echo.ts: echo with the payload and the reply as arrays
@external("env", "return_result")
declare function return_result(pointer: usize, size: i32, ident: i32): void;

export function allocate(size: i32): usize {
  return heap.alloc(size);
}

export function deallocate(pointer: usize, size: i32): void {
  heap.free(pointer);
}

function echo(input: Uint8Array): Uint8Array {
  return input;
}

export function run_e(pointer: usize, size: i32, ident: i32): void {
  const input = new Uint8Array(size);
  memory.copy(input.dataStart, pointer, size);
  const output = echo(input);
  return_result(output.dataStart, output.length, ident);
}
