// SPDX-License-Identifier: Apache-2.0
// tests/bench/plugins/assemblyscript/echo-raw.ts: echo by hand: the payload itself is the reply
@external("env", "return_result")
declare function return_result(pointer: usize, size: i32, ident: i32): void;

export function allocate(size: i32): usize {
  return heap.alloc(size);
}

export function deallocate(pointer: usize, size: i32): void {
  heap.free(pointer);
}

export function run_e(pointer: usize, size: i32, ident: i32): void {
  return_result(pointer, size, ident);
}
